"""Recording documents by themselves (domain.md 4): what is written, and when nothing is."""

from __future__ import annotations

import pytest

from models.campaign import CampaignEntry
from models.contact import ContactBusinessRelation, ContactStatistics
from models.document_kinds import KINDS, PURCHASES, SALES, SERVICE, DocumentKind, find, of_type
from models.enums import CorrespondenceType, DocumentType, LinkToTable
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments
from models.queries.documents import document_of, kinds
from models.rules.documents import recording
from models.rules.documents.recording import Document, File, Outcome, Recorded, Way
from models.rules.interactions import log
from models.template import InteractionTemplate, InteractionTemplateSetup
from tests import builders
from tests.models.documents.scene import entries, link, set_up

pytestmark = pytest.mark.usefixtures("opened")

ACCOUNTS = {SALES: "customer", PURCHASES: "vendor", SERVICE: "customer"}


def recorded(done: Recorded) -> Entry:
    assert done.outcome is Outcome.RECORDED, done.sentence
    found = Entry.one(done.entry_no or 0)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", [one for one in KINDS if one.section in ACCOUNTS], ids=lambda one: one.name)
def test_a_document_of_each_kind_is_recorded_for_the_contact_of_its_account(kind: DocumentKind) -> None:
    company = builders.company()
    link(company, kind.account, "A77")
    set_up(kind.setup, "TEMPL", description="A paper")
    account = {ACCOUNTS[kind.section]: "a77"}
    entry = recorded(recording.record(Document(kind.name, document_no="so77", version="2", **account)))
    assert (entry.contact, entry.company, entry.document_no, entry.version_no) == (
        company,
        company,
        "SO77",
        2,
    )
    assert (entry.document_type, entry.description) == (kind.document_type, "A paper")
    assert (str(entry.date), str(entry.time)) == ("2025-05-15", "09:00:00")
    assert (int(entry.cost), entry.duration) == (12, 5)
    assert of_type(entry.document_type) is kind


@pytest.mark.parametrize("kind", [one for one in KINDS if not one.account], ids=lambda one: one.name)
def test_every_other_kind_is_recorded_for_the_contact_given(kind: DocumentKind) -> None:
    company = builders.company()
    person = builders.person(company=company)
    set_up(kind.setup, "TEMPL")
    entry = recorded(recording.record(Document(kind.name, contact="CT1001")))
    assert (entry.contact, entry.company, entry.document_type) == (person, company, kind.document_type)


def test_every_field_of_interaction_template_setup_is_of_one_kind() -> None:
    fields = [name for name in InteractionTemplateSetup._meta.fields if name in {k.setup for k in KINDS}]
    others = {"id", "version", "created_at", "created_by", "changed_at", "changed_by"}
    assert set(InteractionTemplateSetup._meta.fields) - others == set(fields)
    assert len(fields) == len(KINDS) == len({kind.name for kind in KINDS})
    types = {kind.document_type for kind in KINDS} - {DocumentType.BLANK}
    assert types == set(DocumentType) - {DocumentType.BLANK}


def test_DOC_01_printing_a_quote_with_logging_records_an_interaction() -> None:
    company = builders.company()
    set_up("sales_quotes", "QUOTE")
    printed = Way(CorrespondenceType.HARD_COPY, via="Office-7")
    done = recording.record(Document("sales-quote", contact="CT1000", document_no="SQ12"), way=printed)
    entry = recorded(done)
    assert (entry.contact, entry.document_no, entry.contact_via) == (company, "SQ12", "Office-7")


def test_DOC_02_printing_a_posted_invoice_records_an_interaction() -> None:
    company = builders.company()
    link(company, LinkToTable.CUSTOMER, "10000")
    set_up("sales_invoices", "INVOICE")
    entry = recorded(recording.record(Document("sales-invoice", customer="10000", document_no="SI5")))
    assert (entry.contact, entry.document_no) == (company, "SI5")


def test_DOC_03_the_template_comes_from_the_setup_of_the_document_type() -> None:
    builders.company()
    made = set_up("sales_invoices", "INVOICE")
    found = {one.kind.name: one.template_code for one in kinds()}
    assert found["sales-invoice"] == "INVOICE"
    assert found["sales-quote"] == ""
    assert recorded(recording.record(Document("sales-invoice", contact="CT1000"))).template == made


def test_DOC_04_e_mailing_a_sales_order_is_recorded_once_not_as_a_draft() -> None:
    builders.company()
    draft, made = set_up("email_drafts", "DRAFT"), set_up("sales_order_confirmations", "CONFIRM")
    mailed = Way(CorrespondenceType.EMAIL, via="nell@harbour.example")
    recording.record(Document("sales-order-confirmation", contact="CT1000", document_no="SO77"), way=mailed)
    (entry,) = entries()
    assert (entry.document_type, entry.document_no) == (DocumentType.SALES_ORDER_CONFIRMATION, "SO77")
    assert entry.template == made != draft


def test_without_a_template_nothing_is_recorded_and_the_sentence_says_where_to_set_it() -> None:
    builders.company()
    done = recording.record(Document("sales-invoice", contact="CT1000", document_no="SI5"))
    assert done.outcome is Outcome.NO_TEMPLATE
    assert "Sales Invoices is blank in Interaction Template Setup" in done.sentence
    assert not entries()


def test_a_template_with_language_rows_is_refused() -> None:
    builders.company()
    set_up("sales_invoices", "INVOICE", languages=(builders.language(),))
    with pytest.raises(RuleError, match="INVOICE has language rows") as caught:
        recording.record(Document("sales-invoice", contact="CT1000"))
    assert caught.value.field == "sales_invoices"


def test_a_contact_or_account_that_is_missing_is_skipped() -> None:
    set_up("sales_invoices", "INVOICE")
    gone = recording.record(Document("sales-invoice", contact="CT404"))
    nobody = recording.record(Document("sales-invoice", customer="404"))
    assert (gone.outcome, nobody.outcome) == (Outcome.NO_CONTACT, Outcome.NO_CONTACT)
    assert "no contact CT404" in gone.sentence
    assert "linked to customer 404" in nobody.sentence
    assert not entries()


def test_the_first_of_several_relations_to_a_customer_counts_and_a_vendor_of_that_number_does_not() -> None:
    vendor, first = builders.company("CT1"), builders.company("CT2")
    second = builders.company("CT3")
    link(vendor, LinkToTable.VENDOR, "10000")
    link(first, LinkToTable.CUSTOMER, "10000")
    link(second, LinkToTable.CUSTOMER, "10000")
    set_up("sales_invoices", "INVOICE")
    assert recorded(recording.record(Document("sales-invoice", customer="10000"))).contact == first


def test_a_contact_blocked_for_privacy_is_skipped() -> None:
    builders.company(privacy_blocked=True)
    builders.person(company=1)
    set_up("sales_invoices", "INVOICE")
    done = recording.record(Document("sales-invoice", contact="CT1001"))
    assert done.outcome is Outcome.BLOCKED
    assert "CT1000 Harbour Mill Ltd is blocked for privacy" in done.sentence


def test_the_salesperson_given_goes_before_the_contacts_and_an_account_brings_none() -> None:
    jo, al = builders.salesperson(), builders.salesperson("AL", "Al Stone")
    company = builders.company(salesperson=jo)
    link(company, LinkToTable.CUSTOMER, "10000")
    set_up("sales_invoices", "INVOICE")
    given = (
        Document("sales-invoice", contact="CT1000", salesperson="al"),
        Document("sales-invoice", contact="CT1000"),
        Document("sales-invoice", customer="10000"),
    )
    assert [recorded(recording.record(one)).salesperson for one in given] == [al, jo, None]


def test_the_campaign_given_beats_the_templates_and_each_kind_has_a_campaign_entry() -> None:
    own, given = builders.campaign("CP1"), builders.campaign("CP2")
    builders.company()
    set_up("sales_invoices", "INVOICE", campaign=own)
    set_up("sales_quotes", "QUOTE", campaign=own)
    invoice = Document("sales-invoice", contact="CT1000")
    first, again = recorded(recording.record(invoice)), recorded(recording.record(invoice))
    quote = recorded(recording.record(Document("sales-quote", contact="CT1000", campaign="cp2")))
    assert (first.campaign, again.campaign, quote.campaign) == (own, own, given)
    assert first.campaign_entry == again.campaign_entry != quote.campaign_entry
    made = CampaignEntry.one(first.campaign_entry or 0)
    assert made is not None
    assert (made.campaign, made.document_type) == (own, DocumentType.SALES_INVOICE)
    assert made.description == "Sales Invoices"


def test_the_entry_counts_in_the_contacts_statistics_and_is_found_by_its_description() -> None:
    company = builders.company()
    set_up("sales_invoices", "INVOICE")
    said = Document("sales-invoice", contact="CT1000", description="Spring order", opportunity="op1")
    entry = recorded(recording.record(said))
    counted = ContactStatistics.get_by_id(company)
    assert (counted.no_of_interactions, str(counted.date_of_last_interaction)) == (1, "2025-05-15")
    assert "spring order" in entry.search_text
    assert entry.opportunity_no == "OP1"


def test_the_file_becomes_a_read_only_attachment() -> None:
    builders.company()
    set_up("sales_invoices", "INVOICE")
    done = recording.record(
        Document("sales-invoice", contact="CT1000"), file=File("../si5.pdf", b"%PDF paper")
    )
    number = recorded(done).attachment
    assert number is not None
    about = attachments.about(number)
    assert (about.name, about.read_only, attachments.read(number)) == ("si5.pdf", True, b"%PDF paper")


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"kind": "sales-novel", "contact": "CT1000"}, "kind", "record --kinds"),
        ({"customer": "1", "salesperson": "NOBODY"}, "salesperson", "there is no NOBODY"),
        ({"customer": "1", "campaign": "CP404"}, "campaign", "there is no CP404"),
        ({"customer": "1", "document_no": "9" * 21}, "document_no", "20"),
        ({"customer": "1", "version": "-1"}, "version", "at least 0"),
        ({"customer": "1", "version": "two"}, "version", "two"),
        ({"customer": "1" * 21}, "customer", "20"),
        ({"vendor": "1"}, "customer", "which customer or contact"),
        ({"kind": "cover-sheet"}, "contact", "which contact"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(
    said: dict[str, str], field: str, sentence: str
) -> None:
    set_up("sales_invoices", "INVOICE")
    with pytest.raises((RuleError, NotFoundError), match=sentence) as caught:
        recording.record(Document(**{"kind": "sales-invoice", **said}))
    assert caught.value.field == field
    assert not entries()


def test_kinds_are_found_however_their_words_are_joined() -> None:
    assert find("Sales_Invoice") is find("sales-invoice")
    assert find("e-mail") is find("email")


def test_twice_is_two_entries_unless_once_is_asked_for() -> None:
    builders.company()
    builders.company("CT2000")
    set_up("sales_invoices", "INVOICE")
    said = Document("sales-invoice", contact="CT1000", document_no="SI5")
    first = recording.record(said)
    recording.record(said)
    known = recording.record(said, once_document=True)
    assert (known.outcome, len(entries())) == (Outcome.KNOWN, 2)
    other_version = Document("sales-invoice", contact="CT1000", document_no="SI5", version="2")
    other_contact = Document("sales-invoice", contact="CT2000", document_no="SI5")
    for other in (other_version, other_contact):
        assert recording.record(other, once_document=True).outcome is Outcome.RECORDED
    log.set_canceled([first.entry_no or 0, known.entry_no or 0], True)
    assert recording.record(said, once_document=True).outcome is Outcome.RECORDED


def test_a_file_is_recorded_once_and_again_when_its_entry_was_canceled() -> None:
    builders.company()
    set_up("sales_invoices", "INVOICE")
    said = Document("sales-invoice", contact="CT1000", document_no="SI5")
    file = File("si5.pdf", b"paper")
    first = recording.record(said, file=file)
    again = recording.record(said, file=file, once_file=True)
    assert (again.outcome, again.entry_no) == (Outcome.KNOWN, first.entry_no)
    other = recording.record(
        Document("sales-quote", contact="CT1000", document_no="SI5"), file=file, once_file=True
    )
    assert other.outcome is Outcome.NO_TEMPLATE
    set_up("sales_quotes", "QUOTE")
    other = recording.record(
        Document("sales-quote", contact="CT1000", document_no="SI5"), file=file, once_file=True
    )
    assert other.outcome is Outcome.OTHER
    assert "as Sales invoice SI5" in other.sentence
    log.set_canceled([first.entry_no or 0], True)
    assert recording.record(said, file=file, once_file=True).outcome is Outcome.RECORDED


def test_LOG_09_without_an_attachment_the_related_document_is_shown() -> None:
    builders.company()
    set_up("sales_order_confirmations", "CONFIRM")
    said = Document("sales-order-confirmation", contact="CT1000", document_no="SO77", version="2")
    entry = recorded(recording.record(said))
    assert document_of(entry.id) == (
        "Sales order confirmation SO77, version 2: no file was kept; open it in your ERP."
    )


def test_a_statement_without_a_file_cannot_be_shown() -> None:
    builders.company()
    set_up("sales_statements", "STATEM")
    entry = recorded(recording.record(Document("sales-statement", contact="CT1000", document_no="10000")))
    with pytest.raises(RuleError, match="nothing was kept"):
        document_of(entry.id)


def test_what_would_not_be_recorded_is_known_before_the_document_goes_out() -> None:
    builders.company()
    said = Document("sales-invoice", contact="CT1000")
    told = recording.check(said)
    assert told is not None
    assert told.outcome is Outcome.NO_TEMPLATE
    set_up("sales_invoices", "INVOICE")
    assert recording.check(said) is None
    assert not entries()
    assert InteractionTemplate.select().count() == 1
    assert ContactBusinessRelation.select().count() == 0


def test_a_document_goes_to_the_alternative_address_of_today() -> None:
    company = builders.company()
    builders.alternative(company, "DOCK", ("2025-05-01", None))
    set_up("sales_invoices", "INVOICE")
    entry = recorded(recording.record(Document("sales-invoice", contact="CT1000", document_no="10000")))
    assert entry.contact_alt_address == "DOCK"
