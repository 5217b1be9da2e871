"""What verbs print: a table for people, tab-separated lines for pipes, JSON, CSV or numbers only."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

import click

from models import values
from models.about import About, Kind, Value
from models.queries import records
from models.queries.lists import columns
from models.text import cell_safe
from models.words import translate

_WIDEST = 40
"""Cells on screen in a table; the other forms cut nothing."""


def record(page_name: str, record_id: int, *, to_json: bool) -> None:
    """Print one record."""
    if to_json:
        json_line(plain(page_name, record_id))
        return
    view = records.view(page_name, record_id)
    known = {name: columns.about(page_name, name) for name in view.values}
    width = max(len(translate(about.caption)) for about in known.values())
    for name, value in view.values.items():
        text = cell_safe(values.write(known[name], value))
        meaning = cell_safe(view.meanings.get(name, ""))
        click.echo(f"{translate(known[name].caption):<{width}}  {text}  {meaning}".rstrip())


def plain(page_name: str, record_id: int) -> dict[str, object]:
    """One record as JSON holds it, by field name."""
    view = records.view(page_name, record_id)
    return {name: values.plain(columns.about(page_name, name), value) for name, value in view.values.items()}


def listing(abouts: Sequence[About], rows: Iterable[tuple[Value, ...]], *, form: str) -> None:
    """Print rows as `json` (one object a line), `csv`, `ids` (keys, parts joined by `/`) or for the eye."""
    if form == "json":
        for row in rows:
            json_line({a.name: values.plain(a, value) for a, value in zip(abouts, row, strict=True)})
    elif form == "csv":
        _csv(abouts, rows)
    elif form == "ids":
        for row in rows:
            click.echo("/".join(_text(a, value) for a, value in zip(abouts, row, strict=True)))
    elif sys.stdout.isatty():
        _table(abouts, [[cell_safe(_text(a, v)) for a, v in zip(abouts, row, strict=True)] for row in rows])
    else:
        for row in rows:
            click.echo("\t".join(cell_safe(_text(a, v)) for a, v in zip(abouts, row, strict=True)))


def json_line(data: Mapping[str, object]) -> None:
    """Print one JSON object on a line of its own."""
    click.echo(as_line(data))


def as_line(data: Mapping[str, object]) -> str:
    """One JSON object as a line."""
    line = json.dumps(data, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        # Names of files may have bytes that are no letters: streams take those as escapes only.
        return json.dumps(data)
    return line


def _text(about: About, value: Value) -> str:
    return values.write(about, value)


def _csv(abouts: Sequence[About], rows: Iterable[tuple[Value, ...]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([a.name for a in abouts])
    for row in rows:
        writer.writerow([_text(a, value) for a, value in zip(abouts, row, strict=True)])


def _table(abouts: Sequence[About], cells: Sequence[Sequence[str]]) -> None:
    heads = [translate(a.caption) for a in abouts]
    widths = [
        min(_WIDEST, max([len(head), *(len(row[place]) for row in cells)]))
        for place, head in enumerate(heads)
    ]
    right = [a.kind in (Kind.INTEGER, Kind.MONEY, Kind.PERCENT) for a in abouts]
    for row in [heads, ["-" * width for width in widths], *cells]:
        parts = [
            _cut(cell, width).rjust(width) if at_right else _cut(cell, width).ljust(width)
            for cell, width, at_right in zip(row, widths, right, strict=True)
        ]
        click.echo("  ".join(parts).rstrip())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "~"
