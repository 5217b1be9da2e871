"""The verbs that log a segment: check shows what would happen, log does it."""

from __future__ import annotations

import sys

import click

from models import values
from models.enums import LineProblem
from models.queries import columns, records
from models.rules.segments import logging, readiness
from models.rules.segments.logging import Logged
from models.rules.segments.readiness import Readiness
from models.words import np_, p_, translate
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

_segment = click.argument("segment")


@click.command()
@_segment
@click.option("--json", "to_json", is_flag=True, help="Print it as one JSON object.")
@everywhere
def check(segment: str, to_json: bool) -> int:
    """Show what logging SEGMENT would do; the exit code is 1 when it would be refused."""
    with opened():
        record = records.find("segments", segment)
        now = readiness.readiness(record)
        if to_json:
            output.json_line(_as_json(record, now))
        else:
            _print(now)
    return 0 if now.whole else 1


@click.command()
@_segment
@click.option("--ready-only", is_flag=True, help="Log the lines that are ready, keep the others.")
@click.option("--follow-up", is_flag=True, help="Make a new segment with the contacts that are logged.")
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@click.option("--json", "to_json", is_flag=True, help="Print the logged segment as JSON.")
@everywhere
def log(segment: str, ready_only: bool, follow_up: bool, progress: bool, to_json: bool) -> None:
    """Log SEGMENT: each line becomes an interaction log entry, all lines or none.

    See what would happen with check before.
    """
    with opened():
        record = records.find("segments", segment)
        teller = _Teller(to_json=to_json)
        try:
            done = logging.log(
                record,
                ready_only=ready_only,
                follow_up=follow_up,
                progress=teller.tell if progress else None,
            )
        finally:
            teller.end()
        _print_logged(done, to_json=to_json)


def _print_logged(done: Logged, *, to_json: bool) -> None:
    if to_json:
        known = output.plain("logged-segments", done.entry_no)
        more = {"entries": done.entries, "lines_left": done.left, "follow_up": done.follow_up or None}
        output.json_line({**known, **more})
        return
    told = np_(
        "shell",
        "Logged {number} interaction as logged segment {entry}.",
        "Logged {number} interactions as logged segment {entry}.",
        done.entries,
    )
    if not done.entries:
        told = p_("shell", "All lines were worked through already, as logged segment {entry}.")
    click.echo(told.format(number=done.entries, entry=done.entry_no))
    if done.left:
        kept = np_("shell", "{number} line stays.", "{number} lines stay.", done.left)
        say(kept.format(number=done.left))
    if done.follow_up:
        say(p_("shell", "The follow-up segment is {segment}.").format(segment=done.follow_up))


class _Teller:
    """Tells how far it is: JSON lines, or one line of the terminal that is written over."""

    def __init__(self, *, to_json: bool) -> None:
        self._json = to_json
        self._on_line = False

    def tell(self, done: int, of: int) -> None:
        """So many parts of so many are done."""
        if self._json:
            output.json_line({"done": done, "of": of})
            sys.stdout.flush()
        elif sys.stderr.isatty():
            click.echo(f"\r{100 * done // of} %", nl=False, err=True)
            self._on_line = True

    def end(self) -> None:
        """Go on below the line."""
        if self._on_line:
            click.echo(err=True)


def _as_json(record: int, now: Readiness) -> dict[str, object]:
    cost, status = columns.about("segments", "cost"), columns.about("segment-lines", "line_status")
    return {
        "segment_no": records.view("segments", record).text("segments", "no"),
        "ready": now.ready,
        "cost": values.plain(cost, now.cost),
        "duration": now.duration,
        "twice": now.twice,
        "described": now.described,
        "done": now.done,
        "problems": [
            {"problem": values.plain(status, int(found)), "number": number, "first_line_no": _line_no(first)}
            for found, number, first in now.problems
        ],
    }


def _print(now: Readiness) -> None:
    cost = columns.about("segments", "cost")
    ready = np_(
        "shell",
        "{number} line would be logged, cost {cost}, {minutes} min.",
        "{number} lines would be logged, cost {cost}, {minutes} min.",
        now.ready,
    )
    if now.done:
        click.echo(p_("shell", "All lines were worked through; logging closes the segment."))
        return
    click.echo(ready.format(number=now.ready, cost=values.write(cost, now.cost), minutes=now.duration))
    if not now.described:
        click.echo(p_("shell", "The segment has no description; it cannot be logged."))
    for found, number, first in now.problems:
        click.echo(_problem(found, number, first))
    if now.twice:
        twice = np_(
            "shell",
            "{number} line is for a contact that another line is for too.",
            "{number} lines are for contacts that other lines are for too.",
            now.twice,
        )
        click.echo(twice.format(number=now.twice))


def _problem(found: LineProblem, number: int, first: int) -> str:
    told = np_(
        "shell",
        "{number} line cannot go: {problem} (line {line}).",
        "{number} lines cannot go: {problem} (the first is line {line}).",
        number,
    )
    return told.format(number=number, problem=translate(found.caption), line=_line_no(first))


def _line_no(line: int) -> int:
    return int(str(records.view("segment-lines", line).values["line_no"]))
