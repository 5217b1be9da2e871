"""The terminal that other tests put programs into, tried with small programs."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.terminal import Terminal

RAW = "import os, sys, tty; tty.setraw(0); write = lambda text: os.write(1, text.encode());"
"""A program that gets every key at once, and draws for itself."""


def python(program: str) -> list[str]:
    """The command that runs a program."""
    return [sys.executable, "-c", program]


def test_a_program_sees_the_size_of_its_terminal() -> None:
    with Terminal(python("import os; print(*os.get_terminal_size())"), columns=91, lines=31) as terminal:
        assert terminal.wait() == 0
        assert terminal.rows[0] == "91 31"


def test_the_picture_is_what_a_person_sees_after_all_movements() -> None:
    program = (
        RAW
        + "write('\\x1b[?1049h\\x1b[>1u\\x1b[?2026$p\\x1b[2;3HÅbc\\x1b[31m界\\x1b[m!\\x1b[<u'); sys.exit(3)"
    )
    with Terminal(python(program), columns=20, lines=3) as terminal:
        assert terminal.wait() == 3
        assert terminal.rows == ["", "  Åbc界!", ""]
        assert terminal.cursor == (8, 1)


def test_a_sequence_that_comes_in_two_pieces_is_drawn_once_it_is_whole() -> None:
    program = (
        RAW
        + "write('a\\x1b[>'); os.read(0, 1); write('1ub\\x1b[7'); os.read(0, 1); write('mc'); os.read(0, 1)"
    )
    with Terminal(python(program)) as terminal:
        terminal.read_until("a")
        terminal.send("x")
        terminal.read_until("ab")
        terminal.send("x")
        terminal.read_until("abc")
        assert [terminal.is_reversed(column, 0) for column in range(3)] == [False, False, True]


def test_keys_arrive_as_a_terminal_sends_them_and_the_answer_is_measured() -> None:
    program = RAW + "write('ready')\nwhile True: write(ascii(os.read(0, 99)))"
    with Terminal(python(program)) as terminal:
        terminal.read_until("ready")
        answer = terminal.press("f10", "down", "ctrl+c", "x")
        assert answer.data == rb"b'\x1b[21~\x1b[B\x03x'"
        assert answer.size == 22
        assert 0 < answer.seconds < 30
        assert terminal.press(quiet=0.01).size == 0
        assert terminal.received == 5 + 22


def test_a_key_of_the_terminal_itself_interrupts_a_program_that_leaves_it_to_the_terminal() -> None:
    with Terminal(python("import time; print('ready', flush=True); time.sleep(60)")) as terminal:
        terminal.read_until("ready")
        terminal.send("ctrl+c")
        terminal.read_until("KeyboardInterrupt")
        assert terminal.wait() == -signal.SIGINT


def test_a_lost_connection_is_told_by_a_signal() -> None:
    with Terminal(python("import time; print('ready', flush=True); time.sleep(60)")) as terminal:
        terminal.read_until("ready")
        terminal.hang_up()
        assert terminal.wait() == -signal.SIGHUP


def test_a_killed_program_is_gone_at_once() -> None:
    with Terminal(python("import time; print('ready', flush=True); time.sleep(60)")) as terminal:
        terminal.read_until("ready")
        terminal.kill()
        assert terminal.wait() == -signal.SIGKILL


def test_a_program_is_told_when_the_terminal_changes_its_size() -> None:
    program = """
import os, signal, time
# A print that is interrupted must not be entered twice.
def say(*words): os.write(1, " ".join(map(str, words)).encode() + b"\\r\\n")
signal.signal(signal.SIGWINCH, lambda *_: say("now", *os.get_terminal_size()))
say("ready")
while True: time.sleep(0.1)
"""
    with Terminal(python(program)) as terminal:
        terminal.read_until("ready")
        terminal.resize(100, 30)
        terminal.read_until("now 100 30")
        assert len(terminal.rows) == 30


def test_a_text_that_goes_is_waited_for() -> None:
    with Terminal(python(RAW + "write('here'); os.read(0, 1); write('\\x1b[2J'); os.read(0, 1)")) as terminal:
        terminal.read_until("here")
        terminal.send("x")
        terminal.read_until_gone("here")
        assert terminal.text.strip() == ""


def test_what_does_not_come_is_an_error_that_shows_the_screen() -> None:
    with Terminal(python(RAW + "write('something else'); os.read(0, 1)")) as terminal:
        terminal.read_until("else")
        with pytest.raises(AssertionError, match=r"'gold' did not appear .within 0.01 s.:\nsomething else"):
            terminal.read_until("gold", timeout=0.01)
        terminal.send("x")
        with pytest.raises(AssertionError, match="the program has ended"):
            terminal.read_until("gold")
