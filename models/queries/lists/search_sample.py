"""A sample of the search texts of a large table: how frequent words are, and where in its list they stand.

It is kept for some minutes, so that a keypress of a quick search costs no more than looking through it.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isqrt, log
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import database, search_index
from models.queries.lists.orders import Stretch

_LASTS = 600.0
"""Seconds after which a sample is taken anew."""
_GROWTH = 1.1
"""A table that grew by so much gets a new sample."""
_UNSEEN = 0.7
"""What no text of a sample has, so many have: between none and the three that would hardly be missed."""
_TOGETHER = 0.15
"""The odds that words stand together in the order of a list, as far as is known before looking."""
_NEAR = 1_000
"""So many rows at either end of the list are looked at for how dense hits are there."""
_KNOWN = 500
"""So many beginnings of words are remembered with the texts that have them."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Some search texts in the order of a list, each with a space on either side."""

    texts: Sequence[str]
    _known: dict[str, frozenset[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def hits(
        self, words: Sequence[str], without: Sequence[str] = (), or_any: Sequence[str] = ()
    ) -> list[int]:
        """The places in the list, from 0, of the texts with all of `words` or one of `or_any`.

        None of `without` is in them. All are beginnings of words, or of several words one space apart.
        """
        found = set(range(len(self.texts))).intersection(*(self._with(word) for word in words))
        found = found.union(*(self._with(one) for one in or_any))
        return sorted(found.difference(*(self._with(word) for word in without)))

    def _with(self, word: str) -> frozenset[int]:
        """The texts with a word that begins so; the next keypress asks for most of them again."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            needle = " " + word
            found = [place for place, text in enumerate(self.texts) if needle in text]
            known = self._known[word] = frozenset(found)
        return known


@dataclass(frozen=True, slots=True)
class Sample:
    """Search texts of rows evenly spread over the ids of a table, in the order of its list."""

    texts: Texts
    keys: Sequence[tuple[Any, int]]
    """The keys of the order and the ids, ascending."""
    ends: tuple[Texts, Texts]
    """The first texts in the list, and the last: neighbours are alike, and here most windows are read."""
    order: Any
    """The field that orders the list."""
    last: int
    """The highest id of the table then; about the number of rows."""
    base: Any
    """The database that it was taken from."""
    taken: float
    """When, by the clock that never goes back."""

    @property
    def step(self) -> float:
        """How many rows each text stands for."""
        return self.last / max(1, len(self.texts))

    def rows(self, hits: int) -> float:
        """About how many rows of the table meet what so many texts meet."""
        return max(hits, _UNSEEN) * self.step

    def near(self, stretch: Stretch) -> Texts | None:
        """The texts at the end of the list where the stretch begins; none if it begins elsewhere."""
        at_end = stretch.order is self.order and stretch.after is None
        return self.ends[stretch.backwards] if at_end else None

    def walked(self, hits: Sequence[int], stretch: Stretch, met_near: int) -> float:
        """About how many rows are passed in the order of the list until the stretch is full.

        `met_near` is how many of the texts `near` the stretch are hits: they tell how dense hits are there,
        and the whole sample weighs as much as one hit. A gap longer than chance makes means that hits begin
        farther on and stand together there (by Bayes, anywhere as likely).
        """
        gap, rest = self._gap(hits, stretch)
        number, near = max(len(hits), _UNSEEN), self.near(stretch)
        part = number / max(1, len(self.texts))
        if near:
            part = (met_near + 1) / (len(near) + 1 / part)
        spread = min(stretch.limit / part, rest * self.step + stretch.limit)
        if not hits:
            return spread
        behind = max(rest - gap, 0.5) / max(1, rest)
        if len(hits) > 1:
            chance = max(behind ** (len(hits) - 1), 1e-100)
            odds = _TOGETHER * (1 - chance) / (len(hits) - 1) / chance
        else:
            odds = -_TOGETHER * log(behind)
        beginning = max(0, gap - (rest - gap) / number)
        return spread + odds / (1 + odds) * beginning * self.step

    def _gap(self, hits: Sequence[int], stretch: Stretch) -> tuple[int, int]:
        """How many texts without a hit stand before the first one, and how many there are altogether."""
        number = len(self.texts)
        if stretch.order is not self.order:
            return 0, number
        if stretch.backwards:
            start = bisect_left(self.keys, stretch.after) if stretch.after else number
            before = bisect_left(hits, start)
            return start - 1 - hits[before - 1] if before else start, start
        start = bisect_right(self.keys, stretch.after) if stretch.after else 0
        behind = bisect_left(hits, start)
        return hits[behind] - start if behind < len(hits) else number - start, number - start


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
    places = pw.NodeList((model.id, search_index.spread(last, isqrt(4 * last))))
    # Both engines compare texts by their characters' numbers, as Python does.
    rows = sorted(tuples(model.select(order, model.id, model.search_text).where(places)))
    texts, keys = _texts(text for *_, text in rows), [(key, record) for key, record, _ in rows]
    ends = (_end(model, order, model.id), _end(model, order.desc(), model.id.desc()))
    return Sample(texts, keys, ends, order, last, database.obj, time.monotonic())


def _end(model: Any, *order: Any) -> Texts:
    return _texts(text for (text,) in tuples(model.select(model.search_text).order_by(*order).limit(_NEAR)))


def _texts(texts: Iterable[str]) -> Texts:
    return Texts([f" {text} " for text in texts])


_lock = threading.Lock()
_kept: dict[str, Sample] = {}
