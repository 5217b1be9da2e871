"""Names of people, taken apart and put together (domain.md 5.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.names import NameParts, join, split


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ann Mary Jane Hill", ("Ann Mary", "Jane", "Hill")),
        ("Jan Berg", ("Jan", "", "Berg")),
        ("Ann Jane Hill", ("Ann", "Jane", "Hill")),
        ("Cher", ("Cher", "", "")),
        ("  Jan\u00a0  Berg ", ("Jan", "", "Berg")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_split_at_its_spaces(name: str, parts: tuple[str, str, str]) -> None:
    assert split(name) == NameParts(*parts)


def test_missing_parts_leave_no_spaces() -> None:
    assert join("Jan", "", "Berg") == "Jan Berg"
    assert join("", "", "Berg") == "Berg"
    assert join("", "", "") == ""


@given(st.text())
def test_the_parts_make_the_name_again(name: str) -> None:
    assert join(*split(name)) == " ".join(name.split())
    assert split(join(*split(name))) == split(name)
