"""A program in a terminal of its own: keys go in, and the picture that a person would see comes out.

    with Terminal([sys.executable, "-m", "tui.cli", "demo"], columns=80, lines=24) as terminal:
        terminal.read_until("Contacts")
        terminal.press("down", "enter")
        assert "Phone" in terminal.text
        terminal.kill()

Every wait ends with the bytes it waits for, or fails after its time with the picture.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).parent.parent

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"f{n}": f"\x1bO{letter}" for n, letter in zip(range(1, 5), "PQRS", strict=True)},
    **{
        f"f{n}": f"\x1b[{code}~"
        for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
    },
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a terminal sends for the keys that have names; any other key is its own character."""

_TIMEOUT = 30.0
_READ_AT_ONCE = 1 << 16
# Sequences that pyte would partly print: they ask for key protocols and show nothing.
_UNSHOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[A-Za-z]")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*)?\Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program sent back."""

    seconds: float
    """From the last key sent to the last byte; 0 when nothing came."""
    data: bytes

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data)


class Terminal:
    """A program in a pseudo-terminal, and the screen it draws; the program is killed when the block ends."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        directory: Path = ROOT,
    ) -> None:
        """Start `command` in `directory`.

        Args:
            command: The program and its arguments.
            columns: The width of the terminal in cells.
            lines: Its height.
            environment: Set besides this process's environment; the terminal is a plain xterm.
            directory: The working directory.
        """
        self.received = 0
        """All bytes that came so far."""
        self._picture = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._picture)
        self._unread = b""
        self._master, slave = pty.openpty()
        self._set_size(columns, lines)
        os.set_blocking(self._master, False)
        self.started = time.perf_counter()
        """When the program was started, by `time.perf_counter`."""
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=directory,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.kill()
        self._close()

    # what a person does

    def press(
        self, *keys: str, quiet: float = 0.2, patience: float | None = None, timeout: float = _TIMEOUT
    ) -> Answer:
        """Press keys at once, by name or as characters, and read until nothing came for `quiet` seconds.

        The first byte of the answer may take `patience` seconds; as long as `quiet` when left out.
        """
        sent = self.send(*keys)
        return self.read_until_quiet(quiet, patience=patience, timeout=timeout, since=sent)

    def send(self, *keys: str) -> float:
        """Press keys and return when, without waiting for an answer."""
        return self.write("".join(KEYS.get(key, key) for key in keys).encode())

    def write(self, data: bytes) -> float:
        """Send bytes as they are, and return when."""
        sent = time.perf_counter()
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                self._read(1)
        return sent

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size; the program is told by SIGWINCH."""
        self._show()
        self._picture.resize(lines, columns)
        self._set_size(columns, lines)

    def hang_up(self) -> None:
        """Close the terminal as a lost connection does; the program gets SIGHUP and end of input."""
        self._close()

    def kill(self) -> None:
        """End the program with SIGKILL, as a power cut would; nothing happens when it has ended already."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    # what a person sees

    def read_until(self, text: str, *, timeout: float = _TIMEOUT) -> float:
        """Read until `text` stands on the screen; returns the seconds since the program was started."""
        return self._read_until(lambda: text in self.text, f"{text!r} did not appear", timeout)

    def read_until_gone(self, text: str, *, timeout: float = _TIMEOUT) -> float:
        """Read until `text` is not on the screen; returns the seconds since the program was started."""
        return self._read_until(lambda: text not in self.text, f"{text!r} did not go away", timeout)

    def read_until_quiet(
        self,
        quiet: float = 0.2,
        *,
        patience: float | None = None,
        timeout: float = _TIMEOUT,
        since: float | None = None,
    ) -> Answer:
        """Read until nothing came for `quiet` seconds; the answer's time counts from `since`, or from now."""
        start = last = time.perf_counter()
        pieces: list[bytes] = []
        first = quiet if patience is None else patience
        while piece := self._read(quiet if pieces else first):
            last = time.perf_counter()
            pieces.append(piece)
            if last - start > timeout:
                raise AssertionError(f"the program did not fall silent within {timeout} s:\n{self.text}")
        return Answer(last - (start if since is None else since) if pieces else 0.0, b"".join(pieces))

    @property
    def rows(self) -> list[str]:
        """The rows of the screen, trailing blanks dropped."""
        self._show()
        return [row.rstrip() for row in self._picture.display]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.rows)

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and row of the cursor, from 0."""
        self._show()
        return self._picture.cursor.x, self._picture.cursor.y

    def is_reversed(self, column: int, row: int) -> bool:
        """Whether the cell stands out in reverse video."""
        self._show()
        return bool(self._picture.buffer[row][column].reverse)

    # how the program ends

    def wait(self, *, timeout: float = _TIMEOUT) -> int:
        """Read until the program has ended, and return its exit code; a signal's number is negative."""
        end = time.perf_counter() + timeout
        while self.process.poll() is None:
            if time.perf_counter() > end:
                raise AssertionError(f"the program did not end within {timeout} s:\n{self.text}")
            if self._read(0.05) is None:
                time.sleep(0.001)
        while self._read(0):
            pass
        return self.process.returncode

    def _read_until(self, reached: Callable[[], bool], problem: str, timeout: float) -> float:
        last = time.perf_counter()
        end = last + timeout
        while not reached():
            piece = self._read(max(0.0, end - time.perf_counter()))
            last = time.perf_counter()
            if piece is None or last > end:
                why = "the program has ended" if piece is None else f"within {timeout} s"
                raise AssertionError(f"{problem} ({why}):\n{self.text}")
        return last - self.started

    def _read(self, wait: float) -> bytes | None:
        """What came within `wait` seconds, at once when something is there; `None` at the end."""
        if self._master < 0 or not select.select([self._master], [], [], wait)[0]:
            return None if self._master < 0 else b""
        try:
            piece = os.read(self._master, _READ_AT_ONCE)
        except OSError:  # Linux says so when the last program has left the terminal
            return None
        self.received += len(piece)
        self._unread += piece
        return piece or None

    def _show(self) -> None:
        """Draw what came since the last look: drawing costs more than reading, and measuring needs none."""
        shown = self._unread
        tail = _UNFINISHED.search(shown)
        self._unread = tail[0] if tail else b""
        self._stream.feed(_UNSHOWN.sub(b"", shown[: tail.start()] if tail else shown))

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _close(self) -> None:
        if self._master >= 0:
            os.close(self._master)
            self._master = -1


def touchbase(*arguments: str) -> list[str]:
    """The command that runs this checkout with `arguments`."""
    return [sys.executable, "-c", "from tui.cli import main; main()", *arguments]


def _own_terminal() -> None:
    """Make the terminal the controlling one of the new session, so that it gets its signals."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
