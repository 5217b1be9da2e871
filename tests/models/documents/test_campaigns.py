"""Invoices to the targets of a running campaign (CAM-03 to CAM-05)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.campaign import Campaign, CampaignEntry
from models.enums import DocumentType, LinkToTable
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries.records import find
from models.rules import records
from models.rules.documents import recording
from models.rules.documents.recording import Document, Outcome
from tests import builders
from tests.models.documents.scene import entries, link, set_up

pytestmark = pytest.mark.usefixtures("opened")

INVOICE = Document("sales-invoice", customer="10000", document_no="SI77")


@pytest.fixture
def campaign(opened: str) -> int:  # noqa: ARG001 - it needs an open database
    """CP100, running and activated, with the customer of Harbour Mill in its target group."""
    made = builders.campaign(
        starting_date=dt.date(2025, 5, 15), ending_date=dt.date(2028, 5, 15), activated=True
    )
    company = builders.company()
    link(company, LinkToTable.CUSTOMER, "10000")
    flagged(builders.person(company=company), company, made)
    return made


def flagged(contact: int, company: int, campaign: int, **values: Any) -> int:
    """A log entry that makes a contact a target."""
    known: dict[str, Any] = {
        "template": builders.template("MAILING"),
        "description": "Spring mailing",
        "date": dt.date(2025, 5, 1),
        "campaign": campaign,
        "campaign_target": True,
    }
    return Entry.add(contact=contact, company=company, **{**known, **values})


def test_CAM_03_an_invoice_to_a_targeted_customer_is_recorded_for_the_campaign(campaign: int) -> None:
    set_up("sales_invoices", "INVOICE")
    done = recording.record(INVOICE)
    (made,) = CampaignEntry.select()
    assert (made.campaign, made.document_type) == (campaign, DocumentType.SALES_INVOICE)
    entry = entries()[-1]
    assert (entry.id, entry.campaign, entry.campaign_entry) == (done.entry_no, campaign, made.id)


def test_CAM_04_a_deactivated_campaign_records_nothing(campaign: int) -> None:
    set_up("sales_invoices", "INVOICE")
    records.change("campaigns", find("campaigns", "CP100"), 0, {"activated": "no"})
    done = recording.record(INVOICE)
    assert done.outcome is Outcome.RECORDED
    assert entries()[-1].campaign is None
    assert CampaignEntry.select().where(CampaignEntry.campaign == campaign).count() == 0


@pytest.mark.usefixtures("campaign")
def test_CAM_05_a_missing_invoice_template_is_reported_when_a_campaign_applies() -> None:
    with pytest.raises(RuleError, match="campaign CP100") as caught:
        recording.record(INVOICE)
    assert caught.value.field == "sales_invoices"
    assert recording.record(Document("sales-quote", customer="10000")).outcome is Outcome.NO_TEMPLATE


@pytest.mark.parametrize(
    "values",
    [
        {"starting_date": dt.date(2025, 5, 16)},
        {"ending_date": dt.date(2025, 5, 14), "starting_date": dt.date(2025, 1, 1)},
        {"starting_date": None},
    ],
)
def test_a_campaign_that_does_not_run_on_the_day_records_nothing(
    campaign: int, values: dict[str, Any]
) -> None:
    Campaign.update(**values).where(Campaign.id == campaign).execute()
    set_up("sales_invoices", "INVOICE")
    recording.record(INVOICE)
    assert entries()[-1].campaign is None


def test_a_canceled_entry_makes_nobody_a_target_and_a_campaign_given_goes_before(campaign: int) -> None:
    other = builders.campaign("CP200")
    set_up("sales_invoices", "INVOICE")
    recording.record(Document("sales-invoice", customer="10000", campaign="CP200"))
    assert entries()[-1].campaign == other
    Entry.update(canceled=True).where(Entry.campaign == campaign).execute()
    recording.record(INVOICE)
    assert entries()[-1].campaign is None
