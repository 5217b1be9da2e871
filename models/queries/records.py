"""One record: finding it by what people call it, and reading all its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import Any

import peewee as pw

from models import dictionary, values
from models.about import Value
from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.errors import NotFoundError
from models.pages import Page, page
from models.queries.lists import columns
from models.queries.lists.orders import Stretch
from models.queries.lists.rows import Choice
from models.searching import words_of
from models.text import sort_key
from models.words import p_

_LONGEST_ID = 18
"""Digits of a number that both engines can compare with an id."""
_MOST_WAYS = 50


@dataclass(frozen=True, slots=True)
class View:
    """One record as people see it."""

    id: int
    version: int
    values: Mapping[str, Value]
    """Every field of the page by name; references as the code or number people type."""
    meanings: Mapping[str, str]
    """What the references mean: `salesperson_code` to the salesperson's name."""

    def text(self, page_name: str, name: str) -> str:
        """A field as text that can be typed again."""
        return values.write(columns.about(page_name, name), self.values[name])


@reading
def view(page_name: str, record_id: int) -> View:
    """One record with all its fields; raises `NotFoundError` when it is gone."""
    of = page(page_name)
    model: Any = of.model
    names = tuple(columns.abouts(page_name))
    plan = columns.plan(of, names)
    found = tuples(plan.apply(model.select(model.version, *plan.selected)).where(model.id == record_id))
    if not found:
        raise NotFoundError(
            p_("error", "The record was deleted meanwhile (page {page}).").format(page=of.name)
        )
    (cells,) = plan.cells([record_id], [found[0][1:]])
    known = dict(zip(names, cells, strict=True))
    return View(record_id, int(found[0][0]), known, _meanings(of, record_id))


def _meanings(of: Page, record_id: int) -> dict[str, str]:
    paths = {
        name: f"{name}.{dictionary.name_of(described)}"
        for name, field in dictionary.fields(of.model).items()
        if isinstance(field, pw.ForeignKeyField)
        and (described := dictionary.described_by(field.rel_model)) is not None
    }
    model: Any = of.model
    plan = columns.plan(of, tuple(paths.values()))
    if not paths:
        return {}
    (row,) = tuples(plan.apply(model.select(*plan.selected)).where(model.id == record_id))
    return {name: text or "" for name, text in zip(paths, row, strict=True)}


@reading
def find(page_name: str, key: str) -> int:
    """The id of the record that people call `key`, parts joined by `/`; raises `NotFoundError`.

    A code may have a slash of its own: every way to take the key apart is tried.
    """
    of = page(page_name)
    if of.single:
        return 1
    for parts in _taken_apart(key, len(of.key)):
        found = _found(of, parts)
        if found is not None:
            return found
    if not key.strip():
        told = p_("error", "Nothing was named: say which record of page {page} is meant.")
        raise NotFoundError(told.format(page=of.name))
    raise NotFoundError(p_("error", "There is no {key} on page {page}.").format(key=key, page=of.name))


def _taken_apart(key: str, number: int) -> Iterator[list[str]]:
    """The ways to take a key apart into so many parts at its slashes."""
    pieces = key.split("/")
    for cuts in islice(combinations(range(1, len(pieces)), number - 1), _MOST_WAYS):
        ends = (*cuts, len(pieces))
        yield ["/".join(pieces[start:end]) for start, end in zip((0, *cuts), ends, strict=True)]


def _found(of: Page, parts: Sequence[str]) -> int | None:
    """The id of the record with these parts of a key, or none."""
    model: Any = of.model
    own = dictionary.fields(model)
    conditions: list[Any] = []
    for name, part in zip(of.key, parts, strict=True):
        if name not in own:
            conditions.append(model.id == _number(part))
        elif isinstance(own[name], pw.ForeignKeyField):
            conditions.append(own[name] == _refer(own[name], part) if part else own[name].is_null())
        else:
            conditions.append(own[name] == values.read(columns.about(of.name, name), part))
    conditions += [
        getattr(model, name) if value else ~getattr(model, name) for name, value in of.where.items()
    ]
    found = tuples(model.select(model.id).where(*conditions).limit(1))
    return int(found[0][0]) if found else None


def _number(text: str) -> int:
    """A typed id; -1, which no record has, for a text that is none or that no engine takes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else -1


def _refer(field: Any, key: str) -> int:
    return refer(field.rel_model, key) or -1


@reading
def refer(model: Any, key: str) -> int | None:
    """The id of the record of `model` with exactly this code or number, or none."""
    try:
        field: Any = dictionary.key_of(model)
    except KeyError:
        return _number(key) if model.one(_number(key)) else None
    found = tuples(model.select(model.id).where(field == key.strip().upper()))
    return int(found[0][0]) if found else None


@reading
def look_up(
    page_name: str, text: str, limit: int = 8, *, only: Sequence[int] | None = None, **fixed: int
) -> list[Choice]:
    """What a look-up field offers for `text`: codes that begin with it, then names that do, then such words.

    Records without a code, such as attachments, are offered by number and words, the newest first.
    Blocked records are not offered (design.md 3.7). `only` narrows to these ids; `fixed` to records with
    these values, such as `type=0` for companies.
    """
    of = page(page_name)
    model: Any = of.model
    allowed: list[Any] = [model.id.in_(only)] if only is not None else []
    allowed += [getattr(model, name) == value for name, value in fixed.items()]
    if "blocked" in model._meta.fields:
        allowed.append(~model.blocked)
    try:
        key: Any = dictionary.key_of(model)
    except KeyError:
        return _numbered(model, text, allowed, limit)
    begins = clean_code(text)
    by_code = _offered(model, key, [*allowed, key >= begins, key < begins + "\U0010ffff"], key, limit)
    if not words_of(text) or len(by_code) >= limit:
        return by_code
    found = {choice.id: choice for choice in by_code}
    order = Contact.sort_name if model is Contact else key
    begins = sort_key(text)
    if model is Contact:
        named = [*allowed, order >= begins, order < begins + "\U0010ffff"]
        found |= {choice.id: choice for choice in _offered(model, key, named, order, limit + len(found))}
    if len(found) < limit:
        from models.queries.lists.search import matches  # lists start without what only look-ups need

        most = limit + len(found)
        met = matches(model, text, Stretch(most, order))
        by_word = _offered(model, key, [*allowed, met], order, most)
        found |= {choice.id: choice for choice in by_word}
    return list(found.values())[:limit]


def clean_code(text: str) -> str:
    """A typed text as the beginning of a code."""
    return text.strip().upper()


def _numbered(model: Any, text: str, allowed: list[Any], limit: int) -> list[Choice]:
    """The records that are known by their number which `text` names, or that have its words."""
    from models.queries.lists.search import matches

    named = (model.id == _number(text.strip())) | matches(model, text) if text.strip() else True
    found = _offered(model, model.id, [*allowed, named], model.id.desc(), limit)
    return [replace(choice, code=str(choice.id)) for choice in found]


def _offered(model: Any, key: Any, where: list[Any], order: Any, limit: int) -> list[Choice]:
    described: Any = dictionary.described_by(model)
    extra = [Contact.company_name, Contact.phone_no] if model is Contact else []
    query = model.select(model.id, key, *([described] if described else [pw.Value("")]), *extra)
    return [
        Choice(record, code, text, tuple(rest))
        for record, code, text, *rest in tuples(query.where(*where).order_by(order, model.id).limit(limit))
    ]
