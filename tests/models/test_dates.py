"""Dates as people type them (domain.md 6.2, ux.md 5.5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import words
from models.dates import typed as dates
from models.dates import words as date_words
from models.dates.typed import FIRST_YEAR, Order, read_date, say_date, short_date
from models.errors import RuleError

TODAY = date(2026, 3, 18)
WORK_DATE = date(2026, 1, 26)

days = st.dates(date(FIRST_YEAR, 1, 1))


def read(text: str, shown: date | None = None, order: Order = "dmy", s_day: int = 6) -> date:
    return read_date(text, work_date=WORK_DATE, today=TODAY, shown=shown, order=order, s_day=s_day)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("t", "2026-03-18"),
        ("today", "2026-03-18"),
        ("To", "2026-03-18"),
        ("w", "2026-01-26"),
        ("work", "2026-01-26"),
        ("Work Date", "2026-01-26"),
        ("tom", "2026-03-19"),
        ("yesterday", "2026-03-17"),
        ("11", "2026-01-11"),
        ("5", "2026-01-05"),
        ("1112", "2026-12-11"),
        ("110226", "2026-02-11"),
        ("11022026", "2026-02-11"),
        ("11.2.26", "2026-02-11"),
        ("11/2 26", "2026-02-11"),
        ("11.2.", "2026-02-11"),
        ("11-2", "2026-02-11"),
        ("010150", "1950-01-01"),
        ("311249", "2049-12-31"),
        ("m", "2026-01-26"),
        ("tu", "2026-01-27"),
        ("sa", "2026-01-31"),
        ("s", "2026-02-01"),
        ("Sunday", "2026-02-01"),
        ("t23", "2026-06-02"),
        ("mon25", "2026-06-15"),
        ("mon 25", "2026-06-15"),
        ("t-1", "2025-12-30"),
        ("s1", "2026-01-04"),
        ("eom", "2026-03-31"),
        ("eow", "2026-03-22"),
        ("som", "2026-03-01"),
        ("soy", "2026-01-01"),
        ("eoq", "2026-03-31"),
        ("2026-03-12", "2026-03-12"),
        ("2026/3/1", "2026-03-01"),
        ("20260312", "2026-03-12"),
        ("t-1d", "2026-03-17"),
        ("w+1M", "2026-02-26"),
        ("work date +1w", "2026-02-02"),
        ("fri+1w", "2026-02-06"),
        ("１２", "2026-01-12"),
    ],
)
def test_shorthand_is_read(typed: str, expected: str) -> None:
    assert read(typed) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("typed", "days_on"),
    [
        ("+3", 3),
        ("-1", -1),
        ("\u22121", -1),
        ("+2w", 14),
        ("+ 2 W", 14),
        ("+1m", 31),
        ("+1w-1d", 6),
        ("10d", 10),
    ],
)
def test_a_step_counts_from_the_date_shown_or_else_from_today(typed: str, days_on: int) -> None:
    shown = date(2026, 7, 1)
    assert read(typed, shown) == shown + timedelta(days=days_on)
    assert read(typed) == TODAY + timedelta(days=days_on)


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("1112", "mdy", "2026-11-12"),
        ("11/12/26", "mdy", "2026-11-12"),
        ("11122026", "mdy", "2026-11-12"),
        ("261112", "ymd", "2026-11-12"),
        ("20261112", "ymd", "2026-11-12"),
        ("11-12", "ymd", "2026-11-12"),
        ("12.11.2026", "ymd", "2026-11-12"),
        ("2026-11-12", "mdy", "2026-11-12"),
    ],
)
def test_the_order_of_the_setup_decides(typed: str, order: Order, expected: str) -> None:
    assert read(typed, order=order) == date.fromisoformat(expected)


def test_a_lone_s_is_the_day_of_the_region() -> None:
    assert read("s", s_day=5) == date(2026, 1, 31)
    assert read("s23", s_day=5) == date(2026, 6, 6)


@pytest.mark.parametrize(
    "typed",
    ["12 Mar 2026", "12 march", "March 12th, 2026", "12-mar-26", "Thu 12 Mar 2026", "2026 March 12", "12mar"],
)
def test_a_month_by_name_is_read_when_nothing_is_guessed(typed: str) -> None:
    assert read(typed) == date(2026, 3, 12)


def test_years_of_two_digits_mean_the_same_beside_the_name_of_a_month() -> None:
    assert read("12 mar 49") == date(2049, 3, 12)
    assert read("12 mar 50") == date(1950, 3, 12)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "is not a date"),
        ("mar", "is not a date"),
        ("march 2026", "is not a date"),
        ("maybe 12", "is not a date"),
        ("xyz", "is not a date"),
        ("12:30:45:1", "is not a date"),
        ("2026-03", "is not a date"),
        ("x" * 400, "is not a date"),
        ("31.02.", "February 2026 has no day 31"),
        ("0", "has no day 0"),
        ("1.13.26", "no month 13.*day month year"),
        ("112", "not clear"),
        ("11022", "not clear"),
        ("1.1.126", "two or four digits"),
        ("t54", "no week 54"),
        ("t+1", r"t\+1D for days"),
        ("p4", "no accounting periods"),
        ("C311226", "no accounting periods"),
        ("0001-01-01", "Years start at 1753"),
        ("+9999y", "out of the calendar"),
        ("+x", "is not a date formula"),
    ],
)
def test_what_is_no_date_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(RuleError, match=sentence):
        read(typed)


@given(
    st.one_of(
        st.text(),
        st.text("0123456789.-+/ twmsadyqec", max_size=12),
        st.lists(
            st.sampled_from(
                ["mar", "12", "2026", "sept", ":", "-", "t", "+1m", ".", "am", "utc", "1e9", "31"]
            )
        ).map(" ".join),
    ),
    days,
    days,
    st.sampled_from(["dmy", "mdy", "ymd"]),
)
def test_any_text_is_a_date_or_refused(typed: str, work_date: date, today: date, order: Order) -> None:
    found = today
    with suppress(RuleError):
        found = read_date(typed, work_date=work_date, today=today, order=order)
    assert found.year >= FIRST_YEAR


@given(days, st.sampled_from(["dmy", "mdy", "ymd"]))
def test_iso_dates_are_read_in_any_order(day: date, order: Order) -> None:
    assert read(day.isoformat(), order=order) == day


@given(days)
def test_what_we_say_we_read(day: date) -> None:
    assert read(say_date(day)) == read(short_date(day)) == day


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_day_and_month_take_the_rest_from_the_work_date(day: date) -> None:
    work_date = day.replace(day=1)
    assert read_date(f"{day:%d}", work_date=work_date, today=TODAY) == day
    assert read_date(f"{day:%d%m}", work_date=work_date, today=TODAY) == day
    assert read_date(f"{day:%d%m%y}", work_date=work_date, today=TODAY) == day
    assert read_date(f"{day:%m%d}", work_date=work_date, today=TODAY, order="mdy") == day


@given(days, st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]))
def test_a_weekday_lies_in_the_week_of_the_work_date(work_date: date, weekday: str) -> None:
    if work_date > date.max - timedelta(days=7):
        work_date = date(9999, 12, 20)
    found = read_date(weekday, work_date=work_date, today=TODAY)
    assert found.isocalendar()[:2] == work_date.isocalendar()[:2]
    assert f"{found:%A}".casefold() == weekday


def test_dates_are_said_in_words() -> None:
    assert say_date(date(2026, 3, 12)) == "Thu 12 Mar 2026"
    assert short_date(date(2026, 3, 12)) == "12 Mar 2026"
    assert short_date(date(2026, 3, 12), today=TODAY) == "12 Mar"
    assert short_date(date(2025, 3, 12), today=TODAY) == "12 Mar 2025"


class Finnish(NullTranslations):
    """A few words of another language of the screen."""

    WORDS = {  # noqa: RUF012 - never changed
        "Thursday": "torstai",
        "Thu": "to",
        "Wednesday": "keskiviikko",
        "Wed": "ke",
        "March": "maaliskuu",
        "Mar": "maalis",
        "today": "tänään",
    }

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self.WORDS.get(message, message)


@pytest.fixture
def finnish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    caches = (date_words._spellings, dates._day_words)
    monkeypatch.setattr(words, "_catalogue", Finnish)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("finnish")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ke", "2026-01-28"),
        ("to", "2026-01-29"),
        ("thu", "2026-01-29"),
        ("ke23", "2026-06-03"),
        ("TÄNÄÄN", "2026-03-18"),
        ("tana", "2026-03-18"),
        ("12 maaliskuuta 2026", "2026-03-12"),
        ("to 12 maalis 2026", "2026-03-12"),
        ("12 march", "2026-03-12"),
    ],
)
def test_words_of_the_language_of_the_screen_work_beside_english(typed: str, expected: str) -> None:
    assert read(typed) == date.fromisoformat(expected)
    assert say_date(date(2026, 3, 12)) == "to 12 maalis 2026"
