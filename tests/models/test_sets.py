"""Many values, rows and ids in one statement, on both engines."""

from __future__ import annotations

from contextlib import suppress

import pytest

from models.base import made, tuples
from models.codes import Country
from models.contact import Contact, ContactEmailAddress
from models.database import database, unit
from models.database.bulk import many_units
from models.database.engine import is_postgres
from models.database.sets import among, draw_ids, fetch, insert_rows

pytestmark = pytest.mark.usefixtures("opened")


def _countries(*codes: str) -> dict[str, int]:
    return {code: Country.add(code=code) for code in codes}


def test_thousands_of_values_are_one_parameter() -> None:
    ids = _countries("GB", "FI", "ES")
    codes = ["GB", "ES", *(f"X{number}" for number in range(5_000))]

    query = Country.select(Country.id).where(among(Country.code, codes)).order_by(Country.id)

    assert fetch(query) == [(ids["GB"],), (ids["ES"],)]
    assert len(query.sql()[1]) == 1


def test_values_are_compared_to_the_letter() -> None:
    codes = ("A'B", 'A"B', "A\\B", "Ä%", "A,B")
    ids = _countries(*codes)

    for code in codes:
        assert fetch(Country.select(Country.id).where(among(Country.code, [code]))) == [(ids[code],)]


def test_ids_are_found_among_ids_and_nothing_among_none() -> None:
    ids = _countries("GB", "FI", "ES")

    assert set(fetch(Country.select(Country.code).where(among(Country.id, [ids["FI"], 9_999])))) == {("FI",)}
    assert fetch(Country.select(Country.code).where(among(Country.id, list[int]()))) == []


@unit
def _inserted() -> list[int]:
    ids = list(draw_ids("contact", 3))
    insert_rows(Contact, [{**made(), "id": each, "no": f"C{each}", "name": "Ä\tB\\N"} for each in ids])
    return ids


def test_rows_are_inserted_as_they_are_with_what_the_table_says_for_the_rest() -> None:
    ids = _inserted()

    stored = tuples(Contact.select(Contact.id, Contact.no, Contact.name, Contact.city, Contact.version))
    assert sorted(stored) == [(each, f"C{each}", "Ä\tB\\N", "", 1) for each in ids]


def test_rows_of_one_attribute_and_no_rows_at_all() -> None:
    first, *_ = _inserted()

    with database.atomic():
        insert_rows(ContactEmailAddress, [{"contact": first}, {"contact": first}])
        insert_rows(ContactEmailAddress, [])

    assert tuples(ContactEmailAddress.select(ContactEmailAddress.contact)) == [(first,), (first,)]


def test_drawn_ids_ascend_and_nobody_else_gets_them() -> None:
    before = Contact.add(no="C0")
    ids = _inserted()
    after = Contact.add(no="C9")

    assert ids == sorted(set(ids))
    assert before < ids[0]
    assert after > ids[-1]


def test_drawing_no_ids_asks_nobody() -> None:
    assert list(draw_ids("contact", 0)) == []


def test_room_for_many_units_is_given_back_also_after_a_fault() -> None:
    if is_postgres():
        with many_units():
            assert tuples(Country.select(Country.id)) == []
        return
    usual = _settings()

    with suppress(KeyboardInterrupt), many_units():
        given = _settings()
        raise KeyboardInterrupt

    assert given != usual
    assert _settings() == usual


def _settings() -> list[int]:
    names = ("cache_size", "wal_autocheckpoint")
    return [int(database.execute_sql(f"PRAGMA {name}").fetchone()[0]) for name in names]
