"""Attachments as plain text, for terminals without windows and for the shell; what is left in them."""

from __future__ import annotations

from email.message import Message

from models.errors import RuleError
from models.queries.attachments import about, read
from models.text import clean_note
from models.words import p_

_PLAIN = frozenset(("csv", "ics", "json", "log", "tsv", "vcf", "xml", "yaml", "yml"))
"""Extensions of files that are text as they are, besides those of bodies."""
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_PARTS = 500
"""Parts of a message that are looked at; more is no letter."""


def as_text(attachment_id: int) -> str:
    """What an attachment says: documents without pictures, messages with their text and names of files.

    Control characters are gone. Raises `NotFoundError` when it is gone, and `RuleError` for files that cannot
    be shown as text.
    """
    from models.exchange import bodies, content

    extension, data = about(attachment_id).extension, read(attachment_id)
    if extension == "eml":
        text = _message(data)
    elif extension in _PLAIN:
        text = bodies.decode(data)
    else:
        text = content.plain(extension, data)
    return clean_note(text) + "\n"


def left_unfilled(attachment_id: int) -> tuple[str, ...]:
    """A sentence when the merge fields of a Word document go out as they are: it is no Word template."""
    from models.exchange import content

    row = about(attachment_id)
    if row.extension not in content.WORD:
        return ()
    try:
        names = content.fields(row.extension, read(attachment_id))
    except RuleError:
        return ()  # Fields of somebody else, or no document: a file that goes out like any other.
    told = p_(
        "message",
        "{name} has merge fields, but only the document of a Word template is filled in;"
        " import it into one (:word templates).",
    )
    return (told.format(name=row.name),) if names else ()


def _message(data: bytes) -> str:
    """A message as people read it, however broken it is."""
    from email.parser import BytesParser

    from models.exchange.mail_in.headers import words

    message = BytesParser().parsebytes(data)
    lines = [f"{name}: {words(str(message[name]))}" for name in _SHOWN if message[name]]
    texts, files = _read(message)
    if files:
        lines.append(p_("message", "Files: {names}").format(names=", ".join(map(words, files))))
    return "\n".join([*lines, "", *texts])


def _read(message: Message) -> tuple[list[str], list[str]]:
    """The texts of a message, in HTML only where there are no plain ones, and the names of its files."""
    plain: list[str] = []
    marked_up: list[str] = []
    files: list[str] = []
    for _, part in zip(range(_PARTS), message.walk(), strict=False):
        name = part.get_filename()
        if name:
            files.append(name)
        elif part.get_content_type() == "text/plain":
            plain.append(_text(part))
        elif part.get_content_type() == "text/html":
            marked_up.append(_without_markup(_text(part)))
    return plain or marked_up, files


def _text(part: Message) -> str:
    from models.exchange.mail_in.headers import decoded_bytes

    payload = part.get_payload(decode=True)
    return decoded_bytes(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")


def _without_markup(text: str) -> str:
    from models.enums import Layout
    from models.exchange import bodies

    return bodies.plain(text, Layout.HTML)
