"""The verbs about what is or was to be sent: mail list, retry, give-up."""

from __future__ import annotations

from collections.abc import Sequence

import click

from models.enums import DeliveryState
from models.queries import deliveries as queries
from models.queries import records
from models.rules.outgoing import deliveries, sending
from models.words import np_, p_, translate
from tui.cli import output, pages
from tui.cli.opening import confirmed, opened, say
from tui.cli.options import everywhere, narrowing

PAGE = "deliveries"

_numbers = click.argument("numbers", metavar="[DELIVERY]...", nargs=-1)
_to_json = click.option("--json", "to_json", is_flag=True, help="Print the deliveries as JSON.")


@click.command("list")
@narrowing
@click.option("--all", "everything", is_flag=True, help="Also what was sent.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV with a header.")
@click.option("--ids", "form", flag_value="ids", help="Only the numbers, one a line.")
@everywhere
@click.pass_context
def list_(
    context: click.Context, filtered: Sequence[str], search: str, everything: bool, form: str | None
) -> None:
    """List what waits, failed or is uncertain."""
    with opened():
        sending.look_after_dead()
    if not everything:
        sent = translate(DeliveryState.SENT.caption)
        filtered = (*filtered, f"state=<>{sent}") if "state" not in pages.assignments(filtered) else filtered
    context.invoke(
        pages.list_,
        page_name=PAGE,
        filtered=filtered,
        search=search,
        order="",
        limit=None,
        names="",
        form=form,
    )


@click.command()
@_numbers
@click.option("--all", "everything", is_flag=True, help="All that failed.")
@click.option("--uncertain", is_flag=True, help="Also what may have arrived already.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="Where a mailed document goes instead.")
@_to_json
@everywhere
def retry(
    numbers: Sequence[str], everything: bool, uncertain: bool, to: Sequence[str], to_json: bool
) -> None:
    """Let deliveries that failed wait for mail send again.

    What may have arrived is only sent again with --uncertain; it goes under the same Message-ID, by which
    mail programs know it again. A document that was mailed to a wrong address needs --to; all else goes to
    the E-Mail that its contact has then.
    """
    if to and (everything or len(numbers) != 1 or not all(map(str.strip, to))):
        raise click.UsageError(p_("shell", "--to needs an address, and the number of one delivery."))
    states = [DeliveryState.ERROR, *([DeliveryState.UNCERTAIN] if uncertain else [])]
    with opened():
        sending.look_after_dead()
        ids = _chosen(numbers, everything, states)
        deliveries.retry(ids, uncertain=uncertain, to="; ".join(to))
        told = np_(
            "shell", "{number} waits; mail send sends it.", "{number} wait; mail send sends them.", len(ids)
        )
        _tell(ids, told, to_json=to_json)


@click.command("give-up")
@_numbers
@click.option("--all", "everything", is_flag=True, help="All that wait, failed or are uncertain.")
@_to_json
@everywhere
def give_up(numbers: Sequence[str], everything: bool, to_json: bool) -> None:
    """Leave deliveries unsent; they may still be retried."""
    states = [DeliveryState.WAITING, DeliveryState.ERROR, DeliveryState.UNCERTAIN]
    with opened() as options:
        sending.look_after_dead()
        ids = _chosen(numbers, everything, states)
        question = np_("shell", "Give {number} delivery up?", "Give {number} deliveries up?", len(ids))
        if everything and ids and not confirmed(options, question.format(number=len(ids))):
            return
        deliveries.give_up(ids)
        told = np_("shell", "Gave {number} up.", "Gave {number} up.", len(ids))
        _tell(ids, told, to_json=to_json)


def _chosen(numbers: Sequence[str], everything: bool, states: Sequence[DeliveryState]) -> list[int]:
    """The deliveries that are named, or all in these states."""
    if everything == bool(numbers):
        raise click.UsageError(p_("shell", "Name deliveries, or give --all; see mail list."))
    if everything:
        return queries.in_state(*states)
    return [records.find(PAGE, number) for number in numbers]


def _tell(ids: Sequence[int], told: str, *, to_json: bool) -> None:
    if to_json:
        for number in ids:
            output.record(PAGE, number, to_json=True)
    else:
        say(told.format(number=len(ids)))
