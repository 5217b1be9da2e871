"""Reading one file whole, when it is a file and not too large."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from models.base import tuples
from models.database import is_own_file, reading
from models.errors import RuleError
from models.marketing_setup import MarketingSetup
from models.words import p_

MEGABYTE = 1_000_000
_LARGEST = 500
"""Megabytes that are read even when Marketing Setup sets no limit."""


@reading
def size_limit() -> int:
    """The number of bytes up to which files are kept as attachments."""
    rows = tuples(MarketingSetup.select(MarketingSetup.max_attachment_size).limit(1))
    return int((rows[0][0] if rows else 0) or _LARGEST) * MEGABYTE


def read_file(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """The content of a plain file of at most `limit` bytes.

    With `follow` off a symbolic link is refused too. Raises `RuleError` for a file that is missing, empty,
    too large, no plain file, or cannot be read.
    """
    try:
        with open_plain(path, follow=follow) as stream:
            size = os.fstat(stream.fileno()).st_size
            # One byte more than allowed tells of a file that grows meanwhile.
            data = stream.read(limit + 1) if size <= limit else b""
    except (OSError, ValueError) as error:
        told = p_("error", "{file} cannot be read: {reason}.")
        reason = getattr(error, "strerror", None) or error
        raise RuleError(told.format(file=path, reason=reason), field="file") from error
    if len(data) > limit or size > limit:
        told = p_("error", "{file} has more than {limit} MB, the most that is kept (Marketing Setup).")
        raise RuleError(told.format(file=path, limit=limit // MEGABYTE), field="file")
    if not data:
        raise RuleError(p_("error", "{file} is empty.").format(file=path), field="file")
    return data


def not_the_database(path: Path) -> None:
    """Raise `RuleError` for the database that is open: nothing else may read or replace its file."""
    if is_own_file(path):
        told = p_(
            "error", "{file} is the database that is in use; touchbase backup makes a copy to read from."
        )
        raise RuleError(told.format(file=path), field="file")


def open_plain(path: Path, *, follow: bool = True) -> BinaryIO:
    """A plain file, open for reading; never waits, as for somebody who writes to a pipe.

    Raises `RuleError` when it is something else or the database, and `OSError` when it is a folder or cannot
    be opened.
    """
    not_the_database(path)
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(path, flags if follow else flags | os.O_NOFOLLOW)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        raise RuleError(p_("error", "{file} is no plain file.").format(file=path), field="file")
    return open(descriptor, "rb")
