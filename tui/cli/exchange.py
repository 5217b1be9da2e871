"""The verb that reads files of other programs: import."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from models.exchange.contacts.importing import Progress, Report, import_contacts
from models.exchange.contacts.store import Outcome, RowResult
from models.text import cell_safe
from models.words import np_, p_
from tui.cli import output
from tui.cli.lazy import VerbGroup
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.cli.pages import assignments

INTERRUPTED = 130


@click.group("import", cls=VerbGroup)
@everywhere
def import_() -> None:
    """Read records from a file of another program."""


@import_.command("contacts")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check every row, store nothing.")
@click.option("--mapping", multiple=True, metavar="HEADER=FIELD", help="What a column of a CSV file holds.")
@click.option("--encoding", metavar="NAME", help="How the file is written; found out when left out.")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write refused rows here.")
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@click.option("--json", "to_json", is_flag=True, help="One JSON object a line.")
@everywhere
def contacts(
    file: Path,
    dry_run: bool,
    mapping: Sequence[str],
    encoding: str | None,
    refused: Path | None,
    progress: bool,
    to_json: bool,
) -> int:
    """Import contacts from a vCard or CSV FILE.

    A row is created, updated, unchanged or refused; the exit code is 1 when one was refused. Ctrl+C ends
    after the rows in hand: what was stored is whole, and importing the file again goes on.
    """
    tell = _Teller(to_json=to_json, progress=progress)
    with opened(), _stopping() as asked:
        report = import_contacts(
            file,
            mapping=assignments(mapping),
            encoding=encoding,
            dry_run=dry_run,
            refused_path=refused,
            progress=tell.progress,
            told=tell.row,
            stop=lambda: bool(asked),
        )
    tell.report(report, dry_run=dry_run)
    if report.stopped:
        return INTERRUPTED
    return 1 if report.refused else 0


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """Collect Ctrl+C instead of breaking off in the middle of a row."""
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


class _Teller:
    """Prints what becomes of the rows, as JSON lines or for the eye."""

    def __init__(self, *, to_json: bool, progress: bool) -> None:
        self._json = to_json
        self._progress = progress
        self._on_line = False

    def progress(self, now: Progress) -> None:
        """How far it is: a JSON line, or one line of the terminal that is written over."""
        if not self._progress:
            return
        if self._json:
            output.json_line({"position": now.position, "size": now.size, "rows": now.rows})
            sys.stdout.flush()
        elif sys.stderr.isatty():
            part = 100 * now.position // max(1, now.size)
            text = np_("shell", "{part} %, {number} row", "{part} %, {number} rows", now.rows)
            click.echo("\r" + text.format(part=part, number=now.rows), nl=False, err=True)
            self._on_line = True

    def row(self, result: RowResult) -> None:
        """One row; people are told only about those with something to say."""
        if self._json:
            output.json_line(
                {
                    "line": result.line,
                    "outcome": result.outcome.value,
                    "no": result.contact_no,
                    "name": result.name,
                    "reason": result.reason,
                    "notes": list(result.notes),
                }
            )
        elif result.outcome is Outcome.REFUSED or result.notes:
            self._end_line()
            told = " ".join((result.reason, *result.notes)).strip()
            text = p_("shell", "Line {line}, {name}: {told}")
            click.echo(cell_safe(text.format(line=result.line, name=result.name or "-", told=told)))

    def report(self, report: Report, *, dry_run: bool) -> None:
        """What came of it all."""
        self._end_line()
        if self._json:
            counts = {name: getattr(report, name) for name in ("created", "updated", "unchanged", "refused")}
            output.json_line(
                {
                    **counts,
                    "notes": report.notes,
                    "encoding": report.encoding,
                    "encoding_guessed": report.guessed,
                    "unknown_columns": list(report.unknown_columns),
                    "stopped": report.stopped,
                    "dry_run": dry_run,
                }
            )
            return
        if report.unknown_columns:
            names = ", ".join(report.unknown_columns)
            say(p_("shell", "Columns that are only kept: {names} (see --mapping).").format(names=names))
        if report.guessed:
            say(
                p_("shell", "The encoding was guessed: {name} (see --encoding).").format(name=report.encoding)
            )
        text = (
            p_(
                "shell",
                "Would be created {created}, updated {updated}, unchanged {unchanged}, refused {refused}.",
            )
            if dry_run
            else p_(
                "shell", "Created {created}, updated {updated}, unchanged {unchanged}, refused {refused}."
            )
        )
        say(
            text.format(
                created=report.created,
                updated=report.updated,
                unchanged=report.unchanged,
                refused=report.refused,
            )
        )
        if report.stopped:
            say(p_("shell", "Interrupted; importing the file again goes on from here."))

    def _end_line(self) -> None:
        if self._on_line:
            click.echo(err=True)
            self._on_line = False
