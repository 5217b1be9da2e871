"""Numbers of a series: the next one, and where a series ends (domain.md 1.7)."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import RuleError
from models.increment import NUMBER_LENGTH, fits, following, increment, reaches, reformat, same_shape

numbers = st.builds(
    lambda before, digits, after: before + digits + after,
    st.text("ABCX-/", max_size=5),
    st.text("0123456789", min_size=1, max_size=8),
    st.text("ABCX-/", max_size=5),
)


@pytest.mark.parametrize(
    ("number", "by", "expected"),
    [
        ("SM00001", 1, "SM00002"),
        ("A09B", 1, "A10B"),
        ("A10B20", 1, "A10B21"),
        ("X99", 1, "X100"),
        ("C10", 5, "C15"),
        ("0", 1, "1"),
        ("CT099999", 1, "CT100000"),
        ("9" * 19, 1, "1" + "0" * 19),
    ],
)
def test_the_last_digits_count_and_keep_their_zeros(number: str, by: int, expected: str) -> None:
    assert increment(number, by) == expected


@pytest.mark.parametrize("number", ["", "ABC", "٣٤", "²", "A" * 21, "9" * 20, "A" * 18 + "99"])
def test_a_number_without_digits_or_too_long_has_no_next(number: str) -> None:
    with pytest.raises(RuleError):
        increment(number)


@pytest.mark.parametrize("by", [0, -1])
def test_a_series_never_stands_still_or_goes_back(by: int) -> None:
    with pytest.raises(RuleError) as refused:
        increment("A1", by)
    assert refused.value.field == "increment_by_no"


@given(numbers, st.integers(1, 99999))
def test_incrementing_agrees_with_counting(number: str, by: int) -> None:
    after = increment(number, by)
    counted, grown = (re.findall(r"\d+", text)[-1] for text in (number, after))
    assert int(grown) == int(counted) + by
    assert len(grown) >= len(counted)
    assert len(grown) == len(counted) or not grown.startswith("0")
    assert len(after) - len(grown) == len(number) - len(counted)
    assert same_shape(number, after)
    assert reaches(after, number)
    assert not reaches(number, after)


@given(numbers, st.integers(1, 999), st.integers(1, 999))
def test_two_steps_are_one_step_of_their_sum(number: str, first: int, second: int) -> None:
    assert increment(increment(number, first), second) == increment(number, first + second)


@given(st.text(), st.integers())
def test_any_text_gives_a_short_number_or_a_sentence(text: str, by: int) -> None:
    following_text = ""
    with suppress(RuleError):
        following_text = increment(text, by)
    assert len(following_text) <= NUMBER_LENGTH


@pytest.mark.parametrize(
    ("number", "start", "end", "expected"),
    [
        ("SM00001", "SM00001", "", True),
        ("SM00002", "SM00001", "SM00002", True),
        ("SM00003", "SM00001", "SM00002", False),
        ("SM00000", "SM00001", "", False),
        ("SN00002", "SM00001", "", False),
        ("X100", "X50", "", True),
        ("X100", "X50", "X99", False),
        ("X5", "X05", "", False),
        ("X50", "X50", "Y99", False),
        ("A10B20", "A1B20", "", True),
    ],
)
def test_a_series_has_a_start_an_end_and_a_shape(number: str, start: str, end: str, expected: bool) -> None:
    assert fits(number, start, end) is expected


def test_a_series_is_followed_to_its_last_number_and_then_closed() -> None:
    drawn = ["A08"]
    while (after := following(drawn[-1], 3, "A08", "A17")) is not None:
        drawn.append(after)
    assert drawn == ["A08", "A11", "A14", "A17"]
    assert following("9" * 20, 1, "1") is None


def test_a_warning_is_due_at_its_number_and_after_it() -> None:
    assert [reaches(number, "X100") for number in ("X99", "X100", "X101")] == [False, True, True]


@pytest.mark.parametrize(
    ("number", "like", "expected"),
    [
        ("SM010", "SEG001", "SEG010"),
        ("9", "A001", "A009"),
        ("A12345", "B1", "B12345"),
        ("A1B2", "X9Y", "X2Y"),
    ],
)
def test_the_other_numbers_of_a_line_follow_the_typed_one(number: str, like: str, expected: str) -> None:
    assert reformat(number, like) == expected


@given(numbers)
def test_a_number_like_itself_is_itself(number: str) -> None:
    assert reformat(number, number) == number
