"""Values as text on the screen, safe and exactly as wide as asked."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from models.about import Kind, Value
from models.words import p_

CUT = "~"
"""The sign at the end of a text that was cut."""

_SPACES = {ord("\t"): " ", ord("\n"): " ", ord("\r"): " ", 0x2028: " ", 0x2029: " "}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=4096)
def safe(text: str) -> str:
    """`text` on one line without characters that move, colour or reorder what a terminal shows.

    Line breaks and tabs become blanks, control characters a question mark; marks of writing direction and
    joiners, whose width no two terminals agree on, are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_harmless(character) for character in text.translate(_SPACES))


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    return "?" if category in ("Cc", "Cs", "Co", "Cn") else character


def cells(text: str) -> int:
    """How many cells `text` takes when it is shown."""
    text = safe(text)
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells: filled with blanks, or cut with `~` at its end."""
    text = safe(text)
    length = cells(text)
    if length > width:
        return set_cell_size(text, width - 1) + CUT if width > 0 else ""
    blanks = " " * (width - length)
    return blanks + text if right else text + blanks


def broken(text: str, width: int, rows: int) -> list[str]:
    """`text` in at most `rows` lines of exactly `width` cells, broken between words; the last may be cut.

    A sign before a word that is longer than a line, as that of an error, stays with the word.
    """
    lines: list[str] = []
    rest = safe(text)
    while len(lines) < rows - 1 and 0 < width < cells(rest):
        room = set_cell_size(rest, width + 1)
        end = room.rfind(" ", 2)
        end = end if end > 0 else len(set_cell_size(rest, width).rstrip())
        lines.append(fit(rest[:end].rstrip(), width))
        rest = rest[end:].lstrip()
    return [*lines, fit(rest, width)]


def date_text(date: dt.date, *, today: dt.date | None = None) -> str:
    """`12 Mar`, with the year when it is not the year of `today`."""
    short = f"{date.day:02d} {_MONTHS[date.month - 1]}"
    return short if today is not None and date.year == today.year else f"{short} {date.year:04d}"


def value_text(value: Value, kind: Kind, *, today: dt.date | None = None) -> str:
    """A stored value as a list shows it; empty values and zero times are blank."""
    match value:
        case None:
            return ""
        case bool():
            return p_("value", "yes") if value else ""
        case Decimal():
            return f"{value:,.2f}" if kind is not Kind.PERCENT else f"{value:f}"
        case int():
            return f"{value:,}" if kind is Kind.INTEGER else str(value)
        case dt.datetime():
            return f"{date_text(value.date(), today=today)} {value:%H:%M}"
        case dt.date():
            return date_text(value, today=today)
        case dt.time():
            return f"{value:%H:%M}"
        case str():
            return value


def number_text(number: int) -> str:
    """A count with groups of three digits."""
    return f"{number:,}"
