"""The databases that tests run on are fresh, fast to get, and gone afterwards."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from models.database import database, is_postgres, open_database
from models.errors import DatabaseError
from models.who import who
from tests.engines.databases import Databases
from tests.engines.postgres import PostgresServer

START_A_SERVER = """
import sys
from tests.engines.postgres import PostgresServer
with PostgresServer() as server:
    print(server.directory, flush=True)
    print(server.keeper_id, flush=True)
    sys.stdin.read()
"""


def test_an_opened_database_is_of_the_engine_asked_for_and_has_a_person(opened: str, engine: str) -> None:
    assert is_postgres() == (engine == "postgres")
    assert opened.startswith("sqlite:////" if engine == "sqlite" else "postgresql://")
    assert who().user == "ANNA"
    assert who().today.isoformat() == "2025-05-15"


async def test_a_test_that_awaits_has_the_person_too(opened: str) -> None:
    assert opened
    assert who().user == "ANNA"


def test_what_one_test_writes_the_next_does_not_see(engine: str, databases: dict[str, Databases]) -> None:
    with databases[engine].fresh() as first:
        open_database(first)
        database.execute_sql("CREATE TABLE left_over (id INTEGER)")
        assert "left_over" in database.get_tables()
        database.close()
    with databases[engine].fresh() as second:
        assert second != first
        open_database(second)
        assert "left_over" not in database.get_tables()
        database.close()


def test_a_bare_database_has_no_tables(database_url: str, engine: str) -> None:
    if engine == "sqlite":
        assert not Path(database_url.removeprefix("sqlite:///")).exists()
    else:
        with psycopg.connect(database_url) as connection:
            found = connection.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchone()
        assert found == (0,)


def test_text_is_stored_and_sorted_the_same_way_everywhere(own_server: PostgresServer) -> None:
    with psycopg.connect(own_server.url()) as connection:
        words = connection.execute(
            "SELECT w FROM unnest(ARRAY['b', 'ä', 'B', 'a']) AS w ORDER BY w"
        ).fetchall()
    assert [word for (word,) in words] == ["B", "a", "b", "ä"]


def test_a_server_that_was_stopped_is_missed_and_comes_back(own_server: PostgresServer) -> None:
    url = own_server.url(own_server.create_database())
    own_server.stop()
    with pytest.raises(DatabaseError):
        open_database(url)
    own_server.start()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_server_outlives_tests_that_were_killed(ending: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_A_SERVER],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as tests:
        assert tests.stdout is not None
        directory = Path(tests.stdout.readline().strip())
        keeper = os.pidfd_open(int(tests.stdout.readline()))
        server = os.pidfd_open(int((directory / "data" / "postmaster.pid").read_text().splitlines()[0]))
        tests.send_signal(ending)
        tests.wait()
    for process in (server, keeper):
        assert _ends(process)
        os.close(process)
    assert not directory.exists()


def _ends(process: int) -> bool:
    """Whether the process behind a descriptor ends within half a minute."""
    return bool(select.select([process], [], [], 30)[0])


def test_the_home_of_a_test_is_empty_and_its_own(home: Path) -> None:
    assert os.environ["HOME"] == str(home)
    assert list(home.iterdir()) == []
    assert not [name for name in os.environ if name.startswith("TOUCHBASE_")]
