"""The verbs for logged segments: cancel, uncancel, delete-canceled (domain.md 3.11)."""

from __future__ import annotations

from collections.abc import Sequence

import click

from models.queries import records
from models.rules.segments import logged
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import confirmed, opened
from tui.cli.options import everywhere

_entries = click.argument("entries", metavar="ENTRY...", nargs=-1, required=True)
_to_json = click.option("--json", "to_json", is_flag=True, help="Print the logged segments as JSON.")


@click.command()
@_entries
@_to_json
@everywhere
def cancel(entries: Sequence[str], to_json: bool) -> None:
    """Cancel logged segments with all their log entries and campaign entries."""
    _set_canceled(entries, True, to_json=to_json)


@click.command()
@_entries
@_to_json
@everywhere
def uncancel(entries: Sequence[str], to_json: bool) -> None:
    """Take the canceling of logged segments back, with all their entries."""
    _set_canceled(entries, False, to_json=to_json)


@click.command("delete-canceled")
@click.option("--entry-no", metavar="ENTRY", help="Only the one with this number.")
@click.option("--segment-no", metavar="SEGMENT", help="Only those of the segment that had this number.")
@click.option("--json", "to_json", is_flag=True, help="Print the number as JSON.")
@everywhere
def delete_canceled(entry_no: str | None, segment_no: str | None, to_json: bool) -> None:
    """Delete canceled logged segments for good, and say how many; their log entries stay."""
    with opened() as options:
        entry = records.find("logged-segments", entry_no) if entry_no is not None else 0
        segment = (segment_no or "").strip().upper()
        if segment_no is not None and not segment:
            raise click.UsageError(p_("shell", "--segment-no must not be blank."))
        question = p_("shell", "Delete the canceled logged segments? Their log entries stay.")
        if not confirmed(options, question):
            return
        done = logged.delete_canceled(entry, segment)
        if to_json:
            output.json_line({"deleted": done})
            return
        told = np_("shell", "Deleted {number} logged segment.", "Deleted {number} logged segments.", done)
        click.echo(told.format(number=done))


def _set_canceled(entries: Sequence[str], canceled: bool, *, to_json: bool) -> None:
    with opened():
        ids = list(dict.fromkeys(records.find("logged-segments", entry) for entry in entries))
        logged.set_canceled(ids, canceled)
        for record in ids:
            output.record("logged-segments", record, to_json=to_json)
