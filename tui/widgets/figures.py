"""Lines with figures and bars under headings, one of them selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from models.queries.lists.rows import Filter
from tui.text import fit
from tui.widgets.painted import PaintedRows

BAR = "#"
_LABEL = 10
_MEANING = 24
_WIDE_LABEL = 16
_SHORTEST_BAR = 6
_LONGEST_BAR = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """One line."""

    label: str
    meaning: str = ""
    numbers: tuple[str, ...] = ()
    """What stands in the columns at the right; of a heading their captions."""
    size: int = 0
    share: float = 0.0
    """The length of the bar, from 0 to 1."""
    filter: Filter | None = None
    """What shows the records of the line."""
    heading: bool = False
    wide: bool = False
    """Whether the bar takes the place of the meaning."""


class FigureList(PaintedRows):
    """The lines; the cursor passes over headings."""

    DEFAULT_CSS = """
    FigureList { height: 1fr; width: 1fr; }
    """
    can_focus = True

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Figures, ...] = ()
        self._cursor = 0
        self._top = 0
        self._widths: tuple[int, ...] = ()

    @property
    def line(self) -> Figures | None:
        """The selected line."""
        return self._lines[self._cursor] if self._lines else None

    @property
    def lines(self) -> tuple[Figures, ...]:
        """The lines shown."""
        return self._lines

    def show(self, lines: Sequence[Figures]) -> None:
        """Show `lines`; the cursor stays on the line for the same records, else in its section."""
        before, section = self.line, self._section()
        self._lines = tuple(lines)
        columns = max((len(line.numbers) for line in lines), default=0)
        self._widths = tuple(
            max(len(line.numbers[place]) for line in lines if len(line.numbers) > place)
            for place in range(columns)
        )
        same = (n for n, line in enumerate(lines) if before and line.filter == before.filter is not None)
        starts = self._starts()
        self._cursor = next(same, starts[min(section, len(starts) - 1)] if starts else 0)
        self._settle()
        self.refresh()

    def move(self, by: int) -> None:
        """Select the line `by` lines on, or the nearest before that."""
        choices = [n for n, line in enumerate(self._lines) if not line.heading]
        if not choices:
            return
        place = max(0, min(len(choices) - 1, choices.index(self._cursor) + by))
        self._go(choices[place])

    def page(self, by: int) -> None:
        """Select the line `by` pages on."""
        self.move(by * max(1, self.size.height - 1))

    def next_section(self, by: int) -> None:
        """Select the first line of a section `by` sections on; the last is followed by the first."""
        starts = self._starts()
        if starts:
            self._go(starts[(self._section() + by) % len(starts)], heading=True)

    def _starts(self) -> list[int]:
        """The first line of every section."""
        return [n + 1 for n, line in enumerate(self._lines[:-1]) if line.heading]

    def _section(self) -> int:
        """The section of the cursor, from 0."""
        return max(0, sum(start <= self._cursor for start in self._starts()) - 1)

    def _go(self, to: int, *, heading: bool = False) -> None:
        before, top = self._cursor, self._top
        self._cursor = to
        self._settle(heading=heading)
        if self._top != top:
            self.refresh()
        else:
            self.refresh(*(Region(0, n - top, 2, 1) for n in (before, to)))

    def _settle(self, *, heading: bool = False) -> None:
        """Scroll so that the cursor is seen, and the heading above it where there is room or it is wanted."""
        height = max(1, self.size.height)
        above = self._cursor - 1 if self._cursor and self._lines[self._cursor - 1].heading else self._cursor
        if heading:
            self._top = max(0, min(above, len(self._lines) - height))
        self._top = min(max(self._top, self._cursor - height + 1), above)

    def _text(self, line: Figures, selected: bool) -> str:
        width = self.size.width
        numbers = "".join(
            f"  {number:>{room}}" for number, room in zip(line.numbers, self._widths, strict=False)
        )
        room = max(0, width - len(numbers) - 2)
        if line.heading:
            return fit(f"-- {line.label} ".ljust(room + 2, "-") + numbers, width)
        return fit(f"{'>' if selected else ' '} {fit(self._left(line, room), room)}{numbers}", width)

    def _left(self, line: Figures, room: int) -> str:
        """What stands before the figures, in so many cells."""
        if line.wide:
            label, meaning = _WIDE_LABEL, ""
            bar = room - _WIDE_LABEL - 1
        else:
            bar = max(_SHORTEST_BAR, room - _LABEL - _MEANING - 2)
            label, meaning = _LABEL, " " + fit(line.meaning, max(0, room - _LABEL - bar - 2))
        longest = min(bar, _LONGEST_BAR)
        filled = BAR * max(round(line.share * longest), 1 if line.share else 0)
        return f"{fit(line.label, label)}{meaning} {fit(filled, longest)}"

    def painted(self, y: int, plain: Style) -> Strip:
        """The row `y`; headings are bold."""
        index = self._top + y
        if index >= len(self._lines):
            return Strip([])
        line = self._lines[index]
        style = plain + Style(bold=True) if line.heading else plain
        return Strip([Segment(self._text(line, index == self._cursor), style)])
