"""The log entries of messages: one for each contact, with the message as their common attachment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import locked, unit
from models.delivery import LoggedMessage
from models.enums import CorrespondenceType, InformationFlow, InitiatedBy
from models.exchange.mail_in.headers import decoded_bytes
from models.exchange.mail_in.letter import Letter
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.queries import mail_addresses
from models.queries.documents import RecordingTemplate
from models.rules import search_texts
from models.rules.campaigns.entries import entry_for
from models.rules.content import attachments
from models.rules.mail_logging.deciding import Decision, Match, decide
from models.rules.statistics import Counted, move
from models.template import InteractionTemplateSetup
from models.user import my_id
from models.words import p_

_LENGTH = 100
_VIA = 80
_HEAD = 200_000
"""Characters of the header that the note about a very large message keeps."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A message with its content."""

    letter: Letter
    data: bytes | None
    """None when it is too large to be kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a message."""

    decision: Decision
    entries: tuple[int, ...] = ()
    """Its new entries, in the order of `decision.wanted`."""


@unit
def write(messages: Sequence[Loaded], template: RecordingTemplate) -> list[Written]:
    """Record messages that are not recorded yet, all or none of them; in their order."""
    # Whoever else records messages waits here, so that each of us sees what the other recorded.
    tuples(locked(InteractionTemplateSetup.select(InteractionTemplateSetup.id)))
    decisions = decide([message.letter for message in messages], set())
    stored = _stored_already(decisions)
    added = _Added()
    written = []
    for message, decision in zip(messages, decisions, strict=True):
        if not decision.wanted:
            written.append(Written(decision))
            continue
        attachment = stored.get(message.letter.key)
        if attachment is None:
            attachment = stored[message.letter.key] = _store(message)
        values = [_values(decision, match, template, attachment) for match in decision.wanted]
        written.append(Written(decision, tuple(added.add(row, message.letter.key) for row in values)))
    added.follow()
    return written


class _Added:
    """Entries made in this unit of work, and what follows from all of them at once."""

    def __init__(self) -> None:
        self._texts: list[tuple[int, str]] = []
        self._counted: list[Counted | None] = []
        self._logged: list[dict[str, Any]] = []

    def add(self, values: dict[str, Any], key: str) -> int:
        """Make the entry with these values by attribute for the message with this key; its number."""
        text = search_texts.new_entry_text(values)
        entry = Entry.add(**values, search_text=text, user=my_id() or None)
        self._texts.append((entry, text))
        self._counted.append(Counted.of(values))
        self._logged.append({"message_key": key, "contact": values["contact"], "entry": entry})
        return entry

    def follow(self) -> None:
        """Remember the messages, and have the entries found and counted."""
        for batch in pw.chunked(self._logged, 500):
            LoggedMessage.insert_many(batch).execute()
        if self._logged:
            search_texts.index_new(Entry, self._texts)
            move([], self._counted)


def _stored_already(decisions: Sequence[Decision]) -> dict[str, int]:
    """The attachments of messages that were recorded for other contacts before, by the messages' keys."""
    of = {
        entry: decision.letter.key
        for decision in decisions
        if decision.wanted
        for entry in (decision.entries or {}).values()
        if entry is not None
    }
    return {of[entry]: attachment for entry, attachment in mail_addresses.attachments(of).items()}


def _store(message: Loaded) -> int:
    """Keep the message, or a note about one that is too large (domain.md 4)."""
    letter = message.letter
    name = letter.subject[:_LENGTH] or p_("mail", "message")
    if message.data is not None:
        return attachments.store(f"{name}.eml", message.data, read_only=True)
    note = f"{too_large(letter.mail.size)}\n\n{decoded_bytes(letter.mail.head, '')[:_HEAD]}"
    return attachments.store(f"{name}.txt", note.encode("utf-8", "replace"), read_only=True)


def too_large(size: int) -> str:
    """That a message of so many bytes is not kept, as a sentence."""
    told = p_("mail", "The message has {size} MB and was not kept (Marketing Setup); this is its header.")
    return told.format(size=-(-size // attachments.MEGABYTE))


def _values(decision: Decision, match: Match, template: RecordingTemplate, attachment: int) -> dict[str, Any]:
    """The entry by attribute: when and what the message says, the rest from the template (domain.md 4)."""
    letter = decision.letter
    moment, subject = letter.moment, letter.subject[:_LENGTH].strip()
    campaign = template.campaign
    outbound = decision.flow == InformationFlow.OUTBOUND
    return {
        "contact": match.owner.id,
        "company": match.owner.company,
        "template": template.id,
        "interaction_group": template.interaction_group,
        "description": subject or template.description or p_("mail", "E-mail without subject"),
        "subject": subject,
        "date": moment.date(),
        "time": moment.time(),
        "occurred": occurred(moment.date(), moment.time()),
        "salesperson": match.salesperson,
        "correspondence_type": int(CorrespondenceType.EMAIL),
        "information_flow": int(decision.flow),
        "initiated_by": int(InitiatedBy.US if outbound else InitiatedBy.THEM),
        "campaign": campaign,
        "campaign_entry": entry_for(campaign, moment.date(), match.salesperson) if campaign else None,
        "cost": template.cost,
        "duration": template.duration,
        "contact_alt_address": match.owner.alt_address,
        "contact_via": match.via[:_VIA],
        "attachment": attachment,
        "email_logged": True,
        "attempt_failed": False,
    }
