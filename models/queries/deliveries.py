"""What is to be sent, to whom, and what became of it (domain.md 2.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import peewee as pw

from models.attached_file import AttachedFile
from models.base import tuples
from models.contact import Contact, ContactAltAddress
from models.database import reading
from models.database.sets import among
from models.delivery import Delivery
from models.enums import CorrespondenceType, DeliveryState
from models.errors import NotFoundError
from models.interaction import InteractionLogEntry as Entry
from models.mail_setup import MailSetup
from models.salesperson import Salesperson
from models.word_template import WordTemplate
from models.words import p_

EMAIL = CorrespondenceType.EMAIL
OPEN = Delivery.state != pw.SQL("2")
"""Deliveries that were not sent: the condition of their index, word for word."""
IN_HAND = Delivery.holder != pw.SQL("''")
"""What a sender has in hand, or had when it died; spelled as its index is."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom an entry goes to."""

    entry: int
    correspondence_type: int
    contact_no: str
    name: str
    addresses: str
    """Of the entry when a document was mailed to others than its contact, else of its alternative address,
    else of the contact; several separated by semicolons."""
    subject: str
    """The entry's subject, else its description."""
    segment_no: str
    blocked: bool
    """The contact, or its company, may not be processed any more (privacy)."""
    has_content: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that a letter is made of."""

    delivery: int
    to: Recipient
    message_id: str
    """The one it had when it was tried before; blank the first time."""
    description: str
    attachment: int | None
    files: tuple[int, ...]
    """Numbers of the further attachments."""
    document_is_text: bool
    """Its attachment was merged for the contact: a Word document is the text then, not a file."""
    is_mailing: bool
    """It was logged from a segment."""
    canceled: bool
    sender_name: str
    sender_addresses: str
    """Of the salesperson; blank when there is none."""


@reading
def recipients(entry_ids: Sequence[int]) -> list[Recipient]:
    """Whom the entries go to, in the order of their numbers."""
    query = Entry.select(*_recipient_columns()).where(among(Entry.id, entry_ids)).order_by(Entry.id)
    return [_recipient(row) for row in tuples(_with_contacts(query))]


@reading
def outgoing(delivery_id: int) -> Outgoing:
    """What the letter of a delivery is made of; raises `NotFoundError` when it is gone."""
    more = (
        Delivery.correspondence_type,
        Delivery.message_id,
        Entry.description,
        Entry.attachment,
        (Entry.merged | Entry.word_template.is_null(False)) & ~Entry.send_word_doc_as_attachment,
        Entry.segment_no != "",
        Entry.canceled,
        pw.fn.COALESCE(Salesperson.name, ""),
        pw.fn.COALESCE(Salesperson.email, ""),
    )
    query = Entry.select(*_recipient_columns(), *more).where(Delivery.id == delivery_id)
    query = query.join(Delivery, on=Delivery.entry == Entry.id).switch(Entry)
    query = query.join(Salesperson, pw.JOIN.LEFT_OUTER, on=Entry.salesperson == Salesperson.id).switch(Entry)
    rows = tuples(_with_contacts(query))
    if not rows:
        raise _gone(delivery_id)
    row = rows[0]
    cut = len(row) - len(more)
    kind, message_id, description, attachment, as_text, mailing, canceled, name, addresses = row[cut:]
    to = replace(_recipient(row[:cut]), correspondence_type=kind)
    return Outgoing(
        delivery_id,
        to,
        message_id,
        description,
        attachment,
        _files(to.entry),
        bool(as_text),
        bool(mailing),
        bool(canceled),
        name,
        addresses,
    )


@reading
def entry_of(delivery_id: int) -> int:
    """The log entry of a delivery; raises `NotFoundError` when it is gone."""
    rows = tuples(Delivery.select(Delivery.entry).where(Delivery.id == delivery_id))
    if not rows:
        raise _gone(delivery_id)
    return int(rows[0][0])


@reading
def entries_of(ids: Sequence[int]) -> list[int]:
    """The log entries of deliveries, each once, in order."""
    query = Delivery.select(Delivery.entry).where(among(Delivery.id, ids)).distinct()
    return sorted(entry for (entry,) in tuples(query))


@reading
def setup() -> MailSetup:
    """The one record of Mail Setup."""
    found: MailSetup = MailSetup.select().first()
    return found


@reading
def waiting(kind: CorrespondenceType = EMAIL) -> int:
    """How many deliveries nobody has sent yet."""
    return _number(kind, DeliveryState.WAITING)


@reading
def in_hand() -> bool:
    """Whether a sender has anything in hand, or had when it died."""
    return bool(tuples(Delivery.select(pw.SQL("1")).where(IN_HAND).limit(1)))


@reading
def states(ids: Iterable[int]) -> dict[int, DeliveryState]:
    """The states of deliveries; those that are gone are missing."""
    query = Delivery.select(Delivery.id, Delivery.state).where(among(Delivery.id, list(ids)))
    return {number: DeliveryState(state) for number, state in tuples(query)}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a delivery stands."""

    state: DeliveryState
    response: str
    in_hand: bool
    """A sender has it, so that it will soon stand otherwise."""


@reading
def standings(entry_ids: Sequence[int]) -> dict[int, Standing]:
    """How the newest deliveries of entries stand; entries without any are missing."""
    newest = {number: entry for entry, number in of_entries(entry_ids).items()}
    of = Delivery
    query = of.select(of.id, of.state, of.response, of.holder).where(among(of.id, list(newest)))
    return {
        newest[number]: Standing(DeliveryState(state), response, bool(holder))
        for number, state, response, holder in tuples(query)
    }


@reading
def of_entries(entry_ids: Sequence[int]) -> dict[int, int]:
    """The newest delivery of each of the entries that has any."""
    newest = pw.fn.MAX(Delivery.id)
    query = Delivery.select(Delivery.entry, newest).where(among(Delivery.entry, entry_ids))
    return dict(tuples(query.group_by(Delivery.entry)))


@reading
def in_state(*wanted: DeliveryState, kind: CorrespondenceType | None = None, limit: int = 0) -> list[int]:
    """The numbers of the deliveries that are not sent and in one of these states, in order."""
    query = Delivery.select(Delivery.id).where(OPEN, Delivery.state.in_([int(one) for one in wanted]))
    if kind is not None:
        query = query.where(Delivery.correspondence_type == kind)
    query = query.order_by(Delivery.id)
    return [number for (number,) in tuples(query.limit(limit) if limit else query)]


def _gone(delivery_id: int) -> NotFoundError:
    told = p_("error", "Delivery {number} is gone: its log entry was deleted.")
    return NotFoundError(told.format(number=delivery_id))


@reading
def attachments_of(entry_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The attachments of entries: the content first, then the files that go along."""
    own = Entry.select(Entry.id, Entry.attachment).where(among(Entry.id, entry_ids)).order_by(Entry.id)
    found = {entry: [] if number is None else [number] for entry, number in tuples(own)}
    of = AttachedFile
    for entry, number in tuples(
        of.select(of.entry, of.attachment).where(among(of.entry, entry_ids)).order_by(of.id)
    ):
        found[entry].append(number)
    return {entry: tuple(numbers) for entry, numbers in found.items()}


@reading
def shared_document(entry_ids: Sequence[int]) -> int | None:
    """The attachment of the document template that all the entries were written with, if there is one."""
    query = Entry.select(Entry.word_template).where(among(Entry.id, entry_ids)).distinct()
    templates = [template for (template,) in tuples(query)]
    if len(templates) != 1 or templates[0] is None:
        return None
    of = WordTemplate
    number: int | None = tuples(of.select(of.attachment).where(of.id == templates[0]))[0][0]
    return number


@reading
def hard_copies(*, segment_entry: int | None = None) -> list[int]:
    """The entries whose hard copies wait, of one logged segment or of all."""
    kind = Delivery.correspondence_type == CorrespondenceType.HARD_COPY
    query = Delivery.select(Delivery.entry).where(OPEN, Delivery.state == DeliveryState.WAITING, kind)
    if segment_entry is not None:
        number = Entry.logged_segment_entry_no
        # Unequal to 0 is what their index says.
        logged = Entry.select(Entry.id).where(number == segment_entry, number != 0)
        query = query.where(Delivery.entry.in_(logged))
    return [entry for (entry,) in tuples(query.order_by(Delivery.id))]


def _number(kind: CorrespondenceType, state: DeliveryState) -> int:
    query = Delivery.select(pw.fn.COUNT(Delivery.id))
    query = query.where(OPEN, Delivery.state == state, Delivery.correspondence_type == kind)
    return int(tuples(query)[0][0])


def _files(entry_id: int) -> tuple[int, ...]:
    of = AttachedFile
    query = of.select(of.attachment).where(of.entry == entry_id).order_by(of.id)
    return tuple(number for (number,) in tuples(query))


def _recipient_columns() -> tuple[Any, ...]:
    alternative, subject = ContactAltAddress.email, Entry.subject
    is_said = (
        (Entry.document_type != 0) & (Entry.correspondence_type == EMAIL) & Entry.contact_via.contains("@")
    )
    attached = AttachedFile.select(pw.SQL("1")).where(AttachedFile.entry == Entry.id)
    company: Any = Contact.alias()
    blocked_company = company.select(pw.SQL("1")).where(
        company.id == Contact.company, company.privacy_blocked
    )
    return (
        Entry.id,
        Entry.correspondence_type,
        pw.fn.COALESCE(Contact.no, ""),
        pw.fn.COALESCE(Contact.name, ""),
        pw.Case(
            None,
            [(is_said, Entry.contact_via), (pw.fn.COALESCE(alternative, "") != "", alternative)],
            pw.fn.COALESCE(Contact.email, ""),
        ),
        pw.Case(None, [(subject != "", subject)], Entry.description),
        Entry.segment_no,
        pw.fn.COALESCE(Contact.privacy_blocked, False) | pw.fn.EXISTS(blocked_company),
        Entry.attachment.is_null(False) | Entry.word_template.is_null(False) | pw.fn.EXISTS(attached),
    )


def _recipient(row: tuple[Any, ...]) -> Recipient:
    # SQLite has no flags of its own for what is computed.
    return Recipient(*row[:-2], *map(bool, row[-2:]))


def _with_contacts(query: Any) -> Any:
    alternative = (ContactAltAddress.contact == Entry.contact) & (
        ContactAltAddress.code == Entry.contact_alt_address
    )
    query = query.join(Contact, pw.JOIN.LEFT_OUTER, on=Entry.contact == Contact.id).switch(Entry)
    return query.join(ContactAltAddress, pw.JOIN.LEFT_OUTER, on=alternative).switch(Entry)
