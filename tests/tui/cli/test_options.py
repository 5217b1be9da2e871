"""What the options come to."""

from __future__ import annotations

import pytest

from tests.tui.cli.conftest import Shell
from tui.cli.options import shown_address


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://anna:secret@server/crm", "postgresql://anna:***@server/crm"),
        ("postgresql://anna@server:5432/crm", "postgresql://anna@server:5432/crm"),
        ("postgresql://server:5432/crm", "postgresql://server:5432/crm"),
        ("sqlite:////home/a:b@c/x.db", "sqlite:////home/a:b@c/x.db"),
    ],
)
def test_an_address_is_printed_without_its_password(url: str, shown: str) -> None:
    assert shown_address(url) == shown


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("lst",), "There is no touchbase lst; did you mean list?"),
        (
            ("mail", "sales-invoce", "a.pdf"),
            "There is no touchbase mail sales-invoce; did you mean sales-invoice?",
        ),
        (("segment", "?"), "There is no touchbase segment ?; touchbase segment --help lists the verbs."),
        (("segment", "content"), "Say what to do: touchbase segment content --help lists the verbs."),
    ],
)
def test_a_verb_that_is_missing_or_unknown_is_told_in_one_line(
    shell: Shell, said: tuple[str, ...], told: str
) -> None:
    assert shell(*said, code=2).err == f"touchbase: {told}\n"


def test_options_go_before_between_and_after_the_verbs(shell: Shell) -> None:
    for place in range(3):
        words = ["segment", "steps", "S1"]
        words[place:place] = ["--work-date", "2025-13-13"]
        assert "There is no month 13" in shell(*words, code=1).err
