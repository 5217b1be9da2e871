"""The dictionary of a model: its fields under the names that people, files and the shell use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import peewee as pw

from models.about import About, Kind, snake
from models.base import Record

Model = type[pw.Model]


@cache
def fields(model: Model) -> Mapping[str, pw.Field[object]]:
    """The fields of `model` that people know, by name (`salesperson_code`), in the order of the model."""
    return {name_of(field): field for field in model._meta.sorted_fields if field.verbose_name}


def field(model: Model, name: str) -> pw.Field[object]:
    """The field of `model` called `name`; raises `KeyError` when there is none."""
    return fields(model)[name]


@cache
def name_of(field: pw.Field[object]) -> str:
    """The name under which people know a field."""
    return snake(str(field.verbose_name))


@cache
def about(field: pw.Field[object]) -> About:
    """What is known about a field."""
    kind: Kind = getattr(field, "kind", Kind.INTEGER)
    refers_to = _page_of(field.rel_model) if isinstance(field, pw.ForeignKeyField) else ""
    return About(
        name=name_of(field),
        caption=str(field.verbose_name) if not hasattr(field.verbose_name, "context") else field.verbose_name,
        tip=field.help_text or "",
        kind=kind,
        length=getattr(field, "max_length", 0) or 0,
        required=bool(getattr(field, "required", False)),
        choices=tuple(field.choices or ()) if kind is Kind.OPTION else (),
        refers_to=refers_to,
        editable=refers_to != "attachments",  # Files are imported; their numbers are not typed.
    )


def _page_of(model: Model) -> str:
    from models.pages import page_of

    return page_of(model).name


@cache
def key_of(model: Model) -> pw.Field[object]:
    """The field whose text names a record of `model` to people: its code, number or user id.

    Raises `KeyError` for a model whose records have no such name of their own.
    """
    known = fields(model)
    for name in ("code", "no", "user_id"):
        if name in known and not isinstance(known[name], pw.ForeignKeyField):
            return known[name]
    raise KeyError(model.__name__)


@cache
def described_by(model: Model) -> pw.Field[object] | None:
    """The field that says what a record is: its name or description."""
    known = fields(model)
    return known.get("name") or known.get("description")


def references_to(model: Model) -> list[pw.ForeignKeyField[object]]:
    """The fields of all tables that refer to records of `model` and would stop their deletion."""
    return [
        field
        for field in model._meta.backrefs
        if field.on_delete == "RESTRICT" and issubclass(field.model, pw.Model)
    ]


__all__ = ["Record", "about", "described_by", "field", "fields", "key_of", "name_of", "references_to"]
