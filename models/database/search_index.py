"""The indexes over the search texts of contacts and log entries, as either engine has them.

On SQLite an FTS5 table beside each: it keeps no texts of its own, so whoever changes a text takes the row out
of the index before and puts it in again after. A row without words is not in it. On PostgreSQL a GIN index
that follows by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import Any

import peewee as pw

from models.database import faults
from models.database.engine import database, is_postgres

INDEXES = {"contact": "contact_search", "interaction_log_entry": "entry_search"}
"""The indexes by the tables whose search texts they find."""

_WORDS = "array_to_tsvector(array_remove(string_to_array({prefix}search_text, ' '), ''))"
_PARTS = (
    "CREATE TABLE IF NOT EXISTS {name}_data (id INTEGER PRIMARY KEY, block BLOB)",
    "CREATE TABLE IF NOT EXISTS {name}_idx (segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS {name}_config (k PRIMARY KEY, v) WITHOUT ROWID",
    "INSERT OR REPLACE INTO {name}_data VALUES (1, x''), (10, x'00000000000000')",
    "INSERT OR REPLACE INTO {name}_config VALUES ('version', 4)",
)
"""What FTS5 needs to open an index, an empty one."""
_BATCH = 400

READY = 3
"""Beginnings of so many letters SQLite's index has ready."""


def follows_by_itself() -> bool:
    """Whether the engine keeps the indexes in step with the texts."""
    return is_postgres()


def is_broken(error: BaseException) -> bool:
    """Whether an index itself is what failed, and not the disk, a lock or another table."""
    name, text = faults.sqlite_name(error), str(error)
    named = any(part in text for part in ("fts5", *INDEXES.values()))
    return name == "SQLITE_CORRUPT_VTAB" or (name == "SQLITE_ERROR" and named)


def put_in(table: str, ids: Iterable[int]) -> None:
    """Index rows of `table` that are not in its index, by the texts that they have now."""
    for batch in _batches(ids):
        name = INDEXES[table]
        _run(f"INSERT INTO {name} (rowid, search_text) SELECT id, search_text", table, batch)


def put_in_texts(table: str, texts: Iterable[tuple[int, str]]) -> None:
    """Index rows that are not in the index yet, by their ids and texts."""
    if is_postgres():
        return
    insert = f"INSERT INTO {INDEXES[table]} (rowid, search_text) VALUES "
    for batch in pw.chunked((row for row in texts if row[1]), _BATCH):
        database.execute_sql(
            insert + ", ".join(["(?, ?)"] * len(batch)), [part for row in batch for part in row]
        )


def put_in_between(table: str, first: int, last: int) -> None:
    """Index all rows with ids from `first` to `last`, none of which is in the index."""
    if is_postgres():
        return
    name = INDEXES[table]
    select = f"SELECT id, search_text FROM {table} WHERE search_text <> '' AND id BETWEEN ? AND ?"
    database.execute_sql(f"INSERT INTO {name} (rowid, search_text) {select}", (first, last))


def take_out(table: str, ids: Iterable[int]) -> None:
    """Take rows out of the index, by the texts that they have still."""
    for batch in _batches(ids):
        name = INDEXES[table]
        _run(
            f"INSERT INTO {name} ({name}, rowid, search_text) SELECT 'delete', id, search_text", table, batch
        )


def write_texts(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write derived columns of rows, each given as its id and its values; no version moves."""
    sets = ", ".join(f"{column} = new.column{place}" for place, column in enumerate(columns, 2))
    row = f"({', '.join([database.param] * (len(columns) + 1))})"
    for batch in pw.chunked(rows, _BATCH):
        values = ", ".join([row] * len(batch))
        database.execute_sql(
            f"UPDATE {table} SET {sets} FROM (VALUES {values}) AS new WHERE {table}.id = new.column1",
            [value for one in batch for value in one],
        )


def make_empty() -> None:
    """Take the indexes away; on SQLite empty ones take their place, for rows to be put in."""
    for table, name in INDEXES.items():
        if is_postgres():
            database.execute_sql(f"DROP INDEX IF EXISTS {name}")
            continue
        _drop(name)
        database.execute_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5 (search_text, content = '{table}', "
            "content_rowid = 'id', columnsize = 0, detail = none, prefix = '1 2 3', tokenize = 'ascii')"
        )


def _drop(name: str) -> None:
    """Drop an index; one too broken to be opened is first made an empty one."""
    try:
        database.execute_sql(f"DROP TABLE IF EXISTS {name}")
    except pw.DatabaseError as error:
        if not is_broken(error):
            raise
        for statement in _PARTS:
            database.execute_sql(statement.format(name=name))
        database.execute_sql(f"DROP TABLE {name}")


def complete() -> None:
    """Make the indexes of an engine whose indexes follow by themselves."""
    if is_postgres():
        for table, name in INDEXES.items():
            words = _WORDS.format(prefix="")
            database.execute_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({words})")


def answers() -> bool:
    """Whether the indexes are there and answer at all; what they answer is compared by `differs`."""
    try:
        for name in INDEXES.values():
            if is_postgres():
                if database.execute_sql("SELECT to_regclass(%s)", (name,)).fetchone() == (None,):
                    return False
            else:
                database.execute_sql(
                    f"SELECT rowid FROM {name} WHERE {name} MATCH '\"a\"*' LIMIT 1"
                ).fetchone()
    except pw.DatabaseError as error:
        if is_broken(error):
            return False
        raise
    return True


def differs(table: str) -> bool:
    """Whether the index says something else than the texts; reads all of them, and needs a unit of work."""
    if is_postgres():
        return False
    name = INDEXES[table]
    try:
        database.execute_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    except pw.DatabaseError as error:
        if is_broken(error):
            return True
        raise
    return False


@dataclass(frozen=True, slots=True)
class Costs:
    """About how many microseconds it takes, for each row."""

    looked_at: float
    """Passing it in the order of a list and looking at its text."""
    passed: float
    """Passing it without its text, by an index."""
    fetched: float
    """Looking it up by its id, with its text."""
    read: float
    """Being one of those that the index names for a word that it has ready."""
    gathered: float
    """Or for a beginning that it gathers from all the words that begin so."""
    named: float
    """Being named for all words."""


_CACHED = 5_000_000
"""A table of more rows does not fit into what SQLite maps into memory."""


def costs(rows: float) -> Costs:
    """What a search costs in a table of so many rows on this engine: measured once, the ratios matter."""
    if is_postgres():
        return Costs(looked_at=1.0, passed=inf, fetched=1.8, read=0.2, gathered=0.2, named=0.2)
    fetched = 0.8 if rows < _CACHED else 2.3
    return Costs(looked_at=1.0, passed=0.15, fetched=fetched, read=0.035, gathered=0.2, named=0.1)


def among_found(model: Any, words: Sequence[str], or_any: Sequence[str], *, walked: bool) -> pw.Node:
    """The condition that the index names a record of `model` for all of `words`, or for one of `or_any`.

    With `walked` the list is passed in its order, else all that are named are looked up and sorted. A word
    that ends with a space is met only by the whole word. All are folded words without signs.
    """
    table = model._meta.table_name
    if is_postgres():
        words_of = _WORDS.format(prefix="found.")
        select = f"SELECT found.ctid FROM {table} AS found WHERE {words_of} @@ CAST(%s AS tsquery)"
        place = pw.Column(model._meta.table, "ctid")
        return pw.NodeList((place, pw.SQL(f"= ANY (ARRAY({select}))", (_meant(words, (), or_any),))))
    name = INDEXES[table]
    among = pw.SQL(f"IN (SELECT rowid FROM {name} WHERE {name} MATCH ?)", (_meant(words, (), or_any),))
    # A sign before the id keeps SQLite from looking up one id after the other.
    return pw.NodeList((pw.SQL("+"), model.id, among) if walked else (model.id, among))


def number(table: str, words: Sequence[str], without: Sequence[str], or_any: Sequence[str]) -> int | None:
    """How many rows have all of `words` and none of `without`, or one of `or_any`.

    None on an engine that would look at each of the rows.
    """
    if is_postgres():
        return None
    name = INDEXES[table]
    found = database.execute_sql(
        f"SELECT COUNT(*) FROM {name} WHERE {name} MATCH ?", (_meant(words, without, or_any),)
    )
    return int(found.fetchone()[0])


def _meant(words: Sequence[str], without: Sequence[str], or_any: Sequence[str]) -> str:
    """What the engine's index is asked for."""
    if is_postgres():
        all_of = " & ".join([*map(_postgres_word, words), *(f"!{_postgres_word(word)}" for word in without)])
        return _joined([all_of, *map(_postgres_word, or_any)], " | ")
    all_of = " AND ".join(map(_sqlite_word, words))
    if without:
        all_of = f"({all_of}) NOT ({' OR '.join(map(_sqlite_word, without))})"
    return _joined([all_of, *map(_sqlite_word, or_any)], " OR ")


def spread(last: int, number: int) -> pw.Node:
    """About `number` ids evenly spread from 1 to `last`, as the right side of a comparison."""
    step = max(1, last // max(1, number))
    if is_postgres():
        return pw.SQL(f"= ANY (ARRAY(SELECT generate_series(1, {last}, {step})))")
    return pw.SQL(
        f"IN (WITH RECURSIVE place (id) AS (VALUES (1) UNION ALL SELECT id + {step} FROM place "
        f"WHERE id + {step} <= {last}) SELECT id FROM place)"
    )


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in pieces that one statement takes; none on an engine whose index follows by itself."""
    rest = iter(() if is_postgres() else sorted(set(ids)))
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _run(statement: str, table: str, ids: list[int]) -> None:
    marks = ", ".join("?" * len(ids))
    database.execute_sql(f"{statement} FROM {table} WHERE search_text <> '' AND id IN ({marks})", ids)


def _joined(parts: list[str], by: str) -> str:
    return by.join(f"({part})" for part in parts if part)


def _sqlite_word(word: str) -> str:
    return f'"{word.rstrip()}"' if word.endswith(" ") else f'"{word}"*'


def _postgres_word(word: str) -> str:
    return f"'{word.rstrip()}'" if word.endswith(" ") else f"'{word}':*"
