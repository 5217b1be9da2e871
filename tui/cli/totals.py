"""The verb that adds up a list."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import click

from models.about import Value
from models.pages import page
from models.queries.lists import totals
from models.queries.lists.periods import Period, stretches
from models.queries.lists.rows import Question
from models.queries.lists.totals import Meaning, Part, Piece, Tally
from models.text import cell_safe
from models.words import p_, translate
from tui.cli import output
from tui.cli.opening import opened
from tui.cli.options import everywhere, narrowing
from tui.cli.pages import filters

Line = Mapping[str, Value]


@click.command("totals")
@click.argument("page_name", metavar="PAGE")
@narrowing
@click.option("--weeks", is_flag=True, help="The log by ISO weeks instead of months.")
@click.option("--progress", is_flag=True, help="Tell how far it is.")
@click.option("--json", "to_json", is_flag=True, help="One JSON object.")
@everywhere
def totals_(
    page_name: str, filtered: Sequence[str], search: str, weeks: bool, progress: bool, to_json: bool
) -> None:
    """Add up the records of PAGE: how many, and their numbers, by group, template and person."""
    of = page(page_name)
    question = Question(of.name, (), of.order, of.descending, filters(filtered), search)
    with opened():
        found = _counted(question, tell=progress and sys.stderr.isatty())
        meanings = totals.meanings(of.name, found)
    by = {
        about.name: _divided(of.name, totals.by_field(found, place), meanings[place])
        for place, about in enumerate(totals.divided_by(of.name))
    }
    if totals.has_days(of.name):
        period = Period.WEEK if weeks else Period.MONTH
        by[period.value] = [
            {period.value: each.label, **_figures(of.name, each.tally)}
            for each in stretches(found.days, period)
        ]
    if to_json:
        shown = {name: [_plain(line) for line in lines] for name, lines in by.items()}
        output.json_line({"page": of.name, **_plain(_figures(of.name, found.all)), "by": shown})
    else:
        _print(of.name, found.all, by)


def _counted(question: Question, *, tell: bool) -> Piece:
    found = Piece()
    spans = totals.spans(question)
    for done, span in enumerate(spans):
        if tell and span is not None:
            part = 100 * done // len(spans)
            click.echo("\r" + p_("shell", "Counting: {part} %").format(part=part), nl=False, err=True)
        found += totals.piece(question, span)
    if tell and len(spans) > 1:
        click.echo(err=True)
    return found


def _figures(page_name: str, tally: Tally) -> dict[str, Value]:
    measures = totals.measures(page_name)
    canceled: dict[str, Value] = {"canceled": tally.canceled} if totals.can_be_canceled(page_name) else {}
    sums = tally.sums or (0,) * len(measures)
    added = {a.name: totals.value(a, stored) for a, stored in zip(measures, sums, strict=True)}
    return {"count": tally.count, **canceled, **added}


def _divided(
    page_name: str, tallies: Mapping[Part, Tally], meanings: Mapping[Part, Meaning]
) -> list[dict[str, Value]]:
    lines = []
    for part, tally in tallies.items():
        meaning = meanings.get(part, Meaning(str(part)))
        line = {"value": meaning.code, "description": meaning.description, **_figures(page_name, tally)}
        lines.append((-tally.count, meaning.code, line))
    return [line for *_, line in sorted(lines, key=lambda each: each[:2])]


def _plain(line: Line) -> dict[str, object]:
    """Amounts as text with a point (design.md 4)."""
    return {name: value if isinstance(value, str | int) else str(value) for name, value in line.items()}


def _print(page_name: str, everything: Tally, by: Mapping[str, Sequence[Line]]) -> None:
    """One figure a line, then a block of tab-separated lines for each field."""
    for name, value in _figures(page_name, everything).items():
        click.echo(f"{name}\t{value}")
    captions = {about.name: translate(about.caption) for about in totals.divided_by(page_name)}
    for name, lines in by.items():
        click.echo(f"\n{captions.get(name, name.capitalize())}")
        for line in lines:
            click.echo("\t".join(cell_safe(str(value)) for value in line.values()))
