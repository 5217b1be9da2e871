"""A set of ids in little room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.exchange.contacts.id_set import IdSet

_IDS = st.integers(-5_000, 5_000)


@given(st.lists(st.lists(_IDS)), st.lists(_IDS))
def test_it_has_what_a_set_has(updates: list[list[int]], asked: list[int]) -> None:
    numbers, plain = IdSet(), set[int]()
    for each in updates:
        numbers.update(each)
        plain.update(each)

    assert [number in numbers for number in [*asked, *plain]] == [
        number in plain for number in [*asked, *plain]
    ]


def test_neighbours_across_a_page_are_told_apart() -> None:
    numbers = IdSet()
    numbers.update([1_023])

    assert 1_023 in numbers
    assert 1_024 not in numbers
    assert -1 not in numbers
