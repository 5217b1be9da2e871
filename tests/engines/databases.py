"""Fresh databases for tests: one template per engine is migrated, every test gets a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Protocol

from models.database import close_database, create_database
from tests.engines.emptying import Freshness, emptied, freshness
from tests.engines.postgres import PostgresServer


class Databases(Protocol):
    """Makes databases of one engine; each is gone when its block ends."""

    def fresh(self) -> AbstractContextManager[str]:
        """The URL of a database with the current schema and no records."""

    def bare(self) -> AbstractContextManager[str]:
        """The URL of a database without tables; on SQLite of a file that does not exist yet."""


class SqliteDatabases:
    """SQLite files in one directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = count(1)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A copy of the template file."""
        with self._place() as path:
            shutil.copyfile(self._template, path)
            yield f"sqlite:///{path}"

    @contextmanager
    def bare(self) -> Iterator[str]:
        """A place for a file, in a directory of its own."""
        with self._place() as path:
            yield f"sqlite:///{path}"

    @contextmanager
    def _place(self) -> Iterator[Path]:
        directory = self._directory / str(next(self._numbers))
        directory.mkdir(parents=True)
        try:
            yield directory / "touchbase.db"
        finally:
            shutil.rmtree(directory, onerror=_let_go)

    @cached_property
    def _template(self) -> Path:
        path = self._directory / "template" / "touchbase.db"
        create_database(f"sqlite:///{path}")
        close_database()
        assert not path.with_name(f"{path.name}-wal").exists(), "the template was not closed"
        return path


class PostgresDatabases:
    """Databases of a server of our own, which starts when the first one is asked for."""

    def __init__(self, started: Callable[[], PostgresServer]) -> None:
        self._started = started
        self._fresh: list[str] = []

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A copy of the template database, or one that a test left and that was made fresh again."""
        template, like = self._template
        name = self._fresh.pop() if self._fresh else self._server.create_database(template)
        url = self._server.url(name)
        try:
            yield url
        finally:
            if emptied(url, like):
                self._fresh.append(name)
            else:
                self._server.drop_database(name)

    @contextmanager
    def bare(self) -> Iterator[str]:
        """An empty database."""
        with self._copy_of("template0") as url:
            yield url

    @contextmanager
    def _copy_of(self, template: str) -> Iterator[str]:
        name = self._server.create_database(template)
        try:
            yield self._server.url(name)
        finally:
            self._server.drop_database(name)

    @cached_property
    def _server(self) -> PostgresServer:
        return self._started()

    @cached_property
    def _template(self) -> tuple[str, Freshness]:
        name = self._server.create_database()
        create_database(self._server.url(name))
        close_database()
        return name, freshness(self._server.url(name))


@contextmanager
def all_engines(directory: Path) -> Iterator[dict[str, Databases]]:
    """The makers of databases by the name of their engine; a server that was started ends with the block."""
    with ExitStack() as stack:
        yield {
            "sqlite": SqliteDatabases(directory),
            "postgres": PostgresDatabases(lambda: stack.enter_context(PostgresServer())),
        }


def _let_go(function: Callable[[str], object], path: str, _error: object) -> None:
    """Remove what a test about rights made unremovable."""
    Path(path).parent.chmod(0o700)
    function(path)
