"""What happened with a contact, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.enums import Status
from models.interaction import InteractionLogEntry as Entry
from models.queries.lists.computed import status_of
from models.queries.log import title
from models.salesperson import Salesperson
from models.template import InteractionTemplate


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One logged interaction with a contact, or with one of a company's people."""

    id: int
    occurred: int
    """The place in the timeline; ties are broken by `id`."""
    date: dt.date
    time: dt.time | None
    template_code: str
    title: str
    description: str
    status: Status
    evaluation: int
    duration: int
    cost: Decimal
    salesperson_code: str
    contact_id: int | None
    contact_no: str
    contact_name: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some rows of a timeline."""

    rows: Sequence[TimelineRow]
    at_end: bool
    """Nothing is older than the last of `rows`."""


@reading
def timeline(
    contact_id: int, *, own: bool = False, after: TimelineRow | None = None, limit: int = 20
) -> TimelinePage:
    """The `limit` interactions of a contact that are older than `after`, or the newest, newest first.

    A company's timeline holds those of all its people too, unless `own` (design.md 6). Postponed ones stand
    on a list of their own.
    """
    references = (Entry.contact,) if own else (Entry.contact, Entry.company)
    # Each reference walks its own index; one condition with OR would sort the whole history.
    found = {row[:2] for reference in references for row in _newest(reference, contact_id, after, limit + 1)}
    chosen = sorted(found, reverse=True)[: limit + 1]
    rows = _rows([entry for _, entry in chosen[:limit]])
    return TimelinePage(rows, at_end=len(chosen) <= limit)


def _newest(reference: Any, contact_id: int, after: TimelineRow | None, limit: int) -> list[tuple[Any, ...]]:
    query = Entry.select(Entry.occurred, Entry.id).where(reference == contact_id, ~Entry.postponed)
    if after is not None:
        older = (Entry.occurred < after.occurred) | (
            (Entry.occurred == after.occurred) & (Entry.id < after.id)
        )
        query = query.where(Entry.occurred <= after.occurred, older)
    return tuples(query.order_by(Entry.occurred.desc(), Entry.id.desc()).limit(limit))


def _rows(ids: list[int]) -> list[TimelineRow]:
    query = (
        Entry.select(
            Entry.id,
            Entry.occurred,
            Entry.date,
            Entry.time,
            Entry.description,
            Entry.information_flow,
            Entry.evaluation,
            Entry.duration,
            Entry.cost,
            Entry.postponed,
            Entry.canceled,
            Entry.attempt_failed,
            Entry.delivery_status,
            InteractionTemplate.code,
            InteractionTemplate.description,
            Salesperson.code,
            Salesperson.name,
            Contact.id,
            Contact.no,
            Contact.name,
        )
        .left_outer_join(InteractionTemplate, on=(InteractionTemplate.id == Entry.template))
        .switch(Entry)
        .left_outer_join(Salesperson, on=(Salesperson.id == Entry.salesperson))
        .switch(Entry)
        .left_outer_join(Contact, on=(Contact.id == Entry.contact))
        .where(Entry.id.in_(ids))
    )
    known = {row[0]: _row(row) for row in tuples(query)}
    return [known[entry] for entry in ids if entry in known]


def _row(row: tuple[Any, ...]) -> TimelineRow:
    entry, occurred, date, time, description, flow, evaluation, duration, cost, *rest = row
    *states, template, kind, salesperson, by, contact, no, name = rest
    return TimelineRow(
        entry,
        occurred,
        date,
        time,
        template or "",
        title(flow, kind or description, name or "", by or ""),
        description,
        status_of(*states),
        evaluation,
        duration,
        cost,
        salesperson or "",
        contact,
        no or "",
        name or "",
    )
