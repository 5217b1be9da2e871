"""The steps of a sender: claim a delivery, say that it is being handed over, say what became of it.

No delivery is taken twice: claims come one after the other behind the record of Mail Setup, on both engines.
What a dead sender left goes back to waiting, or is uncertain once its letter was being handed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import locked, seconds_now, unit
from models.database.sets import among
from models.delivery import Delivery
from models.enums import CorrespondenceType, DeliveryState
from models.mail_setup import MailSetup
from models.queries.deliveries import IN_HAND, OPEN
from models.rules.interactions import leases
from models.rules.outgoing.deliveries import move
from models.words import p_

SECONDS = 600
"""How long a sender on another computer that is not heard of counts as alive."""
_MINUTE = 60
_RESPONSE = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this sender has in hand."""

    delivery: int
    entry: int
    attempt: int
    holder: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Enough went in the last minute (Messages per Minute in Mail Setup)."""

    seconds: int
    """How long to wait before asking again."""


@unit
def claim() -> Claim | Pause | None:
    """Take the next e-mail that waits; none when nothing waits."""
    limit = int(tuples(locked(MailSetup.select(MailSetup.messages_per_minute)))[0][0])
    found = _next()
    if found is None:
        return None
    pause = _pause(limit)
    if pause:
        return Pause(pause)
    holder = leases.new_holder()
    delivery, entry, attempts = found
    taken = {**_held(holder), "tried_at": seconds_now(), "attempts": attempts + 1}
    hit = Delivery.update(**taken).where(Delivery.id == delivery, _waits(), _free()).execute()
    # Somebody may have given it up just now: then the next one is asked for.
    return Claim(delivery, entry, attempts + 1, holder) if hit else claim()


@unit
def begin(claimed: Claim, message_id: str, sent_to: str, subject: str) -> bool:
    """Say that a letter is being handed over from here on, under its Message-ID.

    Only what this returned true for may be handed over: else another sender has it.
    """
    known = {"message_id": message_id, "sent_to": sent_to[:250], "subject": subject[:250]}
    values = {"state": int(DeliveryState.SENDING), **known, **_lasting()}
    waits = Delivery.state == DeliveryState.WAITING
    return bool(Delivery.update(**values).where(_in_hand(claimed), waits).execute())


@unit
def renew(claimed: Claim) -> None:
    """Say that the sender is still at it."""
    Delivery.update(**_lasting()).where(_in_hand(claimed)).execute()


@unit
def settle(claimed: Claim, state: DeliveryState, response: str) -> None:
    """Say what became of a delivery in hand, in the server's words.

    Also of one that was taken for uncertain meanwhile because nothing was heard of its sender for too long.
    """
    mine = (Delivery.id == claimed.delivery) & (Delivery.attempts == claimed.attempt)
    missed = mine & (Delivery.state == DeliveryState.UNCERTAIN)
    move(claimed.delivery, state, response=_short(response), only=_in_hand(claimed) | missed)


@unit
def put_back(claimed: Claim) -> None:
    """Let a delivery wait again: it was not tried, for the server could not be reached."""
    again: dict[str, Any] = {"attempts": Delivery.attempts - 1, "tried_at": 0}
    move(claimed.delivery, DeliveryState.WAITING, only=_in_hand(claimed), **again)


@unit
def settle_hard_copies(entry_ids: Sequence[int], file: str) -> None:
    """Say that the hard copies of these entries that wait stand in `file`."""
    hard_copy = Delivery.correspondence_type == CorrespondenceType.HARD_COPY
    waits = Delivery.state == DeliveryState.WAITING
    query = Delivery.select(Delivery.id).where(OPEN, waits, hard_copy, among(Delivery.entry, entry_ids))
    for (delivery,) in tuples(locked(query)):
        tried = {"tried_at": seconds_now(), "attempts": Delivery.attempts + 1}
        move(delivery, DeliveryState.SENT, sent_to=file[-250:], response="", **tried)


@unit
def tell_waiting(response: str) -> None:
    """Say on all e-mails that wait why they still do."""
    Delivery.update(response=_short(response)).where(OPEN, _waits(), Delivery.holder == "").execute()


@unit
def look_after_dead() -> int:
    """Look for what senders left that ended without a word.

    It is uncertain if it was being handed over, else it waits again. Returns how many became uncertain.
    """
    of = Delivery
    alive = of.state.in_([int(DeliveryState.WAITING), int(DeliveryState.SENDING)])
    query = of.select(of.id, of.state, *leases.lease_columns(of)).where(IN_HAND, alive)
    uncertain = 0
    for delivery, state, *lease in tuples(locked(query)):
        if leases.lease(tuple(lease)).live:
            continue
        if state == DeliveryState.SENDING:
            lost = p_("delivery", "The program ended while it was sending; nobody knows whether it arrived.")
            move(delivery, DeliveryState.UNCERTAIN, response=lost)
            uncertain += 1
        else:
            of.update(**leases.put_aside()).where(of.id == delivery).execute()
    return uncertain


def _short(response: str) -> str:
    return response if len(response) <= _RESPONSE else response[: _RESPONSE - 1] + "…"


def _in_hand(claimed: Claim) -> Any:
    return (Delivery.id == claimed.delivery) & (Delivery.holder == claimed.holder)


def _held(holder: str) -> dict[str, Any]:
    return {**leases.held(holder), **_lasting()}


def _lasting() -> dict[str, Any]:
    return {"lease_until": seconds_now() + SECONDS}


def _waits() -> Any:
    email = Delivery.correspondence_type == CorrespondenceType.EMAIL
    return (Delivery.state == DeliveryState.WAITING) & email


def _free() -> Any:
    return (Delivery.holder == "") | (Delivery.lease_until <= seconds_now())


def _next() -> tuple[int, int, int] | None:
    """The first that waits: its number, its entry and how often it was tried."""
    of = Delivery
    query = of.select(of.id, of.entry, of.attempts).where(OPEN, _waits(), _free())
    rows: list[tuple[int, int, int]] = tuples(query.order_by(of.id).limit(1))
    return rows[0] if rows else None


def _pause(limit: int) -> int:
    """How many seconds to wait so that no more than `limit` e-mails go in a minute; 0 for none."""
    if not limit:
        return 0
    ago = pw.fn.COALESCE(seconds_now() - Delivery.tried_at, _MINUTE)
    email = Delivery.correspondence_type == CorrespondenceType.EMAIL
    # What was tried later than now was tried before the clock was set back.
    tried = (Delivery.tried_at > 0) & (Delivery.tried_at <= seconds_now())
    newest = Delivery.select(ago).where(tried, email).order_by(Delivery.tried_at.desc())
    rows = tuples(newest.limit(1).offset(limit - 1))
    return max(0, _MINUTE - int(rows[0][0])) if rows else 0
