"""The frozen rows that cross from the database to a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.about import Value

Key = str | int
"""One part of a sort key as it is stored: folded text, an ordinal, hundredths, an ISO date."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list."""

    id: int
    key: Key
    """The stored value of the column that orders the list; ties are broken by `id`."""
    cells: tuple[Value, ...]
    """One value per column, in the order of the question's columns."""
    order: str = ""
    """The field that orders the list, whose value is `key`: it means nothing in another order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one field: an exact value, or `low..high` with either end left out."""

    field: str
    expression: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a list asks for."""

    page: str
    columns: tuple[str, ...]
    """Names of fields, or of fields of a referred record: `salesperson_code`, `contact_no.name`."""
    order: str
    descending: bool = False
    filters: tuple[Filter, ...] = ()
    search: str = ""
    """What is typed into the quick search: words, "phrases", -exclusions."""
    context: tuple[tuple[str, int], ...] = ()
    """Ids that the list was opened for: `(("company", 17),)`; not shown as a filter of the user's."""
    ids: tuple[int, ...] = ()
    """Only these records, when not empty."""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column that somebody chose to see."""

    name: str
    width: int = 0
    """In cells; 0 for the usual width."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a list is looked at: what a view saves under a name."""

    order: str
    descending: bool = False
    filters: tuple[Filter, ...] = ()
    columns: tuple[ColumnShown, ...] = ()
    """The columns in their order; empty for the usual ones."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some consecutive rows of a list, in the order of the list."""

    rows: Sequence[Row]
    at_start: bool
    """No row stands before the first of `rows`."""
    at_end: bool
    """No row stands after the last of `rows`."""


@dataclass(frozen=True, slots=True)
class Number:
    """How many rows there are, or which of them one is: exactly, or about."""

    value: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a look-up list."""

    id: int
    code: str
    """What is put into the field."""
    description: str
    extra: tuple[str, ...] = field(default=())
