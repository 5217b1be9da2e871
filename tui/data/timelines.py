"""A contact's history as lines of text, for the pane beside a form or a list."""

from __future__ import annotations

from collections.abc import Sequence

from models.dates.times import say_time
from models.dates.typed import short_date
from models.enums import Evaluation, Status
from models.queries.timeline import TimelineRow
from models.words import p_, translate

SIGNS = {Status.CANCELED: "X ", Status.ATTEMPT_FAILED: "! "}


def timeline_lines(rows: Sequence[TimelineRow]) -> list[str]:
    """Two lines an interaction: when, what and how it stands; then how it went, minutes and who."""
    lines = [p_("detail", "Last interactions")]
    for row in rows:
        when = f"{short_date(row.date):<6} {say_time(row.time) if row.time else '':<5}"
        lines.append(f"{when} {SIGNS.get(row.status, '')}{row.template_code:<9} {row.description}".rstrip())
        lines.append(f"{'':12} {_how(row)}".rstrip())
    if not rows:
        lines.append(p_("detail", "Nothing was recorded yet."))
    return lines


def _how(row: TimelineRow) -> str:
    if row.status in (Status.CANCELED, Status.ATTEMPT_FAILED):
        how = translate(row.status.caption).lower()
    else:
        how = translate(Evaluation(row.evaluation).caption)
    minutes = p_("detail", "{minutes} min").format(minutes=row.duration) if row.duration else ""
    return "   ".join(part for part in (how, minutes, row.salesperson_code) if part)
