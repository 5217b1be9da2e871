"""Pages that lines of text are put onto: those of a PDF, and those of a line printer."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

from models.exchange.files.whole_file import whole_bytes, whole_file
from models.exchange.paper import typeface
from models.exchange.paper.fitting import LEADING, fitted, flowed, packed
from models.exchange.paper.sheets import Box, Paper

FORMATS = ("pdf", "text")

_MM = 72 / 25.4
"""Points of a PDF in a millimetre."""
_COLUMN = 25.4 / 10
_ROW = 25.4 / 6
"""Millimetres of a letter of a line printer: ten to an inch, six lines to an inch."""


@dataclass(frozen=True, slots=True)
class Style:
    """How lines look; the sizes of letters are points."""

    largest: float = 10
    smallest: float = 4
    bold: bool = False
    flow: bool = False
    """Long lines are broken at once, as in a letter, instead of made smaller first, as in an address."""
    middle: bool = False
    """The lines stand in the middle of their height instead of at its top."""

    def sizes(self) -> tuple[float, ...]:
        """The sizes to try, the largest first."""
        return tuple(self.largest - step / 2 for step in range(int(2 * (self.largest - self.smallest)) + 1))


PLAIN = Style()


class Pages(Protocol):
    """Pages in the making; the first is there from the beginning."""

    number: int
    """The page in hand."""

    def put(self, box: Box, lines: Sequence[str], style: Style = PLAIN) -> bool:
        """Put lines into a place, never beyond it; whether all of them is there."""

    def turn(self) -> None:
        """Go on with the next page."""

    def missing(self) -> list[str]:
        """The letters that could not be set."""


@contextmanager
def writing(target: Path | BinaryIO, form: str, paper: Paper, *, title: str) -> Iterator[Pages]:
    """Pages in one of `FORMATS`, in a file that appears when the block ends well, or on an open stream."""
    if form == "text":
        with whole_file(target) if isinstance(target, Path) else _texts(target) as text:
            printed = TextPages(text)
            yield printed
            printed.close()
    else:
        with whole_bytes(target) if isinstance(target, Path) else nullcontext(target) as stream:
            pages = PdfPages(stream, paper, title=title)
            yield pages
            pages.close()


@contextmanager
def _texts(stream: BinaryIO) -> Iterator[TextIO]:
    """A stream of bytes as text in UTF-8 that keeps line ends."""
    text = TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        yield text
        text.flush()
    finally:
        with suppress(OSError):
            text.detach()


class PdfPages:
    """Pages of a PDF file."""

    def __init__(self, out: BinaryIO, paper: Paper, *, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.number = 1
        self._height = paper.height
        self._canvas = Canvas(out, pagesize=(paper.width * _MM, paper.height * _MM), pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Touchbase")
        self._letters: set[str] = set()

    def put(self, box: Box, lines: Sequence[str], style: Style = PLAIN) -> bool:
        """See `Pages`."""
        font = typeface.bold() if style.bold else typeface.regular()
        self._letters.update(*lines)
        width, height = (box.width - 2 * box.padding) * _MM, (box.height - 2 * box.padding) * _MM
        fit = flowed if style.flow else fitted
        found = fit(lines, width, height, font.width, style.sizes())
        used = len(found.lines) * found.size * LEADING
        above = (height - used) / 2 if style.middle else 0
        text = self._canvas.beginText()
        text.setFont(font.name, found.size, found.size * LEADING)
        # The first line stands on what its letters need above it, four fifths of their size and half the gap.
        top = (self._height - box.top - box.padding) * _MM - above
        text.setTextOrigin((box.left + box.padding) * _MM, top - found.size * 0.95)
        for line in found.lines:
            text.textLine(line)
        self._canvas.drawText(text)
        return not found.cut

    def turn(self) -> None:
        """See `Pages`."""
        self._canvas.showPage()
        self.number += 1

    def missing(self) -> list[str]:
        """See `Pages`."""
        return typeface.regular().missing(self._letters)

    def close(self) -> None:
        """Write the file; without a call nothing is written."""
        self._canvas.showPage()
        self._canvas.save()


class TextPages:
    """Pages of a line printer, each ended by a form feed."""

    def __init__(self, out: TextIO) -> None:
        self.number = 1
        self._out = out
        self._rows: dict[int, list[tuple[int, str]]] = {}

    def put(self, box: Box, lines: Sequence[str], style: Style = PLAIN) -> bool:
        """See `Pages`; letters have one size, and instead of smaller ones lines are joined."""
        edge = 1 if box.padding else 0
        row, rows = round(box.top / _ROW), max(1, int(box.height / _ROW + 1e-6) - edge)
        column, columns = math.ceil(box.left / _COLUMN) + edge, max(1, int(box.width / _COLUMN) - 2 * edge)
        joined = lines if style.flow else packed(lines, columns, rows, cells)
        found = flowed(joined, columns, rows * LEADING, cells, (1,))
        row += (rows - len(found.lines)) // 2 if style.middle else 0
        for place, line in enumerate(found.lines, row):
            self._rows.setdefault(place, []).append((column, line))
        return not found.cut

    def turn(self) -> None:
        """See `Pages`."""
        for row in range(max(self._rows, default=-1) + 1):
            self._out.write(_row(self._rows.get(row, ())) + "\n")
        self._out.write("\f")
        self._rows.clear()
        self.number += 1

    def missing(self) -> list[str]:
        """See `Pages`."""
        return []

    def close(self) -> None:
        """Write the last page."""
        self.turn()


def _row(parts: Sequence[tuple[int, str]]) -> str:
    text = ""
    for column, part in sorted(parts):
        text += " " * (column - cells(text)) + part
    return text.rstrip()


def cells(text: str) -> int:
    """How many letters of a line printer a text takes: two where Chinese or Japanese is written."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
