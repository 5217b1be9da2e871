"""Lines that people type, give another contact or delete: each is a step of its own (domain.md 3.2).

So going back takes them back as it does the steps by criteria, and saved criteria do them again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.database import database, unit
from models.enums import CriteriaAction
from models.errors import NotFoundError, RuleError
from models.rules import hooks, undo
from models.rules.hooks import Change
from models.rules.segments import content_rows
from models.rules.segments.criteria import Criteria
from models.rules.segments.headers import next_step
from models.rules.segments.quiet import quietly
from models.rules.segments.steps import back_from, write_step
from models.rules.snapshots import put_as_it_was
from models.segment import SegmentCriteriaLine, SegmentLine, SegmentLineLease
from models.words import np_, p_


@hooks.before(SegmentLine)
def _as_step(change: Change) -> None:
    new = change.new
    if change.old.get("removed"):
        raise RuleError(p_("error", "The line was removed from the segment meanwhile."))
    if not new["contact"] or not new["segment"] or not change.changed("contact"):
        return
    if change.old.get("contact"):
        _keep(change)
    step = next_step(new["segment"])
    write_step(new["segment"], step, CriteriaAction.ADD, _criteria([new["contact"]]), 1)
    new["added_by"] = step


@hooks.after(SegmentLine)
def _put_back(change: Change) -> None:
    """Undo gave a line its former contact: the two steps of the change go, and what they kept of the line."""
    step = change.old.get("added_by", 0)
    if change.changed("contact") and change.new["added_by"] < step:
        of, steps = SegmentLine, SegmentCriteriaLine
        mine = (of.segment == change.new["segment"]) & (of.removed_by == step - 1)
        mine &= of.line_no == change.new["line_no"]
        for (kept,) in tuples(of.select(of.id).where(mine)):
            content_rows.move(kept, change.id)
        of.delete().where(mine).execute()
        steps.delete().where(
            steps.segment == change.new["segment"], steps.action_no.in_([step - 1, step])
        ).execute()


@hooks.deleting(SegmentLine)
def _forget_step(line_id: int) -> None:
    """Undo takes a typed line back: its step goes with it."""
    line = SegmentLine.one(line_id)
    if line is None:
        return
    of = SegmentLine
    others = of.select(of.id).where(
        of.segment == line.segment, of.added_by == line.added_by, of.id != line_id
    )
    if not tuples(others.limit(1)):
        steps = SegmentCriteriaLine
        steps.delete().where(steps.segment == line.segment, steps.action_no == line.added_by).execute()


@hooks.own_delete(SegmentLine)
def remove(ids: tuple[int, ...]) -> None:
    """Take lines out of their segments, one step for each segment, which `undo` takes back.

    Raises `NotFoundError` when one of them is gone.
    """
    nested = database.in_transaction()
    done = _remove(ids)
    if not nested:
        told = np_("undo", "removed {number} line", "removed {number} lines", len(ids))
        undo.remember(told.format(number=len(ids)), lambda: _take_back(done))


@unit
def _remove(ids: tuple[int, ...]) -> dict[int, int]:
    """The step that was done, by segment."""
    found: dict[int, list[int]] = defaultdict(list)
    for batch in pw.chunked(ids, 500):
        query = SegmentLine.select(SegmentLine.segment, SegmentLine.id)
        for segment, line in tuples(query.where(SegmentLine.id.in_(list(batch)), ~SegmentLine.removed)):
            found[segment].append(line)
    done = {}
    for segment in sorted(found):
        done[segment] = next_step(segment)
        removed = sum(_hide(list(batch), done[segment]) for batch in pw.chunked(found[segment], 500))
        contacts = _contacts_of(segment, done[segment])
        write_step(segment, done[segment], CriteriaAction.REDUCE, _criteria(contacts), removed)
        if removed != len(found[segment]):
            found.clear()
    if sum(map(len, found.values())) != len(set(ids)):
        raise NotFoundError(p_("error", "A line was removed from the segment meanwhile."))
    return done


@unit
def _take_back(done: dict[int, int]) -> None:
    for segment, step in done.items():
        back_from(segment, (step,))


def _hide(ids: list[int], step: int) -> int:
    of = SegmentLine
    return int(quietly(of, removed=True, removed_by=step).where(of.id.in_(ids), ~of.removed).execute())


def _contacts_of(segment: int, step: int) -> list[int]:
    query = SegmentLine.select(SegmentLine.contact).where(
        SegmentLine.segment == segment, SegmentLine.removed_by == step
    )
    return [contact for (contact,) in tuples(query.order_by(SegmentLine.line_no))]


def _keep(change: Change) -> None:
    """Keep the line as it was with its former contact, as what a step removed; who works on it is told."""
    segment = change.old["segment"]
    step = next_step(segment)
    row: dict[str, Any] = {name: value for name, value in change.old.items() if name != "id"}
    put_as_it_was(SegmentLine, [{**row, "removed": True, "removed_by": step}])
    content_rows.move(change.id, _kept(segment, step))
    SegmentLineLease.delete().where(SegmentLineLease.line == change.id).execute()
    write_step(segment, step, CriteriaAction.REDUCE, _criteria([change.old["contact"]]), 1)


def _kept(segment: int, step: int) -> int:
    of = SegmentLine
    return int(tuples(of.select(of.id).where(of.segment == segment, of.removed_by == step))[0][0])


def _criteria(contacts: list[int]) -> Criteria:
    numbers = {
        record: number
        for batch in pw.chunked(contacts, 500)
        for record, number in tuples(
            Contact.select(Contact.id, Contact.no).where(Contact.id.in_(list(batch)))
        )
    }
    return Criteria(contacts=tuple(dict.fromkeys(numbers[one] for one in contacts)), ignore_exclusion=True)
