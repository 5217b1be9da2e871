"""The verb that prints a document and records that: print."""

from __future__ import annotations

from pathlib import Path

import click

from models.enums import CorrespondenceType
from models.errors import TouchbaseError
from models.rules.documents import recording
from models.rules.documents.recording import Document, File, Recorded, Way
from models.words import p_
from tui import paths, settings
from tui.cli.documents import about_a_document, file_at, said, tell
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.printing import VIA_LENGTH, print_file


@click.command("print")
@click.argument("kind")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@click.option("--printer", default="", metavar="NAME", help="The printer; otherwise the usual one.")
@click.option("--copies", default=1, type=click.IntRange(1, 999), help="How many copies.")
@about_a_document
@click.option("--json", "to_json", is_flag=True, help="Print the entry, or why there is none, as JSON.")
@everywhere
def print_(kind: str, path: Path, printer: str, copies: int, to_json: bool, **options: str) -> None:
    """Print FILE, a document of KIND, and record it once the printer has taken it.

    The print command is that of settings.toml, by default lp; the entry has its job id as Contact Via.
    Nothing is recorded when the printer refuses; what is not to be recorded (see record) is printed all the
    same.
    """
    document = said(kind, options)
    with opened():
        file = file_at(path)
        skipped = recording.check(document)
        job = print_file(_command(), path, printer=printer, copies=copies)
        tell(skipped or _recorded(document, file, job), to_json=to_json, job=job)
        if not to_json:
            say(p_("shell", "Printed as {job}.").format(job=job))


def _command() -> str:
    chosen = settings.load(paths.settings_file())
    for problem in chosen.problems:
        say(problem)
    return chosen.print_command


def _recorded(document: Document, file: File, job: str) -> Recorded:
    """Record what is being printed; an error says that it is, lest somebody prints it again to have it."""
    way = Way(CorrespondenceType.HARD_COPY, via=job[:VIA_LENGTH])
    try:
        return recording.record(document, file=file, way=way)
    except TouchbaseError as error:
        told = p_(
            "shell",
            "Do not print it again, it is being printed as {job}; record it by touchbase record, for it was "
            "not: {reason}",
        )
        raise TouchbaseError(told.format(job=job, reason=error.sentence), field=error.field) from error
