"""The files of attachments that are kept in a folder: they come and go with the transaction of their rows.

A file is written when its row is. New content of a file that is there already waits beside it, under its
fingerprint, until the row is certain: killed at any moment the row and what is read for it are of one
content. A file that is not wanted any more goes once that is certain.
"""

from __future__ import annotations

from contextlib import suppress
from glob import escape
from pathlib import Path
from shutil import copymode

from models.attachment import Attachment
from models.base import tuples
from models.database import after_commit, locked, on_rollback, unit
from models.enums import StorageType
from models.errors import RuleError, TouchbaseError
from models.queries.attachments import AttachmentRow, abouts, beside, disk_file
from models.words import p_


def write(row: AttachmentRow, data: bytes) -> None:
    """Write the content of an attachment into its folder; part of the unit of work that stores the row.

    Raises `RuleError` with the reason when the folder cannot be written.
    """
    path = disk_file(row)
    if not path.exists():
        on_rollback(lambda: _unlink(path))
        _write_file(path, data)
        return
    waiting = beside(path, row.sha256)
    if not waiting.exists():  # One that is there may be what the row says already.
        on_rollback(lambda: _unlink(waiting))
        _write_file(waiting, data)
    after_commit(lambda: _settle(row.id))


def remove(row: AttachmentRow) -> None:
    """Let the file of an attachment go once that is certain, unless it was written anew."""
    if row.storage_type is StorageType.DISK_FILE:
        after_commit(lambda: _remove_unused(row))


def _settle(attachment_id: int) -> None:
    # What goes wrong here does no harm: the content is read where it waits.
    with suppress(OSError, TouchbaseError):
        _take_place(attachment_id)


@unit
def _take_place(attachment_id: int) -> None:
    """Put what waits beside the file of an attachment in its place; held back from who replaces it."""
    tuples(locked(Attachment.select(Attachment.id).where(Attachment.id == attachment_id)))
    row = abouts([attachment_id]).get(attachment_id)
    if row is None or row.storage_type is not StorageType.DISK_FILE:
        return
    path = disk_file(row)
    waiting = beside(path, row.sha256)
    if waiting.exists():
        copymode(path, waiting)
        waiting.replace(path)
    _clear_beside(path)


def _remove_unused(former: AttachmentRow) -> None:
    # A file too many does no harm; `touchbase check` tells of it.
    with suppress(OSError, TouchbaseError):
        path = disk_file(former)
        row = abouts([former.id]).get(former.id)
        if row is None or row.storage_type is not StorageType.DISK_FILE or disk_file(row) != path:
            path.unlink(missing_ok=True)
            _clear_beside(path)


def _clear_beside(path: Path) -> None:
    """Remove what waits beside a file in vain."""
    for left in path.parent.glob(beside(Path(escape(path.name)), "*").name):
        left.unlink(missing_ok=True)


def _write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    from models.exchange.files.whole_file import whole_bytes

    try:
        with whole_bytes(path) as stream:
            stream.write(data)
    except TouchbaseError as error:
        told = p_("error", "{reason} See Attachment Storage Location in Marketing Setup.")
        raise RuleError(told.format(reason=error.sentence), field="attachment_storage_location") from error


def _unlink(path: Path) -> None:
    with suppress(OSError):  # Why nothing was stored is what people should hear of.
        path.unlink(missing_ok=True)
