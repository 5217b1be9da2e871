"""The demo database: the same every time, consistent, and with something to show on every screen."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import peewee as pw
import pytest
from pypdf import PdfReader

from models.attachment import Attachment
from models.base import tuples
from models.campaign import CampaignEntry
from models.contact import Contact
from models.database import close_database, open_database
from models.delivery import Delivery
from models.demo.loading import load_demo
from models.enums import ContactType, DeliveryState, DocumentType
from models.exchange import bodies, content
from models.exchange.mail_in.letter import Mail, header_of
from models.interaction import InteractionLogEntry as Entry
from models.mail_setup import MailSetup
from models.queries import attachments
from models.queries.records import find, look_up
from models.rules import records, statistics
from models.rules.content.filling import materialize
from models.rules.mail_logging.run import Outcome, log_messages
from models.rules.outgoing.deliveries import STATUS
from models.rules.templates.word_templates import document
from models.segment import LoggedSegment, SegmentCriteriaLine, SegmentLine
from models.template import InteractionTemplateLanguage
from models.user import User, my_id

pytestmark = pytest.mark.usefixtures("opened")


def number(model: Any, *conditions: Any) -> int:
    return int(model.select().where(*(conditions or (True,))).count())


def contents(extension: str) -> list[bytes]:
    query = Attachment.select(Attachment.id).where(Attachment.extension == extension).order_by(Attachment.id)
    return [attachments.read(number) for (number,) in tuples(query)]


def test_it_holds_contacts_in_thirty_companies_and_interactions_in_every_state() -> None:
    load_demo()
    assert number(Contact, Contact.type == ContactType.COMPANY) == 30
    assert 180 <= number(Contact) <= 230
    assert number(Entry, ~Entry.postponed) >= 600
    assert number(Entry, Entry.canceled) > 5
    assert number(Entry, Entry.attempt_failed) > 5
    assert number(Entry, Entry.postponed, Entry.user == my_id()) == 5
    assert number(Entry, Entry.postponed, Entry.user != my_id()) == 3
    assert number(Entry, Entry.campaign.is_null(False)) > 5


def test_the_person_at_the_keyboard_is_the_first_salesperson() -> None:
    load_demo()
    ((mine,),) = tuples(User.select(User.salesperson).where(User.id == my_id()))
    assert mine == find("salespeople", "AH")


def test_counters_and_words_are_right() -> None:
    load_demo()
    assert statistics.differences() == []
    worshipful = "The Worshipful Association of Marine Surveyors and Assessors"
    assert worshipful in [choice.description for choice in look_up("contacts", "worship")]


def test_awkward_data_is_there_on_purpose() -> None:
    load_demo()
    names = [name for (name,) in tuples(Contact.select(Contact.name))]
    assert max(map(len, names)) >= 60
    assert any("Ё" in name for name in names)
    assert any("🦀" in name for name in names)
    assert any("[bold]" in name for name in names)
    assert number(Contact, Contact.phone_no == "", Contact.mobile_phone_no == "") > 0
    assert number(Contact, Contact.privacy_blocked) == 1


def test_segments_stand_open_and_logged_with_entries_for_the_campaign() -> None:
    load_demo()
    assert number(SegmentCriteriaLine) == 2
    assert number(SegmentLine, ~SegmentLine.removed) > 10
    ((logged,),) = tuples(LoggedSegment.select(LoggedSegment.id))
    entries = number(Entry, Entry.logged_segment_entry_no == logged)
    assert entries == number(Entry, Entry.segment_no == "SM00001", Entry.campaign_target) > 20
    assert number(CampaignEntry, CampaignEntry.register_no == logged) == 1


def test_templates_send_texts_in_two_languages_and_a_word_document() -> None:
    load_demo()
    golf = find("interaction-templates", "GOLF")
    of = InteractionTemplateLanguage
    rows = tuples(of.select(of.attachment).where(of.template == golf))
    assert len(rows) == 2
    for (text,) in rows:
        assert "formal_salutation" in bodies.fields(attachments.read(text).decode())
    letter = attachments.about(document(find("word-templates", "LETTER")))
    assert "contact_mail_address" in content.fields(letter.extension, attachments.read(letter.id))


def test_what_was_sent_agrees_with_its_deliveries_and_nothing_can_be_sent_by_accident() -> None:
    load_demo()
    found = tuples(Delivery.select(Delivery.entry, Delivery.state).order_by(Delivery.id))
    states = [DeliveryState(state) for _, state in found]
    assert states == [DeliveryState.SENT, DeliveryState.ERROR, DeliveryState.UNCERTAIN, DeliveryState.WAITING]
    for entry, state in found:
        assert number(Entry, Entry.id == entry, Entry.delivery_status == STATUS[DeliveryState(state)]) == 1
    assert list(tuples(MailSetup.select(MailSetup.host))) == [("",)]
    addresses = [address for (address,) in tuples(Contact.select(Contact.email)) if address]
    assert all(address.endswith(".example") for address in addresses)


def test_the_letter_that_waits_can_be_filled_in() -> None:
    load_demo()
    ((entry,),) = tuples(Delivery.select(Delivery.entry).where(Delivery.state == DeliveryState.WAITING))
    attachment = materialize(entry)
    assert attachment is not None
    text = content.plain("docx", attachments.read(attachment))
    assert "Thank you for your visit" in text
    assert "Annette Hill" in text


def test_documents_stand_in_the_log_with_their_files_and_a_message_stands_once() -> None:
    load_demo()
    assert number(Entry, Entry.document_type == DocumentType.SALES_INVOICE, Entry.document_no != "") == 2
    *_, paper = contents("pdf")
    assert "Invoice 103027" in PdfReader(BytesIO(paper)).pages[0].extract_text()
    (message,) = contents("eml")
    head = header_of(message)
    assert head
    report = log_messages([Mail("message.eml", head, len(message), lambda: message)])
    assert report.counts == {Outcome.KNOWN: 1}


def test_the_next_contact_gets_the_next_number() -> None:
    load_demo()
    (last,) = tuples(Contact.select(pw.fn.MAX(Contact.no)))[0]
    made = records.create("contacts", {"name": "New"})
    assert find("contacts", f"CT{int(last[2:]) + 1:06}") == made.id


def test_it_is_the_same_every_time(databases: Any, engine: str) -> None:
    def shown() -> list[tuple[Any, ...]]:
        contacts = tuples(Contact.select(Contact.no, Contact.name).order_by(Contact.id))
        entries = Entry.select(Entry.contact, Entry.date, Entry.description, Entry.canceled, Entry.attachment)
        sent = Delivery.select(Delivery.entry, Delivery.state, Delivery.tried_at)
        papers = Attachment.select(Attachment.name, Attachment.sha256)
        return sum(
            (tuples(query.order_by(query.model.id)) for query in (entries, sent, papers)), start=contacts
        )

    load_demo()
    first = shown()
    close_database()
    with databases[engine].fresh() as url:
        open_database(url)
        load_demo()
        assert shown() == first
        close_database()
