"""Sending log entries once more: as they went, or as new entries filled in anew (domain.md 2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models import dictionary
from models.base import tuples
from models.database import locked, unit
from models.database.sets import among
from models.delivery import Delivery
from models.enums import CorrespondenceType, DeliveryState, DeliveryStatus, Evaluation
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.queries import attachments
from models.queries import deliveries as queries
from models.queries.addressing import active_codes
from models.rules import search_texts
from models.rules.content import filling
from models.rules.content.filling import Content
from models.rules.interactions import form_content
from models.rules.interactions.form_content import LanguageContent
from models.rules.outgoing import deliveries
from models.rules.statistics import Counted, move
from models.template import InteractionTemplate
from models.user import my_id
from models.who import who
from models.words import p_

_NOT_COPIED = frozenset(
    ("id", "version", "created_at", "created_by", "changed_at", "changed_by", "search_text", "attachment")
)


@dataclass(frozen=True, slots=True)
class Resent:
    """What is sent once more."""

    deliveries: tuple[int, ...]
    entries: tuple[int, ...]
    """The entries that are sent; new ones when the merge fields were updated."""
    left_out: tuple[str, ...]
    """Sentences about the entries that are not."""


@unit
def resend(
    entry_ids: Sequence[int], *, kind: CorrespondenceType | None = None, update_merge_fields: bool = False
) -> Resent:
    """Send log entries again, all of one logged segment or of none, by `kind` or as they were sent.

    With `update_merge_fields` each is a new entry of the work date and now, its description prefixed, its
    document or the text of its template filled in with what holds now; a text that somebody wrote for it
    goes as it is. Entries without attachment, canceled ones, and those that wait or may have arrived are left
    out. Raises `RuleError` when none is left, when one has no correspondence type, or as `queue` does.
    """
    rows = _rows(entry_ids)
    _refuse_several_segments(rows)
    ready, left_out = _left(rows)
    if not ready:
        raise RuleError(left_out[0] if len(left_out) == 1 else _nothing())
    ids = [int(row["id"]) for row in ready]
    for row in ready:
        # Before there are new entries, whose numbers nobody knows yet.
        deliveries.check_kind(int(row["id"]), int(row["correspondence_type"] if kind is None else kind))
    if update_merge_fields:
        ids = _anew(ready, kind)
    else:
        # What failed before is settled by this.
        Delivery.update(state=int(DeliveryState.GIVEN_UP)).where(
            among(Delivery.entry, ids), Delivery.state == DeliveryState.ERROR
        ).execute()
    return Resent(tuple(deliveries.queue(ids, kind=kind)), tuple(ids), tuple(left_out))


def _rows(entry_ids: Sequence[int]) -> list[dict[str, Any]]:
    query = Entry.select().where(among(Entry.id, entry_ids), ~Entry.postponed).order_by(Entry.id)
    # Two people who resend the same entries do it one after the other: the second finds that they wait.
    rows: Any = locked(query).dicts()
    return [dict(row) for row in rows]


def _nothing() -> str:
    return p_("error", "None of these entries can be sent again: they have no attachment, or wait already.")


def _refuse_several_segments(rows: Sequence[dict[str, Any]]) -> None:
    if len({row["logged_segment_entry_no"] for row in rows}) > 1:
        told = p_("error", "These entries are of several logged segments; resend those of one at a time.")
        raise RuleError(told, field="logged_segment_entry_no")


def _left(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries that can be sent again, and why the others cannot."""
    ids = [int(row["id"]) for row in rows]
    known = queries.attachments_of(ids)
    newest = queries.of_entries(ids)
    states = queries.states(newest.values())
    ready, left_out = [], []
    for row in rows:
        entry = int(row["id"])
        state = states.get(newest.get(entry, 0))
        reason = _reason(row, state, has_attachment=bool(known[entry]) or row["word_template"] is not None)
        if reason:
            left_out.append(reason.format(entry=entry))
        else:
            ready.append(row)
    return ready, left_out


def _reason(row: dict[str, Any], state: DeliveryState | None, *, has_attachment: bool) -> str:
    """Why an entry is not sent again; blank when it is."""
    if row["canceled"]:
        return p_("error", "Entry {entry} is canceled.")
    if row["contact"] is None:
        return p_("error", "Entry {entry} has no contact any more.")
    if not has_attachment:
        return p_("error", "Entry {entry} has no attachment.")
    if state in (DeliveryState.WAITING, DeliveryState.SENDING):
        return p_("error", "Entry {entry} waits to be sent already.")
    if state is DeliveryState.UNCERTAIN:
        return p_("error", "Entry {entry} may have arrived; retry its delivery if it did not.")
    return ""


def _anew(rows: Sequence[dict[str, Any]], kind: CorrespondenceType | None) -> list[int]:
    """New entries with the values of these, on the work date and now."""
    sources = queries.attachments_of([int(row["id"]) for row in rows])
    made: dict[int, dict[str, Any]] = {}
    filled: dict[int, Content] = {}
    places = active_codes([int(row["contact"]) for row in rows], who().work_date)
    for row in rows:
        values = {**_values(row, kind), "contact_alt_address": places[row["contact"]]}
        text = search_texts.new_entry_text(values)
        entry = Entry.add(**values, search_text=text)
        search_texts.index_new(Entry, [(entry, text)])
        made[entry] = values
        filled[entry] = _content(row, sources[int(row["id"])])
    move([], [Counted.of(values) for values in made.values()])
    filling.put(filled)
    for entry, row in zip(made, rows, strict=True):
        # What goes as it was is not to be filled in once more.
        Entry.change(entry, merged=filled[entry].is_merge or bool(row["merged"]))
    return list(made)


def _values(row: dict[str, Any], kind: CorrespondenceType | None) -> dict[str, Any]:
    me = who()
    prefixed = p_("interaction", "Resend: {description}").format(description=row["description"])
    values = {name: value for name, value in row.items() if name not in _NOT_COPIED}
    now = me.now.time().replace(second=0, microsecond=0)
    return {
        **values,
        "description": prefixed[: dictionary.about(Entry.description).length],
        "date": me.work_date,
        "time": now,
        "occurred": occurred(me.work_date, now),
        "user": my_id() or None,
        "correspondence_type": int(row["correspondence_type"] if kind is None else kind),
        "delivery_status": int(DeliveryStatus.BLANK),
        "evaluation": int(Evaluation.BLANK),
        "attempt_failed": False,
        "logged_segment_entry_no": 0,
        "campaign_entry": None,
    }


def _content(row: dict[str, Any], numbers: Sequence[int]) -> Content:
    """What a new entry sends: filled in anew where the fields are still known."""
    as_it_was = Content(files=tuple(numbers))
    document = queries.shared_document([int(row["id"])])
    if row["attachment"] is None:
        return Content(document=document, files=tuple(numbers))
    own, *files = numbers
    first = attachments.about(own)
    if not first.is_body:
        return as_it_was if document is None else Content(document=document, files=tuple(files))
    text, source = _text(own), _template_content(row)
    if row["merged"]:
        if source is None or source.extension != first.extension or not _is_of(text, source.body):
            return as_it_was
        text = source.body
    return Content(text, first.extension, document, _without_document(files, document))


def _text(attachment_id: int) -> str:
    from models.exchange.bodies import decode

    return decode(attachments.read(attachment_id))


def _template_content(row: dict[str, Any]) -> LanguageContent | None:
    """What the template of an entry sends in the language of the entry now."""
    known = form_content.contents_of(row["template"])
    of = InteractionTemplate
    default = tuples(of.select(of.language).where(of.id == row["template"]))[0][0]
    return known.get(row["language"] or 0) or known.get(default or 0)


def _is_of(text: str, template: str) -> bool:
    """Whether a text is a template's with its fields filled: everything between the fields stands in it."""
    from models.exchange.bodies import literals

    first, *rest = literals(template)
    if not rest or not text.startswith(first):
        return text == template
    place = len(first)
    for part in rest[:-1]:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return text.endswith(rest[-1]) and len(text) - len(rest[-1]) >= place


def _without_document(files: Sequence[int], document: int | None) -> tuple[int, ...]:
    """The files without the document that goes along filled in, and is filled in anew."""
    if document is None:
        return tuple(files)
    name = attachments.about(document).name
    known = attachments.abouts(files)
    merged = next((one for one in files if known[one].name == name), None)
    return tuple(one for one in files if one != merged)
