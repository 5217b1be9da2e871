"""The databases that are measured: made by `touchbase demo`, in each size once for each engine."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from itertools import count

import psycopg
from psycopg import sql

from tests.bench.measuring import Amount, Size
from tests.engines.postgres import PostgresServer
from tests.terminal import ROOT, touchbase

WORK_DATE = "2025-05-15"
"""The day that everything is seen from."""

_newcomers = count(1)


def database(size: Size, engine: str, amount: Amount) -> str:
    """What `--database` takes for the generated database of this size; made unless it is there."""
    name = f"demo_{amount.contacts}_{amount.entries}"
    if engine == "sqlite":
        path = size.folder / f"{name}.db"
        if not path.exists():
            _make(str(path), amount)
        return str(path)
    server = size.server or _own_server().url()
    url = _renamed(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if found is None:
            making = f"{name}_making"
            for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {} TEMPLATE template0"):
                connection.execute(sql.SQL(statement).format(sql.Identifier(making)))
            _make(_renamed(server, making), amount)
            renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(renamed.format(sql.Identifier(making), sql.Identifier(name)))
    return url


def given(database: str, user: str = "ANNA") -> list[str]:
    """The options that name a generated database, the day it is seen from and who works."""
    return ["--database", database, "--work-date", WORK_DATE, "--user", user]


def newcomer() -> str:
    """Somebody for whom no list is as it was left, for that is remembered by name."""
    return f"NEW.{os.getpid()}.{next(_newcomers)}"


def _make(database: str, amount: Amount) -> None:
    subprocess.run(
        touchbase(
            *given(database),
            "demo",
            f"--contacts={amount.contacts}",
            f"--entries={amount.entries}",
        ),
        cwd=ROOT,
        check=True,
        stderr=subprocess.PIPE,
    )


def _renamed(url: str, name: str) -> str:
    """The address of another database on the same server."""
    head, question, rest = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{question}{rest}"


@cache
def _own_server() -> PostgresServer:
    """A server that ends with this process."""
    return PostgresServer().__enter__()
