"""Lists written to a file and added up, against the bare driver reading the same columns."""

from __future__ import annotations

import csv
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from models.database import close_database, open_database, sqlite_path
from models.exchange.list_out import export_list
from models.queries.lists import totals
from models.queries.lists.rows import Question
from models.who import Who, acting_as
from tests.bench.data import WORK_DATE, database
from tests.bench.measuring import Line, Size, timed
from tui.cli.options import address

_ME = Who(user="ANNA", work_date=dt.date.fromisoformat(WORK_DATE))
_AT_ONCE = 2_000
_CONTACTS = Question(
    "contacts", ("no", "name", "company_name", "phone_no", "salesperson_code", "email"), "name"
)
_BARE_CONTACTS = (
    "SELECT c.no, c.name, c.company_name, c.phone_no, s.code, c.email FROM contact c"
    " LEFT JOIN salesperson s ON s.id = c.salesperson_id ORDER BY c.sort_name, c.id"
)
_LOG = Question("log-entries", (), "date", True)
_BARE_TOTALS = "SELECT count(*), sum(cost), sum(duration) FROM interaction_log_entry WHERE NOT postponed"


def exporting(size: Size) -> Iterator[Line]:
    """All contacts as CSV and as JSON, and the totals of the whole log."""
    for engine in size.engines:
        url = address(database(size, engine, size.amounts[-1]))
        with acting_as(_ME):
            open_database(url)
            try:
                yield from _measured(url, engine, size.folder / f"export-{engine}")
            finally:
                close_database()


def _measured(url: str, engine: str, file: Path) -> Iterator[Line]:
    number = _written(file, "csv")
    floor = timed(lambda: _bare_csv(url, file))
    for form in ("csv", "json"):
        taken = timed(lambda: _written(file, form))  # noqa: B023 - called at once
        yield Line(
            f"export of {number:,} contacts, {form}, {engine}", taken, "s", floor, "bare driver, csv.writer",
            ratio_at_most=3,
        )  # fmt: skip
    counted = timed(_added)
    floor = timed(lambda: _bare(url, lambda rows: rows.fetchall(), _BARE_TOTALS))
    yield Line(f"totals of the whole log, {engine}", counted, "s", floor, "count and two sums, bare driver")


def _written(file: Path, form: str) -> int:
    with file.open("w", encoding="utf-8", newline="") as out:
        return export_list(out, _CONTACTS, form=form)


def _added() -> None:
    found = totals.Piece()
    for span in totals.spans(_LOG):
        found += totals.piece(_LOG, span)


def _bare_csv(url: str, file: Path) -> None:
    def write(rows: Any) -> None:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            while batch := rows.fetchmany(_AT_ONCE):
                writer.writerows(batch)

    _bare(url, write, _BARE_CONTACTS)


def _bare(url: str, use: Callable[[Any], object], query: str) -> None:
    if url.startswith("postgresql"):
        with psycopg.connect(url) as connection, connection.cursor(name="bare") as cursor:
            use(cursor.execute(query))
        return
    with closing(sqlite3.connect(sqlite_path(url))) as file:
        for pragma in ("mmap_size = 1073741824", "cache_size = -4096"):
            file.execute(f"PRAGMA {pragma}")
        use(file.execute(query))
