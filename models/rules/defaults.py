"""What contact, template and user put into the interaction form (domain.md 2.1, 2.3, design.md 3.3, 3.4).

The defaults are computed from the facts alone, so it does not matter which of them was chosen first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from models.about import Value
from models.base import tuples
from models.campaign import Campaign
from models.codes import Language
from models.contact import Contact
from models.database import reading
from models.database.prepared import Prepared, given
from models.enums import ContactType, CorrespondenceType, WizardAction
from models.queries.phones import usual_number
from models.rules.form_content import LanguageContent, chosen, contents_of, with_content
from models.rules.form_state import CONTENT, DERIVED, NUMBER, TYPED, FormState, with_text, write_value
from models.salesperson import Salesperson
from models.template import InteractionTemplate
from models.user import User, my_id
from models.who import who


@dataclass(frozen=True, slots=True)
class Coded:
    """A record that a field can refer to: its id and what people call it."""

    id: int
    code: str


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What the form needs to know of a contact."""

    id: int
    no: str
    name: str
    company: int | None
    """The company its entries count for: of a company itself."""
    salesperson: Coded | None
    language: Coded | None
    correspondence_type: int
    email: str
    phone: str
    """The number that is proposed for calling it."""
    privacy_blocked: bool
    minor: bool
    """Under age without the consent of a parent."""


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """What the form needs to know of a template."""

    id: int
    code: str
    description: str
    group: int
    cost: Decimal
    duration: int
    information_flow: int
    initiated_by: int
    campaign: Coded | None
    campaign_target: bool
    campaign_response: bool
    correspondence_type: int
    ignore_contact_corres_type: bool
    language: Coded | None
    languages: Mapping[int, LanguageContent]
    """The languages it has a row for, and what it sends in each."""
    opens_content: bool
    """It needs content to be opened (domain.md 1.4)."""
    blocked: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the defaults follow from."""

    contact: ContactFacts | None = None
    template: TemplateFacts | None = None
    mine: Coded | None = None
    """My salesperson."""


@dataclass(frozen=True, slots=True)
class _Default:
    text: str = ""
    by: str = ""
    record: int | None = None


def filled(state: FormState, facts: Facts) -> FormState:
    """The form with every field that nobody typed set to its default.

    A blank description takes the template's even when it was typed (domain.md 2.3), but for a call, which
    asks for one; campaign target and response stand only beside a campaign.
    """
    for name, default in _defaults(facts).items():
        if name not in state.fixed and _follows(state, name):
            state = with_text(state, name, default.text, default.by if default.text else "", default.record)
    if not state.text("campaign_no").strip():
        for name in ("campaign_target", "campaign_response"):
            if state.set_by.get(name, "") in DERIVED:
                state = with_text(state, name, write_value(name, False), "")
    state = with_content(state, content_chosen(state, facts.template))
    if state.set_by.get(NUMBER) == "contact":
        state = with_text(state, NUMBER, facts.contact.phone if facts.contact else "", "contact")
    return state


def content_chosen(state: FormState, template: TemplateFacts | None) -> LanguageContent | None:
    """What the template of a form sends in the language of the form, or else in its own; a call nothing."""
    if template is None or state.is_call:
        return None
    return chosen(state, template.languages, template.language.id if template.language else None)


@reading
def facts_of(state: FormState) -> Facts:
    """The facts behind a form; of several contacts only what holds for all of them."""
    contact = contact_facts(state.contacts).get(state.contacts[0]) if len(state.contacts) == 1 else None
    return Facts(contact, template_facts(state.ids.get("interaction_template_code")), my_salesperson())


@reading
def contact_facts(ids: Sequence[int]) -> dict[int, ContactFacts]:
    """The facts of these contacts by id, in the order given; those that are gone are missing."""
    if not ids:
        return {}
    rows = _ONE_CONTACT.rows(id=ids[0]) if len(ids) == 1 else tuples(_contacts(Contact.id.in_(tuple(ids))))
    known = {row[0]: _contact(row) for row in rows}
    return {record: known[record] for record in ids if record in known}


def _contacts(condition: Any) -> Any:
    return (
        Contact.select(
            Contact.id,
            Contact.no,
            Contact.name,
            Contact.type,
            Contact.company,
            Contact.correspondence_type,
            Contact.email,
            Contact.phone_no,
            Contact.mobile_phone_no,
            Contact.privacy_blocked,
            Contact.minor,
            Contact.parental_consent_received,
            Salesperson.id,
            Salesperson.code,
            Salesperson.blocked,
            Language.id,
            Language.code,
        )
        .left_outer_join(Salesperson, on=(Salesperson.id == Contact.salesperson))
        .switch(Contact)
        .left_outer_join(Language, on=(Language.id == Contact.language))
        .where(condition)
    )


_ONE_CONTACT = Prepared(lambda: _contacts(Contact.id == given("id")))


@reading
def template_facts(template_id: int | None) -> TemplateFacts | None:
    """The facts of a template, or none."""
    rows = [] if template_id is None else _TEMPLATE.rows(id=template_id)
    return _template(rows[0]) if rows else None


def _one_template() -> Any:
    model = InteractionTemplate
    return (
        model.select(
            model.id,
            model.code,
            model.description,
            model.interaction_group,
            model.unit_cost,
            model.unit_duration,
            model.information_flow,
            model.initiated_by,
            model.campaign_target,
            model.campaign_response,
            model.correspondence_type,
            model.ignore_contact_corres_type,
            model.wizard_action,
            model.blocked,
            Campaign.id,
            Campaign.no,
            Campaign.blocked,
            Language.id,
            Language.code,
        )
        .left_outer_join(Campaign, on=(Campaign.id == model.campaign))
        .switch(model)
        .left_outer_join(Language, on=(Language.id == model.language))
        .where(model.id == given("id"))
    )


_TEMPLATE = Prepared(_one_template)
_MY_SALESPERSON = Prepared(
    lambda: (
        User.select(Salesperson.id, Salesperson.code)
        .join(Salesperson, on=(Salesperson.id == User.salesperson))
        .where(User.id == given("user"), ~Salesperson.blocked)
    )
)


@reading
def my_salesperson() -> Coded | None:
    """The salesperson of the user who works now, unless blocked (domain.md 1.1)."""
    rows = _MY_SALESPERSON.rows(user=my_id())
    return Coded(*rows[0]) if rows else None


def next_minute(now: dt.datetime) -> dt.time:
    """The time an interaction starts with: a second from now, rounded up to the minute (domain.md 2.1)."""
    soon = now + dt.timedelta(seconds=1)
    if soon.second or soon.microsecond:
        soon = soon.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    return soon.time()


def with_moment(state: FormState) -> FormState:
    """The form with the moment it starts at, unless it was typed: the work date and the next minute.

    A call starts today, whatever the work date, and now (domain.md 2.6).
    """
    me = who()
    if state.is_call:
        moment = (("date", "today", me.now.date()), ("time_of_interaction", "now", this_minute(me.now)))
    else:
        moment = (("date", "work date", me.work_date), ("time_of_interaction", "now", next_minute(me.now)))
    for name, by, value in moment:
        if state.set_by.get(name, "") != TYPED:
            state = with_text(state, name, write_value(name, value), by)
    return state


def this_minute(now: dt.datetime) -> dt.time:
    """The time without its seconds."""
    return now.time().replace(second=0, microsecond=0)


def without_old_template(state: FormState) -> FormState:
    """A copied form whose template was changed: what was copied from the old template follows the new one."""
    following = {*_defaults(Facts()), *CONTENT}
    copied = [name for name, by in state.set_by.items() if by == "entry" and name in following]
    return replace(state, set_by={**state.set_by, **dict.fromkeys(copied, "")})


def _follows(state: FormState, name: str) -> bool:
    if name == "description" and not state.text(name).strip() and not state.is_call:
        return True
    return state.set_by.get(name, "") in DERIVED


def _defaults(facts: Facts) -> Mapping[str, _Default]:
    return {**_of_template(facts.template), **_of_contact(facts)}


def _of_template(template: TemplateFacts | None) -> dict[str, _Default]:
    if template is None:
        return {
            **dict.fromkeys(
                ("description", "information_flow", "initiated_by", "campaign_no", "duration", "cost"),
                _Default(),
            ),
            "campaign_target": _Default(write_value("campaign_target", False)),
            "campaign_response": _Default(write_value("campaign_response", False)),
        }
    values: dict[str, Value] = {
        "description": template.description,
        "information_flow": template.information_flow,
        "initiated_by": template.initiated_by,
        "campaign_target": template.campaign_target,
        "campaign_response": template.campaign_response,
        "duration": template.duration,
        "cost": template.cost,
    }
    found = {name: _Default(write_value(name, value), "template") for name, value in values.items()}
    return {**found, "campaign_no": _named(template.campaign, "template")}


def _of_contact(facts: Facts) -> dict[str, _Default]:
    return {
        "salesperson_code": _salesperson(facts),
        "language_code": _language(facts.contact, facts.template),
        "correspondence_type": _correspondence_type(facts.contact, facts.template),
    }


def _salesperson(facts: Facts) -> _Default:
    """Mine, else the contact's (domain.md 2.1, 2.3)."""
    if facts.mine:
        return _named(facts.mine, "you")
    return _named(facts.contact.salesperson, "contact") if facts.contact else _Default()


def _language(contact: ContactFacts | None, template: TemplateFacts | None) -> _Default:
    """The contact's if the template has a row for it, else the template's (domain.md 2.3)."""
    theirs = contact.language if contact else None
    if template is None or (theirs and theirs.id in template.languages):
        return _named(theirs, "contact")
    return _named(template.language, "template")


def _correspondence_type(contact: ContactFacts | None, template: TemplateFacts | None) -> _Default:
    """The template's if it ignores the contact's or the contact has none, else the contact's (domain.md 2.3).

    Never overwritten by the template afterwards (domain.md 9.2).
    """
    theirs = contact.correspondence_type if contact else CorrespondenceType.BLANK
    if template and (template.ignore_contact_corres_type or not theirs):
        return _Default(write_value("correspondence_type", template.correspondence_type), "template")
    return _Default(write_value("correspondence_type", int(theirs)), "contact")


def _named(record: Coded | None, by: str) -> _Default:
    return _Default(record.code, by, record.id) if record else _Default()


def _coded(record: int | None, code: str | None, blocked: bool | None = False) -> Coded | None:
    return None if record is None or blocked else Coded(record, code or "")


def _contact(row: tuple[Any, ...]) -> ContactFacts:
    record, no, name, kind, company, correspondence, email, phone, mobile, *more = row
    blocked, minor, consent, *rest = more
    salesperson, salesperson_code, salesperson_blocked, language, language_code = rest
    return ContactFacts(
        record,
        no,
        name,
        record if kind == ContactType.COMPANY else company,
        _coded(salesperson, salesperson_code, salesperson_blocked),
        _coded(language, language_code),
        correspondence,
        email,
        usual_number(phone, mobile),
        bool(blocked),
        bool(minor and not consent),
    )


def _template(row: tuple[Any, ...]) -> TemplateFacts:
    *own, blocked, campaign, campaign_no, campaign_blocked, language, language_code = row
    record, code, description, group, cost, duration, flow, initiated, target, response, *rest = own
    corres, ignore, wizard_action = rest
    return TemplateFacts(
        record,
        code,
        description,
        group,
        cost,
        duration,
        flow,
        initiated,
        _coded(campaign, campaign_no, campaign_blocked),
        bool(target),
        bool(response),
        corres,
        bool(ignore),
        _coded(language, language_code),
        contents_of(record),
        wizard_action == WizardAction.OPEN,
        bool(blocked),
    )
