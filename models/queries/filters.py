"""Filters of lists: a field and an exact value, or a range `a..b` with either end left out."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any

import peewee as pw

from models import dictionary, values
from models.about import About, Kind, Value
from models.enums import DeliveryStatus, Status
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.pages import Page
from models.queries.columns import about as about_column
from models.queries.mine import is_mine
from models.queries.rows import Filter
from models.words import p_, translate

BLANK = "''"
"""What is typed for a blank value (domain.md 6.1)."""


def condition(of: Page, wanted: Filter) -> Any:
    """The condition that a filter sets.

    Raises `NotFoundError` for an unknown field and `RuleError` for an expression that means nothing.
    """
    known = about_column(of.name, wanted.field)
    if not can_filter(of, known):
        raise RuleError(
            p_("error", "{field} is computed and cannot be filtered on yet.").format(
                field=translate(known.caption)
            ),
            field=wanted.field,
        )
    expression = wanted.expression.strip()
    if known.computed:
        return _COMPUTED[known.name](known, expression)
    first, _, rest = wanted.field.partition(".")
    field: Any = dictionary.fields(of.model).get(first, of.model.id)  # type: ignore[attr-defined]
    if rest:
        referred = field.rel_model
        inner = _met(dictionary.field(referred, rest), known, expression)
        return field.in_(referred.select(referred.id).where(inner))
    return _met(field, known, expression)


def can_filter(of: Page, known: About) -> bool:
    """Whether a list of a page can be filtered on a field: computed ones only where rows tell them."""
    return not known.computed or (of.model is Entry and known.name in _COMPUTED)


def _met(field: Any, known: About, expression: str) -> Any:
    """The condition on a field; on a reference by what people call the record that it leads to."""
    if field is Entry.date:
        return _on_days(known, expression)
    if not isinstance(field, pw.ForeignKeyField):
        return _on(field, known, expression)
    if expression in ("", BLANK):
        return field.is_null()
    referred: Any = field.rel_model
    key = _key(referred)
    return field.in_(referred.select(referred.id).where(_on(key, _about_key(key, known), expression)))


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
    bounds = _range(known, expression)
    if bounds is None:
        return _equal(field, _value(known, expression))
    low, high = bounds
    if low is None:
        return field <= high
    return field >= low if high is None else (field >= low) & (field <= high)


def _on_days(known: About, expression: str) -> Any:
    """The condition on the date of log entries, said also of the moment that orders and indexes them."""
    found = _on(Entry.date, known, expression)
    day = None if ".." in expression else _value(known, expression)
    low, high = _range(known, expression) or (day, day)
    if isinstance(low, dt.date):
        found &= Entry.occurred >= occurred(low, None)
    if isinstance(high, dt.date):
        found &= Entry.occurred <= occurred(high, dt.time.max)
    return found


def _on_status(known: About, expression: str) -> Any:
    low, high = _range(known, expression) or (_value(known, expression),) * 2
    chosen = [
        status
        for status in Status
        if (low is None or int(str(low)) <= status) and (high is None or status <= int(str(high)))
    ]
    return reduce(or_, map(_with_status, chosen)) if chosen else pw.Value(False)


def _with_status(status: Status) -> Any:
    """The entries with a status, as `status_of` tells it."""
    if status is Status.POSTPONED:
        return Entry.postponed
    if status is Status.CANCELED:
        return ~Entry.postponed & Entry.canceled
    counts = ~Entry.postponed & ~Entry.canceled
    sending = {Status.BEING_SENT: DeliveryStatus.IN_PROGRESS, Status.ERROR: DeliveryStatus.ERROR}
    if status in sending:
        return counts & (Entry.delivery_status == sending[status])
    failed = Entry.attempt_failed if status is Status.ATTEMPT_FAILED else ~Entry.attempt_failed
    return counts & (Entry.delivery_status == DeliveryStatus.BLANK) & failed


def _on_success(known: About, expression: str) -> Any:
    return ~Entry.attempt_failed if _value(known, expression) else Entry.attempt_failed


def _on_mine(known: About, expression: str) -> Any:
    return is_mine() if _value(known, expression) else ~is_mine()


_COMPUTED = {"status": _on_status, "successful": _on_success, "mine": _on_mine}
"""The computed fields of log entries that their own columns tell (design.md 3.17)."""


def _range(known: About, expression: str) -> tuple[Value, Value] | None:
    """The ends of `a..b`, none for an end left out; none for an expression that is no range."""
    if _is_quoted(expression) or ".." not in expression:
        return None
    low, _, high = expression.partition("..")
    if not low.strip() and not high.strip():
        raise RuleError(
            p_("error", "{field}: a range needs a beginning or an end, such as a..b.").format(
                field=translate(known.caption)
            ),
            field=known.name,
        )
    return (
        _value(known, low) if low.strip() else None,
        _value(known, high) if high.strip() else None,
    )


def _is_quoted(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == "'" and "'" not in text[1:-1]


def _value(known: About, text: str) -> Value:
    """The value of an expression; quotes around it only protect what is in them (domain.md 6.1)."""
    bare = text.strip()
    return values.read(known, bare[1:-1] if _is_quoted(bare) else bare)


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
