"""What is understood of what somebody types to find something, and where it is marked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.searching import Search, parse, phone_words, spans, words_of
from models.text import fold


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("smith ann", Search(("smith", "ann"))),
        ("  Ёлка  ÄÄNI ", Search(("елка", "aani"))),
        ('"Harbour Mill" an', Search(("an",), ("harbour mill ",))),
        ('"harbour mi', Search((), ("harbour mi",))),
        ("“harbour” x", Search(("x",), ("harbour ",))),
        ("smith-jones", Search((), ("smith jones",))),
        ("ida@voss.example", Search((), ("ida voss example",))),
        ('ann -smith -"mill ltd"', Search(("ann",), (), ("smith", "mill ltd "))),
        ("- ann -", Search(("ann",))),
        ("smith smith", Search(("smith",))),
        ("", Search()),
        ('" - "" !', Search()),
    ],
)
def test_what_is_typed_means(text: str, search: Search) -> None:
    assert parse(text) == search


@pytest.mark.parametrize(
    "stored", ["+44 20 7946 0911", "020 7946 0911", "(020) 7946-0911", "0044.20.7946.0911"]
)
@pytest.mark.parametrize(
    "typed",
    ["+44 20 7946 0911", "00442079460911", "+44 (0)20 7946 0911", "020 79460911", "7946-0911", "460911"],
)
def test_a_phone_number_is_found_in_any_writing(stored: str, typed: str) -> None:
    words = [*words_of(stored).split(), *phone_words(stored)]
    search = parse(typed)
    by_words = (
        all(any(word.startswith(term) for word in words) for term in search.words) and not search.phrases
    )
    assert by_words or any(word.startswith(digits) for word in words for digits in search.digits)


def test_few_digits_and_digits_among_words_are_no_phone_number() -> None:
    assert parse("44 7").digits == ()
    assert parse("room 2079460911").digits == ()


def marked(text: str, typed: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, parse(typed))]


def test_hits_are_marked_where_they_stand_in_the_text_as_it_is() -> None:
    assert marked("Ёлка Smith-Jones", "jo елка") == ["Ёлка", "Jo"]
    assert marked("Straße Aa\u0301n", "strasse aan") == ["Straße", "Aa\u0301n"]
    assert marked("Harbour Mill, Harbour Master", '"harbour ma') == ["Harbour Ma"]
    assert marked("anna annabel", '"anna"') == ["anna"]
    assert marked("anna annabel", "ann anna") == ["anna", "anna"]
    assert marked("+44 20 7946 0911", "020-79460911") == ["20 7946 0911"]
    assert marked("joanna", "anna") == []


@given(st.text(), st.text())
def test_no_text_is_too_strange(text: str, typed: str) -> None:
    search = parse(typed)
    found = spans(text, search)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(words_of(term) == term.rstrip() for term in search.wanted + search.excluded)


@given(st.text())
def test_words_are_found_by_themselves(text: str) -> None:
    words = words_of(text)
    assert words == " ".join(words.split())
    assert words_of(words) == words
    for word in words.split():
        assert parse(word).wanted == (word,)


@given(st.text())
def test_words_are_the_same_whether_the_text_was_folded_before_or_not(text: str) -> None:
    assert words_of(text) == words_of(fold(text))
