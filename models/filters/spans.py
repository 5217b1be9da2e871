"""Sets of whole numbers, kept as the spans they consist of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST = -(2**63)
MOST = 2**63 - 1

Span = tuple[int, int]
"""From and to, both in it."""


@dataclass(frozen=True, slots=True)
class Spans:
    """A set of whole numbers: spans in ascending order that neither overlap nor touch."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Spans:
        """The set of all numbers in any of the spans; one whose end lies before its beginning is empty."""
        merged: list[Span] = []
        for low, high in sorted(span for span in spans if span[0] <= span[1]):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = merged[-1][0], max(high, merged[-1][1])
            else:
                merged.append((low, high))
        return cls(tuple(merged))

    @classmethod
    def points(cls, numbers: Iterable[int]) -> Spans:
        """The set of these numbers."""
        return cls.of((number, number) for number in numbers)

    def __contains__(self, number: int) -> bool:
        return any(low <= number <= high for low, high in self.spans)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def __or__(self, other: Spans) -> Spans:
        return Spans.of((*self.spans, *other.spans))

    def __and__(self, other: Spans) -> Spans:
        return Spans.of(
            (max(low, other_low), min(high, other_high))
            for low, high in self.spans
            for other_low, other_high in other.spans
        )

    def without(self, other: Spans) -> Spans:
        """The numbers that are not in `other`."""
        left: list[Span] = []
        begin = LEAST
        for low, high in other.spans:
            left.append((begin, low - 1))
            begin = high + 1
        left.append((begin, MOST))
        return self & Spans.of(left)

    @property
    def low(self) -> int:
        """The least number; raises `IndexError` for the empty set."""
        return self.spans[0][0]

    @property
    def high(self) -> int:
        """The greatest number; raises `IndexError` for the empty set."""
        return self.spans[-1][1]
