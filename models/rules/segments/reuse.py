"""Criteria saved under a code and done again, and logged segments used again (domain.md 3.5)."""

from __future__ import annotations

from typing import Any

from models.base import searchable, tuples
from models.database import database, unit
from models.enums import CriteriaAction
from models.errors import NotFoundError, RuleError
from models.rules import undo
from models.rules.segments import steps
from models.rules.segments.criteria import Criteria
from models.segment import (
    LoggedSegment,
    SavedSegmentCriteria,
    SavedSegmentCriteriaLine,
    SegmentCriteriaLine,
)
from models.text import clean
from models.user import my_id
from models.words import p_

CODE_LENGTH = 10


@unit
def save(segment_id: int, code: str, description: str = "") -> int:
    """Save the steps of a segment under a new code; returns the id of the saved criteria.

    Raises `RuleError` when there is no step, or the code is blank, too long or taken.
    """
    of = SegmentCriteriaLine
    query = of.select(of.action, of.criteria, of.text, of.search_text).where(of.segment == segment_id)
    done = tuples(query.order_by(of.action_no))
    if not done:
        raise RuleError(p_("error", "The segment has no criteria step to save."))
    values: dict[str, Any] = {
        "code": _new_code(code),
        "description": clean(description)[:100],
        "user": my_id() or None,
    }
    saved = SavedSegmentCriteria.add(**values, search_text=searchable(SavedSegmentCriteria, values))
    rows = [
        {
            "saved": saved,
            "line_no": (place + 1) * 10,
            "action": action,
            "criteria": criteria,
            "text": text,
            "search_text": words,
        }
        for place, (action, criteria, text, words) in enumerate(done)
    ]
    SavedSegmentCriteriaLine.add_many(rows)
    return saved


def reuse(segment_id: int, saved_id: int) -> int:
    """Do the saved steps in a segment, all or none; returns by how many lines the segment grew.

    `undo` takes all of them back. Raises `NotFoundError` when the criteria are gone, and `RuleError` when the
    segment is.
    """
    nested = database.in_transaction()
    done, grown = _reuse(segment_id, saved_id)
    if not nested:
        label = p_("undo", "reused criteria {code}").format(code=_code_of(saved_id))
        undo.remember(label, lambda: steps.back_from(segment_id, done))
    return grown


def reuse_logged(segment_id: int, logged_segment: int) -> int:
    """Add a line for each log entry of a logged segment, excluded contacts too; returns how many.

    Entries without a contact, and contacts that are blocked for privacy, are left out. Raises
    `NotFoundError` when there is no such logged segment. `undo` goes back.
    """
    if LoggedSegment.one(logged_segment) is None:
        raise NotFoundError(
            p_("error", "There is no logged segment {number} any more.").format(number=logged_segment)
        )
    return steps.take(segment_id, CriteriaAction.ADD, of_logged(logged_segment))


def of_logged(logged_segment: int) -> Criteria:
    """The criteria of a step that uses a logged segment again."""
    return Criteria(logged_segment=logged_segment, allow_existing=True, ignore_exclusion=True)


@unit
def _reuse(segment_id: int, saved_id: int) -> tuple[tuple[int, ...], int]:
    of = SavedSegmentCriteriaLine
    rows = tuples(of.select(of.action, of.criteria).where(of.saved == saved_id).order_by(of.line_no, of.id))
    if not rows:
        raise NotFoundError(p_("error", "The saved criteria were deleted meanwhile."))
    last = max((step for (step,) in _steps_of(segment_id)), default=0)
    grown = 0
    for action, criteria in rows:
        number = steps.take(segment_id, CriteriaAction(action), Criteria.from_json(criteria))
        grown += number if action == CriteriaAction.ADD else -number
    done = tuple(step for (step,) in _steps_of(segment_id, SegmentCriteriaLine.action_no > last))
    return done, grown


def _steps_of(segment_id: int, *where: Any) -> list[tuple[Any, ...]]:
    of = SegmentCriteriaLine
    return tuples(of.select(of.action_no).where(of.segment == segment_id, *where).order_by(of.action_no))


def _new_code(code: str) -> str:
    found = clean(code).upper()
    if not found:
        raise RuleError(p_("error", "Give the criteria a code."), field="code")
    if len(found) > CODE_LENGTH:
        raise RuleError(
            p_("error", "The code has at most {number} characters.").format(number=CODE_LENGTH), field="code"
        )
    of = SavedSegmentCriteria
    if tuples(of.select(of.id).where(of.code == found)):
        raise RuleError(p_("error", "Criteria {code} exist already.").format(code=found), field="code")
    return found


def _code_of(saved_id: int) -> str:
    saved = SavedSegmentCriteria.one(saved_id)
    return saved.code if saved else ""
