"""Filters of lists: which column an expression is about, and the condition it sets (domain.md 6.1, 6.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import peewee as pw

from models import dictionary
from models.about import About, Kind, snake
from models.contact import Contact
from models.enums import DeliveryStatus
from models.errors import NotFoundError
from models.filters.meaning import Meaning, OnLine
from models.filters.reading import read, renamed
from models.filters.spans import Spans
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.pages import Page
from models.queries.lists.columns import about as about_column
from models.queries.lists.columns import abouts
from models.queries.lists.computed import computed
from models.queries.lists.reaching import reaching
from models.queries.lists.rows import Filter
from models.salesperson import Salesperson
from models.user import User
from models.who import who
from models.words import p_, translate

_SELDOM = {
    (Entry, "delivery_status"): "0",
    (Entry, "document_no"): "''",
    (Entry, "segment_no"): "''",
    (Entry, "task_no"): "''",
    (Entry, "opportunity_no"): "''",
    (Contact, "email"): "''",
    (Contact, "external_id"): "''",
}
"""Fields with an index of only what is filled, and their blank as SQL: a condition serves it that says so."""


_SETTLED = {(Entry, "delivery_status"): (int(DeliveryStatus.SENT), "3")}
"""Another value that such an index leaves out, and the same as SQL."""


def condition(of: Page, wanted: Filter) -> Any:
    """The condition that a filter sets.

    Small tables and few records that a reference may lead to are asked for at once, so this belongs into the
    question it is for. Raises `NotFoundError` for a field the page does not have and `FilterError` for an
    expression that means nothing.
    """
    path = named(of, wanted.field)
    known = about_column(of.name, path)
    meaning = understood(of, wanted)
    first, _, rest = path.partition(".")
    own = dictionary.fields(of.model)
    if first not in own:
        found = computed(of.model).get(first) if known.computed else None
        return found.measure.met(meaning) if found else meaning.met(of.model.id)  # type: ignore[attr-defined]
    field: Any = own[first]
    if not rest:
        return _on_days(of, meaning) if field is Entry.date else _met(field, field, meaning)
    inner: Any = dictionary.field(field.rel_model, rest)
    return reaching(
        field,
        field.rel_model,
        lambda other: _met(getattr(other, inner.name), inner, meaning),
        or_blank=meaning.holds_blank,
    )


def checked(of: Page, wanted: Filter) -> None:
    """Raise what `condition` would raise for this filter, without asking the database."""
    understood(of, wanted)


def meaning(of: Page, wanted: Filter) -> str:
    """What an expression is read as, in words, numbers and ISO dates: "2026-10-01..2026-10-31".

    Raises as `checked` does.
    """
    return understood(of, wanted).said()


def understood(of: Page, wanted: Filter) -> Meaning:
    """What a filter means, as a test of values; raises as `checked` does."""
    path = named(of, wanted.field)
    known = about_column(of.name, path)
    field = _field(of, path)
    mine = _my_salesperson if _is_salesperson(field) else None
    return read(typed_as(known), wanted.expression, mine=mine)


def named(of: Page, field: str) -> str:
    """The name of the field that people call so, by its caption too; the text itself when there is none."""
    known = abouts(of.name)
    if field.partition(".")[0] in known:
        return field
    if snake(field) in known:
        return snake(field)
    here = field.casefold()
    return next((name for name in known if translate(known[name].caption).casefold() == here), field)


def typed_as(known: About) -> About:
    """What is typed in the filter of a field: for a reference the code, or the number, of a record."""
    if known.kind is not Kind.REFERENCE:
        return known
    from models.pages import page

    try:
        key = dictionary.about(dictionary.key_of(page(known.refers_to).model))
    except KeyError:
        key = About(known.name, known.caption, known.tip, Kind.INTEGER)
    return renamed(known, key)


def can_filter(of: Page, known: About) -> bool:
    """Whether a list of a page can be filtered on a field: every field it has."""
    return not known.computed or known.name in computed(of.model)


def context_condition(of: Page, name: str, record_id: int) -> Any:
    """The condition of a list opened for another record: the entries of a contact, a company's people.

    A company's log shows the entries of all its people (design.md 6).
    """
    own = {dictionary.name_of(f): f for f in of.model._meta.sorted_fields if f.verbose_name}
    for field in own.values():
        if isinstance(field, pw.ForeignKeyField) and field.name == name:
            return field == record_id
    raise NotFoundError(p_("error", "{page} cannot be opened for {name}.").format(page=of.name, name=name))


def _met(column: Any, field: Any, meaning: Meaning) -> Any:
    """The condition on a stored field, which stands in `column`."""
    if not isinstance(field, pw.ForeignKeyField):
        met = meaning.met(column)
        blank = _SELDOM.get((field.model, field.name))
        if blank is None or meaning.holds_blank:
            return met
        value, settled = _SETTLED.get((field.model, field.name), (None, ""))
        if settled and not meaning.holds(value):
            met = (column != pw.SQL(settled)) & met
        return (column != pw.SQL(blank)) & met
    referred: Any = field.rel_model
    try:
        key = dictionary.key_of(referred).name
    except KeyError:
        met = meaning.met(column)
        return met | column.is_null() if meaning.holds_blank else met
    return reaching(
        column, referred, lambda other: meaning.met(getattr(other, key)), or_blank=meaning.holds_blank
    )


def _on_days(of: Page, meaning: Meaning) -> Any:
    """The condition on the date of log entries, said also of the moment that orders and indexes them."""
    met = meaning.met(Entry.date)
    if not isinstance(meaning, OnLine):
        return met
    dated = meaning.numbers
    if of.where.get("postponed") is False:
        # What is logged has a date, so the blank that a filter may let pass is not there.
        dated = dated.without(Spans.points([meaning.scale.blank]))
        met = replace(meaning, numbers=dated).met(Entry.date)
    if not dated or meaning.scale.blank in dated:
        return met
    if dated.low > dt.date.min.toordinal():
        met &= Entry.occurred >= occurred(dt.date.fromordinal(dated.low), None)
    if dated.high < meaning.scale.most:
        met &= Entry.occurred <= occurred(dt.date.fromordinal(dated.high), dt.time.max)
    return met


def _field(of: Page, path: str) -> Any:
    """The stored field at the end of a path, or none."""
    first, _, rest = path.partition(".")
    field: Any = dictionary.fields(of.model).get(first)
    return dictionary.field(field.rel_model, rest) if field is not None and rest else field


def _is_salesperson(field: Any) -> bool:
    """Whether the codes of salespeople are typed in a field."""
    return field is Salesperson.code or getattr(field, "rel_model", None) is Salesperson


def _my_salesperson() -> Any:
    """The code of the salesperson whose user is at work, if there is one."""
    return (
        User.select(Salesperson.code)
        .join(Salesperson, on=(User.salesperson == Salesperson.id))
        .where(User.user_id == who().user.upper()[:50])
    )
