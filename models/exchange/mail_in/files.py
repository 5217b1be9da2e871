"""Messages in files of their own, from a pipe, and in a Maildir."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from models.errors import RuleError
from models.exchange.files.one_file import open_plain
from models.exchange.mail_in import headers
from models.exchange.mail_in.letter import Mail, Unread, header_of
from models.words import N_, p_, translate

_PIECE = 16 * 1024
_ENVELOPE = re.compile(rb"\A>?From [^\n]*\n")
"""A line that mailboxes put before a message, and that some programs hand over with it."""
_LEFT_OUT = {"D": N_("mail", "It is a draft."), "T": N_("mail", "It was thrown away.")}
"""Flags of a Maildir that say what is no message to be recorded."""


def is_mailbox(path: Path) -> bool:
    """Whether the file begins as a mailbox of many messages does."""
    try:
        with open_plain(path) as file:
            return file.read(5) == b"From "
    except (OSError, RuleError):
        return False


def from_file(path: Path) -> Mail | Unread:
    """The message in a file."""
    try:
        with open_plain(path) as file:
            head = beginning(file)
            size = path.stat().st_size
    except OSError as error:
        return Unread(str(path), unreadable(path, error))
    except RuleError as error:
        return Unread(str(path), error.sentence)
    return _mail(str(path), head, size, partial(_read, path))


def from_pipe(stream: BinaryIO, limit: int) -> Mail | Unread:
    """The message that another program hands over; of one over `limit` bytes only the beginning is kept."""
    where = p_("mail", "standard input")
    data = _ENVELOPE.sub(b"", stream.read(limit + 1))
    size = len(data)
    while piece := stream.read(_PIECE) if size > limit else b"":
        size += len(piece)
    return _mail(where, data[: headers.MOST], size, lambda: data)


def from_maildir(path: Path) -> Iterator[Mail | Unread]:
    """The messages of a Maildir, in the order in which they came.

    Raises `RuleError` when it is none. Drafts and what was thrown away are told, not read.
    """
    try:
        parts = [path / name for name in ("cur", "new") if (path / name).is_dir()]
        found = [entry for part in parts for entry in part.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise RuleError(unreadable(path, error)) from None
    if not parts:
        raise RuleError(p_("error", "{path} is no Maildir: it has no folder new or cur.").format(path=path))
    for entry in sorted(found, key=lambda entry: entry.name):
        flags = entry.name.partition(":2,")[2]
        left_out = next((translate(told) for flag, told in _LEFT_OUT.items() if flag in flags), "")
        yield Unread(str(entry), left_out, True) if left_out else _from_maildir(path, entry)


def unreadable(path: Path, error: OSError) -> str:
    """Why a file cannot be read, as a sentence."""
    reason = error.strerror or str(error)
    return p_("error", "{path} cannot be read: {reason}.").format(path=path, reason=reason)


def no_message(where: str) -> str:
    """That something is no message, as a sentence."""
    return p_("error", "{where} is no message: it has no header.").format(where=where)


def cut_off(where: str) -> str:
    """That a message is not there yet as a whole, as a sentence."""
    told = p_("error", "{where} is cut off in its header; when it is whole, record it again.")
    return told.format(where=where)


def mail_or_not(where: str, head: bytes, whole: bool) -> bytes | Unread:
    """The header at the beginning of a message, or why there is none; `whole` if nothing follows."""
    found = header_of(head)
    if found is not None:
        return found
    is_cut = whole and headers.length(head) is None and headers.has_fields(head)
    return Unread(where, cut_off(where) if is_cut else no_message(where))


def _mail(where: str, head: bytes, size: int, read: Callable[[], bytes]) -> Mail | Unread:
    found = mail_or_not(where, head, len(head) == size)
    return found if isinstance(found, Unread) else Mail(where, found, size, read)


def beginning(file: BinaryIO, most: int = headers.MOST) -> bytes:
    """As much of a message of up to `most` bytes as has its header, and never more than a header may have."""
    head = bytearray()
    most = min(most, headers.MOST)
    while len(head) < most and (piece := file.read(min(_PIECE, most - len(head)))):
        start = max(0, len(head) - headers.LONGEST_END)
        head += piece
        if headers.length(head, start) is not None:
            break
    return bytes(head)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(unreadable(path, error)) from None


def _from_maildir(root: Path, path: Path) -> Mail | Unread:
    """A message of a Maildir, also when somebody reads it meanwhile, which gives its file another name."""
    found = from_file(_now(root, path))
    return found if isinstance(found, Unread) else replace(found, read=lambda: _read(_now(root, path)))


def _now(root: Path, path: Path) -> Path:
    """Where a message of a Maildir is, which was at `path`."""
    read = root / "cur"
    if path.exists() or not read.is_dir():
        return path
    base = path.name.partition(":")[0]
    return next((entry for entry in read.iterdir() if entry.name.partition(":")[0] == base), path)
