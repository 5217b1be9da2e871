"""The columns of a table, and which of them fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.about import Kind, Value
from models.words import translate
from tui.text import fit, value_text

GAP = 1
_RIGHT = (Kind.INTEGER, Kind.MONEY, Kind.PERCENT)
_WHOLE = (*_RIGHT, Kind.CODE, Kind.REFERENCE, Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.OPTION)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it shows and how it gives way on a narrow screen."""

    name: str
    """The field, as in the question's columns."""
    caption: str
    width: int
    """The cells it likes to have."""
    priority: int = 1
    """1 stays always; the highest number goes first when it gets narrow."""
    kind: Kind = Kind.TEXT
    minimum: int = 0
    """The cells it can live with; 0 for `width` when its values may not be cut, else for half of it."""
    hidden: bool = False
    """Read with the row but not shown, for its flags."""
    grows: bool = False
    """Whether it takes what is left over."""
    show: Callable[[Value], str] | None = None
    """Turns a value into text; by the kind when left out."""

    @property
    def right(self) -> bool:
        """Whether values stand at the right."""
        return self.kind in _RIGHT

    @property
    def least(self) -> int:
        """The fewest cells; numbers, codes, options and dates are never cut."""
        return self.minimum or (self.width if self.kind in _WHOLE else max(1, self.width // 2))

    def text(self, value: Value) -> str:
        """The value as text of any length."""
        return self.show(value) if self.show else value_text(value, self.kind)


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that is shown: which value of the row, and how wide."""

    column: Column
    index: int
    width: int

    def cell(self, value: Value) -> str:
        """The value in exactly `width` cells."""
        return fit(self.column.text(value), self.width, right=self.column.right)

    def caption(self) -> str:
        """The caption in exactly `width` cells."""
        return fit(translate(self.column.caption), self.width, right=self.column.right)


def place_with(columns: Sequence[Column], width: int, current: int) -> tuple[Placed, ...]:
    """As `place`, but column `current` is among them: what stands before it makes room, but for the first."""
    placed = place(columns, width)
    if current < 0 or any(one.index == current for one in placed):
        return placed
    shown = [index for index, column in enumerate(columns) if not column.hidden]
    first, room = shown[0], width - columns[current].least
    run = [current]
    for index in reversed(shown[1 : shown.index(current)]):
        if _total([columns[one].least for one in (first, index, *run)]) > width:
            break
        run.insert(0, index)
    for index in shown[shown.index(current) + 1 :]:
        if _total([columns[one].least for one in (first, *run, index)]) > width:
            break
        run.append(index)
    kept = [first, *run] if columns[first].least + GAP <= room else run
    return _widened([(index, columns[index]) for index in kept], width)


def place(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """The columns that fit into `width` cells, at their widths, in their order."""
    shown = [(index, column) for index, column in enumerate(columns) if not column.hidden]
    while len(shown) > 1 and _total([column.least for _, column in shown]) > width:
        last = max(shown, key=lambda item: (item[1].priority, item[0]))
        if last[1].priority == 1:
            break
        shown.remove(last)
    return _widened(shown, width)


def _widened(shown: Sequence[tuple[int, Column]], width: int) -> tuple[Placed, ...]:
    """The columns at the widths that they like to have as far as there is room."""
    widths = [column.least for _, column in shown]
    spare = max(0, width - _total(widths))
    for position, (_, column) in enumerate(shown):
        more = min(spare, max(0, column.width - widths[position]))
        widths[position] += more
        spare -= more
    growing = [position for position, (_, column) in enumerate(shown) if column.grows]
    for turn, position in enumerate(growing):
        share = spare // (len(growing) - turn)
        widths[position] += share
        spare -= share
    return tuple(Placed(column, index, cells) for (index, column), cells in zip(shown, widths, strict=True))


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(0, len(widths) - 1)
