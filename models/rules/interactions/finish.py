"""Finishing an interaction: from the form to the log (domain.md 2.4, design.md 3.1-3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.database import unit
from models.enums import CorrespondenceType
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.rules import search_texts
from models.rules.campaigns.entries import entry_for
from models.rules.content.attachments import release
from models.rules.interactions.comments import write_only_comment
from models.rules.interactions.drafts import Held, delete_held, former_attachments
from models.rules.interactions.form_checks import IncompleteError, Problem, Ready, checked, problems
from models.rules.interactions.form_content import files_of_draft, wants_sending
from models.rules.interactions.form_state import FormState, columns, subject
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
    emails: Mapping[int, str] = field(default_factory=dict)
    """The e-mails that wait for a sender: the addresses they go to, by entry."""
    hard_copies: tuple[int, ...] = ()
    """The entries whose hard copies wait to be written."""


@unit
def finish(draft: Held | None, state: FormState, *, segment_no: str = "") -> Finished:
    """Log the interaction, one entry for each contact, all or none; a draft keeps its entry number.

    `segment_no` names the segment that it works through, which letters may name too.
    Raises `IncompleteError` with everything that stands in the way, and `TakenOverError` when somebody else
    has the draft.
    """
    wrong, ready = checked(state)
    if wrong:
        raise IncompleteError(wrong)
    if draft is not None:
        delete_held(draft)
    sentences: list[str] = []
    given = {"segment_no": segment_no} if segment_no else {}  # a call-back has its own already
    written = []
    for number, one in enumerate(ready):
        values = {**_values(one, sentences), **given}
        written.append((_store(draft if number == 0 else None, values, state), values))
    move([], [Counted.of(values) for _, values in written])
    entries = tuple(entry for entry, _ in written)
    told = tuple(dict.fromkeys(sentences))
    has_content = any(one.content is not None for one in ready)
    if has_content:
        _store_contents(draft, entries, ready)
    if draft is not None:
        release(former_attachments(draft))
    if not has_content:
        return Finished(entries, told)
    kinds = _queue([(entry, one, values) for (entry, values), one in zip(written, ready, strict=True)])
    by_mail = {entry: place for entry, (kind, place) in kinds.items() if kind == CorrespondenceType.EMAIL}
    return Finished(entries, told, by_mail, tuple(entry for entry in kinds if entry not in by_mail))


def _store_contents(draft: Held | None, entries: tuple[int, ...], ready: list[Ready]) -> None:
    """Fill in what goes out and store it, with the files that were attached to the draft for all of them."""
    from models.rules.content import filling

    files = files_of_draft(draft.entry_id) if draft else ()
    filling.put(
        {
            entry: replace(one.content, files=tuple(dict.fromkeys(one.content.files + files)))
            for entry, one in zip(entries, ready, strict=True)
            if one.content is not None
        }
    )


def _queue(written: list[tuple[int, Ready, dict[str, Any]]]) -> dict[int, tuple[int, str]]:
    """Have sent what is to be sent: by entry how, and the address that an e-mail goes to."""
    from models.rules.outgoing import deliveries

    queued: dict[int, tuple[int, str]] = {}
    for entry, one, values in written:
        kind = values["correspondence_type"]
        if one.content is not None and kind != CorrespondenceType.BLANK and wants_sending(one.state):
            queued[entry] = (kind, one.address.email if one.address else "")
    deliveries.queue(list(queued))
    return queued


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
    place = one.address
    is_email = found["correspondence_type"] == CorrespondenceType.EMAIL
    if is_email and not (place and place.email):
        found["correspondence_type"] = int(CorrespondenceType.BLANK)
        sentences.append(_nothing_sent(one))
    campaign = found["campaign"]
    entry = entry_for(campaign, found["date"], found["salesperson"]) if campaign is not None else None
    return {
        **found,
        "contact": one.contact.id,
        "company": one.contact.company,
        "interaction_group": one.template.group,
        "subject": subject(one.state),
        "occurred": occurred(found["date"], found["time"]),
        "campaign_entry": entry,
        "contact_alt_address": one.alt_address,
    }


def _nothing_sent(one: Ready) -> str:
    """Why an Email type that nobody chose became blank (design.md 3.4)."""
    if not (one.address.email if one.address else one.contact.email):
        told = p_("message", "{no} {name} has no e-mail address: Correspondence Type was left blank.")
        return told.format(no=one.contact.no, name=one.contact.name)
    return p_("message", "There is nothing to send by e-mail: Correspondence Type was left blank.")
