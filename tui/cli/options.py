"""Options that go before or after the verb, and what they come to."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from models.drivers import is_server
from models.errors import DatabaseError, RuleError
from models.text import clean
from models.words import p_

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_FILE = "touchbase.db"
USER_LENGTH = 50
"""The longest name of a user (domain.md 1.1)."""


@dataclass(slots=True)
class Options:
    """What was given before or after the verb, or in the environment."""

    database: str = ""
    """A file or a postgresql:// address; blank for the user's own database."""
    user: str = ""
    work_date: str = ""
    yes: bool = False

    @property
    def is_default_database(self) -> bool:
        """Whether the user's own database is meant, which is made on first use."""
        return not self.database

    def url(self) -> str:
        """The address of the database."""
        return address(self.database or str(_default_file()))

    def user_name(self) -> str:
        """Who works: `--user`, else the operating system's user; raises `RuleError` when that is too long."""
        try:
            name = clean(self.user or getpass.getuser())
        except (KeyError, OSError):  # an account without a name, as in some containers
            name = ""
        if len(name) > USER_LENGTH:
            raise RuleError(
                p_("shell", "A user has at most {limit} characters, not {length}.").format(
                    limit=USER_LENGTH, length=len(name)
                ),
                field="user",
            )
        return name or f"UID{os.getuid()}"

    def work_day(self, today: dt.date) -> dt.date:
        """The business date; raises `RuleError` when what was typed is no date."""
        if not self.work_date:
            return today
        from models.dates.typed import read_date

        try:
            return read_date(self.work_date, work_date=today, today=today)
        except RuleError as error:
            raise RuleError(str(error), field="work-date") from None


def address(database: str) -> str:
    """The address of a database given as a file or already as an address.

    Raises `DatabaseError` for an address of no engine that we know.
    """
    if "://" not in database:
        # Only the sign that an address escapes with: any other may stand in the name of a file.
        return "sqlite:///" + os.path.abspath(os.path.expanduser(database)).replace("%", "%25")
    if not (database.startswith("sqlite:///") or _is_server_address(database)):
        raise DatabaseError(
            p_("shell", "{url} is no database: give a file, or postgresql://server/name.").format(
                url=shown_address(database)
            )
        )
    return database


def _is_server_address(url: str) -> bool:
    try:
        return is_server(url) and urlsplit(url).port != 0
    except ValueError:  # half a bracket, a port that is no number
        return False


def shown_address(url: str) -> str:
    """An address as it may be printed: without the password in it."""
    return re.sub(r"(//[^:/@]*):[^@/]*@", r"\1:***@", url)


def _default_file() -> str:
    from tui.paths import data_dir

    return str(data_dir() / DEFAULT_FILE)


def everywhere(function: F) -> F:
    """Give a verb the options that every verb takes."""
    for option in (
        click.option(
            "--database", metavar=p_("shell", "FILE|URL"), expose_value=False, callback=_keep,
            help=p_("shell", "The database: a file, or postgresql://server/name."),
        ),
        click.option(
            "--user", metavar=p_("shell", "NAME"), expose_value=False, callback=_keep,
            help=p_("shell", "Who works; otherwise the user of the operating system."),
        ),
        click.option(
            "--work-date", metavar=p_("shell", "DATE"), expose_value=False, callback=_keep,
            help=p_("shell", "The business date that defaults take; otherwise today."),
        ),
        click.option(
            "--yes", is_flag=True, expose_value=False, callback=_keep, help=p_("shell", "Ask nothing.")
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def narrowing(function: F) -> F:
    """Give a verb on a list the options that narrow it, as `filtered` and `search`."""
    for option in (
        click.option(
            "--search", default="", metavar=p_("shell", "WORDS"),
            help=p_("shell", "Words to find, as the quick search does."),
        ),
        click.option(
            "--filter", "filtered", multiple=True, metavar=p_("shell", "FIELD=EXPRESSION"),
            help=p_("shell", "What to take: Co*, a..b, a|b, <>a, t-1M..t."),
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Store what was given, before or after the verb; the one nearer to the end wins."""
    options = context.find_root().ensure_object(Options)
    if isinstance(value, str) and not value.strip():
        # A variable of a script that is not set must not mean the person's own database.
        raise click.BadParameter(p_("shell", "It must not be blank."), context, parameter)
    if value and parameter.name:
        setattr(options, parameter.name, value)


def from_environment(options: Options) -> Options:
    """The options over those of the environment."""
    return Options(
        options.database or os.environ.get("TOUCHBASE_DATABASE", ""),
        options.user or os.environ.get("TOUCHBASE_USER", ""),
        options.work_date or os.environ.get("TOUCHBASE_WORK_DATE", ""),
        options.yes,
    )


def given_url(arguments: list[str]) -> str:
    """The address that a call names, read before anything is imported that a database driver weighs on."""
    for place, argument in enumerate(arguments):
        if argument == "--database" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--database="):
            return argument.partition("=")[2]
    return os.environ.get("TOUCHBASE_DATABASE", "")


def keys_in(file: Path) -> list[str]:
    """The keys that stand in a file, one a line, or come on standard input for `-`.

    Raises `RuleError` when it cannot be read or is no text.
    """
    try:
        with click.open_file(str(file), encoding="utf-8-sig") as lines:
            return [line.strip() for line in lines if line.strip()]
    except OSError as error:
        told = p_("error", "{path} cannot be read: {reason}.")
        raise RuleError(told.format(path=file, reason=error.strerror or error), field="keys") from None
    except UnicodeDecodeError:
        told = p_("shell", "{file} is no list of keys: it is not a text in UTF-8.")
        raise RuleError(told.format(file=file), field="keys") from None
