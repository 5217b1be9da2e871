"""The large demo database: always the same, as consistent as if rules had written it, never half there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee as pw
import pytest

from models.base import tuples
from models.contact import Contact, ContactEmailAddress
from models.database import close_database, find_damage, is_postgres, open_database
from models.database.bulk import without_indexes
from models.database.engine import database
from models.demo.large import make_large
from models.demo.large.people import contact_no
from models.enums import ContactType
from models.errors import DatabaseError, RuleError
from models.interaction import Draft, InterLogEntryComment
from models.interaction import InteractionLogEntry as Entry
from models.queries.records import look_up
from models.rules import records, search_rebuild, statistics
from models.rules.contacts import emails as contact_emails
from models.rules.interactions import drafts
from models.who import acting_as
from tests.conftest import ANNA

CONTACTS, ENTRIES = 400, 4_000


def unheard(_step: str, _done: int, _of: int) -> None:
    """Nobody listens."""


@contextmanager
def filled(url: str, contacts: int = CONTACTS, entries: int = ENTRIES) -> Iterator[None]:
    """An open database with so much data."""
    with acting_as(ANNA):
        make_large(url, contacts, entries, unheard)
        open_database(url)
        try:
            yield
        finally:
            close_database()


def share(*conditions: Any) -> float:
    """How many percent of the entries are so."""
    return 100 * float(Entry.select().where(*conditions).count()) / ENTRIES


def indexes() -> set[str]:
    query = (
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
        if is_postgres()
        else "SELECT name FROM sqlite_master WHERE type = 'index'"
    )
    return {name for (name,) in database.execute_sql(query).fetchall()}


def test_it_holds_what_was_asked_for_in_the_shares_that_were_promised(database_url: str) -> None:
    with filled(database_url):
        assert (Contact.select().count(), Entry.select().count()) == (CONTACTS, ENTRIES)
        assert Contact.select().where(Contact.type == ContactType.COMPANY).count() == 45
        cyrillic = Contact.select().where(Contact.surname >= "А", Contact.surname <= "я").count()
        assert 30 <= 100 * cyrillic / (CONTACTS - 45) <= 37
        assert 6.5 <= share(Entry.canceled) <= 9.5
        assert 2 <= share(Entry.attempt_failed) <= 4
        assert 0.4 <= share(Entry.postponed) <= 1.6
        assert Draft.select().count() == Entry.select().where(Entry.postponed).count()
        assert InterLogEntryComment.select().count() > 20
        days = [day for (day,) in tuples(Entry.select(Entry.date).order_by(Entry.id))]
        assert days == sorted(days)
        assert (days[-1], days[0].year) == (ANNA.work_date, ANNA.work_date.year - 10)


def test_one_percent_of_the_contacts_hold_thirty_percent_of_the_entries(database_url: str) -> None:
    with filled(database_url):
        counts = sorted((n for (n,) in tuples(_entries_by_contact())), reverse=True)
        assert 28 <= 100 * sum(counts[: CONTACTS // 100]) / ENTRIES <= 33


def _entries_by_contact() -> Any:
    return Entry.select(pw.fn.COUNT(Entry.id)).group_by(Entry.contact)


def test_nothing_is_wrong_with_it(database_url: str) -> None:
    with filled(database_url):
        assert find_damage() == []
        assert statistics.differences() == []
        assert contact_emails.put_right() == 0
        assert ContactEmailAddress.select().count() >= CONTACTS
        assert search_rebuild.put_right() == 0


def test_its_indexes_and_references_are_those_of_an_empty_database(empty_url: str) -> None:
    open_database(empty_url)
    before = indexes()
    constraints = _references()
    close_database()
    with filled(empty_url, 30, 60) if empty_url.startswith("postgres") else filled(empty_url + "-2", 30, 60):
        assert indexes() == before
        assert _references() == constraints


def _references() -> int:
    if not is_postgres():
        return len(database.execute_sql("PRAGMA foreign_key_list(interaction_log_entry)").fetchall())
    return int(database.execute_sql("SELECT count(*) FROM pg_constraint WHERE contype = 'f'").fetchone()[0])


def test_people_are_found_by_their_words(database_url: str) -> None:
    with filled(database_url):
        (no, surname) = tuples(Contact.select(Contact.no, Contact.surname).where(Contact.id == 2))[0]
        assert no in [choice.code for choice in look_up("contacts", f"{no} {surname[:3]}")]


def test_a_draft_is_resumed_with_what_its_form_held(database_url: str) -> None:
    with filled(database_url):
        entry, contact, description = tuples(
            Entry.select(Entry.id, Entry.contact, Entry.description).where(Entry.postponed).order_by(Entry.id)
        )[0]
        form, held = drafts.resume(entry)
        assert held.resumed
        assert (form.contacts, form.text("description")) == ((contact,), description)
        assert form.text("date") == ANNA.work_date.isoformat()
        drafts.postpone(held, form)


def test_the_next_contact_and_entry_get_the_next_numbers(database_url: str) -> None:
    with filled(database_url):
        made = records.create("contacts", {"name": "New"})
        assert made.id == CONTACTS + 1
        assert tuples(Contact.select(Contact.no).where(Contact.id == made.id)) == [(f"CT{CONTACTS + 1:06}",)]
        entry = Entry.add(contact=made.id, postponed=True)
        assert entry == ENTRIES + 1


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    def shown(file: str) -> list[tuple[Any, ...]]:
        with filled(f"sqlite:///{tmp_path / file}", 90, 300):
            contacts = tuples(Contact.select().order_by(Contact.id))
            return contacts + tuples(Entry.select().order_by(Entry.id)) + tuples(Draft.select())

    assert shown("one.db") == shown("two.db")


def test_a_file_with_something_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_text("mine")
    with acting_as(ANNA), pytest.raises(DatabaseError, match="exists already"):
        make_large(f"sqlite:///{path}", 9, 9, unheard)
    assert path.read_text() == "mine"


def test_a_database_that_people_work_with_is_refused(opened: str) -> None:
    if opened.startswith("sqlite"):
        opened = opened.replace("touchbase.db", "other.db")
    else:
        records.create("contacts", {"name": "Mine", "no": "1"})
    close_database()
    if opened.startswith("sqlite"):
        make_large(opened, 9, 9, unheard)
    with pytest.raises((RuleError, DatabaseError)):
        make_large(opened, 9, 9, unheard)


def test_what_is_stopped_half_way_leaves_nothing_behind(database_url: str) -> None:
    def interrupted(_step: str, done: int, _of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with acting_as(ANNA):
        with pytest.raises(KeyboardInterrupt):
            make_large(database_url, 30, 60, interrupted)
        if database_url.startswith("sqlite"):
            folder = Path(database_url.removeprefix("sqlite:///")).parent
            assert not [path.name for path in folder.iterdir() if path.name.startswith("touchbase.db")]
    with filled(database_url, 30, 60):
        assert Contact.select().count() == 30


def test_a_contact_number_may_have_more_digits_than_its_series_began_with() -> None:
    assert (contact_no(7), contact_no(1_000_000)) == ("CT000007", "CT1000000")


@pytest.mark.usefixtures("opened")
def test_indexes_come_back_as_they_were() -> None:
    before = indexes()
    with without_indexes("contact", "draft"):
        assert len(indexes()) < len(before)
    assert indexes() == before


def test_the_days_of_the_log_are_working_days(tmp_path: Path) -> None:
    with filled(f"sqlite:///{tmp_path / 'days.db'}", 20, 500):
        days: list[dt.date] = [day for (day,) in tuples(Entry.select(Entry.date).distinct())]
        assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}
