"""Quick search: which records have the words that somebody typed, found fast however many there are.

What is found is decided by the search texts alone, so both engines find the same, and an index that is being
made anew leaves nothing out. The index only spares looking at all of them: of frequent words the list meets
enough by walking its order, of rare ones the index names the few records there are (patterns.md 6). Which it
is, a small sample of the texts tells, spread evenly over the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee as pw

from models import search_state
from models.base import tuples
from models.contact import Contact
from models.database import contains, reading, search_index
from models.interaction import InteractionLogEntry as Entry
from models.queries.search_sample import Sample, sample_of
from models.searching import Search, parse
from models.segment import SegmentLine

_ENOUGH = 10
"""So many hits in a sample make the words frequent.

The sample has the square root of the rows: walking then looks at a tenth of that times the rows of a window,
and sorting sorts ten times that at most.
"""
_SMALL = 2_000
"""So many rows are looked at one by one without asking the index."""
_FEW = 0.1
"""Words that stand together in the order of the list are sorted up to this part of the rows."""
_QUICK = 3
"""Beginnings of so many letters are indexed; for longer frequent ones an index gathers all words first."""
_MOST = 0.2
"""Nothing that more than this part of the rows has is asked of the index."""

_ORDERS = {Contact: Contact.sort_name, Entry: Entry.occurred}
"""The orders in which the lists of the large tables are mostly read."""


@reading
def matches(model: Any, text: str, *, whole: bool = False) -> Any:
    """The condition that a record of `model` has what is searched for; `True` when that is nothing.

    Lines of segments are found by their contacts.

    With `whole` for a question that needs all hits (a count, totals, an export), else for a window of a list
    in its order.
    """
    search = parse(text)
    if not search.wanted and not search.excluded:
        return True
    if model is SegmentLine:
        found = Contact.select(Contact.id).where(
            Contact.id == SegmentLine.contact, matches(Contact, text, whole=True)
        )
        return pw.fn.EXISTS(found)
    met = _has(model, search)
    if model not in (Contact, Entry) or not search.wanted or not search_state.in_use():
        return met
    narrowed = _narrowed(model, search, whole)
    return met if narrowed is None else narrowed & met


@reading
def ids(model: Any, text: str) -> list[int]:
    """The ids of all records of `model` that have what is searched for, ascending."""
    query = model.select(model.id).where(matches(model, text, whole=True)).order_by(model.id)
    return [record for (record,) in tuples(query)]


def _has(model: Any, search: Search) -> Any:
    """The condition on the search text itself, which alone decides."""
    text = _padded(model.search_text)
    met = _all(contains(text, " " + term) for term in search.wanted)
    if model is Contact and search.digits:
        for number in search.digits:
            met = met | contains(text, " " + number)
    without = _all(~contains(text, " " + term) for term in search.excluded)
    return without if met is None else met if without is None else met & without


def _padded(text: Any) -> Any:
    return pw.Value(" ").concat(text).concat(" ")


def _all(conditions: Any) -> Any:
    met: Any = None
    for condition in conditions:
        met = condition if met is None else met & condition
    return met


def _narrowed(model: Any, search: Search, whole: bool) -> Any:
    """The condition by the index that leaves few records to look at; none where there are many anyway."""
    sample = sample_of(model, _ORDERS[model])
    if sample.last <= _SMALL:
        return None
    digits = search.digits if model is Contact else ()
    hits = sample.hits(lambda text: meets(text, search, digits))
    few = len(sample.texts) * _MOST if whole else _ENOUGH
    if len(hits) >= few and (whole or not _far(sample, hits, descending=model is Entry)):
        return None
    words = list(dict.fromkeys(word for term in search.wanted for word in _index_words(term)))
    rare = [word for word in words if sample.number_with(word) < _ENOUGH]
    asked = rare or [word if word.endswith(" ") else word[:_QUICK] for word in words]
    without = [term for term in search.excluded if " " not in term and len(term) <= _QUICK]
    found = search_index.found(model._meta.table_name, asked, without, digits)
    return pw.NodeList((model.id, found))


def _far(sample: Sample, hits: Sequence[int], *, descending: bool) -> bool:
    """Whether the words stand so far off in the order of the list that sorting all hits beats walking.

    A row walked over costs about two hits sorted, and matters most where the list begins.
    """
    before = len(sample.texts) - 1 - hits[-1] if descending else hits[0]
    return sample.clustered(hits) and len(hits) < max(len(sample.texts) * _FEW, 2 * before)


def meets(text: str, search: Search, digits: Sequence[str] = ()) -> bool:
    """Whether a search text with spaces around it has what is searched for, as the database decides it."""
    found = all(f" {term}" in text for term in search.wanted) or any(f" {one}" in text for one in digits)
    return found and not any(f" {term}" in text for term in search.excluded)


def _index_words(term: str) -> list[str]:
    """The words of a term as the index takes them: all but the last are whole."""
    *whole, last = term.split(" ")
    return [*(word + " " for word in whole), *([last] if last else [])]
