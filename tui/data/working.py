"""The desk of who works through a segment: the contact at the left, the interaction at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.dates.typed import say_date
from models.errors import RuleError
from models.queries import form_help, records
from models.queries.records import View
from models.queries.timeline import timeline
from models.rules.interactions.form_state import REQUIRED, FormState, form_abouts
from models.rules.segments import working
from models.rules.segments.working import Outcome, Work
from models.words import N_, np_, p_, translate
from tui.data.contacts import PAGE as CONTACTS
from tui.data.contacts import is_company
from tui.data.segment_steps import LINES
from tui.data.timelines import timeline_lines
from tui.text import number_text

_HISTORY = 6
"""Interactions of the contact that are shown."""
_LABELS: Mapping[str, str] = {
    "interaction_template_code": N_("work", "Template"),
    "description": N_("work", "Description"),
    "date": N_("work", "Date"),
    "salesperson_code": N_("work", "Salesperson"),
    "duration": N_("work", "Minutes"),
    "cost": N_("work", "Cost"),
    "information_flow": N_("work", "Flow"),
    "initiated_by": N_("work", "Initiated by"),
    "correspondence_type": N_("work", "Corr. type"),
    "language_code": N_("work", "Language"),
    "campaign_no": N_("work", "Campaign"),
    "evaluation": N_("work", "Evaluation"),
}
"""What is shown of the interaction, in this order."""
_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.REACHED: N_("work", "Done"),
    Outcome.NOT_REACHED: N_("work", "Not reached"),
    Outcome.CALL_BACK: N_("work", "To call back"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known about the line that is worked on."""

    line_no: int
    left: int
    """Lines that are still open, this one among them."""
    contact: tuple[str, ...]
    """The lines about the contact."""
    interaction: tuple[str, ...]
    """The lines about the interaction."""
    reach: tuple[str, ...]
    """Number, name, phones and e-mail of the contact."""


def desk(segment_id: int, work: Work) -> Desk:
    """Everything to be shown about a line; raises `NotFoundError` when it is gone."""
    line = records.view(LINES, work.line_id)
    contact = work.state.contacts[0]
    view = records.view(CONTACTS, contact)
    reach = (view.text(CONTACTS, name) for name in ("no", "name", "phone_no", "mobile_phone_no", "email"))
    return Desk(
        int(str(line.values["line_no"])),
        working.open_lines(segment_id),
        tuple(_contact_lines(contact, view)),
        tuple(interaction_lines(work.state)),
        tuple(text for text in reach if text),
    )


def _contact_lines(contact_id: int, view: View) -> list[str]:
    """Who it is, how to reach them, and what happened last."""

    def said(name: str) -> str:
        return view.text(CONTACTS, name)

    company = "" if is_company(view) else said("company_name")
    reach = (
        (p_("work", "Phone"), said("phone_no")),
        (p_("work", "Mobile"), said("mobile_phone_no")),
        (p_("work", "E-mail"), said("email")),
    )
    return [
        f"{said('no')}  {said('name')}",
        "   ".join(part for part in (company, said("job_title")) if part),
        *(f"{label:<8} {text or '-'}" for label, text in reach),
        "",
        *timeline_lines(timeline(contact_id, limit=_HISTORY).rows),
    ]


def interaction_lines(state: FormState) -> Sequence[str]:
    """The interaction as it will be logged; what is missing is marked."""
    meanings = form_help.meanings(state)
    lines = [p_("work", "p logs this interaction:"), ""]
    for name, label in _LABELS.items():
        text = _text(state, name)
        sign = "!" if name in REQUIRED and not text else " "
        if text in ("", "0", "0.00") and sign == " ":
            continue
        told = f"{text} {meanings.get(name, '')}".strip() or p_("work", "missing")
        lines.append(f"{sign} {translate(label):<12} {told}")
    return lines


def _text(state: FormState, name: str) -> str:
    """The text of a field as people read it."""
    text = state.text(name).strip()
    if name == "date" and text:
        try:
            day = state.value(name)
        except RuleError:
            return text
        return say_date(day) if isinstance(day, dt.date) else text
    return translate(text) if form_abouts()[name].choices else text


def end_lines(done: Mapping[Outcome, int], left: int) -> list[str]:
    """What is told when there is no other line: what was done, and what others still work on."""
    return [
        p_("work", "There is no other line to work on."),
        "",
        *(
            f"{translate(caption):<14} {number_text(done.get(what, 0))}"
            for what, caption in _OUTCOMES.items()
        ),
        f"{p_('work', 'Left'):<14} {number_text(left)}",
        "",
        p_("work", "Others work on the lines that are left.")
        if left
        else p_("work", "F9 on the segment closes it."),
    ]


def summary(done: Mapping[Outcome, int], left: int) -> str:
    """What was done, as a sentence."""
    parts = [
        f"{translate(caption).lower()} {number_text(done[what])}"
        for what, caption in _OUTCOMES.items()
        if done.get(what)
    ]
    told = np_("work", "{number} line is left", "{number} lines are left", left).format(
        number=number_text(left)
    )
    sentence = ", ".join([*parts, told])
    return f"{sentence[:1].upper()}{sentence[1:]}."
