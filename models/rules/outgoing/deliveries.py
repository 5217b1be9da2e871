"""What people decide about sending: queue, try again, give up (domain.md 2.9).

Every verb keeps the delivery status of the log entry in step with the delivery, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import peewee as pw

from models.base import searchable, tuples
from models.database import locked, unit
from models.database.sets import among
from models.delivery import Delivery
from models.enums import CorrespondenceType, DeliveryState, DeliveryStatus
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import deliveries as queries
from models.queries.deliveries import Recipient
from models.rules.interactions import leases
from models.rules.outgoing.addressing import readdress
from models.words import p_, translate

STATUS = {
    DeliveryState.WAITING: DeliveryStatus.IN_PROGRESS,
    DeliveryState.SENDING: DeliveryStatus.IN_PROGRESS,
    DeliveryState.SENT: DeliveryStatus.SENT,
    DeliveryState.UNCERTAIN: DeliveryStatus.UNCERTAIN,
    DeliveryState.ERROR: DeliveryStatus.ERROR,
    DeliveryState.GIVEN_UP: DeliveryStatus.ERROR,
}
"""What a log entry says of the state of its delivery."""

_BATCH = 500


@unit
def queue(entry_ids: Sequence[int], *, kind: CorrespondenceType | None = None) -> list[int]:
    """Have entries sent by `kind`, else by their correspondence type: one delivery each, which waits.

    Returns the deliveries in the order of the entries' numbers. Raises `RuleError` about the first entry that
    has nothing to send, no correspondence type, or a contact without an address; nothing is queued then.
    """
    made: list[int] = []
    for batch in pw.chunked(entry_ids, _BATCH):
        found = queries.recipients(batch)
        if kind is not None:
            found = [replace(recipient, correspondence_type=kind) for recipient in found]
        for recipient in found:
            _check(recipient)
        Delivery.add_many([_delivery(recipient) for recipient in found])
        ids = [recipient.entry for recipient in found]
        in_progress = {"delivery_status": int(DeliveryStatus.IN_PROGRESS)}
        Entry.update(**in_progress).where(Entry.id.in_(ids)).execute()
        made += sorted(queries.of_entries(ids).values())
    return made


def check_recipient(recipient: Recipient) -> None:
    """Raise `RuleError` when the contact cannot be written to (domain.md 2.9)."""
    if recipient.blocked:
        told = p_("error", "{contact} {name}, or its company, is blocked for privacy and is not written to.")
        raise RuleError(told.format(contact=recipient.contact_no, name=recipient.name), field="contact_no")
    by_mail = recipient.correspondence_type == CorrespondenceType.EMAIL
    if not recipient.contact_no and not (by_mail and recipient.addresses):
        told = p_("error", "Entry {entry} has no contact any more; there is nobody to write to.")
        raise RuleError(told.format(entry=recipient.entry), field="contact_no")
    if by_mail and not recipient.addresses:
        told = p_("error", "E-Mail of contact {contact} {name} is blank; fill it in, then send.")
        raise RuleError(told.format(contact=recipient.contact_no, name=recipient.name), field="email")


@unit
def retry(ids: Sequence[int], *, uncertain: bool = False, to: str = "") -> int:
    """Have deliveries that failed or were given up wait for a sender again; returns how many.

    Those that may have arrived are only sent again with `uncertain`, the person's word; they keep their
    Message-ID, by which mail programs know them again. Documents go to the addresses `to` from now on, unless
    that is blank. Raises `RuleError` for any other state, and as `readdress` does.
    """
    for delivery in _locked(ids):
        _check_retry(delivery, uncertain=uncertain)
        changed: dict[str, Any] = {"sent_to": readdress(delivery, to)} if to else {}
        move(delivery.id, DeliveryState.WAITING, response="", **changed)
    return len(ids)


@unit
def give_up(ids: Sequence[int]) -> int:
    """Leave deliveries unsent for good; returns how many.

    Raises `RuleError` for one that was sent or is being sent just now.
    """
    for delivery in _locked(ids):
        if delivery.state in (DeliveryState.SENT, DeliveryState.GIVEN_UP):
            raise _wrong_state(delivery, p_("error", "Delivery {number} is {state}: nothing to give up."))
        _refuse_live(delivery)
        # What may have arrived does not become certain by giving it up.
        status = DeliveryStatus.UNCERTAIN if delivery.state == DeliveryState.UNCERTAIN else None
        move(delivery.id, DeliveryState.GIVEN_UP, status=status)
    return len(ids)


def hold_back(entry_ids: Sequence[int], why: str) -> list[int]:
    """Keep what waits for these entries from being sent, and say why; part of a unit of work.

    Returns the deliveries. What a sender has in hand just now goes.
    """
    of = Delivery
    query = of.select(of.id).where(
        queries.OPEN, of.state == DeliveryState.WAITING, of.holder == "", among(of.entry, entry_ids)
    )
    held = [number for (number,) in tuples(locked(query.order_by(of.id)))]
    for delivery in held:
        move(delivery, DeliveryState.ERROR, response=why)
    return held


def let_wait(ids: Sequence[int], why: str) -> None:
    """Let deliveries wait again that were held back for this reason and not touched since."""
    for delivery in ids:
        as_left = (Delivery.state == DeliveryState.ERROR) & (Delivery.response == why)
        move(delivery, DeliveryState.WAITING, response="", only=as_left)


def move(
    delivery_id: int,
    state: DeliveryState,
    *,
    status: DeliveryStatus | None = None,
    only: Any = None,
    **values: Any,
) -> bool:
    """Give a delivery another state and nobody to hold it, and its entry the status; part of a unit of work.

    Nothing happens unless the condition `only` holds, if there is one; returns whether it did.
    """
    changed = {"state": int(state), **leases.put_aside(), **values}
    which = Delivery.id == delivery_id
    hit = Delivery.update(**changed).where(which if only is None else which & only).execute()
    if hit:
        set_status(delivery_id, STATUS[state] if status is None else status)
    return bool(hit)


def set_status(delivery_id: int, status: DeliveryStatus) -> None:
    """Let the log entry of a delivery say how it stands; part of a unit of work."""
    entry = Delivery.select(Delivery.entry).where(Delivery.id == delivery_id)
    Entry.update(delivery_status=int(status)).where(
        Entry.id.in_(entry), Entry.delivery_status != int(status)
    ).execute()


def check_kind(entry: int, kind: int) -> None:
    """Raise `RuleError`, of the field correspondence_type, when an entry does not say how it is sent."""
    if kind == CorrespondenceType.BLANK:
        told = p_("error", "Entry {entry} has no Correspondence Type; choose how it is sent.")
        raise RuleError(told.format(entry=entry), field="correspondence_type")


def _check(recipient: Recipient) -> None:
    check_kind(recipient.entry, recipient.correspondence_type)
    if not recipient.has_content:
        told = p_("error", "Entry {entry} for {contact} has no attachment; there is nothing to send.")
        raise RuleError(
            told.format(entry=recipient.entry, contact=recipient.contact_no), field="attachment_no"
        )
    check_recipient(recipient)


def _delivery(recipient: Recipient) -> dict[str, Any]:
    by_mail = recipient.correspondence_type == CorrespondenceType.EMAIL
    known = {
        "entry": recipient.entry,
        "correspondence_type": recipient.correspondence_type,
        "state": int(DeliveryState.WAITING),
        "sent_to": recipient.addresses if by_mail else "",
        "subject": recipient.subject,
    }
    return {**known, "search_text": searchable(Delivery, known)}


def _locked(ids: Iterable[int]) -> list[Delivery]:
    """The deliveries, held back from senders; raises `NotFoundError` when one is gone."""
    wanted = sorted(set(ids))
    query = Delivery.select().where(Delivery.id.in_(wanted)).order_by(Delivery.id)
    found: list[Delivery] = list(locked(query))
    if len(found) < len(wanted):
        gone = min(set(wanted) - {one.id for one in found})
        raise NotFoundError(p_("error", "There is no delivery {number}.").format(number=gone))
    return found


def _check_retry(delivery: Delivery, *, uncertain: bool) -> None:
    if delivery.state == DeliveryState.UNCERTAIN and not uncertain:
        told = p_("error", "Delivery {number} may have arrived; --uncertain sends it again all the same.")
        raise RuleError(told.format(number=delivery.id))
    if delivery.state in (DeliveryState.SENT, DeliveryState.SENDING):
        raise _wrong_state(delivery, p_("error", "Delivery {number} is {state}; resend makes another one."))
    _refuse_live(delivery)
    if tuples(Entry.select(Entry.id).where(Entry.id == delivery.entry, Entry.canceled)):
        told = p_("error", "Entry {entry} is canceled, so it is not sent.")
        raise RuleError(told.format(entry=delivery.entry))


def _refuse_live(delivery: Delivery) -> None:
    """Raise `BusyError` when a sender has it in hand at this moment."""
    row = tuples(Delivery.select(*leases.lease_columns(Delivery)).where(Delivery.id == delivery.id))[0]
    lease = leases.lease(row)
    if lease.live:
        from models.errors import BusyError

        told = p_("error", "Delivery {number} is being sent by {user} on {host} just now.")
        raise BusyError(told.format(number=delivery.id, user=lease.held_by, host=lease.host))


def _wrong_state(delivery: Delivery, told: str) -> RuleError:
    state = translate(DeliveryState(delivery.state).caption)
    return RuleError(told.format(number=delivery.id, state=state.lower()))
