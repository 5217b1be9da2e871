"""What lists come to: counted in one piece or in many, by group, template and person, and day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from models.demo.loading import load_demo
from models.interaction import InteractionLogEntry as Entry
from models.pages import PAGES
from models.queries.lists import totals, windows
from models.queries.lists.periods import Period, stretches, usual_period
from models.queries.lists.rows import Filter, Question
from models.queries.lists.totals import Piece, Tally

LOG = Question("log-entries", (), "date", True)
WEEK = 7


def added(question: Question) -> Piece:
    """Everything that a list comes to, piece by piece."""
    found = Piece()
    for span in totals.spans(question):
        found += totals.piece(question, span)
    return found


def logged() -> list[Entry]:
    """The entries of the log, one by one."""
    return [entry for entry in Entry.select() if not entry.postponed]


@pytest.fixture
def demo(opened: str) -> None:  # noqa: ARG001 - a fixture of a fixture
    """The demo data."""
    load_demo()


@pytest.mark.usefixtures("demo")
def test_a_log_comes_to_what_its_entries_add_up_to_and_canceled_ones_add_nothing() -> None:
    entries = logged()
    counting = [entry for entry in entries if not entry.canceled]
    found = added(LOG).all
    assert found.count == len(entries)
    assert 0 < found.canceled == len(entries) - len(counting)
    duration, cost = (
        totals.value(about, stored)
        for about, stored in zip(totals.measures("log-entries"), found.sums, strict=True)
    )
    assert duration == sum(entry.duration for entry in counting)
    assert cost == sum((entry.cost for entry in counting), Decimal(0))


@pytest.mark.usefixtures("demo")
def test_the_parts_are_told_apart_by_group_template_and_salesperson() -> None:
    found = added(LOG)
    for place, attribute in enumerate(("interaction_group", "template", "salesperson")):
        expected = Counter(getattr(entry, attribute) for entry in logged())
        assert {part: tally.count for part, tally in totals.by_field(found, place).items()} == expected


@pytest.mark.usefixtures("demo")
def test_a_long_list_comes_to_the_same_in_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = totals.piece(LOG)
    monkeypatch.setattr(totals, "_AT_ONCE", 7)
    assert len(totals.spans(LOG)) > 5
    assert added(LOG) == whole


@pytest.mark.usefixtures("demo")
def test_the_filters_of_the_list_narrow_its_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    narrowed = replace(LOG, filters=(Filter("canceled", "yes"),))
    found = added(narrowed).all
    assert found.count == found.canceled == windows.count(narrowed) > 0
    assert not any(found.sums)
    monkeypatch.setattr(totals, "_AT_ONCE", 1)
    assert added(narrowed).all == found


@pytest.mark.usefixtures("demo")
def test_every_page_comes_to_as_many_as_its_list_has() -> None:
    for of in PAGES:
        question = Question(of.name, (), of.order)
        assert added(question).all.count == windows.count(question), of.name


@pytest.mark.usefixtures("opened")
def test_an_empty_list_comes_to_nothing() -> None:
    assert added(LOG) == Piece()
    assert added(LOG).all == Tally()


@pytest.mark.usefixtures("demo")
def test_the_parts_have_names() -> None:
    found = added(LOG)
    groups, templates, people = totals.meanings("log-entries", found)
    assert {meaning.code for meaning in groups.values()} >= {"PHONE", "LETTER"}
    assert all(meaning.description for part, meaning in templates.items() if part is not None)
    assert people[None].code == ""
    types = totals.meanings("contacts", added(Question("contacts", (), "name")))[0]
    assert {meaning.code for meaning in types.values()} == {"Company", "Person"}


@pytest.mark.usefixtures("demo")
def test_the_days_are_those_of_the_entries() -> None:
    expected = Counter(entry.date.toordinal() for entry in logged() if entry.date)
    assert {day: tally.count for day, tally in added(LOG).days.items()} == expected


def days(*given: str) -> dict[int, Tally]:
    """One entry on each of these days."""
    return {dt.date.fromisoformat(day).toordinal(): Tally(1, 0, (5,)) for day in given}


def test_weeks_are_iso_weeks_newest_first_with_the_empty_ones_between() -> None:
    found = stretches(days("2025-12-29", "2026-01-04", "2026-01-12"), Period.WEEK)
    assert [(each.label, each.tally.count) for each in found] == [
        ("2026-W03", 1),
        ("2026-W02", 0),
        ("2026-W01", 2),
    ]
    assert found[-1].first == dt.date(2025, 12, 29)
    assert all((each.last - each.first).days == WEEK - 1 for each in found)


def test_months_end_on_their_last_day_and_a_gap_of_years_is_left_out() -> None:
    found = stretches(days("0001-01-01", "2024-02-10", "9999-12-31"), Period.MONTH)
    assert [each.label for each in found] == ["9999-12", "2024-02", "0001-01"]
    assert [each.last for each in found] == [
        dt.date(9999, 12, 31),
        dt.date(2024, 2, 29),
        dt.date(1, 1, 31),
    ]


def test_the_first_and_the_last_week_of_the_calendar_are_weeks_too() -> None:
    found = stretches(days("0001-01-01", "9999-12-31"), Period.WEEK)
    assert [(each.first, each.last) for each in found] == [
        (dt.date(9999, 12, 27), dt.date(9999, 12, 31)),
        (dt.date(1, 1, 1), dt.date(1, 1, 7)),
    ]


def test_a_long_time_is_shown_in_months() -> None:
    assert usual_period(days("2026-01-01", "2026-05-01")) is Period.WEEK
    assert usual_period(days("2024-01-01", "2026-05-01")) is Period.MONTH
    assert usual_period({}) is Period.WEEK
