"""Drafts: unfinished interactions, stored at every pause and resumed as they were left (design.md 2).

A draft is a postponed log entry with a `Draft` beside it. Every write names the token of the form, so a form
that lost its draft changes nothing and learns so by `TakenOverError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import locked, unit
from models.database.prepared import Prepared, given
from models.errors import NotFoundError, RuleError
from models.interaction import Draft
from models.interaction import InteractionLogEntry as Entry
from models.rules import search_texts, undo
from models.rules.content.attachments import bring_back, release, release_with
from models.rules.interactions import leases
from models.rules.interactions.comments import write_only_comment
from models.rules.interactions.defaults import with_moment
from models.rules.interactions.draft_forms import (
    StoredDraft,
    draft_values,
    entry_values,
    from_json,
    left_form,
    to_json,
)
from models.rules.interactions.form_content import files_of_draft, given_files
from models.rules.interactions.form_state import FormState, columns
from models.rules.interactions.leases import TakenOverError
from models.rules.snapshots import Snapshot, take
from models.user import my_id
from models.words import np_, p_

__all__ = ["Held", "TakenOverError", "delete_postponed", "discard", "postpone", "resume", "save_draft"]


@dataclass(frozen=True, slots=True)
class Held:
    """A draft that a form has open."""

    entry_id: int
    holder: str
    saved: FormState
    """What was stored last, so that a save writes only what changed."""
    resumed: bool = False
    detached: tuple[int, ...] = ()
    """Attachments that were taken off a resumed draft; discarding puts them back, and postponing or finishing
    lets them go."""


@unit
def save_draft(state: FormState, draft: Held | None) -> Held:
    """Store the form: the first time as a new draft, then into `draft`; renews the lease.

    Raises `TakenOverError` when the lease was lost; saving with `None` then keeps the form as a second draft.
    """
    if draft is None:
        return _create(state)
    _write(draft, state, {"lease_until": leases.until()})
    return _let_go_of_former(draft, state)


@unit
def postpone(draft: Held | None, state: FormState) -> int:
    """Put the form aside as it is, complete or not (design.md 3.2); returns its entry number.

    Raises `TakenOverError` when the lease was lost.
    """
    if draft is None:
        draft = _create(state)
    _write(draft, state, leases.put_aside())
    release(former_attachments(draft))
    return draft.entry_id


@unit
def discard(draft: Held) -> None:
    """Delete a new draft; give a resumed one back the values of the moment of resuming (design.md 3.5).

    Raises `TakenOverError` when the lease was lost.
    """
    if not draft.resumed:
        leases.require(_delete_draft(draft), draft.entry_id)
        taken = take(Entry, draft.entry_id)
        search_texts.unindex(Entry, [draft.entry_id])
        Entry.delete().where(Entry.id == draft.entry_id).execute()
        release_with(taken)
        return
    rows = tuples(Draft.select(Draft.before).where(Draft.entry == draft.entry_id))
    leases.require(len(rows), draft.entry_id)
    attached = _attachments_of(draft.entry_id)
    before, files = from_json(rows[0][0])
    _write(draft, before, {**leases.put_aside(), "before": ""})
    _put_files_back(draft.entry_id, files)
    release({*attached, *draft.detached} - _attachments_of(draft.entry_id))


@unit
def resume(entry_id: int, *, take_over: bool = False) -> tuple[FormState, Held]:
    """Open a draft again: every field as typed, date and time anew only if nobody typed them (design.md 3.5).

    Raises `BusyError` that names who has it open, unless `take_over`; a lease that ran out, or of a program
    on this host that ended, gives way at once. Raises `RuleError` when it is no draft any more and
    `NotFoundError` when it is gone.
    """
    row = _locked(entry_id)
    if row.lease.live and not take_over:
        raise leases.busy(entry_id, row.lease)
    left = left_form(row)
    holder = leases.new_holder()
    values = {"before": to_json(left, files_of_draft(entry_id)), **leases.held(holder)}
    if row.typed is None:
        Draft.insert(entry=entry_id, **draft_values(left), **values).execute()
    else:
        Draft.update(**values).where(Draft.entry == entry_id).execute()
    return with_moment(left), Held(entry_id, holder, left, resumed=True)


def delete_postponed(ids: Sequence[int]) -> int:
    """Delete exactly these drafts with their comments, all or none; returns how many.

    Raises `BusyError` that names who has one of them open, and `RuleError` for one that is no draft.
    """
    snapshot = _delete(tuple(dict.fromkeys(ids)))
    number = len(dict.fromkeys(ids))
    told = np_("undo", "deleted {number} draft", "deleted {number} drafts", number)
    undo.remember(told.format(number=number), lambda: bring_back(snapshot))
    return number


@unit
def _delete(ids: tuple[int, ...]) -> Snapshot | None:
    snapshot: Snapshot = []
    for entry_id in sorted(ids):
        row = _locked(entry_id)
        if row.lease.live:
            raise leases.busy(entry_id, row.lease)
        snapshot += [
            (model, {**values, **(leases.put_aside() if model is Draft else {})})
            for model, values in take(Entry, entry_id)
        ]
        search_texts.unindex(Entry, [entry_id])
        Entry.delete().where(Entry.id == entry_id).execute()
    return release_with(snapshot)


def former_attachments(draft: Held) -> set[int]:
    """What a draft had as attachments until now: to be released once it has others."""
    first = draft.saved.ids.get("attachment_no")
    return {*draft.detached, *(() if first is None else (first,))}


def delete_held(draft: Held) -> None:
    """End a draft because its entry is finished; raises `TakenOverError` when the lease was lost."""
    leases.require(_delete_draft(draft), draft.entry_id)


def _create(state: FormState) -> Held:
    values = entry_values(state)
    text = search_texts.new_entry_text(values, state.text("comment"))
    entry = Entry.add(**values, search_text=text, user=my_id() or None, postponed=True)
    search_texts.index_new(Entry, [(entry, text)])
    holder = leases.new_holder()
    _NEW_DRAFT.run(entry=entry, **draft_values(state), **leases.held(holder))
    write_only_comment(entry, "", state.text("comment"))
    # The draft outlives the segment that its files came from.
    AttachedFile.add_many([{"attachment": number, "entry": entry} for number in given_files(state) or ()])
    return Held(entry, holder, state)


def _write(draft: Held, state: FormState, lease: dict[str, Any]) -> None:
    mine = (Draft.entry == draft.entry_id) & (Draft.holder == draft.holder)
    leases.require(Draft.update(**draft_values(state), **lease).where(mine).execute(), draft.entry_id)
    if _stored(state) != _stored(draft.saved):
        Entry.change(draft.entry_id, **entry_values(state))
    write_only_comment(draft.entry_id, draft.saved.text("comment"), state.text("comment"))
    if state != draft.saved:
        search_texts.reindex(Entry, [draft.entry_id])


def _let_go_of_former(draft: Held, state: FormState) -> Held:
    """The draft as it is stored now, without the attachment that another one took the place of."""
    first = draft.saved.ids.get("attachment_no")
    held = replace(draft, saved=state)
    if first is None or first == state.ids.get("attachment_no"):
        return held
    if draft.resumed:
        return replace(held, detached=(*draft.detached, first))
    release([first])
    return held


def _stored(state: FormState) -> tuple[Any, ...]:
    return (state.contacts, columns(state))


def _new_draft() -> Any:
    names = ("entry", *draft_values(FormState()), *leases.held(""))
    return Draft.insert(**{**{name: given(name) for name in names}, "lease_until": leases.until()})


_NEW_DRAFT = Prepared(_new_draft)
_DELETE_DRAFT = Prepared(
    lambda: Draft.delete().where(Draft.entry == given("entry"), Draft.holder == given("holder"))
)


def _delete_draft(draft: Held) -> int:
    return _DELETE_DRAFT.run(entry=draft.entry_id, holder=draft.holder)


def _locked(entry_id: int) -> StoredDraft:
    """The draft, kept from others until the unit of work ends."""
    found = tuples(locked(Entry.select(Entry.postponed).where(Entry.id == entry_id)))
    if not found:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    if not found[0][0]:
        raise RuleError(p_("error", "Interaction {entry} is not postponed any more.").format(entry=entry_id))
    texts = (Draft.typed, Draft.set_by, Draft.fixed, Draft.contacts, Draft.at_field, Draft.at_offset)
    rows = tuples(Draft.select(*texts, *leases.lease_columns()).where(Draft.entry == entry_id))
    if not rows:
        nobody = leases.Lease("", "", "", "", running=False)
        return StoredDraft(entry_id, None, "", "", "", "", 0, nobody)
    typed, set_by, fixed, contacts, at_field, at_offset, *lease = rows[0]
    now = leases.lease(tuple(lease))
    return StoredDraft(entry_id, typed, set_by, fixed, contacts, at_field, at_offset, now)


def _attachments_of(entry_id: int) -> set[int]:
    """The attachments of a draft: its own, and the files that go with it."""
    own = tuples(Entry.select(Entry.attachment).where(Entry.id == entry_id, Entry.attachment.is_null(False)))
    return {*(number for (number,) in own), *files_of_draft(entry_id)}


def _put_files_back(entry_id: int, files: tuple[int, ...] | None) -> None:
    """The further files of the moment of resuming; none when an older program resumed it."""
    if files is not None and files != files_of_draft(entry_id):
        AttachedFile.delete().where(AttachedFile.entry == entry_id).execute()
        AttachedFile.add_many([{"attachment": number, "entry": entry_id} for number in files])
