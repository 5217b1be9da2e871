"""The columns of a list as somebody arranged them, and what the keys for columns do to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.queries.lists.rows import Arrangement, ColumnShown
from tui.widgets.record_table import Column

NARROWEST = 2
"""The fewest cells a column can be made."""
WIDEST = 200


def arranged(
    columns: Sequence[Column], arrangement: Arrangement, make: Callable[[str], Column] | None
) -> tuple[Column, ...]:
    """The columns that an arrangement asks for, then those that are read but never shown.

    Without any, the usual ones.
    """
    usual = {column.name: column for column in columns}
    asked = (_chosen(wanted, usual, make) for wanted in arrangement.columns)
    chosen = [column for column in asked if column is not None]
    return (*chosen, *(column for column in columns if column.hidden)) if chosen else tuple(columns)


def _chosen(
    wanted: ColumnShown, usual: dict[str, Column], make: Callable[[str], Column] | None
) -> Column | None:
    column = usual.get(wanted.name) or (make(wanted.name) if make else None)
    if column is None:
        return None
    if not wanted.width:
        return replace(column, hidden=False)
    return replace(column, hidden=False, width=wanted.width, minimum=wanted.width, grows=False)


def columns_shown(columns: Sequence[Column], arrangement: Arrangement) -> tuple[ColumnShown, ...]:
    """The columns in their order, also when nobody arranged them."""
    return arrangement.columns or tuple(ColumnShown(column.name) for column in columns if not column.hidden)


def same_columns(columns: Sequence[Column], one: Arrangement, other: Arrangement) -> bool:
    """Whether two arrangements show the same columns, whether or not they spell the usual ones out."""
    return columns_shown(columns, one) == columns_shown(columns, other)


def resized(shown: Sequence[ColumnShown], name: str, width: int) -> tuple[ColumnShown, ...]:
    """The columns with one of them as wide as asked, within what makes sense."""
    wide = max(NARROWEST, min(width, WIDEST))
    return tuple(replace(column, width=wide) if column.name == name else column for column in shown)


def moved(shown: Sequence[ColumnShown], name: str, by: int) -> tuple[ColumnShown, ...]:
    """The columns with one of them `by` places further right; at an edge it stays."""
    order = list(shown)
    place = next((n for n, column in enumerate(order) if column.name == name), -1)
    if place < 0:
        return tuple(order)
    column = order.pop(place)
    order.insert(max(0, min(place + by, len(order))), column)
    return tuple(order)
