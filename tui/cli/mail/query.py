"""The verb that finds addresses for mail programs: mail query."""

from __future__ import annotations

from collections.abc import Sequence

import click

from models.queries.addressees import Addressee, addressees
from models.text import cell_safe
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import opened
from tui.cli.options import everywhere

_MOST = 100


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["neomutt", "aerc", "mailbox"]),
    default="neomutt",
    help="A heading and three columns, two columns, or Name <address>.",
)
@click.option("--limit", type=click.IntRange(min=1), default=_MOST, help="At most so many addresses.")
@click.option("--json", "to_json", is_flag=True, help="One JSON object a line.")
@everywhere
def query(words: Sequence[str], form: str, limit: int, to_json: bool) -> int:
    """Find the addresses of contacts by WORDS, as the quick search does.

    The exit code is 1 when there are none. For neomutt: set query_command = "touchbase mail query '%s'"; for
    aerc: address-book-cmd = touchbase mail query --format aerc '%s'.
    """
    with opened():
        found = addressees(" ".join(words), limit)
    if to_json:
        for one in found:
            output.json_line({"address": one.address, "name": one.name, "company": one.company})
    else:
        if form == "neomutt":
            told = np_("shell", "{number} address", "{number} addresses", len(found))
            click.echo(told.format(number=len(found)) if found else p_("shell", "No address was found."))
        for one in found:
            click.echo(_line(one, form))
    return 0 if found else 1


def _line(one: Addressee, form: str) -> str:
    name = cell_safe(one.name)
    if form == "mailbox":
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{one.address}>'
    parts = (one.address, name) if form == "aerc" else (one.address, name, cell_safe(one.company))
    return "\t".join(parts)
