"""Recording documents by themselves: sent, printed or dropped into a folder elsewhere (domain.md 4)."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import Any

from models import dictionary, values
from models.attached_file import AttachedFile
from models.base import tuples
from models.contact import Contact
from models.database import locked, reading, unit
from models.document_kinds import of_type
from models.enums import ContentKind, CorrespondenceType
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.queries import documents as known
from models.queries.addressing import active_codes
from models.queries.documents import Twin
from models.recorded_file import RecordedFile
from models.rules import search_texts
from models.rules.campaigns.entries import entry_for
from models.rules.documents.plans import Document, Outcome, Plan, Recorded, plan
from models.rules.statistics import Counted, move
from models.text import clean, clean_note
from models.user import my_id
from models.who import who
from models.words import p_, translate

__all__ = ["Document", "File", "Outcome", "Recorded", "Way", "check", "record"]


@dataclass(frozen=True, slots=True)
class File:
    """A document's own file, which becomes its attachment."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Its fingerprint."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Way:
    """How the document went out, as far as the caller knows."""

    correspondence_type: CorrespondenceType = CorrespondenceType.BLANK
    via: str = ""
    """The job of the printer or the addresses it goes to; those of the contact when blank."""
    subject: str = ""
    """The description when blank."""
    text: str = ""
    """What the e-mail says; the description when blank. Nothing in it is filled in."""
    send: bool = False
    """Whether it waits for a sender now; nothing is stored when there is no address."""


_NO_WAY = Way()


@reading
def check(document: Document) -> Recorded | None:
    """Why a document would not be recorded, or none when it would be: asked before it is printed or sent.

    Raises what `record` raises.
    """
    planned = plan(document)
    return planned if isinstance(planned, Recorded) else None


@unit
def record(
    document: Document,
    *,
    file: File | None = None,
    once_file: bool = False,
    once_document: bool = False,
    way: Way = _NO_WAY,
) -> Recorded:
    """Write one log entry for a document, unless Interaction Template Setup or the contact says otherwise.

    Args:
        document: What is said about it.
        file: Its file, kept as a read-only attachment.
        once_file: Not again for a file with this content.
        once_document: Not again for this kind, number and version to this contact.
        way: How it went out.

    Raises `RuleError` or `NotFoundError` for what cannot be right: an unknown kind, salesperson or campaign,
    a text that is too long, an address that is none, a template with language rows, a file that is too large,
    no contact or account at all, and a missing template when a running campaign wants the invoice (domain.md
    4).
    """
    way = _checked(way)
    planned = plan(document)
    if isinstance(planned, Recorded):
        return planned
    if once_document:
        twin = _recorded_document(planned)
        if twin is not None:
            return _as_known(planned, twin)
    if file is not None:
        twin = _claim(file)
        if once_file and twin is not None:
            return _as_known(planned, twin)
    entry = _write(planned, file, way)
    if file is not None:
        RecordedFile.update(entry_no=entry, recorded_at=int(time.time())).where(
            RecordedFile.sha256 == file.sha256
        ).execute()
    told = p_("document", "Recorded as entry {entry}: {kind} {number} for {no} {name}.")
    return Recorded(Outcome.RECORDED, _said(told, planned, entry), entry)


def _checked(way: Way) -> Way:
    """How it went out, with texts that an entry can hold; raises `RuleError` about those it cannot."""
    via, subject = way.via, _read(Entry.subject, way.subject, "subject")
    if way.send and via.strip():
        from models.rules.outgoing.addressing import readable

        via = readable(via)
    return replace(way, via=via, subject=subject, text=clean_note(way.text))


def _read(field: Any, text: str, name: str) -> str:
    try:
        return str(values.read(dictionary.about(field), text))
    except RuleError as error:
        raise RuleError(error.sentence, field=name) from None


def _recorded_document(planned: Plan) -> Twin | None:
    # Two who record the same document at once stand in line, on every engine.
    tuples(locked(Contact.select(Contact.id).where(Contact.id == planned.recipient.id)))
    number, version = planned.values["document_no"], planned.values["version_no"]
    return known.recorded_document(planned.kind, number, version, planned.recipient.id)


def _claim(file: File) -> Twin | None:
    """The entry that a file with this content was recorded as; without one the file is ours to record.

    Whoever inserts the fingerprint first records the file; others wait here for the end of that unit.
    """
    RecordedFile.insert(sha256=file.sha256, name=clean(file.name)[:250]).on_conflict_ignore().execute()
    tuples(locked(RecordedFile.select(RecordedFile.sha256).where(RecordedFile.sha256 == file.sha256)))
    return known.recorded_file(file.sha256)


def _as_known(planned: Plan, twin: Twin) -> Recorded:
    document_no = planned.values["document_no"]
    same = (int(planned.kind.document_type), document_no, planned.recipient.id)
    if same == (twin.document_type, twin.document_no, twin.contact):
        told = p_("document", "Known already: {kind} {number} was recorded as entry {entry}.")
        return Recorded(Outcome.KNOWN, _said(told, planned, twin.entry_no), twin.entry_no)
    kind = of_type(twin.document_type)
    told = p_("document", "Nothing was recorded: the same file is entry {entry} already, as {kind} {number}.")
    caption = translate(kind.caption) if kind else ""
    sentence = told.format(entry=twin.entry_no, kind=caption, number=twin.document_no)
    return Recorded(Outcome.OTHER, sentence, twin.entry_no)


def _said(sentence: str, planned: Plan, entry: int) -> str:
    told = sentence.format(
        entry=entry,
        kind=translate(planned.kind.caption),
        number=planned.values["document_no"],
        no=planned.recipient.no,
        name=planned.recipient.name,
    )
    return " ".join(told.split())


def _write(planned: Plan, file: File | None, way: Way) -> int:
    from models.rules.content.attachments import store

    found = _values(planned, way)
    if file is not None:
        found["attachment"] = store(file.name, file.data, read_only=True)
    text = search_texts.new_entry_text(found)
    entry = Entry.add(**found, search_text=text, user=my_id() or None)
    search_texts.index_new(Entry, [(entry, text)])
    move([], [Counted.of(found)])
    if way.text:
        # Beside the document, which stays what the entry opens; a text of its own has no fields to fill in.
        name = f"{p_('file name', 'text')}.txt"
        body = store(name, way.text.encode(), kind=ContentKind.BODY, read_only=True)
        AttachedFile.add(attachment=body, entry=entry)
    if way.send:
        from models.rules.outgoing import deliveries

        deliveries.queue([entry])
    return entry


def _values(planned: Plan, way: Way) -> dict[str, Any]:
    """The entry by attribute (domain.md 4 step 4): as said, else as its template has it."""
    now, given, template = who().now.replace(microsecond=0), planned.values, planned.template
    description = given["description"] or template.description or translate(planned.kind.caption)
    campaign_entry = None
    if given["campaign"] is not None:
        campaign_entry = entry_for(
            given["campaign"], now.date(), given["salesperson"], planned.kind.document_type
        )
    return {
        **given,
        "contact": planned.recipient.id,
        "company": planned.recipient.company,
        "contact_alt_address": active_codes([planned.recipient.id], now.date())[planned.recipient.id],
        "template": template.id,
        "interaction_group": template.interaction_group,
        "description": description,
        "subject": way.subject or description,
        "date": now.date(),
        "time": now.time(),
        "occurred": occurred(now.date(), now.time()),
        "information_flow": template.information_flow,
        "initiated_by": template.initiated_by,
        "cost": template.cost,
        "duration": template.duration,
        "document_type": int(planned.kind.document_type),
        "campaign_entry": campaign_entry,
        "correspondence_type": int(way.correspondence_type),
        "contact_via": way.via,
        "attempt_failed": False,
    }
