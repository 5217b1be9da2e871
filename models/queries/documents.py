"""What decides whether and how a document is recorded, and what was (domain.md 4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import peewee as pw

from models.base import tuples
from models.campaign import Campaign
from models.contact import Contact, ContactBusinessRelation
from models.database import reading
from models.database.conditions import runs_on
from models.document_kinds import KINDS, DocumentKind, of_type
from models.enums import ContactType, DocumentType, LinkToTable
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.recorded_file import RecordedFile
from models.template import InteractionTemplate, InteractionTemplateLanguage, InteractionTemplateSetup
from models.words import p_, translate

_SHOWN_NOWHERE = (DocumentType.SALES_STATEMENT, DocumentType.COVER_SHEET)
"""Documents that no program keeps: they are made anew each time (domain.md 2.7)."""


@dataclass(frozen=True, slots=True)
class RecordingTemplate:
    """What an entry takes from the template that records its kind."""

    id: int
    code: str
    description: str
    interaction_group: int
    cost: Decimal
    duration: int
    information_flow: int
    initiated_by: int
    campaign: int | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """The contact that a document is recorded for."""

    id: int
    no: str
    name: str
    company: int | None
    """The company its entries count for: of a company itself."""
    salesperson: int | None


@dataclass(frozen=True, slots=True)
class KindSetup:
    """A kind and the template that records it; a blank code for none."""

    kind: DocumentKind
    template_code: str


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that records the same document, or the same file."""

    entry_no: int
    document_type: int
    document_no: str
    contact: int | None


@reading
def kinds() -> list[KindSetup]:
    """Every kind with the template that records it, in the order of Interaction Template Setup."""
    fields = [InteractionTemplateSetup._meta.fields[kind.setup] for kind in KINDS]
    rows = tuples(InteractionTemplateSetup.select(*fields).limit(1))
    chosen = rows[0] if rows else (None,) * len(KINDS)
    of = InteractionTemplate
    wanted = [one for one in chosen if one is not None]
    known = dict(tuples(of.select(of.id, of.code).where(of.id.in_(wanted))))
    return [KindSetup(kind, known.get(template, "")) for kind, template in zip(KINDS, chosen, strict=True)]


@reading
def template_for(kind: DocumentKind) -> RecordingTemplate | None:
    """The template that Interaction Template Setup names for a kind, or none.

    Raises `RuleError` for a template with language rows: those carry content of their own, and a document is
    its own content. A meeting invitation may have some (domain.md 1.4, 4).
    """
    pointer: Any = InteractionTemplateSetup._meta.fields[kind.setup]
    of = InteractionTemplate
    query = of.select(
        of.id,
        of.code,
        of.description,
        of.interaction_group,
        of.unit_cost,
        of.unit_duration,
        of.information_flow,
        of.initiated_by,
        of.campaign,
    ).join(InteractionTemplateSetup, on=(pointer == of.id))
    rows = tuples(query.limit(1))
    if not rows:
        return None
    template = RecordingTemplate(*rows[0])
    rows_of = InteractionTemplateLanguage
    if kind.name != "meeting-invitation" and tuples(
        rows_of.select(rows_of.id).where(rows_of.template == template.id).limit(1)
    ):
        raise RuleError(
            p_(
                "error",
                "Template {code} has language rows, which no template that records documents may have; delete"
                " them, or choose another for {field} in Interaction Template Setup.",
            ).format(code=template.code, field=translate(kind.setup_field.caption)),
            field=kind.setup_field.name,
        )
    return template


@reading
def contact(no: str) -> Recipient | None:
    """The contact with this number, or none."""
    return _recipient(Contact.no == no)


@reading
def contact_of(table: LinkToTable, no: str) -> Recipient | None:
    """The contact of the first business relation to this customer or vendor, or none."""
    of = ContactBusinessRelation
    linked = of.select(of.contact).where(of.linked_no == no, of.link_to_table == int(table))
    found = tuples(linked.order_by(of.id).limit(1))
    return _recipient(Contact.id == found[0][0]) if found else None


def _recipient(condition: Any) -> Recipient | None:
    of = Contact
    query = of.select(of.id, of.no, of.name, of.type, of.company, of.salesperson).where(condition)
    for record, no, name, kind, company, salesperson in tuples(query):
        return Recipient(record, no, name, record if kind == ContactType.COMPANY else company, salesperson)
    return None


@reading
def targeting_campaign(recipient: Recipient, day: dt.date) -> int | None:
    """The activated campaign running on `day` that the contact or its company is a target of, or none.

    Targets are the contacts of log entries that are flagged so. Of several campaigns it is the one that began
    last.
    """
    of = Campaign
    running = of.activated & ~of.blocked & runs_on(of, day)
    owners = [one for one in (recipient.id, recipient.company) if one is not None]
    flagged = Entry.select(Entry.id).where(
        Entry.campaign == of.id,
        Entry.campaign_target,
        ~Entry.canceled,
        ~Entry.postponed,
        Entry.contact.in_(owners) | Entry.company.in_(owners),
    )
    query = of.select(of.id).where(running, pw.fn.EXISTS(flagged))
    rows = tuples(query.order_by(of.starting_date.desc(), of.id.desc()).limit(1))
    return int(rows[0][0]) if rows else None


@reading
def recorded_document(kind: DocumentKind, document_no: str, version: int, contact_id: int) -> Twin | None:
    """The latest entry of this document for this contact that is not canceled; none without a number."""
    if not document_no or not kind.document_type:
        return None
    return _twin(
        (Entry.contact == contact_id)
        & (Entry.document_type == int(kind.document_type))
        & (Entry.document_no == document_no)
        & (Entry.version_no == version)
    )


@reading
def recorded_file(sha256: str) -> Twin | None:
    """The entry that a file with this fingerprint was recorded as; none when that is canceled or deleted."""
    rows = tuples(RecordedFile.select(RecordedFile.entry_no).where(RecordedFile.sha256 == sha256))
    return _twin(Entry.id == rows[0][0]) if rows else None


def _twin(condition: Any) -> Twin | None:
    of = Entry
    query = of.select(of.id, of.document_type, of.document_no, of.contact)
    rows = tuples(query.where(condition, ~of.canceled).order_by(of.id.desc()).limit(1))
    return Twin(*rows[0]) if rows else None


@reading
def document_of(entry_id: int) -> str:
    """Which document an entry without an attachment records, as a sentence (domain.md 2.7).

    Raises `RuleError` when it records none, or one that is kept nowhere, and `NotFoundError` when it is gone.
    """
    of = Entry
    query = of.select(of.document_type, of.document_no, of.version_no).where(of.id == entry_id)
    rows = tuples(query)
    if not rows:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    document_type, number, version = rows[0]
    kind = of_type(document_type)
    if kind is None:
        raise RuleError(p_("error", "Nothing is attached."))
    caption = translate(kind.caption)
    if document_type in _SHOWN_NOWHERE or not number:
        raise RuleError(
            p_("error", "{kind}: nothing was kept of it that could be shown.").format(kind=caption)
        )
    told = p_("document", "{kind} {number}: no file was kept; open it in your ERP.")
    if version:
        told = p_("document", "{kind} {number}, version {version}: no file was kept; open it in your ERP.")
    return told.format(kind=caption, number=number, version=version)
