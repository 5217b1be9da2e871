"""The verbs for what was logged: cancel, evaluate, correct, comment, delete; and how entries are named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import click

from models.dates.typed import read_date
from models.enums import Evaluation
from models.errors import NotFoundError
from models.queries import log as log_queries
from models.queries import records
from models.queries.lists import columns
from models.rules.interactions import comments, log, log_deletion
from models.who import who
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import confirmed, opened
from tui.cli.options import everywhere
from tui.cli.pages import assignments, filters

count_to_json = click.option("--json", "to_json", is_flag=True, help="Print the number as JSON.")
numbers = click.argument("entries", metavar="ENTRY...", nargs=-1, required=True)
_to_json = click.option("--json", "to_json", is_flag=True, help="Print the record as JSON.")


@click.command()
@numbers
@_to_json
@everywhere
def cancel(entries: Sequence[str], to_json: bool) -> None:
    """Mark log entries as canceled: they count nowhere and can be deleted."""
    _set_canceled(entries, True, to_json=to_json)


@click.command()
@numbers
@_to_json
@everywhere
def uncancel(entries: Sequence[str], to_json: bool) -> None:
    """Take the canceling of log entries back."""
    _set_canceled(entries, False, to_json=to_json)


@click.command()
@click.argument("evaluation")
@numbers
@_to_json
@everywhere
def evaluate(evaluation: str, entries: Sequence[str], to_json: bool) -> None:
    """Say how interactions went: very-positive, positive, neutral, negative or very-negative."""
    with opened():
        about = columns.about("log-entries", "evaluation")
        from models.values import read

        chosen = Evaluation(int(str(read(about, evaluation.replace("-", " ")))))
        ids = each(entries, logged)
        log.evaluate(ids, chosen)
        for record in ids:
            output.record("log-entries", record, to_json=to_json)


@click.command("set")
@click.argument("entry")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_to_json
@everywhere
def set_(entry: str, pairs: Sequence[str], to_json: bool) -> None:
    """Change what may be changed after logging: evaluation, successful, cost, duration."""
    with opened():
        record = logged(entry)
        log.change_entry(record, records.view("log-entries", record).version, assignments(pairs))
        output.record("log-entries", record, to_json=to_json)


@click.command("comment")
@click.argument("entry")
@click.argument("text", default="")
@click.option("--date", metavar="DATE", help="The date of the comment; without it the work date.")
@_to_json
@everywhere
def comment(entry: str, text: str, date: str | None, to_json: bool) -> None:
    """Add a comment to a log entry, or show its comments when no TEXT is given."""
    if date is not None and not text:
        raise click.UsageError(p_("shell", "--date goes with the TEXT of a comment."))
    with opened():
        record = any_entry(entry)
        if text:
            me = who()
            day = read_date(date, work_date=me.work_date, today=me.today) if date is not None else None
            comments.add_comment(record, text, date=day)
        for note in log_queries.comments(record):
            line: Mapping[str, object] = {
                "date": note.date.isoformat(),
                "code": note.code,
                "comment": note.text,
            }
            click.echo(
                json.dumps(line, ensure_ascii=False) if to_json else "\t".join(map(str, line.values()))
            )


@click.command("delete-canceled")
@click.option(
    "--filter",
    "filtered",
    multiple=True,
    metavar="FIELD=EXPRESSION",
    help="What to take: Co*, a..b, a|b, <>a, t-1M..t.",
)
@count_to_json
@everywhere
def delete_canceled(filtered: Sequence[str], to_json: bool) -> None:
    """Delete canceled log entries for good, narrowed by filters, and say how many."""
    with opened() as options:
        wanted = filters(filtered)
        number = len(log_deletion.canceled_ids(wanted))
        question = np_(
            "shell", "Delete {number} canceled entry?", "Delete {number} canceled entries?", number
        )
        if number and not confirmed(options, question.format(number=number)):
            return
        done = log_deletion.delete_canceled(wanted)
        if to_json:
            output.json_line({"deleted": done})
            return
        click.echo(
            np_("shell", "Deleted {number} entry.", "Deleted {number} entries.", done).format(number=done)
        )


VERBS = (cancel, uncancel, evaluate, set_, comment, delete_canceled)
"""The verbs of this file, for the group of interactions."""


def _set_canceled(entries: Sequence[str], canceled: bool, *, to_json: bool) -> None:
    with opened():
        ids = each(entries, logged)
        log.set_canceled(ids, canceled)
        for record in ids:
            output.record("log-entries", record, to_json=to_json)


def each(entries: Sequence[str], find: Callable[[str], int]) -> list[int]:
    """The ids of entries, each once, all found before anything is done to the first."""
    return list(dict.fromkeys(find(entry) for entry in entries))


def logged(entry: str) -> int:
    """The id of a log entry; raises `NotFoundError`."""
    return records.find("log-entries", entry)


def postponed(entry: str) -> int:
    """The id of a postponed interaction; raises `NotFoundError`."""
    return records.find("postponed-interactions", entry)


def any_entry(entry: str) -> int:
    """The id of a log entry or a postponed interaction; raises `NotFoundError`."""
    try:
        return logged(entry)
    except NotFoundError:
        try:
            return postponed(entry)
        except NotFoundError:
            told = p_("shell", "There is no interaction {entry}, logged or postponed.")
            raise NotFoundError(told.format(entry=entry)) from None
