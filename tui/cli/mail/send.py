"""The verb that sends the e-mails that wait: mail send."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from models.enums import DeliveryState
from models.stop_request import StopRequest
from models.text import cell_safe
from models.words import np_, p_, translate
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

if TYPE_CHECKING:
    from models.exchange.smtp.sender import Outcome

INTERRUPTED = 130


@click.command()
@click.option("--dry-run", is_flag=True, help="Tell what would be sent to whom; send and change nothing.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--json", "to_json", is_flag=True, help="One JSON object for each e-mail.")
@everywhere
def send(dry_run: bool, limit: int | None, to_json: bool) -> int:
    """Send the e-mails that wait to be sent.

    Several of these may run at once: no e-mail goes twice. What may have arrived, because a program or a
    connection ended in the middle, is uncertain and never sent again unless mail retry --uncertain says so.
    Ctrl+C finishes the one in hand.

    The password of the server is TOUCHBASE_SMTP_PASSWORD, or what smtp_password_command in settings.toml
    writes. The exit code is 1 when one was refused or is uncertain.
    """
    with opened():
        return _try(to_json=to_json) if dry_run else send_waiting(to_json=to_json, limit=limit or 0)


def send_waiting(*, to_json: bool, limit: int = 0) -> int:
    """Send what waits in the database that is open, and tell what became of it; the exit code."""
    from models.exchange.smtp import sender

    tell = _Teller(to_json=to_json)
    with stopping() as stop:
        try:
            sender.send(password, tell.outcome, stop=stop, limit=limit)
        finally:
            tell.summary()
    if stop.is_set():
        return INTERRUPTED
    return 0 if set(tell.counts) <= {DeliveryState.SENT} else 1


def password() -> str:
    """The password of the server that sends, from the environment or the person's own command."""
    from models.exchange import secrets
    from tui import paths, settings

    command = settings.load(paths.settings_file()).smtp_password_command
    return secrets.password(secrets.SMTP_PASSWORD, command)


@contextmanager
def stopping() -> Iterator[StopRequest]:
    """A request that Ctrl+C and the end of the terminal make; Ctrl+C once more breaks off."""
    stop = StopRequest()

    def asked(number: int, _frame: object) -> None:
        if number == signal.SIGINT:
            if stop.is_set():
                raise KeyboardInterrupt
            told = p_("shell", "The e-mail in hand is finished; Ctrl+C once more breaks it off.")
            with suppress(OSError):
                os.write(2, f"\n{told}\n".encode())  # A stream may be in the middle of writing.
        stop.set()

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, asked) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _try(*, to_json: bool) -> int:
    from models.exchange.smtp import sender

    counts: Counter[bool] = Counter()
    for trial in sender.trials():
        counts[bool(trial.problem)] += 1
        if to_json:
            output.json_line(
                {
                    "delivery": trial.delivery,
                    "sent_to": trial.sent_to,
                    "subject": trial.subject,
                    "size": trial.size,
                    "problem": trial.problem,
                }
            )
        else:
            told = trial.problem or f"{trial.sent_to}: {trial.subject} ({-(-trial.size // 1000)} kB)"
            click.echo(cell_safe(f"{trial.delivery:>6}  {told}"))
    if not to_json:
        told = np_("shell", "Would send {number} e-mail", "Would send {number} e-mails", counts[False])
        left = np_("shell", "{number} cannot go.", "{number} cannot go.", counts[True])
        say(f"{told.format(number=counts[False])}; {left.format(number=counts[True])}")
    return 1 if counts[True] else 0


class _Teller:
    """Prints what becomes of the e-mails, as JSON lines or for the eye."""

    def __init__(self, *, to_json: bool) -> None:
        self._json = to_json
        self.counts: Counter[DeliveryState] = Counter()

    def outcome(self, one: Outcome) -> None:
        """One e-mail; people are told of those with something to say."""
        self.counts[one.state] += 1
        if self._json:
            self._line(
                {
                    "delivery": one.delivery,
                    "entry_no": one.entry,
                    "sent_to": one.sent_to,
                    "state": one.state.caption,
                    "response": one.response,
                }
            )
        elif one.state is not DeliveryState.SENT:
            state = translate(one.state.caption)
            whose = " ".join(filter(None, (str(one.delivery), one.sent_to)))
            say(cell_safe(f"{whose}: {state}: {one.response}"))

    def _line(self, data: Mapping[str, object]) -> None:
        """A JSON line; the e-mails go on when whoever listened has gone."""
        try:
            output.json_line(data)
            sys.stdout.flush()
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - it stays open to the end

    def summary(self) -> None:
        """What came of it all."""
        from models.queries import deliveries

        waiting = deliveries.waiting()
        counts = self.counts
        if self._json:
            known = {state.name.lower(): counts[state] for state in DeliveryState}
            self._line({**known, "waiting": waiting})
            return
        parts = [p_("shell", "Sent {number}").format(number=counts[DeliveryState.SENT])]
        parts += [
            f"{counts[state]} {translate(state.caption).lower()}"
            for state in (DeliveryState.ERROR, DeliveryState.UNCERTAIN, DeliveryState.GIVEN_UP)
            if counts[state]
        ]
        if waiting:
            parts.append(np_("shell", "{number} waits", "{number} wait", waiting).format(number=waiting))
        click.echo(", ".join(parts) + ".")
