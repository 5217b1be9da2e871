"""Questions about the log besides its windows: totals, titles and comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.enums import InformationFlow
from models.fields import amount
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment as Comment
from models.queries.lists.rows import Question
from models.queries.lists.windows import conditions
from models.salesperson import Salesperson
from models.template import InteractionTemplate
from models.words import p_


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list of log entries comes to."""

    count: int
    """All that are shown."""
    canceled: int
    """How many of them are canceled; these add no cost and no minutes."""
    cost: Decimal
    duration: int
    """In minutes."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A note on a log entry."""

    id: int
    version: int
    date: dt.date
    code: str
    text: str


@reading
def totals(question: Question) -> Totals:
    """The totals of what a list of log entries shows."""
    counting = pw.Case(None, [(Entry.canceled, 0)], 1)
    query = Entry.select(
        pw.fn.COUNT(Entry.id),
        pw.fn.COALESCE(pw.fn.SUM(counting), 0),
        pw.fn.COALESCE(pw.fn.SUM(pw.Case(None, [(Entry.canceled, 0)], Entry.cost)), 0).converter(int),
        pw.fn.COALESCE(pw.fn.SUM(pw.Case(None, [(Entry.canceled, 0)], Entry.duration)), 0),
    ).where(*conditions(question))
    ((count, counted, cost, duration),) = tuples(query)
    return Totals(count, count - int(counted), amount(cost), int(duration))


@reading
def titles(ids: Sequence[int]) -> dict[int, str]:
    """The titles of log entries by id: the template, and whom it is from or by (see `title`)."""
    query = (
        Entry.select(
            Entry.id,
            Entry.information_flow,
            Entry.description,
            InteractionTemplate.description,
            Contact.name,
            Salesperson.name,
        )
        .left_outer_join(InteractionTemplate, on=(InteractionTemplate.id == Entry.template))
        .switch(Entry)
        .left_outer_join(Contact, on=(Contact.id == Entry.contact))
        .switch(Entry)
        .left_outer_join(Salesperson, on=(Salesperson.id == Entry.salesperson))
        .where(Entry.id.in_(tuple(ids)))
    )
    return {
        entry: title(flow, template or description, contact or "", salesperson or "")
        for entry, flow, description, template, contact, salesperson in tuples(query)
    }


def title(flow: int, template: str, contact: str, salesperson: str) -> str:
    """The title of an entry: "Incoming call - from Harbour Mill Ltd", "Letter - by Jo Okafor", "Note"."""
    if flow == InformationFlow.INBOUND and contact:
        return p_("title", "{template} - from {name}").format(template=template, name=contact)
    if flow == InformationFlow.OUTBOUND and salesperson:
        return p_("title", "{template} - by {name}").format(template=template, name=salesperson)
    return template


@reading
def comments(entry_id: int) -> list[CommentRow]:
    """The notes on a log entry, in the order in which they were written."""
    query = Comment.select(Comment.id, Comment.version, Comment.date, Comment.code, Comment.comment)
    return [CommentRow(*row) for row in tuples(query.where(Comment.entry == entry_id).order_by(Comment.id))]
