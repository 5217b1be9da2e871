"""Which row of a list one is: exactly where that is cheap, about where an index would have to be walked."""

from __future__ import annotations

from random import Random
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import reading
from models.pages import Page, page
from models.queries.lists.orders import Order, Stretch, needs_sorting, order_of
from models.queries.lists.rows import Number, Question, Row
from models.queries.lists.windows import bounds, conditions, count, selected

_CLOSE = 10_000
"""So many rows from an end of the list are counted; farther in, a sample tells the place."""
_SAMPLE = 1_000
_ENOUGH = 50
"""Fewer rows of a sample than this mean a narrow filter, whose rows are counted."""


@reading
def count_up_to(question: Question, most: int) -> Number:
    """How many rows the list has; not exact when there are at least `most`."""
    of = page(question.page)
    some = Order(of.model.id)  # type: ignore[attr-defined]
    found = _count_some(of, some, conditions(question, Stretch(most)), most)
    return Number(found, exact=found < most)


@reading
def position(question: Question, row: Row, total: int) -> Number:
    """The place of a row among the `total` rows of a list, from 1."""
    of = page(question.page)
    order = order_of(of, question.order)
    close = _count_close(question, of, order, row, backwards=not question.descending)
    if close < _CLOSE:
        return Number(close + 1)
    close = _count_close(question, of, order, row, backwards=question.descending)
    if close < _CLOSE:
        return Number(max(1, total - close))
    before = bounds(of, order, row, not question.descending)
    share = _share(of, order, conditions(question, Stretch(_ENOUGH)), before)
    if share is not None:
        return Number(max(1, round(total * share)), exact=False)
    wanted = conditions(question)
    query = selected(of, order, pw.fn.COUNT(of.model.id)).where(*wanted, *before)  # type: ignore[attr-defined]
    return Number(int(tuples(query)[0][0]) + 1)


def _count_close(question: Question, of: Page, order: Order, row: Row, *, backwards: bool) -> int:
    """How many rows stand behind `row` in a direction, up to `_CLOSE`."""
    stretch = Stretch(_CLOSE, order.key, (row.key, row.id), backwards)
    wanted = conditions(question, None if needs_sorting(of, question.order) else stretch)
    return _count_some(of, order, [*wanted, *bounds(of, order, row, backwards)], _CLOSE)


def _count_some(of: Page, order: Order, wanted: list[Any], most: int) -> int:
    some = selected(of, order, of.model.id.alias("id")).where(*wanted).limit(most)  # type: ignore[attr-defined]
    return int(tuples(pw.Select([some], [pw.fn.COUNT(pw.SQL("*"))]).bind(of.model._meta.database))[0][0])


def _share(of: Page, order: Order, wanted: list[Any], before: list[Any]) -> float | None:
    """Which part of the list stands before a row, by records taken at random; none when too few are in it."""
    model: Any = of.model
    last = int(tuples(model.select(pw.fn.COALESCE(pw.fn.MAX(model.id), 0)))[0][0])
    ids = Random(0).sample(range(1, last + 1), min(last, _SAMPLE))
    sample = [model.id.in_(ids), *wanted]
    number = len(tuples(selected(of, order, model.id).where(*sample)))
    if number < _ENOUGH:
        return None
    return len(tuples(selected(of, order, model.id).where(*sample, *before))) / number


__all__ = ["count", "count_up_to", "position"]
