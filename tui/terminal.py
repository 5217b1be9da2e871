"""The terminal below: keys before the first frame, hang-ups, the end of input, and the cursor.

What needs Textual's private parts stands here and nowhere else in `tui`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

    from tui.frames import Frames

_SHOW_CURSOR = "\x1b[?25h"

# Textual draws at so many moments a second, and rows that come back from the database wait for the next. It
# reads this when it is imported. Only what changed is sent, so more moments cost no bytes.
os.environ.setdefault("TEXTUAL_FPS", "120")


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Echo nothing and keep every key until the first frame; the terminal is as before afterwards."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(descriptor, termios.TCSANOW, now)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, before)


def on_hang_up(leave: Callable[[], None]) -> None:
    """Call `leave` in the running loop when the terminal hangs up or the program is asked to end."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM):
        with contextlib.suppress(RuntimeError, ValueError):  # not the main thread, as in some tests
            loop.add_signal_handler(number, leave)


def input_ended() -> bool:
    """Whether nothing can be typed any more, because the other end of the terminal is gone."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    poll = select.poll()
    try:
        poll.register(sys.__stdin__.fileno(), select.POLLHUP)
    except (ValueError, OSError):
        return False
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))


def end_with_the_terminal() -> None:
    """End the program within two seconds when its terminal is gone, to which Textual waits to write."""
    if input_ended():
        last = threading.Timer(2, os._exit, (0,))
        last.daemon = True
        last.start()


@contextlib.contextmanager
def lent(app: App[None]) -> Iterator[None]:
    """Leave the terminal to another program within the block; what is due meanwhile goes on, unseen.

    Ctrl+C is that program's. Where there is no terminal, as in tests, nothing is left to anybody.
    """
    from textual.app import SuspendNotSupported

    error: BaseException | None = None
    before = signal.signal(signal.SIGINT, _leave_to_others)
    try:
        with app.suspend():
            try:
                yield
            except BaseException as raised:  # Textual takes the terminal back only when all goes well.
                error = raised
    except SuspendNotSupported:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if error is not None:
        raise error


def _leave_to_others(_number: int, _frame: object) -> None:
    """Do nothing; unlike a signal that is ignored, this is not passed on to the program."""


def driver_class() -> type[Driver] | None:
    """The driver that sends only changes; `None`, which is Textual's choice, where there is another."""
    from textual import constants

    if sys.platform == "win32" or constants.DRIVER:
        return None
    from tui.driver import ThriftyDriver

    return ThriftyDriver


def shown(app: App[None]) -> Frames | None:
    """What the terminal shows as far as we know; `None` when all that Textual writes is sent."""
    from tui.frames import Frames

    frames = getattr(app._driver, "frames", None)
    return frames if isinstance(frames, Frames) else None


def show_cursor(app: App[None]) -> None:
    """Make the terminal's own cursor visible, which Textual hides; there is no public way."""
    driver = app._driver
    if driver is not None and not app.is_headless:
        driver.write(_SHOW_CURSOR)
