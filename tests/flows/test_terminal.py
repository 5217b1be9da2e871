"""The program in a terminal of its own: whole flows as bytes, kills, hang-ups, a database away."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.database import close_database, create_database
from models.starter.loading import load_starter
from models.user import my_id
from models.who import acting_as
from tests import builders
from tests.conftest import ANNA
from tests.terminal import Terminal, touchbase

RATE = 8
"""Keys a second."""


@pytest.fixture
def database(home: Path) -> Path:
    """A database with the starter set, one contact, and Jo at the keyboard."""
    path = home / "calls.db"
    create_database(str(path))
    with acting_as(ANNA):
        load_starter()
        my_id()
        builders.give_me(builders.salesperson())
        builders.person("CT9001", "Nell Ashby")
    close_database()
    return path


def started(path: Path) -> Terminal:
    """The program on the database, as ANNA."""
    return Terminal(touchbase("--database", str(path), "--user", "ANNA"))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What the database holds, read by another program."""
    with sqlite3.connect(path, timeout=10) as connection:
        return list(connection.execute(query))


def entries(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT postponed, canceled, description FROM interaction_log_entry ORDER BY id")


def comment(path: Path) -> str:
    found = rows(path, "SELECT comment FROM inter_log_entry_comment ORDER BY id DESC LIMIT 1")
    return str(found[0][0]) if found else ""


def open_form(terminal: Terminal) -> None:
    """The form for the only contact, with the template chosen and the caret in the comment."""
    terminal.read_until("Nell Ashby")
    terminal.press("i")
    terminal.read_until("Create interaction")
    terminal.press(*"outg", "tab")
    terminal.read_until("from template")
    terminal.press("enter")
    terminal.read_until(">Comment")


def esc(together: bool) -> Callable[[Terminal, str], None]:
    """Esc and a letter as bytes: in one piece as a slow line sends them, or one after the other."""

    def press(terminal: Terminal, letter: str) -> None:
        if together:
            terminal.write(b"\x1b" + letter.encode())
        else:
            terminal.press("escape")
            terminal.read_until("Leave?")
            terminal.press(letter)

    return press


@pytest.mark.parametrize("keys", ["f-keys", "esc together", "esc apart"])
def test_the_whole_life_of_a_call_by_keys_at_80x24(database: Path, keys: str) -> None:
    press = esc(keys == "esc together")
    with started(database) as terminal:
        open_form(terminal)
        terminal.press(*"note one")
        terminal.send("f7") if keys == "f-keys" else press(terminal, "p")
        terminal.read_until("Postponed. Nothing is logged")
        terminal.read_until("5 Postponed 1")
        assert entries(database) == [(1, 0, "Outgoing phone call")]
        terminal.press("5")
        terminal.read_until("[5 Postponed 1]")
        terminal.press("r")
        terminal.read_until("Resume interaction")
        terminal.press("end", *" two")
        terminal.send("f9") if keys == "f-keys" else press(terminal, "o")
        terminal.read_until("Logged 1.")
        assert comment(database) == "note one two"
        terminal.press("4")
        terminal.read_until("[4 Log]")
        terminal.read_until("OUTGOING")
        for said in ("Canceled 1 entry", "Un-canceled 1 entry", "Canceled 1 entry"):
            terminal.press("x")
            terminal.read_until(said)
        terminal.press(":", *"delete canceled inter")
        terminal.press("enter")
        terminal.read_until("1 canceled entry.")
        terminal.send("f9") if keys == "f-keys" else press_finish(terminal)
        terminal.read_until("Delete 1 canceled entry?")
        terminal.press("y")
        terminal.read_until("Deleted 1 entry")
        assert entries(database) == []


def press_finish(terminal: Terminal) -> None:
    """Finish without a function key: Ctrl+J."""
    terminal.send("ctrl+j")


def typed_slowly(terminal: Terminal, seconds: float) -> str:
    """Type for so long, and return what was typed."""
    text = ""
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        letter = chr(ord("a") + len(text) % 26)
        terminal.press(letter, quiet=0.01)
        text += letter
        terminal.read_until_quiet(max(0.01, len(text) / RATE - (time.perf_counter() - begin)))
    return text


def test_of_ten_seconds_of_typing_a_kill_takes_eight_characters_at_most(database: Path) -> None:
    with started(database) as terminal:
        open_form(terminal)
        text = typed_slowly(terminal, 10)
        terminal.kill()
    kept = comment(database)
    assert len(text) >= 75
    assert text.startswith(kept)
    assert len(text) - len(kept) <= 8
    with started(database) as terminal:
        terminal.read_until("5 Postponed 1")
        terminal.press("5")
        terminal.read_until("[5 Postponed 1]")
        terminal.press("r")
        terminal.read_until("Resume interaction")
        terminal.read_until(kept[:20])
        assert "have it open" not in terminal.text


@pytest.mark.parametrize("end", ["SIGHUP", "SIGTERM"])
def test_a_hang_up_saves_every_key_at_once(database: Path, end: str) -> None:
    with started(database) as terminal:
        open_form(terminal)
        terminal.send(*"every key")
        terminal.read_until("every key")
        if end == "SIGHUP":
            terminal.hang_up()
        else:
            os.kill(terminal.process.pid, signal.SIGTERM)
        terminal.process.wait(timeout=20)
    assert comment(database) == "every key"
    assert rows(database, "SELECT holder FROM draft") == [("",)]


def test_while_another_program_locks_the_database_the_journal_keeps_the_keys(
    database: Path,
) -> None:
    with started(database) as terminal:
        open_form(terminal)
        terminal.press(*"before ", quiet=0.7)
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        terminal.press(*"during", quiet=2)
        assert "before during" in terminal.text
        terminal.kill()
        other.execute("ROLLBACK")
        other.close()
    assert comment(database).strip() == "before"
    with started(database) as terminal:
        terminal.read_until("An interaction was not saved")
        terminal.press("y")
        terminal.read_until("before during")
        terminal.read_until("kept as a draft")
        assert comment(database) == "before during"


def test_a_full_disk_is_a_sentence_and_the_form_goes_on(database: Path) -> None:
    with started(database) as terminal:
        open_form(terminal)
        terminal.press(*"small ", quiet=0.7)
        limit = (database.with_name("calls.db-wal").stat().st_size // 4096) * 4096
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
        terminal.press(*"more words", quiet=1)
        terminal.read_until("Kept in the journal only: The disk is full")
        assert "small more words" in terminal.text
        terminal.press(*" still", quiet=1.5)
        terminal.kill()
    with started(database) as terminal:
        terminal.read_until("An interaction was not saved")
        terminal.press("y")
        terminal.read_until("small more words still")
