"""A sample of the search texts of a large table: how frequent words are, and whether they stand together.

It is kept for some minutes, so that a keypress of a quick search costs no more than looking through it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt, log
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import database, search_index

_LASTS = 600.0
"""Seconds after which a sample is taken anew."""
_GROWTH = 1.1
"""A table that grew by so much gets a new sample."""
_CHANCE = log(0.05)
"""Words as badly spread as chance makes them less often than this are said to stand together."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Search texts of rows evenly spread over the ids of a table, in the order of its list."""

    texts: Sequence[str]
    """Each with a space on either side."""
    last: int
    """The highest id of the table then; about the number of rows."""
    base: Any
    """The database that it was taken from."""
    taken: float

    def hits(self, met: Callable[[str], bool]) -> list[int]:
        """The places in the order of the list, from 0, of the texts that meet a condition."""
        return [place for place, text in enumerate(self.texts) if met(text)]

    def number_with(self, word: str) -> int:
        """How many texts have a word that begins so."""
        needle = " " + word
        return sum(needle in text for text in self.texts)

    def clustered(self, places: Sequence[int]) -> bool:
        """Whether hits at these places leave a stretch of the order so empty that it is no chance."""
        number = len(self.texts)
        if not places or len(places) == number:
            return False
        edges = [-1, *places, number]
        longest = max(after - before for before, after in pairwise(edges)) - 1
        return log(len(places)) + longest * log(1 - len(places) / number) < _CHANCE


def sample_of(model: Any, order: Any) -> Sample:
    """The sample of a table whose list has the order of the field `order`."""
    table = model._meta.table_name
    last = int(tuples(model.select(pw.fn.MAX(model.id)))[0][0] or 0)
    with _lock:
        kept = _kept.get(table)
        if kept is None or not _good(kept, last):
            kept = _kept[table] = _taken(model, order, last)
    return kept


def _good(kept: Sample, last: int) -> bool:
    fresh = time.monotonic() - kept.taken < _LASTS
    return fresh and kept.base is database.obj and kept.last <= last <= kept.last * _GROWTH


def _taken(model: Any, order: Any, last: int) -> Sample:
    places = pw.NodeList((model.id, search_index.spread(last, isqrt(last))))
    rows = tuples(model.select(order, model.id, model.search_text).where(places))
    # In the order of the list, compared as the engines do.
    rows.sort(key=lambda row: (row[0].encode() if isinstance(row[0], str) else row[0], row[1]))
    return Sample([f" {text} " for *_, text in rows], last, database.obj, time.monotonic())


_lock = threading.Lock()
_kept: dict[str, Sample] = {}
