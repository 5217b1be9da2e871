"""Deliveries: what was or is to be sent for a log entry, and what became of it (domain.md 2.9).

A message is sent at most once: its Message-ID and the state *being sent* are stored before it is handed
over, so that one whose sender died is *uncertain* and waits for a person's word.
"""

from __future__ import annotations

import peewee as pw

from models.base import Record
from models.contact import Contact
from models.database import database
from models.enums import CorrespondenceType, DeliveryState
from models.fields import Choice, Moment, Reference, Text, Whole
from models.interaction import InteractionLogEntry
from models.words import N_


class Delivery(Record):
    """One message or hard copy for one log entry, with the lease of the program that sends it."""

    entry = Reference(
        InteractionLogEntry,
        N_("field", "Entry No."),
        N_("tip", "The log entry it was written for."),
        required=True,
        on_delete="CASCADE",
    )
    correspondence_type = Choice(
        CorrespondenceType, N_("field", "Correspondence Type"), N_("tip", "How it is sent.")
    )
    state = Choice(DeliveryState, N_("field", "State"), N_("tip", "What became of it."))
    sent_to = Text(250, N_("field", "Sent To"), N_("tip", "The addresses, or the file of a hard copy."))
    subject = Text(250, N_("field", "Subject"), N_("tip", "The subject of the message."))
    message_id = Text(250, N_("field", "Message-ID"), N_("tip", "What mail servers know the message by."))
    response = Text(500, N_("field", "Response"), N_("tip", "The words of the server, or what went wrong."))
    tried_at = Moment(N_("field", "Tried At"), help_text=N_("tip", "When it was last tried to hand it over."))
    attempts = Whole(N_("field", "Attempts"), N_("tip", "How often it was tried."))
    holder = Text(40, "")
    """A random token of the sender that has it in hand; blank when none has."""
    held_by = Text(50, "")
    host = Text(100, "")
    process = Text(40, "")
    lease_until = Moment()
    search_text = Text(250, "")

    searched = ("sent_to", "subject")


class LoggedMessage(pw.Model):
    """A message that was recorded for a contact, so that it is not recorded again (domain.md 4)."""

    message_key = Text(64, "")
    """The SHA-256 of its Message-ID, or of the message if it has none, in hexadecimal."""
    contact = Reference(Contact, "", required=True, on_delete="CASCADE")
    entry = Reference(InteractionLogEntry, "", on_delete="SET NULL")

    class Meta:
        database = database
        legacy_table_names = False
