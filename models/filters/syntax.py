"""The grammar of filters (domain.md 6.1): a text becomes a tree that remembers where everything stood.

    filter := and { "|" and }       and := term { "&" term }
    term   := "(" filter ")" | [<> >= <= > < =] value | [value] ".." [value]
    value  := ["@"] text with * ? | 'quoted'

Operators count only where a term begins, so `a=b` is a value; quotes protect the rest. Inside quotes `''` is
an apostrophe; an apostrophe that does not begin a value is one anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.errors import RuleError
from models.words import p_

LONGEST = 10_000
"""The greatest length of an expression in characters."""

MOST_TERMS = 1_000
_DEEPEST = 25
_ENDS: Final = "&|()"


class Sign(StrEnum):
    """How a value is compared."""

    EQUAL = "="
    OTHER = "<>"
    LESS = "<"
    MORE = ">"
    UP_TO = "<="
    FROM = ">="


_SIGNS = (Sign.OTHER, Sign.UP_TO, Sign.FROM, Sign.LESS, Sign.MORE, Sign.EQUAL)


class FilterError(RuleError):
    """A filter that cannot be understood, and where."""

    def __init__(self, sentence: str, *, position: int = 0, field: str = "") -> None:
        super().__init__(sentence, field=field)
        self.position = position
        """The place in the expression, from 1; 0 when it is about the whole."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it was typed."""

    text: str
    """Without quotes, leading `@` and spaces around it."""
    position: int
    """Where it begins in the expression, from 1."""
    quoted: bool = False
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A value, with the sign before it."""

    sign: Sign
    value: Typed


@dataclass(frozen=True, slots=True)
class Between:
    """A range with both ends in it; one of them may be left out."""

    low: Typed | None
    high: Typed | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Terms joined by `&`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Terms joined by `|`."""

    parts: tuple[Node, ...]


Node = Compared | Between | AllOf | AnyOf


def parse(expression: str) -> Node:
    """The tree of an expression; a blank one means the blank value, as `''` does.

    Raises `FilterError` that says where the expression cannot be read, and why.
    """
    if len(expression) > LONGEST:
        raise FilterError(p_("error", "A filter has at most {limit} characters.").format(limit=LONGEST))
    if not expression.strip():
        return Compared(Sign.EQUAL, Typed("", 1, quoted=True))
    reader = _Reader(expression)
    found = reader.alternatives(0)
    if not reader.at_end:
        raise reader.wrong(p_("filter error", "this bracket closes nothing; put quotes around text with it."))
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._terms = 0

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._text)

    def wrong(self, reason: str, at: int | None = None) -> FilterError:
        return FilterError(reason, position=(self._at if at is None else at) + 1)

    def alternatives(self, depth: int) -> Node:
        parts = [self._together(depth)]
        while self._took("|"):
            parts.append(self._together(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _together(self, depth: int) -> Node:
        parts = [self._term(depth)]
        while self._took("&"):
            parts.append(self._term(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _term(self, depth: int) -> Node:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self.wrong(
                p_("filter error", "a filter has at most {limit} conditions.").format(limit=MOST_TERMS)
            )
        opened = self._at
        if not self._took("("):
            return self._comparison()
        if depth >= _DEEPEST:
            raise self.wrong(p_("filter error", "the brackets go too deep."), opened)
        inside = self.alternatives(depth + 1)
        if not self._took(")"):
            raise self.wrong(p_("filter error", "this bracket is not closed."), self._text.index("(", opened))
        self._require_end_of_term()
        return inside

    def _comparison(self) -> Node:
        begun = self._at
        sign = next((sign for sign in _SIGNS if self._took(sign)), None)
        value = self._value()
        if not self._took(".."):
            if value is None:
                raise self._missing()
            return Compared(sign or Sign.EQUAL, value)
        if sign is not None:
            reason = p_("filter error", "a range a..b has no {sign} before it.")
            raise self.wrong(reason.format(sign=sign), begun)
        high = self._value()
        if value is None and high is None:
            raise self.wrong(p_("filter error", "a range needs a beginning or an end, such as a..b."), begun)
        if self._took(".."):
            raise self.wrong(p_("filter error", "a range has two ends, not three."), self._at - 2)
        return Between(value, high)

    def _missing(self) -> FilterError:
        if self.at_end:
            return self.wrong(p_("filter error", "a value is missing at the end; '' is the blank value."))
        reason = p_("filter error", "a value is missing before {sign}; put quotes around text with it.")
        return self.wrong(reason.format(sign=self._text[self._at]))

    def _value(self) -> Typed | None:
        """The value that begins here, or none."""
        self._skip_spaces()
        begun = self._at
        any_case = self._took("@")
        if self._took("'"):
            return Typed(self._quoted(begun), begun + 1, quoted=True, any_case=any_case)
        start = self._at
        while (
            not self.at_end
            and self._text[self._at] not in _ENDS
            and not self._text.startswith("..", self._at)
        ):
            self._at += 1
        text = self._text[start : self._at].strip()
        if text or any_case:
            self._require_end_of_term()
            return Typed(text, begun + 1, any_case=any_case)
        return None

    def _quoted(self, begun: int) -> str:
        """What stands up to the closing quote, which ends the value."""
        text = ""
        while True:
            closing = self._text.find("'", self._at)
            if closing < 0:
                reason = p_("filter error", "the quote is not closed; ? stands for an apostrophe.")
                raise self.wrong(reason, begun)
            text += self._text[self._at : closing]
            self._at = closing + 1
            if not self._text.startswith("'", self._at):
                break
            text += "'"
            self._at += 1
        self._skip_spaces()
        if (
            not self.at_end
            and self._text[self._at] not in "&|)"
            and not self._text.startswith("..", self._at)
        ):
            raise self.wrong(p_("filter error", "after the closing quote comes |, & or the end."))
        return text.strip()

    def _require_end_of_term(self) -> None:
        self._skip_spaces()
        if self.at_end or self._text[self._at] in "&|)" or self._text.startswith("..", self._at):
            return
        raise self.wrong(
            p_("filter error", "before a bracket comes |, & or nothing; put quotes around text with it.")
            if self._text[self._at] == "("
            else p_("filter error", "after a closed bracket comes |, & or the end.")
        )

    def _took(self, sign: str) -> bool:
        self._skip_spaces()
        if self._text.startswith(sign, self._at):
            self._at += len(sign)
            return True
        return False

    def _skip_spaces(self) -> None:
        while not self.at_end and self._text[self._at].isspace():
            self._at += 1
