"""What a filter expression means in one field: a test of its values, said in words and as a condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any

import peewee as pw

from models import values
from models.about import About, Kind, Value
from models.errors import RuleError
from models.filters.scales import SCALES, Scale
from models.filters.spans import LEAST, MOST, Span, Spans
from models.filters.syntax import AllOf, AnyOf, Between, Compared, FilterError, Node, Sign, Typed, parse
from models.filters.texts import (
    EVERYTHING,
    LONGEST_PATTERN,
    NOTHING,
    Beside,
    Equal,
    Every,
    Matching,
    Mine,
    Not,
    Pattern,
    Some,
    TextTest,
    joined,
)
from models.text import clean, clean_note
from models.who import who
from models.words import p_, translate

_ME = ("%me", "%user")
_COMPANY = "%company"


@dataclass(frozen=True)
class OnLine:
    """A filter on a field whose values lie on a line: the numbers that pass."""

    scale: Scale
    numbers: Spans

    @property
    def holds_blank(self) -> bool:
        """Whether a record without a value passes."""
        return self.scale.blank in self.numbers

    def holds(self, value: Value) -> bool:
        """Whether a value passes."""
        return self.scale.number(value) in self.numbers

    def never_null(self) -> OnLine:
        """The same filter for a column that stores the blank value as one of its own (`NO_DATE`)."""
        return replace(self, scale=self.scale.never_null())

    def met(self, column: Any) -> Any:
        """The condition on a column."""
        if self.numbers == self.scale.line:
            return EVERYTHING
        if self.scale.known.kind is Kind.BOOLEAN:
            return NOTHING if not self.numbers else (column if 1 in self.numbers else ~column)
        points, found = [], []
        for low, high in self._not_null():
            first, last = self.scale.stored(low), self.scale.stored_last(high)
            if first == last:
                points.append(_value(first))
            else:
                found.append(self._between(column, low, high))
        if points:
            found.append(column == points[0] if len(points) == 1 else column.in_(points))
        if self.scale.has_null and self.holds_blank:
            found.append(column.is_null())
        return joined(or_, found) if found else NOTHING

    def _not_null(self) -> Spans:
        if not self.scale.has_null:
            return self.numbers
        return self.numbers.without(Spans.points([self.scale.blank]))

    def _between(self, column: Any, low: int, high: int) -> Any:
        bounds = []
        if low > self.scale.least + self.scale.has_null:
            bounds.append(column >= _value(self.scale.stored(low)))
        if high < self.scale.most:
            bounds.append(column <= _value(self.scale.stored_last(high)))
        return reduce(and_, bounds) if bounds else column.is_null(False)

    def said(self) -> str:
        """The values that pass: ISO dates, numbers, captions."""
        if not self.numbers:
            return p_("filter", "nothing")
        if self.numbers == self.scale.line:
            return p_("filter", "anything")
        if self.scale.known.choices or self.scale.known.kind is Kind.BOOLEAN:
            chosen = [o for span in self.scale.line for o in range(span[0], span[1] + 1) if o in self.numbers]
            return " | ".join(map(self.scale.said, chosen))
        rest = self.scale.line.without(self.numbers)
        if all(low == high for low, high in rest):
            return " & ".join(f"<>{self._said(span)}" for span in rest)
        return " | ".join(map(self._said, self.numbers))

    def _said(self, span: Span) -> str:
        low = "" if span[0] <= self.scale.least else self._number_said(span[0])
        high = "" if span[1] >= self.scale.most else self._number_said(span[1])
        return self._number_said(span[0]) if span[0] == span[1] else f"{low}..{high}"

    def _number_said(self, number: int) -> str:
        is_null = self.scale.has_null and number == self.scale.blank
        return "''" if is_null else self.scale.said(number)


@dataclass(frozen=True)
class OnText:
    """A filter on a text or code."""

    test: TextTest

    @property
    def holds_blank(self) -> bool:
        """Whether a record without a value passes."""
        return self.test.holds("")

    def holds(self, value: Value) -> bool:
        """Whether a value passes; what only the database knows does not."""
        return self.test.holds("" if value is None else str(value))

    def met(self, column: Any) -> Any:
        """The condition on a column."""
        return self.test.met(column)

    def said(self) -> str:
        """The condition in words."""
        return self.test.said()


Meaning = OnLine | OnText


def read(known: About, expression: str, *, mine: Callable[[], Any] | None = None) -> Meaning:
    """What an expression means in a field.

    `known` is what is typed there: for a reference, the code of the record it leads to. `mine` gives the
    query for the codes that `%me` means; without it `%me` is the user id. Raises `FilterError` with the
    place and the reason when the expression cannot be understood; the database is not asked.
    """
    try:
        tree = parse(expression)
        kind = SCALES.get(known.kind)
        if kind is not None:
            scale = kind(known)
            return OnLine(scale, _numbers(tree, scale) & scale.line)
        return OnText(_text(tree, known, mine))
    except FilterError as error:
        raise FilterError(_sentence(known, error), position=error.position, field=known.name) from None


def _sentence(known: About, error: FilterError) -> str:
    caption = translate(known.caption)
    reason = str(error).removeprefix(f"{caption}:").removeprefix(f"{caption} ").strip()
    if error.position > 1:
        told = p_("error", "{field}, position {position}: {reason}")
        return told.format(field=caption, position=error.position, reason=reason)
    return p_("error", "{field}: {reason}").format(field=caption, reason=reason)


def _numbers(node: Node, scale: Scale) -> Spans:
    match node:
        case AnyOf(parts):
            return Spans.of(span for part in parts for span in _numbers(part, scale))
        case AllOf(parts):
            return reduce(and_, (_numbers(part, scale) for part in parts))
        case Between(low, high):
            first = _bound(scale, low).low if low else LEAST
            return Spans.of([(first, _bound(scale, high).high if high else MOST)])
        case Compared(sign, value):
            return _compared(sign, value, scale)


def _compared(sign: Sign, value: Typed, scale: Scale) -> Spans:
    if sign in (Sign.EQUAL, Sign.OTHER):
        found = _read(scale, value)
        return found if sign is Sign.EQUAL else scale.line.without(found)
    found = _bound(scale, value)
    match sign:
        case Sign.LESS:
            span = LEAST, found.low - 1
        case Sign.UP_TO:
            span = LEAST, found.high
        case Sign.MORE:
            span = found.high + 1, MOST
        case _:
            span = found.low, MOST
    return Spans.of([span])


def _read(scale: Scale, typed: Typed) -> Spans:
    try:
        return scale.read(typed)
    except RuleError as error:
        raise FilterError(str(error), position=typed.position) from None


def _bound(scale: Scale, typed: Typed) -> Spans:
    """What a value means at an end of a range, where it must be something."""
    found = _read(scale, typed)
    if not found:
        reason = p_("filter error", "{text} is none of the values.")
        raise FilterError(reason.format(text=typed.text or "''"), position=typed.position)
    return found


def _text(node: Node, known: About, mine: Callable[[], Any] | None) -> TextTest:
    match node:
        case AnyOf(parts):
            return Some(tuple(_text(part, known, mine) for part in parts))
        case AllOf(parts):
            return Every(tuple(_text(part, known, mine) for part in parts))
        case Between(low, high):
            ends: list[TextTest] = [Beside(Sign.FROM, _edge(low, known))] if low else []
            ends += [Beside(Sign.UP_TO, _edge(high, known))] if high else []
            return ends[0] if len(ends) == 1 else Every(tuple(ends))
        case Compared(sign, value):
            if sign not in (Sign.EQUAL, Sign.OTHER):
                return Beside(sign, _edge(value, known))
            test = _whole(value, known, mine)
            return test if sign is Sign.EQUAL else Not(test)


def _whole(typed: Typed, known: About, mine: Callable[[], Any] | None) -> TextTest:
    """The test that a whole text is a value, which may have wildcards or stand for whoever is at work."""
    if not typed.quoted and not typed.any_case and typed.text.casefold() in _ME and mine is not None:
        return Mine(mine, p_("filter", "is mine ({user})").format(user=who().user))
    text = _cleaned(typed, known)
    pattern = Pattern.of(text, any_case=typed.any_case and known.kind is not Kind.CODE)
    if not pattern.has_wildcards and not pattern.any_case:
        return Equal(_exact(typed, text, known))
    if len(text) > LONGEST_PATTERN:
        reason = p_("filter error", "a text with * or ? has at most {limit} characters.")
        raise FilterError(reason.format(limit=LONGEST_PATTERN), position=typed.position)
    return Matching(pattern)


def _exact(typed: Typed, text: str, known: About) -> str:
    if known.kind is Kind.NOTE:
        return text
    try:
        return str(values.read(known, text))
    except RuleError as error:
        raise FilterError(str(error), position=typed.position) from None


def _edge(typed: Typed, known: About) -> str:
    """A text at an end of a range, where nothing stands for other characters."""
    text = _cleaned(typed, known)
    if typed.any_case or Pattern.of(text).has_wildcards:
        reason = p_("filter error", "*, ? and @ have no meaning in a range or after < and >.")
        raise FilterError(reason, position=typed.position)
    return text


def _cleaned(typed: Typed, known: About) -> str:
    """The text of a value as it would be stored in the field."""
    if not typed.quoted and typed.text.casefold() in _ME:
        return who().user.upper()
    if not typed.quoted and typed.text.casefold() == _COMPANY:
        reason = p_("filter error", "a database has one company, so %company means nothing.")
        raise FilterError(reason, position=typed.position)
    text = clean_note(typed.text) if known.kind is Kind.NOTE else clean(typed.text)
    return text.upper() if known.kind in (Kind.CODE, Kind.FORMULA) else text


_PLAIN_END = "@%'<>="
_SPECIAL = frozenset("&|()*?'")


def exact(known: About, value: Value) -> str:
    """The expression that this value passes, and others only where it has `*` or `?` in it."""
    if value is None or value == "":
        return "''"
    if known.kind not in SCALES:
        text = str(value).replace("*", "?")
        plain = not _SPECIAL & set(text) and ".." not in text and text[0] not in _PLAIN_END
        return text if plain else "'" + text.replace("'", "''") + "'"
    text = values.write(known, value)
    if known.kind is Kind.MONEY or known.kind is Kind.PERCENT or known.kind is Kind.INTEGER:
        return text
    plain = bool(text) and not _SPECIAL & set(text)
    return text if plain else f"'{text}'"


def renamed(known: About, key: About) -> About:
    """What is typed in a reference: the key of the record it leads to, under the reference's own name."""
    return replace(key, name=known.name, caption=known.caption, refers_to=known.refers_to)


def _value(value: object) -> Any:
    return pw.Value(value, converter=False, unpack=False)
