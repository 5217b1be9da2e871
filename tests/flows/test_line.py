"""How little goes over the line: ceilings in bytes, as a terminal over SSH gets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal, touchbase
from tui import cli

OVER_SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
FRAME = 0.1
"""Seconds of silence that end an answer."""
PAUSE = 0.8
"""Seconds after which also what waits for a pause is drawn."""


def demo(folder: Path, contacts: int) -> Path:
    """A database with so many contacts."""
    path = folder / f"{contacts}.db"
    assert cli.run(["--database", str(path), "demo", f"--contacts={contacts}"]) == 0
    return path


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The list of many contacts at 80x24."""
    path = demo(tmp_path, 1_000)
    with Terminal(touchbase("--database", str(path)), environment=OVER_SSH) as opened:
        opened.read_until("> CT")
        opened.read_until_quiet(PAUSE)
        yield opened


def bytes_of(terminal: Terminal, key: str) -> int:
    """What one key sends until the screen is still, without what waits for a pause."""
    sent = terminal.press(key, quiet=FRAME, patience=2).size
    terminal.read_until_quiet(PAUSE)
    return sent


def text_of(rows: list[str]) -> int:
    return len("\n".join(rows).encode())


def test_a_list_sends_less_than_its_text(terminal: Terminal) -> None:
    assert sorted(bytes_of(terminal, "down") for _ in range(5))[2] <= 60
    before = terminal.rows
    page = bytes_of(terminal, "pagedown")
    assert terminal.rows[3:17] != before[3:17]
    assert 0 < page <= 1.1 * text_of(terminal.rows[3:-2])
    assert terminal.read_until_quiet(2).size == 0


def test_held_down_the_cursor_costs_little_at_the_edge_too(terminal: Terminal) -> None:
    before = terminal.received
    for _ in range(60):
        terminal.press("down", quiet=0.03)
    assert (terminal.received - before) / 60 <= 200


def test_a_letter_of_the_filter_sends_what_it_changes(terminal: Terminal) -> None:
    bytes_of(terminal, "/")
    for letter in "nell":
        before = terminal.rows
        sent = terminal.press(letter, quiet=PAUSE, patience=2).size
        both = zip(before, terminal.rows, strict=True)
        changed = [max(old, new, key=len) for old, new in both if old != new]
        assert 0 < sent <= 1.1 * text_of(changed) + 100


@pytest.mark.parametrize("key", ["f", "w", "L"])
def test_what_arranges_a_list_opens_with_less_than_two_screens(terminal: Terminal, key: str) -> None:
    before = terminal.rows
    sent = bytes_of(terminal, key)
    assert terminal.rows[1:] != before[1:]
    assert 0 < sent <= 2 * 80 * 24
    down = bytes_of(terminal, "down")
    assert 0 < down <= 300


def test_a_form_opens_with_less_than_two_screens(terminal: Terminal) -> None:
    sent = bytes_of(terminal, "i")
    assert "Create interaction" in terminal.text
    assert sent <= 4_000
    assert bytes_of(terminal, "e") <= 1_000
    assert terminal.read_until_quiet(2).size == 0


def test_what_something_else_wrote_over_the_screen_goes_with_ctrl_l(terminal: Terminal) -> None:
    before = terminal.text
    assert bytes_of(terminal, "ctrl+l") >= 0.9 * len(before.encode()) - before.count(" ")
    assert terminal.text == before


def test_another_size_is_drawn_whole(terminal: Terminal) -> None:
    terminal.resize(100, 30)
    terminal.read_until_quiet(PAUSE, patience=5)
    wide = terminal.text
    assert terminal.rows[-1].endswith("? Help")
    terminal.press("ctrl+l", quiet=PAUSE, patience=2)
    assert terminal.text == wide


def test_no_color_and_the_consoles_own_colours_need_no_wide_codes(tmp_path: Path) -> None:
    path = demo(tmp_path, 20)
    for environment in ({**OVER_SSH, "NO_COLOR": "1"}, OVER_SSH, {"TERM": "linux"}):
        with Terminal(touchbase("--database", str(path)), environment=environment) as opened:
            opened.read_until("> CT")
            data = opened.press("i", quiet=PAUSE, patience=2).data
            assert b"Create interaction" in data
            assert b"38;2;" not in data
            assert b"48;2;" not in data


def test_a_terminal_that_cannot_move_its_cursor_is_told_so(tmp_path: Path) -> None:
    path = demo(tmp_path, 20)
    with Terminal(touchbase("--database", str(path)), environment={"TERM": "dumb"}) as opened:
        assert opened.wait() != 0
        assert "This terminal cannot show screens (TERM=dumb)" in " ".join(opened.rows)
