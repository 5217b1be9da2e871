"""Statistics kept up entry by entry: what an entry adds, and what its change moves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import peewee as pw

from models.contact import ContactStatistics as Statistics
from models.database.prepared import Prepared, given, stored
from models.enums import InitiatedBy
from models.fields import hundredths
from models.interaction import InteractionLogEntry as Entry
from models.rules.statistics.summing import NEVER, recompute


@dataclass(frozen=True, slots=True)
class Counted:
    """What one entry adds to the statistics."""

    owners: frozenset[int]
    """Its contact and company."""
    cost: int
    """In hundredths."""
    duration: int
    attempted: dt.date
    """Its date when we initiated it, else `NEVER`."""
    reached: dt.date
    """Its date when the contact was reached, else `NEVER`."""

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Counted | None:
        """What an entry with these values by attribute adds; none while it is postponed or canceled."""
        if entry.get("postponed") or entry.get("canceled"):
            return None
        date = entry["date"]
        return cls(
            frozenset(owner for owner in (entry["contact"], entry["company"]) if owner is not None),
            hundredths(entry["cost"]),
            entry["duration"],
            date if entry["initiated_by"] == InitiatedBy.US else NEVER,
            NEVER if entry["attempt_failed"] else date,
        )


@dataclass(slots=True)
class _Shift:
    number: int = 0
    cost: int = 0
    duration: int = 0
    attempted: dt.date = NEVER
    reached: dt.date = NEVER
    lost: bool = False
    """A date was taken away, so the latest one may be another now."""


def contact_born(contact_id: int) -> None:
    """Give a new contact its row; every contact has one from birth."""
    Statistics.insert(contact=contact_id, last_date_attempted=NEVER, date_of_last_interaction=NEVER).execute()


def move(before: Iterable[Counted | None], after: Iterable[Counted | None]) -> None:
    """Count entries that changed: what they added before is taken away, what they add after is added.

    Part of the unit of work that changes the entries, after their change was written. Rows are updated in
    the order of contacts, so that two units never wait for each other.
    """
    shifts: dict[int, _Shift] = defaultdict(_Shift)
    for counted in filter(None, before):
        _take_away(shifts, counted)
    for counted in filter(None, after):
        _add(shifts, counted)
    for owner in sorted(shifts):
        _store(owner, shifts[owner])


def _take_away(shifts: dict[int, _Shift], counted: Counted) -> None:
    for owner in counted.owners:
        shift = shifts[owner]
        shift.number -= 1
        shift.cost -= counted.cost
        shift.duration -= counted.duration
        shift.lost = shift.lost or max(counted.attempted, counted.reached) > NEVER


def _add(shifts: dict[int, _Shift], counted: Counted) -> None:
    for owner in counted.owners:
        shift = shifts[owner]
        shift.number += 1
        shift.cost += counted.cost
        shift.duration += counted.duration
        shift.attempted = max(shift.attempted, counted.attempted)
        shift.reached = max(shift.reached, counted.reached)


def _store(owner: int, shift: _Shift) -> None:
    attempted, reached = shift.attempted > NEVER, shift.reached > NEVER
    hit = _shifted(attempted, reached).run(
        owner=owner,
        number=shift.number,
        cost=shift.cost,
        duration=shift.duration,
        **stored(
            Statistics,
            {"last_date_attempted": shift.attempted, "date_of_last_interaction": shift.reached},
        ),
    )
    if not hit:
        recompute([owner])
    elif shift.lost:
        # A statement of its own: only now, with the row locked, does it see what others have committed.
        Statistics.update(
            last_date_attempted=_latest(owner, Entry.initiated_by == InitiatedBy.US),
            date_of_last_interaction=_latest(owner, ~Entry.attempt_failed),
        ).where(Statistics.contact == owner).execute()


@cache
def _shifted(attempted: bool, reached: bool) -> Prepared:
    """The statement that adds to one contact's row, and moves the dates that are to be moved."""
    values: dict[str, Any] = {
        "no_of_interactions": Statistics.no_of_interactions + given("number"),
        "cost": Statistics.cost + given("cost"),
        "duration": Statistics.duration + given("duration"),
    }
    if attempted:
        values["last_date_attempted"] = _later(Statistics.last_date_attempted, given("last_date_attempted"))
    if reached:
        values["date_of_last_interaction"] = _later(
            Statistics.date_of_last_interaction, given("date_of_last_interaction")
        )
    return Prepared(lambda: Statistics.update(**values).where(Statistics.contact == given("owner")))


def _later(column: Any, date: Any) -> Any:
    return pw.Case(None, [(column < date, date)], column)


def _latest(owner: int, condition: Any) -> Any:
    return Entry.select(pw.fn.COALESCE(pw.fn.MAX(Entry.date), NEVER)).where(
        (Entry.contact == owner) | (Entry.company == owner),
        ~Entry.postponed,
        ~Entry.canceled,
        condition,
    )
