"""What every test has: a machine of its own, and a fresh database on either engine.

`opened` is an open, empty database and somebody who works on it; a test that takes it runs on both engines.
`empty_url` and `database_url` give only the address of one, with and without tables.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from models.database import close_database, open_database
from models.who import Who, acting_as
from tests.engines.databases import Databases, all_engines
from tests.engines.postgres import PostgresServer

ENGINES = ("sqlite", "postgres")
NOW = dt.datetime(2025, 5, 15, 9, 0)  # noqa: DTZ001 - the typist's wall clock
ANNA = Who(user="ANNA", work_date=NOW.date(), clock=lambda: NOW)

_SETTING_PREFIXES = ("TOUCHBASE_", "XDG_", "TEXTUAL", "PG", "LC_")
_SETTINGS = (
    "LANG",
    "LANGUAGE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "SSH_CONNECTION",
    "SSH_TTY",
    "EDITOR",
    "VISUAL",
)

_homes = count(1)

# A slow machine is no failure, and a failing example can be repeated from the output alone.
settings.register_profile("touchbase", deadline=None, print_blob=True)
settings.load_profile("touchbase")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home directory of somebody who has never started the program, and no settings of this machine."""
    directory = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    directory.mkdir(parents=True)
    for name in os.environ:
        if name.startswith(_SETTING_PREFIXES) or name in _SETTINGS:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(directory))
    for name, place in (
        ("DATA", ".local/share"),
        ("STATE", ".local/state"),
        ("CONFIG", ".config"),
        ("CACHE", ".cache"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(directory / place))
    return directory


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Databases]]:
    """The makers of databases by the name of their engine."""
    with all_engines(tmp_path_factory.mktemp("databases")) as engines:
        yield engines


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the database engine below: every test that takes it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_url(engine: str, databases: dict[str, Databases]) -> Iterator[str]:
    """The URL of a database with the current tables and no records."""
    with databases[engine].fresh() as url:
        yield url


@pytest.fixture
def database_url(engine: str, databases: dict[str, Databases]) -> Iterator[str]:
    """The URL of a database without tables; with SQLite the file does not exist yet."""
    with databases[engine].bare() as url:
        yield url


@pytest.fixture
def opened(empty_url: str) -> Iterator[str]:
    """An open database without records, on which Anna works on 15 May 2025 at nine; its URL."""
    open_database(empty_url)
    try:
        with acting_as(ANNA):
            yield empty_url
    finally:
        close_database()


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for this test alone, which it may stop and start."""
    with PostgresServer() as server:
        yield server
