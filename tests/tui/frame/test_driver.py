"""What the driver writes to the terminal, frame by frame."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.driver import ThriftyDriver

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What reaches the terminal; the driver's signals are given back."""
    pieces: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _driver, data: pieces.append(data))
    before = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    yield pieces
    for number, handler in before.items():
        signal.signal(number, handler)


def driver() -> ThriftyDriver:
    made = ThriftyDriver(App[object]())
    made.frames.resize(80, 24)
    return made


def frame(row: str, rows: int = 1) -> str:
    return "".join(f"\x1b[{y + 1};1H{row.ljust(80)}" for y in range(rows)) + "\x1b[1;1H"


async def test_a_frame_is_written_once_and_only_its_changes_after(written: list[str]) -> None:
    ours = driver()
    ours.write(frame("Anna"))
    ours.write(frame("Anna"))
    ours.write(frame("Anne"))
    assert len(written) == 2
    assert "Anna" in written[0]
    assert written[1] == "\x1b[3Ce\r"


async def test_only_what_comes_in_several_packets_is_shown_at_once_by_the_terminal(
    written: list[str],
) -> None:
    ours = driver()
    for row, rows in (("Anna", 1), ("x" * 80, 24), ("x" * 80, 24)):
        ours.write(BEGIN)
        ours.write(frame(row, rows))
        ours.write(END)
    assert [data.startswith(BEGIN) for data in written] == [False, True]
    assert written[1].endswith(END)


async def test_the_mouse_gets_a_shape_only_when_it_has_another(written: list[str]) -> None:
    ours = driver()
    for shape in ("default", "pointer", "pointer", "default"):
        ours.write(f"\x1b]22;{shape}\x07")
    assert written == ["\x1b]22;pointer\x07", "\x1b]22;default\x07"]


async def test_after_a_suspension_all_is_written_again(written: list[str]) -> None:
    ours = driver()
    ours.write(frame("Anna"))
    ours.write("\x1b[?1049h")
    ours.write(frame("Anna"))
    assert "Anna" in written[-1]
