"""What still uses a record, and what people call it."""

from __future__ import annotations

from typing import Any

from models import dictionary, values
from models.base import tuples
from models.errors import NotFoundError, RuleError
from models.pages import Page, page, page_of
from models.queries.lists import columns
from models.words import np_, p_, translate


def describe(page_name: str, record_id: int) -> str:
    """What people call a record: its code or number; the caption of the page when there is only one.

    Raises `NotFoundError` when it is gone.
    """
    of = page(page_name)
    if not of.key:
        return translate(of.caption)
    model: Any = of.model
    plan = columns.plan(of, of.key)
    found = tuples(plan.apply(model.select(*plan.selected)).where(model.id == record_id))
    if not found:
        raise NotFoundError(
            p_("error", "The record was deleted meanwhile (page {page}).").format(page=of.name)
        )
    (cells,) = plan.cells([record_id], [tuple(found[0])])
    return "/".join(text_of(page_name, name, value) for name, value in zip(of.key, cells, strict=True))


def text_of(page_name: str, name: str, value: Any) -> str:
    """A value of a column as people read it."""
    return values.write(columns.about(page_name, name), value)


def refuse_used(of: Page, record_id: int) -> None:
    """Raise a `RuleError` that names the record and what refers to it, if anything does (design.md 3.7).

    Records that can be blocked are said to be so.
    """
    for field in dictionary.references_to(of.model):
        number = field.model.select().where(field == record_id).count()
        if not number:
            continue
        sentence = np_(
            "error",
            "{record} is used by {number} record of {table} and cannot be deleted.",
            "{record} is used by {number} records of {table} and cannot be deleted.",
            number,
        ).format(record=describe(of.name, record_id), number=number, table=_caption(field.model))
        if "blocked" in of.model._meta.fields:
            sentence += " " + p_("error", "Block it instead: it is not offered any more then.")
        raise RuleError(sentence)


def _caption(model: Any) -> str:
    return translate(page_of(model).caption)
