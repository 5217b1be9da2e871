"""The values of log entries and segment lines as texts of the interaction form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models import dictionary
from models.about import Kind
from models.attachment import Attachment
from models.base import tuples
from models.database import reading
from models.errors import NotFoundError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment
from models.queries import attachments
from models.rules.interactions.form_state import (
    BODY,
    FIELDS,
    NUMBER,
    SEND,
    WRITTEN_AS,
    FormState,
    form_abouts,
    with_text,
    write_value,
)
from models.words import p_


@reading
def from_entry(entry_id: int, *, by: str, contact: bool) -> FormState:
    """The values of a log entry as texts, set by `by`; without its contact when `contact` is not wanted.

    Raises `NotFoundError` when the entry is gone.
    """
    entry = Entry.select().where(Entry.id == entry_id).dicts().first()
    if entry is None:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    state = FormState()
    for name in FIELDS:
        if name == "comment":
            state = with_text(state, name, comment_of(entry_id), by)
        elif name == "successful":
            state = with_text(state, name, write_value(name, not entry["attempt_failed"]), by)
        elif name in (BODY, SEND):
            continue
        elif form_abouts()[name].kind is Kind.REFERENCE:
            state = _with_reference(state, name, entry, by)
        else:
            value = entry[dictionary.field(Entry, name).name]
            state = with_text(state, name, write_value(name, value), by)
    state = with_body(state, by)
    if contact and entry["contact"] is not None:
        return replace(state, contacts=(entry["contact"],))
    return state if contact else with_text(state, "contact_no", "", "")


_NOT_GIVEN = ("contact_no", NUMBER, "date", "time_of_interaction", "successful", BODY, SEND, "comment")
"""The fields that the values of a segment line say nothing about."""


def with_values(state: FormState, values: Mapping[str, Any], by: str) -> FormState:
    """The form with these values by attribute of a log entry, set by `by`, but for contact and moment."""
    for name in FIELDS:
        if name in _NOT_GIVEN:
            continue
        attribute = dictionary.field(Entry, name).name
        if attribute not in values:
            continue
        if form_abouts()[name].kind is Kind.REFERENCE:
            state = _with_reference(state, name, dict(values), by)
        else:
            state = with_text(state, name, write_value(name, values[attribute]), by)
    return with_body(state, by)


def comment_of(entry_id: int) -> str:
    """The first comment of an entry, which is the one the form shows."""
    query = InterLogEntryComment.select(InterLogEntryComment.comment).where(
        InterLogEntryComment.entry == entry_id
    )
    rows = tuples(query.order_by(InterLogEntryComment.id).limit(1))
    return str(rows[0][0]) if rows else ""


def with_body(state: FormState, by: str) -> FormState:
    """The form with the text of the entry's message in its field, when its attachment is one."""
    attachment = state.ids.get("attachment_no")
    if attachment is None:
        return state
    about = attachments.about(attachment)
    if not about.is_body:
        return state
    from models.exchange.bodies import decode

    state = with_text(state, "attachment_no", "", "")
    state = with_text(state, WRITTEN_AS, about.extension, by)
    return with_text(state, BODY, decode(attachments.read(attachment)), by)


def _with_reference(state: FormState, name: str, entry: dict[str, Any], by: str) -> FormState:
    field: Any = dictionary.field(Entry, name)
    record = entry[field.name]
    if record is None:
        return with_text(state, name, "", by)
    return with_text(state, name, code_of(field.rel_model, record), by, record)


def code_of(model: Any, record: int) -> str:
    """What people call a record, the number of an attachment; blank when it is gone."""
    if model is Attachment:
        return str(record)
    key: Any = dictionary.key_of(model)
    rows = tuples(model.select(key).where(model.id == record))
    return str(rows[0][0]) if rows else ""
