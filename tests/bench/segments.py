"""Segments filled, refined and logged, against plain statements that leave the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import psycopg

from models.database import close_database, is_postgres, open_database, sqlite_path
from models.enums import CriteriaAction
from models.queries.lists.rows import Filter
from models.rules import records
from models.rules.segments import logging, steps
from models.rules.segments.criteria import Criteria
from models.segment import Segment, SegmentLine
from models.who import acting_as
from tests.bench.measuring import Line, Size, timed
from tests.bench.people import ME, fill
from tests.engines.databases import all_engines

_LIMIT = 1.25
_STEPS = ("adding", "refining", "logging")
_ENTRIES = "interaction_log_entry"


def segments(size: Size) -> Iterator[Line]:
    """Each step for a thousand lines and up to a hundred thousand, on both engines."""
    largest = min(100_000, size.amounts[-1].contacts)
    for lines in dict.fromkeys((1_000, largest)):
        with all_engines(size.folder / f"segments-{lines}") as engines:
            for name in size.engines:
                with engines[name].fresh() as url:
                    ours, floor = _compared(url, lines)
                for what, taken, least in zip(_STEPS, ours, floor, strict=True):
                    limit = _LIMIT if what == "logging" and lines == 100_000 else None
                    told = f"{what} {lines:,} lines, {name}"
                    beside = "plain statements, the same rows"
                    yield Line(told, taken * 1000, "ms", least * 1000, beside, ratio_at_most=limit)


def _compared(url: str, lines: int) -> tuple[list[float], list[float]]:
    """Seconds for each step: ours and the floor's, in one database."""
    open_database(url)
    try:
        with acting_as(ME):
            fill(lines)
            _ours("WARM", lines, keep=False)
            ours = _ours("SAME", lines, keep=True)
            target = _segment("FLOOR")
        with closing(_bare(url)) as connection:
            return ours, _floor(connection.execute, target, lines)
    finally:
        close_database()


def _segment(number: str) -> int:
    typed = {"no": number, "description": "Spring", "interaction_template_code": "OUTGOING"}
    return records.create("segments", typed).id


def _ours(number: str, lines: int, *, keep: bool) -> list[float]:
    made = _segment(number)
    half = Criteria({"contacts": (Filter("no", f"<P{lines // 2:06}"),)})
    added = timed(lambda: steps.take(made, CriteriaAction.ADD, Criteria()))
    refined = timed(lambda: steps.take(made, CriteriaAction.REFINE, half))
    steps.go_back(made)
    if keep:
        _keep("floor_line", f"SELECT * FROM segment_line WHERE segment_id = {made}")
    logged = timed(lambda: logging.log(made))
    if keep:
        _keep("floor_entry", f"SELECT * FROM {_ENTRIES} WHERE segment_no = '{number}'")
    return [added, refined, logged]


def _keep(table: str, query: str) -> None:
    Segment._meta.database.execute_sql(f"CREATE TABLE {table} AS {query}")


def _floor(run: Callable[[str], Any], target: int, lines: int) -> list[float]:
    line = [field.column_name for field in SegmentLine._meta.sorted_fields[1:]]
    source = [str(target) if name == "segment_id" else name for name in line]
    columns = [row[0] for row in run(f"SELECT * FROM {_ENTRIES} LIMIT 0").description][1:]
    entry, last = ", ".join(columns), _last(run)
    add = [f"INSERT INTO segment_line ({', '.join(line)}) SELECT {', '.join(source)} FROM floor_line"]
    refine = [
        f"UPDATE segment_line SET removed = TRUE, removed_by = 2 WHERE segment_id = {target}"
        f" AND contact_id IN (SELECT id FROM contact WHERE no >= 'P{lines // 2:06}')"
    ]
    log = [
        f"INSERT INTO {_ENTRIES} ({entry}) SELECT {entry} FROM floor_entry",
        "UPDATE contact_statistics SET no_of_interactions = no_of_interactions + 1, cost = s.cost"
        " + contact_statistics.cost, duration = s.duration + contact_statistics.duration,"
        " last_date_attempted = s.date, date_of_last_interaction = s.date"
        " FROM floor_entry s WHERE s.contact_id = contact_statistics.contact_id",
        f"DELETE FROM segment_line WHERE segment_id = {target}",
    ]
    if not is_postgres():
        log.insert(
            1,
            "INSERT INTO entry_search (rowid, search_text)"
            f" SELECT id, search_text FROM {_ENTRIES} WHERE id > {last}",
        )
    return [timed(partial(_together, run, statements)) for statements in (add, refine, log)]


def _last(run: Callable[[str], Any]) -> int:
    return int(run(f"SELECT MAX(id) FROM {_ENTRIES}").fetchone()[0])


def _together(run: Callable[[str], Any], statements: Sequence[str]) -> None:
    run("BEGIN" if is_postgres() else "BEGIN IMMEDIATE")
    for statement in statements:
        run(statement)
    run("COMMIT")


def _bare(url: str) -> Any:
    if is_postgres():
        return psycopg.connect(url, autocommit=True)
    connection = sqlite3.connect(sqlite_path(url), isolation_level=None)
    for pragma in ("synchronous = normal", "foreign_keys = 1", "mmap_size = 1073741824"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
