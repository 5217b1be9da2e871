"""Units of work: all or nothing, the first error is the one told, and every lane has its own connection."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from threading import Barrier, Event

import psycopg
import pytest

from models.base import tuples
from models.database import close_database, database, is_postgres, reading, sqlite_path, unit
from models.errors import DatabaseError, RuleError
from models.rules import records
from models.salesperson import Salesperson

pytestmark = pytest.mark.usefixtures("opened")


@unit
def store(code: str) -> int:
    """Store one salesperson."""
    return Salesperson.add(code=code)


@reading
def codes() -> list[str]:
    """The salespeople stored."""
    return [code for (code,) in tuples(Salesperson.select(Salesperson.code).order_by(Salesperson.code))]


def nothing_is_open() -> bool:
    """Whether this thread is in no transaction, by Peewee and by the engine."""
    connection = database.connection()
    within = connection.pgconn.transaction_status if is_postgres() else connection.in_transaction
    return not within and not database.in_transaction()


def test_a_unit_within_a_unit_joins_it() -> None:
    @unit
    def both() -> None:
        store("A")
        raise RuleError("no")

    with pytest.raises(RuleError, match="no"):
        both()
    assert codes() == []
    assert nothing_is_open()


@pytest.mark.parametrize("error", [RuleError("no"), ValueError("a mistake"), KeyboardInterrupt()])
def test_any_error_takes_everything_back_and_stays_what_it_is(error: BaseException) -> None:
    @unit
    def work() -> None:
        store("A")
        store("B")
        raise error

    with pytest.raises(type(error)) as raised:
        work()
    assert raised.value is error
    assert codes() == []
    assert nothing_is_open()


def test_the_first_error_is_told_when_the_transaction_cannot_even_be_ended() -> None:
    @unit
    def work() -> None:
        database.execute_sql("ROLLBACK")
        raise RuleError("the reason")

    with pytest.raises(RuleError, match="the reason"):
        work()
    assert nothing_is_open()
    store("A")
    assert codes() == ["A"]


def test_what_a_constraint_refuses_is_a_sentence() -> None:
    store("A")
    with pytest.raises(RuleError, match="refresh and try again"):
        store("A")
    assert nothing_is_open()
    assert codes() == ["A"]


def test_a_wrong_question_leaves_nothing_open() -> None:
    with pytest.raises(DatabaseError, match="The database refused"):
        reading(lambda: database.execute_sql("SELECT nonsense FROM salesperson"))()
    assert nothing_is_open()
    assert codes() == []


def test_several_records_are_changed_all_or_none() -> None:
    records.create("salespeople", {"code": "JO"})

    @unit
    def many() -> None:
        for code in ("A", "B", "JO"):
            records.create("salespeople", {"code": code})

    with pytest.raises(RuleError, match="JO exists already"):
        many()
    assert codes() == ["JO"]


def test_every_lane_has_a_connection_of_its_own() -> None:
    together = Barrier(3)

    def connection() -> int:
        together.wait(10)
        codes()
        found = id(database.connection())
        together.wait(10)
        close_database()
        return found

    with ThreadPoolExecutor(3) as lanes:
        found = [lanes.submit(copy_context().run, connection) for _ in range(3)]
        assert len({future.result() for future in found} | {id(database.connection())}) == 4


def test_a_read_does_not_wait_for_a_write_that_waits_for_a_lock(opened: str) -> None:
    store("JO")
    begun = Event()

    def write() -> None:
        begun.set()
        unit(lambda: Salesperson.update(name="Jo").where(Salesperson.code == "JO").execute())()
        close_database()

    with ThreadPoolExecutor(1) as lane, closing(other_program(opened)) as other:
        writing = lane.submit(copy_context().run, write)
        assert begun.wait(10)
        assert codes() == ["JO"]
        assert not writing.done()
        other.execute("ROLLBACK")
        writing.result(20)
    assert tuples(Salesperson.select(Salesperson.name)) == [("Jo",)]


def other_program(url: str) -> sqlite3.Connection | psycopg.Connection[tuple[object, ...]]:
    """Another program in the middle of writing the one salesperson."""
    if is_postgres():
        server = psycopg.connect(url, autocommit=True)
        server.execute("BEGIN")
        server.execute("UPDATE salesperson SET name = 'Other'")
        return server
    file = sqlite3.connect(sqlite_path(url), isolation_level=None)
    file.execute("BEGIN IMMEDIATE")
    return file
