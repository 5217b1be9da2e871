"""Companies and their people: choosing, inheriting, moving, deleting (CON, domain.md 5.3 to 5.5)."""

from __future__ import annotations

import datetime as dt

import pytest

from models.base import tuples
from models.codes import MailingGroup
from models.contact import (
    Contact,
    ContactAltAddress,
    ContactAltAddressDateRange,
    ContactBusinessRelation,
    ContactComment,
    ContactMailingGroup,
    ContactStatistics,
)
from models.errors import RuleError
from models.marketing_setup import MarketingSetup
from models.queries import companies
from models.queries.lists import search
from models.rules import records, statistics, undo
from tests.models.contact_people import (
    DAY,
    change,
    codes,
    company,
    entry,
    get,
    links_of,
    person,
    set_up,
)

pytestmark = pytest.mark.usefixtures("opened")

ADDRESS = {
    "address": "1 Quay",
    "address_2": "Dock 4",
    "city": "Hexley",
    "county": "Wharfshire",
    "post_code": "HX1 1AA",
}


def _full_mill() -> int:
    codes()
    set_up()
    return company(
        "Harbour Mill Ltd",
        no="CT1000",
        salesperson_code="RL",
        territory_code="EAST",
        country_region_code="GB",
        language_code="ENG",
        email="mill@harbour.example",
        phone_no="0814 655",
        **ADDRESS,
    )


def _address(contact: int) -> dict[str, str]:
    return {name: getattr(get(contact), name) for name in ADDRESS}


def test_CON_01_a_person_inherits_from_the_company_it_is_assigned_to() -> None:
    mill = get(_full_mill())
    ida = person()

    change(ida, company_no="CT1000")

    found = get(ida)
    for name in ("salesperson", "territory", "country", "language", "address", "email", "phone_no"):
        assert getattr(found, name) == getattr(mill, name), name
    assert (found.company, found.company_name) == (mill.id, "Harbour Mill Ltd")


def test_CON_02_an_empty_address_is_filled_from_the_company() -> None:
    _full_mill()
    ida = person()

    change(ida, company_no="CT1000")

    assert _address(ida) == ADDRESS


def test_CON_03_a_private_address_is_not_overwritten() -> None:
    _full_mill()
    ida = person(city="Lund")

    change(ida, company_no="CT1000")

    assert _address(ida) == {**dict.fromkeys(ADDRESS, ""), "city": "Lund"}


def test_what_is_typed_beside_the_company_stays() -> None:
    _full_mill()

    ida = person(company_no="CT1000", email="ida@home.example", city="Lund")

    assert (get(ida).email, get(ida).city, get(ida).address) == ("ida@home.example", "Lund", "")


def test_flags_of_the_setup_keep_persons_their_own() -> None:
    _full_mill()
    MarketingSetup.update(inherit_salesperson=False, inherit_address=False).execute()

    ida = person(company_no="CT1000")

    assert (get(ida).salesperson, get(ida).address) == (None, "")
    assert get(ida).email == "mill@harbour.example"


def test_a_change_of_the_company_flows_to_persons_with_the_old_values() -> None:
    mill = _full_mill()
    ida, bo = person("Ida Voss", company_no="CT1000"), person("Bo Berg", company_no="CT1000")
    change(bo, phone_no="0777", city="Lund")

    change(mill, name="Harbour Group", phone_no="0999", city="Malmo")

    assert (get(ida).company_name, get(ida).phone_no, get(ida).city) == ("Harbour Group", "0999", "Malmo")
    assert (get(bo).company_name, get(bo).phone_no, get(bo).city) == ("Harbour Group", "0777", "Lund")
    assert search.ids(Contact, "group") == [mill, ida, bo]
    assert search.ids(Contact, "0999") == [mill, ida]


def test_CON_15_a_company_chosen_by_its_name_gives_number_and_name() -> None:
    mill = _full_mill()
    person("Harbour Mill Ltd")
    ida = person()

    change(ida, company_name="Harbour Mill Ltd")

    assert (get(ida).company, get(ida).company_name) == (mill, "Harbour Mill Ltd")
    assert [choice.code for choice in companies.candidates("Harbour Mill Ltd")] == ["CT1000"]


@pytest.mark.parametrize("text", ["ct1000", "HARBOUR MILL LTD", "harb", "mill", "hexl", "0814 6", "hx1"])
def test_a_company_is_meant_by_number_name_beginning_or_part(text: str) -> None:
    mill = _full_mill()

    assert companies.meant(text) == mill


def test_a_text_that_fits_several_companies_names_them() -> None:
    set_up()
    company("Alder One")
    company("Alder Two")

    with pytest.raises(RuleError, match="CT000001 Alder One, CT000002 Alder Two") as caught:
        person(company_no="alder")

    assert caught.value.field == "company_no"


def test_a_company_that_does_not_exist_is_refused_and_not_made() -> None:
    set_up()

    with pytest.raises(RuleError, match="Nowhere"):
        person(company_name="Nowhere Ltd")

    assert Contact.select().count() == 0


def test_a_person_is_no_company_to_belong_to() -> None:
    set_up()
    person("Ida Voss")

    with pytest.raises(RuleError):
        person("Bo Berg", company_no="CT000001")


def test_a_person_who_changes_company_takes_drafts_along_and_leaves_entries() -> None:
    set_up()
    old, new = company("Old"), company("New")
    ida = person(company_no="Old")
    logged, draft = entry(ida), entry(ida, postponed=True)

    change(ida, company_no="New")

    assert links_of(logged) == (ida, old)
    assert links_of(draft) == (ida, new)


def test_entries_from_before_the_first_company_count_for_it() -> None:
    set_up()
    mill = company("Mill")
    ida = person()
    logged = entry(ida)
    statistics.recompute()

    change(ida, company_no="Mill")

    assert links_of(logged) == (ida, mill)
    assert statistics.differences() == []


def test_CON_04_deleting_a_contact_removes_everything_that_hangs_on_it() -> None:
    of = codes()
    set_up()
    group = MailingGroup.add(code="CARD")
    ida, mill = person(no="CT3001"), company()
    for contact in (ida, mill):
        ContactMailingGroup.add(contact=contact, mailing_group=group)
        ContactComment.add(contact=contact, date=DAY, comment="Prefers mornings")
        address = ContactAltAddress.add(contact=contact, code="HOME")
        ContactAltAddressDateRange.add(alt_address=address, starting_date=DAY)
    ContactBusinessRelation.add(contact=mill, business_relation=of["relation"])

    records.delete("contacts", [ida, mill])

    for model in (
        Contact,
        ContactMailingGroup,
        ContactComment,
        ContactAltAddress,
        ContactAltAddressDateRange,
        ContactBusinessRelation,
        ContactStatistics,
    ):
        assert model.select().count() == 0, model


def test_the_entries_of_a_deleted_person_become_its_companys_and_come_back() -> None:
    set_up()
    mill = company("Mill")
    ida = person(company_no="Mill")
    logged, draft = entry(ida), entry(ida, postponed=True)
    statistics.recompute()

    records.delete("contacts", [ida])
    assert links_of(logged) == (mill, mill)
    assert links_of(draft) == (None, None)
    assert statistics.differences() == []

    undo.undo()
    assert links_of(logged) == (ida, mill)
    assert links_of(draft) == (ida, mill)
    assert get(ida).name == "Ida Voss"
    assert statistics.differences() == []


def test_a_deleted_company_takes_its_people_along_blanks_its_entries_and_all_come_back() -> None:
    set_up()
    old, mill = company("Old"), company("Mill")
    ida = person(company_no="Old")
    before = entry(ida)
    change(ida, company_no="Mill")
    bo = person("Bo Berg", company_no="Mill")
    entries = [entry(ida), entry(mill), entry(bo, postponed=True)]
    statistics.recompute()

    records.delete("contacts", [mill])
    assert [links_of(each) for each in entries] == [(None, None)] * 3
    assert links_of(before) == (old, old)
    assert {contact for (contact,) in tuples(Contact.select(Contact.id))} == {old}
    assert statistics.differences() == []

    undo.undo()
    assert [links_of(each) for each in entries] == [(ida, mill), (mill, mill), (bo, mill)]
    assert links_of(before) == (ida, old)
    assert {contact for (contact,) in tuples(Contact.select(Contact.id))} == {old, mill, ida, bo}
    assert statistics.differences() == []


def test_a_person_and_then_its_company_come_back_from_one_delete() -> None:
    set_up()
    mill = company("Mill")
    ida = person(company_no="Mill")
    logged = entry(ida)

    records.delete("contacts", [ida, mill])
    assert links_of(logged) == (None, None)

    undo.undo()
    assert links_of(logged) == (ida, mill)
    assert get(ida).company == mill


def test_a_company_and_a_person_of_it_can_be_deleted_together() -> None:
    set_up()
    mill = company("Mill")
    ida = person(company_no="Mill")

    records.delete("contacts", [mill, ida])
    assert Contact.select().count() == 0

    undo.undo()
    assert get(ida).company == mill


def test_the_date_a_comment_is_made_is_the_work_date() -> None:
    set_up()
    ida = person()

    records.create("contact-comments", {"comment": "Hello"}, parent=ida)

    assert ContactComment.get().date == dt.date(2025, 5, 15)
