"""Files beside the content: price lists of an e-mail, papers of a log entry (domain.md 1.5).

What a log entry has says for good what was sent and received: files are added to it, never taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import locked, reading, unit
from models.database.sets import among
from models.errors import NotFoundError, RuleError
from models.file_names import file_name
from models.interaction import InteractionLogEntry as Entry
from models.queries.attached_files import Owner
from models.rules import undo
from models.rules.content.attachments import bring_back, references, release, release_with, store
from models.rules.hooks import WayBack
from models.rules.snapshots import Snapshot, take, take_all
from models.words import p_


def attach(owner: Owner, record_id: int, name: str, data: bytes) -> int:
    """Add a file to a record; returns the number of the attached file. `undo` takes it off again.

    Of a log entry it is read-only at once. Raises `NotFoundError` when the record is gone, and `RuleError`
    for a file that is too large and for an entry that is postponed: its form attaches files.
    """
    line = _attach(owner, record_id, name, data)
    undo.remember(p_("undo", "attached {file}").format(file=file_name(name)), lambda: _take_back(line))
    return line


def detach(line: int) -> None:
    """Take a file off a template or segment again; `undo` puts it back.

    Raises `NotFoundError` when it is gone, and `RuleError` for a file of a log entry, which stays.
    """
    of = AttachedFile
    for (entry,) in tuples(of.select(of.entry).where(of.id == line)):
        if entry is not None:
            told = p_("error", "What entry {entry} has attached was recorded and stays with it.")
            raise RuleError(told.format(entry=entry))
    snapshot = _detach(line)
    undo.remember(p_("undo", "took a file off"), lambda: bring_back(snapshot))


@unit
def _attach(owner: Owner, record_id: int, name: str, data: bytes) -> int:
    model = owner.model
    shown = model.postponed if owner is Owner.ENTRY else model.id
    found = tuples(locked(model.select(shown).where(model.id == record_id)))
    if not found:
        raise NotFoundError(p_("error", "The record was deleted meanwhile."))
    if owner is Owner.ENTRY and found[0][0]:
        told = p_("error", "Entry {entry} is postponed, not logged; resume it to finish it.")
        raise RuleError(told.format(entry=record_id))
    number = store(name, data, read_only=owner is Owner.ENTRY)
    return AttachedFile.add(attachment=number, **{owner.value: record_id})


def _take_back(line: int) -> None:
    _detach(line)


@unit
def _detach(line: int) -> Snapshot | None:
    taken = take(AttachedFile, line)
    if not taken:
        raise NotFoundError(p_("error", "The file was taken off meanwhile."))
    AttachedFile.delete().where(AttachedFile.id == line).execute()
    return release_with(taken)


@reading
def own_attachments(entry_ids: Sequence[int]) -> int:
    """How many attachments only these log entries have: what canceling offers to delete (domain.md 2.8)."""
    return len(_own(entry_ids))


@unit
def delete_own(entry_ids: Sequence[int]) -> WayBack:
    """Delete the attachments that only these log entries have; returns the way back."""
    own = _own(entry_ids)
    rows, files = _uses(entry_ids)
    mine = [(entry, number) for entry, number in rows if number in own]
    lines = [line for line, number in files if number in own]
    snapshot = take_all(AttachedFile, lines)
    Entry.update(attachment=None).where(among(Entry.id, [entry for entry, _ in mine])).execute()
    AttachedFile.delete().where(among(AttachedFile.id, lines)).execute()
    kept = release(own)
    return partial(_put_back, mine, None if kept is None else kept + snapshot)


@unit
def _put_back(mine: Sequence[tuple[int, int]], snapshot: Snapshot | None) -> None:
    bring_back(snapshot)
    for entry, number in mine:
        Entry.change(entry, attachment=number)


def _own(entry_ids: Sequence[int]) -> set[int]:
    """The attachments of these entries that nothing else refers to."""
    rows, files = _uses(entry_ids)
    mine: dict[int, int] = {}
    for number in (*(number for _, number in rows), *(number for _, number in files)):
        mine[number] = mine.get(number, 0) + 1
    uses = references(list(mine))
    return {number for number, count in mine.items() if uses.get(number, 0) == count}


def _uses(entry_ids: Sequence[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The content of the entries as (entry, attachment), and their files as (line, attachment)."""
    of = AttachedFile
    own = Entry.select(Entry.id, Entry.attachment)
    own = own.where(among(Entry.id, entry_ids), Entry.attachment.is_null(False))
    beside = of.select(of.id, of.attachment).where(among(of.entry, entry_ids))
    return tuples(own), tuples(beside)
