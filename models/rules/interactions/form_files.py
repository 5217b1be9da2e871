"""Files of an interaction being written: attached to its draft, and taken off again (domain.md 2.2 step 2).

The first own file is the attachment of the interaction, further ones go with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import reading, unit
from models.errors import RuleError
from models.queries.attachments import AttachmentRow, abouts
from models.rules.content.attachments import release, store
from models.rules.interactions.defaults import content_chosen, filled
from models.rules.interactions.drafts import Held, save_draft
from models.rules.interactions.form_content import files_of_draft, further_files, given_files
from models.rules.interactions.form_facts import facts_of
from models.rules.interactions.form_state import FILES, TYPED, FormState, with_text
from models.words import p_

NAME = "attachment_no"

Change = Callable[[Held | None, FormState], tuple[FormState, Held]]
"""Changes a form and stores it at once; gives the form and its draft."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that goes with the interaction."""

    about: AttachmentRow
    own: bool
    """Attached here; else it is the template's."""


@unit
def attach(draft: Held | None, state: FormState, name: str, data: bytes) -> tuple[FormState, Held]:
    """Attach a file to the interaction; the form is stored with it, as a new draft if it has none.

    Raises `RuleError` when it is larger than Marketing Setup allows, `TakenOverError` when the draft is lost.
    """
    # It cannot change any more, so that all entries can share it.
    number = store(name, data, read_only=True)
    if state.text(NAME).strip():
        held = save_draft(state, draft)
        AttachedFile.add(attachment=number, entry=held.entry_id)
        return state, held
    return _stored(with_text(state, NAME, str(number), TYPED, number), draft)


@unit
def detach(draft: Held | None, state: FormState, attachment_id: int) -> tuple[FormState, Held]:
    """Take a file off the interaction; it is deleted, of a resumed draft once that is put aside or finished.

    Raises `RuleError` for a further file of the template, `TakenOverError` when the draft is lost.
    """
    given = given_files(state) or ()
    if attachment_id in given:
        left = " ".join(str(number) for number in given if number != attachment_id)
        state = with_text(state, FILES, left, TYPED)
    if state.ids.get(NAME) == attachment_id:
        state, draft = _without_first(draft, state)
    else:
        entry = draft.entry_id if draft else 0
        of = AttachedFile
        gone = of.delete().where(of.entry == entry, of.attachment == attachment_id).execute()
        if not gone and attachment_id not in given:
            told = p_("error", "The file goes with the template; only files attached here can be taken off.")
            raise RuleError(told)
    state, held = _stored(state, draft)
    if held.resumed:
        return state, replace(held, detached=(*held.detached, attachment_id))
    release([attachment_id])
    return state, held


@reading
def files(draft: Held | None, state: FormState) -> list[FormFile]:
    """The files that go with the interaction, in the order in which they are sent."""
    first = state.ids.get(NAME)
    own = files_of_draft(draft.entry_id) if draft else ()
    theirs = further_files(state, content_chosen(state, facts_of(state).template))
    order = (*(() if first is None else (first,)), *theirs, *own)
    known = abouts(order)
    is_own = {
        *own,
        *(given_files(state) or ()),
        *(() if first is None or state.set_by.get(NAME) != TYPED else (first,)),
    }
    return [FormFile(known[number], number in is_own) for number in dict.fromkeys(order) if number in known]


def _without_first(draft: Held | None, state: FormState) -> tuple[FormState, Held | None]:
    """The form without its first file, whose place the next own one takes."""
    of = AttachedFile
    rows = tuples(of.select(of.id, of.attachment).where(of.entry == draft.entry_id)) if draft else []
    if not rows:
        return with_text(state, NAME, "", TYPED), draft
    row, number = min(rows)
    of.delete().where(of.id == row).execute()
    return with_text(state, NAME, str(number), TYPED, number), draft


def _stored(state: FormState, draft: Held | None) -> tuple[FormState, Held]:
    state = filled(state, facts_of(state))
    return state, save_draft(state, draft)
