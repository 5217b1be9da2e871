"""What the tests of segments do and look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.base import tuples
from models.contact import Contact
from models.enums import CriteriaAction
from models.queries.lists.rows import Filter
from models.queries.records import view
from models.rules import records
from models.rules.segments import steps
from models.rules.segments.criteria import Criteria
from models.segment import SegmentLine

ADD, REDUCE, REFINE = CriteriaAction


@dataclass(frozen=True, slots=True)
class People:
    """The records of the scenarios by id."""

    url: str
    jo: int
    rl: int
    mill: int
    """CT1000 Harbour Mill Ltd, salesperson JO."""
    optics: int
    """CT2000 Tarn Optics, salesperson RL."""
    nell: int
    """CT1001, works for Harbour Mill."""
    bob: int
    """CT2001, works for Tarn Optics."""
    ida: int
    """CT3001, no company."""
    letter: int
    """The template LETTER."""


def segment(no: str = "SM100", **typed: str) -> int:
    """A segment as people create it."""
    return records.create("segments", {"no": no, **typed}).id


def line(segment_id: int, contact_no: str, **typed: str) -> int:
    """A line that somebody types."""
    return records.create("segment-lines", {"contact_no": contact_no, **typed}, parent=segment_id).id


def change(segment_id: int, *agreed: str, **typed: str) -> None:
    """Change the header."""
    records.change("segments", segment_id, 0, typed, agreed=agreed)


def contacts(expression: str, **options: Any) -> Criteria:
    """Criteria by contact number."""
    return Criteria({"contacts": (Filter("no", expression),)}, **options)


def add(segment_id: int, expression: str, **options: Any) -> int:
    """Add contacts by number."""
    return steps.take(segment_id, ADD, contacts(expression, **options))


def numbers(segment_id: int) -> list[str]:
    """The contacts of the lines, in their order."""
    query = (
        SegmentLine.select(Contact.no)
        .join(Contact, on=(Contact.id == SegmentLine.contact))
        .where(SegmentLine.segment == segment_id, ~SegmentLine.removed)
    )
    return [number for (number,) in tuples(query.order_by(SegmentLine.line_no))]


def rows(segment_id: int) -> list[dict[str, Any]]:
    """Every field of the lines that stand."""
    query: Any = SegmentLine.select().where(SegmentLine.segment == segment_id, ~SegmentLine.removed)
    return [dict(row) for row in query.order_by(SegmentLine.line_no, SegmentLine.id).dicts()]


def shown(page: str, record: int) -> Any:
    """A record as people see it."""
    return view(page, record).values
