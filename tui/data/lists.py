"""A list of any page: columns, orders and filters come from the dictionary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from models import dictionary
from models.about import About, Kind, Value
from models.pages import PAGES, Page, page
from models.queries import records
from models.queries.lists import columns
from models.queries.lists import orders as order_queries
from models.queries.lists.filters import can_filter
from models.queries.lists.rows import Question
from models.queries.records import View
from models.words import N_, translate
from tui.data.filtering import Filtering
from tui.data.source import QuestionSource
from tui.data.views import ListViews
from tui.lanes import Lanes
from tui.screens.lists.spec import ListSpec, Order
from tui.text import value_text
from tui.widgets.record_table import Column

_WIDTHS = {
    Kind.MONEY: 10,
    Kind.PERCENT: 7,
    Kind.DATE: 11,
    Kind.TIME: 5,
    Kind.MOMENT: 17,
    Kind.REFERENCE: 11,
    Kind.FORMULA: 8,
}
Detail = Callable[[int], Awaitable[Sequence[str]]]


def shown(about: About, value: Value) -> str:
    """A value as people read it: options by their caption, dates in words."""
    if about.kind is Kind.OPTION and value is not None:
        return translate(dict(about.choices).get(int(str(value)), str(value))).strip()
    if about.kind is Kind.MOMENT:
        if not value:
            return ""
        return value_text(dt.datetime.fromtimestamp(int(str(value)), dt.UTC), about.kind)
    if about.kind is Kind.INTEGER and about.name.endswith("_no") and value is not None:
        # A number that names a record is read out and typed: no groups of digits.
        return str(value)
    return value_text(value, about.kind)


def column(page_name: str, path: str, place: int = 1, *, grows: bool = False) -> Column:
    """The column of a list for a field, or for a field of the record referred to."""
    about = columns.about(page_name, path)
    return Column(
        path,
        about.caption,
        _width(about),
        place,
        kind=about.kind,
        grows=grows,
        show=partial(shown, about),
    )


def _width(about: About) -> int:
    caption = len(translate(about.caption))
    match about.kind:
        case Kind.CODE:
            return max(min(about.length or 10, 10), min(caption, 10))
        case Kind.TEXT | Kind.NOTE:
            return max(8, min(about.length or 30, 30))
        case Kind.OPTION:
            longest = max((len(translate(words)) for _, words in about.choices), default=0)
            return min(max(longest, min(caption, 8)), 12)
        case Kind.INTEGER | Kind.BOOLEAN:
            return max(4, min(caption, 12))
        case _:
            return _WIDTHS[about.kind]


def list_columns(of: Page) -> tuple[Column, ...]:
    """The columns of a page in their order; the last ones give way first on a narrow screen."""
    described = dictionary.described_by(of.model)
    widest = dictionary.name_of(described) if described is not None else of.columns[-1]
    grows = widest if widest in of.columns else of.columns[-1]
    return tuple(
        column(of.name, path, max(1, place - 1), grows=path == grows) for place, path in enumerate(of.columns)
    )


def orders(of: Page) -> tuple[Order, ...]:
    """The ways to order a page, its usual one first."""
    names = sorted(order_queries.orders(of), key=lambda name: name != of.order)
    return tuple(
        Order(name, columns.about(of.name, name).caption, of.descending and name == of.order)
        for name in names
    )


def filters(of: Page) -> tuple[About, ...]:
    """The fields that a page can be filtered by."""
    return tuple(about for about in columns.abouts(of.name).values() if can_filter(of, about))


def fields(of: Page) -> tuple[About, ...]:
    """Every field that a list can show: the page's own, then those of the records referred to."""
    own = columns.abouts(of.name)
    paths = (
        f"{name}.{inner}"
        for name, about in own.items()
        if about.refers_to
        for inner in dictionary.fields(page(about.refers_to).model)
    )
    return (*own.values(), *(columns.about(of.name, path) for path in paths))


def list_spec(
    page_name: str,
    lanes: Lanes,
    *,
    detail: Detail | None = None,
    shown_columns: tuple[Column, ...] = (),
) -> ListSpec:
    """The contents of the list of any page; columns and detail are the usual ones unless they are given."""
    of = page(page_name)

    def source(question: Question) -> QuestionSource:
        return QuestionSource(lanes, question)

    return ListSpec(
        page=of.name,
        title=of.caption,
        records=translate(of.caption).lower(),
        columns=shown_columns or list_columns(of),
        orders=orders(of),
        make_source=source,
        make_column=partial(column, of.name),
        fields=partial(fields, of),
        filters=filters(of),
        filtering=Filtering(lanes, of.name),
        views=ListViews(lanes, of.name),
        detail=detail or partial(record_detail, lanes, of.name),
        nothing_yet=N_("list", "n New"),
    )


async def record_detail(lanes: Lanes, page_name: str, record_id: int) -> Sequence[str]:
    """The title of a record and its fields that are not blank, a line each."""
    view = await lanes.read(records.view, page_name, record_id)
    return (title(page_name, view), *field_lines(page_name, view))


def field_lines(page_name: str, view: View) -> list[str]:
    """The fields of a record that are not blank, a line each: `Language   ENG English`."""
    lines = []
    for name, about in columns.abouts(page_name).items():
        text = shown(about, view.values[name])
        if text and view.values[name] != 0:
            meaning = view.meanings.get(name, "")
            lines.append(f"{translate(about.caption):<20} {text} {meaning}".rstrip())
    return lines


def title(page_name: str, view: View) -> str:
    """What a record is called: its key and what describes it."""
    of = page(page_name)
    key = " ".join(view.text(of.name, name) for name in of.key)
    described = dictionary.described_by(of.model)
    words = "" if described is None else str(view.values[dictionary.name_of(described)] or "")
    return f"{key}  {words}".strip() or translate(of.caption)


def parts(of: Page) -> tuple[Page, ...]:
    """The pages whose records are parts of this page's records: the lines of a number series."""
    return tuple(one for one in PAGES if one.parent and parent_model(one) is of.model)


def parent_model(of: Page) -> object:
    """The model of the records that a page's records are parts of, or none."""
    return getattr(dictionary.field(of.model, of.parent), "rel_model", None) if of.parent else None


def owner_page(of: Page) -> Page:
    """The page of the records that a page's records are parts of."""
    return next(one for one in PAGES if one.model is parent_model(of))


def parent_attribute(of: Page) -> str:
    """The name under which a list of parts is opened for its parent."""
    return str(dictionary.field(of.model, of.parent).name)
