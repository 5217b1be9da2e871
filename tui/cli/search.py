"""The search index of a database: made anew when it is missing or older than the program, and on request."""

from __future__ import annotations

import sys

import click

from models.errors import BusyError, DatabaseError
from models.words import p_


def make_current() -> None:
    """Make the search index of the open database anew if it is missing, broken or from older rules.

    A database that cannot be written now is used as it is: searching is slower then, and finds the same.
    """
    from models.search_state import is_current

    if is_current():
        return
    try:
        rebuild()
    except (BusyError, DatabaseError) as error:
        click.echo(str(error), err=True)


def rebuild() -> None:
    """Make the search index anew, telling how far it is."""
    from models.rules import search_rebuild

    teller = _Teller(p_("progress", "Making the search index:"))
    search_rebuild.rebuild(teller.tell)
    teller.end()


def compare() -> int:
    """Compare what records are found by with what they say; returns how many were not found."""
    from models.rules import search_rebuild
    from models.rules.contacts import emails as contact_emails

    teller = _Teller(p_("progress", "Comparing search texts:"))
    wrong = search_rebuild.put_right(teller.tell) + contact_emails.put_right()
    teller.end()
    return wrong


class _Teller:
    """Writes how much is done over one line of the terminal; a file or a pipe gets nothing."""

    def __init__(self, step: str) -> None:
        self._step = step
        self._shown = ""

    def tell(self, done: int, of: int) -> None:
        """So much of so much is done."""
        text = f"{self._step} {100 * done // of if of else 100} %"
        if text != self._shown and sys.stderr.isatty():
            self._shown = text
            click.echo(f"\r{text}", nl=False, err=True)

    def end(self) -> None:
        """Go on below the line."""
        if self._shown:
            click.echo(err=True)
