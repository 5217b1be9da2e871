"""Comments on log entries: notes of any length (domain.md 1.9, design.md 3.16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import peewee as pw

from models import dictionary
from models.base import searchable, tuples
from models.database import unit
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment as Comment
from models.rules import hooks, search_texts, undo
from models.rules.hooks import Change
from models.rules.snapshots import Snapshot, restore, take_all
from models.text import clean, clean_note
from models.who import who
from models.words import np_, p_


@unit
def add_comment(entry_id: int, text: str, *, date: dt.date | None = None, code: str = "") -> int:
    """Add a note to a log entry, dated the work date unless given; returns its line number.

    Raises `RuleError` for a blank note and `NotFoundError` when the entry is gone.
    """
    if Entry.one(entry_id) is None:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    made = Comment.add(entry=entry_id, date=date or who().work_date, **_values(text, code))
    search_texts.reindex(Entry, [entry_id])
    return made


@unit
def change_comment(comment_id: int, version: int, text: str, *, code: str = "") -> int:
    """Change a note that was read at `version`; returns the new version.

    Raises `RuleError` for a blank note and `ChangedElsewhereError` when somebody else changed or deleted it.
    """
    values = _values(text, code)
    hit = Comment.update(**values).where(Comment.id == comment_id, Comment.version == version).execute()
    if not hit:
        rows = tuples(Comment.select(Comment.comment, Comment.version).where(Comment.id == comment_id))
        raise ChangedElsewhereError(
            p_("error", "Somebody else changed the comment meanwhile; choose which to keep."),
            mine={"comment": values["comment"]},
            theirs={"comment": rows[0][0]} if rows else None,
            version=rows[0][1] if rows else 0,
        )
    search_texts.reindex(Entry, _entries_of([comment_id]))
    return version + 1


def delete_comments(ids: Sequence[int]) -> int:
    """Delete notes, which `undo` brings back; returns how many."""
    snapshot = _delete(tuple(ids))
    told = np_("undo", "deleted {number} comment", "deleted {number} comments", len(snapshot))
    undo.remember(told.format(number=len(snapshot)), lambda: restore(snapshot))
    return len(snapshot)


def write_only_comment(entry_id: int, before: str, text: str) -> None:
    """Store the one note of a form that read `before` until now.

    Part of the unit of work of its draft, which also looks after the words that the entry is found by.
    """
    note = clean_note(text)
    if note == clean_note(before):
        return
    first = Comment.select(pw.fn.MIN(Comment.id)).where(Comment.entry == entry_id)
    if not note:
        Comment.delete().where(Comment.id == (first.scalar() or 0)).execute()
        return
    values = {"comment": note, "search_text": searchable(Comment, {"comment": note})}
    if not before.strip() or not Comment.update(**values).where(Comment.id == first.scalar()).execute():
        Comment.add(entry=entry_id, date=who().work_date, **values)


@unit
def _delete(ids: tuple[int, ...]) -> Snapshot:
    snapshot = take_all(Comment, ids)
    entries = _entries_of(ids)
    Comment.delete().where(Comment.id.in_(ids)).execute()
    search_texts.reindex(Entry, entries)
    return snapshot


@hooks.after(Comment)
def follow(change: Change) -> None:
    """The entry is found by the words that its comments have now."""
    search_texts.reindex(Entry, [change.new["entry"]])


@hooks.deleting(Comment)
def let_go(comment_id: int) -> None:
    """The entry is not found by a comment that is about to be deleted."""
    search_texts.reindex(Entry, _entries_of([comment_id]), without=comment_id)


def _entries_of(comments: Sequence[int]) -> list[int]:
    query = Comment.select(Comment.entry).where(Comment.id.in_(comments)).distinct()
    return [entry for (entry,) in tuples(query)]


def _values(text: str, code: str) -> dict[str, str]:
    note = clean_note(text)
    if not note:
        raise RuleError(p_("error", "A comment must not be blank."), field="comment")
    short = clean(code).upper()
    limit = dictionary.about(dictionary.field(Comment, "code")).length
    if len(short) > limit:
        told = p_("error", "Code takes {limit} characters, not {length}.")
        raise RuleError(told.format(limit=limit, length=len(short)), field="code")
    return {"comment": note, "code": short, "search_text": searchable(Comment, {"comment": note})}
