"""One interaction saved: a draft, then finished, against the same rows written with the bare driver."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import psycopg

from models.database import close_database, is_postgres, open_database, sqlite_path
from models.queries.records import view
from models.rules import records as rules
from models.rules.interactions import drafts, interaction_form
from models.rules.interactions.finish import finish
from models.rules.interactions.form_state import FormState
from models.starter.loading import load_starter
from models.who import Who, acting_as
from tests.bench.measuring import Line, Size, in_turns, timed
from tests.engines.databases import all_engines

_NOW = dt.datetime(2025, 5, 15, 9, 0)  # noqa: DTZ001 - the typist's wall clock
_ME = Who(user="ANNA", work_date=_NOW.date(), clock=lambda: _NOW)
_TEXT = "Asked for the new price list"

Run = Callable[[str, Sequence[Any]], Any]
Row = dict[str, Any]


def saving(size: Size) -> Iterator[Line]:
    """An interaction created as a draft and finished, on both engines."""
    with all_engines(size.folder / "saving") as engines:
        for name, databases in engines.items():
            with databases.fresh() as url, acting_as(_ME):
                open_database(url)
                try:
                    ours, floor = _measured(url, size.keys)
                finally:
                    close_database()
            yield Line(
                f"an interaction saved, {name}",
                ours * 1000,
                "ms",
                floor * 1000,
                "its statements, bare driver",
            )


def _measured(url: str, rounds: int) -> list[float]:
    form = _form()
    entry, draft = _rows(url, form)
    with closing(_bare(url)) as connection:
        run: Run = connection.execute
        bare = partial(_statements, run, entry, draft)
        return in_turns(rounds, partial(timed, partial(_save, form)), partial(timed, bare))


def _form() -> FormState:
    load_starter()
    rules.create("salespeople", {"code": "AH", "name": "Anna Hughes"})
    company = rules.create("contacts", {"type": "Company", "name": "Brightwater Tools"}).id
    number = str(view("contacts", company).values["no"])
    person = rules.create("contacts", {"type": "Person", "name": "Nell Ashby", "company_no": number}).id
    form = interaction_form.start(contact_ids=(person,))
    typed = {"interaction_template_code": "OUTGOING", "salesperson_code": "AH", "description": _TEXT}
    for field, text in typed.items():
        form = interaction_form.typed(form, field, text)
    return form


def _save(form: FormState) -> int:
    return finish(drafts.save_draft(form, None), form).entry_ids[0]


def _rows(url: str, form: FormState) -> tuple[Row, Row]:
    """The rows that saving this form writes, as they are stored: the floor writes the same."""
    held = drafts.save_draft(form, None)
    with closing(_bare(url)) as connection:
        draft = _row(connection, f"SELECT * FROM draft WHERE entry_id = {held.entry_id}")
        finish(held, form)
        entry = _row(connection, f"SELECT * FROM interaction_log_entry WHERE id = {held.entry_id}")
    return entry, draft


def _row(connection: Any, query: str) -> Row:
    cursor = connection.execute(query)
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _bare(url: str) -> Any:
    if is_postgres():
        return psycopg.connect(url, autocommit=True)
    connection = sqlite3.connect(sqlite_path(url), isolation_level=None)
    for pragma in ("synchronous = normal", "foreign_keys = 1", "mmap_size = 1073741824"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _statements(run: Run, entry: Row, draft: Row) -> None:
    begin = "BEGIN" if is_postgres() else "BEGIN IMMEDIATE"
    values = {name: value for name, value in entry.items() if name != "id"}
    run(begin, ())
    number = _insert(run, "interaction_log_entry", {**values, "postponed": True}, "id")
    _insert(run, "draft", {**draft, "entry_id": number}, "entry_id")
    run("COMMIT", ())
    run(begin, ())
    run(_sql("DELETE FROM draft WHERE entry_id = ? AND holder = ?"), (number, draft["holder"]))
    settings = ", ".join(f"{name} = ?" for name in values)
    run(_sql(f"UPDATE interaction_log_entry SET {settings} WHERE id = ?"), (*values.values(), number))
    for owner in sorted({entry["contact_id"], entry["company_id"]}):
        run(
            _sql(
                "UPDATE contact_statistics SET no_of_interactions = no_of_interactions + 1, cost = cost + ?,"
                " duration = duration + ?, last_date_attempted = ?, date_of_last_interaction = ?"
                " WHERE contact_id = ?"
            ),
            (entry["cost"], entry["duration"], entry["date"], entry["date"], owner),
        )
    run("COMMIT", ())


def _insert(run: Run, table: str, row: Row, key: str) -> int:
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) RETURNING {key}"
    return int(run(_sql(statement), tuple(row.values())).fetchone()[0])


def _sql(text: str) -> str:
    return text.replace("?", "%s") if is_postgres() else text
