"""What the merge fields hold for recipients, one or a thousand (domain.md 2.9)."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace

import pytest

from models.codes import Country, Language, Salutation, SalutationFormula
from models.company_information import CompanyInformation
from models.contact import ContactAltAddress
from models.enums import NamePart, SalutationType
from models.errors import RuleError
from models.exchange import content
from models.interaction import InteractionLogEntry as Entry
from models.queries.merge_fields import FIELDS, Recipient, values, values_many, values_of
from tests.builders import campaign, company, person, salesperson, template

pytestmark = pytest.mark.usefixtures("opened")

DAY = dt.date(2026, 3, 12)


@pytest.fixture
def ashby() -> Recipient:
    """A letter in Finnish to a buyer in Riga, from Dover."""
    riga = Country.add(code="LV", name="Latvia", iso_code="LV")
    finnish = Language.add(code="FIN", name="Finnish", iso_code="fi")
    code = Salutation.add(code="F", description="Women")
    SalutationFormula.add(
        salutation=code,
        language=finnish,
        salutation_type=int(SalutationType.FORMAL),
        text="Hyvä rouva %1,",
        name_1=int(NamePart.SURNAME),
    )
    britain = Country.add(code="GB", name="Great Britain", iso_code="GB")
    CompanyInformation.update(name="Northwind", city="Dover", country=britain).execute()
    mill = company("CT1", "Harbour Mill", company_name="Harbour Mill")
    nell = person(
        *("CT2", "Nell Ashby"),
        first_name="Nell",
        surname="Ashby",
        company=mill,
        company_name="Harbour Mill",
        address="Iela 5",
        post_code="LV-1010",
        city="Riga",
        country=riga,
        language=finnish,
        salutation=code,
        salesperson=salesperson("JO", "Jo Okafor", job_title="Manager"),
        registration_number="R7",
    )
    return Recipient(nell, date=DAY, description="Visit", campaign=campaign("CP1"), segment_no="SM1")


def test_every_field_has_a_value_or_a_reason(ashby: Recipient) -> None:
    held = values(ashby)
    assert [each.name for each in FIELDS if each.name not in held] == []
    assert set(held.problems) == {"informal_salutation"}


def test_fields_speak_of_contact_company_salesperson_and_us(ashby: Recipient) -> None:
    held = values(ashby)
    expected = {
        "formal_salutation": "Hyvä rouva Ashby,",
        "contact_no": "CT2",
        "contact_company_no": "CT1",
        "contact_company_name": "Harbour Mill",
        "contact_mail_address": "Harbour Mill\nNell Ashby\nIela 5\nLV-1010 Riga\nLatvia",
        "contact_country": "Latvia",
        "contact_country_code": "LV",
        "contact_registration_no": "R7",
        "salesperson_name": "Jo Okafor",
        "salesperson_job_title": "Manager",
        "document_date": "12. maaliskuuta 2026",
        "subject": "Visit",
        "campaign_no": "CP1",
        "segment_no": "SM1",
        "our_name": "Northwind",
        "our_mail_address": "Northwind\nDover",
        "our_country": "Great Britain",
        "entry_no": "",
    }
    assert {name: held[name] for name in expected} == expected


def test_what_the_interaction_says_goes_before_what_the_contact_says(ashby: Recipient) -> None:
    english = Language.add(code="ENU", name="English", iso_code="en")
    other = salesperson("AL", "Al")
    sent = replace(ashby, language=english, salesperson=other, subject="Hello", content="Body", entry_no=7)
    held = values(sent)
    assert (held["document_date"], held["salesperson_code"]) == ("12 March 2026", "AL")
    assert (held["subject"], held["content"], held["entry_no"]) == ("Hello", "Body", "7")
    with pytest.raises(RuleError, match="no formal salutation F in language ENU for CT2"):
        content.merged("txt", b"{{formal_salutation}}", held)


def test_entries_are_read_by_their_numbers_and_keep_their_own_address(ashby: Recipient) -> None:
    ContactAltAddress.add(contact=ashby.contact, code="HOME", city="Jurmala", email="home@x.example")
    known = {"contact": ashby.contact, "template": template(), "date": DAY, "description": "Visit"}
    entry = Entry.add(**known, contact_alt_address="HOME")
    empty = Entry.add(date=DAY, description="Nobody", postponed=True)
    held = values_of([entry, empty, entry + 1000])
    assert set(held) == {entry}
    assert held[entry]["entry_no"] == str(entry)
    assert held[entry]["contact_city"] == "Jurmala"
    assert held[entry]["contact_email"] == "home@x.example"
    assert held[entry]["contact_mail_address"] == "Nell Ashby\nJurmala"


def test_a_contact_that_is_gone_is_told_instead_of_an_empty_letter(ashby: Recipient) -> None:
    held = values(replace(ashby, contact=ashby.contact + 1000))
    with pytest.raises(RuleError, match="does not exist any more"):
        content.merged("txt", b"Dear {{name}}", held)


def test_a_thousand_recipients_need_no_more_questions_than_one(
    ashby: Recipient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        values(ashby)
        alone = len(caplog.records)
        caplog.clear()
        assert len(values_many([ashby] * 1000)) == 1000
    assert 0 < len(caplog.records) == alone <= 20
