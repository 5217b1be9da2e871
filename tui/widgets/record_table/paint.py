"""One row of a table as a strip of cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from models.queries.rows import Row
from tui.text import fit
from tui.widgets.record_table.columns import GAP, Placed

SELECTED = ">"
MARKED = "*"


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of a table."""

    plain: Style
    header: Style
    cursor: Style
    marked: Style

    @property
    def has_bar(self) -> bool:
        """Whether the whole selected row looks different, not only its marker."""
        return self.cursor != self.plain


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws the rows of one layout."""

    columns: tuple[Placed, ...]
    width: int
    flag_width: int
    flags: Callable[[Row], str]

    @property
    def left(self) -> int:
        """The cells before the first column: marker, blank, flags."""
        return 2 + (self.flag_width + 1 if self.flag_width else 0)

    def header(self, look: Look) -> Strip:
        """The captions."""
        captions = (" " * GAP).join(placed.caption() for placed in self.columns)
        return Strip([Segment(fit(" " * self.left + captions, self.width), look.header)], self.width)

    def row(self, row: Row, look: Look, *, selected: bool, marked: bool) -> Strip:
        """One row; the sign in front says selected or marked, so no colour is needed."""
        style = look.marked if marked else look.plain
        if selected and look.has_bar:
            style = look.cursor
        sign = SELECTED if selected else MARKED if marked else " "
        second = MARKED if selected and marked else " "
        cells = (" " * GAP).join(placed.cell(row.cells[placed.index]) for placed in self.columns)
        flags = fit(self.flags(row), self.flag_width) + " " if self.flag_width else ""
        text = fit(f"{sign}{second}{flags}{cells}", self.width)
        return Strip([Segment(text, style)], self.width)

    def blank(self, look: Look, text: str = "") -> Strip:
        """A row without a record."""
        return Strip([Segment(fit(text, self.width), look.plain)], self.width)


def centred(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """`lines` in the middle of `width` cells."""
    return tuple(" " * max(0, (width - len(line)) // 2) + line for line in lines)
