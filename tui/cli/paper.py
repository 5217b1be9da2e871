"""The verbs that print on paper: labels and cover sheets, into a file."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from models.dates.typed import read_date
from models.errors import RuleError
from models.exchange.paper.labels import Printed
from models.exchange.paper.pages import FORMATS
from models.exchange.paper.printing import Done, Job, Recording, Wording, print_cover_sheets, print_labels
from models.exchange.paper.recipients import Skipped
from models.exchange.paper.sheets import A4, PAPERS, SHEETS
from models.text import cell_safe, clean, clean_note
from models.who import who
from models.words import np_, p_
from tui.cli import output
from tui.cli.following import Progress, ended_by_signals
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.cli.recipients import Whom, for_whom

_NAMED = 20
"""Of more who did not fit only their number is told."""


@dataclass(frozen=True, slots=True)
class _Printing:
    """Where to, how, and what is told meanwhile."""

    target: Path
    form: str
    date: str
    overwrite: bool
    progress: bool
    to_json: bool

    @contextmanager
    def job(self, whom: Whom) -> Iterator[Job]:
        """What is printed; raises `RuleError` when the file is there and is not to be replaced."""
        if self._is_piped and self.form == "pdf" and sys.stdout.isatty():
            told = p_("shell", "A PDF is nothing for a terminal; give --format text, or --to a file.")
            raise RuleError(told, field="to")
        if not self._is_piped and os.path.isfile(self.target) and not self.overwrite:
            told = p_("shell", "{file} is there already; give --overwrite to replace it.")
            raise RuleError(told.format(file=self.target), field="to")
        progress = Progress(
            _number, wanted=self.progress, json=self._number_as_json if self.to_json else None
        )

        def skipped(one: Skipped) -> None:
            progress.end()
            self._left_out(one)

        target = sys.stdout.buffer if self._is_piped else self.target
        yield Job(target, whom.ids(), self._day(), self.form, told=progress, skipped=skipped)
        progress.end()

    @property
    def _is_piped(self) -> bool:
        """Whether the pages go to standard output, so that all that is told does not."""
        return str(self.target) == "-"

    def _tell(self, data: Mapping[str, object]) -> None:
        click.echo(output.as_line(data), err=self._is_piped)

    def _number_as_json(self, number: int) -> None:
        self._tell({"printed": number})
        sys.stdout.flush()

    def _day(self) -> dt.date:
        mine = who()
        if not self.date:
            return mine.work_date
        try:
            return read_date(self.date, work_date=mine.work_date, today=mine.today)
        except RuleError as error:
            raise RuleError(error.sentence, field="date") from None

    def _left_out(self, one: Skipped) -> None:
        if self.to_json:
            self._tell({"left_out": one.no, "name": one.name, "reason": one.reason})
        else:
            say(cell_safe(one.sentence))

    def done(self, printed: Printed, sentence: str, **more: object) -> None:
        """What came of it; `sentence` says it to people, `more` stands in JSON."""
        if self.to_json:
            counts: dict[str, object] = {
                "number": printed.number,
                "pages": printed.pages,
                "file": str(self.target),
                "cut": list(printed.cut[:_NAMED]),
                "missing": "".join(printed.missing),
            }
            self._tell(counts | more)
            return
        if printed.cut:
            told = np_(
                "shell",
                "Shortened, because it does not fit: {numbers}.",
                "Shortened, because they do not fit ({count}): {numbers}.",
                len(printed.cut),
            )
            numbers = ", ".join(printed.cut[:_NAMED]) + (", ..." if len(printed.cut) > _NAMED else "")
            say(cell_safe(told.format(count=len(printed.cut), numbers=numbers)))
        if printed.missing:
            told = p_("shell", "The font lacks these letters, boxes stand for them: {letters}")
            say(cell_safe(told.format(letters=" ".join(printed.missing))))
        file = p_("shell", "standard output") if self._is_piped else self.target
        say(sentence.format(number=printed.number, pages=printed.pages, file=file))


def _number(number: int) -> str:
    return np_("shell", "{number} printed", "{number} printed", number).format(number=number)


def _printing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options of where to and how something is printed, as `to`."""

    @wraps(function)
    def collected(**given: Any) -> Any:
        to = _Printing(**{one.name: given.pop(one.name) for one in fields(_Printing)})
        return function(to=to, **given)

    takes: Callable[..., Any] = collected
    for option in (
        click.option("--json", "to_json", is_flag=True, help="One JSON object a line."),
        click.option("--progress", is_flag=True, help="Tell how far it is."),
        click.option("--overwrite", is_flag=True, help="Replace a file that is there already."),
        click.option(
            "--date", default="", metavar="DATE", help="The day whose addresses hold; else the work date."
        ),
        click.option(
            "--format", "form", type=click.Choice(FORMATS), default="pdf", show_default=True,
            help="text is for line printers: ten letters and six lines to an inch.",
        ),
        click.option(
            "--to", "target", required=True, type=click.Path(allow_dash=True, path_type=Path),
            help="The file to write, - for standard output."
        ),
    ):  # fmt: skip
        takes = option(takes)
    return takes


@click.command()
@for_whom
@_printing
@click.option(
    "--sheet", "name", type=click.Choice(list(SHEETS)), default="3x8", show_default=True,
    help="; ".join(f"{sheet.name}: {sheet.known_as}" for sheet in SHEETS.values()) + ".",
)  # fmt: skip
@click.option(
    "--from", "first", type=int, default=1, show_default=True, metavar="LABEL",
    help="The label of the first sheet to begin with.",
)  # fmt: skip
@everywhere
def labels(whom: Whom, to: _Printing, name: str, first: int) -> None:
    """Print address labels for contacts into a file.

    The alternative address that is active on the day goes before that of the card. Whoever has no address or
    is blocked for privacy is named and left out.
    """
    with opened(), ended_by_signals(), to.job(whom) as job:
        printed = print_labels(job, SHEETS[name], first=first)
    to.done(printed, _labels_done(printed))


def _labels_done(printed: Printed) -> str:
    return np_(
        "shell",
        "Printed {number} label to {file} (pages: {pages}).",
        "Printed {number} labels to {file} (pages: {pages}).",
        printed.number,
    )


@click.command("cover-sheets")
@for_whom
@_printing
@click.option("--paper", type=click.Choice(list(PAPERS)), default=A4.name, show_default=True)
@click.option("--subject", default="", metavar="TEXT", help="What it is about.")
@click.option("--text", default="", metavar="TEXT", help="What stands below.")
@click.option("--log", is_flag=True, help="Record each in the log, as Interaction Template Setup says.")
@everywhere
def cover_sheets(whom: Whom, to: _Printing, paper: str, subject: str, text: str, log: bool) -> None:
    """Print a cover sheet for each contact into a file.

    Our own name and address come from Company Information. Whoever has no address or is blocked for privacy
    is named and left out.
    """
    with opened(), ended_by_signals(), to.job(whom) as job:
        recording = Recording(whom.campaign()) if log else None
        wording = Wording(clean(subject), clean_note(text))
        done = print_cover_sheets(job, PAPERS[paper], wording, recording=recording)
    if not to.to_json:
        _tell_recorded(done)
    sentence = np_(
        "shell",
        "Printed {number} cover sheet to {file}.",
        "Printed {number} cover sheets to {file}.",
        done.printed.number,
    )
    to.done(done.printed, sentence, recorded=done.recorded, notes=list(done.notes))


def _tell_recorded(done: Done) -> None:
    for note in done.notes:
        say(cell_safe(note))
    if done.recorded:
        told = np_("shell", "Recorded {number} entry.", "Recorded {number} entries.", done.recorded)
        say(told.format(number=done.recorded))
