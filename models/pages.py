"""The list of pages: what can be listed, opened, filtered and looked up, on screen and in the shell.

A set-up table is its model and one entry here; it needs no screen of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import peewee as pw

from models.attached_file import AttachedFile
from models.attachment import Attachment
from models.campaign import Campaign, CampaignEntry
from models.codes import (
    BusinessRelation,
    CampaignStatus,
    Country,
    IndustryGroup,
    JobResponsibility,
    Language,
    MailingGroup,
    OrganizationalLevel,
    Salutation,
    SalutationFormula,
    Territory,
)
from models.company_information import CompanyInformation
from models.contact import (
    Contact,
    ContactAltAddress,
    ContactAltAddressDateRange,
    ContactBusinessRelation,
    ContactComment,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
)
from models.delivery import Delivery
from models.errors import NotFoundError
from models.interaction import InteractionLogEntry, InterLogEntryComment
from models.mail_setup import MailSetup
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine, NumberSeriesRelationship
from models.salesperson import Salesperson
from models.segment import (
    LoggedSegment,
    SavedSegmentCriteria,
    SavedSegmentCriteriaLine,
    Segment,
    SegmentCriteriaLine,
    SegmentInteractionLanguage,
    SegmentLine,
)
from models.template import (
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    InteractionTemplateSetup,
)
from models.user import User
from models.word_template import WordTemplate
from models.words import N_, p_


@dataclass(frozen=True, slots=True)
class Page:
    """Records of one kind as people see them."""

    name: str
    """The name in the shell: `interaction-templates`."""
    caption: str
    """The official name."""
    model: type[pw.Model]
    columns: tuple[str, ...]
    """Names of the columns of the list; `contact_no.name` is the name of the contact referred to."""
    key: tuple[str, ...] = ("code",)
    """Names of the fields that name a record in the shell, joined by `/`; `entry_no` is the id."""
    order: str = "code"
    """The field that orders it at first; blank for the order of entry."""
    descending: bool = False
    orders: tuple[str, ...] = ()
    """The fields that can order it; all of its own when blank. Only those with an index, for large tables."""
    parent: str = ""
    """The reference to the record this one is a part of: `series_code` of a number series line."""
    single: bool = False
    """There is always exactly one record."""
    hand_made: bool = False
    """Has a screen, rules or verbs of its own."""
    listed: bool = True
    """Stands in the menu and on the Setup page; parts are reached from their parent."""
    read_only: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)
    """Values that all its records have: postponed entries are a page of their own."""


_LOG_COLUMNS = (
    "date",
    "time_of_interaction",
    "interaction_template_code",
    "contact_no",
    "contact_no.name",
    "description",
    "duration",
    "cost",
    "salesperson_code",
    "evaluation",
    "status",
)

PAGES: tuple[Page, ...] = (
    Page(
        "contacts",
        N_("page", "Contacts"),
        Contact,
        ("no", "name", "company_name", "phone_no", "salesperson_code", "date_of_last_interaction"),
        key=("no",),
        order="name",
        orders=(
            "name",
            "no",
            "company_name",
            "date_of_last_interaction",
            "last_date_attempted",
            "no_of_interactions",
        ),
        hand_made=True,
    ),
    Page(
        "log-entries",
        N_("page", "Interaction Log Entries"),
        InteractionLogEntry,
        _LOG_COLUMNS,
        key=("entry_no",),
        order="date",
        descending=True,
        orders=("date", "entry_no"),
        hand_made=True,
        where={"postponed": False},
    ),
    Page(
        "postponed-interactions",
        N_("page", "Postponed Interactions"),
        InteractionLogEntry,
        (
            "date",
            "time_of_interaction",
            "interaction_template_code",
            "contact_no",
            "contact_no.name",
            "description",
            "salesperson_code",
            "user_id",
        ),
        key=("entry_no",),
        order="date",
        orders=("date", "entry_no"),
        hand_made=True,
        where={"postponed": True},
    ),
    Page(
        "interaction-templates",
        N_("page", "Interaction Templates"),
        InteractionTemplate,
        (
            "code",
            "interaction_group_code",
            "description",
            "correspondence_type",
            "unit_cost",
            "unit_duration",
            "information_flow",
            "initiated_by",
        ),
    ),
    Page(
        "interaction-template-languages",
        N_("page", "Interaction Template Languages"),
        InteractionTemplateLanguage,
        (
            "interaction_template_code",
            "language_code",
            "description",
            "custom_layout",
            "attachment_no.name",
            "word_template_code",
        ),
        key=("interaction_template_code", "language_code"),
        order="interaction_template_code",
        parent="interaction_template_code",
        listed=False,
    ),
    Page(
        "interaction-groups",
        N_("page", "Interaction Groups"),
        InteractionGroup,
        ("code", "description", "no_of_interactions", "cost", "duration"),
    ),
    Page(
        "interaction-template-setup",
        N_("page", "Interaction Template Setup"),
        InteractionTemplateSetup,
        (),
        key=(),
        order="",
        single=True,
    ),
    Page(
        "salespeople",
        N_("page", "Salespeople"),
        Salesperson,
        ("code", "name", "phone_no", "email", "no_of_interactions"),
    ),
    Page(
        "users",
        N_("page", "User Setup"),
        User,
        ("user_id", "salesperson_code"),
        key=("user_id",),
        order="user_id",
    ),
    Page("marketing-setup", N_("page", "Marketing Setup"), MarketingSetup, (), key=(), order="", single=True),
    Page("mail-setup", N_("page", "Mail Setup"), MailSetup, (), key=(), order="", single=True),
    Page(
        "company-information",
        N_("page", "Company Information"),
        CompanyInformation,
        (),
        key=(),
        order="",
        single=True,
    ),
    Page(
        "word-templates",
        N_("page", "Word Templates"),
        WordTemplate,
        ("code", "name", "attachment_no.name"),
    ),
    Page(
        "attachments",
        N_("page", "Attachments"),
        Attachment,
        ("attachment_no", "name", "type", "size", "storage_type", "read_only"),
        key=("attachment_no",),
        order="attachment_no",
        descending=True,
        read_only=True,
    ),
    Page(
        "attached-files",
        N_("page", "Attached Files"),
        AttachedFile,
        ("attachment_no", "attachment_no.name", "attachment_no.size"),
        key=("line_no",),
        order="line_no",
        parent="entry_no",
        listed=False,
        read_only=True,
    ),
    Page(
        "deliveries",
        N_("page", "Deliveries"),
        Delivery,
        (
            "delivery_no",
            "state",
            "entry_no.contact_no",
            "sent_to",
            "subject",
            "correspondence_type",
            "tried_at",
            "response",
        ),
        key=("delivery_no",),
        order="delivery_no",
        descending=True,
        hand_made=True,
        read_only=True,
    ),
    Page(
        "number-series",
        N_("page", "No. Series"),
        NumberSeries,
        ("code", "description", "default_nos", "manual_nos", "date_order"),
    ),
    Page(
        "number-series-lines",
        N_("page", "No. Series Lines"),
        NumberSeriesLine,
        ("series_code", "starting_date", "starting_no", "ending_no", "last_no_used", "open"),
        key=("series_code", "starting_no"),
        order="starting_no",
        parent="series_code",
        listed=False,
    ),
    Page(
        "number-series-relationships",
        N_("page", "No. Series Relationships"),
        NumberSeriesRelationship,
        ("code", "series_code"),
        key=("code", "series_code"),
        order="code",
        parent="code",
        listed=False,
    ),
    Page("salutations", N_("page", "Salutations"), Salutation, ("code", "description")),
    Page(
        "salutation-formulas",
        N_("page", "Salutation Formulas"),
        SalutationFormula,
        ("salutation_code", "language_code", "salutation_type", "salutation"),
        key=("salutation_code", "language_code", "salutation_type"),
        order="salutation_code",
        parent="salutation_code",
        listed=False,
    ),
    Page(
        "mailing-groups",
        N_("page", "Mailing Groups"),
        MailingGroup,
        ("code", "description", "no_of_contacts"),
    ),
    Page(
        "industry-groups",
        N_("page", "Industry Groups"),
        IndustryGroup,
        ("code", "description", "no_of_contacts"),
    ),
    Page(
        "organizational-levels",
        N_("page", "Organizational Levels"),
        OrganizationalLevel,
        ("code", "description"),
    ),
    Page(
        "job-responsibilities",
        N_("page", "Job Responsibilities"),
        JobResponsibility,
        ("code", "description", "no_of_contacts"),
    ),
    Page(
        "business-relations",
        N_("page", "Business Relations"),
        BusinessRelation,
        ("code", "description", "no_of_contacts"),
    ),
    Page("territories", N_("page", "Territories"), Territory, ("code", "name")),
    Page("languages", N_("page", "Languages"), Language, ("code", "name", "iso_code")),
    Page("countries", N_("page", "Countries/Regions"), Country, ("code", "name", "iso_code")),
    Page(
        "segments",
        N_("page", "Segments"),
        Segment,
        ("no", "description", "campaign_no", "salesperson_code", "date", "no_of_lines"),
        key=("no",),
        order="no",
        descending=True,
        hand_made=True,
    ),
    Page(
        "segment-lines",
        N_("page", "Segment Lines"),
        SegmentLine,
        (
            "line_no",
            "contact_no",
            "contact_no.name",
            "contact_no.company_name",
            "interaction_template_code",
            "correspondence_type",
            "line_status",
        ),
        key=("segment_no", "line_no"),
        order="line_no",
        parent="segment_no",
        hand_made=True,
        listed=False,
        where={"removed": False},
    ),
    Page(
        "segment-languages",
        N_("page", "Segment Interaction Languages"),
        SegmentInteractionLanguage,
        ("language_code", "description", "subject", "attachment_no.name", "word_template_code"),
        key=("line_no",),
        order="line_no",
        parent="segment_no",
        listed=False,
        read_only=True,
    ),
    Page(
        "segment-criteria",
        N_("page", "Segment Criteria"),
        SegmentCriteriaLine,
        ("action_no", "action", "filter", "no_of_lines"),
        key=("segment_no", "action_no"),
        order="action_no",
        parent="segment_no",
        listed=False,
        read_only=True,
    ),
    Page(
        "saved-segment-criteria",
        N_("page", "Saved Segment Criteria"),
        SavedSegmentCriteria,
        ("code", "description", "user_id", "no_of_actions"),
    ),
    Page(
        "saved-segment-criteria-lines",
        N_("page", "Saved Segment Criteria Lines"),
        SavedSegmentCriteriaLine,
        ("segment_criteria_code", "line_no", "action", "filter"),
        key=("segment_criteria_code", "line_no"),
        order="line_no",
        parent="segment_criteria_code",
        listed=False,
        read_only=True,
    ),
    Page(
        "logged-segments",
        N_("page", "Logged Segments"),
        LoggedSegment,
        (
            "entry_no",
            "segment_no",
            "description",
            "creation_date",
            "user_id",
            "no_of_interactions",
            "canceled",
        ),
        key=("entry_no",),
        order="entry_no",
        descending=True,
        hand_made=True,
        read_only=True,
    ),
    Page(
        "campaigns",
        N_("page", "Campaigns"),
        Campaign,
        ("no", "description", "starting_date", "ending_date", "salesperson_code"),
        key=("no",),
        order="no",
    ),
    Page(
        "campaign-statuses",
        N_("page", "Campaign Statuses"),
        CampaignStatus,
        ("code", "description"),
    ),
    Page(
        "campaign-entries",
        N_("page", "Campaign Entries"),
        CampaignEntry,
        (
            "entry_no",
            "campaign_no",
            "description",
            "date",
            "no_of_interactions",
            "cost",
            "duration",
            "canceled",
        ),
        key=("entry_no",),
        order="entry_no",
        descending=True,
        parent="campaign_no",
        read_only=True,
    ),
    Page(
        "contact-alt-addresses",
        N_("page", "Contact Alt. Addresses"),
        ContactAltAddress,
        ("contact_no", "code", "address", "city", "phone_no"),
        key=("contact_no", "code"),
        parent="contact_no",
        listed=False,
    ),
    Page(
        "contact-alt-address-date-ranges",
        N_("page", "Contact Alt. Addr. Date Ranges"),
        ContactAltAddressDateRange,
        ("contact_alt_address_code", "starting_date", "ending_date"),
        key=("entry_no",),
        order="starting_date",
        parent="contact_alt_address_code",
        listed=False,
    ),
    Page(
        "contact-mailing-groups",
        N_("page", "Contact Mailing Groups"),
        ContactMailingGroup,
        ("contact_no", "mailing_group_code"),
        key=("contact_no", "mailing_group_code"),
        order="mailing_group_code",
        parent="contact_no",
        listed=False,
    ),
    Page(
        "contact-industry-groups",
        N_("page", "Contact Industry Groups"),
        ContactIndustryGroup,
        ("contact_no", "industry_group_code"),
        key=("contact_no", "industry_group_code"),
        order="industry_group_code",
        parent="contact_no",
        listed=False,
    ),
    Page(
        "contact-job-responsibilities",
        N_("page", "Contact Job Responsibilities"),
        ContactJobResponsibility,
        ("contact_no", "job_responsibility_code"),
        key=("contact_no", "job_responsibility_code"),
        order="job_responsibility_code",
        parent="contact_no",
        listed=False,
    ),
    Page(
        "contact-business-relations",
        N_("page", "Contact Business Relations"),
        ContactBusinessRelation,
        ("contact_no", "business_relation_code", "link_to_table", "no"),
        key=("contact_no", "business_relation_code"),
        order="business_relation_code",
        parent="contact_no",
        listed=False,
    ),
    Page(
        "contact-comments",
        N_("page", "Comments"),
        ContactComment,
        ("contact_no", "date", "code", "comment"),
        key=("entry_no",),
        order="date",
        descending=True,
        parent="contact_no",
        listed=False,
    ),
    Page(
        "interaction-comments",
        N_("page", "Interaction Log Entry Comments"),
        InterLogEntryComment,
        ("entry_no", "date", "code", "comment"),
        key=("line_no",),
        order="date",
        parent="entry_no",
        listed=False,
    ),
)

_BY_NAME = {page.name: page for page in PAGES}


def page(name: str) -> Page:
    """The page called `name`; raises `NotFoundError` that names the pages it may have meant."""
    try:
        return _BY_NAME[name]
    except KeyError:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, _BY_NAME, 3)) or p_("error", "see touchbase pages")
        raise NotFoundError(
            p_("error", "There is no page {name} ({near}).").format(name=name, near=near), field="page"
        ) from None


@cache
def page_of(model: type[pw.Model]) -> Page:
    """The first page that shows records of `model`."""
    return next(page for page in PAGES if page.model is model)
