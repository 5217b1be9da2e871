"""Creating, changing and deleting records of any page from what people typed.

Lengths, options, references and mandatory marks come from the dictionary, a concept's own rules from `hooks`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import peewee as pw

from models import dictionary, values
from models.about import About, Kind, Value
from models.base import tuples
from models.database import unit
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.pages import Page, page
from models.queries import columns, records
from models.rules import hooks, undo
from models.rules.hooks import Change
from models.rules.snapshots import Snapshot, restore, take
from models.text import fold
from models.words import np_, p_, translate


@dataclass(frozen=True, slots=True)
class Done:
    """A record that was stored."""

    id: int
    version: int
    notes: tuple[str, ...] = ()
    """Sentences for the person that are no errors."""


def create(page_name: str, typed: Mapping[str, str], *, parent: int = 0) -> Done:
    """Create a record from typed texts by field name; `parent` is the record it belongs to.

    Raises `RuleError` naming the field that is wrong.
    """
    done = _create(page_name, typed, parent)
    label = p_("undo", "created {record}").format(record=describe(page_name, done.id))
    undo.remember(label, lambda: _take_back_creation(page_name, done))
    return done


def change(
    page_name: str,
    record_id: int,
    version: int,
    typed: Mapping[str, str],
    *,
    was: Mapping[str, str] | None = None,
) -> Done:
    """Change the fields in `typed` of a record that was read at `version`, 0 for whatever stands now.

    `was` holds the texts of the fields as they were read. Raises `RuleError` naming the field that is wrong,
    and `ChangedElsewhereError` when somebody else changed one of the same fields meanwhile; what only they
    changed stays as they left it (design.md 2).
    """
    label = p_("undo", "changed {record}").format(record=describe(page_name, record_id))
    done, old = _change(page_name, record_id, version, typed, was or {})
    if old:
        undo.remember(label, lambda: _take_back_change(page_name, done, old))
    return done


def delete(page_name: str, ids: Sequence[int]) -> int:
    """Delete records with what belongs to them, all or none; returns how many.

    Raises `RuleError` that names the record and what still uses it.
    """
    label = _delete_label(page_name, ids)
    snapshot = _delete(page_name, tuple(ids))
    undo.remember(label, lambda: restore(snapshot))
    return len(ids)


def describe(page_name: str, record_id: int) -> str:
    """What people call a record: its page in the singular is not needed, its code or number is enough."""
    of = page(page_name)
    view = records.view(page_name, record_id)
    return "/".join(view.text(page_name, name) for name in of.key) or translate(of.caption)


def check(page_name: str, name: str, text: str) -> str:
    """What is wrong with a typed text on its own, as a sentence; blank when nothing is."""
    about = columns.about(page_name, name)
    try:
        if about.required and not text.strip():
            return _missing(about)
        _read_one(page(page_name), about, text, None)
    except (RuleError, NotFoundError) as error:
        return str(error)
    return ""


@unit
def _create(page_name: str, typed: Mapping[str, str], parent: int) -> Done:
    of = page(page_name)
    if of.single or of.read_only:
        raise RuleError(p_("error", "Nothing can be created on page {page}.").format(page=of.name))
    given = _read_all(of, typed, {})
    model: Any = of.model
    new = {**_blank_record(model), **given}
    if parent and of.parent:
        new[dictionary.field(model, of.parent).name] = parent
    change = Change(model, 0, {}, new, frozenset(given), parent)
    hooks.run_before(change)
    _check_whole(of, change)
    change.id = model.add(**_stored(model, change.new))
    hooks.run_after(change)
    return Done(change.id, 1, tuple(change.notes))


@unit
def _change(
    page_name: str, record_id: int, version: int, typed: Mapping[str, str], was: Mapping[str, str]
) -> tuple[Done, dict[str, Any]]:
    of = page(page_name)
    if of.read_only:
        raise RuleError(p_("error", "Records of page {page} cannot be changed.").format(page=of.name))
    old = _row(of, record_id, typed)
    given = _read_all(of, typed, old)
    if version not in (old["version"], 0):
        _refuse_conflict(of, record_id, old, given, was)
    change = Change(of.model, record_id, old, {**old, **given}, frozenset(given))
    hooks.run_before(change)
    _check_whole(of, change)
    moved = {name: value for name, value in _stored(of.model, change.new).items() if value != old.get(name)}
    if not moved:
        return Done(record_id, old["version"]), {}
    _conditional_update(of, record_id, old["version"], moved)
    hooks.run_after(change)
    before = {name: old[name] for name in moved}
    return Done(record_id, old["version"] + 1, tuple(change.notes)), before


@unit
def _delete(page_name: str, ids: tuple[int, ...]) -> Snapshot:
    of = page(page_name)
    if of.single or of.read_only:
        raise RuleError(p_("error", "Nothing can be deleted on page {page}.").format(page=of.name))
    snapshot: Snapshot = []
    for record_id in ids:
        snapshot += take(of.model, record_id)
        hooks.run_deleting(of.model, record_id)
        _refuse_used(of, record_id)
        model: Any = of.model
        if not model.delete().where(model.id == record_id).execute():
            raise NotFoundError(
                p_("error", "The record was deleted meanwhile (page {page}).").format(page=of.name)
            )
    return snapshot


def _row(of: Page, record_id: int, mine: Mapping[str, str]) -> dict[str, Any]:
    model: Any = of.model
    found = model.select().where(model.id == record_id).dicts().first()
    if not found:
        raise ChangedElsewhereError(
            p_("error", "The record was deleted meanwhile; save it as a new one to keep what you typed."),
            mine=dict(mine),
            theirs=None,
        )
    return dict(found)


def _blank_record(model: Any) -> dict[str, Any]:
    skipped = ("id", "version", "created_at", "created_by", "changed_at", "changed_by")
    return {
        field.name: field.default() if callable(field.default) else field.default
        for field in model._meta.sorted_fields
        if field.name not in skipped
    }


def _read_all(of: Page, typed: Mapping[str, str], old: Mapping[str, Any]) -> dict[str, Any]:
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
        given[own.name] = _read_one(of, about, text, old.get(own.name))
    return given


def _read_one(of: Page, about: About, text: str, shown: Value) -> Value:
    """What a typed text is stored as; a reference as the id of its record."""
    value = values.read(about, text, shown=shown)
    field: Any = dictionary.field(of.model, about.name)
    if about.kind is Kind.REFERENCE:
        return _referred(field, about, str(value), shown)
    least = getattr(field, "least", None)
    if least is not None and isinstance(value, int | Decimal) and value < least:
        raise RuleError(
            p_("error", "{field} must be at least {least}.").format(
                field=translate(about.caption), least=least
            ),
            field=about.name,
        )
    return value


def _referred(field: Any, about: About, key: str, shown: Value) -> int | None:
    if not key:
        return None
    found = records.refer(field.rel_model, key)
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
                    field=translate(about.caption), key=key
                ),
                field=about.name,
            )
    return found


def _check_whole(of: Page, change: Change) -> None:
    """Mandatory fields are filled and no other record has the same key; the search text follows."""
    for name, field in dictionary.fields(of.model).items():
        about = columns.about(of.name, name)
        if about.required and change.new.get(field.name) in (None, ""):
            raise RuleError(_missing(about), field=name)
    _refuse_twin(of, change)
    searched = getattr(of.model, "searched", ())
    if "search_text" in of.model._meta.fields and of.model.__name__ != "Contact":
        words = " ".join(str(change.new.get(name) or "") for name in searched)
        change.new["search_text"] = fold(words)[:250]


def _missing(about: About) -> str:
    return p_("error", "{field} must not be blank.").format(field=translate(about.caption))


def _refuse_twin(of: Page, change: Change) -> None:
    """Another record with the same key is refused by name, before the database refuses it by constraint."""
    model: Any = of.model
    own = dictionary.fields(model)
    if any(name not in own for name in of.key) or not of.key:
        return
    keys = [own[name] for name in of.key]
    if change.id and not change.changed(*(field.name for field in keys)):
        return
    conditions = [
        field.is_null() if change.new[field.name] is None else field == change.new[field.name]
        for field in keys
    ]
    if tuples(model.select(model.id).where(*conditions, model.id != change.id)):
        first = columns.about(of.name, of.key[-1])
        raise RuleError(
            p_("error", "{field} {key} exists already.").format(
                field=translate(first.caption), key=change.new[keys[-1].name]
            ),
            field=of.key[-1],
        )


def _stored(model: Any, new: Mapping[str, Any]) -> dict[str, Any]:
    fixed = ("id", "version", "created_at", "created_by", "changed_at", "changed_by")
    return {name: value for name, value in new.items() if name in model._meta.fields and name not in fixed}


def _refuse_conflict(
    of: Page, record_id: int, old: Mapping[str, Any], given: Mapping[str, Any], was: Mapping[str, str]
) -> None:
    """A field that both changed is a conflict; without `was` every field of mine that differs may be one."""
    view = records.view(of.name, record_id)
    names = {field.name: name for name, field in dictionary.fields(of.model).items()}
    both = [
        names[name]
        for name, value in given.items()
        if old[name] != value and was.get(names[name]) != view.text(of.name, names[name])
    ]
    if not both:
        return
    captions = ", ".join(translate(columns.about(of.name, name).caption) for name in both)
    mine = {names[name]: value for name, value in given.items()}
    raise ChangedElsewhereError(
        p_("error", "Somebody else changed {fields} meanwhile; choose which to keep.").format(
            fields=captions
        ),
        mine={name: mine[name] for name in both},
        theirs={name: view.text(of.name, name) for name in both},
        version=old["version"],
    )


def _conditional_update(of: Page, record_id: int, version: int, moved: Mapping[str, Any]) -> None:
    model: Any = of.model
    hit = model.update(**moved).where((model.id == record_id) & (model.version == version)).execute()
    if not hit:
        raise ChangedElsewhereError(
            p_("error", "Somebody else changed the record at this moment; save again."),
            mine=dict(moved),
            theirs={},
        )


def _refuse_used(of: Page, record_id: int) -> None:
    for field in dictionary.references_to(of.model):
        number = field.model.select(pw.fn.COUNT("*")).where(field == record_id).scalar()
        if not number:
            continue
        blockable = "blocked" in of.model._meta.fields
        raise RuleError(
            np_(
                "error",
                "{record} is used by {number} record ({table}).",
                "{record} is used by {number} records ({table}).",
                number,
            ).format(record=describe(of.name, record_id), number=number, table=_table_caption(field.model))
            + (" " + p_("error", "Block it instead.") if blockable else "")
        )


def _table_caption(model: Any) -> str:
    from models.pages import page_of

    try:
        return translate(page_of(model).caption)
    except StopIteration:
        return str(model._meta.table_name).replace("_", " ")


def _delete_label(page_name: str, ids: Sequence[int]) -> str:
    if len(ids) == 1:
        return p_("undo", "deleted {record}").format(record=describe(page_name, ids[0]))
    return p_("undo", "deleted {number} records").format(number=len(ids))


def _take_back_creation(page_name: str, done: Done) -> None:
    if records.view(page_name, done.id).version != done.version:
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    _delete(page_name, (done.id,))


@unit
def _take_back_change(page_name: str, done: Done, before: Mapping[str, Any]) -> None:
    model: Any = page(page_name).model
    hit = model.update(**before).where((model.id == done.id) & (model.version == done.version)).execute()
    if not hit:
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    row = model.select().where(model.id == done.id).dicts().get()
    hooks.run_after(Change(model, done.id, row, {**row, **before}, frozenset(before)))
