"""Text from data is shown harmless and aligned."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from models.about import Kind
from tui.text import broken, date_text, fit, safe, value_text


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "naïve café",
        "日本語テキスト",
        "👍 emoji 👩‍👩‍👧",
        "\x1b[31mred\x07",
        "a\u202eb",
        "e\u0301",
        "[bold]x[/]",
        "",
    ],
)
@pytest.mark.parametrize("width", [0, 1, 4, 9, 30])
def test_any_text_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cell_len(shown) == width
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_what_is_cut_ends_in_a_tilde() -> None:
    assert fit("Alder & Finch Ltd", 8) == "Alder &~"


def test_control_characters_and_writing_directions_are_harmless() -> None:
    assert safe("a\nb\tc\x1b[0m\u202ed\u2066") == "a b c?[0md"


def test_values_read_as_people_write_them() -> None:
    assert value_text(Decimal("1234.5"), Kind.MONEY) == "1,234.50"
    assert value_text(dt.time(9, 5), Kind.TIME) == "09:05"
    assert value_text(None, Kind.TEXT) == ""
    assert date_text(dt.date(2026, 3, 12), today=dt.date(2026, 5, 1)) == "12 Mar"
    assert date_text(dt.date(2025, 3, 12), today=dt.date(2026, 5, 1)) == "12 Mar 2025"


def test_a_long_text_is_broken_between_words_and_cut_in_its_last_row() -> None:
    assert broken("one two three four", 9, 3) == ["one two  ", "three    ", "four     "]
    assert broken("one  y yes   n no", 9, 3) == ["one  y   ", "yes   n  ", "no       "]
    assert broken("one two three four", 9, 2) == ["one two  ", "three fo~"]
    assert broken("x" * 12, 9, 2) == ["x" * 9, "xxx      "]
    assert broken("", 9, 2) == [" " * 9]


def test_the_sign_of_an_error_stays_with_a_word_that_is_longer_than_a_row() -> None:
    assert broken("! /a/long/path is not there.", 10, 4)[0] == "! /a/long/"


@given(st.text(), st.integers(0, 20), st.integers(1, 4))
def test_no_row_of_a_broken_text_is_wider_or_narrower_than_asked(text: str, width: int, rows: int) -> None:
    lines = broken(text, width, rows)
    assert 1 <= len(lines) <= rows
    assert {cell_len(line) for line in lines} == {width}
