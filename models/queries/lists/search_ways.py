"""How a window of a list gets what is searched for with the least work, as far as a sample tells.

Of frequent words the list meets enough by walking its order and looking at the texts; of rare ones the index
names the few records there are, and these are sorted; in between the list walks its order past all that the
index does not name (patterns.md 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from models.database import search_index
from models.queries.lists.orders import Stretch
from models.queries.lists.search_sample import Sample
from models.searching import Search


class Way(Enum):
    """How records are found."""

    TEXTS = "texts"
    """By looking at the texts of all that the list passes."""
    WALK = "walk"
    """By passing in the order of the list all that the index does not name."""
    SORT = "sort"
    """By sorting all that the index names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A way, and the words that the index is asked for: all, or the rarest."""

    way: Way
    words: tuple[str, ...]
    """Beginnings of words; one that ends with a space is a whole word."""


def best(sample: Sample, search: Search, digits: Sequence[str], stretch: Stretch | None) -> Plan:
    """The plan with the least work for the rows of a stretch, or for all rows when there is none."""
    hits = sample.texts.hits(search.wanted, search.excluded, digits)
    rows = sample.rows(len(hits))
    passed = sample.last if stretch is None else _passed(sample, hits, stretch, search, digits)
    met = rows if stretch is None else stretch.limit
    costs = search_index.costs(sample.last)
    plans = [(passed * costs.looked_at, Plan(Way.TEXTS, ()))]
    for words in _asked(sample, search):
        named = sample.rows(len(sample.texts.hits(words, (), digits)))
        asking = named * costs.named + sum(_asking(sample, word) for word in words)
        if stretch is not None:
            fetched = min(named, met * named / rows)
            work = asking + passed * costs.passed + fetched * costs.fetched
            plans.append((work, Plan(Way.WALK, words)))
        plans.append((asking + named * costs.fetched, Plan(Way.SORT, words)))
    return min(plans, key=lambda plan: plan[0])[1]


def _passed(
    sample: Sample, hits: Sequence[int], stretch: Stretch, search: Search, digits: Sequence[str]
) -> float:
    near = sample.near(stretch)
    met = len(near.hits(search.wanted, search.excluded, digits)) if near else 0
    return sample.walked(hits, stretch, met)


def index_words(search: Search) -> tuple[str, ...]:
    """The words of a search as the index takes them: all of a phrase but the last are whole."""
    words: dict[str, None] = {}
    for term in search.wanted:
        *whole, last = term.split(" ")
        words |= dict.fromkeys([*(word + " " for word in whole), *([last] if last else [])])
    return tuple(words)


def _asked(sample: Sample, search: Search) -> list[tuple[str, ...]]:
    """What the index may be asked for: the rarest word, or all."""
    number = {word: _number_with(sample, word) for word in index_words(search)}
    words = tuple(_shortened(sample, word, number[word]) for word in sorted(number, key=number.__getitem__))
    return [words[:1], words] if len(words) > 1 else [words]


def _shortened(sample: Sample, word: str, number: int) -> str:
    """A beginning that the index has ready, where it names no more than the word itself."""
    short = word[: search_index.READY]
    ready = word.endswith(" ") or short == word or not number
    return word if ready or _number_with(sample, short) > number else short


def _asking(sample: Sample, word: str) -> float:
    costs = search_index.costs(sample.last)
    ready = word.endswith(" ") or len(word) <= search_index.READY
    return sample.rows(_number_with(sample, word)) * (costs.read if ready else costs.gathered)


def _number_with(sample: Sample, word: str) -> int:
    """How many texts have a word that begins so."""
    return len(sample.texts.hits((word,)))
