"""Filters on texts and codes: what they mean, as a condition and as a test of one text.

Texts are compared bytewise on both engines, so a range holds what a bytewise order puts between its ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import groupby
from operator import and_, or_
from typing import Any

import peewee as pw

from models.database.matching import Piece, Wild, cases, matches
from models.filters.syntax import Sign
from models.words import p_

LONGEST_PATTERN = 500
BEHIND_ALL = "\U0010ffff"
"""Comes after every character that a text can have."""


_WILDCARDS = re.compile(r"(\*+|\?)")


@dataclass(frozen=True)
class Pattern:
    """A text, with `*` and `?` for other characters."""

    pieces: tuple[Piece, ...]
    any_case: bool = False

    @classmethod
    def of(cls, text: str, *, any_case: bool = False) -> Pattern:
        """The pattern that a typed text says."""
        parts = (part for part in _WILDCARDS.split(text) if part)
        wild = {"*": Wild.MANY, "?": Wild.ONE}
        return cls(tuple(wild.get(part[0], part) for part in parts), any_case)

    @property
    def has_wildcards(self) -> bool:
        """Whether it stands for more than one text."""
        return any(isinstance(piece, Wild) for piece in self.pieces)

    @property
    def beginning(self) -> str:
        """What every text that matches begins with."""
        first = self.pieces[0] if self.pieces else ""
        return first if isinstance(first, str) and not self.any_case else ""

    @cached_property
    def _regular(self) -> re.Pattern[str]:
        wild = {Wild.MANY: ".*", Wild.ONE: "."}
        parts = (
            wild[piece] if isinstance(piece, Wild) else "".join(map(self._letter, piece))
            for piece in self.pieces
        )
        return re.compile("".join(parts), re.DOTALL)

    def _letter(self, letter: str) -> str:
        return f"[{re.escape(cases(letter))}]" if self.any_case else re.escape(letter)

    def holds(self, text: str) -> bool:
        """Whether a text matches."""
        return self._regular.fullmatch(text) is not None

    def met(self, column: Any) -> Any:
        """The condition on a column; a beginning is also said as a range, which an index serves."""
        start = self.beginning
        if not start:
            return matches(column, self.pieces, any_case=self.any_case)
        near = (column >= _value(start)) & (column < _value(start + BEHIND_ALL))
        return near if self.pieces[1:] == (Wild.MANY,) else near & matches(column, self.pieces)

    def said(self, *, no: bool = False) -> str:
        """The pattern in words; with `no` that a text does not match."""
        shape = tuple(piece if isinstance(piece, Wild) else str for piece in self.pieces)
        words = "".join(piece.value if isinstance(piece, Wild) else piece for piece in self.pieces)
        many = Wild.MANY
        if shape == (many,):
            return p_("filter", "nothing") if no else p_("filter", "anything")
        templates = {
            (str, many): p_("filter", 'begins with "{text}"'),
            (many, str): p_("filter", 'ends with "{text}"'),
            (many, str, many): p_("filter", 'contains "{text}"'),
            (str,): p_("filter", 'is "{text}"'),
        }
        denied = {
            (str, many): p_("filter", 'does not begin with "{text}"'),
            (many, str): p_("filter", 'does not end with "{text}"'),
            (many, str, many): p_("filter", 'does not contain "{text}"'),
            (str,): p_("filter", 'is not "{text}"'),
        }
        other = p_("filter", "is not like {text}") if no else p_("filter", "is like {text}")
        said = (denied if no else templates).get(shape, other)
        said = said.format(text=words.strip("*") if shape in templates else words)
        return p_("filter", "{condition} in any case").format(condition=said) if self.any_case else said


@dataclass(frozen=True)
class Matching:
    """The text is like a pattern."""

    pattern: Pattern

    def met(self, column: Any) -> Any:
        return self.pattern.met(column)

    def holds(self, text: str) -> bool:
        return self.pattern.holds(text)

    def said(self) -> str:
        return self.pattern.said()


@dataclass(frozen=True)
class Equal:
    """The text is exactly this one."""

    text: str

    def met(self, column: Any) -> Any:
        return column == _value(self.text)

    def holds(self, text: str) -> bool:
        return text == self.text

    def said(self) -> str:
        return p_("filter", 'is "{text}"').format(text=self.text) if self.text else p_("filter", "is blank")


@dataclass(frozen=True)
class Beside:
    """The text stands before or after another one, or is that one."""

    sign: Sign
    text: str

    def met(self, column: Any) -> Any:
        return _COMPARE[self.sign](column, _value(self.text))

    def holds(self, text: str) -> bool:
        return bool(_COMPARE[self.sign](text.encode(), self.text.encode()))

    def said(self) -> str:
        words = {
            Sign.LESS: p_("filter", 'before "{text}"'),
            Sign.MORE: p_("filter", 'after "{text}"'),
            Sign.UP_TO: p_("filter", 'up to "{text}"'),
            Sign.FROM: p_("filter", 'from "{text}"'),
        }
        return words[self.sign].format(text=self.text)


_COMPARE: dict[Sign, Callable[[Any, Any], Any]] = {
    Sign.LESS: lambda one, other: one < other,
    Sign.MORE: lambda one, other: one > other,
    Sign.UP_TO: lambda one, other: one <= other,
    Sign.FROM: lambda one, other: one >= other,
}


@dataclass(frozen=True)
class Within:
    """The text stands between two others, or is one of them."""

    low: str
    high: str

    def met(self, column: Any) -> Any:
        return (column >= _value(self.low)) & (column <= _value(self.high))

    def holds(self, text: str) -> bool:
        return self.low.encode() <= text.encode() <= self.high.encode()

    def said(self) -> str:
        return p_("filter", 'from "{low}" to "{high}"').format(low=self.low, high=self.high)


@dataclass(frozen=True)
class Mine:
    """The code is the one of whoever is at work: found by the database, which knows whose it is."""

    query: Callable[[], Any]
    user: str

    def met(self, column: Any) -> Any:
        return column.in_(self.query())

    def holds(self, _text: str) -> bool:
        """Nobody's code is blank; other texts are left to the database."""
        return False

    def said(self) -> str:
        return p_("filter", "is mine ({user})").format(user=self.user)


@dataclass(frozen=True)
class Not:
    """The text is anything else."""

    part: TextTest

    def met(self, column: Any) -> Any:
        return ~self.part.met(column)

    def holds(self, text: str) -> bool:
        return not self.part.holds(text)

    def said(self) -> str:
        if isinstance(self.part, Equal):
            if not self.part.text:
                return p_("filter", "is filled")
            return p_("filter", 'is not "{text}"').format(text=self.part.text)
        if isinstance(self.part, Matching):
            return self.part.pattern.said(no=True)
        if isinstance(self.part, Mine):
            return p_("filter", "is not mine ({user})").format(user=self.part.user)
        return p_("filter", "not: {condition}").format(condition=self.part.said())


@dataclass(frozen=True)
class Every:
    """All of these hold."""

    parts: tuple[TextTest, ...]

    def met(self, column: Any) -> Any:
        return joined(and_, [part.met(column) for part in self.parts])

    def holds(self, text: str) -> bool:
        return all(part.holds(text) for part in self.parts)

    def said(self) -> str:
        return p_("filter", " and ").join(_bracketed(part, Some) for part in self.parts)


@dataclass(frozen=True)
class Some:
    """One of these holds."""

    parts: tuple[TextTest, ...]

    def met(self, column: Any) -> Any:
        return joined(or_, list(self._met(column)))

    def _met(self, column: Any) -> Iterator[Any]:
        for exact, parts in groupby(self.parts, lambda part: isinstance(part, Equal)):
            if exact:
                texts = [part.text for part in parts if isinstance(part, Equal)]
                yield column == _value(texts[0]) if len(texts) == 1 else column.in_([*map(_value, texts)])
            else:
                yield from (part.met(column) for part in parts)

    def holds(self, text: str) -> bool:
        return any(part.holds(text) for part in self.parts)

    def said(self) -> str:
        return p_("filter", " or ").join(part.said() for part in self.parts)


TextTest = Matching | Equal | Beside | Within | Mine | Not | Every | Some


def _bracketed(part: TextTest, kind: type[Some]) -> str:
    return f"({part.said()})" if isinstance(part, kind) else part.said()


def joined(operator: Callable[[Any, Any], Any], conditions: Sequence[Any]) -> Any:
    """Conditions joined in halves: a thousand of them in a row would be too deep for the engines."""
    if len(conditions) <= 2:
        return reduce(operator, conditions)
    half = len(conditions) // 2
    return operator(joined(operator, conditions[:half]), joined(operator, conditions[half:]))


def _value(text: str) -> Any:
    return pw.Value(text, converter=False, unpack=False)
