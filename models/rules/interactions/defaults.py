"""What contact, template and user put into the interaction form (domain.md 2.1, 2.3, design.md 3.3, 3.4).

The defaults are computed from the facts alone, so it does not matter which of them was chosen first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.about import Value
from models.enums import CorrespondenceType
from models.rules.interactions.form_content import LanguageContent, chosen, with_content
from models.rules.interactions.form_facts import Coded, ContactFacts, Facts, TemplateFacts
from models.rules.interactions.form_state import (
    CONTENT,
    DERIVED,
    FILES,
    NUMBER,
    SUBJECT,
    TYPED,
    FormState,
    with_text,
    write_value,
)
from models.who import who


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
    """A form whose template was changed: what came from the old one follows the new one.

    That is what was copied with an entry, and the content of a segment line.
    """
    copied = {*_defaults(Facts()), *CONTENT}
    left = [
        name
        for name, by in state.set_by.items()
        if (by == "entry" and name in copied) or (by == "segment" and name in CONTENT)
    ]
    texts = {name: text for name, text in state.texts.items() if name not in (FILES, SUBJECT)}
    return replace(state, texts=texts, set_by={**state.set_by, **dict.fromkeys(left, "")})


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
