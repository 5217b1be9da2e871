"""Sending at once what a verb has queued, and hearing what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from models.enums import DeliveryState
from models.errors import TouchbaseError
from models.stop_request import StopRequest
from models.words import p_

Fate = tuple[DeliveryState, str]
"""What became of an e-mail, and the words of the server, or why it waits."""


_PATIENCE = 60
"""Seconds to wait for what other senders make of e-mails that they took first."""
_LOOKED_EVERY = 0.2


def send_now(entries: Sequence[int]) -> dict[int, Fate]:
    """Send what waits, and tell what became of the e-mails of these entries, whoever sent them."""
    from models.exchange.smtp import sender
    from tui.cli.mail.send import password, stopping

    heard: dict[int, Fate] = {}

    def hear(one: sender.Outcome) -> None:
        heard[one.entry] = one.state, one.response

    words = p_("shell", "Another sender has it in hand.")
    try:
        with stopping() as stop:
            sender.send(password, hear, stop=stop)
            heard |= _heard_from_others([entry for entry in entries if entry not in heard], stop)
    except TouchbaseError as error:
        words = error.sentence
    return {entry: heard.get(entry, (DeliveryState.WAITING, words)) for entry in entries}


def _heard_from_others(entries: Sequence[int], stop: StopRequest) -> dict[int, Fate]:
    """What became of e-mails that other senders took; those that they still have in hand are missing."""
    from models.queries import deliveries

    end = monotonic() + _PATIENCE
    while True:
        standings = deliveries.standings(entries)
        if not any(one.in_hand for one in standings.values()) or monotonic() > end:
            break
        if stop.wait(_LOOKED_EVERY):
            break
    return {entry: (one.state, one.response) for entry, one in standings.items() if not one.in_hand}
