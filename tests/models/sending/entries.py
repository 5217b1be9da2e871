"""Entries to send, for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from models.base import tuples
from models.database import reading, unit
from models.delivery import Delivery
from models.enums import ContentKind, CorrespondenceType, DeliveryState, DeliveryStatus, MailSecurity
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.mail_setup import MailSetup
from models.rules.content import attachments
from models.rules.outgoing import deliveries
from models.template import InteractionTemplate
from tests import builders

EMAIL, HARD_COPY = CorrespondenceType.EMAIL, CorrespondenceType.HARD_COPY
DAY = dt.date(2025, 5, 15)


@unit
def mail_server(port: int, **values: Any) -> None:
    """Mail Setup for the server of a test, as fast as it goes."""
    known = {
        "host": "127.0.0.1",
        "port": port,
        "security": int(MailSecurity.NONE),
        "sender_name": "Cronus",
        "sender_address": "crm@cronus.example",
        "messages_per_minute": 0,
    }
    MailSetup.update(**{**known, **values}).execute()


@unit
def entry(contact: int | None, text: str = "Dear Ida", **values: Any) -> int:
    """An e-mail with a merged text for a contact, logged and not yet queued."""
    if "attachment" not in values:
        values["attachment"] = attachments.store("body.txt", text.encode(), kind=ContentKind.BODY)
    template = InteractionTemplate.get_or_none() or InteractionTemplate.get_by_id(builders.template())
    known = {
        "contact": contact,
        "company": contact,
        "template": template.id,
        "interaction_group": template.interaction_group,
        "description": "Thank-you note",
        "date": DAY,
        "occurred": occurred(DAY, None),
        "correspondence_type": int(EMAIL),
        "merged": True,
    }
    return Entry.add(**{**known, **values})


def ida(no: str = "CT3001", **values: Any) -> int:
    """A person with an address."""
    return builders.person(no, "Ida Voss", **{"email": "ida@mill.example", **values})


def queued(number: int = 1) -> list[int]:
    """So many e-mails to Ida that wait."""
    contact = ida()
    return deliveries.queue([entry(contact, f"Number {place}") for place in range(number)])


@reading
def state(delivery: int) -> DeliveryState:
    """The state of a delivery."""
    return DeliveryState(tuples(Delivery.select(Delivery.state).where(Delivery.id == delivery))[0][0])


@reading
def row(delivery: int) -> Delivery:
    """A delivery."""
    found: Delivery = Delivery.get_by_id(delivery)
    return found


@reading
def status(entry_id: int) -> DeliveryStatus:
    """The delivery status of an entry."""
    query = Entry.select(Entry.delivery_status).where(Entry.id == entry_id)
    return DeliveryStatus(tuples(query)[0][0])
