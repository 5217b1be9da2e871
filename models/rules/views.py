"""Saving, changing and deleting views; each is mine or everybody's, and `undo` takes each step back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.base import searchable
from models.database import locked, unit
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.pages import page
from models.queries import views as queries
from models.queries.lists.rows import Arrangement
from models.rules import undo
from models.rules.snapshots import Snapshot, restore, same, take
from models.text import clean, fold
from models.user import my_id
from models.view import LastArrangement, SavedView
from models.words import p_

_LONGEST = SavedView.name.max_length  # type: ignore[attr-defined]


def save_view(page_name: str, name: str, arrangement: Arrangement, *, everybodys: bool = False) -> int:
    """Save how a list is looked at under a new name, for me or for everybody; returns its id.

    Raises `RuleError` for a blank or too long name, and for one that stands there already: saving over a
    view is changing that view.
    """
    view_id, snapshot = _save(page_name, name, arrangement, everybodys)
    undo.remember(
        p_("undo", "saved view {view}").format(view=clean(name)), lambda: _take_back_save(view_id, snapshot)
    )
    return view_id


def change_view(view_id: int, version: int, arrangement: Arrangement) -> int:
    """Save how a list is looked at over a view that was read at `version`; returns the new version.

    Raises `ChangedElsewhereError` when somebody else changed or deleted it meanwhile.
    """
    values = {"arrangement": queries.write(arrangement)}
    name, before = _change(view_id, version, values)
    undo.remember(
        p_("undo", "changed view {view}").format(view=name),
        lambda: _take_back_change(view_id, before, values),
    )
    return version + 1


def rename_view(view_id: int, version: int, name: str) -> int:
    """Call a view otherwise; returns the new version. Raises as `save_view` and `change_view` do."""
    values = _named(name)
    old, before = _rename(view_id, version, values)
    undo.remember(
        p_("undo", "renamed view {view}").format(view=old),
        lambda: _take_back_change(view_id, before, values),
    )
    return version + 1


def delete_view(view_id: int, version: int) -> None:
    """Delete a view that was read at `version`.

    Raises `ChangedElsewhereError` when somebody else changed or deleted it meanwhile.
    """
    name, snapshot = _delete(view_id, version)
    undo.remember(p_("undo", "deleted view {view}").format(view=name), lambda: restore(snapshot))


@unit
def remember(page_name: str, view_key: str, arrangement: Arrangement) -> None:
    """Remember how I leave a list, without its filters; `view_key` is that of the chosen view, or blank."""
    text = queries.write(replace(arrangement, filters=()))
    fresh = LastArrangement.insert(user=my_id(), page=page_name, view=view_key, arrangement=text)
    fresh.on_conflict(
        conflict_target=[LastArrangement.user, LastArrangement.page],
        preserve=[LastArrangement.view, LastArrangement.arrangement],
    ).execute()


@unit
def _save(page_name: str, name: str, arrangement: Arrangement, everybodys: bool) -> tuple[int, Snapshot]:
    values = _named(name)
    owner = None if everybodys else my_id()
    _refuse_twin(page(page_name).name, values["name"], everybodys)
    view_id = SavedView.add(page=page_name, user=owner, arrangement=queries.write(arrangement), **values)
    return view_id, take(SavedView, view_id)


@unit
def _rename(view_id: int, version: int, values: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    row = _mine_or_everybodys(view_id, version)
    if fold(row["name"]) != fold(values["name"]):
        _refuse_twin(row["page"], values["name"], row["user"] is None)
    return _write(row, values)


@unit
def _change(view_id: int, version: int, values: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    return _write(_mine_or_everybodys(view_id, version), values)


@unit
def _delete(view_id: int, version: int) -> tuple[str, Snapshot]:
    row = _mine_or_everybodys(view_id, version)
    snapshot = take(SavedView, view_id)
    SavedView.delete().where(SavedView.id == view_id).execute()
    return str(row["name"]), snapshot


def _write(row: Mapping[str, Any], values: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The name of the view before, and what its changed values were."""
    SavedView.update(**values).where(SavedView.id == row["id"]).execute()
    return str(row["name"]), {name: row[name] for name in values}


def _mine_or_everybodys(view_id: int, version: int) -> dict[str, Any]:
    """The view as it stands, held until the unit of work ends."""
    row = locked(SavedView.select().where(SavedView.id == view_id)).dicts().first()
    if row is not None and row["user"] not in (None, my_id()):
        raise NotFoundError(p_("error", "This view belongs to somebody else."))
    if row is None or row["version"] != version:
        raise ChangedElsewhereError(
            p_("error", "Somebody else deleted the view meanwhile.")
            if row is None
            else p_("error", "Somebody else changed view {view} meanwhile; choose it again first.").format(
                view=row["name"]
            ),
            mine={},
            theirs=None if row is None else {"name": row["name"]},
            version=0 if row is None else row["version"],
        )
    return dict(row)


def _named(name: str) -> dict[str, str]:
    """The columns that hold a name; refuses one that is blank or too long."""
    bare = clean(name)
    if not bare:
        raise RuleError(p_("error", "A view needs a name."), field="name")
    if len(bare) > _LONGEST:
        told = p_("error", "Name takes {limit} characters, not {length}.")
        raise RuleError(told.format(limit=_LONGEST, length=len(bare)), field="name")
    return {"name": bare, "search_text": searchable(SavedView, {"name": bare})}


def _refuse_twin(page_name: str, name: str, everybodys: bool) -> None:
    standard = (fold(view.name) for view in queries.standard_views(page_name))
    if fold(name) in standard or queries.named(page_name, name, everybodys=everybodys) is not None:
        raise RuleError(
            p_("error", "There is a view {view} already; choose another name.").format(view=name),
            field="name",
        )


@unit
def _take_back_save(view_id: int, saved: Snapshot) -> None:
    if not same(take(SavedView, view_id), saved):
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    SavedView.delete().where(SavedView.id == view_id).execute()


@unit
def _take_back_change(view_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    row = locked(SavedView.select().where(SavedView.id == view_id)).dicts().first()
    if row is None or any(row[name] != value for name, value in after.items()):
        raise RuleError(p_("undo", "Not undone: the record was changed meanwhile."))
    SavedView.update(**before).where(SavedView.id == view_id).execute()
