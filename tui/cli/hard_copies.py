"""The verb that writes letters to print: hard-copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from models.errors import RuleError
from models.queries import deliveries, records
from models.text import cell_safe
from models.words import np_, p_
from tui import paths, settings
from tui.cli import output
from tui.cli.following import Progress, ended_by_signals
from tui.cli.opening import opened, say
from tui.cli.options import everywhere


@click.command("hard-copies")
@click.argument("entries", metavar="[ENTRY]...", nargs=-1)
@click.option(
    "--to", "folder", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder."
)
@click.option("--segment-entry", metavar="NUMBER", help="Those of this logged segment that wait.")
@click.option("--zip", "form", flag_value="archive", help="One archive; this is usual.")
@click.option("--files", "form", flag_value="files", help="A file for each.")
@click.option("--one-file", "form", flag_value="one_file", help="One file for all.")
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@click.option("--json", "to_json", is_flag=True, help="Print the files as JSON.")
@everywhere
def hard_copies(
    entries: Sequence[str],
    folder: Path,
    segment_entry: str | None,
    form: str | None,
    progress: bool,
    to_json: bool,
) -> int:
    """Write the letters of log entries as files to print, as PDF where convert_command is installed.

    Without ENTRY those that wait to be printed. Files that are there are not overwritten. The exit code is 1
    when one was left out.
    """
    from models.exchange.paper import hard_copy

    if entries and segment_entry is not None:
        raise click.UsageError(p_("shell", "Give entries or --segment-entry, not both."))
    if not folder.is_dir():
        raise RuleError(
            p_("shell", "There is no folder {folder}; make it first.").format(folder=folder), field="to"
        )
    command = settings.load(paths.settings_file()).convert_command
    json = (lambda number: output.json_line({"written": number})) if to_json else None
    tell = Progress(_letters, wanted=progress, json=json)
    with opened(), ended_by_signals():
        wanted = _wanted(entries, segment_entry)
        try:
            done = hard_copy.write(
                wanted, folder, form=hard_copy.Form[(form or "archive").upper()], command=command, told=tell
            )
        finally:
            tell.end()
    for sentence in done.left_out:
        say(cell_safe(sentence))
    if to_json:
        output.json_line(
            {
                "letters": done.letters,
                "files": [str(file) for file in done.files],
                "left_out": list(done.left_out),
            }
        )
    else:
        for file in done.files:
            click.echo(str(file))
    return 1 if done.left_out else 0


def _wanted(entries: Sequence[str], segment_entry: str | None) -> list[int]:
    if entries:
        return [records.find("log-entries", entry) for entry in entries]
    if segment_entry is None:
        return deliveries.hard_copies()
    return deliveries.hard_copies(segment_entry=records.find("logged-segments", segment_entry))


def _letters(number: int) -> str:
    return np_("shell", "{number} letter", "{number} letters", number).format(number=number)
