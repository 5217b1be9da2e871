"""Other processes for tests: functions that run in a fork of this one and talk through a pipe."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from models.database import close_database

Work = Callable[..., Any]

_forks = multiprocessing.get_context("fork")


class Child:
    """A process that runs `work(pipe, *args)`; what it returns or raises is the last thing it says."""

    def __init__(self, work: Work, *args: object) -> None:
        close_database()  # a connection must not be shared with a fork
        self.pipe, other = _forks.Pipe()
        self._process = _forks.Process(target=_run, args=(other, work, *args), daemon=True)
        self._process.start()
        other.close()

    def hears(self, word: object = "go") -> None:
        """Send something to the process."""
        self.pipe.send(word)

    def says(self) -> Any:
        """The next thing the process says; an error it died of is raised here."""
        said = self.pipe.recv()
        if isinstance(said, _Died):
            raise AssertionError(said.how)
        return said

    def kill(self) -> None:
        """End the process as SIGKILL does."""
        self._process.kill()
        self._process.join()


class _Died:
    def __init__(self, how: str) -> None:
        self.how = how


def _run(pipe: Connection, work: Work, *args: object) -> None:
    try:
        pipe.send(work(pipe, *args))
    except BaseException:
        pipe.send(_Died(traceback.format_exc()))


@contextmanager
def child(work: Work, *args: object) -> Iterator[Child]:
    """A process for the length of the block; it is gone afterwards."""
    process = Child(work, *args)
    try:
        yield process
    finally:
        process.kill()


def result_of(work: Work, *args: object) -> Any:
    """What `work(pipe, *args)` returns in a process of its own."""
    with child(work, *args) as process:
        return process.says()


def become_nobody() -> None:
    """From here on be an ordinary user, for whom the modes of files count; root ignores them."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
