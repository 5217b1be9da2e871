"""Number series, and the tables of codes."""

from __future__ import annotations

from models.codes import (
    BusinessRelation,
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
from models.number_series import NumberSeries, NumberSeriesLine, NumberSeriesRelationship
from models.pages.definition import Page
from models.words import N_

CODES = (
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
)
