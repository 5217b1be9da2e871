"""Campaigns and the entries that interactions leave in them (domain.md 1.8, 2.4)."""

from __future__ import annotations

from models.base import Record
from models.codes import CampaignStatus
from models.enums import DocumentType
from models.fields import Choice, Code, Date, Flag, Reference, Text, Whole
from models.number_series import NumberSeries
from models.salesperson import Salesperson
from models.user import User
from models.words import N_


class Campaign(Record):
    """A campaign that interactions can belong to."""

    no = Code(
        20, N_("field", "No."), N_("tip", "The number of the campaign; leave it blank to get the next one.")
    )
    description = Text(100, N_("field", "Description"), N_("tip", "What the campaign is about."))
    starting_date = Date(N_("field", "Starting Date"), N_("tip", "The first day of the campaign."))
    ending_date = Date(N_("field", "Ending Date"), N_("tip", "The last day of the campaign."))
    salesperson = Reference(
        Salesperson, N_("field", "Salesperson Code"), N_("tip", "Who is responsible for the campaign.")
    )
    status = Reference(CampaignStatus, N_("field", "Status Code"), N_("tip", "How far the campaign is."))
    last_date_modified = Date(
        N_("field", "Last Date Modified"), N_("tip", "The day of the last change; it is set by the program.")
    )
    number_series = Reference(NumberSeries, N_("field", "No. Series"))
    activated = Flag(
        N_("field", "Activated"),
        N_("tip", "Invoices to its targets are recorded for it from the starting to the ending date."),
    )
    blocked = Flag(N_("field", "Blocked"), N_("tip", "Not offered any more; old records keep the number."))
    search_text = Text(250, "")

    searched = ("no", "description")


class CampaignEntry(Record):
    """Groups the interactions that one action produced for a campaign."""

    campaign = Reference(Campaign, N_("field", "Campaign No."), N_("tip", "The campaign."), required=True)
    description = Text(100, N_("field", "Description"), N_("tip", "What produced the entry."))
    date = Date(N_("field", "Date"), N_("tip", "The day of the entry."), required=True)
    user = Reference(User, N_("field", "User ID"), N_("tip", "Who produced the entry."))
    segment_no = Code(20, N_("field", "Segment No."), N_("tip", "The segment that was logged."))
    salesperson = Reference(Salesperson, N_("field", "Salesperson Code"), N_("tip", "The salesperson."))
    document_type = Choice(
        DocumentType, N_("field", "Document Type"), N_("tip", "The kind of document recorded.")
    )
    canceled = Flag(N_("field", "Canceled"), N_("tip", "Whether the entry was canceled."))
    register_no = Whole(N_("field", "Register No."), N_("tip", "The logged segment."))
    search_text = Text(250, "")

    searched = ("description",)
