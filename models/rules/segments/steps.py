"""Criteria steps: add, reduce, refine, and going back step by step (domain.md 3.3 to 3.5, design.md 3.13)."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.base import searchable, tuples
from models.contact import Contact
from models.database import database, reading, unit
from models.enums import CriteriaAction
from models.errors import RuleError
from models.rules import undo
from models.rules.content.attachments import release
from models.rules.segments import content_rows
from models.rules.segments.criteria import Criteria
from models.rules.segments.headers import next_step
from models.rules.segments.lines import add_lines, remove_lines
from models.rules.segments.quiet import quietly
from models.rules.segments.selecting import contacts_to_add, skipped_contacts, to_remove
from models.segment import SegmentCriteriaLine, SegmentLine
from models.words import p_, translate


@reading
def would_change(segment_id: int, action: CriteriaAction, criteria: Criteria) -> int:
    """How many lines a step would add or remove."""
    if action is CriteriaAction.ADD:
        query = contacts_to_add(segment_id, criteria, pw.fn.COUNT(Contact.id))
    else:
        query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id)).where(
            SegmentLine.segment == segment_id, ~SegmentLine.removed, to_remove(action, criteria)
        )
    return int(tuples(query)[0][0])


@reading
def skipped(criteria: Criteria) -> int:
    """How many contacts meet the criteria but are blocked for privacy, so that they are not added."""
    return int(tuples(skipped_contacts(criteria, pw.fn.COUNT(Contact.id)))[0][0])


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
        undo.remember(label, lambda: back_from(segment_id, (step,)))
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
    replaced = _replaced(segment_id, step)
    gone = mine & (SegmentLine.added_by == step)
    unused = content_rows.of_deleted(gone)
    SegmentLine.delete().where(gone).execute()
    for kept, former in replaced:
        content_rows.rename(kept, former)
    release(unused)
    quietly(SegmentLine, removed=False, removed_by=0).where(mine, SegmentLine.removed_by == step).execute()
    of.delete().where(of.id == record).execute()
    return int(tuples(of.select(pw.fn.COUNT(of.id)).where(of.segment == segment_id))[0][0])


@unit
def forget(segment_id: int) -> None:
    """Forget all steps: the lines stay, and going back is not possible any more (domain.md 3.2)."""
    next_step(segment_id)
    mine = SegmentLine.segment == segment_id
    unused = content_rows.of_deleted(mine & SegmentLine.removed)
    SegmentLine.delete().where(mine, SegmentLine.removed).execute()
    release(unused)
    quietly(SegmentLine, added_by=0).where(mine).execute()
    SegmentCriteriaLine.delete().where(SegmentCriteriaLine.segment == segment_id).execute()


def write_step(segment_id: int, step: int, action: CriteriaAction, criteria: Criteria, number: int) -> None:
    """Keep a step that was just done, with how many lines it added or removed."""
    text = criteria.text()
    SegmentCriteriaLine.add(
        segment=segment_id,
        action_no=step,
        action=int(action),
        criteria=criteria.to_json(),
        text=text,
        no_of_lines=number,
        search_text=searchable(SegmentCriteriaLine, {"text": text}),
    )


@unit
def back_from(segment_id: int, done: tuple[int, ...]) -> None:
    """Take back these steps, which were done one after the other.

    Raises `RuleError` when they are not the last ones any more.
    """
    of = SegmentCriteriaLine
    query = of.select(of.action_no).where(of.segment == segment_id).order_by(of.action_no.desc())
    last = tuple(step for (step,) in tuples(query.limit(len(done))))
    if last != tuple(reversed(done)):
        raise RuleError(p_("undo", "Not undone: another step was taken in the segment meanwhile."))
    for _ in done:
        go_back(segment_id)


@unit
def _take(segment_id: int, action: CriteriaAction, criteria: Criteria) -> tuple[int, int]:
    step = next_step(segment_id)
    if action is CriteriaAction.ADD:
        number = add_lines(segment_id, step, criteria)
    else:
        number = remove_lines(segment_id, step, to_remove(action, criteria))
    write_step(segment_id, step, action, criteria, number)
    return step, number


def _replaced(segment_id: int, step: int) -> list[tuple[Any, ...]]:
    """Lines whose contact was changed by this step and the one before it: what was kept of it, and its id."""
    kept, line = SegmentLine.alias(), SegmentLine.alias()
    query = (
        kept.select(kept.id, line.id)
        .join(line, on=(line.segment == kept.segment) & (line.line_no == kept.line_no))
        .where(kept.segment == segment_id, kept.removed_by == step - 1, line.added_by == step)
    )
    return tuples(query) if step > 1 else []
