"""The verbs that use again what was chosen once: saved criteria, logged segments, mailing groups."""

from __future__ import annotations

import click

from models.enums import CriteriaAction
from models.queries import records
from models.rules.segments import mailing, reuse
from models.words import np_, p_
from tui.cli import output
from tui.cli.opening import confirmed, opened
from tui.cli.options import Options, everywhere
from tui.cli.segment.steps import Step, lines, number_of, tell

_segment = click.argument("segment")


@click.command("save-criteria")
@_segment
@click.argument("code")
@click.option("--description", default="", metavar="TEXT", help="What the criteria choose.")
@click.option("--json", "to_json", is_flag=True, help="Print the saved criteria as JSON.")
@everywhere
def save_criteria(segment: str, code: str, description: str, to_json: bool) -> None:
    """Save the steps of SEGMENT under a new CODE."""
    with opened():
        saved = reuse.save(records.find("segments", segment), code, description)
        output.record("saved-segment-criteria", saved, to_json=to_json)


@click.command("reuse-criteria")
@_segment
@click.argument("code")
@click.option("--json", "to_json", is_flag=True, help="Print the segment as JSON.")
@everywhere
def reuse_criteria(segment: str, code: str, to_json: bool) -> None:
    """Do the steps that were saved under CODE in SEGMENT, all or none."""
    with opened() as options:
        record = records.find("segments", segment)
        saved = records.find("saved-segment-criteria", code)
        if _goes_on(options, record):
            reuse.reuse(record, saved)
            _print(record, to_json=to_json)


@click.command("reuse-logged")
@_segment
@click.argument("entry")
@click.option("--json", "to_json", is_flag=True, help="Print the step as JSON.")
@everywhere
def reuse_logged(segment: str, entry: str, to_json: bool) -> None:
    """Add a line to SEGMENT for each log entry of the logged segment ENTRY."""
    with opened() as options:
        record, logged = records.find("segments", segment), records.find("logged-segments", entry)
        if _goes_on(options, record):
            number = reuse.reuse_logged(record, logged)
            done = Step(record, CriteriaAction.ADD, reuse.of_logged(logged), number)
            tell(done, dry_run=False, to_json=to_json)


@click.command("apply-mailing-group")
@_segment
@click.argument("code")
@click.option("--replace", is_flag=True, help="Nobody else stays in the mailing group.")
@click.option("--json", "to_json", is_flag=True, help="Print the numbers as JSON.")
@everywhere
def apply_mailing_group(segment: str, code: str, replace: bool, to_json: bool) -> None:
    """Put all contacts of SEGMENT into the mailing group CODE."""
    with opened() as options:
        record, group = records.find("segments", segment), records.find("mailing-groups", code)
        question = p_("shell", "Take everybody else out of mailing group {code}?").format(code=code.upper())
        if replace and not confirmed(options, question):
            return
        done = mailing.apply(record, group, replace=replace)
        if to_json:
            output.json_line(
                {
                    "segment_no": number_of(record),
                    "mailing_group_code": records.view("mailing-groups", group).values["code"],
                    "added": done.added,
                    "removed": done.removed,
                }
            )
            return
        told = p_("shell", "{added} came into the mailing group, {removed} went out of it.")
        click.echo(told.format(added=done.added, removed=done.removed))


def _goes_on(options: Options, record: int) -> bool:
    """Whether to go on; asked when the segment was chosen by steps already (domain.md 3.5)."""
    steps = int(str(records.view("segments", record).values["no_of_criteria_actions"]))
    question = np_(
        "shell",
        "The segment has {number} step already. Go on after it?",
        "The segment has {number} steps already. Go on after them?",
        steps,
    )
    return not steps or confirmed(options, question.format(number=steps))


def _print(record: int, *, to_json: bool) -> None:
    if to_json:
        output.record("segments", record, to_json=True)
        return
    now = records.view("segments", record).values["no_of_lines"]
    told = p_("shell", "{segment} has {lines} now.")
    click.echo(told.format(segment=number_of(record), lines=lines(int(str(now)))))
