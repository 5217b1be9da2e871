"""Making lines fit a place: smaller first, then in more lines, and only then less of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LEADING = 1.2
"""The height of a line as a multiple of the size of its letters."""
ELLIPSIS = "…"

Width = Callable[[str], float]
"""How wide a text is, in letters of size 1."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit, all of one size."""

    size: float
    lines: tuple[str, ...]
    cut: bool = False
    """Whether something is missing."""


def fitted(lines: Sequence[str], width: float, height: float, of: Width, sizes: Sequence[float]) -> Fitted:
    """The lines as large as they fit into `width` and `height`, which are in the unit of the sizes.

    The larger half of `sizes`, which descend, is tried with the lines as they are; then the lines flow.
    """
    widest = max((of(line) for line in lines), default=0.0)
    for size in sizes[: (len(sizes) + 1) // 2]:
        if size * widest <= width and rows_in(height, size) >= len(lines):
            return Fitted(size, tuple(lines))
    return flowed(lines, width, height, of, sizes)


def flowed(lines: Sequence[str], width: float, height: float, of: Width, sizes: Sequence[float]) -> Fitted:
    """The lines as large as they fit when long ones are broken between words.

    Of what does not even fit in the smallest of `sizes` each line loses its end, the longest first.
    """
    broken: list[list[str]] = []
    for size in sizes:
        broken = [list(wrapped(line, width / size, of)) for line in lines]
        if sum(map(len, broken)) <= rows_in(height, size):
            return Fitted(size, _joined(broken))
    size = sizes[-1]
    _cut(broken, max(1, rows_in(height, size)), width / size, of)
    return Fitted(size, _joined(broken), cut=True)


def _joined(broken: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(part for parts in broken for part in parts)


def _cut(broken: list[list[str]], rows: int, width: float, of: Width) -> None:
    """Take away what is too much: who it is and where, on the first line and the last, stays the longest."""
    for _ in range(sum(map(len, broken)) - rows):
        longest = max(broken, key=len)
        if len(longest) > 1:
            longest.pop()
            longest[-1] = _ended(longest[-1], width, of)
        else:
            broken.pop(1)


def rows_in(height: float, size: float) -> int:
    """How many lines of a size fit into a height."""
    # A hair more, for heights and sizes that are no whole numbers.
    return int(height / (size * LEADING) + 1e-6)


def packed(lines: Sequence[str], width: float, rows: int, of: Width) -> list[str]:
    """The lines with neighbours joined by a comma until they are at most `rows`, as far as they fit."""
    kept = list(lines)
    while len(kept) > rows:
        pairs = [f"{one}, {other}" for one, other in pairwise(kept)]
        place = min(range(len(pairs)), key=lambda each: of(pairs[each]))
        if of(pairs[place]) > width:
            break
        kept[place : place + 2] = [pairs[place]]
    return kept


def wrapped(line: str, width: float, of: Width) -> Iterator[str]:
    """A line in as many as it takes, broken between words, and inside of those that are wider than a line."""
    begun = ""
    for word in line.split(" "):
        longer = f"{begun} {word}" if begun else word
        if of(longer) <= width:
            begun = longer
            continue
        if begun:
            yield begun
        *full, begun = _pieces(word, width, of)
        yield from full
    yield begun


def _pieces(word: str, width: float, of: Width) -> list[str]:
    """A word in pieces that fit a line; at least one letter each, or it would never end."""
    pieces = []
    while len(word) > 1 and of(word) > width:
        end = len(word) - 1
        while end > 1 and of(word[:end]) > width:
            end -= 1
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def _ended(line: str, width: float, of: Width) -> str:
    """A line that says that there was more."""
    while line and of(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
