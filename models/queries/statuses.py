"""The computed status of log entries: told of rows, filtered and ordered by (design.md 3.17)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.about import Value
from models.base import tuples
from models.database.conditions import NOTHING
from models.enums import DeliveryStatus, Status
from models.interaction import InteractionLogEntry as Entry

if TYPE_CHECKING:
    from models.filters.meaning import Meaning


_UNSETTLED = {
    DeliveryStatus.IN_PROGRESS: Status.BEING_SENT,
    DeliveryStatus.ERROR: Status.ERROR,
    DeliveryStatus.UNCERTAIN: Status.UNCERTAIN,
}
"""What is on its way, or needs a person: what was sent is logged like anything else."""


def status_of(postponed: bool, canceled: bool, attempt_failed: bool, delivery_status: int) -> Status:
    """The one word that says how a log entry stands (design.md 3.17)."""
    if postponed:
        return Status.POSTPONED
    if canceled:
        return Status.CANCELED
    if delivery_status in _UNSETTLED:
        return _UNSETTLED[DeliveryStatus(delivery_status)]
    return Status.ATTEMPT_FAILED if attempt_failed else Status.LOGGED


def statuses(ids: Sequence[int]) -> dict[int, Value]:
    """The status of entries by id."""
    query = Entry.select(
        Entry.id, Entry.postponed, Entry.canceled, Entry.attempt_failed, Entry.delivery_status
    ).where(Entry.id.in_(ids))
    return {entry: int(status_of(*rest)) for entry, *rest in tuples(query)}


def status_expression() -> Any:
    """The status of a row of the log as its ordinal."""
    sent = Entry.delivery_status
    return pw.Case(
        None,
        [
            (Entry.postponed, int(Status.POSTPONED)),
            (Entry.canceled, int(Status.CANCELED)),
            *((sent == int(delivery), int(status)) for delivery, status in _UNSETTLED.items()),
            (Entry.attempt_failed, int(Status.ATTEMPT_FAILED)),
        ],
        int(Status.LOGGED),
    )


def with_status(meaning: Meaning) -> Any:
    """The condition that the status passes a filter, said by the columns that have indexes."""
    chosen = [status for status in Status if meaning.holds(int(status))]
    return reduce(or_, map(_with, chosen)) if chosen else NOTHING


def _with(status: Status) -> Any:
    """The entries with a status, as `status_of` tells it."""
    if status is Status.POSTPONED:
        return Entry.postponed
    if status is Status.CANCELED:
        return ~Entry.postponed & Entry.canceled
    counts = ~Entry.postponed & ~Entry.canceled
    sent = Entry.delivery_status
    for delivery, found in _UNSETTLED.items():
        if status is found:
            # Literals: the index of what is unsettled serves only a condition that says so word for word.
            unsettled = (sent != pw.SQL("0")) & (sent != pw.SQL("3"))
            return counts & unsettled & (sent == int(delivery))
    failed = Entry.attempt_failed if status is Status.ATTEMPT_FAILED else ~Entry.attempt_failed
    return counts & sent.in_((int(DeliveryStatus.BLANK), int(DeliveryStatus.SENT))) & failed
