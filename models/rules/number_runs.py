"""Many numbers of a series for the new records of one unit of work (domain.md 1.7)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from models.increment import block
from models.queries.numbers import Line, next_of
from models.rules.number_series import Numbered, exhausted, giving_series, open_line, use
from models.who import who

_AHEAD = 500

Mark = tuple[int, int]
"""How far a run was."""


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
        self._line: Line | None = None
        self._blocks = 0
        self._ahead: list[str] = []
        self._place = 0
        self._is_taken: Collection[str] = ()

    @property
    def mark(self) -> Mark:
        """How far the run is, for `go_back`."""
        return self._blocks, self._place

    def go_back(self, mark: Mark) -> None:
        """Give the numbers since then again, for the records they were meant for are not stored."""
        blocks, place = mark
        if blocks == self._blocks:
            self._place = place

    def draw(self) -> Numbered:
        """The next free number.

        Raises `RuleError` as `number_for` does; what was given before stays given.
        """
        while True:
            if self._place == len(self._ahead):
                self._look_ahead()
            number = self._ahead[self._place]
            self._place += 1
            if number not in self._is_taken:
                return Numbered(number, self._series)

    def store(self) -> None:
        """Write down the last number given; before the unit of work ends."""
        if self._line is not None and self._place:
            use(self._line, self._ahead[self._place - 1], self._on)

    def _look_ahead(self) -> None:
        """The next numbers of the line, or of another line when it is exhausted."""
        if not self._series:
            self._series = giving_series(self._setup_field)
        self.store()
        code, line = open_line(self._series, self._on)
        first = next_of(line)
        if first is None:
            raise exhausted(code)
        rest = block(first, line.increment_by_no, line.starting_no, line.ending_no, most=_AHEAD)
        self._line, self._ahead, self._place = line, [first, *rest], 0
        self._blocks += 1
        self._is_taken = self._taken(self._ahead)
