"""Keys held down, and keys pressed before there is anything to see, in a real terminal."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.bench.writing import others_writing
from tests.terminal import Terminal, touchbase
from tui import cli

A_SECOND = 30
"""Keys of a keyboard that repeats."""


@pytest.fixture
def many(made: Path, tmp_path: Path) -> Path:
    """A database with 2,000 contacts and 500 log entries."""
    return Path(shutil.copy(made, tmp_path / "many.db"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `many` is copied from."""
    path = tmp_path_factory.mktemp("made") / "many.db"
    assert cli.run(["--database", str(path), "demo", "--contacts", "2000", "--entries", "500"]) == 0
    return path


def hold(terminal: Terminal, key: str, number: int) -> None:
    """Send a key as often as a held one repeats, whether it is answered or not."""
    for _ in range(number):
        terminal.send(key)
        time.sleep(1 / A_SECOND)


def test_held_keys_stop_where_they_were_released_while_somebody_else_writes(many: Path) -> None:
    with others_writing(f"sqlite:///{many}"), Terminal(touchbase("--database", str(many))) as terminal:
        terminal.read_until("row 1 of 2,000")
        hold(terminal, "down", 45)
        terminal.read_until("row 46 of 2,000")
        page = 46 + 20 * len([row for row in terminal.rows if row[2:4] == "CT"])
        hold(terminal, "pagedown", 20)
        terminal.read_until(f"row {page} of 2,000")
        hold(terminal, "up", 30)
        terminal.read_until(f"row {page - 30} of 2,000")
        assert len([row for row in terminal.rows if row.startswith(">")]) == 1
        assert terminal.read_until_quiet(0.5).size == 0


def test_keys_pressed_before_the_first_frame_act_on_it_and_are_not_echoed(many: Path) -> None:
    with Terminal(touchbase("--database", str(many))) as terminal:
        terminal.send("down", "down", "down")
        terminal.read_until("row 4 of 2,000")
        assert "^[" not in terminal.text
        assert terminal.rows[6].startswith(">")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (("/", *"an", "enter"), 'filter: "an"'),
        (("f", "down", *"*a*", "enter"), "filter: Name *a*"),
        (("w", *"my con", "enter"), "My contacts   order"),
        (("s", *"wa", "escape", "down"), "row 2 of"),
        (("n", "x", "escape"), "not saved"),
    ],
)
def test_keys_that_a_slow_line_brings_together_act_one_after_the_other(
    many: Path, typed: tuple[str, ...], shown: str
) -> None:
    with Terminal(touchbase("--database", str(many))) as terminal:
        terminal.read_until("row 1 of 2,000")
        terminal.send(*typed)
        terminal.read_until(shown)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (("4", "down", "down"), "row 3 of"),
        (("down", "/"), "Filter"),
        (("f", "down"), "field 2 of"),
        (("down", "down", "o"), "Order by"),
    ],
)
def test_commands_typed_before_the_first_frame_act_in_their_order(
    many: Path, typed: tuple[str, ...], shown: str
) -> None:
    with Terminal(touchbase("--database", str(many))) as terminal:
        terminal.send(*typed)
        terminal.read_until(shown)
