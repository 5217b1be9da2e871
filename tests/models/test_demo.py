"""The demo database: the same every time, consistent, and with something to show on every screen."""

from __future__ import annotations

from typing import Any

import peewee as pw
import pytest

from models.base import tuples
from models.contact import Contact
from models.database import close_database, open_database
from models.demo import load_demo
from models.enums import ContactType
from models.interaction import InteractionLogEntry as Entry
from models.queries.records import find, look_up
from models.rules import records, statistics
from models.user import User, my_id

pytestmark = pytest.mark.usefixtures("opened")


def number(model: Any, *conditions: Any) -> int:
    return int(model.select().where(*(conditions or (True,))).count())


def test_it_holds_contacts_in_thirty_companies_and_interactions_in_every_state() -> None:
    load_demo()
    assert number(Contact, Contact.type == ContactType.COMPANY) == 30
    assert 180 <= number(Contact) <= 230
    assert number(Entry, ~Entry.postponed) == 600
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


def test_the_next_contact_gets_the_next_number() -> None:
    load_demo()
    (last,) = tuples(Contact.select(pw.fn.MAX(Contact.no)))[0]
    made = records.create("contacts", {"name": "New"})
    assert find("contacts", f"CT{int(last[2:]) + 1:06}") == made.id


def test_it_is_the_same_every_time(databases: Any, engine: str) -> None:
    def shown() -> list[tuple[Any, ...]]:
        contacts = tuples(Contact.select(Contact.no, Contact.name).order_by(Contact.id))
        return contacts + tuples(
            Entry.select(Entry.date, Entry.description, Entry.canceled).order_by(Entry.id)
        )

    load_demo()
    first = shown()
    close_database()
    with databases[engine].fresh() as url:
        open_database(url)
        load_demo()
        assert shown() == first
        close_database()
