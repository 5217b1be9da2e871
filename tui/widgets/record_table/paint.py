"""One row of a table as a strip of cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from models.queries.lists.rows import Row
from tui.text import fit
from tui.widgets.record_table.columns import GAP, Placed

SELECTED = ">"
MARKED = "*"

Hits = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text something was found: beginnings and ends, in order."""


def no_hits(_text: str) -> Sequence[tuple[int, int]]:
    """Nothing was searched for."""
    return ()


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of a table."""

    plain: Style
    header: Style
    column: Style
    """The caption of the column that the column cursor is on."""
    cursor: Style
    marked: Style
    hit: Style
    """Added to the style of the row; it needs no colour."""

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
    hits: Hits = no_hits

    @property
    def left(self) -> int:
        """The cells before the first column: marker, blank, flags."""
        return 2 + (self.flag_width + 1 if self.flag_width else 0)

    def header(self, look: Look, current: int = -1) -> Strip:
        """The captions; that of the column whose value is at `current` in the rows stands out."""
        parts = [Segment(" " * self.left, look.header)]
        used = self.left
        for placed in self.columns:
            here = placed.index == current
            parts.append(Segment(placed.caption(), look.column if here else look.header))
            parts.append(Segment(" " * GAP, look.header))
            used += placed.width + GAP
        parts.append(Segment(" " * max(0, self.width - used), look.header))
        return Strip(parts).adjust_cell_length(self.width, look.header).simplify()

    def row(self, row: Row, look: Look, *, selected: bool, marked: bool) -> Strip:
        """One row; the sign in front says selected or marked, so no colour is needed."""
        style = look.marked if marked else look.plain
        if selected and look.has_bar:
            style = look.cursor
        sign = SELECTED if selected else MARKED if marked else " "
        second = MARKED if selected and marked else " "
        flags = fit(self.flags(row), self.flag_width) + " " if self.flag_width else ""
        text, hits = f"{sign}{second}{flags}", []
        for place, placed in enumerate(self.columns):
            text += " " * GAP if place else ""
            cell = placed.cell(row.cells[placed.index])
            hits += [(len(text) + start, len(text) + end) for start, end in self.hits(cell)]
            text += cell
        text = fit(text, self.width)
        if not hits:
            return Strip([Segment(text, style)], self.width)
        return Strip(list(_segments(text, hits, style, style + look.hit)), self.width)

    def blank(self, look: Look, text: str = "") -> Strip:
        """A row without a record."""
        return Strip([Segment(fit(text, self.width), look.plain)], self.width)


def _segments(text: str, hits: Sequence[tuple[int, int]], style: Style, hit: Style) -> Sequence[Segment]:
    """The text in pieces, those of the hits in a style of their own."""
    edges = [0, *(edge for span in hits for edge in span), len(text)]
    pieces = ((text[start:end], place % 2) for place, (start, end) in enumerate(pairwise(edges)))
    return [Segment(piece, hit if found else style) for piece, found in pieces if piece]


def centred(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """`lines` in the middle of `width` cells."""
    return tuple(" " * max(0, (width - len(line)) // 2) + line for line in lines)
