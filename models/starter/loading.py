"""The starter set: what a new database holds unless it starts empty.

Loading it adds what is missing and touches nothing that is there, so it can be loaded twice, or into a
database that people already set up in their own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from models.base import Record, searchable, tuples
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
)
from models.database import unit
from models.enums import NamePart, SalutationType
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine
from models.starter import codes
from models.starter.countries import COUNTRIES
from models.template import InteractionGroup, InteractionTemplate, InteractionTemplateSetup
from models.words import translate

_DESCRIBED: tuple[tuple[type[Record], Mapping[str, str]], ...] = (
    (InteractionGroup, codes.GROUPS),
    (MailingGroup, codes.MAILING_GROUPS),
    (JobResponsibility, codes.JOB_RESPONSIBILITIES),
    (OrganizationalLevel, codes.ORGANIZATIONAL_LEVELS),
    (IndustryGroup, codes.INDUSTRY_GROUPS),
    (BusinessRelation, codes.BUSINESS_RELATIONS),
)


@unit
def load_starter() -> None:
    """Add the codes of the starter set that are missing, and fill what the two set-up records leave blank."""
    for model, described in _DESCRIBED:
        _add_missing(
            model, [{"code": code, "description": translate(text)} for code, text in described.items()]
        )
    _add_missing(
        Country,
        [{"code": code, "name": translate(name), "iso_code": code} for code, name in COUNTRIES.items()],
    )
    _add_missing(
        Language,
        [
            {"code": code, "name": translate(name), "iso_code": iso}
            for code, (name, iso) in codes.LANGUAGES.items()
        ],
    )
    _load_salutations()
    _load_series()
    _load_templates()
    _fill_setup(MarketingSetup, codes.MARKETING_SETUP)
    _fill_setup(InteractionTemplateSetup, codes.TEMPLATE_SETUP)


def ids_by_code(model: Any) -> dict[str, int]:
    """The ids of the records of a set-up table by their codes."""
    return dict(tuples(model.select(model.code, model.id)))


def _add_missing(model: type[Record], rows: Iterable[dict[str, Any]]) -> set[str]:
    """Add the rows whose code does not exist; returns the codes added."""
    known = ids_by_code(model)
    missing = [{**row, "search_text": searchable(model, row)} for row in rows if row["code"] not in known]
    model.add_many(missing)
    return {row["code"] for row in missing}


def _load_salutations() -> None:
    new = _add_missing(
        Salutation,
        [{"code": code, "description": translate(text)} for code, text in codes.SALUTATIONS.items()],
    )
    salutations, languages = ids_by_code(Salutation), ids_by_code(Language)
    SalutationFormula.add_many(
        [
            _formula(
                salutations[salutation], languages[language], kind, *_text_of(salutation, language, kind)
            )
            for salutation in codes.SALUTATIONS
            if salutation in new
            for language in codes.LANGUAGES
            for kind in SalutationType
        ]
    )


def _text_of(salutation: str, language: str, kind: SalutationType) -> tuple[str, tuple[NamePart, ...]]:
    """The text of a formula and what its places stand for."""
    if salutation == "COMPANY":
        return codes.COMPANY[language][kind], ()
    if kind is SalutationType.INFORMAL:
        return codes.INFORMAL[language], (NamePart.FIRST_NAME,)
    return codes.FORMAL[language][salutation]


def _formula(
    salutation: int, language: int, kind: SalutationType, text: str, parts: tuple[NamePart, ...]
) -> dict[str, Any]:
    names = [*parts, *[NamePart.BLANK] * (5 - len(parts))]
    return {
        "salutation": salutation,
        "language": language,
        "salutation_type": int(kind),
        "text": text,
        "search_text": searchable(SalutationFormula, {"text": text}),
        **{f"name_{place}": int(part) for place, part in enumerate(names, 1)},
    }


def _load_series() -> None:
    new = _add_missing(
        NumberSeries,
        [
            {"code": code, "description": translate(text), "default_nos": True, "manual_nos": True}
            for code, (text, _) in codes.NUMBER_SERIES.items()
        ],
    )
    series = ids_by_code(NumberSeries)
    NumberSeriesLine.add_many(
        [
            {"series": series[code], "starting_no": first, "search_text": first.lower()}
            for code, (_, first) in codes.NUMBER_SERIES.items()
            if code in new
        ]
    )


def _load_templates() -> None:
    groups = ids_by_code(InteractionGroup)
    _add_missing(
        InteractionTemplate,
        [
            {
                "code": template.code,
                "interaction_group": groups[template.group],
                "description": translate(template.description),
                "unit_cost": Decimal(template.cost),
                "unit_duration": template.minutes,
                "information_flow": int(template.flow),
                "initiated_by": int(template.initiated_by),
                "correspondence_type": int(template.correspondence),
                "ignore_contact_corres_type": template.ignore_contact,
            }
            for template in codes.TEMPLATES
        ],
    )


def _fill_setup(model: Any, pointers: Mapping[str, str]) -> None:
    """Point the blank references of a set-up record at the records with these codes."""
    known = {
        name: ids_by_code(model._meta.fields[name].rel_model).get(code) for name, code in pointers.items()
    }
    ((*stored,),) = tuples(model.select(*(model._meta.fields[name] for name in pointers)))
    blank = {name: known[name] for name, value in zip(pointers, stored, strict=True) if value is None}
    if blank:
        model.update(**blank).execute()
