"""What stands in the way of finishing an interaction, all at once (domain.md 2.4, design.md 3.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from models import dictionary
from models.about import Kind
from models.address import Address
from models.database import reading
from models.database.prepared import Prepared, given
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries.addressing import Wanted, active_codes, addresses
from models.rules.interactions import form_content
from models.rules.interactions.defaults import content_chosen, filled
from models.rules.interactions.form_content import content_of, has_content, no_address_problem
from models.rules.interactions.form_facts import (
    ContactFacts,
    Facts,
    TemplateFacts,
    contact_facts,
    my_salesperson,
    template_facts,
)
from models.rules.interactions.form_state import (
    ALT_ADDRESS,
    FIELDS,
    NUMBER,
    REQUIRED,
    SEND,
    TYPED,
    FormState,
    form_abouts,
    read_text,
)
from models.rules.interactions.interaction_form import privacy_sentence
from models.text import clean
from models.words import p_, translate

if TYPE_CHECKING:
    from models.rules.content.filling import Content


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be put right before the interaction can be finished."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ready:
    """One interaction of a form, with the defaults of its contact."""

    contact: ContactFacts
    template: TemplateFacts
    state: FormState
    content: Content | None = None
    """What goes out; none when there is nothing."""
    address: Address | None = None
    """Where it goes, on the day; known when there is content."""
    alt_address: str = ""
    """The code of the alternative address on the day, or blank (domain.md 2.3)."""


class IncompleteError(RuleError):
    """The form cannot be finished; the sentence is the first of its problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].sentence, field=problems[0].field)
        self.problems = problems


def problems(state: FormState) -> list[Problem]:
    """Everything that stands in the way of finishing: contact first, then template, salesperson, date,
    description and the other fields (domain.md 2.4 step 1)."""
    return checked(state)[0]


def wrong(name: str, text: str) -> str:
    """What is wrong with a typed text on its own, as a sentence; references are looked up by the field."""
    if _is_reference(name):
        return ""
    try:
        read_text(name, text)
    except RuleError as error:
        return error.sentence
    return ""


@reading
def checked(state: FormState) -> tuple[list[Problem], list[Ready]]:
    """The problems of a form, and its interactions, one for each contact, if it has none."""
    contacts = contact_facts(state.contacts)
    template = template_facts(state.ids.get("interaction_template_code"))
    mine = my_salesperson()
    each = [
        (contact, filled(_of_one(state, contact), Facts(contact, template, mine)))
        for contact in contacts.values()
    ]
    places = _places(each, template)
    found = _contact_problems(state, contacts)
    whose: list[tuple[ContactFacts | None, FormState]] = [*each] or [(None, state)]
    for contact, one in whose:
        about = f"{contact.no}: " if contact and len(each) > 1 else ""
        for problem in _field_problems(one, template) + _address_problems(one, contact, places):
            told = Problem(problem.field, about + problem.sentence)
            # What is wrong for all contacts alike is said once.
            if problem not in found and told not in found:
                same = len(each) > 1 and _is_common(state, problem)
                found.append(problem if same else told)
    found.sort(key=lambda problem: _place(problem.field))
    if found or template is None:
        return found, []
    codes = active_codes([contact.id for contact, _ in each], _day(state))
    return [], [
        _ready(
            Ready(contact, template, one, alt_address=one.texts.get(ALT_ADDRESS, codes[contact.id])), places
        )
        for contact, one in each
    ]


def _places(each: list[tuple[ContactFacts, FormState]], template: TemplateFacts | None) -> dict[int, Address]:
    """The addresses on the day of the contacts that there is content for."""
    wanted = [
        Wanted(contact.id, _day(one), one.texts.get(ALT_ADDRESS))
        for contact, one in each
        if has_content(one, content_chosen(one, template))
    ]
    return dict(zip((one.contact for one in wanted), addresses(wanted), strict=True)) if wanted else {}


def _day(state: FormState) -> dt.date | None:
    try:
        day = state.value("date")
    except RuleError:
        return None
    return day if isinstance(day, dt.date) else None


def _address_problems(
    state: FormState, contact: ContactFacts | None, places: dict[int, Address]
) -> list[Problem]:
    place = places.get(contact.id) if contact else None
    if contact is None or place is None or place.email or not no_address_problem(state):
        return []
    told = p_("error", "{no} {name} has no e-mail address; fill one in, or do not send.")
    return [Problem(SEND, told.format(no=contact.no, name=contact.name))]


def _ready(one: Ready, places: dict[int, Address]) -> Ready:
    """An interaction with what goes out and where, if anything does."""
    if one.contact.id not in places:
        return one
    content = content_of(one.state, content_chosen(one.state, one.template))
    return replace(one, content=content, address=places[one.contact.id])


def _of_one(state: FormState, contact: ContactFacts) -> FormState:
    return FormState(
        (contact.id,),
        {**state.texts, "contact_no": contact.no},
        state.set_by,
        {**state.ids, "contact_no": contact.id},
        state.fixed,
    )


def _is_common(state: FormState, problem: Problem) -> bool:
    return state.set_by.get(problem.field) == TYPED or problem.field == "interaction_template_code"


def _place(name: str) -> int:
    return REQUIRED.index(name) if name in REQUIRED else len(REQUIRED) + FIELDS.index(name)


def _contact_problems(state: FormState, contacts: dict[int, ContactFacts]) -> list[Problem]:
    name = "contact_no"
    text = clean(state.text(name))
    if not state.contacts and not text:
        return [Problem(name, _missing(name))]
    if not contacts:
        return [Problem(name, _unknown(name, text))]
    return [Problem(name, told) for contact in contacts.values() if (told := privacy_sentence(contact))]


def _field_problems(state: FormState, template: TemplateFacts | None) -> list[Problem]:
    found = []
    for name in FIELDS[1:]:
        sentence = (
            _reference_problem(state, name, template)
            if _is_reference(name)
            else wrong(name, state.text(name))
        )
        if not sentence and name in REQUIRED and not clean(state.text(name)):
            sentence = _missing(name)
        if sentence:
            found.append(Problem(name, sentence))
    return found + _rules(state) + _content_problems(state, template)


def _rules(state: FormState) -> list[Problem]:
    found = []
    if state.is_call and not clean(state.text(NUMBER)):
        told = p_("error", "Give the number to call.")
        found.append(Problem(NUMBER, told))
    if "campaign_no" not in state.ids:
        for flag in ("campaign_target", "campaign_response"):
            if state.set_by.get(flag) == TYPED and _is_yes(state, flag):
                told = p_("error", "{field} needs a campaign.").format(field=_caption(flag))
                found.append(Problem(flag, told))
    return found


def _content_problems(state: FormState, template: TemplateFacts | None) -> list[Problem]:
    told = form_content.problems(
        state, content_chosen(state, template), opens=template is not None and template.opens_content
    )
    return [Problem(name, sentence) for name, sentence in told]


def _is_yes(state: FormState, name: str) -> bool:
    try:
        return state.value(name) is True
    except RuleError:
        return False


def _reference_problem(state: FormState, name: str, template: TemplateFacts | None) -> str:
    record, text = state.ids.get(name), clean(state.text(name))
    if record is None:
        return _unknown(name, text) if text else ""
    if name == "interaction_template_code":
        if template is None:
            return _unknown(name, text)
        return _blocked(name, text) if template.blocked else ""
    field: Any = dictionary.field(Entry, name)
    model: Any = field.rel_model
    rows = _blocking(model).rows(id=record)
    if not rows:
        return _unknown(name, text)
    return _blocked(name, text) if "blocked" in model._meta.fields and rows[0][0] else ""


@cache
def _blocking(model: Any) -> Prepared:
    blocked = model.blocked if "blocked" in model._meta.fields else model.id
    return Prepared(lambda: model.select(blocked).where(model.id == given("id")))


def _is_reference(name: str) -> bool:
    return form_abouts()[name].kind is Kind.REFERENCE


def _caption(name: str) -> str:
    return translate(form_abouts()[name].caption)


def _missing(name: str) -> str:
    return p_("error", "{field} must be filled in.").format(field=_caption(name))


def _unknown(name: str, text: str) -> str:
    return p_("error", "{field}: there is no {text}.").format(
        field=_caption(name), text=text or p_("error", "such record any more")
    )


def _blocked(name: str, text: str) -> str:
    return p_("error", "{field}: {text} is blocked and not offered any more.").format(
        field=_caption(name), text=text
    )
