"""The merge fields that there are, as a list."""

from __future__ import annotations

import click

from models.merge_field import FIELDS
from models.words import translate
from tui.cli import output


def list_fields(*, to_json: bool) -> None:
    """Print every merge field with its caption and an example of what it may hold."""
    for field in FIELDS:
        known = {"name": field.name, "caption": translate(field.caption), "example": field.example}
        if to_json:
            output.json_line({**known, "aliases": list(field.aliases)})
        else:
            click.echo("\t".join(known.values()))
