"""The verb for phone calls: the numbers of a contact, and a call that was made."""

from __future__ import annotations

from collections.abc import Sequence

import click

from models.errors import NotFoundError, RuleError
from models.queries import records
from models.queries.phones import phone_numbers
from models.rules.interactions import calls
from models.rules.interactions.finish import IncompleteError, finish, problems
from models.rules.interactions.form_state import NUMBER, FormState
from models.rules.segments import working
from models.rules.segments.working import Work
from models.who import who
from models.words import p_
from tui.cli import output
from tui.cli.interaction import filled
from tui.cli.opening import opened, say
from tui.cli.options import everywhere
from tui.cli.pages import assignments


@click.command()
@click.option("--contact", "contact", default="", metavar="NO", help="The contact that was called.")
@click.option("--from", "source", default="", metavar="ENTRY", help="The contact of this log entry.")
@click.option(
    "--line", "line", default="", metavar="SEGMENT/LINE", help="The segment line; the call takes it out."
)
@click.option("--number", default="", metavar="NUMBER", help="The number; left out, the usual one.")
@click.option("--numbers", "listed", is_flag=True, help="Only list the numbers of the contact.")
@click.option("--dial", is_flag=True, help="Have tel_command of settings.toml dial before it is recorded.")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--json", "to_json", is_flag=True, help="Print the record as JSON.")
@everywhere
def call(
    contact: str,
    source: str,
    line: str,
    number: str,
    listed: bool,
    dial: bool,
    pairs: Sequence[str],
    to_json: bool,
) -> None:
    """Record a phone call, of today and now, or list the numbers of a contact with --numbers.

    The call counts as successful unless successful=no; duration=MINUTES says how long it took.
    """
    if sum(map(bool, (contact, source, line))) != 1:
        raise click.UsageError(p_("shell", "Give one of --contact, --from and --line."))
    typed = {**assignments(pairs), **({NUMBER: number} if number else {})}
    with opened():
        if listed:
            _list(_contact(contact, source, line), to_json=to_json)
            return
        work = working.take_line(records.find("segment-lines", line)) if line else None
        try:
            state = filled(_begun(contact, source, work), typed)
            _record(work, state, dial=dial, to_json=to_json)
        except BaseException:
            if work is not None:
                working.release(work)
            raise


def _begun(contact: str, source: str, work: Work | None) -> FormState:
    if work is not None:
        return calls.from_line(work.state, work.number)
    if source:
        return calls.start(entry_id=records.find("log-entries", source))
    return calls.start(contact_id=records.find("contacts", contact))


def _contact(contact: str, source: str, line: str) -> int:
    if contact:
        return records.find("contacts", contact)
    page, key = ("log-entries", source) if source else ("segment-lines", line)
    no = records.view(page, records.find(page, key)).values["contact_no"]
    if not no:
        raise NotFoundError(p_("error", "There is no contact to call."))
    return records.find("contacts", str(no))


def _list(contact: int, *, to_json: bool) -> None:
    found = phone_numbers(contact, who().now.date())
    if not found:
        raise NotFoundError(p_("error", "The contact has no phone number."))
    for one in found:
        if to_json:
            output.json_line({"number": one.number, "whose": one.whose})
        else:
            click.echo(f"{one.number}\t{one.whose}")


def _record(work: Work | None, state: FormState, *, dial: bool, to_json: bool) -> None:
    """Check the call, dial if that is wanted, and log it; nothing is logged when dialling fails."""
    wrong = problems(state)
    if wrong:
        raise IncompleteError(wrong)
    if dial:
        _dial(state.text(NUMBER))
    done = working.record_form(work, None, state) if work is not None else finish(None, state)
    for sentence in done.sentences:
        say(sentence)
    for entry in done.entry_ids:
        output.record("log-entries", entry, to_json=to_json)


def _dial(number: str) -> None:
    from tui import paths, programs, settings

    command = settings.load(paths.settings_file()).tel_command
    if not command:
        told = p_("error", 'Nothing dials: put tel_command = "xdg-open" or the like into {path}.')
        raise RuleError(told.format(path=paths.settings_file()))
    programs.start(command, calls.tel_url(number))
