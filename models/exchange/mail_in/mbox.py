"""Messages in an mbox file, found in one pass and read again when they are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from models.errors import RuleError
from models.exchange.files.one_file import open_plain
from models.exchange.mail_in.files import beginning, mail_or_not, no_message, unreadable
from models.exchange.mail_in.letter import Mail, Unread
from models.words import p_

_BEGIN = re.compile(rb"(?<=\n)From [^\n]{1,200}\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,60}\n")
"""The line before a message. A sentence that begins with From has no time and no year in it."""
_BLANK = (b"\n\n", b"\n\r\n")
"""What ends with a blank line."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_PIECE = 1024 * 1024
_LONGEST = 1_000
"""Bytes within which a line before a message ends."""


def from_mbox(path: Path) -> Iterator[Mail | Unread]:
    """The messages of a mailbox file, in its order. Raises `RuleError` when the file is none."""
    number = 0
    try:
        for number, (start, end, head) in enumerate(_regions(path), 1):
            where = p_("mail", "{file}, message {number}").format(file=path, number=number)
            found = mail_or_not(where, head, len(head) == end - start)
            if isinstance(found, Unread):
                yield found
            else:
                yield Mail(where, found, end - start, partial(_read, path, start, end))
        if not number and path.stat().st_size:
            raise RuleError(
                p_("error", "{path} is no mailbox: it does not begin with a From line.").format(path=path)
            )
    except OSError as error:
        raise RuleError(unreadable(path, error)) from None


def _regions(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Where each message begins and ends, and its beginning up to the end of its header."""
    with open_plain(path) as scanned, open_plain(path) as file:
        start = None
        for line, after in _begins(scanned):
            if start is not None:
                yield start, line, _head(file, start, line)
            start = after
        if start is not None:
            end = scanned.tell()
            yield start, end, _head(file, start, end)


def _begins(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where the lines before messages begin and end."""
    text, place = b"\n\n", -2
    while piece := file.read(_PIECE):
        text += piece
        whole = text.rfind(b"\n") + 1
        if len(text) - whole > _LONGEST:
            whole = len(text)
        for found in _BEGIN.finditer(text, 0, whole):
            if text.endswith(_BLANK, 0, found.start()):
                yield place + found.start(), place + found.end()
        kept = max(0, whole - 3)  # A blank line may stand before the next piece.
        text, place = text[kept:], place + kept


def _head(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return beginning(file, end - start)


def _read(path: Path, start: int, end: int) -> bytes:
    """The message, as it was before it was put into the mailbox."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            data = file.read(end - start)
    except OSError as error:
        raise RuleError(unreadable(path, error)) from None
    if len(data) < end - start:
        raise RuleError(no_message(str(path)))
    return _QUOTED.sub(rb"\1", data)
