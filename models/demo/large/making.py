"""Making the database that is filled: a file that takes its place when it is whole, or one on a server."""

from __future__ import annotations

from models.database import close_database, connect, create_schema, is_empty, sqlite_path
from models.database.bulk import in_a_hurry, settle
from models.database.files import made_beside
from models.demo.large.load import Progress, load_large
from models.drivers import is_server
from models.errors import DatabaseError
from models.words import p_


def make_large(url: str, contacts: int, entries: int, progress: Progress) -> None:
    """Make the database at `url` with so many contacts and log entries.

    A file appears when it is whole; what an interrupted call leaves on a server are empty tables at most.
    Raises `DatabaseError` for a file that is not empty, and `RuleError` for such a database on a server.
    """
    if is_server(url):
        _fill(url, contacts, entries, progress)
        return
    path = sqlite_path(url)
    if not is_empty(path):
        raise DatabaseError(p_("error", "{path} exists already; name a new file.").format(path=path))
    with made_beside(path) as part:
        _fill(f"sqlite:///{part}", contacts, entries, progress)


def _fill(url: str, contacts: int, entries: int, progress: Progress) -> None:
    connect(url)
    try:
        create_schema()
        with in_a_hurry():
            load_large(contacts, entries, progress)
        settle()
    finally:
        close_database()
