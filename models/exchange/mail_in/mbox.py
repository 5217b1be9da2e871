"""Messages in an mbox file, found in one pass and read again when they are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from models.errors import RuleError
from models.exchange.mail_in import headers
from models.exchange.mail_in.files import mail_or_not, no_message, unreadable
from models.exchange.mail_in.letter import Mail, Unread
from models.words import p_

_BEGIN = re.compile(rb"From .*\d\d?:\d\d.*\d{4}")
"""The line before a message. A sentence that begins with From has no time and no year in it."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE = 64 * 1024


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
    with path.open("rb") as file:
        start, place, head, is_head, after_blank, begun = 0, 0, bytearray(), True, True, False
        while line := file.readline(_LINE):
            if after_blank and _BEGIN.match(line):
                if begun:
                    yield start, place, bytes(head)
                start, head, is_head, begun = place + len(line), bytearray(), True, True
            elif is_head and begun and len(head) < headers.MOST:
                head += line
                is_head = bool(line.strip())
            place += len(line)
            after_blank = not line.strip()
        if begun:
            yield start, place, bytes(head)


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
