"""The filter that keeps what has the value of one cell."""

from __future__ import annotations

from models import values
from models.about import About, Kind, Value
from models.queries.rows import Filter
from tui.widgets.record_table import Column

BLANK = "''"
"""What stands for a blank value (domain.md 6.1)."""

_BARE = (Kind.INTEGER, Kind.MONEY, Kind.PERCENT, Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.BOOLEAN)


def exact_filter(column: Column, value: Value) -> Filter:
    """Keeps the records with `value` in a column and no others; what is in quotes means itself."""
    if column.kind is Kind.OPTION:
        text = column.text(value)
    else:
        text = values.write(About(column.name, column.caption, "", column.kind), value)
    if not text.strip():
        return Filter(column.name, BLANK)
    if column.kind not in _BARE:
        text = "'" + text.replace("'", "''") + "'"
    return Filter(column.name, text)


def turned(filters: tuple[Filter, ...], one: Filter) -> tuple[Filter, ...]:
    """The filters with `one` in place of another on its field; without it when it is there already."""
    others = tuple(each for each in filters if each.field != one.field)
    return others if one in filters else (*others, one)
