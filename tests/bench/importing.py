"""A file of new contacts imported, against the bare driver writing the rows that came of it.

`python -m tests.bench.importing 1000000` does it for as many rows as that.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from models.database import close_database, open_database, sqlite_path
from models.starter.loading import load_starter
from models.who import Who, acting_as
from tests.bench.measuring import Amount, Line, Size, table, timed
from tests.engines.databases import all_engines
from tests.terminal import ROOT, touchbase

_ROWS = 100_000
_AT_ONCE = 10_000
_NOW = dt.datetime(2025, 5, 15, 9, 0)  # noqa: DTZ001 - the typist's wall clock
_ME = Who(user="ANNA", work_date=_NOW.date(), clock=lambda: _NOW)
_TABLES = ("contact", "contact_statistics", "contact_email_address", "contact_card")
_HEADER = (
    "First Name,Surname,Company Name,Address,Post Code,City,Country/Region,Phone No.,Mobile Phone No.,E-Mail,"
    "Job Title"
)
_FIRST = ("Anna", "Bo", "Ida", "Jörg", "Nell", "Pia", "Quinn", "Rosa", "Иван", "Анна", "Пётр", "Елена")
_LAST = ("Voss", "Berg", "Ashby", "Hughes", "Lind", "Mäkinen", "Núñez", "Иванов", "Кузнецов", "Смирнов")
_CITIES = ("Lund", "Helsinki", "Porto", "Москва", "Tampere", "Malmö", "Bristol")


def importing(size: Size) -> Iterator[Line]:
    """New contacts from CSV with all checks: seconds, and memory beside an idle process."""
    rows = min(_ROWS, size.amounts[-1].contacts)
    path = contacts_csv(size.folder / f"{rows}.csv", rows)
    with all_engines(size.folder / "importing") as engines:
        for name, databases in engines.items():
            with databases.fresh() as url, databases.fresh() as bare_url:
                for each in (url, bare_url):
                    _started(each)
                seconds, memory = _imported(url, path)
                floor = timed(partial(_written, url, bare_url))
                idle = _measured(touchbase("--database", url, "list", "contacts", "--limit", "1"))[1]
            beside = "COPY" if name == "postgres" else "executemany"
            yield Line(
                f"import of {rows:,} contacts, {name}", seconds, "s", floor, f"{beside} of the same rows"
            )
            yield Line(
                f"memory of that import, {name}", memory, "MiB", idle, "at its peak; a list of one contact"
            )


def contacts_csv(path: Path, rows: int) -> Path:
    """A file of so many persons, seven of ten with a company, always the same."""
    chance = Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER + "\n")
        out = csv.writer(file)
        for number in range(rows):
            out.writerow(
                (
                    chance.choice(_FIRST),
                    f"{chance.choice(_LAST)}{chance.randrange(rows)}",
                    f"Company {chance.randrange(rows // 8 + 1)} Ltd" if number % 10 < 7 else "",
                    f"{chance.randrange(200)} Mill Street",
                    f"{chance.randrange(99_999):05}",
                    chance.choice(_CITIES),
                    "GB",
                    f"+44 {chance.randrange(10**9)}",
                    f"+44 7{chance.randrange(10**8)}",
                    f"p{number}@mail{number % 997}.example",
                    "Buyer",
                )
            )
    return path


def _started(url: str) -> None:
    open_database(url)
    try:
        with acting_as(_ME):
            load_starter()
    finally:
        close_database()


def _imported(url: str, path: Path) -> tuple[float, float]:
    return _measured(touchbase("--database", url, "import", "contacts", str(path)))


def _measured(command: Sequence[str]) -> tuple[float, float]:
    """The seconds a process takes, and the MiB it has at its peak."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def _written(url: str, bare_url: str) -> None:
    """Write the contacts of one database, and what belongs to them, into another with the bare driver."""
    if url.startswith("postgresql"):
        with psycopg.connect(url) as source, psycopg.connect(bare_url) as target:
            for name in _TABLES:
                _copy(source, target, name)
        return
    with closing(_file(url)) as source_file, closing(_file(bare_url)) as target_file:
        for name in _TABLES:
            _write(source_file, target_file, f"SELECT * FROM {name}", f"INSERT INTO {name}")
        texts = "SELECT id, search_text FROM contact"
        _write(source_file, target_file, texts, "INSERT INTO contact_search (rowid, search_text)")


def _file(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(sqlite_path(url), isolation_level=None)
    for pragma in (
        "synchronous = normal",
        "foreign_keys = 1",
        "mmap_size = 1073741824",
        "cache_size = -4096",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _write(source: sqlite3.Connection, target: sqlite3.Connection, select: str, insert: str) -> None:
    reading = source.execute(select)
    while rows := reading.fetchmany(_AT_ONCE):
        target.execute("BEGIN IMMEDIATE")
        target.executemany(f"{insert} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        target.execute("COMMIT")


def _copy(source: Any, target: Any, name: str) -> None:
    reading = source.execute(f"SELECT * FROM {name}")
    while rows := reading.fetchmany(_AT_ONCE):
        with target.cursor().copy(f"COPY {name} FROM STDIN") as out:
            for row in rows:
                out.write_row(row)
        target.commit()


if __name__ == "__main__":
    _ROWS = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="touchbase-bench-") as folder:
        print(table(list(importing(Size(Path(folder), amounts=(Amount(_ROWS, 0),))))))
