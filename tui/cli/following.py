"""What verbs that take long have in common: telling how far they are, and being ended."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from models.errors import StoppedError

PAUSE = 0.3
"""Seconds between two lines about how far it is."""


class Progress:
    """Tells how far a verb is: JSON lines, or one line of the terminal that is written over."""

    def __init__(
        self, sentence: Callable[[int], str], *, wanted: bool, json: Callable[[int], None] | None = None
    ) -> None:
        """Prepare to tell.

        Args:
            sentence: What the terminal shows of a number.
            wanted: Whether the person asked for it.
            json: Tells a number as a JSON line instead.
        """
        self._sentence = sentence
        self._json = json
        self._wanted = wanted and (json is not None or sys.stderr.isatty())
        self._on_line = False
        self._last = time.monotonic()

    def __call__(self, number: int) -> None:
        """Tell, unless something was told just now."""
        if not self._wanted or time.monotonic() - self._last < PAUSE:
            return
        self._last = time.monotonic()
        if self._json is not None:
            self._json(number)
            return
        click.echo("\r" + self._sentence(number), nl=False, err=True)
        self._on_line = True

    def end(self) -> None:
        """Go to a new line when one was begun."""
        if self._on_line:
            click.echo(err=True)
            self._on_line = False


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let the end of the terminal end a verb as Ctrl+C does: what was begun is taken away."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, end) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except StoppedError:
        raise KeyboardInterrupt from None
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
