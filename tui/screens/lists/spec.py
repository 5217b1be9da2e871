"""What makes one list differ from another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.about import About
from models.queries.lists.rows import Question, Row
from tui.widgets.record_table import Column, ListSource

if TYPE_CHECKING:
    from tui.data.filtering import Filtering
    from tui.data.views import ListViews


@dataclass(frozen=True, slots=True)
class Order:
    """One way to order a list."""

    field: str
    caption: str
    descending: bool = False


async def _no_detail(_record_id: int) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class ListSpec:
    """The contents of a list; how it looks and behaves is the same everywhere."""

    page: str
    """The name of the page, as in the question: `contacts`."""
    title: str
    """The official name, marked with `N_`."""
    records: str
    """What the list holds, plural and lower case, marked with `N_`: `contacts`."""
    columns: tuple[Column, ...]
    orders: tuple[Order, ...]
    """The first is the order to begin with."""
    make_source: Callable[[Question], ListSource]
    make_column: Callable[[str], Column] | None = None
    """Makes the column of any field that is not among `columns`, for people who choose it."""
    fields: Callable[[], Sequence[About]] = tuple
    """Every field that can be shown as a column, also those of the records referred to."""
    filters: tuple[About, ...] = ()
    """The fields that `f` can filter by."""
    filtering: Filtering | None = None
    """What the form of filters knows about them; without it there is none."""
    views: ListViews | None = None
    """The views of the page; without them there are none, and nothing is remembered."""
    detail: Callable[[int], Awaitable[Sequence[str]]] = _no_detail
    """The lines about a record, the title first."""
    flags: Callable[[Row], str] | None = None
    """Signs that stand before a row's first column."""
    flag_width: int = 0
    nothing_yet: str = ""
    """The keys that bring the first record, marked with `N_`: `n New   : import`."""
    watches: frozenset[str] = field(default=frozenset())
    """Pages whose changes show here too, besides the list's own."""
