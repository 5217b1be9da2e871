"""What hangs on contacts: links, relations, alternative addresses, and the card's details."""

from __future__ import annotations

import datetime as dt

import pytest

from models.codes import BusinessRelation, IndustryGroup, JobResponsibility, MailingGroup
from models.contact import Contact, ContactBusinessRelation
from models.enums import NamePart, SalutationType
from models.errors import RuleError
from models.marketing_setup import MarketingSetup
from models.queries import contacts
from models.queries import records as reading
from models.rules import records, search_rebuild, undo
from models.rules.contacts import privacy
from tests.models.contact_people import change, codes, company, entry, get, person, set_up

pytestmark = pytest.mark.usefixtures("opened")

DAY = dt.date(2025, 5, 15)


def test_STA_05_the_cue_counts_companies() -> None:
    set_up()
    for number in range(4):
        company(f"Mill {number}")
    person()

    assert contacts.cues() == contacts.Cues(companies=4, persons=1)


def test_CON_13_company_details_open_for_those_who_have_a_company() -> None:
    set_up()
    mill = company("Harbour Mill Ltd")
    alone, ida = person("Bo Berg"), person("Ida Voss", company_no="Harbour Mill Ltd")

    assert contacts.company_of(alone) is None
    assert contacts.company_of(ida) == contacts.company_of(mill) == mill
    assert [choice.description for choice in contacts.people_of(mill)] == ["Ida Voss"]


def test_CON_17_salutation_formulas_stand_side_by_side_per_language_and_type() -> None:
    codes()
    records.create("salutations", {"code": "MS"})
    for language in ("", "ENG"):
        for kind in SalutationType:
            records.create(
                "salutation-formulas",
                {
                    "salutation_code": "MS",
                    "language_code": language,
                    "salutation_type": kind.caption,
                    "salutation": f"Dear Ms. %1 ({language}{kind.caption}),"[:50],
                    "name_1": NamePart.SURNAME.caption,
                },
            )

    found = {
        reading.find("salutation-formulas", f"MS/{language}/{kind.caption}")
        for language in ("", "ENG")
        for kind in SalutationType
    }
    assert len(found) == 4


def test_companies_and_persons_have_links_of_their_own() -> None:
    set_up()
    IndustryGroup.add(code="MAN")
    JobResponsibility.add(code="SALE")
    mill, ida = company(), person()

    with pytest.raises(RuleError, match="companies only"):
        records.create("contact-industry-groups", {"industry_group_code": "MAN"}, parent=ida)
    with pytest.raises(RuleError, match="persons only"):
        records.create("contact-job-responsibilities", {"job_responsibility_code": "SALE"}, parent=mill)


def test_a_link_stamps_the_contact_without_disturbing_whoever_has_it_open() -> None:
    set_up()
    MailingGroup.add(code="CARD")
    mill = company()
    Contact.update(changed_at=0, version=1).where(Contact.id == mill).execute()

    link = records.create("contact-mailing-groups", {"mailing_group_code": "CARD"}, parent=mill).id
    assert get(mill).changed_at > 0
    assert get(mill).version == 1

    Contact.update(changed_at=0, version=1).where(Contact.id == mill).execute()
    records.delete("contact-mailing-groups", [link])
    assert get(mill).changed_at > 0


def test_a_reserved_relation_needs_its_link_and_there_is_one_of_a_kind() -> None:
    of = codes()
    set_up()
    MarketingSetup.update(relation_for_customers=of["relation"]).execute()
    BusinessRelation.add(code="PROS")
    mill = company()
    linked = {"business_relation_code": "CUST", "link_to_table": "Customer", "no": "C1"}

    for typed in (
        {"business_relation_code": "CUST"},
        {**linked, "link_to_table": "Vendor"},
        {**linked, "no": ""},
    ):
        with pytest.raises(RuleError):
            records.create("contact-business-relations", typed, parent=mill)
    records.create("contact-business-relations", linked, parent=mill)
    with pytest.raises(RuleError, match="Customer already"):
        records.create(
            "contact-business-relations",
            {**linked, "business_relation_code": "PROS", "no": "C2"},
            parent=mill,
        )
    assert ContactBusinessRelation.select().count() == 1


def test_the_latest_starting_range_that_holds_the_day_gives_the_address() -> None:
    set_up()
    ida = person("Ida Voss", city="Lund")
    for code, city, start, end in (
        ("SUMMER", "Ystad", "2025-05-01", "2025-08-31"),
        ("WEEK", "Malmo", "2025-05-12", "2025-05-18"),
    ):
        address = records.create("contact-alt-addresses", {"code": code, "city": city}, parent=ida).id
        records.create(
            "contact-alt-address-date-ranges", {"starting_date": start, "ending_date": end}, parent=address
        )

    assert contacts.active_address(ida, DAY).city == "Malmo"
    assert contacts.active_address(ida, dt.date(2025, 6, 1)).city == "Ystad"
    assert contacts.active_address(ida, dt.date(2025, 9, 1)).city == "Lund"
    assert contacts.details(ida, DAY).addresses == ("SUMMER", "WEEK")


def test_ranges_end_after_they_start_and_start_on_days_of_their_own() -> None:
    set_up()
    ida = person()
    home, work = (
        records.create("contact-alt-addresses", {"code": code}, parent=ida).id for code in ("HOME", "WORK")
    )
    page = "contact-alt-address-date-ranges"
    records.create(page, {"starting_date": "2025-05-01"}, parent=home)

    with pytest.raises(RuleError, match="HOME"):
        records.create(page, {"starting_date": "2025-05-01"}, parent=work)
    with pytest.raises(RuleError) as caught:
        records.create(page, {"starting_date": "2025-06-02", "ending_date": "2025-06-01"}, parent=work)
    assert caught.value.field == "ending_date"


def test_an_alternative_address_has_no_letters_in_its_phone_number() -> None:
    set_up()
    ida = person(no="CT3001")

    with pytest.raises(RuleError, match="CT3001"):
        records.create("contact-alt-addresses", {"code": "HOME", "phone_no": "A12"}, parent=ida)


def test_how_many_entries_stay_behind_is_known_before_a_person_moves() -> None:
    set_up()
    company("Mill")
    ida = person(company_no="Mill")
    entry(ida)
    entry(ida, postponed=True)

    assert contacts.entries_left_behind(ida) == 1


def test_a_blocked_contact_and_everybody_of_a_blocked_company_are_refused() -> None:
    set_up()
    mill = company("Mill")
    ida = person(company_no="Mill")
    privacy.refuse_blocked(ida)

    change(mill, privacy_blocked="yes")

    for contact in (mill, ida):
        with pytest.raises(RuleError, match="CT000001 Mill"):
            privacy.refuse_blocked(contact)


def test_deleted_links_come_back_by_undo() -> None:
    set_up()
    MailingGroup.add(code="CARD")
    mill = company()
    records.create("contact-mailing-groups", {"mailing_group_code": "CARD"}, parent=mill)

    records.delete("contacts", [mill])
    undo.undo()

    assert [link.code for link in contacts.links(mill)] == ["CARD"]


def test_words_can_be_built_anew_for_everybody() -> None:
    set_up()
    ida = person("Ödön Ähäm")
    search_rebuild.put_right()
    Contact.update(search_text="", sort_name="").execute()

    assert search_rebuild.put_right() == 1
    assert search_rebuild.put_right() == 0

    assert get(ida).sort_name == "aham odon"
    assert [choice.id for choice in reading.look_up("contacts", "aham")] == [ida]
