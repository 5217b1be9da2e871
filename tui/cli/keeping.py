"""The verbs that keep a database: init, demo, check, backup, restore, migrate, version."""

from __future__ import annotations

from importlib.metadata import version as distribution_version
from pathlib import Path

import click

from models.drivers import is_server
from models.errors import DatabaseError, TouchbaseError
from models.words import np_, p_
from tui.cli.opening import confirmed, given, opened, say, set_person
from tui.cli.options import everywhere, shown_address


@click.command()
@click.option("--empty", is_flag=True, help="Without the starter set.")
@everywhere
def init(empty: bool) -> None:
    """Create the database, with the starter set unless --empty is given."""
    from models.database import create_database, is_empty, sqlite_path

    options = given()
    set_person(options)
    url = options.url()
    place = shown_address(url) if is_server(url) else str(sqlite_path(url))
    if not (is_server(url) or is_empty(sqlite_path(url))) or not create_database(url):
        raise DatabaseError(p_("shell", "{database} exists already.").format(database=place))
    if not empty:
        from models.starter.loading import load_starter

        load_starter()
    say(p_("shell", "Created {database}.").format(database=place))


@click.command()
@click.option(
    "--contacts", type=click.IntRange(min=1), help="Fill the new file of --database with so many contacts."
)
@click.option("--entries", type=click.IntRange(min=0), help="Fill it with so many interaction log entries.")
@everywhere
def demo(contacts: int | None, entries: int | None) -> None:
    """Open the screens on a throw-away demo database.

    With --contacts or --entries fill the new file, or the empty database on a server, that --database names,
    with as much demo data, and open nothing. The same work date gives the same data.
    """
    if contacts is None and entries is None:
        from importlib import import_module

        import_module("tui.start").start_demo(given())
        return
    from tui.cli.large_demo import fill

    fill(given(), contacts or max(1, (entries or 0) // 10), entries or 0)


@click.command()
@click.option("--rebuild-search", is_flag=True, help="Make the search index anew, whatever it says.")
@everywhere
def check(rebuild_search: bool) -> int:
    """Look for damage, and put right counters and search texts that differ from what they follow from."""
    from models.database import find_damage
    from models.queries import attachment_check
    from models.rules.statistics import differences, recompute
    from tui.cli.search import compare, rebuild

    with opened():
        damage = [*find_damage(), *attachment_check.problems()]
        for sentence in damage:
            click.echo(sentence)
        if unused := attachment_check.unused():
            click.echo(unused)
        wrong = differences()
        if wrong:
            recompute([one.contact_id for one in wrong])
        number = len(wrong)
        click.echo(
            np_(
                "shell",
                "{number} contact had wrong counters.",
                "{number} contacts had wrong counters.",
                number,
            ).format(number=number)
        )
        if rebuild_search:
            rebuild()
        number = compare()
        click.echo(
            np_(
                "shell",
                "{number} record was not found by its words.",
                "{number} records were not found by their words.",
                number,
            ).format(number=number)
        )
        return 1 if damage else 0


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@everywhere
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE, also while others use it."""
    from models.database import copy_file, sqlite_path

    with opened() as options:
        if is_server(options.url()):
            raise TouchbaseError(p_("shell", "A PostgreSQL database is copied with pg_dump."))
        if file.exists() and not confirmed(
            options, p_("shell", "{file} exists. Replace it?").format(file=file)
        ):
            return
        copy_file(sqlite_path(options.url()), file)
        say(p_("shell", "Copied the database to {file}.").format(file=file))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@everywhere
def restore(file: Path) -> None:
    """Bring a copy made with backup back in place of the database; the old one is kept beside it."""
    from models.database import put_back, sqlite_path

    options = given()
    url = options.url()
    if is_server(url):
        raise TouchbaseError(p_("shell", "A PostgreSQL database is brought back with pg_restore."))
    target = sqlite_path(url)
    if target.exists() and not confirmed(options, p_("shell", "Replace {file}?").format(file=target)):
        return
    kept = put_back(file, target)
    say(p_("shell", "Brought {file} back as {target}.").format(file=file, target=target))
    if kept:
        say(p_("shell", "The old database is kept as {file}.").format(file=kept))


@click.command()
@everywhere
def migrate() -> None:
    """Bring the tables of the database up to this version."""
    from models.database import bring_up_to_date, close_database
    from tui.cli.search import make_current

    applied = bring_up_to_date(given().url())
    make_current()
    close_database()
    say(
        p_("shell", "Applied {names}.").format(names=", ".join(applied))
        if applied
        else p_("shell", "The database is up to date.")
    )


@click.command()
@everywhere
def version() -> None:
    """Print the version of the program and of its tables."""
    from models.database import version as schema_version

    click.echo(f"touchbase {distribution_version('touchbase-crm')}, tables {schema_version()}")
