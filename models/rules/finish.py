"""Finishing an interaction: from the form to the log (domain.md 2.4, design.md 3.1-3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.database import unit
from models.enums import CorrespondenceType
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.rules import search_texts
from models.rules.campaign_entries import entry_for
from models.rules.comments import write_only_comment
from models.rules.drafts import Held, delete_held
from models.rules.form_checks import IncompleteError, Problem, Ready, checked, problems
from models.rules.form_state import FormState, columns
from models.rules.statistics import Counted, move
from models.text import clean
from models.user import my_id
from models.words import p_

__all__ = ["Finished", "IncompleteError", "Problem", "finish", "problems"]


@dataclass(frozen=True, slots=True)
class Finished:
    """What was logged."""

    entry_ids: tuple[int, ...]
    """One entry for each contact, in the order of the contacts; the first is the draft's own."""
    sentences: tuple[str, ...]
    """What the person should know: correspondence types that were left blank."""


@unit
def finish(draft: Held | None, state: FormState) -> Finished:
    """Log the interaction, one entry for each contact, all or none; a draft keeps its entry number.

    Raises `IncompleteError` with everything that stands in the way, and `TakenOverError` when somebody else
    has the draft.
    """
    wrong, ready = checked(state)
    if wrong:
        raise IncompleteError(wrong)
    if draft is not None:
        delete_held(draft)
    sentences: list[str] = []
    written = []
    for number, one in enumerate(ready):
        values = _values(one, sentences)
        written.append((_store(draft if number == 0 else None, values, state), values))
    move([], [Counted.of(values) for _, values in written])
    return Finished(tuple(entry for entry, _ in written), tuple(dict.fromkeys(sentences)))


def _store(draft: Held | None, values: dict[str, Any], state: FormState) -> int:
    if draft is None:
        text = search_texts.new_entry_text(values, state.text("comment"))
        entry = Entry.add(**values, search_text=text, user=my_id() or None)
        write_only_comment(entry, "", state.text("comment"))
        search_texts.index_new(Entry, [(entry, text)])
        return entry
    Entry.change(draft.entry_id, **values, postponed=False)
    write_only_comment(draft.entry_id, draft.saved.text("comment"), state.text("comment"))
    if _is_found_by_more(draft.saved, values, state):
        search_texts.reindex(Entry, [draft.entry_id])
    return draft.entry_id


def _is_found_by_more(saved: FormState, values: dict[str, Any], state: FormState) -> bool:
    """Whether finishing changes what the words of the entry follow from, since the draft was saved."""
    before = (saved.contacts, clean(saved.text("description")), saved.text("comment"))
    return before != ((values["contact"],), values["description"], state.text("comment"))


def _values(one: Ready, sentences: list[str]) -> dict[str, Any]:
    found = columns(one.state)
    if found["correspondence_type"] == CorrespondenceType.EMAIL:
        found["correspondence_type"] = int(CorrespondenceType.BLANK)
        sentences.append(_nothing_sent(one))
    campaign = found["campaign"]
    entry = entry_for(campaign, found["date"], found["salesperson"]) if campaign is not None else None
    return {
        **found,
        "contact": one.contact.id,
        "company": one.contact.company,
        "interaction_group": one.template.group,
        "subject": found["description"],
        "occurred": occurred(found["date"], found["time"]),
        "campaign_entry": entry,
    }


def _nothing_sent(one: Ready) -> str:
    """Why an Email type that nobody chose became blank (design.md 3.4)."""
    if not one.contact.email:
        told = p_("message", "{no} {name} has no e-mail address: Correspondence Type was left blank.")
        return told.format(no=one.contact.no, name=one.contact.name)
    return p_("message", "There is nothing to send by e-mail: Correspondence Type was left blank.")
