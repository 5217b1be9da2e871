"""What the terminal shows, so that of each frame only the cells that change travel over the line.

Textual sends whole rows and widgets, each piece with its full style. `Frames` reads that, keeps the picture
cell by cell, and answers with the shortest text that turns the picture before into the one after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len

from tui.sgr import PLAIN, Look, blank, look, switch

_PIECE = re.compile(
    r"\x1b\[(?:(?P<row>\d+);(?P<column>\d+)H|(?P<codes>[\d;]*)m)|\n|(?P<text>[^\x00-\x1f\x7f]+)"
)
_FRAME = re.compile(r"\n*\x1b\[\d+;\d+H")
_SHOWS_NOTHING = re.compile(
    r"(?:\x1b\[(?!\?1049)[?<=>][\d;]*\$?[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)*"
)
_UNKNOWN = "\0"
"""In a cell of which nobody knows what it shows; no text has it, so the cell is sent."""
_WIDEST_GAP = 4
"""Unchanged cells that are sent again because a movement of the cursor is as long."""


class _NotUnderstoodError(Exception):
    """The frame holds something whose place on the screen is not known."""


@dataclass(slots=True)
class _Row:
    characters: list[str]
    """One a cell; empty in the second cell of a wide character."""
    looks: list[Look]

    def copy(self) -> _Row:
        return _Row(self.characters.copy(), self.looks.copy())


@dataclass(slots=True)
class Frames:
    """The picture in a terminal of `width` and `height` cells, of which nothing is known at first."""

    width: int = 0
    height: int = 0
    _shown: list[_Row] = field(default_factory=list)
    _wanted: list[_Row] = field(default_factory=list)
    _pen: _Pen | None = None

    def __post_init__(self) -> None:
        self.forget()

    def resize(self, width: int, height: int) -> None:
        """Go on with another size; terminals differ in what they do with their text then."""
        self.width, self.height = width, height
        self.forget()

    def forget(self) -> None:
        """Take nothing for shown, because something else wrote to the terminal; all is sent again."""
        self._shown = [_Row([_UNKNOWN] * self.width, [PLAIN] * self.width) for _ in range(self.height)]
        self._wanted = [row.copy() for row in self._shown]
        self._pen = None

    def changes(self, data: str) -> str:
        """What to send in place of `data`: less for a frame, the same for anything else."""
        if not _FRAME.match(data):
            if not _SHOWS_NOTHING.fullmatch(data):
                self.forget()
            return data
        try:
            touched, cursor = self._draw(data)
        except _NotUnderstoodError:
            self.forget()
            return data
        pen = self._pen = self._pen or _Pen(self.width)
        for y in sorted(touched):
            shown, wanted = self._shown[y], self._wanted[y]
            if shown != wanted:
                _send_row(pen, y, shown, wanted)
                self._shown[y] = wanted.copy()
        pen.look_like(PLAIN)
        pen.move(*cursor)
        return pen.taken()

    def _draw(self, data: str) -> tuple[set[int], tuple[int, int]]:
        """Put a frame into the wanted picture; returns the rows it touches and where it leaves the cursor."""
        touched: set[int] = set()
        now, x, y, end = PLAIN, 0, 0, 0
        for piece in _PIECE.finditer(data):
            if piece.start() != end:
                raise _NotUnderstoodError
            end = piece.end()
            if text := piece["text"]:
                x += self._put(text, now, x, y)
                touched.add(y)
            elif piece["row"]:
                x, y = int(piece["column"]) - 1, int(piece["row"]) - 1
            elif (codes := piece["codes"]) is not None:
                now = _look(codes, now)
            else:
                x, y = 0, y + 1
        if end != len(data) or not (x < self.width and y < self.height):
            raise _NotUnderstoodError
        return touched, (y, x)

    def _put(self, text: str, now: Look, x: int, y: int) -> int:
        """Write `text` into the wanted picture; returns the cells it takes."""
        cells: Sequence[str] = text if text.isascii() else _cells(text)
        count = len(cells)
        if y >= self.height or x + count > self.width:
            raise _NotUnderstoodError
        row = self._wanted[y]
        _halve(row.characters, x)
        _halve(row.characters, x + count)
        row.characters[x : x + count] = cells
        row.looks[x : x + count] = [now] * count
        return count


class _Pen:
    """Writes to the terminal, and knows where its cursor is and how it writes."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._out: list[str] = []
        self._look = PLAIN
        self._x = self._y = -1
        """Where the cursor is; -1 when nobody knows."""

    def taken(self) -> str:
        """All that was written since the last time."""
        text = "".join(self._out)
        self._out.clear()
        return text

    def move(self, y: int, x: int) -> None:
        """Move the cursor, the shortest way."""
        if (y, x) == (self._y, self._x):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
        if y == self._y:
            ways.append(f"\r{_right(x)}")
            if self._x >= 0:
                ways.append(_right(x - self._x) if x > self._x else "\b" * (self._x - x))
        elif y == self._y + 1 and self._y >= 0:
            ways.append(f"\r\n{_right(x)}")
        self._out.append(min(ways, key=len))
        self._y, self._x = y, x

    def look_like(self, new: Look) -> None:
        """Write in another look from here on."""
        self._out.append(switch(self._look, new))
        self._look = new

    def write(self, text: str, cells: int, new: Look) -> None:
        """Write text that takes so many cells; a terminal's cursor at the right edge may be anywhere."""
        if not text.isspace() or blank(self._look) != blank(new):
            self.look_like(new)
        self._out.append(text)
        self._x = self._x + cells if self._x + cells < self._width else -1

    def lose_column(self) -> None:
        """Go on without knowing the cursor's column."""
        self._x = -1

    def erase_right(self) -> None:
        """Blank the rest of the row, in the terminal's own colours: with others, terminals differ."""
        self.look_like(PLAIN)
        self._out.append("\x1b[K")


def _send_row(pen: _Pen, y: int, shown: _Row, wanted: _Row) -> None:
    """Send what is different in one row."""
    if _is_delicate(shown) or _is_delicate(wanted):
        _send_whole(pen, y, wanted)
        return
    changed = [
        x
        for x, (old, new, before, now) in enumerate(
            zip(shown.characters, wanted.characters, shown.looks, wanted.looks, strict=True)
        )
        if old != new or (before != now and (new != " " or blank(before) != blank(now)))
    ]
    end = _end_of_text(wanted)
    rest = [x for x in changed if x >= end]
    if len(rest) > _WIDEST_GAP:
        changed = changed[: -len(rest)]
    for start, stop in _runs(changed, wanted):
        pen.move(y, start)
        _send(pen, wanted, start, stop)
    if len(rest) > _WIDEST_GAP:
        pen.move(y, rest[0])
        pen.erase_right()


def _runs(changed: Sequence[int], row: _Row) -> Iterator[tuple[int, int]]:
    """The changed cells as stretches, across gaps that are not worth a movement."""
    start = before = -1
    for x in changed:
        if start >= 0 and (x - before > _WIDEST_GAP or len(set(row.looks[before:x])) > 1):
            yield start, before + 1
            start = -1
        start = x if start < 0 else start
        before = x
    if start >= 0:
        yield start, before + 1


def _send(pen: _Pen, row: _Row, start: int, stop: int) -> None:
    """Write the cells from `start` to before `stop`, piece by piece of the same look."""
    while start < stop:
        now = row.looks[start]
        end = start + 1
        while end < stop and row.looks[end] is now:
            end += 1
        pen.write("".join(row.characters[start:end]), end - start, now)
        start = end


def _send_whole(pen: _Pen, y: int, row: _Row) -> None:
    """Write a row that holds characters on whose width terminals do not agree, and find the place again."""
    start = 0
    for x, character in enumerate(row.characters):
        if _is_doubtful(character):
            pen.move(y, start)
            _send(pen, row, start, x + 1)
            pen.lose_column()
            start = x + 1
            while start < len(row.characters) and not row.characters[start]:
                start += 1
    if start < len(row.characters):
        pen.move(y, start)
        _send(pen, row, start, len(row.characters))


def _halve(characters: list[str], x: int) -> None:
    """Blank a wide character of which only the part before or behind column `x` is to stay."""
    end = x
    while end < len(characters) and not characters[end]:
        characters[end] = " "
        end += 1
    if end > x > 0:
        characters[x - 1] = " "


def _end_of_text(row: _Row) -> int:
    """The column behind which the row is blank in the terminal's own colours."""
    end = len("".join(row.characters).rstrip(" "))
    for x in range(len(row.looks) - 1, end - 1, -1):
        if blank(row.looks[x]) != PLAIN:
            return x + 1
    return end


def _is_delicate(row: _Row) -> bool:
    text = "".join(row.characters)
    return not text.isascii() and any(map(_is_delicate_character, set(row.characters)))


@lru_cache(maxsize=4096)
def _is_delicate_character(character: str) -> bool:
    """Whether it does not simply take one cell: it is wide, combined, or a pictogram."""
    return len(character) > 1 or (
        not character.isascii() and (_is_pictogram(character) or not _is_narrow(character))
    )


@lru_cache(maxsize=4096)
def _is_doubtful(character: str) -> bool:
    """Whether terminals may not agree on its width, as they do on the letters of East Asia."""
    if len(character) > 1:
        return True
    return _is_delicate_character(character) and (
        _is_pictogram(character) or unicodedata.east_asian_width(character) not in ("W", "F")
    )


def _is_pictogram(character: str) -> bool:
    return 0x2600 <= ord(character) <= 0x27BF or ord(character) >= 0x1F000


def _is_narrow(character: str) -> bool:
    return cell_len(character) == 1 and unicodedata.category(character) not in ("Mn", "Me", "Cf")


@lru_cache(maxsize=4096)
def _cells(text: str) -> tuple[str, ...]:
    """The text cell by cell: nothing behind a wide character, and marks in the cell that they stand on."""
    cells: list[str] = []
    for character in text:
        width = cell_len(character)
        if width or not cells:
            cells += [character, *[""] * (width - 1)]
        else:
            last = -1 if cells[-1] else -2
            cells[last] += character
    if len(cells) != cell_len(text):
        raise _NotUnderstoodError
    return tuple(cells)


def _right(cells: int) -> str:
    return "" if cells == 0 else "\x1b[C" if cells == 1 else f"\x1b[{cells}C"


def _look(codes: str, now: Look) -> Look:
    try:
        return look(codes, now)
    except ValueError:
        raise _NotUnderstoodError from None
