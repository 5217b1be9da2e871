"""Where attachments are kept, and moving them when that was changed (domain.md 1.5, 1.6).

Each is moved in a transaction of its own: written where it belongs, then the row, and only then let go where
it was. Killed at any moment the content is in one of the places at least, and the next run goes on.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.attachment import Attachment
from models.base import tuples
from models.database import locked, reading, unit
from models.enums import StorageType
from models.errors import NotFoundError, RuleError
from models.marketing_setup import MarketingSetup
from models.queries.attachments import AttachmentRow, about, read
from models.rules import hooks
from models.rules.content.attachments import place
from models.rules.hooks import Change
from models.words import p_

_SLICE = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """How far moving is."""

    done: int = 0
    """How many were looked at."""
    total: int = 0
    problem: str = ""
    """Why the last one stayed where it was; blank when it moved."""


@dataclass(frozen=True, slots=True)
class _Place:
    storage_type: StorageType
    pointer: str


@hooks.before(MarketingSetup)
def _check_location(change: Change) -> None:
    """Disk files need a folder that can be written; what is named is kept as an absolute path."""
    if change.new["attachment_storage_type"] != StorageType.DISK_FILE:
        return
    if change.changed("attachment_storage_type", "attachment_storage_location"):
        folder = change.new["attachment_storage_location"]
        change.new["attachment_storage_location"] = str(_writable(folder))


@reading
def to_move() -> int:
    """How many attachments are not where Marketing Setup says."""
    return int(Attachment.select().where(_elsewhere(_wanted())).count())


def move() -> Iterator[Moved]:
    """Move all attachments to where Marketing Setup says, telling of each (ATT-10).

    What cannot be moved, because its file is missing or damaged, stays, and is told. Raises `RuleError` when
    the folder cannot be written.
    """
    total, last, done = to_move(), 0, 0
    wanted = unit(_wanted)()
    if wanted.storage_type is StorageType.DISK_FILE:
        _writable(wanted.pointer)
    while numbers := _next(last):
        for number in numbers:
            done += 1
            try:
                _move(number)
                yield Moved(done, total)
            except NotFoundError:
                continue  # It was deleted meanwhile.
            except RuleError as error:
                yield Moved(done, total, error.sentence)
        last = numbers[-1]


@reading
def _next(after: int) -> list[int]:
    query = Attachment.select(Attachment.id).where(Attachment.id > after, _elsewhere(_wanted()))
    return [number for (number,) in tuples(query.order_by(Attachment.id).limit(_SLICE))]


@unit
def _move(attachment_id: int) -> None:
    tuples(locked(Attachment.select(Attachment.id).where(Attachment.id == attachment_id)))
    row, wanted = about(attachment_id), _wanted()
    data = read(attachment_id)
    _check_whole(row, data)
    place(row, wanted.storage_type, wanted.pointer, data)


def _check_whole(row: AttachmentRow, data: bytes) -> None:
    if hashlib.sha256(data).hexdigest() != row.sha256:
        told = p_("error", "Attachment {number} ({name}) is damaged and stays where it is.")
        raise RuleError(told.format(number=row.id, name=row.name))


def _wanted() -> _Place:
    of = MarketingSetup
    ((kind, folder),) = tuples(of.select(of.attachment_storage_type, of.attachment_storage_location))
    storage = StorageType(kind)
    return _Place(storage, folder if storage is StorageType.DISK_FILE else "")


def _elsewhere(wanted: _Place) -> object:
    of = Attachment
    return (of.storage_type != int(wanted.storage_type)) | (of.storage_pointer != wanted.pointer)


def _writable(folder: str) -> Path:
    """The folder as an absolute path; raises `RuleError` when it is not there or cannot be written."""
    path = Path(os.path.expanduser(folder)) if folder.strip() else None
    if path is None:
        told = p_("error", "Disk files need a folder; name one.")
    elif not path.is_absolute():
        told = p_("error", "{folder} is no whole path; it must begin with /.")
    elif not path.is_dir():
        told = p_("error", "There is no folder {folder}; make it first.")
    elif not os.access(path, os.W_OK | os.X_OK):
        told = p_("error", "{folder} cannot be written by you; choose another folder.")
    else:
        return path.resolve()
    raise RuleError(told.format(folder=folder), field="attachment_storage_location")
