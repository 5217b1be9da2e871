"""The verb that sends log entries once more: mail resend."""

from __future__ import annotations

from collections.abc import Sequence

import click

from models.enums import CorrespondenceType
from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Filter, Question
from models.rules.outgoing import resending
from models.text import cell_safe
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.cli.pages import filters

PAGE = "log-entries"
_KINDS = {"email": CorrespondenceType.EMAIL, "hard-copy": CorrespondenceType.HARD_COPY}


@click.command()
@click.argument("entries", metavar="[ENTRY]...", nargs=-1)
@click.option("--segment-entry", metavar="NUMBER", help="Those of this logged segment; 0: of none.")
@click.option("--filter", "filtered", multiple=True, metavar="FIELD=EXPRESSION", help="Only those of them.")
@click.option("--as", "kind", type=click.Choice(tuple(_KINDS)), help="Not as they were sent.")
@click.option("--update-merge-fields", is_flag=True, help="Make new entries, filled in with what holds now.")
@click.option("--json", "to_json", is_flag=True, help="Print the deliveries as JSON.")
@everywhere
def resend(
    entries: Sequence[str],
    segment_entry: str | None,
    filtered: Sequence[str],
    kind: str | None,
    update_merge_fields: bool,
    to_json: bool,
) -> int:
    """Let log entries be sent once more: the same entries, or new ones of today.

    Entries without an attachment are left out, and those that wait or may have arrived; the exit code is then
    1. mail send sends the e-mails, hard-copies writes the others.
    """
    if bool(entries) == (segment_entry is not None) or (entries and filtered):
        raise click.UsageError(
            p_("shell", "Name entries, or one logged segment by --segment-entry (0: none).")
        )
    narrowed = filters(filtered)
    with opened():
        ids = (
            [records.find(PAGE, entry) for entry in entries]
            if entries
            else _of(segment_entry or "0", narrowed)
        )
        done = resending.resend(
            ids, kind=_KINDS[kind] if kind else None, update_merge_fields=update_merge_fields
        )
        for sentence in done.left_out:
            say(cell_safe(sentence))
        if to_json:
            for delivery in done.deliveries:
                output.record("deliveries", delivery, to_json=True)
        else:
            number = len(done.deliveries)
            told = np_("shell", "{number} waits to be sent again.", "{number} wait to be sent again.", number)
            click.echo(told.format(number=number))
    return 1 if done.left_out else 0


def _of(segment_entry: str, narrowed: tuple[Filter, ...]) -> list[int]:
    """The entries of one logged segment, or of none, that pass the filters."""
    number = records.find("logged-segments", segment_entry) if segment_entry != "0" else 0
    wanted = (Filter("logged_segment_entry_no", str(number)), *narrowed)
    return list(windows.all_ids(Question(PAGE, (), "entry_no", filters=wanted)))
