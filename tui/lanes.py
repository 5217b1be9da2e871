"""Three lanes to the database, so that neither a long question nor a waiting write holds up the cursor.

Each lane is one thread, and whatever runs in it opens and keeps its own connection. The lanes know nothing
of the database: closing and interrupting are given to them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Lane:
    """One thread that runs functions one after the other."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._pending = 0

    def start(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        """Queue `function` with the context of the caller; the future brings its answer or its error."""
        context = copy_context()
        self._pending += 1
        future = asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: context.run(function, *args, **kwargs)
        )
        future.add_done_callback(self._done)
        return future

    def _done(self, _future: asyncio.Future[T]) -> None:
        self._pending -= 1

    @property
    def busy(self) -> bool:
        """Whether something is running or waiting in the lane."""
        return self._pending > 0

    def shut_down(self, close: Callable[[], object]) -> None:
        """Let what is queued finish, call `close` in the thread, and end the thread."""
        self._executor.submit(close)
        self._executor.shutdown(wait=True)


class Lanes:
    """The lanes of one run of the program: `read`, `write` and `long`."""

    def __init__(
        self, *, close: Callable[[], object] = lambda: None, interrupt: Callable[[], object] = lambda: None
    ) -> None:
        """Make the lanes.

        Args:
            close: Closes the connection of the thread it is called in; runs in each lane at the end.
            interrupt: Stops the long question that is running, from any thread; never called for writes.
        """
        self._close = close
        self._interrupt = interrupt
        self._read = Lane("read")
        self._write = Lane("write")
        self._long = Lane("long")
        self._closed = False

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a short question that the cursor waits for."""
        return await self._read.start(function, *args, **kwargs)

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a rule. Writes queue; a caller that is cancelled does not stop its write."""
        return await asyncio.shield(self._write.start(function, *args, **kwargs))

    async def long(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a question that may take seconds: counts, totals, exports."""
        return await self._long.start(function, *args, **kwargs)

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting in any lane."""
        return self._read.busy or self._write.busy or self._long.busy

    def interrupt(self) -> None:
        """Stop the long question that is running, if any."""
        if self._long.busy:
            self._interrupt()

    def shut_down(self) -> None:
        """Finish what was to be written, close the connections and end the threads; twice is harmless."""
        if self._closed:
            return
        self._closed = True
        self.interrupt()
        for lane in (self._read, self._long, self._write):
            lane.shut_down(self._close)


class Latest(Generic[T]):
    """Answers to questions of which only the newest counts, as keypresses in a filter."""

    def __init__(self) -> None:
        self._asked = 0

    async def ask(self, answer: Awaitable[T]) -> T | None:
        """The answer, or `None` when something newer was asked meanwhile; stale errors are dropped."""
        self._asked += 1
        tag = self._asked
        try:
            result = await answer
        except Exception:
            if tag != self._asked:
                return None
            raise
        return result if tag == self._asked else None

    def forget(self) -> None:
        """Drop the answers that are still to come."""
        self._asked += 1
