"""Which lines of a segment can be logged, and what keeps the others back (domain.md 3.9, design.md 3.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import reading
from models.enums import CorrespondenceType, LineProblem
from models.fields import amount
from models.queries.line_problems import problem, standing
from models.queries.segment_contents import Contents, contents_of, has_content
from models.rules.segments.content_refresh import missing
from models.rules.segments.sending import troubles
from models.segment import Segment, SegmentLine


@dataclass(frozen=True, slots=True)
class Readiness:
    """What logging a segment now would do."""

    ready: int
    """Lines that can be logged."""
    cost: Decimal
    """What the ready lines cost together."""
    duration: int
    """Their minutes."""
    problems: tuple[tuple[LineProblem, int, int], ...]
    """What keeps lines back, with how many and the id of the first."""
    twice: int
    """Lines whose contact stands in another line too."""
    described: bool
    """Whether the segment has a description; without one it cannot be logged."""
    done: bool
    """Whether all lines were worked through, so that logging only closes the segment."""
    emails: int = 0
    """Ready lines that are e-mails, if they are sent."""
    hard_copies: int = 0
    """Ready lines that are hard copies, if they are sent."""
    sendable: int = 0
    """Lines with a correspondence type and content: only then sending is offered (domain.md 3.9)."""
    troubles: tuple[str, ...] = ()
    """Why contents cannot be filled in or are not there, as sentences."""

    @property
    def whole(self) -> bool:
        """Whether the segment can be logged as it stands, all of it."""
        free = not self.problems and not self.troubles
        return self.described and free and (self.ready > 0 or self.done)


@reading
def readiness(segment_id: int, *, sending: bool = False) -> Readiness:
    """What logging the segment now would do; with `sending` also what stands in the way of that."""
    what, kind = problem(sending=sending), SegmentLine.correspondence_type
    query = (
        SegmentLine.select(
            what.alias("problem"),
            kind,
            pw.fn.COUNT(SegmentLine.id),
            pw.fn.MIN(SegmentLine.id),
            pw.fn.SUM(SegmentLine.cost).converter(int),
            pw.fn.SUM(SegmentLine.duration),
        )
        .where(standing(segment_id))
        .group_by(pw.SQL("1"), kind)
    )
    rows = [(LineProblem(row[0]), CorrespondenceType(row[1]), *row[2:]) for row in tuples(query)]
    ready = [row for row in rows if row[0] is LineProblem.READY]
    kinds = {row[1]: int(row[2]) for row in ready}
    kept = sorted({row[0] for row in rows} - {LineProblem.READY})
    of = Segment.select(Segment.description, Segment.worked_as).where(Segment.id == segment_id)
    described, worked_as = next(iter(tuples(of)), ("", 0))
    contents = contents_of(segment_id, standing(segment_id))
    return Readiness(
        ready=sum(kinds.values()),
        cost=amount(sum(row[4] or 0 for row in ready)),
        duration=sum(int(row[5] or 0) for row in ready),
        problems=tuple(_counted(found, [row for row in rows if row[0] is found]) for found in kept),
        twice=_twice(segment_id),
        described=bool(described),
        done=bool(worked_as) and not rows,
        emails=kinds.get(CorrespondenceType.EMAIL, 0),
        hard_copies=kinds.get(CorrespondenceType.HARD_COPY, 0),
        sendable=_sendable(segment_id, contents),
        troubles=_troubles(segment_id, contents, kept) if sending else (),
    )


def _counted(found: LineProblem, rows: Sequence[tuple[Any, ...]]) -> tuple[LineProblem, int, int]:
    """A problem, how many lines have it, and the first of them."""
    return found, sum(int(row[2]) for row in rows), min(int(row[3]) for row in rows)


def _troubles(segment_id: int, contents: Contents, kept: list[LineProblem]) -> tuple[str, ...]:
    told = missing(segment_id) if LineProblem.NOTHING_TO_SEND in kept else ""
    return (*troubles(contents), *([told] if told else ()))


def _sendable(segment_id: int, contents: Contents) -> int:
    """How many lines have a correspondence type and content."""
    if not contents:
        return 0
    is_typed = SegmentLine.correspondence_type != CorrespondenceType.BLANK
    query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id)).where(standing(segment_id), is_typed)
    return int(tuples(query.where(has_content()))[0][0])


def _twice(segment_id: int) -> int:
    extra = pw.fn.COUNT(SegmentLine.id) - pw.fn.COUNT(SegmentLine.contact.distinct())
    return int(tuples(SegmentLine.select(extra).where(standing(segment_id)))[0][0])
