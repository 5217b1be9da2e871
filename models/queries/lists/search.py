"""Quick search: which records have the words that somebody typed, found fast however many there are.

What is found is decided by the search texts alone, so both engines find the same, and an index that is being
made anew leaves nothing out. The index only spares looking at all of them (search_ways.py beside this).
"""

from __future__ import annotations

from typing import Any

import peewee as pw

from models import search_state
from models.base import tuples
from models.contact import Contact
from models.database import contains, reading, search_index
from models.interaction import InteractionLogEntry as Entry
from models.queries.lists.orders import Stretch
from models.queries.lists.search_sample import sample_of
from models.queries.lists.search_ways import Way, best, index_words
from models.searching import Search, parse
from models.segment import SegmentLine

_SMALL = 2_000
"""So many rows are looked at one by one without asking the index."""
_LOOKED_UP = 5_000
"""So many contacts are looked up at once to find the lines of a segment."""

_ORDERS: dict[Any, Any] = {Contact: Contact.sort_name, Entry: Entry.occurred}
"""The orders in which the lists of the large tables are mostly read."""


@reading
def matches(model: Any, text: str, stretch: Stretch | None = None) -> Any:
    """The condition that a record of `model` has what is searched for; `True` when that is nothing.

    For the rows of a stretch of a list in its order, or else for all of them: to count or to export them.
    Lines of segments are found by their contacts.
    """
    search = parse(text)
    if not search.wanted and not search.excluded:
        return True
    if model is SegmentLine:
        return _of_lines(search, text)
    met = _has(model, search)
    if not search.wanted or not _is_indexed(model):
        return met
    narrowed = _narrowed(model, search, stretch)
    return met if narrowed is None else narrowed & met


@reading
def number(model: Any, text: str) -> int | None:
    """How many records have what is searched for, if the index alone tells it exactly; else none."""
    search = parse(text)
    terms = (*search.wanted, *search.excluded)
    if not search.wanted or any(" " in term for term in terms) or not _is_indexed(model):
        return None
    return search_index.number(
        model._meta.table_name, index_words(search), search.excluded, _digits(model, search)
    )


@reading
def ids(model: Any, text: str) -> list[int]:
    """The ids of all records of `model` that have what is searched for, ascending."""
    query = model.select(model.id).where(matches(model, text)).order_by(model.id)
    return [record for (record,) in tuples(query)]


def _has(model: Any, search: Search) -> Any:
    """The condition on the search text itself, which alone decides."""
    text = _padded(model.search_text)
    met = _all(contains(text, " " + term) for term in search.wanted)
    for one in _digits(model, search):
        met = met | contains(text, " " + one)
    without = _all(~contains(text, " " + term) for term in search.excluded)
    return without if met is None else met if without is None else met & without


def _of_lines(search: Search, text: str) -> Any:
    """The condition that the contact of a segment's line is found.

    The contacts are looked up first when they are few, however long the segment; else line by line.
    """
    line_by_line = pw.fn.EXISTS(
        Contact.select(Contact.id).where(Contact.id == SegmentLine.contact, _has(Contact, search))
    )
    if not search.wanted or not _is_indexed(Contact):
        return line_by_line
    sample = sample_of(Contact, _ORDERS[Contact])
    hits = sample.texts.hits(search.wanted, search.excluded, _digits(Contact, search))
    if sample.last <= _SMALL or sample.rows(len(hits)) > _LOOKED_UP:
        return line_by_line
    return SegmentLine.contact.in_(Contact.select(Contact.id).where(matches(Contact, text)))


def _padded(text: Any) -> Any:
    return pw.Value(" ").concat(text).concat(" ")


def _all(conditions: Any) -> Any:
    met: Any = None
    for condition in conditions:
        met = condition if met is None else met & condition
    return met


def _is_indexed(model: Any) -> bool:
    return model in _ORDERS and search_state.in_use()


def _digits(model: Any, search: Search) -> tuple[str, ...]:
    """The phone numbers that will do instead of the words."""
    return search.digits if model is Contact else ()


def _narrowed(model: Any, search: Search, stretch: Stretch | None) -> Any:
    """The condition by the index that leaves few records to look at; none where there are many anyway."""
    sample = sample_of(model, _ORDERS[model])
    if sample.last <= _SMALL:
        return None
    digits = _digits(model, search)
    plan = best(sample, search, digits, stretch)
    if plan.way is Way.TEXTS:
        return None
    return search_index.among_found(model, plan.words, digits, walked=plan.way is Way.WALK)
