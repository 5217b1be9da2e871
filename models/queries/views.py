"""The views of a page: the standard ones, mine and everybody's; and how I left its list."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from models.base import tuples
from models.database import reading
from models.errors import NotFoundError
from models.pages import page
from models.queries.lists.columns import about
from models.queries.lists.filters import can_filter
from models.queries.lists.rows import Arrangement, ColumnShown, Filter
from models.standard_views import STANDARD_VIEWS
from models.text import fold
from models.user import my_id
from models.view import LastArrangement, SavedView
from models.words import p_, translate


class Whose(StrEnum):
    """Where a view comes from."""

    STANDARD = "standard"
    MINE = "mine"
    EVERYBODYS = "everybodys"


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at a list under a name."""

    key: str
    """Names it in what is remembered: the id of a saved one, `standard:today` of a standard one."""
    name: str
    """In the language of the screen."""
    whose: Whose
    arrangement: Arrangement
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """How I left a list."""

    view: View | None
    arrangement: Arrangement
    """Without filters: one that nobody remembers typing would hide records."""


@reading
def views(page_name: str) -> tuple[View, ...]:
    """The standard views of a page, then mine, then everybody's, each by name."""
    query = (
        SavedView.select(
            SavedView.id, SavedView.version, SavedView.name, SavedView.user, SavedView.arrangement
        )
        .where(SavedView.page == page_name, _seen())
        .order_by(SavedView.user.is_null(), SavedView.search_text, SavedView.id)
    )
    saved = (
        View(str(found), name, Whose.EVERYBODYS if user is None else Whose.MINE, parse(text), found, version)
        for found, version, name, user, text in tuples(query)
    )
    return (*standard_views(page_name), *saved)


def standard_views(page_name: str) -> tuple[View, ...]:
    """The views of a page that every database has."""
    return tuple(
        View(f"standard:{one.key}", translate(one.name), Whose.STANDARD, one.arrangement)
        for one in STANDARD_VIEWS.get(page_name, ())
    )


@reading
def named(page_name: str, name: str, *, everybodys: bool) -> View | None:
    """My view, or everybody's, that has this name whatever its case and accents; none when there is none."""
    whose = Whose.EVERYBODYS if everybodys else Whose.MINE
    return next((v for v in views(page_name) if v.whose is whose and fold(v.name) == fold(name)), None)


@reading
def left(page_name: str) -> Left | None:
    """How I left the list of a page, none when I never arranged it; a view that is gone is forgotten."""
    query = LastArrangement.select(LastArrangement.view, LastArrangement.arrangement).where(
        LastArrangement.user == my_id(), LastArrangement.page == page_name
    )
    for key, text in tuples(query):
        view = next((view for view in views(page_name) if view.key == key), None)
        return Left(view, parse(text))
    return None


def usable(
    page_name: str, arrangement: Arrangement, orders: Collection[str]
) -> tuple[Arrangement, tuple[str, ...]]:
    """An arrangement without the fields that the page does not have any more, and the names of those.

    An order that is not among `orders` gives way to the first of them.
    """
    gone = [name for name in _names(arrangement) if not _exists(page_name, name)]
    gone += [
        f.field for f in arrangement.filters if f.field not in gone and not _can_filter(page_name, f.field)
    ]
    if arrangement.order not in orders and arrangement.order not in gone:
        gone.append(arrangement.order)
    kept = replace(
        arrangement,
        order=arrangement.order if arrangement.order in orders else next(iter(orders)),
        filters=tuple(f for f in arrangement.filters if f.field not in gone),
        columns=tuple(column for column in arrangement.columns if column.name not in gone),
    )
    return kept, tuple(dict.fromkeys(gone))


def without_gone_fields(view: View, gone: Collection[str]) -> str:
    """The sentence about a view some of whose fields are gone."""
    return p_("message", "View {view}: there is no field {fields} any more; the rest applies.").format(
        view=view.name, fields=", ".join(gone)
    )


def write(arrangement: Arrangement) -> str:
    """An arrangement as JSON."""
    return json.dumps(
        {
            "order": arrangement.order,
            "descending": arrangement.descending,
            "filters": [{"field": f.field, "expression": f.expression} for f in arrangement.filters],
            "columns": [{"name": column.name, "width": column.width} for column in arrangement.columns],
        },
        ensure_ascii=False,
    )


def parse(text: str) -> Arrangement:
    """The arrangement of a JSON text; what cannot be read in it is left out."""
    read: dict[str, Any] = {}
    with suppress(ValueError):
        read = dict(json.loads(text))
    return Arrangement(
        str(read.get("order", "")),
        bool(read.get("descending", False)),
        tuple(Filter(str(one["field"]), str(one["expression"])) for one in read.get("filters", ())),
        tuple(ColumnShown(str(one["name"]), int(one["width"])) for one in read.get("columns", ())),
    )


def _names(arrangement: Arrangement) -> tuple[str, ...]:
    """The fields that an arrangement names, blank ones and the entry order aside."""
    names = (
        arrangement.order,
        *(f.field for f in arrangement.filters),
        *(column.name for column in arrangement.columns),
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _exists(page_name: str, name: str) -> bool:
    try:
        about(page_name, name)
    except NotFoundError:
        return False
    return True


def _can_filter(page_name: str, name: str) -> bool:
    return can_filter(page(page_name), about(page_name, name))


def _seen() -> Any:
    """Mine and everybody's: what others keep for themselves is theirs."""
    return (SavedView.user == my_id()) | SavedView.user.is_null()
