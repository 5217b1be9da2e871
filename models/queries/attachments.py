"""What attachments are and what they contain (domain.md 1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.attachment import Attachment, AttachmentContent
from models.base import tuples
from models.database import reading
from models.database.sets import among
from models.enums import ContentKind, StorageType
from models.errors import NotFoundError, RuleError
from models.words import p_


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment without its content."""

    id: int
    name: str
    extension: str
    size: int
    """Bytes."""
    kind: ContentKind
    storage_type: StorageType
    storage_pointer: str
    read_only: bool
    sha256: str

    @property
    def is_body(self) -> bool:
        """Whether it is the text of a message with fields in it, which can be edited and previewed."""
        return self.kind is ContentKind.BODY


@reading
def about(attachment_id: int) -> AttachmentRow:
    """An attachment; raises `NotFoundError` when it is gone."""
    found = abouts([attachment_id])
    if attachment_id not in found:
        raise NotFoundError(
            p_("error", "There is no attachment {number} any more.").format(number=attachment_id)
        )
    return found[attachment_id]


@reading
def abouts(ids: Sequence[int]) -> dict[int, AttachmentRow]:
    """Attachments by id; those that are gone are missing."""
    of = Attachment
    query = of.select(
        of.id,
        of.name,
        of.extension,
        of.size,
        of.kind,
        of.storage_type,
        of.storage_pointer,
        of.read_only,
        of.sha256,
    ).where(among(of.id, ids))
    return {row[0]: _row(*row) for row in tuples(query)}


def _row(
    number: int,
    name: str,
    extension: str,
    size: int,
    kind: int,
    storage_type: int,
    storage_pointer: str,
    read_only: bool,
    sha256: str,
) -> AttachmentRow:
    return AttachmentRow(
        number,
        name,
        extension,
        size,
        ContentKind(kind),
        StorageType(storage_type),
        storage_pointer,
        bool(read_only),
        sha256,
    )


@reading
def read(attachment_id: int) -> bytes:
    """The content of an attachment.

    Raises `NotFoundError` when the attachment is gone, and `RuleError` when its disk file is.
    """
    row = about(attachment_id)
    if row.storage_type is StorageType.DISK_FILE:
        return _read_file(disk_file(row.storage_pointer, row.id, row.extension), row.name)
    content = AttachmentContent
    found = tuples(content.select(content.data).where(content.attachment == attachment_id))
    return bytes(found[0][0]) if found else b""


def disk_file(folder: str, attachment_id: int, extension: str) -> Path:
    """Where a disk-stored attachment is: `<folder>/<No.>.<extension>`."""
    return Path(folder) / (f"{attachment_id}.{extension}" if extension else str(attachment_id))


def _read_file(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = p_("error", "{name} cannot be read: the file {file} is missing or locked ({reason}).")
        raise RuleError(told.format(name=name, file=path, reason=error.strerror or error)) from error
