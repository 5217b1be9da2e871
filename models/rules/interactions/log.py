"""What may still be done to logged interactions: cancel, evaluate, correct (domain.md 2.7, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.base import tuples
from models.campaign import CampaignEntry
from models.database import locked, reading, unit
from models.database.sets import among
from models.enums import Evaluation
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules import undo
from models.rules.content.attached_files import delete_own
from models.rules.hooks import WayBack
from models.rules.interactions.form_state import read_text
from models.rules.statistics import Counted, move
from models.segment import LoggedSegment
from models.words import np_, p_

CHANGEABLE = ("successful", "evaluation", "cost", "duration")
"""What may be changed after finish, besides comments (design.md 3.16)."""

_COUNTED = (
    Entry.id,
    Entry.version,
    Entry.contact,
    Entry.company,
    Entry.date,
    Entry.initiated_by,
    Entry.attempt_failed,
    Entry.cost,
    Entry.duration,
    Entry.evaluation,
    Entry.postponed,
    Entry.canceled,
    Entry.campaign_entry,
    Entry.logged_segment_entry_no,
)


def set_canceled(ids: Sequence[int], canceled: bool, *, delete_attachments: bool = False) -> int:
    """Cancel log entries, or take their canceling back, all or none; returns how many changed.

    With `delete_attachments` the attachments go that only the canceled ones have (`own_attachments` counts
    them). Entries that are so already stay as they are. Raises `RuleError` for a postponed entry, and for one
    whose campaign entry is canceled when it is to count again (domain.md 2.8).
    """
    changed, way_back = _set_canceled(tuple(ids), canceled, delete_attachments and canceled)
    if changed:
        told = (
            np_("undo", "canceled {number} entry", "canceled {number} entries", len(changed))
            if canceled
            else np_("undo", "un-canceled {number} entry", "un-canceled {number} entries", len(changed))
        )
        label = told.format(number=len(changed))
        undo.remember(label, lambda: _take_back_canceled(changed, not canceled, way_back))
    return len(changed)


@reading
def toggled(ids: Sequence[int]) -> bool:
    """What canceling means for these entries: the first in list order decides for all (design.md 3.6)."""
    rows = tuples(Entry.select(Entry.canceled).where(Entry.id == ids[0])) if ids else []
    return not (rows and rows[0][0])


def evaluate(ids: Sequence[int], evaluation: Evaluation) -> int:
    """Say how interactions went, which `undo` takes back; returns how many (domain.md 2.7).

    Raises `RuleError` for the blank evaluation: there is no way back to it by this verb.
    """
    if evaluation == Evaluation.BLANK:
        raise RuleError(p_("error", "Choose how it went, from very positive to very negative."))
    before = _evaluate(tuple(ids), int(evaluation))
    told = np_("undo", "evaluated {number} entry", "evaluated {number} entries", len(before))
    undo.remember(told.format(number=len(before)), lambda: _take_back_evaluations(before, int(evaluation)))
    return len(before)


def change_entry(entry_id: int, version: int, typed: Mapping[str, str]) -> int:
    """Correct `CHANGEABLE` fields of an entry that was read at `version`, 0 for whatever stands now.

    Returns the new version. Raises `RuleError` naming a field that is wrong or may not be changed, and
    `ChangedElsewhereError` when somebody else changed the entry meanwhile. `undo` takes it back.
    """
    before, values = _change(entry_id, version, typed)
    old = {name: before[name] for name in values}
    label = p_("undo", "changed entry {entry}").format(entry=entry_id)
    undo.remember(label, lambda: _take_back_change(entry_id, values, old))
    return int(before["version"]) + 1


def hold(ids: Sequence[int]) -> list[dict[str, Any]]:
    """The entries by id, kept from others until the unit of work ends.

    Raises `NotFoundError` when one is gone and `RuleError` when one is postponed.
    """
    query = Entry.select(*_COUNTED).where(among(Entry.id, ids)).order_by(Entry.id)
    rows: Any = locked(query)
    found: list[dict[str, Any]] = [dict(row) for row in rows.dicts()]
    for gone in sorted(set(ids) - {row["id"] for row in found}):
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=gone))
    for row in found:
        if row["postponed"]:
            raise RuleError(
                p_("error", "Entry {entry} is postponed, not logged; resume it to finish it.").format(
                    entry=row["id"]
                )
            )
    return found


@unit
def _set_canceled(
    ids: tuple[int, ...], canceled: bool, delete_attachments: bool
) -> tuple[tuple[int, ...], WayBack | None]:
    """The entries that changed, and the way back of their attachments."""
    rows = [row for row in hold(ids) if bool(row["canceled"]) != canceled]
    if not rows:
        return (), None
    if not canceled:
        _refuse_canceled_campaign_entries(rows)
        _refuse_canceled_segments(rows)
    changed = tuple(row["id"] for row in rows)
    Entry.update(canceled=canceled).where(among(Entry.id, changed)).execute()
    _recount(rows, {"canceled": canceled})
    return changed, delete_own(changed) if delete_attachments else None


def _refuse_canceled_campaign_entries(rows: list[dict[str, Any]]) -> None:
    wanted = {row["campaign_entry"]: row["id"] for row in rows if row["campaign_entry"] is not None}
    if not wanted:
        return
    of = CampaignEntry
    query = of.select(of.id).where(among(of.id, list(wanted)), of.canceled)
    for (found,) in tuples(query.order_by(of.id)):
        told = p_("error", "Entry {entry} stays canceled, because its campaign entry {number} is canceled.")
        raise RuleError(told.format(entry=wanted[found], number=found))


def _refuse_canceled_segments(rows: list[dict[str, Any]]) -> None:
    """An entry counts again only with all entries of its logged segment."""
    wanted = {row["logged_segment_entry_no"]: row["id"] for row in rows if row["logged_segment_entry_no"]}
    of = LoggedSegment
    query = of.select(of.id).where(among(of.id, list(wanted)), of.canceled)
    for (found,) in tuples(query.order_by(of.id).limit(1)):
        told = p_("error", "Entry {entry} stays canceled, because logged segment {number} is canceled.")
        raise RuleError(told.format(entry=wanted[found], number=found))


def _recount(rows: list[dict[str, Any]], values: Mapping[str, Any]) -> None:
    move([Counted.of(row) for row in rows], [Counted.of({**row, **values}) for row in rows])


@unit
def _take_back_canceled(ids: tuple[int, ...], canceled: bool, way_back: WayBack | None) -> None:
    _refuse_moved(ids, {"canceled": not canceled})
    if way_back is not None:
        way_back()
    _set_canceled(ids, canceled, delete_attachments=False)


@unit
def _evaluate(ids: tuple[int, ...], evaluation: int) -> dict[int, int]:
    """What stood there before."""
    rows = hold(ids)
    Entry.update(evaluation=evaluation).where(among(Entry.id, ids)).execute()
    return {row["id"]: row["evaluation"] for row in rows}


@unit
def _take_back_evaluations(before: Mapping[int, int], evaluation: int) -> None:
    _refuse_moved(tuple(before), {"evaluation": evaluation})
    for old in set(before.values()):
        theirs = [entry for entry, was in before.items() if was == old]
        Entry.update(evaluation=old).where(among(Entry.id, theirs)).execute()


@unit
def _change(entry_id: int, version: int, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entry as it was, and what it got."""
    values = _read(typed)
    (row,) = hold((entry_id,))
    if version not in (0, row["version"]):
        raise ChangedElsewhereError(
            p_("error", "Somebody else changed entry {entry} meanwhile; choose which to keep.").format(
                entry=entry_id
            ),
            mine=dict(typed),
            theirs={
                "successful": not row["attempt_failed"],
                **{name: row[name] for name in CHANGEABLE if name in row},
            },
            version=row["version"],
        )
    _write(row, values)
    return row, values


def _read(typed: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in typed.items():
        if name == "attempt_failed":
            values[name] = bool(read_text("successful", text))
        elif name == "successful":
            values["attempt_failed"] = not read_text(name, text)
        elif name in CHANGEABLE:
            values[name] = read_text(name, text)
        else:
            told = p_("error", "{field} of a logged interaction cannot be changed; cancel it and copy it.")
            raise RuleError(told.format(field=name), field=name)
    return values


def _write(row: dict[str, Any], values: Mapping[str, Any]) -> None:
    Entry.update(**values).where(Entry.id == row["id"]).execute()
    _recount([row], values)


@unit
def _take_back_change(entry_id: int, values: Mapping[str, Any], old: Mapping[str, Any]) -> None:
    _refuse_moved((entry_id,), values)
    (row,) = hold((entry_id,))
    _write(row, old)


def _refuse_moved(ids: tuple[int, ...], values: Mapping[str, Any]) -> None:
    """Nothing is taken back over the heads of others: the entries still say what was put there.

    Values are compared, not versions, so that several steps go back one after the other.
    """
    try:
        rows = hold(ids)
    except NotFoundError:
        rows = []
    if not rows or any(row[name] != value for row in rows for name, value in values.items()):
        raise RuleError(p_("undo", "Not undone: an entry was changed or deleted meanwhile."))
