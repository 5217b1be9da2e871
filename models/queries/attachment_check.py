"""Whether every attachment is whole, and every file of the folder is an attachment: `touchbase check`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from models.attachment import Attachment
from models.base import tuples
from models.database import reading
from models.enums import StorageType
from models.errors import TouchbaseError
from models.marketing_setup import MarketingSetup
from models.queries.attachment_uses import is_unused
from models.queries.attachments import WAITING, AttachmentRow, abouts, beside, disk_file, read
from models.words import np_, p_

_OURS = re.compile(rf"\d+(\.[A-Za-z0-9]{{1,20}})?(\.[0-9a-f]{{16}}{re.escape(WAITING)})?")
"""The names of files of the folder that are attachments, or wait to be; anything else there is not ours."""
_AT_ONCE = 200


def problems() -> Iterator[str]:
    """A sentence for everything that is wrong: contents that are missing or changed, files without a row."""
    known: set[Path] = set()
    last = 0
    while rows := _next(last):
        for row in rows:
            if row.storage_type is StorageType.DISK_FILE:
                known |= {disk_file(row), beside(disk_file(row), row.sha256)}
            problem = _problem(row)
            if problem:
                yield problem
        last = rows[-1].id
    yield from _strangers(known)


@reading
def unused() -> str:
    """How many attachments nothing refers to, as a sentence; blank when there are none."""
    number = Attachment.select().where(is_unused()).count()
    if not number:
        return ""
    told = np_(
        "check",
        "{number} attachment is used by nothing.",
        "{number} attachments are used by nothing.",
        number,
    )
    return told.format(number=number)


@reading
def _next(after: int) -> list[AttachmentRow]:
    query = Attachment.select(Attachment.id).where(Attachment.id > after).order_by(Attachment.id)
    return list(abouts([number for (number,) in tuples(query.limit(_AT_ONCE))]).values())


def _problem(row: AttachmentRow) -> str:
    try:
        data = read(row.id)
    except TouchbaseError as error:
        return error.sentence
    if hashlib.sha256(data).hexdigest() == row.sha256:
        return ""
    told = p_("check", "Attachment {number} ({name}) is not what was stored: {found} bytes, not {size}.")
    return told.format(number=row.id, name=row.name, found=len(data), size=row.size)


def _strangers(known: set[Path]) -> Iterator[str]:
    """Files that look like attachments in their folders, and are none."""
    for folder in sorted({path.parent for path in known} | _folder()):
        try:
            files = sorted(folder.iterdir())
        except OSError as error:
            told = p_("check", "The folder of attachments {folder} cannot be read: {reason}.")
            yield told.format(folder=folder, reason=error.strerror or error)
            continue
        for file in files:
            if file not in known and _OURS.fullmatch(file.name) and file.is_file():
                yield p_("check", "{file} belongs to no attachment.").format(file=file)


@reading
def _folder() -> set[Path]:
    of = MarketingSetup
    rows = tuples(of.select(of.attachment_storage_type, of.attachment_storage_location))
    return {Path(folder) for kind, folder in rows if kind == StorageType.DISK_FILE}
