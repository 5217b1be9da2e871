"""The verb that works through a segment line by line (design.md 2 and 6).

A call ends at once, so the line it took is held by a token that later calls name, and for longer than a
screen holds one, which can renew it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import click

from models.dates.typed import read_date
from models.errors import NotFoundError, RuleError
from models.queries import records
from models.rules.segments import working
from models.rules.segments.working import Outcome, Work
from models.text import cell_safe
from models.who import who
from models.words import np_, p_
from tui.cli import output
from tui.cli.interaction import filled
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.cli.pages import assignments

_MINUTES = 10
_MOST_MINUTES = 24 * 60

_CONTACT = ("name", "company_name", "phone_no", "mobile_phone_no", "email")
"""What a line is shown with of its contact, by field of the contact; in JSON behind `contact_`."""

_OUTCOMES = {
    "done": Outcome.REACHED,
    "not-reached": Outcome.NOT_REACHED,
    "call-back": Outcome.CALL_BACK,
}


@click.command()
@click.argument("segment")
@click.argument("what", type=click.Choice(["next", *_OUTCOMES, "keep", "release"]), metavar="WHAT")
@click.argument("arguments", metavar="[DATE] [FIELD=VALUE]...", nargs=-1)
@click.option("--token", metavar="TOKEN", help="The line, as next named it.")
@click.option("--after", type=click.IntRange(min=0), default=0, metavar="LINE", help="Behind this line.")
@click.option(
    "--minutes",
    type=click.IntRange(min=1, max=_MOST_MINUTES),
    default=_MINUTES,
    show_default=True,
    help="How long nobody else gets the line.",
)
@click.option("--json", "to_json", is_flag=True, help="Print the line, or the entry, as JSON.")
@everywhere
def work(
    segment: str,
    what: str,
    arguments: Sequence[str],
    token: str | None,
    after: int,
    minutes: int,
    to_json: bool,
) -> None:
    """Work through SEGMENT line by line, also several people at once.

    \b
    next             take the next line that nobody works on; it has a token
    done             the contact was reached: log it, with values by FIELD=VALUE
    not-reached      log an attempt that failed
    call-back DATE   put the interaction aside for that day
    keep             hold the line longer
    release          put the line back; next gives it to you again

    All but next need the --token of the line.
    """
    typed, day = _taken_apart(what, arguments)
    if (what == "next") != (token is None):
        told = (
            p_("shell", "next takes no --token.")
            if what == "next"
            else p_("shell", "Give the --token that next printed.")
        )
        raise click.UsageError(told)
    with opened():
        record = records.find("segments", segment)
        if what == "next":
            _next(record, after, minutes, to_json=to_json)
            return
        mine = working.taken(record, token or "")
        if what == "keep":
            working.renew(mine, seconds=60 * minutes)
        elif what == "release":
            working.release(mine)
        else:
            _record(record, mine, _OUTCOMES[what], typed, day, to_json=to_json)
            return
        _print(mine, to_json=to_json, token=mine.holder if what == "keep" else "")


def _taken_apart(what: str, arguments: Sequence[str]) -> tuple[dict[str, str], str]:
    """The fields typed, and the day to call back; the others take no day, and only outcomes take fields."""
    days = [one for one in arguments if "=" not in one]
    typed = assignments([one for one in arguments if "=" in one])
    if what == "call-back" and len(days) != 1:
        raise click.UsageError(p_("shell", "Say on which day to call back: call-back DATE."))
    if what != "call-back" and days:
        raise click.UsageError(p_("shell", "{text} is not FIELD=VALUE.").format(text=days[0]))
    if typed and what not in _OUTCOMES:
        raise click.UsageError(p_("shell", "{what} takes no fields.").format(what=what))
    return typed, days[0] if days else ""


def _next(segment: int, after: int, minutes: int, *, to_json: bool) -> None:
    taken = working.next_line(segment, after=after)
    if taken is None:
        left = working.open_lines(segment)
        raise NotFoundError(
            np_(
                "shell",
                "There is no other line to work on; {number} is left.",
                "There is no other line to work on; {number} are left.",
                left,
            ).format(number=left)
        )
    working.renew(taken, seconds=60 * minutes)
    _print(taken, to_json=to_json, token=taken.holder)


def _record(
    segment: int, mine: Work, outcome: Outcome, typed: dict[str, str], day: str, *, to_json: bool
) -> None:
    """Log an outcome, with the fields typed in place of those of the line."""
    back = _day(day) if outcome is Outcome.CALL_BACK else None
    entry = working.record(replace(mine, state=filled(mine.state, typed)), outcome, call_back=back)
    kind = "postponed-interactions" if outcome is Outcome.CALL_BACK else "log-entries"
    output.record(kind, entry, to_json=to_json)
    left = working.open_lines(segment)
    say(np_("shell", "{number} line left.", "{number} lines left.", left).format(number=left))


def _day(text: str) -> dt.date:
    """The day to call back."""
    try:
        return read_date(text, work_date=who().work_date, today=who().today, shown=who().work_date)
    except RuleError as error:
        raise RuleError(str(error), field="date") from None


def _print(taken: Work, *, to_json: bool, token: str) -> None:
    """The line with what is needed to reach its contact, and the token while it is held."""
    line = output.plain("segment-lines", taken.line_id)
    contact = records.view("contacts", records.find("contacts", str(line["contact_no"])))
    reached = {name: contact.text("contacts", name) for name in _CONTACT}
    if to_json:
        more = {f"contact_{name}": text for name, text in reached.items()}
        output.json_line({"token": token or None, **line, **more})
        return
    output.record("segment-lines", taken.line_id, to_json=False)
    click.echo("  ".join(cell_safe(text) for text in reached.values() if text))
    if token:
        click.echo(p_("shell", "Token: {token}").format(token=token))
