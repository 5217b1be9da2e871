"""A message as a source hands it over, and what its header says."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from models.errors import TouchbaseError
from models.exchange.mail_in import headers
from models.exchange.mail_in.addresses import addresses
from models.exchange.mail_in.headers import Headers

RECIPIENTS = ("to", "cc", "bcc")

_SUBJECT = 250
_EARLIEST = dt.datetime(1970, 1, 2)  # noqa: DTZ001 - the wall clock here
_AHEAD = dt.timedelta(days=1)
"""So far may the clock of a sender be ahead."""
_MARKS = re.compile(
    rb"^(?:status|x-status|x-keywords|x-uid|x-mozilla-[^:\s]*|content-length|lines):"
    rb"[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
"""What programs write into a message when somebody reads or moves it."""


class LostError(TouchbaseError):
    """The connection to a whole mailbox is gone, so that none of its messages can be read any more."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message that can be read."""

    where: str
    """What people call the place: the name of a file, the number in a mailbox."""
    head: bytes
    """The header with its blank line."""
    size: int
    """Bytes of the whole message."""
    read: Callable[[], bytes]
    """Reads the whole message. Raises `RuleError` when it is gone meanwhile, `LostError` when all are."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a source that cannot be read as a message."""

    where: str
    reason: str
    """A sentence."""
    is_left_out: bool = False
    """Whether it is left out on purpose, so that nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the header of a message says."""

    mail: Mail
    key: str
    """What it is known by once it is recorded: of its Message-ID, else of the message itself."""
    message_id: str
    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    subject: str
    moment: dt.datetime
    """When it was sent, on the wall clock here."""
    is_dated: bool
    """Whether it says so itself."""


def read_letter(mail: Mail, now: dt.datetime, limit: int) -> Letter:
    """What the header of a message says.

    The date is that of the Date field, else when it was received, else `now`. A message without a Message-ID
    is read whole unless it has more than `limit` bytes. Raises what `Mail.read` raises.
    """
    found = headers.parse(mail.head)
    name = headers.message_id(found)
    said = _sensible(headers.moment(found.first("date")), now)
    return Letter(
        mail,
        _key(b"<" + name.encode("utf-8", "replace")) if name else _key(_unmarked(_content(mail, limit))),
        name,
        _senders(found),
        tuple(addresses(found.every(*RECIPIENTS))),
        headers.words(found.first("subject"))[:_SUBJECT],
        said or _sensible(headers.received(found), now) or now.replace(microsecond=0),
        said is not None,
    )


def header_of(head: bytes) -> bytes | None:
    """The header at the beginning of what was read of a message; none when there is none, or only a part."""
    end = headers.length(head)
    whole = head[:end] if end is not None else head if head.endswith(b"\n") else b""
    return whole if len(whole) <= headers.MOST and headers.has_fields(whole) else None


def _senders(found: Headers) -> tuple[str, ...]:
    return tuple(addresses(found.every("from")) or addresses(found.every("sender")))


def _sensible(moment: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    return moment if moment is not None and _EARLIEST < moment < now + _AHEAD else None


def _content(mail: Mail, limit: int) -> bytes:
    """What tells a message without a Message-ID from any other: all of it, of a very large one its header."""
    return mail.read() if mail.size <= limit else mail.head + str(mail.size).encode()


def _unmarked(data: bytes) -> bytes:
    """A message without what differs between copies of it: line ends, and marks that it was read."""
    data = data.replace(b"\r\n", b"\n")
    end = headers.length(data) or len(data)
    return _MARKS.sub(b"", data[:end]) + data[end:].rstrip()


def _key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
