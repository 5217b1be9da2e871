"""Columns of a list: from their names to what the database is asked for, and back to values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import peewee as pw

from models import dictionary
from models.about import About, Kind, Value
from models.errors import NotFoundError
from models.pages import Page, page
from models.queries.lists.computed import computed, load
from models.words import p_, translate


@cache
def abouts(page_name: str) -> dict[str, About]:
    """Every field of a page by name: its own, then its entry number, then the computed ones."""
    model = page(page_name).model
    found = {name: dictionary.about(field) for name, field in dictionary.fields(model).items()}
    for name in page(page_name).key:
        if name not in found:
            caption = " ".join(word.capitalize() for word in name.split("_")[:-1]) + " No."
            found = {name: About(name, caption, "", Kind.INTEGER, editable=False), **found}
    return {**found, **{name: field.about for name, field in computed(model).items() if name not in found}}


@cache
def about(page_name: str, path: str) -> About:
    """What is known about a column; `contact_no.name` is the name of the contact referred to.

    Raises `NotFoundError` for a field the page does not have.
    """
    first, _, rest = path.partition(".")
    known = abouts(page_name)
    if first not in known or (rest and not _can_follow(known[first].refers_to, rest)):
        raise NotFoundError(
            p_("error", "{page} has no field {field}; touchbase fields {page} lists them.").format(
                page=page_name, field=path
            ),
            field=path,
        )
    if not rest:
        return known[first]
    inner = about(known[first].refers_to, rest)
    owner = translate(known[first].caption).removesuffix(" No.").removesuffix(" Code")
    return replace(inner, name=path, caption=f"{owner} {translate(inner.caption)}", editable=False)


def _can_follow(page_name: str, rest: str) -> bool:
    """Whether records of a page have a stored field `rest`; a path goes through one reference only."""
    return bool(page_name) and rest in dictionary.fields(page(page_name).model)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the columns of a list are fetched: some selected, the others computed afterwards."""

    page: Page
    paths: tuple[str, ...]
    selected: tuple[Any, ...]
    """What is selected besides the key and the id."""
    places: tuple[int | str, ...]
    """Per column: the place among `selected`, or the name of a computed field."""
    joins: tuple[tuple[Any, Any], ...]
    """Aliases to join on the left, each with the reference that leads there."""

    def apply(self, query: Any) -> Any:
        """The query with the joins that the columns need."""
        for alias, reference in self.joins:
            query = query.join_from(self.page.model, alias, pw.JOIN.LEFT_OUTER, on=(alias.id == reference))
        return query

    def cells(self, ids: Sequence[int], rows: Sequence[Sequence[Value]]) -> list[tuple[Value, ...]]:
        """One tuple of values per row, in the order of the columns."""
        extra = {name: load(self.page.model, name, ids) for name in self.places if isinstance(name, str)}
        return [
            tuple(row[place] if isinstance(place, int) else extra[place][record] for place in self.places)
            for record, row in zip(ids, rows, strict=True)
        ]


def plan(of: Page, paths: Sequence[str]) -> Plan:
    """How to fetch the columns `paths` of a page; raises `NotFoundError` for one it does not have."""
    selected: list[Any] = []
    places: list[int | str] = []
    aliases: dict[str, Any] = {}
    joins: list[tuple[Any, Any]] = []

    def joined(name: str) -> Any:
        reference: Any = dictionary.field(of.model, name)
        if name not in aliases:
            aliases[name] = reference.rel_model.alias()
            joins.append((aliases[name], reference))
        return aliases[name]

    for path in paths:
        about(of.name, path)
        first, _, rest = path.partition(".")
        column = _column(of, first, rest, joined)
        if column is None:
            places.append(first)
        else:
            places.append(len(selected))
            selected.append(column)
    return Plan(of, tuple(paths), tuple(selected), tuple(places), tuple(joins))


def _column(of: Page, first: str, rest: str, joined: Any) -> Any:
    """What to select for a column, or none when it is computed."""
    own = dictionary.fields(of.model)
    if first not in own:
        return None if first in computed(of.model) else of.model.id  # type: ignore[attr-defined]
    field: Any = own[first]
    if not isinstance(field, pw.ForeignKeyField):
        return field
    if rest:
        return _readable(getattr(joined(first), dictionary.field(field.rel_model, rest).name))
    try:
        key = dictionary.key_of(field.rel_model)
    except KeyError:
        return field
    return getattr(joined(first), key.name)


def _readable(inner: Any) -> Any:
    """A field of a joined record; of a reference what people call the record that it leads to."""
    reference = inner.field
    if not isinstance(reference, pw.ForeignKeyField):
        return inner
    other: Any = reference.rel_model.alias()
    try:
        key = dictionary.key_of(reference.rel_model)
    except KeyError:
        return inner
    return other.select(getattr(other, key.name)).where(other.id == inner)
