"""Rows on their way into the database in batches: who else may write, and what a refused row leaves."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from models.contact import Contact, ContactEmailAddress, ContactStatistics
from models.enums import ContactType
from models.exchange.contacts import importing as contacts_in
from models.exchange.contacts.importing import Progress, import_contacts
from models.exchange.contacts.store import Outcome, RowResult
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine
from models.rules.contacts import emails as contact_emails
from tests.models.contact_people import change, company, get, person, set_up

pytestmark = pytest.mark.usefixtures("opened")


class _Clock:
    """A clock on which only batches take time, in which others cannot write."""

    def __init__(self, held: float) -> None:
        self._held = held
        self._now = 1000.0
        self._looks = count()
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Asked before a batch for the pause, at its beginning and at its end."""
        if next(self._looks) % 3 == 2:
            self._now += self._held
        return self._now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds


def _csv(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: _Clock, *, rows: int, dry_run: bool = False
) -> list[int]:
    """How many rows each batch had of a file in which every row is refused, so that storing costs nothing."""
    monkeypatch.setattr(contacts_in, "time", clock)
    done: list[int] = []

    def progress(so_far: Progress) -> None:
        done.append(so_far.rows)

    import_contacts(
        _csv(tmp_path, "Name,E-Mail", *["Ida Voss,none"] * rows), progress=progress, dry_run=dry_run
    )
    assert done[-1] == rows
    return [after - before for before, after in zip([0, *done], done, strict=False)]


def test_a_slow_disk_makes_batches_smaller_but_not_tiny(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(held=0.6)

    assert _batches(tmp_path, monkeypatch, clock, rows=360) == [200, 50, 50, 50, 10]


def test_a_fast_disk_makes_batches_grow_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _Clock(held=0.001)

    assert _batches(tmp_path, monkeypatch, clock, rows=6_000) == [200, 400, 800, 1_600, 2_000, 1_000]


def test_others_have_their_turn_between_two_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _Clock(held=0.15)

    _batches(tmp_path, monkeypatch, clock, rows=600)

    assert clock.slept == pytest.approx([0.0, 0.02, 0.02])


def test_a_dry_run_keeps_nobody_waiting_and_waits_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(held=0.15)

    _batches(tmp_path, monkeypatch, clock, rows=600, dry_run=True)

    assert clock.slept == []


def _one_number() -> None:
    series = NumberSeries.add(code="CONT")
    NumberSeriesLine.add(series=series, starting_no="CT1", ending_no="CT1")
    MarketingSetup.update(contact_nos=series).execute()


def test_a_refused_row_leaves_no_company_and_its_number_is_given_again(tmp_path: Path) -> None:
    _one_number()
    results: list[RowResult] = []

    import_contacts(
        _csv(tmp_path, "Name,Company,E-Mail", "Ida Voss,Mill,ida@mill.example", "Bo Berg,,"),
        told=results.append,
    )

    assert [(each.outcome, each.contact_no) for each in results] == [
        (Outcome.REFUSED, ""),
        (Outcome.CREATED, "CT1"),
    ]
    assert [contact.name for contact in Contact.select()] == ["Bo Berg"]
    assert ContactStatistics.select().count() == 1
    assert ContactEmailAddress.select().count() == 0


def test_a_company_that_was_made_for_one_row_is_that_of_the_next(tmp_path: Path) -> None:
    set_up()

    report = import_contacts(_csv(tmp_path, "Name,Company", "Bo Berg,Mill", "Mo Lind,mill"))

    assert report.created == 2
    mill = Contact.get(Contact.type == ContactType.COMPANY)
    people = Contact.select().where(Contact.type == ContactType.PERSON)
    assert {row.company for row in people} == {mill.id}


def test_a_row_with_nothing_but_a_company_is_that_company(tmp_path: Path) -> None:
    set_up()
    path = _csv(tmp_path, "Name,Company,E-Mail", ",Harbour Mill Ltd,info@mill.example")

    assert import_contacts(path).created == 1
    assert import_contacts(path).unchanged == 1

    mill = Contact.get()
    assert (mill.type, mill.name, mill.email) == (
        ContactType.COMPANY,
        "Harbour Mill Ltd",
        "info@mill.example",
    )


def test_a_person_without_a_name_is_refused_and_its_company_not_made(tmp_path: Path) -> None:
    set_up()

    report = import_contacts(_csv(tmp_path, "Type,Name,Company", "Person,,Harbour Mill Ltd"))

    assert (report.created, report.refused) == (0, 1)
    assert Contact.select().count() == 0


def test_a_later_address_of_a_contact_tells_it_from_others_of_its_name(tmp_path: Path) -> None:
    set_up()
    ida = person("Ida Voss", email="first@voss.example;SECOND@voss.example", email_2="third@voss.example")
    person("Ida Voss", email="other@voss.example")

    report = import_contacts(
        _csv(tmp_path, "Name,E-Mail,City", "Ida Voss,second@voss.example,Lund"),
    )

    assert (report.created, report.updated) == (0, 1)
    assert get(ida).city == "Lund"


def test_addresses_follow_the_fields_of_a_contact_and_of_its_company() -> None:
    set_up()
    mill = company("Mill", email="info@mill.example")
    ida = person("Ida Voss", company_no="Mill")
    assert _addresses() == {(mill, "info@mill.example"), (ida, "info@mill.example")}

    change(mill, email="Hello@mill.example; sales@mill.example")

    expected = {"hello@mill.example", "sales@mill.example"}
    assert _addresses() == {(contact, address) for contact in (mill, ida) for address in expected}
    assert contact_emails.put_right() == 0


def _addresses() -> set[tuple[int | None, str]]:
    return {(row.contact, row.address) for row in ContactEmailAddress.select()}
