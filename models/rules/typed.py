"""Typed texts become what is stored: by the dictionary of a page, before any rule of a concept."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from models import dictionary, values
from models.about import About, Kind, Value
from models.base import tuples
from models.contact import Contact
from models.errors import NotFoundError, RuleError
from models.pages import Page, page
from models.queries import companies, records
from models.queries.lists import columns
from models.words import p_, translate


def read_all(of: Page, typed: Mapping[str, str], old: Mapping[str, Any]) -> dict[str, Any]:
    """Typed texts by field name as stored values by attribute; `old` is what is stored now.

    Raises `RuleError` naming the field that is wrong, or that the program writes itself, and
    `NotFoundError` for one that the page does not have.
    """
    given: dict[str, Any] = {}
    for name, text in typed.items():
        about = columns.about(of.name, name)
        own = dictionary.fields(of.model).get(name)
        if own is None or not about.editable:
            raise RuleError(
                p_("error", "{field} is written by the program and cannot be changed.").format(
                    field=translate(about.caption)
                ),
                field=name,
            )
        given[own.name] = read_one(of, about, text, old.get(own.name))
    return given


def read_one(of: Page, about: About, text: str, shown: Value) -> Value:
    """What one typed text is stored as; a reference as the id of its record.

    `shown` is the value that stands in the field. Raises `RuleError` naming the field.
    """
    value = values.read(about, text, shown=shown)
    field: Any = dictionary.field(of.model, about.name)
    if about.kind is Kind.REFERENCE:
        return _referred(field, about, str(value), shown)
    if isinstance(value, int | Decimal):
        _check_range(about, value, getattr(field, "least", None), getattr(field, "most", None))
    return value


def _check_range(about: About, value: int | Decimal, least: int | None, most: int | None) -> None:
    caption = translate(about.caption)
    if least is not None and value < least:
        told = p_("error", "{field} must be at least {least}.")
        raise RuleError(told.format(field=caption, least=least), field=about.name)
    if most is not None and value > most:
        told = p_("error", "{field} must be at most {most}.")
        raise RuleError(told.format(field=caption, most=most), field=about.name)


def check(page_name: str, name: str, text: str, *, record_id: int = 0) -> str:
    """What is wrong with a typed text on its own, as a sentence; blank when nothing is.

    `record_id` is the record in the form, whose stored value is never wrong; 0 for a new one.
    """
    of = page(page_name)
    try:
        about = columns.about(page_name, name)
        if about.required and not text.strip():
            return missing(about)
        read_one(of, about, text, _stored(of, name, record_id))
    except (RuleError, NotFoundError) as error:
        return str(error)
    return ""


def missing(about: About) -> str:
    """The sentence about a mandatory field that is blank."""
    return p_("error", "{field} must not be blank.").format(field=translate(about.caption))


def _stored(of: Page, name: str, record_id: int) -> Value:
    if not record_id:
        return None
    model: Any = of.model
    found = tuples(model.select(dictionary.field(model, name)).where(model.id == record_id))
    return found[0][0] if found else None


def _referred(field: Any, about: About, key: str, shown: Value) -> int | None:
    if not key:
        return None
    found = companies.meant(key) if field is Contact.company else records.refer(field.rel_model, key)
    if found is None:
        raise RuleError(
            p_("error", "{field}: there is no {key} on page {page}.").format(
                field=translate(about.caption), key=key, page=about.refers_to
            ),
            field=about.name,
        )
    if found != shown and "blocked" in field.rel_model._meta.fields:
        blocked = tuples(field.rel_model.select(field.rel_model.blocked).where(field.rel_model.id == found))
        if blocked[0][0]:
            raise RuleError(
                p_("error", "{field}: {key} is blocked and not offered any more.").format(
                    field=translate(about.caption), key=key.upper()
                ),
                field=about.name,
            )
    return found
