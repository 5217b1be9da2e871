"""Quick search: which records have the words that somebody typed, found fast however many there are.

What is found is decided by the search texts alone, so both engines find the same, and an index that is being
made anew leaves nothing out. The index only spares looking at all of them: of frequent words the list meets
enough by walking its order, of rare ones the index names the few records there are (patterns.md 6). Which it
is, a small sample of the texts tells, spread evenly over the table.
"""

from __future__ import annotations

from math import isqrt
from typing import Any

import peewee as pw

from models import search_state
from models.base import tuples
from models.contact import Contact
from models.database import contains, reading, search_index
from models.interaction import InteractionLogEntry as Entry
from models.searching import Search, parse

_ENOUGH = 10
"""So many hits in a sample make the words frequent.

The sample has the square root of the rows: walking then looks at a tenth of that times the rows of a window,
and sorting sorts ten times that at most.
"""
_SMALL = 2_000
"""So many rows are looked at one by one without asking the index."""
_MOST_WHOLE = 0.2
"""Questions about all hits use the index unless more than this part of the rows has the words."""


@reading
def matches(model: Any, text: str, *, whole: bool = False) -> Any:
    """The condition that a record of `model` has what is searched for; `True` when that is nothing.

    With `whole` for a question that needs all hits (a count, totals, an export), else for a window of a list
    in its order.
    """
    search = parse(text)
    if not search.wanted and not search.excluded:
        return True
    met = _has(model, search)
    if model not in (Contact, Entry) or not search.wanted or not search_state.in_use():
        return met
    narrowed = _narrowed(model, search, met, whole)
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


def _narrowed(model: Any, search: Search, met: Any, whole: bool) -> Any:
    """The condition by the index that leaves few records to look at; none where there are many anyway."""
    table, last = model._meta.table_name, int(tuples(model.select(pw.fn.MAX(model.id)))[0][0] or 0)
    if last <= _SMALL:
        return None
    words = list(dict.fromkeys(word for term in search.wanted for word in _index_words(term)))
    number = isqrt(last)
    hits, *of_words = _sampled(model, last, number, [met, *(_has_word(model, word) for word in words)])
    if hits >= (number * _MOST_WHOLE if whole else _ENOUGH):
        return None
    rare = [word for word, hit in zip(words, of_words, strict=True) if hit < _ENOUGH]
    digits = search.digits if model is Contact else ()
    return pw.NodeList((model.id, search_index.found(table, rare or words, digits)))


def _index_words(term: str) -> list[str]:
    """The words of a term as the index takes them: all but the last are whole."""
    *whole, last = term.split(" ")
    return [*(word + " " for word in whole), *([last] if last else [])]


def _has_word(model: Any, word: str) -> Any:
    return contains(_padded(model.search_text), " " + word)


def _sampled(model: Any, last: int, number: int, conditions: list[Any]) -> list[int]:
    """How many rows of a sample of about `number` meet each of the conditions."""
    counts = [pw.fn.COUNT(pw.Case(None, [(condition, 1)])) for condition in conditions]
    places = pw.NodeList((model.id, search_index.spread(last, number)))
    return list(tuples(model.select(*counts).where(places))[0])
