"""The columns of a list as somebody arranged them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.queries.rows import Arrangement, ColumnShown
from tui.widgets.record_table import Column


def arranged(
    columns: Sequence[Column], arrangement: Arrangement, make: Callable[[str], Column] | None
) -> tuple[Column, ...]:
    """The columns that an arrangement asks for, then those that are read but never shown."""
    if not arrangement.columns:
        return tuple(columns)
    usual = {column.name: column for column in columns}
    chosen = (_chosen(wanted, usual, make) for wanted in arrangement.columns)
    hidden = (column for column in columns if column.hidden)
    return (*(column for column in chosen if column is not None), *hidden)


def _chosen(
    wanted: ColumnShown, usual: dict[str, Column], make: Callable[[str], Column] | None
) -> Column | None:
    column = usual.get(wanted.name) or (make(wanted.name) if make else None)
    if column is None or not wanted.width:
        return column
    return replace(column, width=wanted.width, minimum=wanted.width, grows=False)
