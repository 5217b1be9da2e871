"""The theme that fits the line and the terminal, unless the person chose one."""

from __future__ import annotations

import pytest

from tui.settings import Settings
from tui.themes import theme_name


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-256color"}, "textual-dark"),
        ({"TERM": "xterm-256color", "SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, "ansi-dark"),
        ({"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/3"}, "ansi-dark"),
        ({"TERM": "linux"}, "ansi-dark"),
        ({"TERM": "vt220"}, "ansi-dark"),
    ],
)
def test_a_line_or_a_terminal_of_few_colours_gets_the_terminals_own(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], theme: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert theme_name(Settings()) == theme


def test_a_chosen_theme_is_kept_over_any_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    assert theme_name(Settings(theme="light")) == "textual-light"
