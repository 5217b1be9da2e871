"""What the interaction form needs to know of contact, template and user (domain.md 2.1, 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.base import tuples
from models.campaign import Campaign
from models.codes import Language
from models.contact import Contact
from models.database import reading
from models.database.prepared import Prepared, given
from models.enums import ContactType, WizardAction
from models.queries.phones import usual_number
from models.rules.interactions.form_content import LanguageContent, contents_of, only_word
from models.rules.interactions.form_state import FormState
from models.salesperson import Salesperson
from models.template import InteractionTemplate
from models.user import User, my_id
from models.word_template import WordTemplate


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
    blocked_company: str
    """Its company, when that is blocked for privacy; else blank."""


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
    company: Any = Contact.alias()
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
            company.no,
            company.name,
        )
        .left_outer_join(Salesperson, on=(Salesperson.id == Contact.salesperson))
        .switch(Contact)
        .left_outer_join(Language, on=(Language.id == Contact.language))
        .switch(Contact)
        .left_outer_join(company, on=(company.id == Contact.company) & company.privacy_blocked)
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
            WordTemplate.id,
            WordTemplate.code,
        )
        .left_outer_join(Campaign, on=(Campaign.id == model.campaign))
        .switch(model)
        .left_outer_join(WordTemplate, on=(WordTemplate.id == model.word_template))
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


def _coded(record: int | None, code: str | None, blocked: bool | None = False) -> Coded | None:
    return None if record is None or blocked else Coded(record, code or "")


def _contact(row: tuple[Any, ...]) -> ContactFacts:
    record, no, name, kind, company, correspondence, email, phone, mobile, *more = row
    blocked, minor, consent, *rest = more
    salesperson, salesperson_code, salesperson_blocked, language, language_code, *above = rest
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
        " ".join(filter(None, above)),
    )


def _template(row: tuple[Any, ...]) -> TemplateFacts:
    *own, blocked, campaign, campaign_no, campaign_blocked, language, language_code, word, word_code = row
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
        # Without a default language the template's Word template serves everybody.
        contents_of(record) | (only_word(word, word_code) if word and language is None else {}),
        wizard_action == WizardAction.OPEN,
        bool(blocked),
    )
