"""Windows of lists by keyset: some rows before or after a row, whatever the size of the table.

Never OFFSET and never the whole table (design.md 2): a window is `(key, id) > (?, ?)` in the order of the
list, with the leading bound repeated for PostgreSQL (patterns.md 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import peewee as pw

from models import dictionary
from models.about import About, Kind
from models.base import tuples
from models.contact import Contact, ContactStatistics, ContactWord
from models.database import contains, reading
from models.errors import RuleError
from models.fields import hundredths
from models.interaction import InteractionLogEntry as Entry
from models.pages import Page, page
from models.queries import columns
from models.queries.filters import condition, context_condition
from models.queries.rows import Key, Question, Row, Window
from models.text import fold
from models.words import p_

_FEW = 2_000
"""Up to so many hits are sorted; more are met by walking the order (patterns.md 6)."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What orders a list: an expression that is never NULL, and the table it stands in if not the page's."""

    key: Any
    beside: type[pw.Model] | None = None

    def tie(self, of: Page) -> Any:
        """The id that breaks ties, of the table of the key: only then does its index give the whole order."""
        return of.model.id if self.beside is None else self.beside.contact  # type: ignore[attr-defined]


@reading
def window(question: Question, anchor: Row | None, *, before: bool = False, limit: int) -> Window:
    """The `limit` rows after `anchor`, or before it, in the order of the list.

    Without an anchor the first rows, or with `before` the last. The anchor itself is not among them, and
    need not exist any more.
    """
    of = page(question.page)
    order = _order(of, question.order)
    backwards = question.descending != before
    rows = _fetch(question, of, order, _bounds(of, order, anchor, backwards), backwards, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    if before:
        return Window(rows[::-1], at_start=not more, at_end=anchor is None)
    return Window(rows, at_start=anchor is None, at_end=not more)


@reading
def around(question: Question, anchor: Row, *, limit: int) -> Window:
    """About `limit` rows with `anchor` among them; where it stood, if it is gone."""
    half = max(1, limit // 2)
    first = window(question, anchor, before=True, limit=half)
    here = list(at(question, (anchor.id,)))
    start = here[0] if here else anchor
    if here and here[0].key != anchor.key:
        first = window(question, start, before=True, limit=half)
    rest = window(question, start, limit=limit - half)
    return Window([*first.rows, *here, *rest.rows], at_start=first.at_start, at_end=rest.at_end)


@reading
def at(question: Question, ids: tuple[int, ...]) -> list[Row]:
    """The rows of these records as far as the list shows them, in the order of the list."""
    of = page(question.page)
    order = _order(of, question.order)
    narrowed = [of.model.id.in_(ids)]  # type: ignore[attr-defined]
    return _fetch(question, of, order, narrowed, question.descending, len(ids))


@reading
def seek(question: Question, text: str) -> Row | None:
    """The first row whose key begins with `text` or stands behind it."""
    of = page(question.page)
    order = _order(of, question.order)
    start = fold(text) if of.model is Contact and question.order == "name" else text
    bound = order.key <= start if question.descending else order.key >= start
    rows = _fetch(question, of, order, [bound], question.descending, 1)
    return rows[0] if rows else None


@reading
def count(question: Question) -> int:
    """How many rows the list has."""
    of = page(question.page)
    query = of.model.select(pw.fn.COUNT(of.model.id)).where(*_conditions(question, of))  # type: ignore[attr-defined]
    return int(tuples(query)[0][0])


@reading
def position(question: Question, row: Row) -> int:
    """The place of a row in the list, from 1."""
    of = page(question.page)
    order = _order(of, question.order)
    before = _bounds(of, order, row, not question.descending)
    query = _from(of, order, pw.fn.COUNT(of.model.id)).where(*_conditions(question, of), *before)  # type: ignore[attr-defined]
    return int(tuples(query)[0][0]) + 1


@reading
def all_ids(question: Question) -> list[int]:
    """The ids of all rows, in the order of the list: what *mark all* means when a verb asks."""
    of = page(question.page)
    order = _order(of, question.order)
    query = _from(of, order, of.model.id).where(*_conditions(question, of))  # type: ignore[attr-defined]
    return [record for (record,) in tuples(query.order_by(*_ordered(of, order, question.descending)))]


def orders(of: Page) -> tuple[str, ...]:
    """The fields that can order the list of a page."""
    if of.orders:
        return of.orders
    plain = (Kind.CODE, Kind.DATE, Kind.INTEGER, Kind.MONEY, Kind.OPTION, Kind.REFERENCE)
    return tuple(
        name
        for name, known in columns.abouts(of.name).items()
        if known.kind in plain and not known.computed and name in (*of.columns, of.order)
    )


def _fetch(
    question: Question, of: Page, order: _Order, bounds: list[Any], backwards: bool, limit: int
) -> list[Row]:
    model: Any = of.model
    plan = columns.plan(of, question.columns)
    query = plan.apply(_from(of, order, _stored(order.key), model.id, *plan.selected))
    query = query.where(*_conditions(question, of), *bounds)
    query = query.order_by(*_ordered(of, order, backwards)).limit(limit)
    found = tuples(query)
    cells = plan.cells([row[1] for row in found], [row[2:] for row in found])
    return [Row(row[1], _key(row[0]), cell) for row, cell in zip(found, cells, strict=True)]


def _from(of: Page, order: _Order, *selected: Any) -> Any:
    model: Any = of.model
    query = model.select(*selected)
    if order.beside is not None:
        beside: Any = order.beside
        query = query.join_from(model, beside, on=(beside.contact == model.id))
    return query


def _stored(key: Any) -> Any:
    """The key as it is stored, so that it can be compared again without conversion."""
    return key.alias("order_key")


def _key(value: Any) -> Key:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return hundredths(value)
    return value if isinstance(value, str) else int(value)


def _bounds(of: Page, order: _Order, anchor: Row | None, backwards: bool) -> list[Any]:
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


def _ordered(of: Page, order: _Order, backwards: bool) -> list[Any]:
    parts: list[Any] = [order.key, order.tie(of)]
    return [part.desc() for part in parts] if backwards else parts


def _order(of: Page, name: str) -> _Order:
    if name and name not in orders(of):
        raise RuleError(
            p_("error", "{page} cannot be ordered by {field}; it can by {orders}.").format(
                page=of.name, field=name, orders=", ".join(orders(of))
            ),
            field="order",
        )
    model: Any = of.model
    if model is Contact and name == "name":
        return _Order(Contact.sort_name)
    if model is Entry and name == "date":
        return _Order(Entry.occurred)
    if model is Contact and name in dictionary.fields(ContactStatistics):
        return _Order(dictionary.field(ContactStatistics, name), ContactStatistics)
    own = dictionary.fields(model)
    return _Order(_small_key(own[name], columns.about(of.name, name)) if name in own else model.id)


def _small_key(field: Any, known: About) -> Any:
    """The key of a field of a small table, where computing it costs nothing; blanks come first."""
    if isinstance(field, pw.ForeignKeyField):
        other = field.rel_model.alias()
        try:
            key = getattr(other, dictionary.key_of(field.rel_model).name)
        except KeyError:
            return pw.fn.COALESCE(field, 0)
        return pw.fn.COALESCE(other.select(key).where(other.id == field), "")
    if known.kind is Kind.DATE:
        return pw.fn.COALESCE(field, date.min)
    return field


def conditions(question: Question) -> list[Any]:
    """The conditions that a list sets, for other questions about the same records."""
    return _conditions(question, page(question.page))


def _conditions(question: Question, of: Page) -> list[Any]:
    model: Any = of.model
    found: list[Any] = [
        getattr(model, name) if value else ~getattr(model, name) for name, value in of.where.items()
    ]
    found += [condition(of, wanted) for wanted in question.filters]
    found += [context_condition(of, name, record) for name, record in question.context]
    if question.ids:
        found.append(model.id.in_(question.ids))
    if question.search.strip():
        found.append(_begins(model, fold(question.search).strip()))
    return found or [True]


def _begins(model: Any, text: str) -> Any:
    """Records one of whose words begins with each word of `text`; a log entry also by its contact's words."""
    if model is Contact:
        return _with_words(Contact.id, text)
    described = contains(pw.Value(" ").concat(model.search_text), " " + text)
    return described | _with_words(Entry.contact, text) if model is Entry else described


def _with_words(reference: Any, text: str) -> Any:
    found: Any = None
    for word in text.split():
        hits = ContactWord.select(ContactWord.contact).where(
            ContactWord.word >= word, ContactWord.word < word + "\U0010ffff"
        )
        few = [contact for (contact,) in tuples(hits.limit(_FEW + 1))]
        here = (
            reference.in_(few)
            if len(few) <= _FEW
            else pw.fn.EXISTS(hits.where(ContactWord.contact == reference))
        )
        found = here if found is None else found & here
    return found
