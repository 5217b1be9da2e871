"""What the lists are measured against: the same SQL by the bare driver, a frame of an empty application."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from models.database import close_database, open_database, sqlite_path
from models.drivers import is_server
from models.who import Who, acting_as
from tests.bench.data import WORK_DATE
from tests.bench.measuring import percentile, timed
from tests.terminal import Terminal
from tui.cli.options import address

EMPTY = [sys.executable, "-m", "tests.bench.empty"]
"""A Textual application that shows one line."""

Statement = tuple[str, Sequence[Any]]
_DAY = dt.date.fromisoformat(WORK_DATE)
_ME = Who(user="ANNA", work_date=_DAY, clock=lambda: dt.datetime.combine(_DAY, dt.time(9)))


@contextmanager
def working(database: str) -> Iterator[None]:
    """Somebody works on a generated database, in this process."""
    with acting_as(_ME):
        open_database(address(database))
        try:
            yield
        finally:
            close_database()


def bare_sql(database: str, asks: Callable[[], Sequence[Callable[[], object]]], rounds: int) -> float:
    """The milliseconds that the statements of a question take when only the driver runs them.

    Of several questions the average of what each usually takes; 0 without any.
    """
    with working(database):
        questions = [_statements(ask) for ask in asks()]
    if not questions:
        return 0.0
    with closing(_bare(database)) as connection:
        return sum(_usual(connection, statements, rounds) for statements in questions) / len(questions)


def _usual(connection: Any, statements: Sequence[Statement], rounds: int) -> float:
    def run() -> None:
        for statement, values in statements:
            connection.execute(statement, values).fetchall()

    run()
    return percentile([timed(run) for _ in range(rounds)], 50) * 1000


def empty_frame(keys: int, quiet: float, columns: int = 120, lines: int = 40) -> float:
    """The milliseconds, usually, from a key to the frame of an application that shows one line."""
    with Terminal(EMPTY, columns=columns, lines=lines) as terminal:
        terminal.read_until("ready")
        terminal.read_until_quiet(0.3)
        times = [terminal.press("down", quiet=quiet, patience=1.0).seconds for _ in range(keys)]
    return percentile(times, 50) * 1000


def _statements(ask: Callable[[], object]) -> list[Statement]:
    """What a question says to the database."""
    ask()  # What is only asked once in a session is no part of it.
    heard = _Heard()
    logger = logging.getLogger("peewee")
    level = logger.level
    logger.addHandler(heard)
    logger.setLevel(logging.DEBUG)
    try:
        ask()
    finally:
        logger.setLevel(level)
        logger.removeHandler(heard)
    return [one for one in heard.statements if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.statements: list[Statement] = []

    def emit(self, record: logging.LogRecord) -> None:
        said: Any = record.msg
        self.statements.append((said[0], tuple(said[1] or ())))


def _bare(database: str) -> Any:
    if is_server(database):
        return psycopg.connect(database, autocommit=True)
    connection = sqlite3.connect(sqlite_path(address(database)), isolation_level=None)
    for pragma in ("mmap_size = 1073741824", "cache_size = -4096"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
