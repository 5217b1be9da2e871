"""How long a call took, and what is dialled."""

from __future__ import annotations

import datetime as dt

import pytest

from models.errors import RuleError
from models.rules.interactions import calls


@pytest.mark.parametrize(("seconds", "told"), [(0, 0), (1, 1), (60, 1), (61, 2), (3600, 60), (-5, 0)])
def test_the_minutes_of_a_call_count_the_one_that_has_begun(seconds: int, told: int) -> None:
    began = dt.datetime(2025, 5, 15, 9)  # noqa: DTZ001
    assert calls.minutes(began, began + dt.timedelta(seconds=seconds)) == told


@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("555 0100", "tel:5550100"),
        ("+44 (0)1632 960-101", "tel:+441632960101"),
        ("0632 960101 ext. 12", "tel:0632960101;ext=12"),
        ("*21#", "tel:*21%23"),
        ("1; rm -rf $(x) `y`", "tel:1"),
    ],
)
def test_only_a_number_reaches_the_program_that_dials(number: str, url: str) -> None:
    assert calls.tel_url(number) == url


def test_a_text_without_digits_is_not_dialled() -> None:
    with pytest.raises(RuleError, match="no number that can be called"):
        calls.tel_url("--help")
