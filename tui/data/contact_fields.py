"""The fields on the card of a contact: which are shown, and by what name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.words import N_
from tui.widgets.form import NO, FieldSpec

_SHORT = {
    "company_no": N_("form", "Company"),
    "mobile_phone_no": N_("form", "Mobile"),
    "salesperson_code": N_("form", "Salesperson"),
    "country_region_code": N_("form", "Country"),
    "language_code": N_("form", "Language"),
    "territory_code": N_("form", "Territory"),
    "salutation_code": N_("form", "Salutation"),
    "organizational_level_code": N_("form", "Org. level"),
    "correspondence_type": N_("form", "Corr. type"),
    "exclude_from_segment": N_("form", "Not in segm."),
    "parental_consent_received": N_("form", "Parent agrees"),
    "privacy_blocked": N_("form", "Blocked"),
    "vat_registration_no": N_("form", "VAT No."),
    "registration_no": N_("form", "Register No."),
    "currency_code": N_("form", "Currency"),
    "date_of_last_interaction": N_("form", "Last"),
    "last_date_attempted": N_("form", "Last attempt"),
    "no_of_interactions": N_("form", "Interactions"),
    "cost": N_("form", "Cost"),
    "duration": N_("form", "Minutes"),
}
"""Labels that leave room for the values beside the history."""
_QUICK = frozenset(("type", "name", "company_no", "phone_no", "email"))
_ALWAYS = frozenset(("no", "type", "name"))
_COUNTED = frozenset(
    (
        "no_of_mailing_groups",
        "no_of_job_responsibilities",
        "no_of_industry_groups",
        "no_of_business_relations",
        "comment",
    )
)
"""Counts that stand with what they count."""


def card_fields(specs: Iterable[FieldSpec], texts: Mapping[str, str], *, editing: bool) -> list[FieldSpec]:
    """The fields: while the card is typed into, those that can be; else those whose texts say something.

    The first field that is left of each section has its heading.
    """
    found, heading = [], ""
    for spec in specs:
        heading = spec.section or heading
        if not _wanted(spec, texts, editing=editing):
            continue
        name = spec.name
        label = _SHORT.get(name, spec.label)
        found.append(replace(spec, section=heading, label=label, quick=name in _QUICK))
        heading = ""
    return found


def _wanted(spec: FieldSpec, texts: Mapping[str, str], *, editing: bool) -> bool:
    if spec.name in _COUNTED:
        return False
    if editing:
        return not spec.about.computed
    return spec.name in _ALWAYS or texts.get(spec.name, "").strip() not in ("", "0", "0.00", NO)
