"""What went out and came in by itself in the demo database: documents, e-mails and what became of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from models.base import searchable, tuples
from models.codes import Language
from models.delivery import Delivery, LoggedMessage
from models.demo.content import OUR_DOMAIN
from models.demo.log import Person, entry_of, load_templates, people
from models.demo.papers import message, small_pdf
from models.enums import (
    ContentKind,
    CorrespondenceType,
    DeliveryState,
    DocumentType,
    InformationFlow,
    InitiatedBy,
)
from models.exchange.mail_in.letter import Mail, header_of, read_letter
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.rules.content.attachments import store
from models.rules.outgoing.deliveries import STATUS
from models.salesperson import Salesperson
from models.starter.loading import ids_by_code
from models.user import my_id
from models.who import who
from models.word_template import WordTemplate

_NO_SUCH_USER = "mail.example refuses the recipient {address}: 550 5.1.1 User unknown"
_DROPPED = "The connection to mail.example ended before it said whether it has the letter (it hung up)."


@dataclass(frozen=True, slots=True)
class _Document:
    template: str
    type: DocumentType
    number: str
    title: str
    days_ago: int
    hour: int
    version: int = 0


_DOCUMENTS = (
    _Document("SQUOTE", DocumentType.SALES_QUOTE, "SQ1041", "Sales quote 1041", 16, 11, version=2),
    _Document("SORDERCF", DocumentType.SALES_ORDER_CONFIRMATION, "SO2207", "Order 2207", 9, 9),
    _Document("SINVOICE", DocumentType.SALES_INVOICE, "INV103021", "Invoice 103021", 2, 15),
    _Document("SSHIP", DocumentType.SALES_SHIPMENT_NOTE, "SH5518", "Shipment 5518", 0, 8),
    _Document("SINVOICE", DocumentType.SALES_INVOICE, "INV103027", "Invoice 103027", 0, 9),
)


@dataclass(frozen=True, slots=True)
class _Mail:
    subject: str
    text: str
    days_ago: int
    state: DeliveryState
    response: str


_MAILS = (
    _Mail(
        "Price list for next year",
        "the prices for next year stay as they are, except for two of them.",
        3,
        DeliveryState.SENT,
        "250 2.0.0 Ok: queued as 4F2A19C03B",
    ),
    _Mail(
        "Your question about delivery",
        "we deliver within two weeks, everywhere in the country.",
        1,
        DeliveryState.ERROR,
        _NO_SUCH_USER,
    ),
    _Mail(
        "Minutes of our meeting",
        "thank you for the talk; we send the samples on Monday.",
        1,
        DeliveryState.UNCERTAIN,
        _DROPPED,
    ),
)

_ASKED = "Good morning,\r\n\r\ncould you send us forty more of the small ones?\r\n\r\nMany thanks\r\n"


def load_sent(salesperson: int) -> None:
    """Add documents that were recorded, letters in every state of sending, and an e-mail that came in.

    All of them concern the contacts of one salesperson, who is the person at the keyboard.
    """
    made = _Sent(salesperson)
    for place, document in enumerate(_DOCUMENTS):
        made.record(document, place // 2)
    for place, mail in enumerate(_MAILS):
        made.send(mail, place)
    made.write_letter(len(_MAILS))
    made.receive(0)


class _Sent:
    """Adds entries with what was attached to them."""

    def __init__(self, salesperson: int) -> None:
        english = ids_by_code(Language)["ENG"]
        mine = [
            one
            for one in people()
            if one.salesperson == salesperson and one.language == english and one.email
        ]
        self._companies = [one for one in mine if one.id == one.company]
        self._people = [one for one in mine if one.id != one.company]
        ((self._address, self._name),) = tuples(
            Salesperson.select(Salesperson.email, Salesperson.name).where(Salesperson.id == salesperson)
        )
        self._me = my_id()
        self._templates = load_templates()

    def record(self, document: _Document, place: int) -> None:
        """Record a document for the company at a place, with its PDF."""
        paper = small_pdf(("Harbourlight Trading Ltd", "", document.title, "", "Thank you for your order."))
        entry = self._entry(document.template, self._companies[place], document.days_ago, document.hour)
        self._add(
            entry,
            document_type=int(document.type),
            document_no=document.number,
            version_no=document.version,
            description=document.title,
            attachment=store(f"{document.number}.pdf", paper, read_only=True),
        )

    def send(self, mail: _Mail, place: int) -> None:
        """Add an e-mail to the person at a place, with what became of it."""
        person = self._people[place]
        text = f"Hello,\n\n{mail.text}\n\nKind regards\n{self._name}\n"
        entry = self._entry("EMAIL", person, mail.days_ago, 14)
        number = self._add(
            entry,
            description=mail.subject,
            subject=mail.subject,
            correspondence_type=int(CorrespondenceType.EMAIL),
            attachment=store(f"{mail.subject}.md", text.encode(), kind=ContentKind.BODY, read_only=True),
            merged=True,
            delivery_status=int(STATUS[mail.state]),
        )
        self._deliver(
            number,
            CorrespondenceType.EMAIL,
            mail.state,
            sent_to=person.email,
            subject=mail.subject,
            message_id=f"<demo.{place + 1}@{OUR_DOMAIN}>",
            response=mail.response.format(address=person.email),
            tried_at=occurred(entry["date"], dt.time(14, 1)),
            attempts=1,
        )

    def write_letter(self, place: int) -> None:
        """Add a letter to the person at a place that waits to be printed."""
        subject = "Thank you for your visit"
        entry = self._add(
            self._entry("BUS", self._people[place], 0, 8),
            description=subject,
            subject=subject,
            word_template=ids_by_code(WordTemplate)["LETTER"],
            delivery_status=int(STATUS[DeliveryState.WAITING]),
        )
        self._deliver(entry, CorrespondenceType.HARD_COPY, DeliveryState.WAITING, subject=subject)

    def receive(self, place: int) -> None:
        """Add an e-mail that came from the person at a place and was recorded from a mailbox."""
        person, subject, moment = self._people[place], "More of the small ones", self._moment(2, 10)
        data = message(person.email, self._address, subject, moment, _ASKED)
        entry = self._add(
            self._entry("EMAIL", person, 2, 10),
            description=subject,
            subject=subject,
            information_flow=int(InformationFlow.INBOUND),
            initiated_by=int(InitiatedBy.THEM),
            correspondence_type=int(CorrespondenceType.EMAIL),
            contact_via=person.email,
            email_logged=True,
            attachment=store(f"{subject}.eml", data, read_only=True),
        )
        read = read_letter(Mail("", header_of(data) or data, len(data), lambda: data), moment, len(data))
        LoggedMessage.insert(message_key=read.key, contact=person.id, entry=entry).execute()

    def _moment(self, days_ago: int, hour: int) -> dt.datetime:
        return dt.datetime.combine(who().work_date - dt.timedelta(days=days_ago), dt.time(hour))

    def _entry(self, template: str, person: Person, days_ago: int, hour: int) -> dict[str, Any]:
        moment = self._moment(days_ago, hour)
        return entry_of(self._templates[template], person, moment.date(), moment.time(), self._me)

    def _add(self, entry: dict[str, Any], **values: Any) -> int:
        return Entry.add(**{**entry, "duration": 1, **values})

    def _deliver(self, entry: int, kind: CorrespondenceType, state: DeliveryState, **values: Any) -> None:
        known = {"entry": entry, "correspondence_type": int(kind), "state": int(state), **values}
        Delivery.add(**known, search_text=searchable(Delivery, {"sent_to": "", **known}))
