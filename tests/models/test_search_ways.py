"""Which way a quick search takes: by how frequent the words are, and where in the list they stand."""

from __future__ import annotations

import time

import pytest

from models.contact import Contact
from models.database import search_index
from models.queries.lists import search_ways
from models.queries.lists.orders import Stretch
from models.queries.lists.search_sample import Sample, Texts
from models.queries.lists.search_ways import Plan, Way
from models.searching import parse

COSTS = search_index.Costs(looked_at=1.0, passed=0.15, fetched=0.8, read=0.035, gathered=0.2, named=0.1)
ROWS, TEXTS = 1_000_000, 1_000


@pytest.fixture(autouse=True)
def costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What work costs on SQLite, whatever database is open."""
    monkeypatch.setattr(search_index, "costs", lambda _rows: COSTS)


def sample(places: range | list[int], near: int = 0, words: str = "anna") -> Sample:
    """A sample of a million contacts with `words` at some places, and among the first so many of the list."""
    texts = [f" {words} " if place in places else " other " for place in range(TEXTS)]
    first = [f" {words} "] * near + [" other "] * (TEXTS - near)
    keys = [(f"{place:04}", place) for place in range(TEXTS)]
    ends = (Texts(first), Texts([" other "] * TEXTS))
    return Sample(Texts(texts), keys, ends, Contact.sort_name, ROWS, None, time.monotonic())


def plan(of: Sample, text: str = "anna", stretch: Stretch | None = None) -> Plan:
    return search_ways.best(of, parse(text), (), stretch or Stretch(41, Contact.sort_name))


def test_frequent_words_are_met_by_walking() -> None:
    assert plan(sample(range(0, TEXTS, 5), near=200)).way is Way.TEXTS


def test_rare_words_are_sorted() -> None:
    assert plan(sample([])).way is Way.SORT
    assert plan(sample([500])).way is Way.SORT


def test_words_in_between_are_met_by_passing_what_the_index_does_not_name() -> None:
    assert plan(sample(range(7, TEXTS, 100), near=10)).way is Way.WALK


def test_words_that_the_beginning_of_the_list_lacks_are_not_walked_to() -> None:
    assert plan(sample(range(20, TEXTS, 20), near=0)).way is Way.WALK
    assert plan(sample(range(20, TEXTS, 20), near=50)).way is Way.TEXTS
    assert plan(sample(range(900, 990, 4), near=0)).way is Way.SORT


def test_the_end_of_the_list_is_as_far_off_as_its_beginning() -> None:
    together = sample(range(0, 100, 2), near=500)
    assert plan(together).way is Way.TEXTS
    assert plan(together, stretch=Stretch(41, Contact.sort_name, backwards=True)).way is Way.SORT
    behind = Stretch(41, Contact.sort_name, ("0100", 100))
    assert plan(together, stretch=behind).way is Way.SORT


def test_all_rows_with_some_words_are_named_by_the_index_however_near_they_stand() -> None:
    some = sample(range(0, TEXTS, 5), near=200)
    assert search_ways.best(some, parse("anna"), (), None) == Plan(Way.SORT, ("ann",))
    assert search_ways.best(some, parse("anna -other"), (), None).way is Way.SORT


def test_the_index_is_asked_for_beginnings_that_it_has_ready() -> None:
    assert plan(sample(range(7, TEXTS, 100), near=10)).words == ("ann",)
    assert plan(sample([])).words == ("anna",)


def test_of_several_words_the_rarest_may_do() -> None:
    assert plan(sample([500], words="anna quill"), "quill other").words[0] == "qui"
    assert search_ways.index_words(parse('"anna quill" ot')) == ("ot", "anna ", "quill ")
