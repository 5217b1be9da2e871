"""Which lines of a segment can be logged, and what keeps the others back (domain.md 3.9, design.md 3.12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import peewee as pw

from models.base import tuples
from models.database import reading
from models.enums import LineProblem
from models.fields import amount
from models.queries.line_problems import problem, standing
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

    @property
    def whole(self) -> bool:
        """Whether the segment can be logged as it stands, all of it."""
        return self.described and not self.problems and (self.ready > 0 or self.done)


@reading
def readiness(segment_id: int) -> Readiness:
    """What logging the segment now would do."""
    what = problem().alias("problem")
    query = (
        SegmentLine.select(
            what,
            pw.fn.COUNT(SegmentLine.id),
            pw.fn.MIN(SegmentLine.id),
            pw.fn.SUM(SegmentLine.cost).converter(int),
            pw.fn.SUM(SegmentLine.duration),
        )
        .where(standing(segment_id))
        .group_by(pw.SQL("1"))
    )
    rows = {LineProblem(row[0]): row for row in tuples(query)}
    ready = rows.pop(LineProblem.READY, (0, 0, 0, 0, 0))
    of = Segment.select(Segment.description, Segment.worked_as).where(Segment.id == segment_id)
    described, worked_as = next(iter(tuples(of)), ("", 0))
    return Readiness(
        ready=int(ready[1]),
        cost=amount(ready[3] or 0),
        duration=int(ready[4] or 0),
        problems=tuple((found, int(row[1]), int(row[2])) for found, row in sorted(rows.items())),
        twice=_twice(segment_id),
        described=bool(described),
        done=bool(worked_as) and not rows and not ready[1],
    )


def _twice(segment_id: int) -> int:
    extra = pw.fn.COUNT(SegmentLine.id) - pw.fn.COUNT(SegmentLine.contact.distinct())
    return int(tuples(SegmentLine.select(extra).where(standing(segment_id)))[0][0])
