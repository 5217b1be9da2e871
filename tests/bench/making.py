"""A large demo database made, against `executemany` or COPY of its rows into tables with their indexes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import psycopg
from psycopg import sql

from models.database import sqlite_path
from models.demo.large.load import TABLES
from models.drivers import is_server
from tests.bench.data import given
from tests.bench.measuring import Amount, Line, Size
from tests.engines.databases import Databases, all_engines
from tests.terminal import ROOT, touchbase
from tui.cli.options import address

AT_MOST = 10.0
"""The generator may take so many times as long as only writing its rows."""
_MORE_MEMORY = 1.25
"""How much more memory it may take for ten times the entries."""
_AT_ONCE = 20_000


def making(size: Size) -> Iterator[Line]:
    """How long the generator takes, and its memory, on both engines."""
    with all_engines(size.folder / "making") as engines:
        for engine in size.engines:
            yield from _making(engine, engines[engine], size.generated)


def _making(engine: str, databases: Databases, amount: Amount) -> Iterator[Line]:
    smaller = Amount(amount.contacts, amount.entries // 10)
    what = f"{amount.contacts:,} contacts and {amount.entries:,} entries made, {engine}"
    with databases.bare() as url:
        _, little = _made(url, smaller)
    with databases.bare() as url, databases.fresh() as empty:
        seconds, peak = _made(url, amount)
        floor = _copied(url, empty)
    yield Line(what, seconds, "s", floor, "its rows by the bare driver", ratio_at_most=AT_MOST)
    yield Line(
        f"{what}: peak memory", peak, "MiB", little, "a tenth of the entries", ratio_at_most=_MORE_MEMORY
    )


def _made(url: str, amount: Amount) -> tuple[float, float]:
    """The seconds that it takes, and the most memory in MiB."""
    options = (f"--contacts={amount.contacts}", f"--entries={amount.entries}")
    started = time.perf_counter()
    process = subprocess.Popen(touchbase(*given(url), "demo", *options), cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - started, used.ru_maxrss / 1024


def _copied(source: str, target: str) -> float:
    """The seconds that writing the rows of one database into the tables of another takes."""
    copy = _copied_on_server if is_server(source) else _copied_in_files
    return copy(source, target)


def _copied_in_files(source: str, target: str) -> float:
    spent = 0.0
    with closing(_file(source)) as reader, closing(_file(target)) as writer:
        writer.execute("PRAGMA foreign_keys = 0")
        writer.execute("PRAGMA synchronous = normal")
        for table in TABLES:
            found = reader.execute(f"SELECT * FROM {table}")
            statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(found.description))})"
            while rows := found.fetchmany(_AT_ONCE):
                started = time.perf_counter()
                with writer:
                    writer.executemany(statement, rows)
                spent += time.perf_counter() - started
    return spent


def _copied_on_server(source: str, target: str) -> float:
    spent = 0.0
    with psycopg.connect(source) as reader, psycopg.connect(target) as writer:
        _drop_references(writer)
        for table in TABLES:
            with reader.cursor(name="rows") as found:
                found.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
                while rows := found.fetchmany(_AT_ONCE):
                    started = time.perf_counter()
                    _copy(writer, table, rows)
                    spent += time.perf_counter() - started
    return spent


def _drop_references(writer: psycopg.Connection[Any]) -> None:
    """Let rows stand whose set-up records are not there."""
    query = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'"
    for table, name in writer.execute(query).fetchall():
        statement = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
        writer.execute(statement.format(sql.Identifier(table), sql.Identifier(name)))


def _copy(writer: psycopg.Connection[Any], table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    with writer.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    writer.commit()


def _file(url: str) -> sqlite3.Connection:
    return sqlite3.connect(sqlite_path(address(url)))
