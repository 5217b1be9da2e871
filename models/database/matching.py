"""Matching text with wildcards, with the same answer on both engines."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import peewee as pw

from models.database.engine import is_postgres


class Wild(Enum):
    """What stands for other characters in a pattern."""

    ONE = "?"
    """Exactly one character."""
    MANY = "*"
    """Any characters, or none."""


Piece = str | Wild


def matches(text: Any, pieces: Sequence[Piece], *, any_case: bool = False) -> Any:
    """The condition that the whole of `text` is these pieces, one behind the other.

    Case is told apart unless `any_case`; then letters match by the same table of both cases on each engine,
    whatever its language.
    """
    if not is_postgres():
        return pw.Expression(text, "GLOB", _value("".join(_glob(piece, any_case) for piece in pieces)))
    if any_case:
        return pw.Expression(text, "~", _value(f"^{''.join(map(_regular, pieces))}$"))
    return pw.Expression(text, "LIKE", _value("".join(map(_like, pieces))))


def cases(letter: str) -> str:
    """The letter in all its cases, itself first: `mM`, `σΣς`."""
    found = [letter]
    for one in found:
        for other in (one.lower(), one.upper(), one.title()):
            if len(other) == 1 and other not in found:
                found.append(other)
    return "".join(found)


def _value(text: str) -> Any:
    return pw.Value(text, converter=False, unpack=False)


def _glob(piece: Piece, any_case: bool) -> str:
    if isinstance(piece, Wild):
        return piece.value
    return "".join(map(_glob_letter_in_any_case, piece)) if any_case else piece.replace("[", "[[]")


def _glob_letter_in_any_case(letter: str) -> str:
    known = cases(letter)
    return f"[{known}]" if len(known) > 1 or letter == "[" else letter


def _like(piece: Piece) -> str:
    if isinstance(piece, Wild):
        return "_" if piece is Wild.ONE else "%"
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _regular(piece: Piece) -> str:
    if isinstance(piece, Wild):
        return "." if piece is Wild.ONE else ".*"
    return "".join(map(_regular_letter, piece))


def _regular_letter(letter: str) -> str:
    known = cases(letter)
    if len(known) > 1:
        return f"[{known}]"
    return f"\\{letter}" if letter.isascii() and not letter.isalnum() else letter
