"""Which records a filter finds, asked of the database without a list around it."""

from __future__ import annotations

from typing import Any

from models.about import Value
from models.base import tuples
from models.pages import page
from models.queries.lists import columns
from models.queries.lists.filters import condition
from models.queries.lists.rows import Filter


def found(page_name: str, field: str, expression: str) -> set[int]:
    """The ids of all records of the page's table that pass."""
    of = page(page_name)
    model: Any = of.model
    return {row for (row,) in tuples(model.select(model.id).where(condition(of, Filter(field, expression))))}


def shown(page_name: str, field: str) -> dict[int, Value]:
    """What a list shows in a field, by the ids of all records of the page's table."""
    of = page(page_name)
    model: Any = of.model
    plan = columns.plan(of, (field,))
    rows = tuples(plan.apply(model.select(model.id, *plan.selected)))
    cells = plan.cells([row[0] for row in rows], [row[1:] for row in rows])
    return {row[0]: cell for row, (cell,) in zip(rows, cells, strict=True)}


def fields(page_name: str) -> list[str]:
    """Every field of a page, and every stored field of the records that it refers to."""
    names = list(columns.abouts(page_name))
    for name, known in columns.abouts(page_name).items():
        if known.refers_to:
            names += [
                f"{name}.{inner}"
                for inner, about in columns.abouts(known.refers_to).items()
                if not about.computed
            ]
    return [name for name in names if _exists(page_name, name)]


def _exists(page_name: str, path: str) -> bool:
    from models.errors import NotFoundError

    try:
        columns.about(page_name, path)
    except NotFoundError:
        return False
    return True
