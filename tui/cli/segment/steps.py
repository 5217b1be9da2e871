"""The verbs that choose the contacts of a segment, step by step: add, reduce, refine, back, steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import click

from models import values
from models.enums import CriteriaAction
from models.queries import records
from models.queries.lists import columns, windows
from models.queries.lists.rows import Question
from models.rules.segments import left_out
from models.rules.segments import steps as rules
from models.rules.segments.criteria import Criteria
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.cli.segment.choosing import Chosen, choosing


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it was done, or would be."""

    segment: int
    action: CriteriaAction
    criteria: Criteria
    number: int
    """Of the lines that it adds or removes."""


_segment = click.argument("segment")
_dry_run = click.option("--dry-run", is_flag=True, help="Only tell how many it would be.")
_entire = click.option("--entire-companies", is_flag=True, help="One contact stands for all of its company.")
_to_json = click.option("--json", "to_json", is_flag=True, help="Print the step as JSON.")


@click.command()
@_segment
@choosing
@click.option("--allow-existing", is_flag=True, help="Also contacts that stand in the segment already.")
@click.option("--expand-companies", is_flag=True, help="Also their companies and all people of these.")
@click.option("--allow-related-companies", is_flag=True, help="Also their companies.")
@click.option("--ignore-exclusion", is_flag=True, help="Also contacts that are excluded from segments.")
@_dry_run
@_to_json
@everywhere
def add(segment: str, chosen: Chosen, dry_run: bool, to_json: bool, **options: bool) -> None:
    """Add contacts to SEGMENT: those that meet all that is given, numbers and filters."""
    with opened():
        record, criteria = records.find("segments", segment), chosen.criteria(**options)
        without = left_out.left_out(record, criteria)
        done = _done(record, CriteriaAction.ADD, criteria, dry_run=dry_run)
        more = {"there": without.there, "excluded": without.excluded, "blocked": without.blocked}
        tell(done, more, dry_run=dry_run, to_json=to_json)
        for sentence in left_out.sentences(without):
            say(sentence)


@click.command()
@_segment
@choosing
@_entire
@_dry_run
@_to_json
@everywhere
def reduce(segment: str, chosen: Chosen, entire_companies: bool, dry_run: bool, to_json: bool) -> None:
    """Remove the contacts from SEGMENT that meet all that is given, numbers and filters."""
    _remove(segment, CriteriaAction.REDUCE, chosen, entire_companies, dry_run=dry_run, to_json=to_json)


@click.command()
@_segment
@choosing
@_entire
@_dry_run
@_to_json
@everywhere
def refine(segment: str, chosen: Chosen, entire_companies: bool, dry_run: bool, to_json: bool) -> None:
    """Keep only the contacts in SEGMENT that meet all that is given, numbers and filters."""
    _remove(segment, CriteriaAction.REFINE, chosen, entire_companies, dry_run=dry_run, to_json=to_json)


@click.command()
@_segment
@click.option("--json", "to_json", is_flag=True, help="Print the numbers as JSON.")
@everywhere
def back(segment: str, to_json: bool) -> None:
    """Take the last step of SEGMENT back: exactly the lines of before stand again."""
    with opened():
        record = records.find("segments", segment)
        left = rules.go_back(record)
        now = records.view("segments", record).values
        if to_json:
            output.json_line({"segment_no": now["no"], "steps": left, "no_of_lines": now["no_of_lines"]})
            return
        click.echo(
            np_("shell", "{lines}, {number} step left.", "{lines}, {number} steps left.", left).format(
                lines=lines(int(str(now["no_of_lines"]))), number=left
            )
        )


@click.command()
@_segment
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV with a header.")
@everywhere
def steps(segment: str, form: str | None) -> None:
    """List the steps that chose the contacts of SEGMENT."""
    shown = ("action_no", "action", "filter", "no_of_lines")
    with opened():
        mine = (("segment", records.find("segments", segment)),)
        question = Question("segment-criteria", shown, "action_no", context=mine)
        abouts = [columns.about("segment-criteria", name) for name in shown]
        rows = windows.at(question, tuple(windows.all_ids(question)))
        output.listing(abouts, (row.cells for row in rows), form=form or "")


def tell(step: Step, more: Mapping[str, int] | None = None, *, dry_run: bool, to_json: bool) -> None:
    """Print a step, in JSON with `more` numbers."""
    segment = number_of(step.segment)
    if to_json:
        output.json_line(
            {
                "segment_no": segment,
                "action": values.plain(columns.about("segment-criteria", "action"), int(step.action)),
                "filter": step.criteria.text(),
                "no_of_lines": step.number,
                **(more or {}),
                "dry_run": dry_run,
            }
        )
        return
    if step.action is CriteriaAction.ADD:
        told = (
            p_("shell", "Would add {lines} to {segment}.")
            if dry_run
            else p_("shell", "Added {lines} to {segment}.")
        )
    else:
        told = (
            p_("shell", "Would remove {lines} from {segment}.")
            if dry_run
            else p_("shell", "Removed {lines} from {segment}.")
        )
    click.echo(told.format(lines=lines(step.number), segment=segment))


def number_of(record: int) -> str:
    """The number of a segment."""
    return records.view("segments", record).text("segments", "no")


def lines(number: int) -> str:
    """So many lines, in words."""
    return np_("shell", "{number} line", "{number} lines", number).format(number=number)


def _remove(
    segment: str, action: CriteriaAction, chosen: Chosen, entire: bool, *, dry_run: bool, to_json: bool
) -> None:
    with opened():
        record, criteria = records.find("segments", segment), chosen.criteria(entire_companies=entire)
        tell(_done(record, action, criteria, dry_run=dry_run), dry_run=dry_run, to_json=to_json)


def _done(segment: int, action: CriteriaAction, criteria: Criteria, *, dry_run: bool) -> Step:
    do = rules.would_change if dry_run else rules.take
    return Step(segment, action, criteria, do(segment, action, criteria))
