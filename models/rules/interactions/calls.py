"""Phone calls: the interaction form of a call, its number and how long it took (domain.md 2.6)."""

from __future__ import annotations

import datetime as dt
import math
import re

from models.base import tuples
from models.database import reading
from models.errors import RuleError
from models.rules.interactions import interaction_form
from models.rules.interactions.defaults import filled, with_moment
from models.rules.interactions.form_facts import Coded, facts_of
from models.rules.interactions.form_state import FIELDS, NUMBER, TYPED, FormState, with_text, write_value
from models.template import InteractionTemplate, InteractionTemplateSetup
from models.words import p_

CALL_FIELDS = (
    "contact_no",
    NUMBER,
    "interaction_template_code",
    "description",
    "date",
    "time_of_interaction",
    "salesperson_code",
    "initiated_by",
    "evaluation",
    "successful",
    "duration",
    "cost",
    "comment",
    "information_flow",
    "language_code",
    "campaign_no",
    "campaign_target",
    "campaign_response",
    "opportunity_no",
)
"""The fields of a call in the order of its form; a call sends nothing, so it has no others."""

_OF_LINE = ("contact_no", "salesperson_code", "campaign_no", "campaign_target", "campaign_response")
"""What a call takes from a segment line that is meant for another interaction."""
_NATIONAL = re.compile(r"\(0\)")
_EXTENSION = re.compile(r"(?:ext\.?|x|#)\s*(\d+)\s*$", re.ASCII | re.IGNORECASE)
_NOT_DIALLED = re.compile(r"[^\d*#]", re.ASCII)


@reading
def start(*, contact_id: int | None = None, entry_id: int | None = None) -> FormState:
    """The form of a call to a contact, or to the contact of a log entry: today, now, its usual number.

    Raises `RuleError` when no template for outgoing calls is set up, or when privacy forbids the call.
    """
    template = _outgoing_calls()
    contacts = () if contact_id is None else (contact_id,)
    return _as_call(interaction_form.start(contact_ids=contacts, entry_id=entry_id), template)


@reading
def from_line(state: FormState, number: str) -> FormState:
    """The form of a call for a segment line, from the form that the line says and the number it names.

    A line that is meant for another interaction gives salesperson, campaign and its flags only; one without
    a description takes the template's. Raises `RuleError` when no template for outgoing calls is set up.
    """
    template = _outgoing_calls()
    if state.ids.get("interaction_template_code") != template.id:
        for name in FIELDS:
            if state.set_by.get(name) == "segment" and name not in _OF_LINE:
                state = with_text(state, name, "", "")
    if not state.text("description"):
        state = with_text(state, "description", "", "")
    return _as_call(state, template, number)


def with_duration(state: FormState, began: dt.datetime, now: dt.datetime) -> FormState:
    """The form with the minutes since the call began, unless the person typed how long it took."""
    if state.set_by.get("duration") == TYPED:
        return state
    return with_text(state, "duration", write_value("duration", minutes(began, now)), "call")


def minutes(began: dt.datetime, now: dt.datetime) -> int:
    """How many minutes a call takes until now, one that has begun counted in full."""
    return max(0, math.ceil((now - began).total_seconds() / 60))


def tel_url(number: str) -> str:
    """The number as a `tel:` address (RFC 3966): digits, a leading plus, and an extension.

    Raises `RuleError` when the text has no digit, so that nothing but a number ever reaches a program.
    """
    text = number.strip()
    international = text.startswith("+")
    if international:
        text = _NATIONAL.sub("", text)
    extension = _EXTENSION.search(text)
    if extension:
        text = text[: extension.start()]
    digits = _NOT_DIALLED.sub("", text)
    if not digits:
        raise RuleError(
            p_("error", '"{number}" is no number that can be called.').format(number=number), field=NUMBER
        )
    dialled = digits.replace("#", "%23")
    return f"tel:{'+' * international}{dialled}{f';ext={extension[1]}' if extension else ''}"


def _as_call(state: FormState, template: Coded, number: str = "") -> FormState:
    state = with_text(state, NUMBER, number, "segment" if number else "contact")
    state = with_text(state, "interaction_template_code", template.code, "setup", template.id)
    for name in FIELDS:
        if name not in CALL_FIELDS:
            state = with_text(state, name, "", "call")
    state = with_moment(state)
    return filled(state, facts_of(state))


def _outgoing_calls() -> Coded:
    """The template that records outgoing calls (domain.md 4)."""
    model = InteractionTemplate
    query = model.select(model.id, model.code).join(
        InteractionTemplateSetup, on=(InteractionTemplateSetup.outgoing_calls == model.id)
    )
    for record, code in tuples(query):
        return Coded(record, code)
    raise RuleError(
        p_("error", "Name a template for Outg. Calls in Interaction Template Setup first; calls use it."),
        field="outg_calls",
    )
