"""Attachments as files of the person's: never over another file unasked, never outside the folder chosen."""

from __future__ import annotations

import os
from pathlib import Path

from models.errors import RuleError, TouchbaseError
from models.exchange.files.whole_file import whole_bytes
from models.queries.attachments import about, read
from models.words import p_


def export(attachment_id: int, to: Path, *, overwrite: bool = False) -> Path:
    """Write an attachment to the file `to`, or under its own name into the folder `to`; returns the file.

    Raises `NotFoundError` when it is gone, and `RuleError` when a file is there already unless `overwrite`,
    or it cannot be written.
    """
    data = read(attachment_id)
    target = to / about(attachment_id).name if os.path.isdir(to) else to
    if os.path.lexists(target) and not overwrite:
        told = p_("error", "{file} is there already; choose another name, or replace it by --overwrite.")
        raise RuleError(told.format(file=target), field="file")
    try:
        with whole_bytes(target) as stream:
            stream.write(data)
    except TouchbaseError as error:
        raise RuleError(error.sentence, field="file") from error
    return target
