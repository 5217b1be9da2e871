"""The list of segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from models.pages import page
from models.queries import records
from models.queries.lists.rows import Filter, Question
from models.words import N_, np_, p_, translate
from tui.commands import BY_ID
from tui.data.lists import column, field_lines, title
from tui.data.segment_card import entries_filter, lines_of, step_lines
from tui.data.segment_steps import PAGE
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.screens.lists.screen import ListScreen
from tui.screens.log.list import LogScreen
from tui.screens.records.list import RecordList, delete_records
from tui.screens.registry import Context
from tui.screens.segments.header import SegmentHeader
from tui.screens.segments.verbs import SEGMENT_VERBS, SegmentVerbs
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.record_table import Column

_LOOKS = {
    "no": (N_("column", "No."), 10, 1),
    "description": (N_("column", "Description"), 28, 1),
    "interaction_template_code": (N_("column", "Template"), 10, 3),
    "campaign_no": (N_("column", "Campaign"), 10, 4),
    "salesperson_code": (N_("column", "Sp"), 4, 3),
    "date": (N_("column", "Date"), 11, 2),
    "no_of_lines": (N_("column", "Lines"), 7, 1),
}


def columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return tuple(
        replace(
            column(PAGE, name, place, grows=name == "description"), caption=caption, width=width, minimum=0
        )
        for name, (caption, width, place) in _LOOKS.items()
    )


async def segment_detail(lanes: Lanes, segment_id: int) -> Sequence[str]:
    """The title of a segment, its newest steps and its fields."""
    view = await lanes.read(records.view, PAGE, segment_id)
    steps = await lanes.read(step_lines, segment_id)
    return (title(PAGE, view), *steps[:2], *field_lines(PAGE, view))


class SegmentLog(LogScreen):
    """The log entries that carry the number of one segment."""

    def __init__(self, lanes: Lanes, no: str) -> None:
        """Make the list."""
        super().__init__(lanes)
        self.begin_with(())
        self._of_segment = entries_filter(no)
        named = p_("list", "{page} of {record}").format(page=translate(self.spec.title), record=no)
        self.spec = replace(self.spec, title=named)

    @property
    def question(self) -> Question:
        """What the list asks for now: never more than the segment's entries."""
        asked = super().question
        return replace(asked, filters=(self._of_segment, *asked.filters))


async def open_entries(screen: BaseScreen[None], lanes: Lanes, no: str) -> None:
    """Open the log entries that carry the number of a segment."""
    await screen.frame.push_screen(SegmentLog(lanes, no))


async def delete_segments(screen: BaseScreen[None], lanes: Lanes, ids: Sequence[int]) -> bool:
    """Delete segments after a question that says how many lines go with them; whether they were deleted."""
    number = sum([await lanes.read(lines_of, one) for one in ids])
    besides = ""
    if number:
        told = np_("question", "{number} line goes with it.", "{number} lines go with it.", number)
        besides = told.format(number=number_text(number))
    return await delete_records(screen, page(PAGE), lanes, ids, besides=besides)


class SegmentList(SegmentVerbs, RecordList):
    """Segments that are not logged yet."""

    PURPOSE = (
        N_(
            "help",
            "Working lists of contacts with one interaction for all, which differs where a line says so.",
        ),
        N_(
            "help", "n makes one; in it contacts are added by fields or by number, and F9 logs them together."
        ),
    )
    OFFERS: ClassVar[frozenset[str]] = RecordList.OFFERS | SEGMENT_VERBS
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "new",
        "add_contacts",
        "log_segment",
        "interact",
        "parts",
        "filter",
        "delete",
        "history",
        "copy_record",
        "undo",
        "fields_filter",
        "order",
        "detail",
    )

    def __init__(self, lanes: Lanes, *, context: Context = (), filters: tuple[Filter, ...] = ()) -> None:
        """All segments, or those of what is in `context`."""
        super().__init__(
            PAGE,
            lanes,
            context=context,
            filters=filters,
            detail=partial(segment_detail, lanes),
            shown_columns=columns(),
        )
        self.spec = replace(self.spec, records=N_("list", "segments"), watches=frozenset(("segment-lines",)))

    @property
    def segment_id(self) -> int:
        """The segment under the cursor; 0 for none."""
        return self.row.id if self.row is not None else 0

    def why_not(self, command_id: str) -> str:
        """The log knows segments by their number; the logged ones are there in any case."""
        if command_id == "history":
            return ListScreen.why_not(self, command_id)
        return "" if command_id == "parts" else super().why_not(command_id)

    def hints(self) -> list[KeyHint]:
        """The footer; Tab goes to the segments that were logged."""
        tab = self.hint(BY_ID["parts"]).key
        logged = p_("action", "Logged")
        return [KeyHint(one.key, logged, True) if one.key == tab else one for one in super().hints()]

    # verbs

    async def action_parts(self) -> None:
        """Open the logged segments, which lead back here."""
        await self.action_logged_segments()

    async def _open_card(self, *, editing: bool) -> None:
        from tui.screens.segments.card import SegmentCard

        row = self.row
        if row is None:
            return
        if editing:
            await self._push(self.make_card(row.id, editing=True))
        else:
            await self.frame.push_screen(SegmentCard(self.lanes, row.id, source=self.source, row=row))

    def make_card(
        self, record_id: int, *, editing: bool = False, texts: Mapping[str, str] | None = None
    ) -> SegmentHeader:
        """The form of the header."""
        return SegmentHeader(
            self.lanes, record_id, editing=editing, texts=texts, source=self.source, row=self.row
        )

    async def _make(self, texts: Mapping[str, str]) -> None:
        """A new segment: its header first, then its card."""
        from tui.screens.segments.card import SegmentCard

        card = self.make_card(0, texts=texts)
        await self.app.push_screen_wait(card)
        if card.saved:
            await self.frame.push_screen(SegmentCard(self.lanes, card.saved))

    async def action_delete(self) -> None:
        """Delete the marked segments, else that under the cursor, with their lines, after a question."""
        ids = await self.chosen_ids()
        if ids:
            await delete_segments(self, self.lanes, ids)

    async def action_history(self) -> None:
        """Open the log entries that carry the segment's number."""
        if self.row is not None:
            view = await self.lanes.read(records.view, PAGE, self.row.id)
            await open_entries(self, self.lanes, str(view.values["no"]))
