"""Date formulas: every example of domain.md 6.4 and what holds for all of them."""

from __future__ import annotations

import calendar
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.formulas import FORMULA_LENGTH, DateFormula, Term, Unit, Way
from models.errors import RuleError

WEDNESDAY = date(2026, 3, 18)

days = st.dates(date(1800, 1, 1), date(2200, 12, 31))
terms = st.one_of(
    st.builds(
        Term,
        st.just(Way.SHIFT),
        st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR]),
        st.integers(0, 99),
        st.booleans(),
    ),
    st.builds(Term, st.just(Way.NEXT), st.just(Unit.DAY), st.integers(1, 31), st.booleans()),
    st.builds(Term, st.just(Way.NEXT), st.just(Unit.WEEKDAY), st.integers(1, 7), st.booleans()),
    st.builds(
        Term,
        st.just(Way.CURRENT),
        st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR]),
        st.just(0),
        st.booleans(),
    ),
)
formulas = st.lists(terms, min_size=1, max_size=3).map(lambda steps: DateFormula(tuple(steps)))


@pytest.mark.parametrize(
    ("formula", "start", "expected"),
    [
        ("10D", WEDNESDAY, date(2026, 3, 28)),
        ("2W", WEDNESDAY, date(2026, 4, 1)),
        ("1W-1D", WEDNESDAY, date(2026, 3, 24)),
        ("1M", WEDNESDAY, date(2026, 4, 18)),
        ("-1Y", WEDNESDAY, date(2025, 3, 18)),
        ("WD4", WEDNESDAY, date(2026, 3, 19)),
        ("WD3", WEDNESDAY, date(2026, 3, 25)),
        ("-WD3", WEDNESDAY, date(2026, 3, 11)),
        ("D10", WEDNESDAY, date(2026, 4, 10)),
        ("-D10", WEDNESDAY, date(2026, 3, 10)),
        ("D18", WEDNESDAY, date(2026, 4, 18)),
        ("-D18", WEDNESDAY, date(2026, 2, 18)),
        ("D31", date(2026, 3, 31), date(2026, 5, 31)),
        ("CM", WEDNESDAY, date(2026, 3, 31)),
        ("-CM", WEDNESDAY, date(2026, 3, 1)),
        ("CW", WEDNESDAY, date(2026, 3, 22)),
        ("-CW", WEDNESDAY, date(2026, 3, 16)),
        ("CQ", WEDNESDAY, date(2026, 3, 31)),
        ("-CQ", WEDNESDAY, date(2026, 1, 1)),
        ("CY", WEDNESDAY, date(2026, 12, 31)),
        ("-CY", WEDNESDAY, date(2026, 1, 1)),
        ("CY", date(9999, 5, 1), date(9999, 12, 31)),
        ("CD", WEDNESDAY, WEDNESDAY),
        ("CM+10D", WEDNESDAY, date(2026, 4, 10)),
        ("CQ+1M-10D", WEDNESDAY, date(2026, 4, 20)),
        ("+1M", date(2026, 1, 31), date(2026, 2, 28)),
        ("+1M", date(2028, 1, 31), date(2028, 2, 29)),
        ("-1Y", date(2028, 2, 29), date(2027, 2, 28)),
        ("1Q", date(2025, 11, 30), date(2026, 2, 28)),
        ("0D", WEDNESDAY, WEDNESDAY),
    ],
)
def test_a_formula_leads_from_one_date_to_another(formula: str, start: date, expected: date) -> None:
    assert DateFormula.parse(formula).apply(start) == expected


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [("+1m", "1M"), (" 1W - 1D ", "1W-1D"), ("<cq+1m-10d>", "CQ+1M-10D"), ("-wd3", "-WD3"), ("010D", "10D")],
)
def test_a_formula_has_one_text_to_store(typed: str, canonical: str) -> None:
    assert str(DateFormula.parse(typed)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "10",
        "D",
        "1X",
        "10000D",
        "D32",
        "D0",
        "WD8",
        "WD0",
        "2WD",
        "M3",
        "CWD",
        "C",
        "1CM",
        "CM1",
        "1D2W",
        "1D2",
        "1D+",
        "+-1D",
        "1D+1D+1D+1D",
        "1000D+1000D+1000D+1D",
        "1D 1W",
        "1.5D",
        "t",
        "²D",
    ],
)
def test_bad_syntax_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(RuleError, match="date formula"):
        DateFormula.parse(text)


@pytest.mark.parametrize(
    ("formula", "start"),
    [("1D", date.max), ("-1Y", date.min), ("9999Y", WEDNESDAY), ("D30", date.max)],
)
def test_a_formula_cannot_leave_the_calendar(formula: str, start: date) -> None:
    with pytest.raises(RuleError, match="calendar"):
        DateFormula.parse(formula).apply(start)


@given(st.one_of(st.text(), st.text("CDWMQY0123456789+-<> ", max_size=24)), st.dates())
def test_any_text_is_a_formula_or_refused(text: str, start: date) -> None:
    formula = None
    with suppress(RuleError):
        formula = DateFormula.parse(text)
        formula.apply(start)
    assert formula is None or DateFormula.parse(str(formula)) == formula


@given(formulas)
def test_the_stored_text_says_the_same_formula(formula: DateFormula) -> None:
    stored = str(formula)
    assert len(stored) <= FORMULA_LENGTH
    assert DateFormula.parse(stored) == formula


@given(days, st.integers(-1200, 1200))
def test_months_clamp_to_their_last_day(start: date, months: int) -> None:
    reached = DateFormula((Term(Way.SHIFT, Unit.MONTH, abs(months), months < 0),)).apply(start)
    assert (reached.year * 12 + reached.month) - (start.year * 12 + start.month) == months
    assert reached.day == min(start.day, calendar.monthrange(reached.year, reached.month)[1])


@given(days, st.integers(1, 7))
def test_a_weekday_is_within_a_week_and_never_the_same_day(start: date, weekday: int) -> None:
    after = DateFormula((Term(Way.NEXT, Unit.WEEKDAY, weekday),)).apply(start)
    before = DateFormula((Term(Way.NEXT, Unit.WEEKDAY, weekday, True),)).apply(start)
    assert after.isoweekday() == before.isoweekday() == weekday
    assert timedelta(1) <= after - start <= timedelta(7)
    assert timedelta(1) <= start - before <= timedelta(7)


@given(days, st.integers(1, 31))
def test_a_day_of_the_month_lies_strictly_after_or_before(start: date, day: int) -> None:
    after = DateFormula((Term(Way.NEXT, Unit.DAY, day),)).apply(start)
    before = DateFormula((Term(Way.NEXT, Unit.DAY, day, True),)).apply(start)
    assert before < start < after
    assert before.day == after.day == day


@given(days, st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR]))
def test_a_period_ends_where_the_next_one_starts(start: date, unit: Unit) -> None:
    first, last = Term(Way.CURRENT, unit, backward=True), Term(Way.CURRENT, unit)
    assert first.apply(start) <= start <= last.apply(start)
    following = last.apply(start) + timedelta(days=1)
    assert first.apply(following) == following
