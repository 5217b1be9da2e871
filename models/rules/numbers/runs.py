"""Many numbers of a series for the new records of one unit of work (domain.md 1.7)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from models.increment import block
from models.queries.numbers import Line, next_of
from models.rules.numbers.series import Numbered, exhausted, giving_series, leave, open_line, use
from models.who import who

_AHEAD = 500


class NumberRun:
    """Numbers given one after the other, as `number_for` gives them, but written down once, by `store`.

    The series is locked from the first number to the end of the unit of work, so nobody else gets one of
    them, and the numbers that were looked at but not given leave no gap.
    """

    def __init__(self, setup_field: str, taken: Callable[[Collection[str]], Collection[str]]) -> None:
        """`setup_field` names the series in Marketing Setup; `taken` tells which numbers somebody has."""
        self._setup_field = setup_field
        self._taken = taken
        self._on = who().work_date
        self._series = 0
        self._numbers: list[tuple[Line, str]] = []
        """Each with the line it is of, as the line was then: those given, and those that come next."""
        self._given = 0
        self._is_taken: set[str] = set()
        self._noted: set[int] = set()
        """The lines on which numbers are noted that may not be given in the end."""

    @property
    def mark(self) -> int:
        """How far the run is, for `go_back`."""
        return self._given

    def go_back(self, mark: int) -> None:
        """Give the numbers since then again, for the records they were meant for are not stored."""
        self._given = mark

    def draw(self) -> Numbered:
        """The next free number.

        Raises `RuleError` as `number_for` does; what was given before stays given.
        """
        while True:
            if self._given == len(self._numbers):
                self._look_ahead()
            _, number = self._numbers[self._given]
            self._given += 1
            if number not in self._is_taken:
                return Numbered(number, self._series)

    def store(self) -> None:
        """Write down the last number given; before the unit of work ends."""
        lines = {line.id: line for line, _ in reversed(self._numbers)}
        last = {line.id: number for line, number in self._numbers[: self._given]}
        for line in lines.values():
            if line.id in last:
                use(line, last[line.id], self._on)
            elif line.id in self._noted:
                leave(line)

    def _look_ahead(self) -> None:
        """The next numbers of the line, or of another line when it is exhausted."""
        if not self._series:
            self._series = giving_series(self._setup_field)
        if self._numbers:
            line, number = self._numbers[-1]
            use(line, number, self._on)
            self._noted.add(line.id)
        code, line = open_line(self._series, self._on)
        first = next_of(line)
        if first is None:
            raise exhausted(code)
        rest = block(first, line.increment_by_no, line.starting_no, line.ending_no, most=_AHEAD)
        self._numbers += [(line, number) for number in (first, *rest)]
        self._is_taken.update(self._taken([first, *rest]))
