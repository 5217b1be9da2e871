"""`--filter`: expressions in the shell, on fields by name or caption."""

from __future__ import annotations

import pytest

from tests.tui.cli.conftest import Shell


def test_expressions_are_taken_as_in_lists(shell: Shell) -> None:
    for code, name in (("A", "Åland"), ("B", "Coast"), ("C", "Inner coast"), ("D", "")):
        shell("new", "territories", f"code={code}", f"name={name}")
    for given, expected in (
        ("Code=a|c..", "ACD"),
        ("name=Co*", "B"),
        ("Name=@*COAST", "BC"),
        ("name=<>*coast&<>''", "AB"),
        ("NAME=''", "D"),
    ):
        assert "".join(shell("list", "territories", "--filter", given, "--ids").out.split()) == expected, (
            given
        )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("name=Harbour (Mill)", "Position 9: Name: before a bracket"),
        ("Name=a|", "Position 3: Name: a value is missing"),
        ("privacy_blocked=perhaps", "Privacy Blocked is yes or no"),
    ],
)
def test_a_filter_that_cannot_be_read_is_one_line(shell: Shell, given: str, sentence: str) -> None:
    page = "salespeople"
    refused = shell("list", page, "--filter", given, code=1).err
    assert sentence in refused
    assert len(refused.splitlines()) == 1
