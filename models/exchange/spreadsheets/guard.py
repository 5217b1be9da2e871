"""Cells that a spreadsheet would run as a formula, made harmless and whole again (CWE-1236)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

MARK = "'"

_ALWAYS = ("=", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SUSPECT = frozenset((*_ALWAYS, "+", "-", MARK))
"""How a cell begins that has to be looked at."""
_PLAIN = re.compile(r"[+-]?\d+(?:[ .,]\d+)*%?")
_PHONE = re.compile(r"[+-][\d ().\-/+]*")


def guarded(cell: str, *, phone: bool = False) -> str:
    """The cell with a mark before it when a spreadsheet would calculate it.

    Plain numbers stay whole, and in a column of phone numbers (`phone`) what has nothing but digits and the
    signs of phone numbers, and at least five digits; `+1-1` is arithmetic everywhere.
    """
    return MARK + cell if _dangerous(cell, phone=phone) else cell


def guarded_column(cells: Sequence[Any], *, phone: bool = False) -> list[Any]:
    """Many cells as `guarded` makes each; what is no text or does not begin like a formula costs no call."""
    return [
        guarded(cell, phone=phone) if isinstance(cell, str) and cell[:1] in _SUSPECT else cell
        for cell in cells
    ]


def unguarded(cell: str, *, phone: bool = False) -> str:
    """The cell as it was before `guarded` with the same `phone`."""
    return cell[1:] if cell.startswith(MARK) and _dangerous(cell, phone=phone) else cell


def _dangerous(cell: str, *, phone: bool) -> bool:
    """Also what already bears the mark, so that taking one off always gives back what was there."""
    bare = cell.lstrip(MARK)
    if bare and bare[0] in _ALWAYS:
        return True
    if bare[:1] not in ("+", "-"):
        return False
    if _PLAIN.fullmatch(bare):
        return False
    return not (phone and _PHONE.fullmatch(bare) and sum(each.isdigit() for each in bare) >= 5)
