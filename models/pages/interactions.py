"""The log, what is postponed, and the templates of interactions."""

from __future__ import annotations

from models.interaction import InteractionLogEntry, InterLogEntryComment
from models.pages.definition import Page
from models.template import (
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    InteractionTemplateSetup,
)
from models.words import N_

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

INTERACTIONS = (
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
        "interaction-comments",
        N_("page", "Interaction Log Entry Comments"),
        InterLogEntryComment,
        ("entry_no", "date", "code", "comment"),
        key=("line_no",),
        order="date",
        parent="entry_no",
        listed=False,
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
)
