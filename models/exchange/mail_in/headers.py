"""The header of a message: its fields, decoded as far as they make sense, whatever wrote them.

Nothing here fails because of what stands in a message: what cannot be understood is left as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.text import clean

MOST = 4 * 1024 * 1024
"""Bytes that a header may have; ten thousand recipients need a tenth of it."""

WANTED = frozenset(("from", "sender", "to", "cc", "bcc", "subject", "date", "received", "message-id"))
"""The fields that somebody asks for."""

LONGEST_END = 1_000
"""Bytes within which the end of a header lies: a blank line, also one of spaces."""

_END = re.compile(rb"\r?\n[ \t]{0,%d}\r?\n|\A\r?\n" % (LONGEST_END - 4))
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_ANY = re.compile(rb"^[!-9;-~]+[ \t]*:", re.MULTILINE)
_LINE = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*")
_FOLD = re.compile(r"\r?\n|\r")
_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bqBQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bqBQ]\?)")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_ID = re.compile(r"<([^<>]+)>")
_DECODED = 2_000
"""So much of a field is decoded: nobody reads a longer subject."""
_FALLBACKS = ("utf-8", "cp1252", "latin-1")


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields of a header by their names in lower case, unfolded, not decoded."""

    fields: dict[str, list[str]]

    def first(self, name: str) -> str:
        """The first field of this name; blank if there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def every(self, *names: str) -> Sequence[str]:
        """All fields of these names."""
        return [value for name in names for value in self.fields.get(name, ())]


def length(data: bytes | bytearray, start: int = 0) -> int | None:
    """How many bytes the header has with its blank line, which does not begin before `start`.

    None when it does not end in `data`.
    """
    found = _END.search(data, start)
    return found.end() if found else None


def has_fields(head: bytes) -> bool:
    """Whether any line of a header is a field."""
    return _ANY.search(head) is not None


def parse(head: bytes) -> Headers:
    """The fields of a header that are wanted; lines that are none are left out."""
    fields: dict[str, list[str]] = defaultdict(list)
    for line in _LINE.finditer(head):
        found = _FIELD.match(line[0])
        name = found[1].decode("ascii").lower() if found else ""
        if found and name in WANTED:
            # No engine stores the character zero, and none means it.
            value = decoded_bytes(found[2].replace(b"\0", b""), "")
            fields[name].append(_FOLD.sub("", value).strip())
    return Headers(dict(fields))


def decoded_bytes(data: bytes, charset: str) -> str:
    """`data` as text in its charset; when that is unknown or wrong, in the one that fits best."""
    for name in (charset, *_FALLBACKS) if charset else _FALLBACKS:
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def words(value: str) -> str:
    """A field as people read it: encoded words decoded, one line, no control characters."""
    text, pending, charset, last = "", b"", "", 0
    value = _BETWEEN.sub(r"\1", value[:_DECODED])
    for found in _WORD.finditer(value):
        part = _content(found)
        if part is None:
            continue
        if found.start() > last or found[1].lower() != charset:
            # A character may be cut in two by neighbours that have the same charset.
            text += decoded_bytes(pending, charset) + value[last : found.start()]
            pending, charset = b"", found[1].lower()
        pending, last = pending + part, found.end()
    return clean(text + decoded_bytes(pending, charset) + value[last:])


def _content(word: re.Match[str]) -> bytes | None:
    """The bytes that an encoded word stands for; none when it is broken."""
    import binascii

    raw = word[3].encode("latin-1", "replace")
    if word[2] in "qQ":
        return _HEX.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), raw.replace(b"_", b" "))
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return None


def message_id(headers: Headers) -> str:
    """The Message-ID without its brackets; blank when there is none."""
    value = headers.first("message-id")
    found = _ID.search(value)
    return "".join((found[1] if found else value).split())[:998]


def moment(value: str) -> dt.datetime | None:
    """When a date field says, on the wall clock here and without a zone; none when that makes no sense.

    Without a zone it is UTC, as the standard has it.
    """
    from email.utils import parsedate_to_datetime

    try:
        said = parsedate_to_datetime(value)
        if said.tzinfo is None:
            said = said.replace(tzinfo=dt.UTC)
        return said.astimezone().replace(tzinfo=None, microsecond=0)
    except (TypeError, ValueError, IndexError, OverflowError, OSError):
        return None


def received(headers: Headers) -> dt.datetime | None:
    """When the last server on the way took the message, by its own words."""
    for value in headers.every("received")[:1]:
        return moment(value.rpartition(";")[2].strip())
    return None
