"""Addresses that somebody gives for a document, in place of those of its contact."""

from __future__ import annotations

from models import dictionary, values
from models.base import tuples
from models.contact import Contact
from models.delivery import Delivery
from models.emails import addresses
from models.enums import CorrespondenceType
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.words import p_


def readable(text: str) -> str:
    """Addresses separated by semicolons, as an entry holds them; raises `RuleError` when one is none."""
    from models.exchange.smtp.letter import check_address

    try:
        checked = "; ".join(check_address(address) for address in addresses(text) or [text])
        return str(values.read(dictionary.about(Entry.contact_via), checked))
    except RuleError as error:
        raise RuleError(error.sentence, field="to") from None


def readdress(delivery: Delivery, to: str) -> str:
    """Have the document of a delivery go to these addresses, and return them; part of a unit of work.

    Raises `RuleError` for what is no document that goes by e-mail: that goes where its contact is.
    """
    of = Entry
    query = of.select(of.document_type, of.correspondence_type, Contact.no)
    query = query.left_outer_join(Contact, on=of.contact == Contact.id).where(of.id == delivery.entry)
    ((document_type, kind, contact),) = tuples(query)
    if not document_type or kind != CorrespondenceType.EMAIL:
        told = p_(
            "error",
            "Delivery {number} is no mailed document, so it goes to the E-Mail of contact {contact}; change "
            "that, then retry it.",
        )
        raise RuleError(told.format(number=delivery.id, contact=contact or ""), field="to")
    via = readable(to)
    of.update(contact_via=via).where(of.id == delivery.entry).execute()
    return via
