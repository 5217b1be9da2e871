"""The verb that records what an ERP, a print queue or a script made: record."""

from __future__ import annotations

from pathlib import Path

import click

from models.rules.documents import recording
from models.words import p_
from tui.cli.documents import about_a_document, file_at, list_kinds, said, tell
from tui.cli.opening import opened
from tui.cli.options import everywhere


@click.command()
@click.argument("kind", default="")
@about_a_document
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, readable=False),
    help="The document itself, kept as an attachment.",
)
@click.option("--once", is_flag=True, help="Not again: neither this document and version, nor this file.")
@click.option("--kinds", "listed", is_flag=True, help="List the kinds, and the templates that record them.")
@click.option("--json", "to_json", is_flag=True, help="Print the entry, or why there is none, as JSON.")
@everywhere
def record(kind: str, path: Path | None, once: bool, listed: bool, to_json: bool, **options: str) -> None:
    """Record a document of KIND in the log, as Interaction Template Setup says.

    Nothing is recorded when no template is set up for the kind, or when there is no such contact, customer or
    vendor, or it is blocked for privacy: the message says so, and the exit code is 0, so that printing goes
    on. What cannot be right, as an unknown kind or salesperson, has exit code 1 or 3.
    """
    if not kind and not listed:
        raise click.UsageError(p_("shell", "Give a KIND; --kinds lists them."))
    with opened():
        if listed:
            list_kinds(to_json=to_json)
            return
        file = file_at(path) if path is not None else None
        done = recording.record(said(kind, options), file=file, once_file=once, once_document=once)
        tell(done, to_json=to_json)
