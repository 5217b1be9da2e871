"""Asking a work to stop after the piece in hand."""

from __future__ import annotations

import time

_LOOKED_EVERY = 0.2


class StopRequest:
    """A request to stop that a signal handler may make at any moment.

    A `threading.Event` takes a lock that the interrupted thread may hold itself: it would wait for ever.
    """

    def __init__(self) -> None:
        self._asked = False

    def set(self) -> None:
        """Ask to stop."""
        self._asked = True

    def is_set(self) -> bool:
        """Whether it was asked."""
        return self._asked

    def wait(self, seconds: float) -> bool:
        """Sleep so long, or shorter when it is asked meanwhile; whether it was asked."""
        end = time.monotonic() + seconds
        while not self._asked and (rest := end - time.monotonic()) > 0:
            time.sleep(min(rest, _LOOKED_EVERY))
        return self._asked
