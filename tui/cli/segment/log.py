"""The verbs that log a segment: check shows what would happen, log does it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models import values
from models.enums import LineProblem
from models.queries import records
from models.queries.lists import columns
from models.rules.segments import logging, readiness
from models.rules.segments.logging import Logged
from models.rules.segments.readiness import Readiness
from models.text import cell_safe
from models.words import np_, p_, translate
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

_segment = click.argument("segment")
_FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)


@click.command()
@_segment
@click.option("--send", is_flag=True, help="Also what sending would do.")
@click.option("--json", "to_json", is_flag=True, help="Print it as one JSON object.")
@everywhere
def check(segment: str, send: bool, to_json: bool) -> int:
    """Show what logging SEGMENT would do; the exit code is 1 when it would be refused."""
    with opened():
        return _check(records.find("segments", segment), send=send, to_json=to_json)


def _check(record: int, *, send: bool, to_json: bool) -> int:
    now = readiness.readiness(record, sending=send)
    if to_json:
        output.json_line(_as_json(record, now))
    else:
        _print(now)
        if send:
            _print_sending(now)
    return 0 if now.whole else 1


def _print_sending(now: Readiness) -> None:
    click.echo(sent_text(now.ready, now.emails, now.hard_copies))
    for trouble in now.troubles:
        click.echo(trouble)


def sent_text(number: int, emails: int, hard_copies: int) -> str:
    """How many of the lines are sent in which way."""
    told = p_("shell", "To send: e-mails {emails}, hard copies {hard_copies}, nothing {nothing}.")
    return told.format(emails=emails, hard_copies=hard_copies, nothing=number - emails - hard_copies)


@click.command()
@_segment
@click.option("--ready-only", is_flag=True, help="Log the lines that are ready, keep the others.")
@click.option("--follow-up", is_flag=True, help="Make a new segment with the contacts that are logged.")
@click.option("--send", is_flag=True, help="Send what the lines have to send, by their correspondence type.")
@click.option(
    "--to", "folder", metavar="DIR", type=_FOLDER, help="Where hard copies are written, as PDF if possible."
)
@click.option("--zip", "form", flag_value="archive", help="With --to: one archive; this is usual.")
@click.option("--files", "form", flag_value="files", help="With --to: a file for each.")
@click.option("--one-file", "form", flag_value="one_file", help="With --to: one file for all.")
@click.option("--dry-run", is_flag=True, help="Tell what would be logged and sent; do nothing.")
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@click.option("--json", "to_json", is_flag=True, help="Print the logged segment as JSON.")
@everywhere
def log(
    segment: str,
    ready_only: bool,
    follow_up: bool,
    send: bool,
    folder: Path | None,
    form: str | None,
    dry_run: bool,
    progress: bool,
    to_json: bool,
) -> int:
    """Log SEGMENT: each line becomes an interaction log entry, all lines or none.

    See what would happen with check or --dry-run before. With --send e-mails go at once; hard copies wait for
    hard-copies unless --to says where they are written. The exit code is 1 when something was not sent.
    """
    if (folder or form) and not send:
        raise click.UsageError(p_("shell", "--to, --zip, --files and --one-file go with --send."))
    if form and folder is None:
        raise click.UsageError(p_("shell", "Say with --to where hard copies are written."))
    with opened():
        record = records.find("segments", segment)
        if dry_run:
            return _check(record, send=send, to_json=to_json)
        teller = _Teller(to_json=to_json)
        try:
            done = logging.log(
                record,
                ready_only=ready_only,
                follow_up=follow_up,
                send=send,
                progress=teller.tell if progress else None,
            )
        finally:
            teller.end()
        _print_logged(done, to_json=to_json)
        return _send(done, folder, form, to_json=to_json)


def _send(done: Logged, folder: Path | None, form: str | None, *, to_json: bool) -> int:
    """Write the hard copies, send the e-mails; the exit code."""
    code = 0
    if done.hard_copies and folder is not None:
        code = _write(done, folder, form, to_json=to_json)
    elif done.hard_copies:
        told = np_(
            "shell",
            "{number} hard copy waits: touchbase hard-copies --segment-entry {entry} --to DIR writes it.",
            "{number} hard copies wait: touchbase hard-copies --segment-entry {entry} --to DIR writes them.",
            done.hard_copies,
        )
        say(told.format(number=done.hard_copies, entry=done.entry_no))
    if done.emails:
        from tui.cli.mail.send import send_waiting

        code = send_waiting(to_json=to_json) or code
    return code


def _write(done: Logged, folder: Path, form: str | None, *, to_json: bool) -> int:
    from models.exchange.paper import hard_copy
    from models.queries import deliveries
    from tui import paths, settings

    command = settings.load(paths.settings_file()).convert_command
    waiting = deliveries.hard_copies(segment_entry=done.entry_no)
    chosen = hard_copy.Form[(form or "archive").upper()]
    written = hard_copy.write(waiting, folder, form=chosen, command=command)
    for sentence in written.left_out:
        say(cell_safe(sentence))
    files = [str(file) for file in written.files]
    if to_json:
        output.json_line({"letters": written.letters, "files": files, "left_out": list(written.left_out)})
    else:
        for file in files:
            click.echo(file)
    return 1 if written.left_out else 0


def _print_logged(done: Logged, *, to_json: bool) -> None:
    if to_json:
        known = output.plain("logged-segments", done.entry_no)
        more = {
            "entries": done.entries,
            "lines_left": done.left,
            "follow_up": done.follow_up or None,
            "emails": done.emails,
            "hard_copies": done.hard_copies,
        }
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
        "sendable": now.sendable,
        "emails": now.emails,
        "hard_copies": now.hard_copies,
        "troubles": list(now.troubles),
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
