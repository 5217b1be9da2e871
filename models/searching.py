"""What people type to find something: words of it, phrases, and what must not be there.

A search text (`words_of`) holds the folded words of a record one space apart. Somebody who searches gives
beginnings of such words in any order; `"two words"` stand together; `-word` must not be there. A text of
digits is a phone number too, in whatever way it is written. Nothing here knows a database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models.text import FOLDED, fold

WORD_LENGTH = 64
"""So much of a word is kept and searched for."""

_TYPED = 250
"""So many characters of what was typed are looked at."""
_SUFFIXES = (10, 9, 8, 7, 6)
"""So many last digits find a phone number that is stored with a country or area code."""
_FEWEST_DIGITS = 4
_WITH_COUNTRY = 9
"""A typed number of so many digits may begin with a country code that is not stored."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TERM = re.compile(r'(-?)(?:"([^"]*)("|$)|([^\s"]+))')
_PLAIN_SIGNS = re.compile("[^a-z0-9]+")
_PHONE = re.compile(r"[\d\s+()/.\-]+", re.ASCII)
_NO_DIGIT = re.compile("[^0-9]+")


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, folded. Each text begins at a word; one that ends with a space ends with its word."""

    words: tuple[str, ...] = ()
    """Beginnings of words, in any order."""
    phrases: tuple[str, ...] = ()
    """Words that stand together in this order; the last may be a beginning."""
    excluded: tuple[str, ...] = ()
    """Words and phrases that must not be there."""
    digits: tuple[str, ...] = ()
    """Beginnings of phone numbers, any of which will do instead of the words."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The words and phrases that must all be there."""
        return (*self.words, *self.phrases)


def parse(text: str) -> Search:
    """What is searched for; never fails, and signs alone search for nothing."""
    text = text[:_TYPED].translate(_QUOTES)
    words: dict[str, None] = {}
    phrases: dict[str, None] = {}
    excluded: dict[str, None] = {}
    for minus, phrase, closed, bare in _TERM.findall(text):
        term = words_of(phrase or bare)
        if not term:
            continue
        if phrase and closed:
            term += " "
        (excluded if minus else phrases if " " in term else words)[term] = None
    return Search(tuple(words), tuple(phrases), tuple(excluded), () if excluded else _typed_digits(text))


def words_of(text: str, limit: int = 0) -> str:
    """The folded words of a text one space apart: runs of letters, digits and marks.

    With a `limit` only so many whole words that they fit into that many characters.
    """
    plain = text.isascii() and text.isprintable()
    words = (_PLAIN_SIGNS.sub(" ", text.lower()) if plain else text.translate(_WORDS)).split()
    if max(map(len, words), default=0) > WORD_LENGTH:
        words = [word[:WORD_LENGTH] for word in words]
    joined = " ".join(words)
    return cut(joined, limit) if limit else joined


def cut(words: str, limit: int) -> str:
    """As many whole words as fit into `limit` characters."""
    return words if len(words) <= limit else words[: limit + 1].rpartition(" ")[0]


def phone_words(number: str) -> list[str]:
    """What a phone number is found by however it is typed: its digits together, and the last of them."""
    digits = _NO_DIGIT.sub("", number)
    if len(digits) < _SUFFIXES[-1]:
        return []
    return [digits, *[digits[-length:] for length in _SUFFIXES if length < len(digits)]]


def spans(text: str, search: Search) -> list[tuple[int, int]]:
    """Where in the unfolded `text` the search was met: beginnings and ends, in order, none overlapping."""
    folded, places = _placed(text)
    hits: list[tuple[int, int]] = []
    for term in search.wanted:
        needle, found = " " + term, -1
        while (found := folded.find(needle, found + 1)) >= 0:
            hits.append((places[found + 1], places[found + len(term.rstrip())] + 1))
    if search.digits and _PHONE.fullmatch(text):
        hits += _digit_spans(text, search.digits)
    return _merged(hits, text)


def _typed_digits(text: str) -> tuple[str, ...]:
    """The phone numbers that may be meant: without leading zeros, and without a country code."""
    if not _PHONE.fullmatch(text):
        return ()
    typed = _NO_DIGIT.sub("", text)
    if len(typed) < _FEWEST_DIGITS:
        return ()
    bare = typed.removeprefix("00") if typed.startswith("00") else typed.removeprefix("0")
    found = [bare] if bare else []
    if len(typed) >= _WITH_COUNTRY:
        found += [bare[length:] for length in (1, 2, 3)]
    return tuple(dict.fromkeys(one for one in found if len(one) >= _FEWEST_DIGITS - 1))


class _Signs(dict[int, str]):
    """Every character that is no letter, digit or mark becomes a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = unicodedata.category(character)[0] in "LNM"
        self[code] = character if kept else " "
        return self[code]


_SIGNS = _Signs()


class _Words(dict[int, str]):
    """What each character becomes in a search text: folded, and a space for a sign."""

    def __missing__(self, code: int) -> str:
        self[code] = words = FOLDED[code].translate(_SIGNS)
        return words


_WORDS = _Words()


def _placed(text: str) -> tuple[str, list[int]]:
    """The words of a text with spaces around them, and the place in `text` of each character of them."""
    letters, places = [" "], [0]
    for place, character in enumerate(text):
        for letter in _letters(character):
            if letter != " " or letters[-1] != " ":
                letters.append(letter)
                places.append(place)
    letters.append(" ")
    places.append(len(text))
    return "".join(letters), places


@lru_cache(4096)
def _letters(character: str) -> str:
    """What one character becomes when it is folded; a space for a sign, nothing for an accent."""
    folded = fold(character)
    if not folded:
        return " " if character.isspace() else ""
    return folded.translate(_SIGNS)


def _digit_spans(text: str, numbers: Iterable[str]) -> list[tuple[int, int]]:
    places = [place for place, character in enumerate(text) if character.isascii() and character.isdigit()]
    digits = "".join(text[place] for place in places)
    found = ((digits.find(number), len(number)) for number in numbers)
    return next(([(places[at], places[at + size - 1] + 1)] for at, size in found if at >= 0), [])


def _merged(hits: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The spans in order, joined where they overlap; accents stay with their letters."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        while end < len(text) and not _letters(text[end]):
            end += 1
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
