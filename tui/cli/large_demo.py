"""Filling a database with as much demo data as asked for, and telling how far it is."""

from __future__ import annotations

import sys

import click

from models.drivers import is_server
from models.errors import RuleError
from models.words import np_, p_
from tui.cli.opening import say, set_person
from tui.cli.options import Options, shown_address


def fill(options: Options, contacts: int, entries: int) -> None:
    """Make the database that the options name, with so many contacts and interaction log entries.

    Raises `RuleError` unless they name one, and `DatabaseError` when something is in it already.
    """
    if options.is_default_database:
        raise RuleError(p_("shell", "Name the new file to fill."), field="database")
    from models.database import sqlite_path
    from models.demo.large import make_large

    set_person(options)
    url = options.url()
    teller = _Teller()
    try:
        make_large(url, contacts, entries, teller.tell)
    finally:
        teller.end()
    place = shown_address(url) if is_server(url) else str(sqlite_path(url))
    number = np_("shell", "{number} contact", "{number} contacts", contacts).format(number=f"{contacts:,}")
    logged = np_("shell", "{number} entry", "{number} entries", entries).format(number=f"{entries:,}")
    say(
        p_("shell", "Created {database} with {contacts} and {entries}.").format(
            database=place, contacts=number, entries=logged
        )
    )


class _Teller:
    """Writes over one line of the terminal; a file or a pipe gets nothing."""

    def __init__(self) -> None:
        self._shown = ""

    def tell(self, step: str, done: int, of: int) -> None:
        """What is being done, and how much of it is done already."""
        text = f"{step} {100 * done // of} %" if of else step
        if text != self._shown and sys.stderr.isatty():
            click.echo("\r" + text.ljust(len(self._shown)), nl=False, err=True)
            self._shown = text

    def end(self) -> None:
        """Go on below the line."""
        if self._shown:
            click.echo(err=True)
            self._shown = ""
