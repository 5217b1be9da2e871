"""The verb that writes a list into a file for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from models.errors import RuleError
from models.exchange.files.whole_file import whole_file
from models.exchange.list_out import export_list
from models.pages import page
from models.queries import records
from models.queries.lists import columns
from models.queries.lists.rows import Question
from models.words import np_, p_
from tui.cli import output
from tui.cli.following import Progress, ended_by_signals
from tui.cli.opening import confirmed, opened, say
from tui.cli.options import everywhere, keys_in, narrowing
from tui.cli.pages import filters

_KEYS = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class _Way:
    """How the records are written."""

    form: str
    version: str
    delimiter: str
    raw: bool
    captions: bool
    chosen: bool
    """Whether columns were named; contacts without are written so that they can be imported again."""


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
@click.option("--captions", is_flag=True, help="CSV with captions in the header instead of field names.")
@click.option(
    "--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@narrowing
@click.option("--order", default="", metavar="FIELD", help="The field to order by; -FIELD for the reverse.")
@click.option("--fields", "names", default="", metavar="A,B", help="The fields to write; all without it.")
@click.option("--keys", type=_KEYS, help="Only these records: their keys, one a line, as list --ids prints.")
@click.option("--without", type=_KEYS, help="Not these records: their keys, one a line.")
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@click.option("--json", "to_json", is_flag=True, help="Tell it as one JSON object a line.")
@everywhere
def export(
    page_name: str,
    form: str,
    version: str,
    delimiter: str,
    raw: bool,
    captions: bool,
    target: Path | None,
    filtered: Sequence[str],
    search: str,
    order: str,
    names: str,
    keys: Path | None,
    without: Path | None,
    progress: bool,
    to_json: bool,
) -> None:
    """Write the records of PAGE as CSV or JSON, contacts also as vCards.

    A file appears when it is whole; Ctrl+C leaves none. Contacts as CSV without --fields are written so that
    they can be imported again.
    """
    of = page(page_name)
    between = "\t" if delimiter == "tab" else delimiter
    if len(between) != 1:
        raise RuleError(p_("error", "The delimiter is one character, or tab."), field="delimiter")
    if form == "vcard" and of.name != "contacts":
        raise RuleError(p_("error", "Only contacts are written as vCards."), field="format")
    shown = tuple(name.strip() for name in names.split(",") if name.strip())
    way = _Way(form, version, between, raw, captions, bool(shown))
    descending = order.startswith("-") if order else of.descending
    asked = shown or tuple(columns.abouts(of.name))
    question = Question(of.name, asked, order.lstrip("-") or of.order, descending, filters(filtered), search)
    teller = _Teller(target, progress=progress, to_json=to_json)
    with opened() as options, ended_by_signals():
        replace = p_("shell", "{file} exists. Replace it?").format(file=target)
        if target is not None and target.is_file() and not confirmed(options, replace):
            return
        only, but = _ids(of.name, keys), _ids(of.name, without)
        with _writing(target) as stream:
            number = 0 if keys and not only else _write(stream, question, way, only, but, teller)
    teller.done(number)


def _write(
    stream: TextIO,
    question: Question,
    way: _Way,
    only: Sequence[int],
    without: Sequence[int],
    teller: _Teller,
) -> int:
    if way.form == "vcard" or (question.page == "contacts" and way.form == "csv" and not way.chosen):
        from models.exchange.contacts.exporting import export_contacts

        return export_contacts(
            stream, format=way.form, version=way.version, question=question, delimiter=way.delimiter,
            raw=way.raw, only=only, without=without, told=teller.progress,
        )  # fmt: skip
    return export_list(
        stream, question, form=way.form, delimiter=way.delimiter, raw=way.raw, captions=way.captions,
        only=only, without=without, told=teller.progress,
    )  # fmt: skip


def _ids(page_name: str, keys: Path | None) -> list[int]:
    """The ids of the records whose keys stand in a file, or come on standard input."""
    if keys is None:
        return []
    return [records.find(page_name, key) for key in keys_in(keys)]


@contextmanager
def _writing(target: Path | None) -> Iterator[TextIO]:
    """A stream in UTF-8 that keeps line ends: standard output, or a file that appears when it is whole."""
    if target is not None:
        with whole_file(target) as stream:
            yield stream
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    yield sys.stdout


class _Teller:
    """Tells how far it is, and what was written."""

    def __init__(self, target: Path | None, *, progress: bool, to_json: bool) -> None:
        self._target = target
        self._json = to_json
        rows = (lambda number: self._tell({"rows": number})) if to_json else None
        self.progress = Progress(_rows, wanted=progress, json=rows)

    def done(self, number: int) -> None:
        """What was written, when it went to a file."""
        self.progress.end()
        if self._target is None:
            return
        if self._json:
            self._tell({"rows": number, "file": str(self._target)})
            return
        done = np_("shell", "Wrote {number} record to {file}.", "Wrote {number} records to {file}.", number)
        say(done.format(number=number, file=self._target))

    def _tell(self, data: dict[str, object]) -> None:
        """On standard error while the records themselves go to standard output."""
        if self._target is None:
            click.echo(output.as_line(data), err=True)
        else:
            output.json_line(data)
            sys.stdout.flush()


def _rows(number: int) -> str:
    return np_("shell", "{number} row", "{number} rows", number).format(number=number)
