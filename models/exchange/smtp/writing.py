"""The letter for a delivery: who writes to whom, and the entry's attachments as text and files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from models.emails import addresses
from models.enums import DeliveryState, Layout
from models.errors import RuleError
from models.exchange import bodies, content
from models.exchange.content import Picture
from models.exchange.smtp.letter import Enclosed, Letter, Mailbox, check_address, composed, new_message_id
from models.mail_setup import MailSetup
from models.queries import attachments
from models.queries import deliveries as queries
from models.queries.attachments import AttachmentRow
from models.queries.deliveries import Outgoing
from models.rules.outgoing.deliveries import check_recipient
from models.who import who
from models.words import p_


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter ready to be handed over."""

    sender: str
    """Where errors come back to."""
    recipients: tuple[str, ...]
    message_id: str
    subject: str
    data: bytes


class CanceledError(RuleError):
    """The entry was canceled, so its letter does not go."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What the letter says, and whether the attachment went into it."""

    text: str
    html: str = ""
    pictures: tuple[Picture, ...] = ()


def envelope(delivery_id: int, setup: MailSetup) -> Envelope:
    """The letter of a delivery; raises `CanceledError`, or `RuleError` with why it cannot be written."""
    out = queries.outgoing(delivery_id)
    if out.canceled:
        raise CanceledError(p_("delivery", "The log entry was canceled."))
    check_recipient(out.to)
    letter = _letter(out, setup)
    return Envelope(
        letter.submitter or letter.sender.address,
        tuple(box.address for box in letter.to),
        letter.message_id,
        letter.subject,
        composed(letter),
    )


def state_after(error: Exception) -> DeliveryState:
    """What becomes of a delivery whose letter could not be written."""
    return DeliveryState.GIVEN_UP if isinstance(error, CanceledError) else DeliveryState.ERROR


def _letter(out: Outgoing, setup: MailSetup) -> Letter:
    sender, reply_to = _sender(out, setup)
    to = [check_address(address) for address in addresses(out.to.addresses)]
    own = setup.sender_address
    text, files = _content(out)
    return Letter(
        message_id=out.message_id or new_message_id(sender.address),
        date=who().now.astimezone(),
        sender=sender,
        to=tuple(Mailbox(address, out.to.name if len(to) == 1 else "") for address in to),
        subject=out.to.subject,
        text=text.text,
        html=text.html,
        pictures=text.pictures,
        files=files,
        submitter=own if own and own != sender.address else "",
        reply_to=reply_to,
        unsubscribe=(own or sender.address) if out.is_mailing else "",
    )


def _sender(out: Outgoing, setup: MailSetup) -> tuple[Mailbox, tuple[Mailbox, ...]]:
    """Who writes, and where answers go if that is more than one address."""
    boxes = tuple(Mailbox(address, out.sender_name) for address in addresses(out.sender_addresses))
    if boxes:
        return boxes[0], boxes if len(boxes) > 1 else ()
    if not setup.sender_address:
        told = p_(
            "error",
            "The salesperson of entry {entry} has no E-Mail; give one, or Sender E-Mail in Mail Setup.",
        )
        raise RuleError(told.format(entry=out.to.entry), field="sender_email")
    return Mailbox(setup.sender_address, setup.sender_name), ()


def _content(out: Outgoing) -> tuple[_Text, tuple[Enclosed, ...]]:
    numbers = [*(() if out.attachment is None else (out.attachment,)), *out.files]
    known = attachments.abouts(numbers)
    said = next(
        (known[number] for number in numbers if number in known and _is_text(known[number], out)), None
    )
    text = _Text(out.description) if said is None else _text(said)
    files = (number for number in numbers if said is None or number != said.id)
    return text, tuple(_file(number) for number in files)


def _is_text(row: AttachmentRow, out: Outgoing) -> bool:
    """Whether an attachment is what the letter says, not a file that goes with it.

    The text of a document that was mailed stands beside the document.
    """
    is_merged = row.id == out.attachment and out.document_is_text
    return row.is_body or (is_merged and row.extension in content.WORD)


def _text(row: AttachmentRow) -> _Text:
    data = attachments.read(row.id)
    plain = content.plain(row.extension, data)
    if row.extension not in content.WORD and bodies.EXTENSIONS.get(row.extension) == Layout.TEXT:
        return _Text(plain)
    shown = content.rendered(row.extension, data)
    return _Text(plain, shown.html, shown.pictures)


def _file(number: int) -> Enclosed:
    return Enclosed(PurePath(attachments.about(number).name).name, attachments.read(number))
