"""What a segment sends: its languages to choose from, then the attachments of one."""

from __future__ import annotations

from models.queries import records
from models.rules.segments.content_rows import Place
from models.words import p_
from tui.data.segment_content import SegmentFiles, languages
from tui.data.segment_steps import PAGE
from tui.lanes import Lanes
from tui.screens.attachments import AttachmentsScreen
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.widgets.pick_list import PickItem

_MORE = "+"


async def open_content(screen: BaseScreen[None], lanes: Lanes, segment_id: int) -> None:
    """Show what a segment sends; of several languages the one that the person chooses."""
    known = await lanes.read(languages, segment_id)
    place = known[0][0] if known else None
    if known:
        title, verb = p_("title", "Content"), p_("action", "Open")
        more = PickItem(_MORE, p_("segment", "another language"))
        picked = PickScreen(title, [*(item for _, item in known), more], page=PAGE, verb=verb)
        chosen = await screen.app.push_screen_wait(picked)
        if chosen is None:
            return
        place = await _another(screen, lanes, segment_id) if chosen.id == _MORE else known[int(chosen.id)][0]
        if place is None:
            return
    await screen.frame.push_screen(AttachmentsScreen(lanes, SegmentFiles(segment_id, place)))


async def _another(screen: BaseScreen[None], lanes: Lanes, segment_id: int) -> Place | None:
    """A language that the person chooses."""
    found = await lanes.read(records.look_up, "languages", "", 200)
    items = [PickItem(str(one.id), one.code, one.description) for one in found]
    picked = PickScreen(p_("title", "Language"), items, page=PAGE, verb=p_("action", "Choose"))
    chosen = await screen.app.push_screen_wait(picked)
    return None if chosen is None else Place(segment_id, language=int(chosen.id))
