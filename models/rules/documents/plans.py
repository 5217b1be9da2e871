"""Whether a document would be recorded, for whom and how: what is said, set up and known (domain.md 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from models import dictionary, values
from models.base import tuples
from models.campaign import Campaign
from models.contact import Contact
from models.document_kinds import DocumentKind, find
from models.enums import LinkToTable
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import documents as known
from models.queries.documents import Recipient, RecordingTemplate
from models.rules.contacts.privacy import refuse_blocked
from models.salesperson import Salesperson
from models.who import who
from models.words import p_, translate


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody says about a document, as texts; only the kind and whom it is for are needed."""

    kind: str
    """The name of a kind: `sales-invoice`."""
    contact: str = ""
    """The number of the contact; goes before customer and vendor."""
    customer: str = ""
    vendor: str = ""
    document_no: str = ""
    version: str = ""
    occurrence: str = ""
    salesperson: str = ""
    campaign: str = ""
    opportunity: str = ""
    description: str = ""


class Outcome(Enum):
    """What came of recording a document."""

    RECORDED = "recorded"
    NO_TEMPLATE = "no template"
    """Interaction Template Setup has none for the kind, so nothing is wanted."""
    NO_CONTACT = "no contact"
    BLOCKED = "blocked"
    """The contact is blocked for privacy."""
    KNOWN = "known"
    """The document or its file was recorded before, and once was asked for."""
    OTHER = "other"
    """The file was recorded before as another document, and once was asked for."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it, with a sentence for people."""

    outcome: Outcome
    sentence: str
    entry_no: int | None = None
    """The entry made, or the one known."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that can be recorded: what its entry will hold, but for the moment."""

    kind: DocumentKind
    template: RecordingTemplate
    recipient: Recipient
    values: dict[str, Any]


def plan(document: Document) -> Plan | Recorded:
    """What would be recorded, or why nothing would.

    Raises `RuleError` or `NotFoundError` as `documents.record` does.
    """
    kind = find(document.kind)
    given = _given(document)
    recipient = _recipient(kind, document)
    template = known.template_for(kind)
    campaign = given["campaign"]
    if campaign is None and kind.name == "sales-invoice" and isinstance(recipient, Recipient):
        campaign = known.targeting_campaign(recipient, who().today)
        if campaign is not None and template is None:
            raise _no_template_for_campaign(kind, campaign)
    if template is None:
        told = p_("document", "Nothing was recorded: {field} is blank in Interaction Template Setup.")
        field = translate(kind.setup_field.caption)
        return Recorded(Outcome.NO_TEMPLATE, told.format(field=field))
    if isinstance(recipient, Recorded):
        return recipient
    try:
        refuse_blocked(recipient.id)
    except RuleError as error:
        told = p_("document", "Nothing was recorded: {reason}")
        return Recorded(Outcome.BLOCKED, told.format(reason=error.sentence))
    salesperson = given["salesperson"] or (recipient.salesperson if document.contact.strip() else None)
    chosen = {"salesperson": salesperson, "campaign": campaign or template.campaign}
    return Plan(kind, template, recipient, {**given, **chosen})


_TEXTS = {
    "document_no": "document_no",
    "version_no": "version",
    "doc_occurrence": "occurrence",
    "opportunity_no": "opportunity",
    "description": "description",
}
_REFERENCES: dict[str, Any] = {"salesperson": Salesperson, "campaign": Campaign}


def _given(document: Document) -> dict[str, Any]:
    """What was said, as stored by attribute of the entry; raises `RuleError` naming what cannot be right."""
    found: dict[str, Any] = {}
    for attribute, name in _TEXTS.items():
        about = dictionary.about(Entry._meta.fields[attribute])
        try:
            found[attribute] = values.read(about, getattr(document, name))
        except RuleError as error:
            raise RuleError(error.sentence, field=name) from None
        if isinstance(found[attribute], int) and found[attribute] < 0:
            told = p_("error", "{field} must be at least {least}.")
            raise RuleError(told.format(field=translate(about.caption), least=0), field=name)
    for name, model in _REFERENCES.items():
        text = getattr(document, name).strip()
        found[name] = _referred(model, text) if text else None
        if text and found[name] is None:
            caption = translate(dictionary.about(Entry._meta.fields[name]).caption)
            told = p_("error", "{field}: there is no {key}.").format(field=caption, key=text)
            raise RuleError(told, field=name)
    return found


def _referred(model: Any, text: str) -> int | None:
    from models.queries.records import refer  # the dictionary of all pages, which most documents do without

    return refer(model, text)


def _recipient(kind: DocumentKind, document: Document) -> Recipient | Recorded:
    """Whom the document is for, or why nobody (domain.md 4 step 3)."""
    if document.contact.strip():
        no = _number(document.contact, "contact")
        told = p_("document", "Nothing was recorded: there is no contact {no}.").format(no=no)
        return known.contact(no) or Recorded(Outcome.NO_CONTACT, told)
    numbers = {LinkToTable.CUSTOMER: document.customer.strip(), LinkToTable.VENDOR: document.vendor.strip()}
    table = kind.account or next((one for one, no in numbers.items() if no), LinkToTable.BLANK)
    if not numbers.get(table):
        raise _nobody(kind)
    no = _number(numbers[table], "customer" if table is LinkToTable.CUSTOMER else "vendor")
    told = p_("document", "Nothing was recorded: no contact is linked to {table} {no}.")
    missing = told.format(table=translate(table.caption).lower(), no=no)
    return known.contact_of(table, no) or Recorded(Outcome.NO_CONTACT, missing)


def _number(text: str, name: str) -> str:
    try:
        return str(values.read(dictionary.about(Contact._meta.fields["no"]), text))
    except RuleError as error:
        raise RuleError(error.sentence, field=name) from None


def _nobody(kind: DocumentKind) -> RuleError:
    if kind.account:
        told = p_("error", "{kind}: say which {table} or contact it is for.")
        table = translate(kind.account.caption).lower()
        return RuleError(told.format(kind=translate(kind.caption), table=table), field=table)
    told = p_("error", "{kind}: say which contact it is for.")
    return RuleError(told.format(kind=translate(kind.caption)), field="contact")


def _no_template_for_campaign(kind: DocumentKind, campaign: int) -> RuleError:
    number = tuples(Campaign.select(Campaign.no).where(Campaign.id == campaign))[0][0]
    told = p_(
        "error",
        "{field} is blank in Interaction Template Setup, but campaign {campaign} has its invoices recorded; "
        "choose a template there.",
    )
    field = kind.setup_field
    return RuleError(told.format(field=translate(field.caption), campaign=number), field=field.name)
