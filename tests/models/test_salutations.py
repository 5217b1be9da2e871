"""Salutations from formulas and parts of a name (domain.md 3.8)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import RuleError
from models.salutations import compose


@pytest.mark.parametrize(
    ("formula", "parts", "expected"),
    [
        ("Dear Mr. %1 %2 %3,", ("Jan", "", "Berg"), "Dear Mr. Jan Berg,"),
        ("Dear Mr. %1 %2 %3,", ("Jan", "Ole", "Berg"), "Dear Mr. Jan Ole Berg,"),
        ("Dear %1 %2,", ("Jan", ""), "Dear Jan,"),
        ("Dear %1,", (), "Dear,"),
        ("%2, %1", ("Jan", "Berg"), "Berg, Jan"),
        ("Hi %1 %1", ("Jan",), "Hi Jan Jan"),
        ("Hi %1", ("%2", "no"), "Hi %2"),
        ("Hi %6 %10 %", ("Jan",), "Hi %6 %10 %"),
        ("Hi  %5", ("", "", "", "", " Oy "), "Hi  Oy"),
    ],
)
def test_parts_take_their_places(formula: str, parts: Sequence[str], expected: str) -> None:
    assert compose(formula, parts) == expected


@pytest.mark.parametrize("formula", ["", " ", "%1 %2"])
def test_a_greeting_without_words_is_refused(formula: str) -> None:
    with pytest.raises(RuleError, match="salutation is empty"):
        compose(formula, ("", ""))


@given(st.text("ab ", min_size=1).filter(str.strip), st.lists(st.text(), max_size=6))
def test_a_formula_without_places_is_the_greeting(formula: str, parts: list[str]) -> None:
    assert compose(formula, parts) == formula.strip()


@given(st.lists(st.text("abc", max_size=3), min_size=5, max_size=5))
def test_words_stand_one_space_apart_whatever_is_missing(parts: list[str]) -> None:
    greeting = compose("Dear %1 %2 %3 %4 %5,", parts)
    assert greeting == " ".join(["Dear", *filter(None, parts)]) + ","
