"""Filters on dates and times: every example of domain.md 6.3 and 6.4, on the days that the document names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.about import About, Kind, Value
from models.contact import Contact, ContactStatistics
from models.database import unit
from models.filters import FilterError, exact, read
from models.filters.days import days
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.pages import page
from models.queries.lists import columns
from models.queries.lists.filters import meaning
from models.queries.lists.rows import Filter
from models.who import Who, acting_as
from tests.builders import company
from tests.models.filters.lists import found, shown

NOW = dt.datetime(2026, 3, 18, 9, 30)  # noqa: DTZ001 - the typist's wall clock
ANNA = Who(user="ANNA", work_date=dt.date(2026, 1, 26), clock=lambda: NOW)
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 12, 31)


@pytest.fixture
def wednesday() -> Iterator[None]:
    """Wednesday 18 March 2026, with Monday 26 January as the work date."""
    with acting_as(ANNA):
        yield


@pytest.fixture
def log(opened: str, wednesday: None) -> dict[int, Value]:  # noqa: ARG001 - made for whom they set
    """The dates of a draft for each day of two years and of one without a date, by id."""
    days = [FIRST + dt.timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
    rows = [{"postponed": True, "date": day, "occurred": occurred(day, dt.time(23, 59))} for day in days]
    unit(lambda: Entry.add_many([*rows, {"postponed": True, "date": None, "occurred": 5}]))()
    return shown("postponed-interactions", "date")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


EXAMPLES = [
    ("t", "03-18", "03-18"),
    ("t..", "03-18", "2026-12-31"),
    ("..w", "", "01-26"),
    ("week", "03-16", "03-22"),
    ("month", "03-01", "03-31"),
    ("m", "03-01", "03-31"),
    ("q", "01-01", "03-31"),
    ("t-1M..t", "02-18", "03-18"),
    ("w-1M", "2025-12-26", "2025-12-26"),
    ("t|tom", "03-18", "03-19"),
    ("week+1W", "03-23", "03-29"),
    ("t-1D", "03-17", "03-17"),
    ("-1W", "03-11", "03-11"),
    ("-CM..CM", "03-01", "03-31"),
    # any beginning of a token, in any case; the first token that has it
    ("TO", "03-18", "03-18"),
    ("work", "01-26", "01-26"),
    ("we", "03-16", "03-22"),
    ("now", "03-18", "03-18"),
    ("y", "03-17", "03-17"),
    ("Mon", "03-01", "03-31"),
    ("quarter-1Q", "2025-10-01", "2025-12-31"),
    ("month-1M", "02-01", "02-28"),
    ("month+1M", "04-01", "04-30"),
    ("month-2M", "01-01", "01-31"),
    ("month+2M", "05-01", "05-31"),
    ("month+1D", "03-02", "04-01"),
    ("q+1Q", "04-01", "06-30"),
    ("q+2Q", "07-01", "09-30"),
    ("month+CM", "03-31", "03-31"),
    ("<week", "", "03-15"),
    (">week", "03-23", "2026-12-31"),
    ("<=week", "", "03-22"),
    (">=week", "03-16", "2026-12-31"),
    ("week..month", "03-16", "03-31"),
    (">=t-7D&<=t", "03-11", "03-18"),
    ("(t|y)&<t", "03-17", "03-17"),
    # formulas from today (domain.md 6.4)
    ("10D", "03-28", "03-28"),
    ("2W", "04-01", "04-01"),
    ("1W-1D", "03-24", "03-24"),
    ("1M", "04-18", "04-18"),
    ("-1Y", "2025-03-18", "2025-03-18"),
    ("CW", "03-22", "03-22"),
    ("-CW", "03-16", "03-16"),
    ("WD4", "03-19", "03-19"),
    ("WD3", "03-25", "03-25"),
    ("-WD3", "03-11", "03-11"),
    ("D10", "04-10", "04-10"),
    ("-D10", "03-10", "03-10"),
    ("CM", "03-31", "03-31"),
    ("-CM", "03-01", "03-01"),
    ("CQ", "03-31", "03-31"),
    ("CY", "12-31", "12-31"),
    ("CM+10D", "04-10", "04-10"),
    ("CQ+1M-10D", "04-20", "04-20"),
    ("+3", "03-21", "03-21"),
    # dates as they are typed in fields (domain.md 6.2, design.md 3.18)
    ("11", "01-11", "01-11"),
    ("1112", "12-11", "12-11"),
    ("110226", "02-11", "02-11"),
    ("11022026", "02-11", "02-11"),
    ("11.2.26", "02-11", "02-11"),
    ("11/2 26", "02-11", "02-11"),
    ("2026-02-11", "02-11", "02-11"),
    ("2026-02-11..2026-02-13", "02-11", "02-13"),
    ("11.2..13.2", "02-11", "02-13"),
    ("tu", "01-27", "01-27"),
    ("sa", "01-31", "01-31"),
    ("s", "02-01", "02-01"),
    ("t23", "06-02", "06-02"),
    ("mon25", "06-15", "06-15"),
    ("t-1", "2025-12-30", "2025-12-30"),
    ("eom", "03-31", "03-31"),
    ("12 March 2026", "03-12", "03-12"),
]


def test_the_month_before_one_of_thirty_days_has_all_its_days() -> None:
    november = dt.datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001 - the typist's wall clock
    with acting_as(Who(user="ANNA", work_date=november.date(), clock=lambda: november)):
        assert days(columns.about("log-entries", "date"), "month-1M") == (day("10-01"), day("10-31"))


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize(("expression", "first", "last"), EXAMPLES)
def test_the_examples_mean_the_days_they_say(expression: str, first: str, last: str) -> None:
    known = columns.about("log-entries", "date")
    test = read(known, expression)
    days = [FIRST + dt.timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
    passed = [one for one in days if test.holds(one)]
    assert (passed[0], passed[-1]) == (day(first) if first else FIRST, day(last))
    assert len(passed) == (passed[-1] - passed[0]).days + 1
    assert test.holds(None) is (not first)


def test_the_database_finds_the_days_that_an_expression_means(log: dict[int, Value]) -> None:
    known = columns.about("postponed-interactions", "date")
    extra = ("''", "<>''", "<>week", "''|t", "t&tom", "<>t&<>y", "2026-12-31..")
    for expression in (*(one for one, _, _ in EXAMPLES), *extra):
        test = read(known, expression)
        expected = {record for record, value in log.items() if test.holds(value)}
        assert found("postponed-interactions", "date", expression) == expected, expression


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("t-1M..t", "2026-02-18..2026-03-18"),
        ("month", "2026-03-01..2026-03-31"),
        ("t|t+2D", "2026-03-18 | 2026-03-20"),
        ("..t", "..2026-03-18"),
        ("<>t", "<>2026-03-18"),
        ("''", "''"),
        ("t&tom", "nothing"),
        ("t|<>t", "anything"),
    ],
)
def test_the_meaning_is_said_in_iso_dates(expression: str, said: str) -> None:
    assert meaning(page("log-entries"), Filter("date", expression)) == said


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize(
    ("expression", "position", "reason"),
    [
        ("31.2.", 1, "February 2026 has no day 31"),
        ("t|31.2.", 3, "February 2026 has no day 31"),
        ("p4", 1, "no accounting periods"),
        ("C311226", 1, "no accounting periods"),
        ("t..tomato", 4, "is not a date"),
        ("week+1", 1, "is not a date"),
        ("9999Y", 1, "out of the calendar"),
        ("t+9999Y", 1, "out of the calendar"),
        ("0", 1, "no day 0"),
    ],
)
def test_what_is_no_day_says_where_and_why(expression: str, position: int, reason: str) -> None:
    with pytest.raises(FilterError, match=reason) as refused:
        meaning(page("log-entries"), Filter("date", expression))
    assert (refused.value.position, refused.value.field) == (position, "date")
    assert "Date" in str(refused.value)
    assert str(refused.value).startswith("Position ") is (position > 1)


@pytest.mark.usefixtures("opened", "wednesday")
def test_logged_entries_of_a_day_are_found_whatever_their_time() -> None:
    times = [None, dt.time(0, 0), dt.time(12, 0), dt.time(23, 59, 59)]
    contact = company()
    for number, wanted in enumerate(times):
        for one in (dt.date(2026, 3, 17), dt.date(2026, 3, 18), dt.date(2026, 3, 19)):
            values = {"date": one, "time": wanted, "occurred": occurred(one, wanted), "contact": contact}
            unit(Entry.add)(description=str(number), postponed=True, **values)
    assert len(found("postponed-interactions", "date", "t")) == len(times)
    assert len(found("postponed-interactions", "date", "y..t")) == 2 * len(times)
    assert len(found("postponed-interactions", "date", "<>t")) == 2 * len(times)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("9", ["09:00:00", "09:00:30"]),
        ("9:00:00", ["09:00:00"]),
        ("9..17", ["09:00:00", "09:00:30", "12:15:00", "17:00:59"]),
        ("..8", ["", "00:00:00"]),
        (">9", ["12:15:00", "17:00:59", "23:59:59"]),
        ("<9", ["", "00:00:00"]),
        ("''", [""]),
        ("<>''", ["00:00:00", "09:00:00", "09:00:30", "12:15:00", "17:00:59", "23:59:59"]),
        ("5p|12a", ["00:00:00", "17:00:59"]),
        ("<>9&<>''&<>12:15", ["00:00:00", "17:00:59", "23:59:59"]),
    ],
)
def test_a_time_without_seconds_means_its_minute(expression: str, expected: list[str]) -> None:
    for text in ("", "00:00:00", "09:00:00", "09:00:30", "12:15:00", "17:00:59", "23:59:59"):
        time = dt.time.fromisoformat(text) if text else None
        unit(Entry.add)(postponed=True, time=time, description=text)
    ids = found("postponed-interactions", "time_of_interaction", expression)
    assert sorted(row.description for row in Entry.select().where(Entry.id.in_(ids))) == expected


@pytest.mark.usefixtures("opened", "wednesday")
def test_a_moment_is_filtered_by_its_day_in_utc() -> None:
    known = About("created", "Created", "", Kind.MOMENT)
    for made in ("2026-03-17T23:59:59", "2026-03-18T00:00:00", "2026-03-18T23:59:59", "2026-03-19T00:00:00"):
        seconds = int(dt.datetime.fromisoformat(f"{made}+00:00").timestamp())
        unit(Contact.add)(no=made, created_at=seconds)
    unit(Contact.add)(no="NEVER", created_at=0)

    def numbers(expression: str) -> list[str]:
        met = read(known, expression).met(Contact.created_at)
        return [row.no for row in Contact.select().where(met).order_by(Contact.no)]

    assert numbers("t") == ["2026-03-18T00:00:00", "2026-03-18T23:59:59"]
    assert numbers(">t") == ["2026-03-19T00:00:00"]
    assert numbers("''") == ["NEVER"]
    assert numbers("2026-03-18T00:00:00Z") == ["2026-03-18T00:00:00"]
    assert numbers(exact(known, 1773878399)) == ["2026-03-18T23:59:59"]
    assert read(known, "2026-03-18T00:00:00").said() == "2026-03-18T00:00:00Z"


@pytest.mark.usefixtures("opened", "wednesday")
def test_no_contact_for_a_while_includes_never() -> None:
    never, old, new = company("C1", "Never"), company("C2", "Old"), company("C3", "New")
    for contact, last in ((old, dt.date(2025, 11, 1)), (new, dt.date(2026, 3, 1))):
        met = ContactStatistics.contact == contact
        unit(ContactStatistics.update(date_of_last_interaction=last).where(met).execute)()
    for expression, expected in (
        ("..t-90D", {never, old}),
        ("<t-90D", {never, old}),
        ("''", {never}),
        ("<>''", {old, new}),
        ("t-90D..", {new}),
        ("''..t", {never, old, new}),
        ("<>2025-11-01", {never, new}),
    ):
        assert found("contacts", "date_of_last_interaction", expression) == expected, expression


def test_time_moves_with_the_clock_of_whoever_works() -> None:
    known = columns.about("log-entries", "date")
    with acting_as(replace(ANNA, clock=lambda: dt.datetime(2030, 1, 1))):  # noqa: DTZ001
        assert read(known, "t").said() == "2030-01-01"
        assert read(known, "w").said() == "2026-01-26"
