"""Sending at once what a verb has queued, and hearing what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from models.enums import DeliveryState
from models.errors import TouchbaseError
from models.words import p_

Fate = tuple[DeliveryState, str]
"""What became of an e-mail, and the words of the server, or why it waits."""


def send_now(entries: Sequence[int]) -> dict[int, Fate]:
    """Send what waits, and tell what became of the e-mails of these entries."""
    from models.exchange.smtp import sender
    from tui.cli.mail.send import password, stopping

    heard: dict[int, Fate] = {}

    def hear(one: sender.Outcome) -> None:
        heard[one.entry] = one.state, one.response

    words = p_("shell", "Another sender has it in hand.")
    try:
        with stopping() as stop:
            sender.send(password, hear, stop=stop)
    except TouchbaseError as error:
        words = error.sentence
    return {entry: heard.get(entry, (DeliveryState.WAITING, words)) for entry in entries}
