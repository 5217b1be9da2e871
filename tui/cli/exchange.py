"""The verbs that read and write files of other programs: import, export."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from models.errors import RuleError, TouchbaseError
from models.exchange.contact_store import Outcome, RowResult
from models.exchange.contacts_in import Progress, Report, import_contacts
from models.pages import page
from models.queries import columns, windows
from models.queries.rows import Question
from models.text import cell_safe
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import confirmed, opened, say
from tui.cli.options import everywhere
from tui.cli.pages import assignments, filters

INTERRUPTED = 130


@click.group("import")
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


@click.command()
@click.argument("page_name", metavar="PAGE")
@click.option(
    "--format", "form", type=click.Choice(["csv", "json", "vcard"]), default="csv", show_default=True
)
@click.option(
    "--vcard-version", "version", type=click.Choice(["4.0", "3.0"]), default="4.0", show_default=True
)
@click.option("--delimiter", default=",", show_default=True, help="Between the cells of CSV; tab for a tab.")
@click.option("--raw", is_flag=True, help="CSV without the guard against spreadsheet formulas.")
@click.option(
    "--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option(
    "--filter", "filtered", multiple=True, metavar="FIELD=EXPRESSION", help="An exact value, or a..b."
)
@everywhere
def export(
    page_name: str,
    form: str,
    version: str,
    delimiter: str,
    raw: bool,
    target: Path | None,
    filtered: Sequence[str],
) -> None:
    """Write the records of PAGE as CSV or JSON, contacts also as vCards."""
    of = page(page_name)
    between = "\t" if delimiter == "tab" else delimiter
    if len(between) != 1:
        raise RuleError(p_("error", "The delimiter is one character, or tab."), field="delimiter")
    if form == "vcard" and of.name != "contacts":
        raise RuleError(p_("error", "Only contacts are written as vCards."), field="format")
    question = Question(of.name, (), of.order, of.descending, filters(filtered))
    with opened() as options:
        replace = p_("shell", "{file} exists. Replace it?").format(file=target)
        if target is not None and target.exists() and not confirmed(options, replace):
            return
        with _writing(target) as stream:
            number = _write(stream, question, form, version, between, raw)
    if target is not None:
        done = np_("shell", "Wrote {number} record to {file}.", "Wrote {number} records to {file}.", number)
        say(done.format(number=number, file=target))


def _write(stream: TextIO, question: Question, form: str, version: str, delimiter: str, raw: bool) -> int:
    if question.page == "contacts" and form != "json":
        from models.exchange.contacts_out import export_contacts

        return export_contacts(
            stream, format=form, version=version, question=question, delimiter=delimiter, raw=raw
        )
    return _records(stream, question, form, delimiter, raw)


def _records(stream: TextIO, question: Question, form: str, delimiter: str, raw: bool) -> int:
    """Write all fields of the records of any page, window by window; returns how many."""
    import json

    from models import values
    from models.exchange.csv_out import RowWriter

    abouts = columns.abouts(question.page)
    asked = Question(question.page, tuple(abouts), question.order, question.descending, question.filters)
    phones = [name for name in abouts if name.endswith("phone_no") or name == "fax_no"]
    writer = (
        RowWriter(stream, list(abouts), delimiter=delimiter, phones=phones, raw=raw)
        if form == "csv"
        else None
    )
    number, anchor = 0, None
    while True:
        window = windows.window(asked, anchor, limit=500)
        for row in window.rows:
            cells = list(zip(abouts.values(), row.cells, strict=True))
            if writer is not None:
                writer.write([values.write(about, value) for about, value in cells])
            else:
                data = {about.name: output.as_json(about, value) for about, value in cells}
                stream.write(json.dumps(data, ensure_ascii=False) + "\n")
        number += len(window.rows)
        if window.at_end or not window.rows:
            return number
        anchor = window.rows[-1]


@contextmanager
def _writing(target: Path | None) -> Iterator[TextIO]:
    """A stream in UTF-8 that keeps line ends: standard output, or a file that appears when it is whole."""
    if target is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        return
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        partial.replace(target)
    except OSError as error:
        raise TouchbaseError(
            p_("shell", "{file} cannot be written: {reason}.").format(file=target, reason=error.strerror)
        ) from error
    finally:
        partial.unlink(missing_ok=True)
