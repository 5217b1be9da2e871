"""Sheets of labels and sizes of paper, as data; all lengths are millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from models.errors import RuleError
from models.words import p_


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper."""

    name: str
    width: float
    height: float


A4 = Paper("a4", 210, 297)
LETTER = Paper("letter", 215.9, 279.4)
_FANFOLD = Paper("fanfold", 241.3, 279.4)

PAPERS = {paper.name: paper for paper in (A4, LETTER)}
"""The paper that cover sheets are printed on, by name."""


class Box(NamedTuple):
    """A place on a page, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float
    padding: float = 0
    """How far text keeps from its edges, for what printers miss by."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels in columns and rows; the first is at the upper left, the next to its right."""

    name: str
    """How it is chosen: columns x rows, `3x8`."""
    known_as: str
    """The product that many others are cut like."""
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    """From the edge of the paper to the first column."""
    top: float
    across: float
    """From the left edge of a label to that of the next one."""
    padding: float = 4
    """How far the text keeps from the edges of its label."""

    @property
    def labels(self) -> int:
        """How many labels there are on a sheet."""
        return self.columns * self.rows

    def box(self, place: int) -> Box:
        """Where a label of a sheet is; the first place is 0."""
        row, column = divmod(place, self.columns)
        left, top = self.left + column * self.across, self.top + row * self.height
        return Box(left, top, self.width, self.height, self.padding)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet("3x8", "Avery 3474", A4, 3, 8, 70, 37, 0, 0.5, 70, padding=5),
        Sheet("3x7", "Avery L7160", A4, 3, 7, 63.5, 38.1, 7.2, 15.1, 66),
        Sheet("2x7", "Avery L7163", A4, 2, 7, 99.1, 38.1, 4.7, 15.1, 101.6),
        Sheet("2x8", "Avery L7162", A4, 2, 8, 99.1, 33.9, 4.7, 12.9, 101.6),
        Sheet("2x4", "Avery L7165", A4, 2, 4, 99.1, 67.7, 4.7, 13.1, 101.6),
        Sheet("5x13", "Avery L7651", A4, 5, 13, 38.1, 21.2, 4.7, 10.7, 40.6, padding=2),
        Sheet("3x10", "Avery 5160", LETTER, 3, 10, 66.7, 25.4, 4.8, 12.7, 69.9, padding=3),
        Sheet("2x10", "Avery 5161", LETTER, 2, 10, 101.6, 25.4, 4, 12.7, 106.4, padding=3),
        Sheet("2x5", "Avery 5163", LETTER, 2, 5, 101.6, 50.8, 4, 12.7, 106.4),
        Sheet("1x11", '4 x 1" fanfold', _FANFOLD, 1, 11, 101.6, 25.4, 12.7, 0, 101.6, padding=2),
    )
}
"""The sheets by name; `1x11` is the endless paper of line printers."""


def sheet(name: str) -> Sheet:
    """A sheet by its name; raises `RuleError` that names those there are."""
    found = SHEETS.get(name.strip().lower())
    if found is None:
        raise RuleError(
            p_("error", "There is no sheet {name}; there are {names}.").format(
                name=name, names=", ".join(SHEETS)
            ),
            field="sheet",
        )
    return found
