"""How the computed fields of segments and logged segments are computed (the FF of domain.md 1.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import peewee as pw

from models.about import Value
from models.base import tuples
from models.campaign import CampaignEntry
from models.enums import LineContent
from models.fields import amount
from models.interaction import InteractionLogEntry as Entry
from models.queries.line_problems import problem, sending_problem
from models.queries.lists.measures import Measure
from models.queries.segment_contents import has_content, has_own
from models.segment import LoggedSegment, Segment, SegmentCriteriaLine, SegmentLine


def of_lines() -> tuple[Measure, Measure, Measure]:
    """Number, cost and minutes of the lines that stand in a segment."""

    def total(measure: Any, convert: Callable[[int], Value]) -> Measure:
        return _grouped(SegmentLine, SegmentLine.segment, Segment.id, measure, convert, _standing)

    return (
        total(pw.fn.COUNT(SegmentLine.id), int),
        total(pw.fn.SUM(SegmentLine.cost).converter(int), amount),
        total(pw.fn.SUM(SegmentLine.duration), int),
    )


def of_steps() -> Measure:
    """How many criteria steps a segment has."""
    of = SegmentCriteriaLine
    return _grouped(of, of.segment, Segment.id, pw.fn.COUNT(of.id), int, lambda: ())


def of_logged_entries() -> Measure:
    """How many log entries of a logged segment have its own canceled value (domain.md 1.8)."""
    linked = Entry.logged_segment_entry_no
    same = (linked != 0, _same_canceled(Entry, linked))
    return _grouped(Entry, linked, LoggedSegment.id, pw.fn.COUNT(Entry.id), int, lambda: same)


def of_campaign_entries() -> Measure:
    """How many campaign entries of a logged segment have its own canceled value (domain.md 1.8)."""
    linked = CampaignEntry.register_no
    same = (linked != 0, _same_canceled(CampaignEntry, linked))
    return _grouped(CampaignEntry, linked, LoggedSegment.id, pw.fn.COUNT(CampaignEntry.id), int, lambda: same)


def line_status() -> Measure:
    """Whether a line can be logged, or what keeps it back."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        return dict(tuples(SegmentLine.select(SegmentLine.id, problem()).where(SegmentLine.id.in_(ids))))

    return Measure(load, 0, problem, lambda meaning: meaning.met(problem()))


def sending_status() -> Measure:
    """Whether a line could be sent, or what keeps it back."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = SegmentLine.select(SegmentLine.id, sending_problem()).where(SegmentLine.id.in_(ids))
        return dict(tuples(query))

    return Measure(load, 0, sending_problem, lambda meaning: meaning.met(sending_problem()))


def content() -> Measure:
    """Whether a line has content of its own, inherits some, or has none (domain.md 1.8)."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        return dict(tuples(SegmentLine.select(SegmentLine.id, key()).where(SegmentLine.id.in_(ids))))

    def key() -> Any:
        arms = [(has_own(), int(LineContent.UNIQUE)), (has_content(), int(LineContent.INHERITED))]
        return pw.Case(None, arms, int(LineContent.BLANK))

    return Measure(load, 0, key, lambda meaning: meaning.met(key()))


def _same_canceled(model: Any, linked: Any) -> Any:
    of = LoggedSegment.alias()
    return pw.fn.EXISTS(of.select(of.id).where(of.id == linked, of.canceled == model.canceled))


def _standing() -> tuple[Any, ...]:
    return (~SegmentLine.removed,)


def _grouped(
    model: Any,
    owner: Any,
    record: Any,
    measure: Any,
    convert: Callable[[int], Value],
    conditions: Callable[[], Sequence[Any]],
) -> Measure:
    """A sum over the rows of `model` whose `owner` is the record."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = model.select(owner, measure).where(owner.in_(ids), *conditions()).group_by(owner)
        return {one: convert(total) for one, total in tuples(query)}

    def key() -> Any:
        query = model.select(measure).where(owner == record, *conditions())
        return pw.fn.COALESCE(query, 0).cast("BIGINT")

    return Measure(load, convert(0), key, lambda meaning: meaning.met(key()))
