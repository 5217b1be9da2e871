"""The verbs for segments: choose contacts, take that back, work through, log, and what is left afterwards.

Segments and their lines are made, listed, shown, changed and deleted as the records of any page are.
"""

from __future__ import annotations

import click

from tui.cli.lazy import VerbGroup
from tui.cli.options import everywhere
from tui.cli.segment import content, line, log, logged, saved, steps, work


@click.group(cls=VerbGroup)
@everywhere
def segment() -> None:
    """Choose the contacts of segments, work through them, log them."""


for command in (
    steps.add,
    steps.reduce,
    steps.refine,
    steps.back,
    steps.steps,
    saved.save_criteria,
    saved.reuse_criteria,
    saved.reuse_logged,
    saved.apply_mailing_group,
    line.put_back,
    content.content,
    log.check,
    log.log,
    work.work,
    logged.cancel,
    logged.uncancel,
    logged.delete_canceled,
):
    segment.add_command(command)
