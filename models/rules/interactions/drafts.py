"""Drafts: unfinished interactions, stored at every pause and resumed as they were left (design.md 2).

A draft is a postponed log entry with a `Draft` beside it. Every write names the token of the form, so a form
that lost its draft changes nothing and learns so by `TakenOverError`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import is_postgres, unit
from models.database.prepared import Prepared, given
from models.errors import NotFoundError, RuleError
from models.interaction import Draft, occurred
from models.interaction import InteractionLogEntry as Entry
from models.rules import search_texts, undo
from models.rules.content.attachments import bring_back, release, release_with
from models.rules.interactions import leases
from models.rules.interactions.comments import write_only_comment
from models.rules.interactions.defaults import with_moment
from models.rules.interactions.form_content import files_of_draft, given_files
from models.rules.interactions.form_facts import contact_facts, template_facts
from models.rules.interactions.form_state import FIELDS, NUMBER, FormState, columns, subject
from models.rules.interactions.form_values import from_entry
from models.rules.interactions.leases import TakenOverError
from models.rules.snapshots import Snapshot, take
from models.user import my_id
from models.who import who
from models.words import np_, p_

__all__ = ["Held", "TakenOverError", "delete_postponed", "discard", "postpone", "resume", "save_draft"]


_NOT_TYPED = ("successful", NUMBER)
"""Fields of a postponed entry without a draft that nobody is taken to have typed."""

_YOUNGER = (NUMBER, "opportunity_no")
"""Fields that the texts of an older program's draft do not have; its log entry has them."""


@dataclass(frozen=True, slots=True)
class Held:
    """A draft that a form has open."""

    entry_id: int
    holder: str
    saved: FormState
    """What was stored last, so that a save writes only what changed."""
    resumed: bool = False
    detached: tuple[int, ...] = ()
    """Attachments that were taken off a resumed draft; discarding puts them back, finishing lets them go."""


@unit
def save_draft(state: FormState, draft: Held | None) -> Held:
    """Store the form: the first time as a new draft, then into `draft`; renews the lease.

    Raises `TakenOverError` when the lease was lost; saving with `None` then keeps the form as a second draft.
    """
    if draft is None:
        return _create(state)
    _write(draft, state, {"lease_until": leases.until()})
    return replace(draft, saved=state)


@unit
def postpone(draft: Held | None, state: FormState) -> int:
    """Put the form aside as it is, complete or not (design.md 3.2); returns its entry number.

    Raises `TakenOverError` when the lease was lost.
    """
    if draft is None:
        draft = _create(state)
    _write(draft, state, leases.put_aside())
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
    _write(draft, _from_json(rows[0][0]), {**leases.put_aside(), "before": ""})
    _put_files_back(draft.entry_id, json.loads(rows[0][0]).get("files"))
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
    left = _left(row)
    holder = leases.new_holder()
    values = {"before": _to_json(left, files_of_draft(entry_id)), **leases.held(holder)}
    if row.typed is None:
        Draft.insert(entry=entry_id, **_draft_values(left), **values).execute()
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


def delete_held(draft: Held) -> None:
    """End a draft because its entry is finished; raises `TakenOverError` when the lease was lost."""
    leases.require(_delete_draft(draft), draft.entry_id)


def entry_values(state: FormState) -> dict[str, Any]:
    """What a log entry stores of a form: what can be read, with one contact its company, the group."""
    found = columns(state)
    contact = contact_facts(state.contacts).get(state.contacts[0]) if len(state.contacts) == 1 else None
    template = template_facts(found["template"])
    return {
        **found,
        "contact": contact.id if contact else None,
        "company": contact.company if contact else None,
        "interaction_group": template.group if template else None,
        "subject": subject(state),
        "occurred": occurred(found["date"] or who().work_date, found["time"]),
    }


def _create(state: FormState) -> Held:
    values = entry_values(state)
    text = search_texts.new_entry_text(values, state.text("comment"))
    entry = Entry.add(**values, search_text=text, user=my_id() or None, postponed=True)
    search_texts.index_new(Entry, [(entry, text)])
    holder = leases.new_holder()
    _NEW_DRAFT.run(entry=entry, **_draft_values(state), **leases.held(holder))
    write_only_comment(entry, "", state.text("comment"))
    # The draft outlives the segment that its files came from.
    AttachedFile.add_many([{"attachment": number, "entry": entry} for number in given_files(state) or ()])
    return Held(entry, holder, state)


def _write(draft: Held, state: FormState, lease: dict[str, Any]) -> None:
    mine = (Draft.entry == draft.entry_id) & (Draft.holder == draft.holder)
    leases.require(Draft.update(**_draft_values(state), **lease).where(mine).execute(), draft.entry_id)
    if _stored(state) != _stored(draft.saved):
        Entry.change(draft.entry_id, **entry_values(state))
    write_only_comment(draft.entry_id, draft.saved.text("comment"), state.text("comment"))
    if state != draft.saved:
        search_texts.reindex(Entry, [draft.entry_id])


def _stored(state: FormState) -> tuple[Any, ...]:
    return (state.contacts, columns(state))


def _new_draft() -> Any:
    names = ("entry", *_draft_values(FormState()), *leases.held(""))
    return Draft.insert(**{**{name: given(name) for name in names}, "lease_until": leases.until()})


_NEW_DRAFT = Prepared(_new_draft)
_DELETE_DRAFT = Prepared(
    lambda: Draft.delete().where(Draft.entry == given("entry"), Draft.holder == given("holder"))
)


def _delete_draft(draft: Held) -> int:
    return _DELETE_DRAFT.run(entry=draft.entry_id, holder=draft.holder)


def _draft_values(state: FormState) -> dict[str, Any]:
    return {
        "typed": json.dumps(dict(state.texts), ensure_ascii=False),
        "set_by": json.dumps(dict(state.set_by)),
        "fixed": json.dumps(sorted(state.fixed)),
        "contacts": json.dumps(state.contacts) if len(state.contacts) > 1 else "",
        "at_field": state.at_field[:40],
        "at_offset": state.at_offset,
    }


@dataclass(frozen=True, slots=True)
class _Row:
    """A draft as it is stored; without texts when only its log entry is there."""

    entry_id: int
    contact: int | None
    typed: str | None
    set_by: str
    fixed: str
    contacts: str
    at_field: str
    at_offset: int
    lease: leases.Lease


def _locked(entry_id: int) -> _Row:
    """The draft, kept from others until the unit of work ends."""
    entry = Entry.select(Entry.postponed, Entry.contact).where(Entry.id == entry_id)
    found = tuples(entry.for_update() if is_postgres() else entry)
    if not found:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    if not found[0][0]:
        raise RuleError(p_("error", "Interaction {entry} is not postponed any more.").format(entry=entry_id))
    texts = (Draft.typed, Draft.set_by, Draft.fixed, Draft.contacts, Draft.at_field, Draft.at_offset)
    rows = tuples(Draft.select(*texts, *leases.lease_columns()).where(Draft.entry == entry_id))
    if not rows:
        nobody = leases.Lease("", "", "", "", running=False)
        return _Row(entry_id, found[0][1], None, "", "", "", "", 0, nobody)
    typed, set_by, fixed, contacts, at_field, at_offset, *lease = rows[0]
    now = leases.lease(tuple(lease))
    return _Row(entry_id, found[0][1], typed, set_by, fixed, contacts, at_field, at_offset, now)


def _left(row: _Row) -> FormState:
    """The form as it was left: texts as typed, references by the names they have now."""
    stored = from_entry(row.entry_id, by="", contact=True)
    if row.typed is None:
        kept = {name: "typed" for name in FIELDS if stored.text(name) and name not in _NOT_TYPED}
        return replace(stored, set_by=kept)
    contacts = tuple(json.loads(row.contacts)) if row.contacts else stored.contacts
    unknown = {name: stored.text(name) for name in _YOUNGER if stored.text(name)}
    texts = {**unknown, **json.loads(row.typed), **{name: stored.texts[name] for name in stored.ids}}
    fixed = frozenset(json.loads(row.fixed))
    if "contact_no" in fixed and not contacts:
        # The contact was deleted, which blanks its drafts; another one may be chosen.
        texts["contact_no"] = ""
        fixed -= {"contact_no"}
    return FormState(
        tuple(contact_facts(contacts)),
        texts,
        json.loads(row.set_by),
        stored.ids,
        fixed,
        row.at_field,
        row.at_offset,
    )


def _attachments_of(entry_id: int) -> set[int]:
    """The attachments of a draft: its own, and the files that go with it."""
    own = tuples(Entry.select(Entry.attachment).where(Entry.id == entry_id, Entry.attachment.is_null(False)))
    return {*(number for (number,) in own), *files_of_draft(entry_id)}


def _put_files_back(entry_id: int, files: list[int] | None) -> None:
    """The further files of the moment of resuming; none when an older program resumed it."""
    if files is not None and tuple(files) != files_of_draft(entry_id):
        AttachedFile.delete().where(AttachedFile.entry == entry_id).execute()
        AttachedFile.add_many([{"attachment": number, "entry": entry_id} for number in files])


def _to_json(state: FormState, files: tuple[int, ...]) -> str:
    return json.dumps(
        {
            "contacts": state.contacts,
            "texts": dict(state.texts),
            "set_by": dict(state.set_by),
            "ids": dict(state.ids),
            "fixed": sorted(state.fixed),
            "at": [state.at_field, state.at_offset],
            "files": files,
        },
        ensure_ascii=False,
    )


def _from_json(text: str) -> FormState:
    kept = json.loads(text)
    return FormState(
        tuple(contact_facts(kept["contacts"])),
        kept["texts"],
        kept["set_by"],
        kept["ids"],
        frozenset(kept["fixed"]),
        *kept["at"],
    )
