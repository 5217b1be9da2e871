"""Keys that wait for rows: they are done in their order, and a held key does not pile up."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]


class Pending:
    """What waits for rows, the oldest first; moves that follow each other in one direction become one."""

    def __init__(self) -> None:
        self._jobs: deque[Job | int] = deque()
        self._added = asyncio.Event()
        self._working = False

    @property
    def any(self) -> bool:
        """Whether something waits or is being done."""
        return self._working or bool(self._jobs)

    def add(self, job: Job) -> None:
        """Do `job` after everything that waits."""
        self._jobs.append(job)
        self._added.set()

    def move(self, by: int, most: int) -> None:
        """Move by so many rows after everything that waits, by at most `most` together with moves before."""
        last = self._jobs[-1] if self._jobs else None
        if isinstance(last, int) and (last > 0) == (by > 0):
            self._jobs[-1] = max(-most, min(most, last + by))
        else:
            self._jobs.append(by)
        self._added.set()

    async def next(self) -> Job | int:
        """The next job, or by how many rows to move; `done` must follow."""
        while not self._jobs:
            self._added.clear()
            await self._added.wait()
        self._working = True
        return self._jobs.popleft()

    def done(self) -> None:
        """What `next` gave is done."""
        self._working = False
