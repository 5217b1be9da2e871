"""How contacts are greeted: the formula of their salutation, in a language (domain.md 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.base import tuples
from models.codes import Language, Salutation, SalutationFormula
from models.contact import Contact
from models.database import reading
from models.database.sets import among
from models.enums import NamePart, SalutationType
from models.errors import RuleError
from models.salutations import compose
from models.words import p_


@dataclass(frozen=True, slots=True)
class Greeting:
    """The greeting of a contact, or the sentence that says why there is none."""

    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Greeted:
    """What is known of a contact to greet it."""

    no: str
    salutation: int | None
    names: dict[int, str]
    """The parts of its name, by `NamePart`."""


_Formulas = dict[tuple[int, int | None, int], tuple[str, tuple[int, ...]]]


@reading
def salutation(contact_id: int, language: int | None, kind: SalutationType) -> str:
    """The greeting of a contact; raises `RuleError` naming type, language and contact when there is none."""
    greeting = greetings([(contact_id, language)])[0][kind]
    if greeting.problem:
        raise RuleError(greeting.problem, field="salutation")
    return greeting.text


@reading
def greetings(wanted: Sequence[tuple[int, int | None]]) -> list[dict[SalutationType, Greeting]]:
    """The formal and informal greeting of each contact in its language, in the same order.

    As many queries for a thousand contacts as for one.
    """
    contacts = greeted({contact for contact, _ in wanted})
    formulas, salutations, languages = _formulas(), _codes(Salutation), _codes(Language)

    def greet(contact: int, language: int | None, kind: SalutationType) -> Greeting:
        known = contacts.get(contact)
        if known is None:
            return Greeting(problem=p_("error", "The contact to greet does not exist any more."))
        if known.salutation is None:
            return Greeting(
                problem=p_("error", "{contact} has no salutation code; choose one on its card.").format(
                    contact=known.no
                )
            )
        formula = formulas.get((known.salutation, language, kind))
        named = (kind, salutations.get(known.salutation, ""), languages.get(language or 0, ""), known.no)
        if formula is None:
            return Greeting(problem=_missing(*named))
        text, parts = formula
        try:
            return Greeting(compose(text, [known.names.get(part, "") for part in parts]))
        except RuleError:
            return Greeting(problem=_empty(*named))

    return [{kind: greet(contact, language, kind) for kind in SalutationType} for contact, language in wanted]


def greeted(contacts: set[int]) -> dict[int, Greeted]:
    """What greetings say of these contacts, by id; part of a reading."""
    of = Contact
    query = of.select(
        *(of.id, of.no, of.salutation, of.job_title, of.first_name, of.middle_name, of.surname, of.initials),
        of.company_name,
    ).where(among(of.id, sorted(contacts)))
    parts = [part for part in NamePart if part is not NamePart.BLANK]
    return {
        contact: Greeted(no, code, {int(part): name for part, name in zip(parts, names, strict=True)})
        for contact, no, code, *names in tuples(query)
    }


def _formulas() -> _Formulas:
    of = SalutationFormula
    query = of.select(
        *(of.salutation, of.language, of.salutation_type, of.text),
        *(of.name_1, of.name_2, of.name_3, of.name_4, of.name_5),
    )
    return {
        (code, language, int(kind)): (text, tuple(int(part) for part in parts))
        for code, language, kind, text, *parts in tuples(query)
    }


def _codes(of: Any) -> dict[int, str]:
    return dict(tuples(of.select(of.id, of.code)))


def _missing(kind: SalutationType, code: str, language: str, contact: str) -> str:
    if not language:
        return p_(
            "error",
            "There is no {type} salutation {code} without language for {contact}; "
            "choose a language or write the formula.",
        ).format(type=_word(kind), code=code, contact=contact)
    return p_(
        "error",
        "There is no {type} salutation {code} in language {language} for {contact}; write the formula first.",
    ).format(type=_word(kind), code=code, language=language, contact=contact)


def _empty(kind: SalutationType, code: str, language: str, contact: str) -> str:
    return p_(
        "error",
        "The {type} salutation {code} in language {language} is empty for {contact}; mend the formula.",
    ).format(type=_word(kind), code=code, language=language or "–", contact=contact)


def _word(kind: SalutationType) -> str:
    return p_("salutation", "informal") if kind is SalutationType.INFORMAL else p_("salutation", "formal")
