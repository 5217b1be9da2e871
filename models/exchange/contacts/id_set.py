"""A set of ids that takes little room, also when there are a million of them."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = 10


class IdSet:
    """Whole numbers, as bits of one long number for each thousand neighbours."""

    def __init__(self) -> None:
        self._pages: dict[int, int] = {}

    def __contains__(self, number: int) -> bool:
        return bool(self._pages.get(number >> _BITS, 0) >> (number & (1 << _BITS) - 1) & 1)

    def update(self, numbers: Iterable[int]) -> None:
        """Add these numbers."""
        for number in numbers:
            page = number >> _BITS
            self._pages[page] = self._pages.get(page, 0) | 1 << (number & (1 << _BITS) - 1)
