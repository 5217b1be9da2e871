"""Segments: working lists of contacts, and what is left of them once they are logged (domain.md 1.8)."""

from __future__ import annotations

import peewee as pw

from models.attachment import Attachment
from models.base import Record
from models.campaign import Campaign
from models.codes import Language
from models.contact import Contact
from models.database import database
from models.enums import CorrespondenceType, CriteriaAction, Evaluation, InformationFlow, InitiatedBy
from models.fields import Choice, Code, Date, Flag, Moment, Money, Note, Reference, Text, Whole
from models.number_series import NumberSeries
from models.salesperson import Salesperson
from models.template import InteractionGroup, InteractionTemplate
from models.user import User
from models.word_template import WordTemplate
from models.words import N_


class Segment(Record):
    """The header: one interaction for all contacts of the list, from which lines may differ."""

    no = Code(
        20, N_("field", "No."), N_("tip", "The number of the segment; leave it blank to get the next one.")
    )
    description = Text(100, N_("field", "Description"), N_("tip", "What the segment is for."))
    salesperson = Reference(
        Salesperson, N_("field", "Salesperson Code"), N_("tip", "Who of us is responsible.")
    )
    date = Date(N_("field", "Date"), N_("tip", "The day of the interactions."))
    campaign = Reference(Campaign, N_("field", "Campaign No."), N_("tip", "The campaign it belongs to."))
    template = Reference(
        InteractionTemplate,
        N_("field", "Interaction Template Code"),
        N_("tip", "The kind of interaction with all contacts."),
    )
    interaction_group = Reference(
        InteractionGroup, N_("field", "Interaction Group Code"), N_("tip", "The group of the template.")
    )
    language = Reference(
        Language,
        N_("field", "Language Code (Default)"),
        N_("tip", "The language for contacts whose own language the template does not have."),
    )
    subject = Text(100, N_("field", "Subject (Default)"), N_("tip", "The subject of what is sent."))
    unit_cost = Money(N_("field", "Unit Cost (LCY)"), N_("tip", "What one interaction costs."), least=0)
    unit_duration = Whole(
        N_("field", "Unit Duration (Min.)"), N_("tip", "How many minutes one interaction takes."), least=0
    )
    information_flow = Choice(
        InformationFlow,
        N_("field", "Information Flow"),
        N_("tip", "Whether the information goes out or comes in."),
    )
    initiated_by = Choice(InitiatedBy, N_("field", "Initiated By"), N_("tip", "Who started it, we or they."))
    campaign_target = Flag(
        N_("field", "Campaign Target"), N_("tip", "The contacts are targets of the campaign.")
    )
    campaign_response = Flag(
        N_("field", "Campaign Response"), N_("tip", "The interactions are responses to the campaign.")
    )
    correspondence_type = Choice(
        CorrespondenceType,
        N_("field", "Correspondence Type (Default)"),
        N_("tip", "How something is sent, if at all."),
    )
    ignore_contact_corres_type = Flag(
        N_("field", "Ignore Contact Corres. Type"),
        N_("tip", "Use the segment's correspondence type even when the contact prefers another."),
    )
    word_template = Reference(
        WordTemplate,
        N_("field", "Word Template Code"),
        N_("tip", "The document that is merged with each contact."),
    )
    send_word_docs_as_attachment = Flag(
        N_("field", "Send Word Docs. as Attmt."),
        N_("tip", "Documents go along as files instead of being the text of the e-mail."),
    )
    number_series = Reference(NumberSeries, N_("field", "No. Series"))
    worked_as = Whole("")
    """The logged segment of the lines that were worked through one by one; 0 before the first outcome."""
    last_action = Whole("")
    """The number of the criteria step that was taken last; steps taken back leave gaps."""
    search_text = Text(250, "")

    searched = ("no", "description")


class SegmentLine(Record):
    """One contact of a segment with the interaction meant for it.

    A line that a criteria step removed stays, out of sight, until the segment is logged or deleted, so that
    going back restores exactly the lines of before (design.md 3.13).
    """

    segment = Reference(Segment, N_("field", "Segment No."), N_("tip", "The segment."), required=True)
    line_no = Whole(N_("field", "Line No."), N_("tip", "The place of the line in the segment."))
    contact = Reference(
        Contact, N_("field", "Contact No."), N_("tip", "Whom the interaction is with."), required=True
    )
    company = Reference(Contact, N_("field", "Contact Company No."), N_("tip", "The company of the contact."))
    template = Reference(
        InteractionTemplate, N_("field", "Interaction Template Code"), N_("tip", "The kind of interaction.")
    )
    interaction_group = Reference(
        InteractionGroup, N_("field", "Interaction Group Code"), N_("tip", "The group of the template.")
    )
    description = Text(100, N_("field", "Description"), N_("tip", "What the interaction is about."))
    subject = Text(100, N_("field", "Subject"), N_("tip", "The subject of what is sent."))
    date = Date(N_("field", "Date"), N_("tip", "The day of the interaction."))
    salesperson = Reference(Salesperson, N_("field", "Salesperson Code"), N_("tip", "Who of us it is."))
    language = Reference(
        Language, N_("field", "Language Code"), N_("tip", "The language of the interaction.")
    )
    correspondence_type = Choice(
        CorrespondenceType, N_("field", "Correspondence Type"), N_("tip", "How something is sent, if at all.")
    )
    information_flow = Choice(
        InformationFlow,
        N_("field", "Information Flow"),
        N_("tip", "Whether information goes out or comes in."),
    )
    initiated_by = Choice(InitiatedBy, N_("field", "Initiated By"), N_("tip", "Who started it, we or they."))
    campaign = Reference(Campaign, N_("field", "Campaign No."), N_("tip", "The campaign it belongs to."))
    campaign_target = Flag(
        N_("field", "Campaign Target"), N_("tip", "The contact is a target of the campaign.")
    )
    campaign_response = Flag(
        N_("field", "Campaign Response"), N_("tip", "The contact responds to the campaign.")
    )
    evaluation = Choice(Evaluation, N_("field", "Evaluation"), N_("tip", "How it went, in our judgement."))
    cost = Money(N_("field", "Cost (LCY)"), N_("tip", "What the interaction costs."), least=0)
    duration = Whole(N_("field", "Duration (Min.)"), N_("tip", "How many minutes it takes."), least=0)
    contact_alt_address = Code(
        10, N_("field", "Contact Alt. Address Code"), N_("tip", "The address on that day.")
    )
    contact_via = Text(80, N_("field", "Contact Via"), N_("tip", "The number or address used."))
    added_by = Whole("")
    """The criteria step that added the line."""
    removed = Flag("")
    """Whether a criteria step took the line out of sight."""
    removed_by = Whole("")
    """That step; 0 while the line stands in the segment."""
    search_text = Text(250, "")

    searched = ()


class SegmentInteractionLanguage(Record):
    """The content of a segment in one language, or the content of one of its lines (domain.md 3.7)."""

    segment = Reference(Segment, N_("field", "Segment No."), N_("tip", "The segment."), required=True)
    line = Reference(
        SegmentLine,
        N_("field", "Segment Line No."),
        N_("tip", "The line whose own content it is; blank for all lines."),
        on_delete="CASCADE",
    )
    language = Reference(Language, N_("field", "Language Code"), N_("tip", "The language."))
    description = Text(
        100, N_("field", "Description"), N_("tip", "What the interaction is called in this language.")
    )
    subject = Text(100, N_("field", "Subject"), N_("tip", "The subject of what is sent."))
    attachment = Reference(
        Attachment, N_("field", "Attachment No."), N_("tip", "The file or merge body in this language.")
    )
    word_template = Reference(
        WordTemplate,
        N_("field", "Word Template Code"),
        N_("tip", "The document that is merged with each contact."),
    )
    search_text = Text(250, "")

    searched = ("description",)


class SegmentLineLease(pw.Model):
    """Who works on a line: a lease by the database's clock (design.md 2)."""

    line = Reference(SegmentLine, "", required=True, on_delete="CASCADE", primary_key=True)
    holder = Text(40, "")
    held_by = Text(50, "")
    host = Text(100, "")
    process = Text(40, "")
    lease_until = Moment()

    class Meta:
        database = database
        legacy_table_names = False


class SegmentCriteriaLine(Record):
    """One criteria step of a segment (domain.md 3.5)."""

    segment = Reference(
        Segment, N_("field", "Segment No."), N_("tip", "The segment."), required=True, on_delete="CASCADE"
    )
    action_no = Whole(N_("field", "Action No."), N_("tip", "Steps are counted from 1."))
    action = Choice(CriteriaAction, N_("field", "Action"), N_("tip", "What the step does."))
    criteria = Note("")
    """JSON: the filters by table and field, the options, and what else is needed to do it again."""
    text = Text(250, N_("field", "Filter"), N_("tip", "The filters of the step in words."))
    no_of_lines = Whole(N_("field", "No. of Lines"), N_("tip", "How many lines it added or removed."))
    search_text = Text(250, "")

    searched = ("text",)


class SavedSegmentCriteria(Record):
    """Criteria steps saved under a code, to be done again in other segments."""

    code = Code(10, N_("field", "Code"), N_("tip", "The short code of the criteria."), required=True)
    description = Text(100, N_("field", "Description"), N_("tip", "What the criteria choose."))
    user = Reference(User, N_("field", "User ID"), N_("tip", "Who saved them."))
    search_text = Text(250, "")

    searched = ("code", "description")


class SavedSegmentCriteriaLine(Record):
    """One step of saved criteria."""

    saved = Reference(
        SavedSegmentCriteria,
        N_("field", "Segment Criteria Code"),
        N_("tip", "The saved criteria."),
        required=True,
        on_delete="CASCADE",
    )
    line_no = Whole(N_("field", "Line No."), N_("tip", "The place of the step."))
    action = Choice(CriteriaAction, N_("field", "Action"), N_("tip", "What the step does."))
    criteria = Note("")
    """JSON, as in a segment's own steps."""
    text = Text(250, N_("field", "Filter"), N_("tip", "The filters of the step in words."))
    search_text = Text(250, "")

    searched = ("text",)


class LoggedSegment(Record):
    """What is left of a segment that was logged; its entry number is its id (domain.md 3.11)."""

    segment_no = Code(20, N_("field", "Segment No."), N_("tip", "The number that the segment had."))
    description = Text(100, N_("field", "Description"), N_("tip", "What the segment was for."))
    creation_date = Date(N_("field", "Creation Date"), N_("tip", "The day it was logged."), required=True)
    user = Reference(User, N_("field", "User ID"), N_("tip", "Who logged it."))
    canceled = Flag(N_("field", "Canceled"), N_("tip", "Excluded from totals, with all its entries."))
    search_text = Text(250, "")

    searched = ("segment_no", "description")
