"""Starting the interaction form and what follows from typing into it (domain.md 2.1-2.3, design.md 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models import dictionary
from models.about import Kind
from models.base import tuples
from models.campaign import Campaign
from models.database import reading
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries.records import look_up, refer
from models.rules.interactions import form_content
from models.rules.interactions.defaults import content_chosen, filled, with_moment, without_old_template
from models.rules.interactions.form_facts import ContactFacts, contact_facts, facts_of
from models.rules.interactions.form_state import (
    ALT_ADDRESS,
    BODY,
    FIELDS,
    NUMBER,
    REQUIRED,
    TYPED,
    FormState,
    columns,
    form_abouts,
    hint,
    read_text,
    subject,
    with_text,
    write_value,
)
from models.rules.interactions.form_values import code_of, from_entry, with_body
from models.salesperson import Salesperson
from models.template import InteractionTemplate
from models.words import p_, translate

if TYPE_CHECKING:
    from models.rules.content.filling import Content

__all__ = [
    "FIELDS",
    "REQUIRED",
    "FormState",
    "at",
    "body_name",
    "content_of",
    "form_abouts",
    "hint",
    "preview",
    "privacy_sentence",
    "start",
    "typed",
    "typing",
]


@reading
def start(
    *,
    contact_ids: Sequence[int] = (),
    salesperson_id: int | None = None,
    entry_id: int | None = None,
    copy_of: int | None = None,
    template_id: int | None = None,
    campaign_id: int | None = None,
    only_salesperson: bool = False,
) -> FormState:
    """A new form (domain.md 2.1): date = work date, time = now rounded up, successful.

    `contact_ids` are fixed; of several, those that nothing may be recorded for are left out and named in
    `skipped`. `entry_id` takes the contact of a log entry, `copy_of` all its values (design.md 3.9).
    `salesperson_id`, `template_id` and `campaign_id` are the filters of the list the form was opened from;
    with `only_salesperson` it was opened from the salesperson, who is then fixed.
    Raises `RuleError` when no contact is left because of privacy, `NotFoundError` when the entry is gone.
    """
    state = _with_time(FormState())
    if copy_of is not None:
        state = from_entry(copy_of, by="entry", contact=True)
        state = with_text(state, NUMBER, "", "")  # the copy is another interaction, and not yet a call
        contact_ids = ()
        state = _allowed(state, state.contacts)
        return _copied(_with_time(state), copy_of)
    if entry_id is not None:
        contact_ids, fixed = _contact_of(entry_id), False
    else:
        fixed = True
    state = _allowed(state, contact_ids, fixed=fixed)
    for name, model, record in (
        ("salesperson_code", Salesperson, salesperson_id),
        ("interaction_template_code", InteractionTemplate, template_id),
        ("campaign_no", Campaign, campaign_id),
    ):
        if record is not None:
            state = with_text(state, name, code_of(model, record), "filter", record)
    if only_salesperson:
        state = replace(state, fixed=state.fixed | {"salesperson_code"})
    return filled(state, facts_of(state))


def _copied(state: FormState, entry_id: int) -> FormState:
    """The form of a copy: what was filled in for the old contact follows the template, filled in anew."""
    body = state.text(BODY)
    (merged,) = tuples(Entry.select(Entry.merged).where(Entry.id == entry_id))[0]
    if merged:
        for name in ("attachment_no", BODY):
            state = with_text(state, name, "", "")
    state = filled(state, facts_of(state))
    if not body or state.text(BODY) or "word_template_code" in state.ids:
        return state
    return filled(with_text(state, BODY, body, "entry"), facts_of(state))


def typing(state: FormState, name: str, text: str) -> FormState:
    """The form after a key was typed: only the raw text changes, nothing is looked up.

    A fixed field stays as it is. Call `typed` when the field is left or something was chosen.
    """
    if name in state.fixed:
        return state
    changed = with_text(state, name, text, TYPED)
    return replace(changed, contacts=()) if name == "contact_no" else changed


@reading
def typed(state: FormState, name: str, text: str) -> FormState:
    """The form after `text` was typed into a field and the field was left.

    A text that means a record or a value is written as the field shows it ("nell ashby" becomes her number,
    `+3` a date); any other text stays as typed. What follows from contact and template flows into the fields
    nobody typed in. Raises `RuleError` for a fixed field.
    """
    if name in state.fixed:
        if text.strip().upper() == state.text(name).upper():
            return state
        raise RuleError(
            p_("error", "{field} is given here and cannot be changed.").format(
                field=translate(form_abouts()[name].caption)
            ),
            field=name,
        )
    before = state
    if form_abouts()[name].kind is Kind.REFERENCE:
        state = _chosen(state, name, text)
        if name == "attachment_no":
            state = with_body(state, TYPED)
    else:
        state = with_text(state, name, _shown(name, text), TYPED)
    if name == "campaign_no" and not text.strip():
        for flag in ("campaign_target", "campaign_response"):
            state = with_text(state, flag, write_value(flag, False), "")
    if name == "interaction_template_code" and before.ids.get(name) not in (None, state.ids.get(name)):
        state = without_old_template(state)
    return filled(state, facts_of(state))


@reading
def content_of(state: FormState) -> Content:
    """What goes out with the interaction of a form, before anything is filled in.

    Raises `RuleError` when its document template has no document.
    """
    return form_content.content_of(state, content_chosen(state, facts_of(state).template))


@reading
def preview(state: FormState) -> str:
    """What the first contact of a form gets, as plain text (ATT-06).

    Raises `RuleError` when there is nothing to be filled in or no contact, and `UnknownFieldsError`.
    """
    from models.queries.merge_fields import Recipient
    from models.rules.content import filling

    if not state.contacts:
        raise RuleError(p_("error", "Choose the contact first: the preview is made for it."))
    facts = facts_of(replace(state, contacts=state.contacts[:1]))
    state = filled(state, facts)
    made = form_content.content_of(state, content_chosen(state, facts.template))
    if not made.is_merge:
        told = p_("error", "There is no text or document to be filled in; files are opened instead.")
        raise RuleError(told)
    found = columns(state)
    return filling.preview(
        made,
        Recipient(
            state.contacts[0],
            company=facts.contact.company if facts.contact else None,
            description=found["description"],
            subject=subject(state),
            alt_address=state.texts.get(ALT_ADDRESS),
            **{name: found[name] for name in ("salesperson", "language", "date", "campaign")},
        ),
    )


@reading
def body_name(state: FormState) -> str:
    """The name of a file with the text of a form, by which editors know how it is written."""
    content = content_chosen(state, facts_of(state).template)
    return f"{p_('file name', 'text')}.{form_content.written_as(state, content)}"


def at(state: FormState, field: str, offset: int) -> FormState:
    """The form with the cursor behind `offset` characters of a field."""
    return replace(state, at_field=field, at_offset=offset)


def privacy_sentence(contact: ContactFacts) -> str:
    """Why nothing may be recorded for a contact; blank when it may (design.md 3.14)."""
    if contact.minor:
        told = p_("error", "{no} {name} is a minor without a parent's consent; nothing may be recorded.")
    elif contact.privacy_blocked:
        told = p_("error", "{no} {name} is blocked for privacy; nothing may be recorded.")
    elif contact.blocked_company:
        told = p_("error", "{company} is blocked for privacy; nothing may be recorded for {no} {name}.")
    else:
        return ""
    return told.format(no=contact.no, name=contact.name, company=contact.blocked_company)


def _with_time(state: FormState) -> FormState:
    state = with_moment(state)
    return state if state.text("successful") else with_text(state, "successful", _yes(), "")


def _yes() -> str:
    return write_value("successful", True)


def _allowed(state: FormState, ids: Sequence[int], *, fixed: bool = False) -> FormState:
    """The form for those of the contacts that something may be recorded for."""
    if not ids:
        return state
    known = contact_facts(tuple(dict.fromkeys(ids)))
    refused = {record: told for record, facts in known.items() if (told := privacy_sentence(facts))}
    left = [facts for record, facts in known.items() if record not in refused]
    if not left:
        told = next(iter(refused.values()), p_("error", "The contact was deleted meanwhile."))
        raise RuleError(told, field="contact_no")
    state = with_text(state, "contact_no", left[0].no if len(left) == 1 else "", "contact", None)
    return replace(
        state,
        contacts=tuple(facts.id for facts in left),
        ids={**state.ids, "contact_no": left[0].id} if len(left) == 1 else state.ids,
        skipped=tuple(refused.values()),
        fixed=state.fixed | {"contact_no"} if fixed else state.fixed,
    )


def _contact_of(entry_id: int) -> tuple[int, ...]:
    rows = tuples(Entry.select(Entry.contact).where(Entry.id == entry_id))
    if not rows:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    return () if rows[0][0] is None else (int(rows[0][0]),)


def _chosen(state: FormState, name: str, text: str) -> FormState:
    """The form with a typed reference: exactly this code, else the only record that matches."""
    model: Any = dictionary.field(Entry, name).rel_model  # type: ignore[attr-defined]
    record = refer(model, text) if text.strip() else None
    if record is None and text.strip():
        near = look_up(form_abouts()[name].refers_to, text, 2)
        record = near[0].id if len(near) == 1 else None
    shown = text if record is None else code_of(model, record)
    state = with_text(state, name, shown, TYPED, record)
    if name != "contact_no":
        return state
    return replace(state, contacts=() if record is None else (record,))


def _shown(name: str, text: str) -> str:
    """A text as its field shows it: readable values in their usual form, anything else as typed."""
    if not text.strip() or name == BODY:
        return text
    try:
        return write_value(name, read_text(name, text))
    except RuleError:
        return text
