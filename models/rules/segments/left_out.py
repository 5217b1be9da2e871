"""Contacts that meet the criteria of *add* and are not added all the same, and why (domain.md 3.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.database import reading
from models.enums import CriteriaAction
from models.rules.segments.criteria import Criteria
from models.rules.segments.steps import skipped, would_change
from models.words import np_


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many contacts a step leaves out; each counts once, for the reason that weighs most."""

    there: int
    """They stand in the segment already."""
    excluded: int
    """They are excluded from segments."""
    blocked: int
    """They, or their company, are blocked for privacy."""


@reading
def left_out(segment_id: int, criteria: Criteria) -> LeftOut:
    """Whom an *add* with these criteria would leave out now."""
    again = replace(criteria, allow_existing=True)
    added = would_change(segment_id, CriteriaAction.ADD, criteria)
    with_those_there = would_change(segment_id, CriteriaAction.ADD, again)
    with_excluded = would_change(segment_id, CriteriaAction.ADD, replace(again, ignore_exclusion=True))
    return LeftOut(with_those_there - added, with_excluded - with_those_there, skipped(criteria))


def sentences(without: LeftOut) -> tuple[str, ...]:
    """The same in words, one sentence for each reason there is."""
    told = (
        (
            without.there,
            np_("segment", "{number} was there already.", "{number} were there already.", without.there),
        ),
        (
            without.excluded,
            np_(
                "segment",
                "{number} is excluded from segments.",
                "{number} are excluded from segments.",
                without.excluded,
            ),
        ),
        (
            without.blocked,
            np_(
                "segment",
                "{number} is blocked for privacy.",
                "{number} are blocked for privacy.",
                without.blocked,
            ),
        ),
    )
    return tuple(sentence.format(number=number) for number, sentence in told if number)
