"""Storing, replacing and letting go of attachments (domain.md 1.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any

import peewee as pw

from models.attachment import Attachment, AttachmentContent
from models.base import searchable, tuples
from models.database import locked, unit
from models.database.sets import among
from models.enums import ContentKind, StorageType
from models.errors import RuleError
from models.file_names import extension_of, file_name
from models.marketing_setup import MarketingSetup
from models.queries.attachment_uses import is_unused, referring
from models.queries.attachments import AttachmentRow, about, abouts, read
from models.rules.content import disk_files
from models.rules.snapshots import Snapshot, restore, take_all
from models.words import p_

MEGABYTE = 1_000_000
HELD = 64 * MEGABYTE
"""Bytes of deleted attachments that are kept for undo at most, for they are kept in memory."""


@unit
def store(name: str, data: bytes, *, kind: ContentKind = ContentKind.FILE, read_only: bool = False) -> int:
    """Keep a file or merge body as Marketing Setup says, and return its number.

    Of `name` only the last part is kept. Raises `RuleError` when it is larger than the set limit, or the
    folder of attachments cannot be written.
    """
    type_, folder, limit = _setup()
    _check_size(name, data, limit)
    storage = StorageType(type_)
    known = _described(name, data)
    folder = folder if storage is StorageType.DISK_FILE else ""
    kept = {"storage_type": int(storage), "storage_pointer": folder}
    made = Attachment.add(**known, **kept, kind=int(kind), read_only=read_only)
    if storage is StorageType.EMBEDDED:
        AttachmentContent.insert(attachment=made, data=data).execute()
    else:
        disk_files.write(about(made), data)
    return made


@unit
def replace(attachment_id: int, name: str, data: bytes) -> None:
    """Put another content under the number of an attachment.

    Raises `RuleError` for a read-only one, or when the new content is too large.
    """
    # Who sends it meanwhile makes it read-only first, or waits.
    tuples(locked(Attachment.select(Attachment.id).where(Attachment.id == attachment_id)))
    row = about(attachment_id)
    if row.read_only:
        told = p_("error", "{name} was recorded or sent and cannot be changed; make a copy of it.")
        raise RuleError(told.format(name=row.name))
    *_, limit = _setup()
    _check_size(name, data, limit)
    changed = Attachment.update(**_described(name, data))
    changed.where(Attachment.id == attachment_id).execute()
    disk_files.remove(row)
    _write(about(attachment_id), data)


@unit
def place(row: AttachmentRow, storage: StorageType, folder: str, data: bytes) -> None:
    """Keep an attachment elsewhere, with this content; it goes where it was once that is certain."""
    Attachment.update(storage_type=int(storage), storage_pointer=folder).where(
        Attachment.id == row.id
    ).execute()
    _write(about(row.id), data)
    if storage is StorageType.DISK_FILE:
        AttachmentContent.delete().where(AttachmentContent.attachment == row.id).execute()
    disk_files.remove(row)


@unit
def duplicate(attachment_id: int, *, read_only: bool = False) -> int:
    """A new attachment with the same content; returns its number."""
    row = about(attachment_id)
    return store(row.name, read(attachment_id), kind=row.kind, read_only=read_only)


@unit
def set_read_only(ids: Iterable[int]) -> None:
    """Keep attachments from being changed: they were recorded or sent."""
    for batch in pw.chunked(ids, 500):
        Attachment.update(read_only=True).where(
            Attachment.id.in_(list(batch)), ~Attachment.read_only
        ).execute()


@unit
def release(ids: Iterable[int | None]) -> Snapshot | None:
    """Delete those of the attachments that nothing refers to any more; returns what brings them back.

    A disk file comes back into the database. `None` when all together are too large to be kept for that.
    """
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return []
    query = Attachment.select(Attachment.id).where(among(Attachment.id, wanted), is_unused())
    unused = abouts([number for (number,) in tuples(query.order_by(Attachment.id))])
    held = sum(row.size for row in unused.values()) <= HELD
    snapshot = _taken(list(unused.values())) if held else None
    Attachment.delete().where(among(Attachment.id, list(unused))).execute()
    for row in unused.values():
        disk_files.remove(row)
    return snapshot


def release_with(snapshot: Snapshot) -> Snapshot | None:
    """Delete the attachments that only the deleted rows of `snapshot` used.

    Returns the whole snapshot, attachments before what refers to them, or `None` as `release` does.
    """
    kept = release(_attachments_of(snapshot))
    return None if kept is None else kept + snapshot


def bring_back(snapshot: Snapshot | None) -> None:
    """Put back what was deleted with its attachments; raises `RuleError` when they were too large to keep."""
    if snapshot is None:
        told = p_("undo", "Not undone: more than {limit} MB of attachments went with it, for good.")
        raise RuleError(told.format(limit=HELD // MEGABYTE))
    restore(snapshot)


def references(ids: Collection[int]) -> dict[int, int]:
    """How many records refer to each of the attachments; those that none does are missing."""
    found: dict[int, int] = {}
    for field in referring():
        for batch in pw.chunked(ids, 500):
            counted = field.model.select(field, pw.fn.COUNT(field)).where(field.in_(list(batch)))
            for number, count in tuples(counted.group_by(field)):
                found[number] = found.get(number, 0) + count
    return found


def _attachments_of(snapshot: Snapshot) -> set[int | None]:
    return {
        row[field.name]
        for model, row in snapshot
        for field in model._meta.refs
        if field.rel_model is Attachment and model is not AttachmentContent
    }


def _taken(unused: Sequence[AttachmentRow]) -> Snapshot:
    """Attachments as they come back: in the database, wherever they were."""
    embedded = {"storage_type": int(StorageType.EMBEDDED), "storage_pointer": ""}
    rows = take_all(Attachment, [row.id for row in unused])
    snapshot: Snapshot = [(model, {**row, **embedded} if model is Attachment else row) for model, row in rows]
    for row in unused:
        if row.storage_type is StorageType.DISK_FILE:
            data = b""  # for a file that is gone from its folder already: there is nothing to bring back
            with suppress(RuleError):
                data = read(row.id)
            snapshot.append((AttachmentContent, {"attachment": row.id, "data": data}))
    return snapshot


def _described(name: str, data: bytes) -> dict[str, Any]:
    known = {
        "name": file_name(name),
        "extension": extension_of(name),
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return {**known, "search_text": searchable(Attachment, known)}


def _setup() -> tuple[int, str, int]:
    """Marketing Setup's kind of storage, its folder, and the limit in megabytes."""
    of = MarketingSetup
    columns = (of.attachment_storage_type, of.attachment_storage_location, of.max_attachment_size)
    (row,) = tuples(of.select(*columns).limit(1))
    return row


def _check_size(name: str, data: bytes, limit: int) -> None:
    """`limit` in megabytes, 0 for none."""
    if limit and len(data) > limit * MEGABYTE:
        told = p_("error", "{name} has {size} MB; attachments have at most {limit} MB (Marketing Setup).")
        size = -(-len(data) // MEGABYTE)
        raise RuleError(told.format(name=file_name(name), size=size, limit=limit))


def _write(row: AttachmentRow, data: bytes) -> None:
    if row.storage_type is StorageType.DISK_FILE:
        disk_files.write(row, data)
        return
    content = AttachmentContent
    if not content.update(data=data).where(content.attachment == row.id).execute():
        content.insert(attachment=row.id, data=data).execute()
