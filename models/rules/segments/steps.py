"""Criteria steps: add, reduce, refine, and going back step by step (domain.md 3.3 to 3.5, design.md 3.13)."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.database import database, reading, unit
from models.enums import CriteriaAction
from models.errors import RuleError
from models.rules import undo
from models.rules.segments.criteria import Criteria, matching
from models.rules.segments.headers import next_step
from models.rules.segments.lines import add_lines, remove_lines
from models.segment import SegmentCriteriaLine, SegmentLine
from models.text import fold
from models.words import p_, translate


@reading
def would_change(segment_id: int, action: CriteriaAction, criteria: Criteria) -> int:
    """How many contacts a step would add, or lines it would remove."""
    if action is CriteriaAction.ADD:
        query: Any = Contact.select(pw.fn.COUNT(Contact.id)).where(_to_add(segment_id, criteria))
    else:
        query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id)).where(
            SegmentLine.segment == segment_id, ~SegmentLine.removed, _to_remove(action, criteria)
        )
    return int(tuples(query)[0][0])


@reading
def skipped(criteria: Criteria) -> int:
    """How many contacts meet the criteria but are blocked for privacy, so that they are not added."""
    blocked = Contact.privacy_blocked | Contact.company.in_(_blocked_companies())
    return int(tuples(Contact.select(pw.fn.COUNT(Contact.id)).where(_meant(criteria), blocked))[0][0])


def take(segment_id: int, action: CriteriaAction, criteria: Criteria) -> int:
    """Do a step and record it; returns how many lines it added or removed. `undo` goes back.

    Raises `RuleError` when the segment is gone or a filter means nothing.
    """
    nested = database.in_transaction()
    step, number = _take(segment_id, action, criteria)
    if not nested:
        label = p_("undo", "{action}: {criteria}").format(
            action=translate(action.caption), criteria=criteria.text() or "*"
        )
        undo.remember(label, lambda: _go_back_if_last(segment_id, step))
    return number


@unit
def go_back(segment_id: int) -> int:
    """Take the last step back: exactly the lines of before stand again; returns how many steps are left.

    Raises `RuleError` when there is none.
    """
    next_step(segment_id)  # others who change the segment wait
    of = SegmentCriteriaLine
    rows = tuples(
        of.select(of.id, of.action_no).where(of.segment == segment_id).order_by(of.action_no.desc()).limit(1)
    )
    if not rows:
        raise RuleError(p_("error", "There is no criteria step to take back."))
    record, step = rows[0]
    mine = SegmentLine.segment == segment_id
    SegmentLine.delete().where(mine, SegmentLine.added_by == step).execute()
    SegmentLine.update(removed=False, removed_by=0).where(mine, SegmentLine.removed_by == step).execute()
    of.delete().where(of.id == record).execute()
    return int(tuples(of.select(pw.fn.COUNT(of.id)).where(of.segment == segment_id))[0][0])


@unit
def forget(segment_id: int) -> None:
    """Forget all steps: the lines stay, and going back is not possible any more (domain.md 3.2)."""
    mine = SegmentLine.segment == segment_id
    SegmentLine.delete().where(mine, SegmentLine.removed).execute()
    # It says nothing about the lines: versions and stamps stay.
    pw.Model.update.__func__(SegmentLine, {"added_by": 0}).where(mine).execute()  # type: ignore[attr-defined]
    SegmentCriteriaLine.delete().where(SegmentCriteriaLine.segment == segment_id).execute()


@unit
def _take(segment_id: int, action: CriteriaAction, criteria: Criteria) -> tuple[int, int]:
    step = next_step(segment_id)
    if action is CriteriaAction.ADD:
        number = add_lines(segment_id, step, _to_add(segment_id, criteria))
    else:
        number = remove_lines(segment_id, step, _to_remove(action, criteria))
    text = criteria.text()
    SegmentCriteriaLine.add(
        segment=segment_id,
        action_no=step,
        action=int(action),
        criteria=criteria.to_json(),
        text=text,
        no_of_lines=number,
        search_text=fold(text)[:250],
    )
    return step, number


@unit
def _go_back_if_last(segment_id: int, step: int) -> None:
    of = SegmentCriteriaLine
    last = tuples(of.select(pw.fn.MAX(of.action_no)).where(of.segment == segment_id))[0][0]
    if last != step:
        raise RuleError(p_("undo", "Not undone: another step was taken in the segment meanwhile."))
    go_back(segment_id)


def _to_add(segment_id: int, criteria: Criteria) -> Any:
    """The contacts that a step adds: neither blocked nor excluded, nor there already unless allowed."""
    found = _meant(criteria) & ~Contact.privacy_blocked & _company_not_blocked()
    if not criteria.ignore_exclusion:
        found = found & ~Contact.exclude_from_segment
    if not criteria.allow_existing:
        there = SegmentLine.select(SegmentLine.contact).where(
            SegmentLine.segment == segment_id, ~SegmentLine.removed
        )
        found = found & Contact.id.not_in(there)
    return found


def _meant(criteria: Criteria) -> Any:
    """The contacts that match, and those that the options bring along."""
    met = matching(criteria)
    if not (criteria.expand_companies or criteria.allow_related_companies):
        return _as_condition(met)
    of = Contact.alias()
    hits = Contact.select(Contact.id).where(met)
    companies = of.select(of.company).where(of.id.in_(hits), of.company.is_null(False))
    brought = Contact.company.in_(companies) if criteria.expand_companies else Contact.id.in_(companies)
    return Contact.id.in_(hits) | brought


def _to_remove(action: CriteriaAction, criteria: Criteria) -> Any:
    """The lines that a step removes: those that match, or for *refine* those that do not."""
    met = matching(criteria)
    hits = Contact.select(Contact.id).where(met)
    matches = SegmentLine.contact.in_(hits)
    if criteria.entire_companies:
        of = Contact.alias()
        companies = of.select(of.company).where(of.id.in_(hits), of.company.is_null(False))
        matches = matches | SegmentLine.company.in_(companies)
    if action is CriteriaAction.REDUCE:
        return matches
    # A line without a company must count as no match, not as unknown.
    return (
        ~pw.Case(None, [(matches, True)], False)
        if criteria.entire_companies
        else SegmentLine.contact.not_in(hits)
    )


def _company_not_blocked() -> Any:
    return Contact.company.is_null() | Contact.company.not_in(_blocked_companies())


def _blocked_companies() -> Any:
    of = Contact.alias()
    return of.select(of.id).where(of.privacy_blocked)


def _as_condition(met: Any) -> Any:
    return pw.SQL("1 = 1") if met is True else met
