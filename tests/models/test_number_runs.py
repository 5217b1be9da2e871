"""Many numbers of a series at once are those that one after the other would have been."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import database, unit
from models.errors import RuleError
from models.increment import block, following
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine
from models.rules.numbers.runs import NumberRun
from models.rules.numbers.series import number_for

FIELD = "contact_nos"


def _series(**line: object) -> int:
    series = NumberSeries.add(code="CONT")
    NumberSeriesLine.add(series=series, **line)
    MarketingSetup.update(contact_nos=series).execute()
    return series


@unit
def _drawn(number: int, taken: Collection[str] = ()) -> list[str]:
    run = NumberRun(FIELD, lambda numbers: set(numbers) & set(taken))
    numbers = [run.draw().number for _ in range(number)]
    run.store()
    return numbers


@contextmanager
def _a_run() -> Iterator[NumberRun]:
    with database.atomic():
        yield NumberRun(FIELD, lambda _: ())


def _last_used() -> list[tuple[str, bool]]:
    lines = NumberSeriesLine.select().order_by(NumberSeriesLine.id)
    return [(line.last_no_used, line.open) for line in lines]


@given(
    st.integers(0, 1_200),
    st.integers(1, 9),
    st.sampled_from(["", "C0099", "C1150X", "C9999"]),
    st.integers(0, 60),
)
def test_a_block_is_what_following_gives_again_and_again(first: int, by: int, end: str, most: int) -> None:
    number, expected = f"C{first:04}", list[str]()
    while len(expected) < most:
        after = following(expected[-1] if expected else number, by, "C0000", end)
        if after is None:
            break
        expected.append(after)

    assert block(number, by, "C0000", end, most=most) == expected


@pytest.mark.usefixtures("opened")
def test_a_run_goes_on_where_the_series_is_and_the_series_goes_on_after_it() -> None:
    _series(starting_no="CT0001")
    assert number_for(FIELD, "", taken=lambda _: False).number == "CT0001"

    numbers = _drawn(700)

    assert numbers == [f"CT{number:04}" for number in range(2, 702)]
    assert number_for(FIELD, "", taken=lambda _: False).number == "CT0702"


@pytest.mark.usefixtures("opened")
def test_numbers_that_somebody_has_are_passed_over() -> None:
    _series(starting_no="CT0001", increment_by_no=10)

    assert _drawn(3, taken=["CT0001", "CT0021"]) == ["CT0011", "CT0031", "CT0041"]
    assert _last_used() == [("CT0041", True)]


@pytest.mark.usefixtures("opened")
def test_numbers_of_a_record_that_is_not_stored_are_given_again() -> None:
    _series(starting_no="CT0001")

    with _a_run() as run:
        assert run.draw().number == "CT0001"
        mark = run.mark
        assert [run.draw().number, run.draw().number] == ["CT0002", "CT0003"]
        run.go_back(mark)
        assert run.draw().number == "CT0002"
        run.store()

    assert _last_used() == [("CT0002", True)]


@pytest.mark.usefixtures("opened")
def test_a_line_that_is_used_up_closes_and_the_next_one_gives() -> None:
    series = _series(starting_no="A1", ending_no="A3")
    NumberSeriesLine.add(series=series, starting_no="B1")

    assert _drawn(5) == ["A1", "A2", "A3", "B1", "B2"]
    assert _last_used() == [("A3", False), ("B2", True)]


@pytest.mark.usefixtures("opened")
def test_an_exhausted_series_says_so_and_what_was_given_stays_given() -> None:
    _series(starting_no="A1", ending_no="A2")

    with _a_run() as run:
        assert [run.draw().number, run.draw().number] == ["A1", "A2"]
        with pytest.raises(RuleError):
            run.draw()
        run.store()

    assert _last_used() == [("A2", False)]


@pytest.mark.usefixtures("opened")
def test_a_run_that_gave_nothing_leaves_the_series_alone() -> None:
    _series(starting_no="CT0001")

    assert _drawn(0) == []
    assert _last_used() == [("", True)]


@pytest.mark.usefixtures("opened")
def test_numbers_are_given_again_across_the_numbers_looked_at_together_and_across_lines() -> None:
    series = _series(starting_no="A1", ending_no="A3")
    NumberSeriesLine.add(series=series, starting_no="B1", ending_no="B2")

    with _a_run() as run:
        mark = run.mark
        numbers = [run.draw().number for _ in range(4)]
        run.go_back(mark)
        assert [run.draw().number for _ in range(2)] == numbers[:2]
        run.store()

    assert _last_used() == [("A2", True), ("", True)]
    assert _drawn(3) == ["A3", "B1", "B2"]


@pytest.mark.usefixtures("opened")
def test_a_number_that_is_not_needed_after_all_does_not_close_its_line() -> None:
    _series(starting_no="A1", ending_no="A1")

    with _a_run() as run:
        mark = run.mark
        assert run.draw().number == "A1"
        with pytest.raises(RuleError):
            run.draw()
        run.go_back(mark)
        run.store()

    assert _last_used() == [("", True)]
    assert _drawn(1) == ["A1"]
