"""A PostgreSQL server that is away, refuses or interrupts: a sentence, and the process goes on after it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from models.base import tuples
from models.database import close_database, database, open_database, reading, unit
from models.errors import BusyError, DatabaseError
from models.salesperson import Salesperson
from models.who import acting_as
from tests.conftest import ANNA
from tests.engines.databases import Databases
from tests.engines.postgres import PostgresServer
from tui import cli

KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s"


@pytest.fixture
def url(databases: dict[str, Databases], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An open database on the server with one salesperson; locks are waited for only shortly."""
    monkeypatch.setenv("TOUCHBASE_LOCK_TIMEOUT", "50")
    with databases["postgres"].fresh() as address, acting_as(ANNA):
        open_database(address)
        store("JO")
        yield address
        close_database()


@unit
def store(code: str) -> None:
    """One unit of work."""
    Salesperson.add(code=code, name="Somebody")


@reading
def codes() -> list[str]:
    """The salespeople stored."""
    return [code for (code,) in tuples(Salesperson.select(Salesperson.code).order_by(Salesperson.code))]


def cut_off(url: str) -> None:
    """End this thread's connection from the server's side."""
    pid = database.execute_sql("SELECT pg_backend_pid()").fetchone()[0]
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(KILL, (pid,))
        gone = "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = %s"
        while (other.execute(gone, (pid,)).fetchone() or (0,))[0]:
            pass


def test_a_read_that_is_cut_off_is_asked_once_more(url: str) -> None:
    calls = []

    @reading
    def asked() -> list[tuple[object, ...]]:
        calls.append("asked")
        if len(calls) == 1:
            cut_off(url)
        return tuples(Salesperson.select(Salesperson.code))

    assert asked() == [("JO",)]
    assert len(calls) == 2


def test_a_unit_that_is_cut_off_is_told_and_nothing_of_it_is_stored(url: str) -> None:
    @unit
    def cut() -> None:
        store("AL")
        cut_off(url)
        store("BO")

    with pytest.raises(DatabaseError, match="does not answer; check the connection"):
        cut()
    assert codes() == ["JO"]
    store("CY")
    assert codes() == ["CY", "JO"]


def test_a_unit_that_begins_on_a_connection_that_died_begins_again(url: str) -> None:
    cut_off(url)
    store("AL")
    assert codes() == ["AL", "JO"]


def test_a_row_locked_elsewhere_is_told_and_stored_later(url: str) -> None:
    rename = unit(lambda: Salesperson.update(name="Jo").where(Salesperson.code == "JO").execute())
    with psycopg.connect(url) as other:
        other.execute("UPDATE salesperson SET name = 'Other' WHERE code = 'JO'")
        with pytest.raises(BusyError, match="try again in a moment"):
            rename()
        other.rollback()
    assert rename() == 1


def test_a_cancelled_statement_is_told_and_the_connection_stays_good(url: str) -> None:
    @unit
    def slow() -> None:
        store("AL")
        database.execute_sql("SET LOCAL statement_timeout = 10")
        database.execute_sql("SELECT pg_sleep(10)")

    with pytest.raises(DatabaseError, match="was stopped"):
        slow()
    assert codes() == ["JO"]
    assert url


def test_a_serialization_failure_is_tried_again(url: str) -> None:
    seen = []

    @unit
    def count_up() -> None:
        database.execute_sql("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        name = tuples(Salesperson.select(Salesperson.name).where(Salesperson.code == "JO"))[0][0]
        seen.append(name)
        if len(seen) == 1:
            with psycopg.connect(url, autocommit=True) as other:
                other.execute("UPDATE salesperson SET name = 'Other' WHERE code = 'JO'")
        Salesperson.update(name=f"{name}+").where(Salesperson.code == "JO").execute()

    count_up()
    assert seen == ["Somebody", "Other"]
    assert tuples(Salesperson.select(Salesperson.name)) == [("Other+",)]


def test_a_deadlock_is_tried_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHBASE_LOCK_TIMEOUT", "10000")
    open_database(url)
    store("AL")
    both_hold_one = threading.Barrier(2)
    tries: list[str] = []

    @unit
    def rename(first: str, second: str) -> None:
        tries.append(first)
        database.execute_sql("SET LOCAL deadlock_timeout = '20ms'")
        Salesperson.update(name=first).where(Salesperson.code == first).execute()
        if tries.count(first) == 1:
            both_hold_one.wait(10)
        Salesperson.update(name=first).where(Salesperson.code == second).execute()

    def other() -> None:
        with acting_as(ANNA):
            rename("JO", "AL")
        close_database()

    thread = threading.Thread(target=other)
    thread.start()
    rename("AL", "JO")
    thread.join()
    assert len(tries) > 2
    assert len(set(tuples(Salesperson.select(Salesperson.name)))) == 1


def refused(url: str) -> str:
    """The sentence with which a server lets nobody in, after checking the exit code of the shell."""
    assert cli.run(["--database", url, "list", "salespeople"]) == 10
    with pytest.raises(DatabaseError) as error:
        open_database(url)
    return str(error.value)


def test_a_database_that_is_not_there_is_named(url: str) -> None:
    told = refused(url.replace("/touchbase_", "/gone_"))
    assert "does not let you in" in told
    assert "gone_" in told


def test_a_role_that_is_not_there_is_named(url: str) -> None:
    assert 'role "stranger" does not exist' in refused(url.replace("//postgres@", "//stranger@"))


def test_a_server_with_no_connection_left_says_so(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("DROP ROLE IF EXISTS crowd")
        other.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
        assert "no room left" in refused(url.replace("//postgres@", "//crowd@"))
        other.execute("DROP ROLE crowd")


def test_a_role_that_may_only_read_is_told_to_ask(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("DROP ROLE IF EXISTS reader")
        other.execute("CREATE ROLE reader LOGIN")
        other.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        open_database(url.replace("//postgres@", "//reader@"))
        assert codes() == ["JO"]
        with pytest.raises(DatabaseError, match="read but not write; ask its keeper"):
            store("AL")
        close_database()
        other.execute("DROP OWNED BY reader")
        other.execute("DROP ROLE reader")


def test_a_wrong_password_says_so_without_showing_it(own_server: PostgresServer) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as keeper:
        keeper.execute("CREATE ROLE anna LOGIN PASSWORD 'right'")
        rules = Path((keeper.execute("SHOW hba_file").fetchone() or ("",))[0])
        rules.write_text("local all anna scram-sha-256\n" + rules.read_text())
        keeper.execute("SELECT pg_reload_conf()")
    told = refused(own_server.url().replace("//postgres@", "//anna:wrong@"))
    assert "password authentication failed" in told
    assert "wrong" not in told


def test_a_server_that_stops_is_missed_and_the_same_process_goes_on_when_it_is_back(
    own_server: PostgresServer,
) -> None:
    url = own_server.url(own_server.create_database())
    with psycopg.connect(url, autocommit=True) as keeper:
        keeper.execute("ALTER ROLE postgres SET synchronous_commit = on")  # a crash must keep what was stored
    assert cli.run(["--database", url, "init", "--empty"]) == 0
    with acting_as(ANNA):
        open_database(url)
        store("JO")
        own_server.stop()
        for work in (codes, lambda: store("AL")):
            with pytest.raises(DatabaseError, match="does not answer; check the connection"):
                work()
        assert cli.run(["--database", url, "list", "salespeople"]) == 10
        own_server.start()
        store("BO")
        assert codes() == ["BO", "JO"]
        close_database()
