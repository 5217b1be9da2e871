"""Creating, changing and deleting records of any page from what people typed.

Lengths, options, references and mandatory marks come from the dictionary, a concept's own rules from `hooks`.
Each verb offers its way back to `undo`, unless it is part of a larger unit of work, which then has its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models import dictionary
from models.base import searchable, tuples
from models.database import database, locked, unit
from models.database.sets import among
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.pages import Page, page
from models.queries import records
from models.queries.lists import columns
from models.rules import hooks, undo
from models.rules.content.attachments import bring_back, release_with
from models.rules.hooks import Change, WayBack
from models.rules.snapshots import STAMPS, Snapshot, same, take
from models.rules.typed import check, missing, read_all
from models.rules.uses import describe, refuse_used
from models.words import p_, translate

__all__ = ["Done", "change", "check", "create", "delete", "describe"]


@dataclass(frozen=True, slots=True)
class Done:
    """A record that was stored."""

    id: int
    version: int
    notes: tuple[str, ...] = ()
    """Sentences for the person that are no errors."""


def create(
    page_name: str, typed: Mapping[str, str], *, parent: int = 0, agreed: Collection[str] = ()
) -> Done:
    """Create a record from typed texts by field name; `parent` is the record it belongs to.

    `agreed` names the decisions that the person took when a rule made the screen ask. Raises `RuleError`
    naming the field that is wrong.
    """
    nested = database.in_transaction()
    done, snapshot = _create(page_name, typed, parent, frozenset(agreed))
    if not nested:
        label = p_("undo", "created {record}").format(record=_named(page_name, done.id))
        undo.remember(label, lambda: _take_back_creation(page_name, done.id, snapshot))
    return done


def change(
    page_name: str,
    record_id: int,
    version: int,
    typed: Mapping[str, str],
    *,
    was: Mapping[str, str] | None = None,
    agreed: Collection[str] = (),
) -> Done:
    """Change the fields in `typed` of a record that was read at `version`, 0 for whatever stands now.

    `was` holds the texts of the fields as they were read; a field whose text is still the same is left as it
    stands. `agreed` is as in `create`. Raises `RuleError` naming the field that is wrong, and
    `ChangedElsewhereError` when somebody else changed one of the same fields meanwhile; what only they
    changed stays as they left it (design.md 2).
    """
    nested = database.in_transaction()
    mine = {name: text for name, text in typed.items() if was is None or was.get(name) != text}
    done, before, after, ways_back = _change(
        page_name, record_id, version, mine, was or {}, frozenset(agreed)
    )
    if after and not nested:
        label = p_("undo", "changed {record}").format(record=_named(page_name, record_id))
        undo.remember(label, lambda: _take_back_change(page_name, record_id, before, after, ways_back))
    return done


def delete(page_name: str, ids: Sequence[int]) -> int:
    """Delete records with what belongs to them, all or none; returns how many.

    Raises `RuleError` that names the record and what still uses it.
    """
    own = hooks.delete_of(page(page_name).model)
    if own is not None:
        own(tuple(ids))
        return len(ids)
    nested = database.in_transaction()
    label = _delete_label(page_name, ids)
    snapshot, ways_back = _delete(page_name, tuple(ids))
    if not nested and snapshot != []:
        undo.remember(label, lambda: _take_back_delete(snapshot, ways_back))
    return len(ids)


@unit
def _create(
    page_name: str, typed: Mapping[str, str], parent: int, agreed: frozenset[str]
) -> tuple[Done, Snapshot]:
    of = page(page_name)
    if of.single or of.read_only:
        raise RuleError(p_("error", "Nothing can be created on page {page}.").format(page=of.name))
    given = read_all(of, typed, {})
    model: Any = of.model
    new = {**_blank_record(model), **of.where, **given}
    if parent and of.parent:
        new[dictionary.field(model, of.parent).name] = parent
    change = Change(model, 0, {}, new, frozenset(given), parent, agreed)
    hooks.run_before(change)
    _check_whole(of, change)
    change.id = model.add(**_stored(model, change.new))
    hooks.run_after(change)
    done = Done(change.id, _version(model, change.id), tuple(change.notes))
    return done, take(model, change.id)


@unit
def _change(
    page_name: str,
    record_id: int,
    version: int,
    typed: Mapping[str, str],
    was: Mapping[str, str],
    agreed: frozenset[str],
) -> tuple[Done, dict[str, Any], dict[str, Any], list[WayBack]]:
    """What was stored, the changed values before and after, and the way back of what followed."""
    of = page(page_name)
    if of.read_only:
        raise RuleError(p_("error", "Records of page {page} cannot be changed.").format(page=of.name))
    old = _row(of, record_id, typed)
    given = read_all(of, typed, old)
    if version not in (old["version"], 0):
        _refuse_conflict(of, record_id, old, given, typed, was)
    change = Change(of.model, record_id, old, {**old, **given}, frozenset(given), agreed=agreed)
    hooks.run_before(change)
    _check_whole(of, change)
    after = {name: value for name, value in _stored(of.model, change.new).items() if value != old.get(name)}
    if not after:
        return Done(record_id, old["version"], tuple(change.notes)), {}, {}, []
    model: Any = of.model
    model.update(**after).where(model.id == record_id).execute()
    with hooks.collecting_ways_back() as ways_back:
        hooks.run_after(change)
    done = Done(record_id, _version(model, record_id), tuple(change.notes))
    return done, {name: old[name] for name in after}, after, ways_back


@unit
def _delete(page_name: str, ids: tuple[int, ...]) -> tuple[Snapshot | None, list[WayBack]]:
    of = page(page_name)
    if of.single or of.read_only:
        raise RuleError(p_("error", "Nothing can be deleted on page {page}.").format(page=of.name))
    model: Any = of.model
    snapshot: Snapshot = []
    with hooks.collecting_ways_back() as ways_back:
        known = {record for (record,) in tuples(model.select(model.id).where(among(model.id, ids)))}
        if not known.issuperset(ids):
            raise NotFoundError(
                p_("error", "The record was deleted meanwhile (page {page}).").format(page=of.name)
            )
        for record_id in ids:
            taken = take(model, record_id)
            if not taken:
                continue  # It went with an earlier one, as persons go with their company.
            hooks.run_deleting(model, record_id)
            refuse_used(of, record_id)
            model.delete().where(model.id == record_id).execute()
            snapshot[:0] = taken
    return release_with(snapshot), ways_back


def _row(of: Page, record_id: int, mine: Mapping[str, str]) -> dict[str, Any]:
    """What is stored now, held until the unit of work ends."""
    model: Any = of.model
    found = locked(model.select().where(model.id == record_id)).dicts().first()
    if not found:
        raise ChangedElsewhereError(
            p_("error", "The record was deleted meanwhile; save it as a new one to keep what you typed."),
            mine=dict(mine),
            theirs=None,
        )
    return dict(found)


def _version(model: Any, record_id: int) -> int:
    return int(tuples(model.select(model.version).where(model.id == record_id))[0][0])


def _blank_record(model: Any) -> dict[str, Any]:
    return {
        field.name: field.default() if callable(field.default) else field.default
        for field in model._meta.sorted_fields
        if field.name != "id" and field.name not in STAMPS
    }


def _check_whole(of: Page, change: Change) -> None:
    """Mandatory fields are filled and no other record has the same key; the search text follows."""
    for name, field in dictionary.fields(of.model).items():
        about = columns.about(of.name, name)
        if about.required and change.new.get(field.name) in (None, ""):
            raise RuleError(missing(about), field=name)
    _refuse_twin(of, change)
    if of.model.__name__ != "Contact":
        change.new["search_text"] = searchable(of.model, change.new)


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
    twin = tuples(model.select(model.id).where(*conditions, model.id != change.id).limit(1))
    if twin:
        raise RuleError(
            p_("error", "{record} exists already.").format(record=describe(of.name, twin[0][0])),
            field=of.key[-1],
        )


def _stored(model: Any, new: Mapping[str, Any]) -> dict[str, Any]:
    fields = model._meta.fields
    return {
        name: value for name, value in new.items() if name in fields and name != "id" and name not in STAMPS
    }


def _refuse_conflict(
    of: Page,
    record_id: int,
    old: Mapping[str, Any],
    given: Mapping[str, Any],
    typed: Mapping[str, str],
    was: Mapping[str, str],
) -> None:
    """A field that both changed is a conflict; without `was` every field of mine that differs may be one."""
    view = records.view(of.name, record_id)
    names = {field.name: name for name, field in dictionary.fields(of.model).items()}
    mine = [names[name] for name, value in given.items() if old[name] != value]
    both = [name for name in mine if was.get(name) != view.text(of.name, name)]
    if not both:
        return
    captions = ", ".join(translate(columns.about(of.name, name).caption) for name in both)
    raise ChangedElsewhereError(
        p_("error", "Somebody else changed {fields} meanwhile; choose which to keep.").format(
            fields=captions
        ),
        mine={name: typed[name] for name in both},
        theirs={name: view.text(of.name, name) for name in both},
        version=old["version"],
    )


def _delete_label(page_name: str, ids: Sequence[int]) -> str:
    if len(ids) == 1:
        return p_("undo", "deleted {record}").format(record=_named(page_name, ids[0]))
    of = translate(page(page_name).caption)
    return p_("undo", "deleted {number} records ({page})").format(number=len(ids), page=of)


def _named(page_name: str, record_id: int) -> str:
    """What undo calls a record: what people call it, and the page that says what kind it is of."""
    of = page(page_name)
    record = describe(page_name, record_id)
    if not of.key:
        return record
    return p_("undo", "{record} ({page})").format(record=record, page=translate(of.caption))


@unit
def _take_back_creation(page_name: str, record_id: int, created: Snapshot) -> None:
    if not same(take(page(page_name).model, record_id), created):
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    _delete(page_name, (record_id,))


@unit
def _take_back_change(
    page_name: str,
    record_id: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    ways_back: Sequence[WayBack],
) -> None:
    """Put the values back if the record still has those that were put there; versions may have moved."""
    model: Any = page(page_name).model
    row = locked(model.select().where(model.id == record_id)).dicts().first()
    if row is None or any(row[name] != value for name, value in after.items()):
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    model.update(**before).where(model.id == record_id).execute()
    hooks.run_after(Change(model, record_id, dict(row), {**row, **before}, frozenset(before)))
    for way_back in reversed(ways_back):
        way_back()


@unit
def _take_back_delete(snapshot: Snapshot | None, ways_back: Sequence[WayBack]) -> None:
    bring_back(snapshot)
    for way_back in reversed(ways_back):
        way_back()
