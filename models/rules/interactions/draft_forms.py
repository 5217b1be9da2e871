"""What a draft stores of its form, and the form that it gives back (design.md 2)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from models.interaction import occurred
from models.queries.addressing import CARD, active_codes
from models.queries.attachments import abouts
from models.rules.interactions import leases
from models.rules.interactions.form_facts import contact_facts, template_facts
from models.rules.interactions.form_state import (
    ALT_ADDRESS,
    FIELDS,
    NUMBER,
    FormState,
    columns,
    subject,
    with_text,
)
from models.rules.interactions.form_values import from_entry
from models.who import who

_NOT_TYPED = ("successful", NUMBER)
"""Fields of a postponed entry without a draft that nobody is taken to have typed."""

_YOUNGER = (NUMBER, "opportunity_no")
"""Fields that the texts of an older program's draft do not have; its log entry has them."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as it is stored; without texts when only its log entry is there."""

    entry_id: int
    typed: str | None
    set_by: str
    fixed: str
    contacts: str
    at_field: str
    at_offset: int
    lease: leases.Lease


def entry_values(state: FormState) -> dict[str, Any]:
    """What a log entry stores of a form: what can be read, with one contact its company, the group."""
    found = columns(state)
    contact = contact_facts(state.contacts).get(state.contacts[0]) if len(state.contacts) == 1 else None
    template = template_facts(found["template"])
    place = state.texts.get(ALT_ADDRESS)
    if place is None and contact is not None:
        place = active_codes([contact.id], found["date"])[contact.id]
    return {
        **found,
        "contact": contact.id if contact else None,
        "company": contact.company if contact else None,
        "interaction_group": template.group if template else None,
        "contact_alt_address": place or CARD,
        "subject": subject(state),
        "occurred": occurred(found["date"] or who().work_date, found["time"]),
    }


def draft_values(state: FormState) -> dict[str, Any]:
    """What a draft stores of a form beside its log entry."""
    return {
        "typed": json.dumps(dict(state.texts), ensure_ascii=False),
        "set_by": json.dumps(dict(state.set_by)),
        "fixed": json.dumps(sorted(state.fixed)),
        "contacts": json.dumps(state.contacts) if len(state.contacts) > 1 else "",
        "at_field": state.at_field[:40],
        "at_offset": state.at_offset,
    }


def left_form(row: StoredDraft) -> FormState:
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


def to_json(state: FormState, files: tuple[int, ...]) -> str:
    """A form and its further files as a text, to be put back by `from_json` when it is discarded."""
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


def from_json(text: str) -> tuple[FormState, tuple[int, ...] | None]:
    """The form that `to_json` wrote and its further files, without contacts and attachments that are gone.

    The files are none when an older program wrote it.
    """
    kept = json.loads(text)
    files: list[int] | None = kept.get("files")
    first = kept["ids"].get("attachment_no")
    there = abouts([*(files or ()), *(() if first is None else (first,))])
    state = FormState(
        tuple(contact_facts(kept["contacts"])),
        kept["texts"],
        kept["set_by"],
        kept["ids"],
        frozenset(kept["fixed"]),
        *kept["at"],
    )
    if first is not None and first not in there:
        state = with_text(state, "attachment_no", "", "")
    return state, None if files is None else tuple(number for number in files if number in there)
