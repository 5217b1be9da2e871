"""Filters of lists: a field and an exact value, or a range `a..b` with either end left out."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models import dictionary, values
from models.about import About, Kind, Value
from models.errors import NotFoundError, RuleError
from models.pages import Page
from models.queries.columns import about as about_column
from models.queries.rows import Filter
from models.words import p_, translate

BLANK = "''"
"""What is typed for a blank value (domain.md 6.1)."""


def condition(of: Page, wanted: Filter) -> Any:
    """The condition that a filter sets.

    Raises `NotFoundError` for an unknown field and `RuleError` for an expression that means nothing.
    """
    known = about_column(of.name, wanted.field)
    if known.computed:
        raise RuleError(
            p_("error", "{field} is computed and cannot be filtered on yet.").format(
                field=translate(known.caption)
            ),
            field=wanted.field,
        )
    first, _, rest = wanted.field.partition(".")
    try:
        field: Any = dictionary.field(of.model, first)
    except KeyError:
        field = of.model.id  # type: ignore[attr-defined]
    if not isinstance(field, pw.ForeignKeyField):
        return _on(field, known, wanted.expression)
    inner = dictionary.field(field.rel_model, rest) if rest else _key(field.rel_model)
    expression = wanted.expression.strip()
    if expression in ("", BLANK) and not rest:
        return field.is_null()
    about = known if rest else _about_key(inner, known)
    return field.in_(field.rel_model.select(field.rel_model.id).where(_on(inner, about, expression)))


def _key(model: Any) -> Any:
    try:
        return dictionary.key_of(model)
    except KeyError:
        return model.id


def _about_key(field: Any, reference: About) -> About:
    return (
        dictionary.about(field)
        if field.verbose_name
        else About(reference.name, reference.caption, "", Kind.INTEGER)
    )


def _on(field: Any, known: About, expression: str) -> Any:
    low, dots, high = expression.partition("..")
    if not dots:
        return _equal(field, _value(known, expression))
    if not low.strip() and not high.strip():
        raise RuleError(
            p_("error", "{field}: a range needs a beginning or an end, such as a..b.").format(
                field=translate(known.caption)
            ),
            field=known.name,
        )
    bounds = [field >= _value(known, low)] if low.strip() else []
    bounds += [field <= _value(known, high)] if high.strip() else []
    return bounds[0] if len(bounds) == 1 else bounds[0] & bounds[1]


def _value(known: About, text: str) -> Value:
    bare = text.strip()
    return values.read(known, "" if bare == BLANK else bare.removeprefix("'").removesuffix("'"))


def _equal(field: Any, value: Value) -> Any:
    if value is None:
        return field.is_null()
    if isinstance(value, bool):
        return field if value else ~field
    return field == value


def context_condition(of: Page, name: str, record_id: int) -> Any:
    """The condition of a list opened for another record: the entries of a contact, a company's people.

    A company's log shows the entries of all its people (design.md 6).
    """
    own = {dictionary.name_of(f): f for f in of.model._meta.sorted_fields if f.verbose_name}
    for field in own.values():
        if isinstance(field, pw.ForeignKeyField) and field.name == name:
            return field == record_id
    raise NotFoundError(p_("error", "{page} cannot be opened for {name}.").format(page=of.name, name=name))
