"""Adding contacts to a segment: by look-up, by pasted numbers, and from the list of contacts."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Paste

from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Question
from models.rules.segments import adding
from models.words import N_, np_, p_
from tui.data.segment_card import added_text
from tui.data.segment_steps import LINES, PAGE
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import Finder, PickScreen
from tui.screens.segments.verbs import announce_segment
from tui.text import number_text
from tui.widgets.pick_list import PickItem, PickList
from tui.widgets.quiet_input import QuietInput

_MOST = 20
"""So many contacts or segments are offered at once."""
_NEW = "new"


class NumbersInput(QuietInput):
    """A line to type into that takes pasted lines as words."""

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))


class AddContacts(PickScreen):
    """Find one contact by typing, or type or paste the numbers of several."""

    PURPOSE = (
        N_("help", "Type part of a name or number; Enter adds the contact under the cursor."),
        N_(
            "help",
            "Several numbers, separated by spaces or commas or on lines of their own, are added together.",
        ),
    )

    def __init__(self, lanes: Lanes, segment_no: str) -> None:
        """Make the screen for the segment with this number."""
        super().__init__(
            p_("title", "Add contacts to {segment}").format(segment=segment_no),
            (),
            find=self._find_contacts,
            page=PAGE,
            verb=p_("action", "Add"),
        )
        self._lanes = lanes
        self.numbers = ""
        """The numbers that were typed, when they are several."""

    def compose_content(self) -> ComposeResult:
        """The place to type, and what was found."""
        yield NumbersInput(placeholder=p_("prompt", "Name or number; several numbers add all"))
        yield PickList()

    async def _find_contacts(self, text: str) -> Sequence[PickItem]:
        found = await self._lanes.read(records.look_up, "contacts", text, _MOST)
        return [
            PickItem(str(one.id), f"{one.code:<10} {one.description:<28} {one.extra[0] if one.extra else ''}")
            for one in found
        ]

    def take(self, typed: str) -> None:
        """Several words of which one is a number are numbers; else the selected contact is meant."""
        self.do(self._take(typed))

    async def _take(self, typed: str) -> None:
        named = await self._lanes.read(adding.contacts_named, typed)
        several = len(named.ids) + len(named.unknown) > 1
        if several and named.ids:
            self.numbers = typed
            self.dismiss(PickItem("", typed))
        elif len(named.ids) == 1:
            self.dismiss(PickItem(str(named.ids[0]), typed))
        elif self.query_one(PickList).item is not None:
            super().take(typed)
        else:
            self.say(p_("message", "No contact begins with {text}.").format(text=typed.strip()))


async def add_by_look_up(screen: BaseScreen[None], lanes: Lanes, segment_id: int, no: str) -> int:
    """Let a person choose contacts and add them; the id of the newest line, 0 when none was added."""
    chooser = AddContacts(lanes, no)
    chosen = await screen.app.push_screen_wait(chooser)
    if chosen is None:
        return 0
    named = adding.Named((int(chosen.id),), ()) if chosen.id else None
    if named is None:
        named = await lanes.read(adding.contacts_named, chooser.numbers)
    # Who is typed is meant, also twice or excluded; a pasted list leaves out who is there (domain.md 3.2).
    return await _add(screen, lanes, segment_id, named, anyway=len(named.ids) == 1)


async def _add(
    screen: BaseScreen[None], lanes: Lanes, segment_id: int, named: adding.Named, *, anyway: bool
) -> int:
    def add() -> adding.Added:
        return adding.add_contacts(segment_id, named.ids, anyway=anyway)

    done = await lanes.write(add)
    if done.number:
        await announce_segment(screen, segment_id)
    screen.say(added_text(done, named))
    if not done.number:
        return 0
    lines = Question(LINES, (), "line_no", context=(("segment", segment_id),))
    last = await lanes.read(windows.window, lines, None, before=True, limit=1)
    return last.rows[0].id if last.rows else 0


async def add_to_segment(screen: BaseScreen[None], lanes: Lanes, contact_ids: Sequence[int]) -> None:
    """Add contacts to a segment that is chosen, or to a new one."""
    if not contact_ids:
        return
    number = len(contact_ids)
    told = np_("title", "Add {number} contact to", "Add {number} contacts to", number)
    items = [PickItem(_NEW, p_("segment", "A new segment")), *await lanes.read(_newest_segments)]
    pick = PickScreen(
        told.format(number=number_text(number)),
        items,
        page=PAGE,
        verb=p_("action", "Add"),
        find=_finder(lanes),
    )
    chosen = await screen.app.push_screen_wait(pick)
    if chosen is None:
        return
    segment_id = await _new_segment(screen, lanes) if chosen.id == _NEW else int(chosen.id)
    if segment_id:
        await _add(screen, lanes, segment_id, adding.Named(tuple(contact_ids), ()), anyway=False)


async def _new_segment(screen: BaseScreen[None], lanes: Lanes) -> int:
    from tui.screens.segments.header import SegmentHeader

    card = SegmentHeader(lanes)
    await screen.app.push_screen_wait(card)
    return card.saved


def _newest_segments() -> list[PickItem]:
    question = Question(PAGE, ("no", "description", "no_of_lines"), "no", descending=True)
    return [_item(row.id, row.cells) for row in windows.window(question, None, limit=_MOST).rows]


def _item(record_id: int, cells: Sequence[object]) -> PickItem:
    no, description, lines = cells
    told = np_("segment", "{number} line", "{number} lines", int(str(lines or 0)))
    return PickItem(str(record_id), f"{no:<10} {description}", told.format(number=lines or 0))


def _finder(lanes: Lanes) -> Finder:
    async def find(text: str) -> Sequence[PickItem]:
        found = await lanes.read(records.look_up, PAGE, text, _MOST)
        return [PickItem(str(one.id), f"{one.code:<10} {one.description}") for one in found]

    return find
