"""Opening the database for a verb: which one, for whom, and on which day."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from models.errors import TouchbaseError
from models.words import p_
from tui.cli.options import Options, from_environment
from tui.cli.search import make_current


def given() -> Options:
    """The options of this call, with the environment's for what was left out."""
    return from_environment(click.get_current_context().find_root().ensure_object(Options))


@contextmanager
def opened() -> Iterator[Options]:
    """Work for the person on the database that the options name.

    The user's own database is made on first use, with the starter set; any other must exist.
    """
    options = given()
    url = options.url()
    set_person(options)
    from models.database import close_database, open_database, sqlite_path

    if made_default(options):
        from models.starter.loading import load_starter

        load_starter()
        say(p_("shell", "Created {path} with the starter set.").format(path=sqlite_path(url)))
    open_database(url, told=say)
    try:
        make_current()
        yield options
    finally:
        close_database()


def made_default(options: Options) -> bool:
    """Make the person's own database, empty, when it is meant and not there yet; whether it was made."""
    from models.database import create_database, is_empty, sqlite_path
    from models.drivers import is_server

    url = options.url()
    if not options.is_default_database or is_server(url) or not is_empty(sqlite_path(url)):
        return False
    return create_database(url)


def set_person(options: Options) -> None:
    """Work for the person and on the day that the options name."""
    from models.who import Who, act_as

    today = dt.date.today()  # noqa: DTZ011 - the business date is the wall clock's
    act_as(Who(user=options.user_name(), work_date=options.work_day(today)))


def say(sentence: str) -> None:
    """A message that is no result: on standard error, so that pipes stay clean."""
    click.echo(sentence, err=True)


def confirmed(options: Options, question: str) -> bool:
    """Whether the person agrees; without a terminal only `--yes` does, and its absence is a refusal."""
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise TouchbaseError(p_("shell", "{question} Give --yes to go ahead.").format(question=question))
    return click.confirm(question, default=False, err=True)
