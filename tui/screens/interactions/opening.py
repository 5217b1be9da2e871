"""Opening the form of an interaction: a new one, a postponed one, one that the journal kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.errors import BusyError, TouchbaseError
from models.rules.interactions import drafts, interaction_form, send_email
from models.rules.interactions.form_state import NUMBER, FormState
from models.words import p_
from tui.journal import Leftover
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.screens.interactions.call import CallScreen
from tui.screens.interactions.form import InteractScreen

if TYPE_CHECKING:
    from tui.app import TouchbaseApp


async def create_interaction(
    screen: BaseScreen[None],
    *,
    contact_ids: Sequence[int] = (),
    salesperson_id: int | None = None,
    entry_id: int | None = None,
    copy_of: int | None = None,
    template_id: int | None = None,
    campaign_id: int | None = None,
    only_salesperson: bool = False,
) -> None:
    """Open the form for what the screen shows (domain.md 2.1); a refusal is raised as a `RuleError`."""
    lanes = screen.frame.session.lanes

    def begin() -> FormState:
        return interaction_form.start(
            contact_ids=tuple(contact_ids),
            salesperson_id=salesperson_id,
            entry_id=entry_id,
            copy_of=copy_of,
            template_id=template_id,
            campaign_id=campaign_id,
            only_salesperson=only_salesperson,
        )

    state = await lanes.read(begin)
    await screen.app.push_screen(InteractScreen(state))


async def write_email(screen: BaseScreen[None], contact_ids: Sequence[int]) -> None:
    """Open the form of an e-mail to contacts; a refusal is raised as a `RuleError`."""
    state = await screen.frame.session.lanes.read(send_email.start, tuple(contact_ids))
    await screen.app.push_screen(InteractScreen(state))


async def resume_interaction(screen: BaseScreen[None], entry_id: int) -> None:
    """Open a postponed interaction again; one that is open elsewhere can be taken over."""
    lanes = screen.frame.session.lanes
    try:
        state, held = await lanes.write(drafts.resume, entry_id)
    except BusyError as error:
        question = p_("question", "{reason} Take it over?").format(reason=str(error))
        if not await screen.confirm(question, p_("answer", "take over")):
            return
        state, held = await lanes.write(drafts.resume, entry_id, take_over=True)
    await screen.app.push_screen((CallScreen if state.is_call else InteractScreen)(state, held))


async def reopen_interaction(
    app: TouchbaseApp, lanes: Lanes, leftover: Leftover, entry_id: int, contact_ids: Sequence[int]
) -> None:
    """Open a form that the journal kept; what was typed is in the database before the journal is forgotten.

    Its draft is gone on with if there is one; else the texts become another draft.
    """
    held = None
    if entry_id:
        try:
            state, held = await lanes.write(drafts.resume, entry_id)
        except TouchbaseError:
            held = None  # finished, deleted or open elsewhere meanwhile: the text is kept besides
    if held is None:
        state = await lanes.read(interaction_form.start, contact_ids=tuple(contact_ids))
        if leftover.texts.get(NUMBER):
            state = interaction_form.typing(state, NUMBER, leftover.texts[NUMBER])
    screen = (CallScreen if state.is_call else InteractScreen)(
        state, held, texts=leftover.texts, caret=leftover.caret, put_back=leftover.discard
    )
    await app.push_screen(screen)
