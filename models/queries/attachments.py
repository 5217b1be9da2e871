"""What attachments are and what they contain (domain.md 1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models.attachment import Attachment, AttachmentContent
from models.base import tuples
from models.database import reading
from models.database.sets import among
from models.enums import ContentKind, StorageType
from models.errors import NotFoundError, RuleError
from models.words import p_

WAITING = ".new"
"""How the names of files end that wait to take the place of others."""


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
        return _read_file(row)
    content = AttachmentContent
    found = tuples(content.select(content.data).where(content.attachment == attachment_id))
    return bytes(found[0][0]) if found else b""


def disk_file(row: AttachmentRow) -> Path:
    """Where a disk-stored attachment is: `<folder>/<No.>.<extension>`."""
    return Path(row.storage_pointer) / (f"{row.id}.{row.extension}" if row.extension else str(row.id))


def beside(path: Path, sha256: str) -> Path:
    """Where the content with this fingerprint waits to take the place of a disk file."""
    return path.with_name(f"{path.name}.{sha256[:16]}{WAITING}")


def _read_file(row: AttachmentRow) -> bytes:
    path = disk_file(row)
    try:
        with suppress(FileNotFoundError):
            return beside(path, row.sha256).read_bytes()
        return path.read_bytes()
    except OSError as error:
        told = p_("error", "{name} cannot be read: the file {file} is missing or locked ({reason}).")
        raise RuleError(told.format(name=row.name, file=path, reason=error.strerror or error)) from error
