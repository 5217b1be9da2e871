"""Statistics worked out from the entries, set-based: for all contacts, or where many changed at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.contact import ContactStatistics as Statistics
from models.database import is_postgres, reading, unit
from models.enums import InitiatedBy
from models.fields import hundredths
from models.interaction import InteractionLogEntry as Entry

NEVER = dt.date(1, 1, 1)
"""Stands for no date, so that lists can be ordered by it (patterns.md 5)."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Counters:
    """The statistics of one contact: number, cost in hundredths, minutes, and the two last dates."""

    no_of_interactions: int = 0
    cost: int = 0
    duration: int = 0
    last_date_attempted: dt.date = NEVER
    date_of_last_interaction: dt.date = NEVER


@dataclass(frozen=True, slots=True)
class Difference:
    """A contact whose stored statistics are not what its entries say."""

    contact_id: int
    stored: Counters | None
    """None when the contact has no row."""
    computed: Counters


@unit
def fill() -> None:
    """Give every contact a row, set-based, for contacts that have none yet; for filling an empty database."""
    sums = _sums(None)
    columns = (
        Statistics.contact,
        Statistics.no_of_interactions,
        Statistics.cost,
        Statistics.duration,
        Statistics.last_date_attempted,
        Statistics.date_of_last_interaction,
    )
    query = Contact.select(Contact.id, *_computed(sums))
    Statistics.insert_from(query.left_outer_join(sums, on=(sums.c.owner == Contact.id)), columns).execute()


@unit
def recompute(contact_ids: Sequence[int] | None = None) -> int:
    """Set the statistics of these contacts, or of all, to what their entries say; how many were wrong."""
    chosen = None if contact_ids is None else sorted(set(contact_ids))
    if chosen and is_postgres():
        # Entries that are being counted meanwhile wait, or are waited for.
        locked = Statistics.select(Statistics.contact).where(Statistics.contact.in_(chosen))
        tuples(locked.order_by(Statistics.contact).for_update())
    wrong = differences(chosen)
    for found in wrong:
        values = {
            "no_of_interactions": found.computed.no_of_interactions,
            "cost": _raw(found.computed.cost),
            "duration": found.computed.duration,
            "last_date_attempted": found.computed.last_date_attempted,
            "date_of_last_interaction": found.computed.date_of_last_interaction,
        }
        if found.stored is None:
            Statistics.insert(contact=found.contact_id, **values).execute()
        else:
            Statistics.update(**values).where(Statistics.contact == found.contact_id).execute()
    return len(wrong)


@unit
def count_logged(logged_segment: int) -> None:
    """Count the entries of a segment that was just logged, for their contacts and companies, set-based."""
    mine = (Entry.logged_segment_entry_no == logged_segment) & (Entry.logged_segment_entry_no != 0)
    sums = _sums(None, mine)
    if is_postgres():
        # In the order of contacts, so that two units never wait for each other.
        owners = Statistics.select(Statistics.contact).where(
            Statistics.contact.in_(pw.Select([sums], [sums.c.owner]))
        )
        tuples(owners.order_by(Statistics.contact).for_update())
    Statistics.update(
        no_of_interactions=Statistics.no_of_interactions + sums.c.number,
        cost=Statistics.cost + sums.c.cost,
        duration=Statistics.duration + sums.c.duration,
        last_date_attempted=_latest_of(Statistics.last_date_attempted, sums.c.attempted),
        date_of_last_interaction=_latest_of(Statistics.date_of_last_interaction, sums.c.reached),
    ).from_(sums).where(Statistics.contact == sums.c.owner).execute()


@unit
def recount(entries: Callable[[Any], Any]) -> None:
    """Count the contacts and companies of entries anew, set-based, after all of these changed.

    `entries` gives their condition on a model of the log.
    """
    owners = _owners_of(entries)
    if is_postgres():
        held = Statistics.select(Statistics.contact).where(Statistics.contact.in_(owners))
        tuples(held.order_by(Statistics.contact).for_update())
    sums = _sums(owners)
    number, cost, duration, attempted, reached = _computed(sums)
    anew = (
        Contact.select(
            Contact.id.alias("owner"),
            number.alias("number"),
            cost.alias("cost"),
            duration.alias("duration"),
            attempted.alias("attempted"),
            reached.alias("reached"),
        )
        .left_outer_join(sums, on=(sums.c.owner == Contact.id))
        .where(Contact.id.in_(owners))
        .alias("anew")
    )
    Statistics.update(
        no_of_interactions=anew.c.number,
        cost=anew.c.cost,
        duration=anew.c.duration,
        last_date_attempted=anew.c.attempted,
        date_of_last_interaction=anew.c.reached,
    ).from_(anew).where(Statistics.contact == anew.c.owner).execute()


def _owners_of(entries: Callable[[Any], Any]) -> Any:
    """The contacts of entries, and their companies."""

    def part(of: Any, owner: Any) -> Any:
        return of.select(owner).where(entries(of), owner.is_null(False))

    one, other = Entry.alias(), Entry.alias()
    return part(one, one.contact).union(part(other, other.company))


def _latest_of(stored: Any, new: Any) -> Any:
    return pw.Case(None, [(new.is_null(), stored), (stored < new, new)], stored)


@reading
def differences(contact_ids: Sequence[int] | None = None) -> list[Difference]:
    """The contacts, of these or of all, whose statistics are not what their entries say, by id."""
    if contact_ids is None:
        return _differences(None)
    chosen = sorted(set(contact_ids))
    parts = (chosen[start : start + _BATCH] for start in range(0, len(chosen), _BATCH))
    return [found for part in parts for found in _differences(part)]


def _raw(hundredth: int) -> Any:
    """Hundredths as they are stored."""
    return pw.Value(hundredth, converter=False)


def _differences(chosen: Sequence[int] | None) -> list[Difference]:
    sums = _sums(chosen)
    stored = (
        Statistics.no_of_interactions,
        Statistics.cost,
        Statistics.duration,
        Statistics.last_date_attempted,
        Statistics.date_of_last_interaction,
    )
    computed = _computed(sums)
    different: Any = Statistics.contact.is_null()
    for column, value in zip(stored, computed, strict=True):
        different = different | (column != value)
    query = (
        Contact.select(Contact.id, Statistics.contact, *stored, *computed)
        .left_outer_join(Statistics, on=(Statistics.contact == Contact.id))
        .switch(Contact)
        .left_outer_join(sums, on=(sums.c.owner == Contact.id))
        .where(different, *([Contact.id.in_(chosen)] if chosen is not None else []))
        .order_by(Contact.id)
    )
    return [_difference(row) for row in tuples(query)]


def _computed(sums: Any) -> tuple[Any, ...]:
    """The statistics that the sums of a contact say, or none."""
    return (
        pw.fn.COALESCE(sums.c.number, 0),
        pw.fn.COALESCE(sums.c.cost, 0),
        pw.fn.COALESCE(sums.c.duration, 0),
        pw.fn.COALESCE(sums.c.attempted, NEVER),
        pw.fn.COALESCE(sums.c.reached, NEVER),
    )


def _sums(chosen: Any, *conditions: Any) -> Any:
    """Per owner what its entries say: of each entry its contact, and its company if that is another.

    `chosen` narrows it to these owners, by ids or by a query of them.
    """

    def part(owner: Any, *more: Any) -> Any:
        mine = [owner.in_(chosen)] if chosen is not None else [owner.is_null(False)]
        return Entry.select(
            owner.alias("owner"),
            Entry.cost.alias("cost"),
            Entry.duration.alias("duration"),
            pw.Case(None, [(Entry.initiated_by == InitiatedBy.US, Entry.date)]).alias("attempted"),
            pw.Case(None, [(~Entry.attempt_failed, Entry.date)]).alias("reached"),
        ).where(~Entry.postponed, ~Entry.canceled, *mine, *more, *conditions)

    other = Entry.contact.is_null() | (Entry.contact != Entry.company)
    both = part(Entry.contact).union_all(part(Entry.company, other)).alias("both_owners")
    return (
        pw.Select(
            [both],
            [
                both.c.owner.alias("owner"),
                pw.fn.COUNT(both.c.owner).alias("number"),
                pw.fn.SUM(both.c.cost).alias("cost"),
                pw.fn.SUM(both.c.duration).alias("duration"),
                pw.fn.MAX(both.c.attempted).alias("attempted"),
                pw.fn.MAX(both.c.reached).alias("reached"),
            ],
        )
        .group_by(both.c.owner)
        .alias("sums")
    )


def _difference(row: tuple[Any, ...]) -> Difference:
    contact, has_row, number, cost, duration, attempted, reached, *rest = row
    stored = None
    if has_row is not None:
        stored = Counters(number, hundredths(cost), duration, attempted, reached)
    number, cost, duration = map(int, rest[:3])
    computed = Counters(number, cost, duration, _date(rest[3]), _date(rest[4]))
    return Difference(contact, stored, computed)


def _date(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
