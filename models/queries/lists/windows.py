"""Windows of lists by keyset: some rows before or after a row, whatever the size of the table.

Never OFFSET and never the whole table (design.md 2): a window is `(key, id) > (?, ?)` in the order of the
list, with the leading bound repeated for PostgreSQL (patterns.md 5).
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import reading
from models.fields import hundredths
from models.pages import Page, page
from models.queries.lists import columns
from models.queries.lists.orders import RUNS, Order, Stretch, needs_sorting, order_of
from models.queries.lists.rows import Key, Question, Row, Window

_MOST_RUNS = 30
"""So many references are read one after the other; of more the database finds its own way."""


@reading
def window(question: Question, anchor: Row | None, *, before: bool = False, limit: int) -> Window:
    """The `limit` rows after `anchor`, or before it, in the order of the list.

    Without an anchor the first rows, or with `before` the last. The anchor itself is not among them, and
    need not exist any more.
    """
    of = page(question.page)
    order = order_of(of, question.order)
    backwards = question.descending != before
    place = (anchor.key, anchor.id) if anchor else None
    stretch = Stretch(limit + 1, order.key, place, backwards)
    rows = _fetch(question, of, order, bounds(of, order, anchor, backwards), stretch)
    more, rows = len(rows) > limit, rows[:limit]
    if before:
        return Window(rows[::-1], at_start=not more, at_end=anchor is None)
    return Window(rows, at_start=anchor is None, at_end=not more)


@reading
def around(question: Question, anchor: Row, *, limit: int) -> Window:
    """About `limit` rows with `anchor` among them; where it stood, if it is gone.

    The first rows when it is gone and its key belongs to another order.
    """
    half = max(1, limit // 2)
    here = list(at(question, (anchor.id,)))
    if not here and anchor.order != question.order:
        return window(question, None, limit=limit)
    start = here[0] if here else anchor
    first = window(question, start, before=True, limit=half)
    rest = window(question, start, limit=limit - half)
    return Window([*first.rows, *here, *rest.rows], at_start=first.at_start, at_end=rest.at_end)


@reading
def at(question: Question, ids: tuple[int, ...]) -> list[Row]:
    """The rows of these records as far as the list shows them, in the order of the list."""
    return fetch(question, [page(question.page).model.id.in_(ids)], limit=len(ids))  # type: ignore[attr-defined]


def fetch(question: Question, narrowed: list[Any], *, limit: int) -> list[Row]:
    """The first rows of those that also meet `narrowed`."""
    of = page(question.page)
    order = order_of(of, question.order)
    return _fetch(question, of, order, narrowed, Stretch(limit, backwards=question.descending))


@reading
def count(question: Question) -> int:
    """How many rows the list has.

    Rare records that a page leaves out are counted and taken off: an index then answers the rest alone.
    """
    of = page(question.page)
    kept, left_out = _flags(of)
    wanted = [*kept, *_wanted(question, of)]
    if len(left_out) > 1:
        return _number_of(of, [*wanted, *(~flag for flag in left_out)])
    model: Any = of.model
    found = _number_found(question, of, wanted)
    if not left_out:
        return found
    rare = model.id.in_(model.select(model.id).where(*left_out))
    return found - _number_of(of, [rare, *wanted])


def _number_found(question: Question, of: Page, wanted: list[Any]) -> int:
    """How many rows meet the conditions, by the search index where these are all that it tells."""
    if question.search.strip() and len(wanted) == 1:
        from models.queries.lists.search import number

        found = number(of.model, question.search)
        if found is not None:
            return found
    return _number_of(of, wanted)


def _number_of(of: Page, conditions: list[Any]) -> int:
    query = of.model.select(pw.fn.COUNT(pw.SQL("*")))
    return int(tuples(query.where(*conditions) if conditions else query)[0][0])


@reading
def all_ids(question: Question) -> list[int]:
    """The ids of all rows, in the order of the list: what *mark all* means when a verb asks."""
    of = page(question.page)
    order = order_of(of, question.order)
    query = selected(of, order, of.model.id).where(*conditions(question))  # type: ignore[attr-defined]
    return [record for (record,) in tuples(query.order_by(*order.parts(of, question.descending)))]


def _fetch(question: Question, of: Page, order: Order, bounds: list[Any], stretch: Stretch) -> list[Row]:
    """The rows of a stretch; of those that are sorted or searched for the columns are read in the end."""
    plan = columns.plan(of, question.columns)
    model: Any = of.model
    sorting = needs_sorting(of, question.order)
    wanted = [*conditions(question, None if sorting else stretch), *bounds]
    several = _runs(order, wanted)
    backwards, limit = stretch.backwards, stretch.limit
    if several is None and not sorting and not question.search.strip():
        query = plan.apply(selected(of, order, _stored(order.key), model.id, *plan.selected)).where(*wanted)
        found = tuples(query.order_by(*order.parts(of, backwards)).limit(limit))
        cells = plan.cells([row[1] for row in found], [row[2:] for row in found])
        return [
            Row(row[1], _key(row[0]), cell, question.order) for row, cell in zip(found, cells, strict=True)
        ]
    keys: list[tuple[Any, int]] = []
    for run in several or [wanted]:
        query = selected(of, order, _stored(order.key), model.id).where(*run)
        keys += tuples(query.order_by(*order.parts(of, backwards)).limit(limit))
    if several:
        keys = sorted(keys, reverse=backwards)[:limit]
    return _with_cells(question, plan, keys)


def _runs(order: Order, wanted: list[Any]) -> list[list[Any]] | None:
    """The conditions once for each of several references that one of them names.

    Each has the list's order in an index of its own; together they would be sorted, or looked for row by row.
    """
    indexed = next((references for key, references in RUNS if key is order.key), ())
    for place, met in enumerate(wanted):
        if not isinstance(met, pw.Expression) or met.op != pw.OP.IN or not isinstance(met.rhs, list):
            continue
        if len(met.rhs) <= _MOST_RUNS and any(met.lhs is reference for reference in indexed):
            return [[*wanted[:place], met.lhs == one, *wanted[place + 1 :]] for one in met.rhs]
    return None


def _with_cells(question: Question, plan: columns.Plan, keys: list[tuple[Any, int]]) -> list[Row]:
    """The rows of which the keys and ids are known: their columns are read for these few."""
    model: Any = plan.page.model
    ids = [record for _, record in keys]
    read = tuples(plan.apply(model.select(model.id, *plan.selected)).where(model.id.in_(ids))) if ids else []
    rows = {row[0]: row[1:] for row in read}
    there = [(key, record) for key, record in keys if record in rows]
    cells = plan.cells([record for _, record in there], [rows[record] for _, record in there])
    return [
        Row(record, _key(key), cell, question.order) for (key, record), cell in zip(there, cells, strict=True)
    ]


def selected(of: Page, order: Order, *what: Any) -> Any:
    """A query for `what` of the records of a page, with the table that its order stands in."""
    model: Any = of.model
    query = model.select(*what)
    if order.beside is not None:
        beside: Any = order.beside
        query = query.join_from(model, beside, on=(beside.contact == model.id))
    return query


def _stored(key: Any) -> Any:
    """The key as it is stored, so that it can be compared again without conversion."""
    return key.alias("order_key")


def _key(value: Any) -> Key:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return hundredths(value)
    return value if isinstance(value, str) else int(value)


def bounds(of: Page, order: Order, anchor: Row | None, backwards: bool) -> list[Any]:
    """What stands behind the anchor in the direction read."""
    if anchor is None:
        return []
    key, pair = order.key, pw.Tuple(order.key, order.tie(of))
    edge = pw.Tuple(_bound_value(anchor.key), anchor.id)
    if backwards:
        return [key <= _bound_value(anchor.key), pair < edge]
    return [key >= _bound_value(anchor.key), pair > edge]


def _bound_value(key: Key) -> Any:
    return pw.Value(key, converter=False, unpack=False)


def conditions(question: Question, stretch: Stretch | None = None) -> list[Any]:
    """The conditions that a list sets: for the rows of a stretch, or else for all of them."""
    of = page(question.page)
    kept, left_out = _flags(of)
    return [*kept, *(~flag for flag in left_out), *_wanted(question, of, stretch)] or [True]


def _flags(of: Page) -> tuple[list[Any], list[Any]]:
    """The flags that all records of a page have, and those that none has."""
    model: Any = of.model
    kept = [getattr(model, name) for name, value in of.where.items() if value]
    return kept, [getattr(model, name) for name, value in of.where.items() if not value]


def _wanted(question: Question, of: Page, stretch: Stretch | None = None) -> list[Any]:
    """What narrows the list; a list that nothing narrows starts without the parts that read filters."""
    model: Any = of.model
    found: list[Any] = []
    if question.filters or question.context:
        from models.queries.lists.filters import condition, context_condition

        found += [condition(of, wanted) for wanted in question.filters]
        found += [context_condition(of, name, record) for name, record in question.context]
    if question.ids:
        found.append(model.id.in_(question.ids))
    if question.search.strip():
        from models.queries.lists.search import matches

        found.append(matches(model, question.search, stretch))
    return found
