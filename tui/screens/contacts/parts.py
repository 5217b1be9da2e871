"""What the list and the card of contacts share: deleting, history, and going on with a postponed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.pages import page
from models.queries import records
from models.queries.postponed import postponed_of
from models.words import p_
from tui.data.contacts import PAGE, draft_line, going_with, is_company
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.interactions.opening import resume_interaction
from tui.screens.records.list import delete_records
from tui.widgets.pick_list import PickItem


async def resume_for(screen: BaseScreen[None], lanes: Lanes, contact_id: int) -> None:
    """Go on with the contact's postponed interaction; of several one is chosen."""
    drafts = await lanes.read(postponed_of, contact_id)
    if not drafts:
        screen.say(p_("message", "The contact has no postponed interaction."))
        return
    chosen = drafts[0].id
    if len(drafts) > 1:
        items = [PickItem(str(row.id), draft_line(row)) for row in drafts]
        pick = PickScreen(
            p_("title", "Postponed interactions"), items, page=PAGE, verb=p_("action", "Resume")
        )
        item = await screen.app.push_screen_wait(pick)
        if item is None:
            return
        chosen = int(item.id)
    await resume_interaction(screen, chosen)


async def open_log(screen: BaseScreen[None], lanes: Lanes, contact_id: int) -> None:
    """Open the log entries of a contact; of a company those of all its people too."""
    view = await lanes.read(records.view, PAGE, contact_id)
    open_for = screen.frame.screens["log-entries"].open_for
    if open_for is not None:
        reference = "company" if is_company(view) else "contact"
        await screen.frame.push_screen(open_for(((reference, contact_id),)))


async def open_comments(screen: BaseScreen[None], contact_id: int) -> None:
    """Open the comments of a contact."""
    open_for = screen.frame.screens["contact-comments"].open_for
    if open_for is not None:
        await screen.frame.push_screen(open_for((("contact", contact_id),)))


async def delete_contacts(screen: BaseScreen[None], lanes: Lanes, ids: Sequence[int]) -> bool:
    """Delete contacts after a question that says what goes with them; whether they were deleted."""
    besides = await lanes.read(going_with, tuple(ids))
    return await delete_records(screen, page(PAGE), lanes, ids, besides=besides)


def person_of(company_id: int) -> Mapping[str, str]:
    """What a new contact in a company's list begins with: a person of that company (domain.md 5.1)."""
    return {"type": "Person", "company_no": records.view(PAGE, company_id).text(PAGE, "no")}
