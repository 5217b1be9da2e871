"""The verb that makes a line of a segment say what the header says again."""

from __future__ import annotations

from collections.abc import Sequence

import click

from models.errors import NotFoundError
from models.queries import records
from models.rules import records as rules
from models.rules.segments.personal import header_texts
from models.words import p_
from tui.cli import output
from tui.cli.opening import opened
from tui.cli.options import everywhere


@click.command("put-back")
@click.argument("line", metavar="SEGMENT/LINE")
@click.argument("names", metavar="[FIELD]...", nargs=-1)
@click.option("--json", "to_json", is_flag=True, help="Print the line as JSON.")
@everywhere
def put_back(line: str, names: Sequence[str], to_json: bool) -> None:
    """Put fields of a line back to what the header says; all fields when none is named."""
    with opened():
        record = records.find("segment-lines", line)
        version = records.view("segment-lines", record).version
        texts = header_texts(record)
        for name in names:
            if name not in texts:
                told = p_("shell", "A line takes no field {field} from the header; it takes {fields}.")
                raise NotFoundError(told.format(field=name, fields=", ".join(texts)), field=name)
        wanted = {name: text for name, text in texts.items() if not names or name in names}
        rules.change("segment-lines", record, version, wanted)
        output.record("segment-lines", record, to_json=to_json)
