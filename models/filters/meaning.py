"""What a filter expression means in one field: a test of its values, said in words and as a condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any

import peewee as pw

from models.about import Kind, Value
from models.database.conditions import EVERYTHING, NOTHING
from models.filters.scales import Scale
from models.filters.spans import Span, Spans
from models.filters.texts import TextTest, joined
from models.words import p_


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
            return self._so(column)
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

    def _so(self, column: Any) -> Any:
        if 1 not in self.numbers:
            return ~column if 0 in self.numbers else NOTHING
        return EVERYTHING if 0 in self.numbers else column

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
            chosen = [o for low, high in self.numbers for o in range(low, high + 1)]
            seen = [o for o in chosen if o >= 0] or chosen
            return " | ".join(map(self.scale.said, seen))
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


def _value(value: object) -> Any:
    return pw.Value(value, converter=False, unpack=False)
