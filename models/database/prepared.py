"""Statements that run again and again: Peewee makes their SQL once, which costs more than running it.

_BLOCKED = Prepared(lambda: Salesperson.select(Salesperson.blocked).where(Salesperson.id == given("id")))
_BLOCKED.rows(id=7)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import peewee as pw

from models.database.engine import database, is_postgres


@dataclass(frozen=True, slots=True)
class _Given:
    """Stands among the parameters for a value that is given when the statement runs."""

    name: str


@dataclass(frozen=True, slots=True)
class _Made:
    sql: str
    parameters: tuple[Any, ...]


def given(name: str) -> Any:
    """A value of a `Prepared` statement; it is given as the column stores it."""
    return pw.Value(_Given(name), converter=False)


class Prepared:
    """A statement that always has the same shape."""

    def __init__(self, make: Callable[[], Any]) -> None:
        """`make` builds the query, with `given(name)` where a value comes in."""
        self._make = make
        self._made: dict[bool, _Made] = {}
        self._converters: list[Callable[[Any], Any] | None] | None = None

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query, each value as its field reads it."""
        cursor = self.execute(values)
        converters = self._converters
        if converters is None:
            wrapper = self._make().tuples()._get_cursor_wrapper(cursor)
            wrapper.initialize()
            converters = self._converters = wrapper.converters
        return [
            tuple(
                value if convert is None else convert(value)
                for convert, value in zip(converters, row, strict=True)
            )
            for row in cursor.fetchall()
        ]

    def run(self, **values: Any) -> int:
        """Run a statement that writes; returns how many rows it changed."""
        return int(database.rows_affected(self.execute(values)))

    def execute(self, values: Mapping[str, Any]) -> Any:
        """Run the statement and return the driver's cursor."""
        made = self._made.get(is_postgres())
        if made is None:
            sql, parameters = self._make().sql()
            made = self._made[is_postgres()] = _Made(sql, tuple(parameters))
        parameters = [values[value.name] if isinstance(value, _Given) else value for value in made.parameters]
        return database.execute_sql(made.sql, parameters)


def insert(model: Any, values: Mapping[str, Any]) -> int:
    """Insert a row with these values by attribute and return its key."""
    if any(isinstance(value, pw.Node) for value in values.values()):
        return int(model.insert(**values).execute())
    cursor = _insertion(model, tuple(values)).execute(stored(model, values))
    return int(cursor.fetchone()[0] if is_postgres() else cursor.lastrowid)


def change(model: Any, key: int, values: Mapping[str, Any]) -> int:
    """Set these values, none of them an expression, in the row with this key; returns how many rows."""
    return _change(model, tuple(values)).run(**stored(model, values), _key=key)


@lru_cache(maxsize=256)
def _insertion(model: Any, names: tuple[str, ...]) -> Prepared:
    return Prepared(lambda: model.insert(**{name: given(name) for name in names}))


@lru_cache(maxsize=256)
def _change(model: Any, names: tuple[str, ...]) -> Prepared:
    key = model._meta.primary_key
    return Prepared(lambda: model.update(**{name: given(name) for name in names}).where(key == given("_key")))


def stored(model: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by attribute as the columns of the model store them."""
    fields = model._meta.fields
    return {name: fields[name].db_value(value) for name, value in values.items()}
