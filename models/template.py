"""Interaction groups, interaction templates and their languages (domain.md 1.2, 1.4)."""

from __future__ import annotations

from models.attachment import Attachment
from models.base import Record
from models.campaign import Campaign
from models.codes import Described, Language
from models.enums import CorrespondenceType, InformationFlow, InitiatedBy, Layout, WizardAction
from models.fields import Choice, Code, Flag, Money, Reference, Text, Whole
from models.word_template import WordTemplate
from models.words import N_


class InteractionGroup(Described):
    """A kind of interaction, such as telephone conversations."""

    blocked = Flag(N_("field", "Blocked"), N_("tip", "Not offered any more; old records keep the code."))


class InteractionTemplate(Record):
    """What an interaction of this kind starts with; nothing is recorded without one."""

    code = Code(10, N_("field", "Code"), N_("tip", "The short code of the template."), required=True)
    interaction_group = Reference(
        InteractionGroup,
        N_("field", "Interaction Group Code"),
        N_("tip", "The group its interactions count in."),
        required=True,
    )
    description = Text(
        100, N_("field", "Description"), N_("tip", "What an interaction of this kind is called.")
    )
    unit_cost = Money(
        N_("field", "Unit Cost (LCY)"), N_("tip", "What one interaction usually costs."), least=0
    )
    unit_duration = Whole(
        N_("field", "Unit Duration (Min.)"),
        N_("tip", "How many minutes one interaction usually takes."),
        least=0,
    )
    information_flow = Choice(
        InformationFlow,
        N_("field", "Information Flow"),
        N_("tip", "Whether the information goes out or comes in."),
    )
    initiated_by = Choice(
        InitiatedBy, N_("field", "Initiated By"), N_("tip", "Who starts such an interaction.")
    )
    campaign = Reference(
        Campaign, N_("field", "Campaign No."), N_("tip", "The campaign such interactions belong to.")
    )
    campaign_target = Flag(
        N_("field", "Campaign Target"), N_("tip", "The contact is a target of the campaign.")
    )
    campaign_response = Flag(
        N_("field", "Campaign Response"), N_("tip", "The interaction is a response to the campaign.")
    )
    correspondence_type = Choice(
        CorrespondenceType,
        N_("field", "Correspondence Type (Default)"),
        N_("tip", "How such interactions are sent."),
        default=int(CorrespondenceType.EMAIL),
    )
    ignore_contact_corres_type = Flag(
        N_("field", "Ignore Contact Corres. Type"),
        N_("tip", "Use the template's correspondence type even when the contact prefers another."),
    )
    language = Reference(
        Language,
        N_("field", "Language Code (Default)"),
        N_("tip", "The language for contacts whose own language the template does not have."),
    )
    wizard_action = Choice(
        WizardAction,
        N_("field", "Wizard Action"),
        N_("tip", "What is done with the content: opened, a file imported, or merged with the contact."),
    )
    word_template = Reference(
        WordTemplate,
        N_("field", "Word Template Code"),
        N_("tip", "The document that is merged with each contact."),
    )
    blocked = Flag(N_("field", "Blocked"), N_("tip", "Not offered any more; old records keep the code."))
    search_text = Text(250, "")

    searched = ("code", "description")


class InteractionTemplateLanguage(Record):
    """The template in one language."""

    template = Reference(
        InteractionTemplate,
        N_("field", "Interaction Template Code"),
        N_("tip", "The template."),
        required=True,
        on_delete="CASCADE",
    )
    language = Reference(Language, N_("field", "Language Code"), N_("tip", "The language."), required=True)
    description = Text(
        100, N_("field", "Description"), N_("tip", "What the interaction is called in this language.")
    )
    attachment = Reference(
        Attachment, N_("field", "Attachment No."), N_("tip", "The file or merge body in this language.")
    )
    word_template = Reference(
        WordTemplate,
        N_("field", "Word Template Code"),
        N_("tip", "The document that is merged with each contact."),
    )
    layout = Choice(
        Layout,
        N_("field", "Custom Layout"),
        N_("tip", "How the text of the message is written; choosing one makes a text to begin with."),
    )
    search_text = Text(250, "")

    searched = ("description",)


def _kind(caption: str) -> Reference:
    return Reference(
        InteractionTemplate, caption, N_("tip", "The template that records this kind of document.")
    )


class InteractionTemplateSetup(Record):
    """One record: which template records which kind of document (domain.md 4)."""

    sales_quotes = _kind(N_("field", "Sales Quotes"))
    sales_blanket_orders = _kind(N_("field", "Sales Blnkt. Ord"))
    sales_order_confirmations = _kind(N_("field", "Sales Ord. Cnfrmn."))
    sales_draft_invoices = _kind(N_("field", "Sales Draft Invoices"))
    sales_invoices = _kind(N_("field", "Sales Invoices"))
    sales_shipment_notes = _kind(N_("field", "Sales Shpt. Note"))
    sales_credit_memos = _kind(N_("field", "Sales Cr. Memo"))
    sales_statements = _kind(N_("field", "Sales Statement"))
    sales_reminders = _kind(N_("field", "Sales Rmdr."))
    sales_return_orders = _kind(N_("field", "Sales Return Order"))
    sales_return_receipts = _kind(N_("field", "Sales Return Receipt"))
    sales_finance_charge_memos = _kind(N_("field", "Sales Finance Charge Memo"))
    purchase_quotes = _kind(N_("field", "Purch. Quotes"))
    purchase_blanket_orders = _kind(N_("field", "Purch Blnkt Ord"))
    purchase_orders = _kind(N_("field", "Purch. Orders"))
    purchase_invoices = _kind(N_("field", "Purch Invoices"))
    purchase_receipts = _kind(N_("field", "Purch. Rcpt."))
    purchase_credit_memos = _kind(N_("field", "Purch Cr Memos"))
    purchase_return_shipments = _kind(N_("field", "Purch. Return Shipment"))
    purchase_return_order_confirmations = _kind(N_("field", "Purch. Return Ord. Cnfrmn."))
    service_order_create = _kind(N_("field", "Serv Ord Create"))
    service_order_post = _kind(N_("field", "Serv Ord Post"))
    service_contracts = _kind(N_("field", "Service Contract"))
    service_contract_quotes = _kind(N_("field", "Service Contract Quote"))
    service_quotes = _kind(N_("field", "Service Quote"))
    outgoing_calls = _kind(N_("field", "Outg. Calls"))
    emails = _kind(N_("field", "E-Mails"))
    email_drafts = _kind(N_("field", "E-Mail Draft"))
    meeting_invitations = _kind(N_("field", "Meeting Invitation"))
    cover_sheets = _kind(N_("field", "Cover Sheets"))
