"""The address to write to on a day, and how it stands on the envelope (domain.md 3.8)."""

from __future__ import annotations

import datetime as dt

import pytest

from models.address import Address
from models.codes import Country, Language
from models.company_information import CompanyInformation
from models.dates.written import MONTHS, written
from models.queries import addressing
from models.queries.addressing import CARD, Wanted, active_codes, addresses
from tests.builders import alternative, company, person

MAY = dt.date(2025, 5, 15)


def address_of(contact: int, date: dt.date | None = None, alt_address: str | None = None) -> Address:
    (found,) = addresses([Wanted(contact, date, alt_address)])
    return found


@pytest.mark.usefixtures("opened")
def test_the_active_address_is_the_latest_starting_range_that_contains_the_day() -> None:
    nell = person("CT1", "Nell Ashby", city="Dover", phone_no="1", email="card@x.example")
    alternative(nell, "SUMMER", ("2025-05-01", "2025-08-31"), city="Deal", email="summer@x.example")
    alternative(nell, "ALWAYS", ("2024-01-01", None), city="Ramsgate", phone_no="2")
    alternative(nell, "NEVER", city="Nowhere")
    days = map(dt.date.fromisoformat, ("2023-12-31", "2024-01-01", "2025-05-01", "2025-08-31", "2025-09-01"))
    assert [address_of(nell, day).city for day in days] == ["Dover", "Ramsgate", "Deal", "Deal", "Ramsgate"]
    other = person("CT2", "Bo")
    for day in (dt.date(2023, 12, 31), dt.date(2024, 1, 1), MAY, dt.date(2025, 9, 1), None):
        assert active_codes([nell, other], day) == {nell: address_of(nell, day).code, other: CARD}
    summer = address_of(nell, MAY)
    assert (summer.code, summer.phone_no, summer.email) == ("SUMMER", "1", "summer@x.example")
    assert address_of(nell, MAY, CARD).city == "Dover"
    assert address_of(nell, None, "NEVER").city == "Nowhere"
    assert address_of(nell, MAY, "GONE").city == "Dover"
    assert address_of(nell).city == "Dover"


@pytest.mark.usefixtures("opened")
def test_a_person_is_written_to_at_the_company_and_at_home_without_it() -> None:
    mill = company("CT1", "Harbour Mill Ltd", name_2="Sales", company_name="Harbour Mill Ltd")
    nell = person("CT2", "Nell Ashby", company=mill, company_name="Harbour Mill Ltd")
    alternative(nell, "HOME", city="Deal")
    alternative(mill, "PIER", company_name="Harbour Pier", city="Deal")
    names = [each.names for each in addresses([Wanted(mill), Wanted(nell), Wanted(nell, alt_address="HOME")])]
    assert names == [("Harbour Mill Ltd", "Sales"), ("Harbour Mill Ltd", "Nell Ashby"), ("Nell Ashby",)]
    assert address_of(mill, None, "PIER").names == ("Harbour Pier", "Sales")
    assert address_of(nell + 100) == Address()


@pytest.mark.usefixtures("opened")
def test_blocks_name_the_country_of_those_abroad_and_are_empty_without_a_place() -> None:
    latvia, britain = (
        Country.add(code=c, name=n, iso_code=c) for c, n in (("LV", "Latvia"), ("GB", "Britain"))
    )
    own = {"name": "Northwind", "address": "1 Market Square", "city": "Dover", "country": britain}
    CompanyInformation.update(**own).execute()
    here = person("CT1", "Ann", address="4 Quay", city="Deal", post_code="CT14", country=britain)
    there = person("CT2", "Zoë", address="Iela 5", city="Riga", post_code="LV-1010", country=latvia)
    nowhere = person("CT3", "Bo", country=latvia, phone_no="1")
    assert addressing.blocks([here, there, nowhere], MAY) == {
        here: ("Ann", "4 Quay", "Deal", "CT14"),
        there: ("Zoë", "Iela 5", "LV-1010 Riga", "Latvia"),
        nowhere: (),
    }
    assert addressing.own_lines() == ("1 Market Square", "Dover", "Britain")


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("", ("LV-1010 Riga", "Kent")),
        ("DE", ("LV-1010 Riga", "Kent")),
        ("GB", ("Riga", "Kent", "LV-1010")),
        ("US", ("Riga, Kent LV-1010",)),
        ("AU", ("Riga Kent LV-1010",)),
    ],
)
def test_the_post_code_stands_where_the_country_has_it(country: str, expected: tuple[str, ...]) -> None:
    place = Address(names=("Nell",), city="Riga", county="Kent", post_code="LV-1010", iso_code=country)
    assert place.lines() == ("Nell", *expected)


def test_lines_without_words_are_left_out() -> None:
    assert Address(names=("  A   B ",), address=" ", city="Riga", iso_code="US").lines() == ("A B", "Riga")
    assert Address(city="Madrid", county="Madrid", post_code="28001").lines() == ("28001 Madrid",)


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("en", "12 March 2026"),
        ("en-us", "March 12, 2026"),
        ("de", "12. März 2026"),
        ("fi", "12. maaliskuuta 2026"),
        ("ru", "12 марта 2026 г."),
        ("es", "12 de marzo de 2026"),
        ("pt-BR", "12 de março de 2026"),
        ("no", "12. mars 2026"),
        ("ja", "2026-03-12"),
        ("", "2026-03-12"),
    ],
)
def test_dates_are_written_in_the_way_of_the_language(iso: str, expected: str) -> None:
    assert written(dt.date(2026, 3, 12), iso) == expected


def test_every_language_has_twelve_months_and_no_date_is_blank() -> None:
    assert {len(months.split()) for months in MONTHS.values()} == {12}
    assert written(None, "en") == ""


@pytest.mark.usefixtures("opened")
def test_the_date_of_a_letter_follows_the_iso_code_of_the_language() -> None:
    Language.add(code="FIN", name="Finnish", iso_code="fi")
    assert addressing.letter_date(MAY, "FIN") == "15. toukokuuta 2025"
    assert addressing.letter_date(MAY, "") == "2025-05-15"
