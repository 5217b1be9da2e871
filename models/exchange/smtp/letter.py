"""A letter as it goes over the wire: headers that nothing from data can break out of, text, HTML, files."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from models.emails import addresses, check_addresses
from models.errors import RuleError
from models.exchange.content import Picture
from models.text import clean, clean_note
from models.words import p_

_POLICY = SMTP.clone(cte_type="7bit", max_line_length=78, refold_source="none")
"""Bytes that any server takes, also one that has never heard of 8BITMIME."""
_WORDS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]{0,60}")
"""A name that stands in a header as it is."""
_LINE = 65
"""Letters of a line in a name that is encoded."""

_TYPES = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""The same on every machine, unlike the tables of operating systems."""

_ANYTHING = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and whose it is."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a letter."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, to one or more addresses that all see each other."""

    message_id: str
    date: dt.datetime
    """When it was written, with a time zone."""
    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    text: str
    html: str = ""
    """The same as `text` for programs that show HTML; blank when there is none."""
    pictures: tuple[Picture, ...] = ()
    """What the HTML shows as `cid:<name>`."""
    files: tuple[Enclosed, ...] = ()
    submitter: str = ""
    """The address that hands it over, when it is not the sender's; errors come back to it."""
    reply_to: tuple[Mailbox, ...] = ()
    unsubscribe: str = ""
    """The address that takes people off the list; blank when it went to no list."""


def new_message_id(address: str) -> str:
    """A Message-ID that no other letter has, at the place of the sender's address."""
    return make_msgid(domain=address.rpartition("@")[2])


def composed(letter: Letter) -> bytes:
    """The letter in the bytes of RFC 5322, lines ended by CR LF.

    Raises `RuleError` for an address that is none, or has letters that mail servers do not take.
    """
    message = EmailMessage(policy=_POLICY)
    message["Message-ID"] = letter.message_id
    message["Date"] = format_datetime(letter.date)
    _put(message, "From", letter.sender)
    if letter.submitter:
        _put(message, "Sender", Mailbox(letter.submitter))
    if letter.reply_to:
        _put(message, "Reply-To", *letter.reply_to)
    _put(message, "To", *letter.to)
    message["Subject"] = _line(letter.subject)
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<mailto:{letter.unsubscribe}?subject=unsubscribe>"
    message.set_content(clean_note(letter.text) + "\n")
    if letter.html:
        _show(message, letter.html, letter.pictures)
    for file in letter.files:
        _enclose(message, file)
    return message.as_bytes()


def check_address(address: str) -> str:
    """The address, which can be written to; raises `RuleError` when it cannot."""
    check_addresses(address, "email")
    if addresses(address) != [address]:
        told = p_("error", "A letter needs one address, not {address}.")
        raise RuleError(told.format(address=clean(address) or p_("error", "none")), field="email")
    if not address.isascii() or not address.isprintable() or "=?" in address:
        told = p_("error", "{address} has letters that mail servers do not take in an address.")
        raise RuleError(told.format(address=clean(address)), field="email")
    return address


def _put(message: EmailMessage, header: str, *boxes: Mailbox) -> None:
    # The library folds long names in quotes without the quotes: what stands in a name would be an address.
    message.set_raw(header, ",\r\n ".join(map(_address, boxes)))


def _address(box: Mailbox) -> str:
    address = check_address(box.address)
    name = _line(box.name)
    if not name:
        return address
    shown = name if _WORDS.fullmatch(name) else Header(name, "utf-8", _LINE).encode(linesep="\r\n")
    return f"{shown}\r\n <{address}>" if len(shown) + len(address) > _LINE else f"{shown} <{address}>"


def _line(text: str) -> str:
    """Text for a header: one line, and nothing in it counts as encoded, for a line break could hide there."""
    return clean(text).replace("=?", "= ?")


def _show(message: EmailMessage, html: str, pictures: tuple[Picture, ...]) -> None:
    message.add_alternative(clean_note(html) + "\n", subtype="html")
    *_, part = message.iter_parts()
    assert isinstance(part, EmailMessage)
    for picture in pictures:
        main, _, sub = picture.content_type.partition("/")
        part.add_related(picture.data, maintype=main, subtype=sub, cid=f"<{_line(picture.name)}>")


def _enclose(message: EmailMessage, file: Enclosed) -> None:
    name = _line(file.name).replace("/", "_").replace("\\", "_") or p_("file", "attachment")
    kind = _TYPES.get(name.rpartition(".")[2].casefold(), _ANYTHING)
    if kind.startswith("text/") and not _is_text(file.data):
        kind = _ANYTHING
    main, _, sub = kind.partition("/")
    message.add_attachment(
        file.data,
        maintype=main,
        subtype=sub,
        filename=name,
        params={"charset": "utf-8"} if main == "text" else None,
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
