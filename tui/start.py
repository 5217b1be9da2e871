"""Where everything is put together: the database, the person, the lanes and the screens."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from models.database import close_database, create_database, open_database, sqlite_path
from models.database.stopping import stop
from models.drivers import is_server
from models.errors import NotFoundError
from models.queries import records
from models.queries.postponed import my_postponed
from models.words import p_
from tui import terminal
from tui.app import START, TouchbaseApp
from tui.cli.opening import made_default, say, set_person
from tui.cli.options import Options, address
from tui.cli.search import make_current
from tui.data.greeting import greet
from tui.lanes import Lanes
from tui.screens.pages import all_screens
from tui.session import Found, Session


def start(options: Options) -> None:
    """Open the screens on the database that the options name.

    The person's own database is made on first use. Raises `DatabaseError` before any screen is shown when
    the database cannot be used.
    """
    with terminal.quiet():
        set_person(options)
        first = made_default(options)
        open_database(options.url(), told=say)
        make_current()
        _run(options, first=first)


def start_demo(options: Options) -> None:
    """Open the screens on a demo database of its own, whatever the options name; thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="touchbase-") as folder, terminal.quiet():
        shown = replace(options, database=str(Path(folder) / "demo.db"))
        set_person(shown)
        create_database(shown.url())
        from models.demo.loading import load_demo

        load_demo()
        _run(shown, first=False)


def _run(options: Options, *, first: bool) -> None:
    user = salesperson_or(options.user_name())
    close_database()
    lanes = Lanes(close=close_database, interrupt=stop)
    try:
        make_app(lanes, options.url(), user, first=first).run()
    finally:
        lanes.shut_down()


def make_app(
    lanes: Lanes, url: str, user: str, *, first: bool = False, start_at: str = START
) -> TouchbaseApp:
    """The program on an opened database.

    Args:
        lanes: The ways to the database.
        url: Where the database is.
        user: The salesperson code or name of the person, for the navigation row.
        first: Whether the database was made just now and is empty.
        start_at: The name of the first page.
    """
    session = Session(
        shown_name(url),
        user,
        address(url),
        lanes,
        find_records=partial(_find_contacts, lanes),
        undo=partial(_undo, lanes),
        count_postponed=partial(_count_postponed, lanes),
        greet=partial(greet, lanes=lanes, url=url, first=first),
    )
    return TouchbaseApp(session, all_screens(lanes), start=start_at)


def shown_name(url: str) -> str:
    """The name of a database as the navigation row shows it: its file, or its name on the server."""
    return url.rpartition("/")[2].partition("?")[0] if is_server(url) else sqlite_path(url).name


def salesperson_or(user: str) -> str:
    """The code of the salesperson that the user is, else the user's name."""
    try:
        view = records.view("users", records.find("users", user))
    except NotFoundError:
        return user
    return str(view.values["salesperson_code"] or user)


async def _find_contacts(lanes: Lanes, text: str, limit: int) -> Sequence[Found]:
    found = await lanes.read(records.look_up, "contacts", text, limit)
    return [Found("contacts", choice.id, f"{choice.code} {choice.description}") for choice in found]


async def _undo(lanes: Lanes) -> str:
    from models.rules.undo import undo

    return p_("message", "Taken back: {what}.").format(what=await lanes.write(undo))


async def _count_postponed(lanes: Lanes) -> int:
    return await lanes.read(my_postponed)
