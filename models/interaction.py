"""The interaction log: everything recorded, postponed or canceled (domain.md 1.9), and open drafts."""

from __future__ import annotations

import datetime as dt

import peewee as pw

from models.attachment import Attachment
from models.base import Record
from models.campaign import Campaign, CampaignEntry
from models.codes import Language
from models.contact import Contact
from models.database import database
from models.enums import (
    CorrespondenceType,
    DeliveryStatus,
    DocumentType,
    Evaluation,
    InformationFlow,
    InitiatedBy,
)
from models.fields import Choice, Code, Date, Flag, Moment, Money, Note, Reference, Text, Time, Whole
from models.salesperson import Salesperson
from models.template import InteractionGroup, InteractionTemplate
from models.user import User
from models.word_template import WordTemplate
from models.words import N_


class InteractionLogEntry(Record):
    """One interaction with one contact: logged, postponed or canceled. Its entry number is its id."""

    contact = Reference(Contact, N_("field", "Contact No."), N_("tip", "Whom the interaction was with."))
    company = Reference(
        Contact, N_("field", "Contact Company No."), N_("tip", "The company of the contact at that time.")
    )
    template = Reference(
        InteractionTemplate, N_("field", "Interaction Template Code"), N_("tip", "The kind of interaction.")
    )
    interaction_group = Reference(
        InteractionGroup, N_("field", "Interaction Group Code"), N_("tip", "The group of the template.")
    )
    description = Text(100, N_("field", "Description"), N_("tip", "What the interaction was about."))
    subject = Text(100, N_("field", "Subject"), N_("tip", "The subject of what was sent."))
    date = Date(
        N_("field", "Date"), N_("tip", "The day of the interaction: t today, mon, +3, 1203, 2026-03-12.")
    )
    time = Time(
        N_("field", "Time of Interaction"),
        N_("tip", "The time of the interaction: 930, 9:30, 5p, n for now."),
    )
    salesperson = Reference(Salesperson, N_("field", "Salesperson Code"), N_("tip", "Who of us it was."))
    language = Reference(
        Language, N_("field", "Language Code"), N_("tip", "The language of the interaction.")
    )
    correspondence_type = Choice(
        CorrespondenceType, N_("field", "Correspondence Type"), N_("tip", "How something is sent, if at all.")
    )
    information_flow = Choice(
        InformationFlow,
        N_("field", "Information Flow"),
        N_("tip", "Whether information went out or came in."),
    )
    initiated_by = Choice(InitiatedBy, N_("field", "Initiated By"), N_("tip", "Who started it, we or they."))
    campaign = Reference(Campaign, N_("field", "Campaign No."), N_("tip", "The campaign it belongs to."))
    campaign_entry = Reference(
        CampaignEntry, N_("field", "Campaign Entry No."), N_("tip", "Its entry there.")
    )
    campaign_target = Flag(
        N_("field", "Campaign Target"), N_("tip", "The contact is a target of the campaign.")
    )
    campaign_response = Flag(
        N_("field", "Campaign Response"), N_("tip", "The contact responds to the campaign.")
    )
    evaluation = Choice(Evaluation, N_("field", "Evaluation"), N_("tip", "How it went, in our judgement."))
    attempt_failed = Flag(N_("field", "Attempt Failed"), N_("tip", "The contact was not reached."))
    cost = Money(N_("field", "Cost (LCY)"), N_("tip", "What the interaction cost."), least=0)
    duration = Whole(N_("field", "Duration (Min.)"), N_("tip", "How many minutes it took."), least=0)
    user = Reference(User, N_("field", "User ID"), N_("tip", "Who wrote the entry."))
    segment_no = Code(20, N_("field", "Segment No."), N_("tip", "The segment it was logged from."))
    logged_segment_entry_no = Whole(N_("field", "Logged Segment Entry No."), N_("tip", "The logged segment."))
    task_no = Code(20, N_("field", "To-do No."), N_("tip", "The task it belongs to."))
    opportunity_no = Code(20, N_("field", "Opportunity No."), N_("tip", "The opportunity it belongs to."))
    document_type = Choice(
        DocumentType, N_("field", "Document Type"), N_("tip", "The kind of document recorded.")
    )
    document_no = Code(20, N_("field", "Document No."), N_("tip", "The number of the document."))
    version_no = Whole(N_("field", "Version No."), N_("tip", "The version of the document."))
    doc_occurrence = Whole(
        N_("field", "Doc. No. Occurrence"), N_("tip", "How often the number of the document was used.")
    )
    contact_alt_address = Code(
        10, N_("field", "Contact Alt. Address Code"), N_("tip", "The address on that day.")
    )
    contact_via = Text(80, N_("field", "Contact Via"), N_("tip", "The number or address used."))
    delivery_status = Choice(
        DeliveryStatus, N_("field", "Delivery Status"), N_("tip", "What became of sending.")
    )
    attachment = Reference(
        Attachment, N_("field", "Attachment No."), N_("tip", "What was sent, received or recorded.")
    )
    word_template = Reference(
        WordTemplate, N_("field", "Word Template Code"), N_("tip", "The document that was merged.")
    )
    send_word_doc_as_attachment = Flag(
        N_("field", "Send Word Doc. as Attmt."),
        N_("tip", "The document goes along as a file instead of being the text of the e-mail."),
    )
    merged = Flag(N_("field", "Merged"), N_("tip", "The fields of its content were filled in."))
    email_logged = Flag(N_("field", "E-Mail Logged"), N_("tip", "Recorded from a mailbox."))
    postponed = Flag(N_("field", "Postponed"), N_("tip", "Put aside unfinished; counts nowhere."))
    canceled = Flag(N_("field", "Canceled"), N_("tip", "Excluded from totals; can be deleted."))
    occurred = Moment()
    """Date and time on the typist's wall clock as one number: the order of the log."""
    search_text = Note("")
    """The folded words that quick search finds the entry by: its own, its contact's, its comments'."""

    searched = ("description",)


class InterLogEntryComment(Record):
    """A note of any length on a log entry (design.md 3.16)."""

    entry = Reference(
        InteractionLogEntry,
        N_("field", "Entry No."),
        N_("tip", "The log entry."),
        required=True,
        on_delete="CASCADE",
    )
    date = Date(N_("field", "Date"), N_("tip", "The day of the comment."), required=True)
    code = Code(10, N_("field", "Code"), N_("tip", "A short code of your own."))
    comment = Note(N_("field", "Comment"), N_("tip", "The text, of any length."))
    search_text = Text(250, "")

    searched = ("comment",)


class Draft(pw.Model):
    """What only an unfinished interaction needs beside its postponed log entry (design.md 2).

    The lease is `holder` until the moment `lease_until`, by the database's clock; every write of the form
    names its holder, so one that lost the lease changes nothing.
    """

    entry = Reference(InteractionLogEntry, "", required=True, on_delete="CASCADE", primary_key=True)
    typed = Note("")
    """JSON: the raw text of every field of the form."""
    set_by = Note("")
    """JSON: who set each field: typed, template, contact, you, setup."""
    fixed = Note("")
    """JSON: the names of the fields that cannot be changed."""
    contacts = Note("")
    """JSON: the ids of the contacts when several are meant."""
    before = Note("")
    """JSON: the texts and fillers at the moment of resuming; blank for a new draft."""
    at_field = Text(40, "")
    at_offset = Whole("")
    holder = Text(40, "")
    """A random token of the form that has the draft open; blank when it is put aside."""
    held_by = Text(50, "")
    host = Text(100, "")
    process = Text(40, "")
    """Process id and start time on `host`, to notice a dead holder at once."""
    lease_until = Moment()

    class Meta:
        database = database
        legacy_table_names = False


def occurred(date: dt.date, time: dt.time | None) -> int:
    """The wall-clock moment of an interaction in seconds since 1970, by which the log is ordered."""
    moment = dt.datetime.combine(date, time or dt.time(), dt.UTC)
    return int(moment.timestamp())
