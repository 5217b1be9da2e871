"""The card of a segment: its header above, its lines below, its steps and problems beside (ux.md 13.5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Key

from models.database.stopping import Stop, stoppable
from models.errors import NotFoundError, TouchbaseError
from models.queries.lists import windows
from models.queries.lists.rows import Filter, Question, Row
from models.rules.segments.preview import preview
from models.rules.segments.readiness import Readiness, readiness
from models.words import N_, p_
from tui.commands import BY_ID
from tui.data.segment_card import (
    Header,
    LinesSource,
    line_columns,
    line_lines,
    lines_of,
    problem_line,
    problems_only,
    read_header,
    ready_lines,
    step_lines,
)
from tui.data.segment_steps import LINES
from tui.data.source import QuestionSource
from tui.keymap import pressed
from tui.lanes import Lanes, Latest
from tui.messages import RecordsChanged
from tui.screens.attachments import open_attachments
from tui.screens.interactions.call import call_line
from tui.screens.lists.body import ListBody
from tui.screens.read_text import ReadText
from tui.screens.records.list import RecordList
from tui.screens.segments.adding import add_by_look_up
from tui.screens.segments.content import open_content
from tui.screens.segments.header import HeaderView, Rule, SegmentHeader
from tui.screens.segments.line import LineCard
from tui.screens.segments.list import delete_segments, open_entries
from tui.screens.segments.verbs import SEGMENT_VERBS, SegmentCardVerbs, announce_segment
from tui.widgets.detail import Place
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.record_table import RecordTable

_ON_HEADER = frozenset(("open", "edit", "delete"))
"""Verbs that act on the header while it has the focus."""
_ON_SEGMENT = frozenset(("new", "history", "parts", "next_problem"))
"""Verbs that need no line."""


class SegmentBody(ListBody):
    """The lines, with the pane on a wide screen; on a narrow one the strip only when it is asked for."""

    def _put(self, width: int) -> None:
        super()._put(width)
        if self._place is Place.AUTO and not self.detail.is_pane:
            self.detail.set_class(True, "-none")


class SegmentCard(SegmentCardVerbs, RecordList):
    """One segment with its lines."""

    PAGE = "segments"
    REMEMBERS = False
    PURPOSE = (
        N_(
            "help",
            "The segment above, its lines below: Tab goes from one to the other, e changes what is there.",
        ),
        N_(
            "help",
            "~ marks a line that differs from the header. ! goes to the next line that cannot be logged.",
        ),
    )
    OFFERS: ClassVar[frozenset[str]] = (
        (RecordList.OFFERS - {"copy_record"}) | SEGMENT_VERBS | {"next_problem", "call", "preview"}
    )
    FOOTER: ClassVar[tuple[str, ...]] = (
        "new",
        "add_contacts",
        "reduce",
        "refine",
        "log_segment",
        "undo",
        "parts",
        "edit",
        "delete",
        "next_problem",
        "interact",
        "filter",
        "history",
        "fields_filter",
        "order",
        "detail",
        "next_record",
    )
    DEFAULT_CSS = """
    SegmentCard.-wide > #steps { display: none; }
    SegmentCard.-tall > HeaderView { height: 4; }
    SegmentCard Detail.-pane { width: 38; }
    """

    def __init__(
        self, lanes: Lanes, segment_id: int, *, source: QuestionSource | None = None, row: Row | None = None
    ) -> None:
        """Make the card.

        Args:
            lanes: The ways to the database.
            segment_id: The segment.
            source: The list of segments that it was opened from.
            row: Its row in that list.
        """
        self._personal: set[int] = set()
        super().__init__(LINES, lanes, context=(("segment", segment_id),), shown_columns=line_columns())
        self.PAGE = "segments"  # type: ignore[misc]
        self._segments, self._segment_row = source, row
        self.header: Header | None = None
        self._steps: tuple[str, ...] = ()
        self._ready: Readiness | None = None
        self._checked: Latest[Readiness] = Latest()
        self._checking = Stop()
        self.spec = replace(
            self.spec,
            title=N_("page", "Segments"),
            records=N_("list", "lines"),
            make_source=self._make_source,
            flags=self._sign,
            flag_width=1,
            nothing_yet=N_("list", "n Line   + Add contacts"),
            watches=frozenset(("segments", "contacts", "interaction-templates")),
        )

    @property
    def segment_id(self) -> int:
        """The segment that is shown."""
        return dict(self._opened_for)["segment"]

    # what it shows

    def compose_content(self) -> ComposeResult:
        """Header, the row of the lines, the lines, the newest step, the problems."""
        prompt, body = super().compose_content()
        yield prompt
        yield HeaderView()
        yield Rule(id="lines-title")
        yield body
        yield Rule(id="steps")
        yield Line(id="problems")

    def make_body(self, table: RecordTable) -> ListBody:
        """The lines and what is beside them."""
        return SegmentBody(table, lambda row: self._about(row))

    def on_mount(self) -> None:
        """Read the header and the steps."""
        self.query_one("#problems").display = False
        self.do(self.show_header())

    async def _name_owner(self) -> None:
        """The header names the segment."""

    def _make_source(self, question: Question) -> LinesSource:
        return LinesSource(self.lanes, question, self._note_personal)

    def _note_personal(self, ids: Sequence[int], personal: Collection[int]) -> None:
        self._personal.difference_update(ids)
        self._personal.update(personal)

    def _sign(self, row: Row) -> str:
        return "~" if row.id in self._personal else " "

    async def show_header(self) -> None:
        """Read the header, the steps and the problems again."""
        try:
            self.header = await self.lanes.read(read_header, self.segment_id)
        except NotFoundError:
            self.say(p_("message", "The segment was logged or deleted meanwhile."))
            return
        self.query_one(HeaderView).show(self.header)
        title = f"{p_('page', 'Segments')} > {self.header.no}"
        self.spec = replace(self.spec, title=title)
        self._show_context()
        await self._show_steps()
        self.run_worker(self._check(), group="readiness", exit_on_error=False)

    async def _show_steps(self) -> None:
        self._steps = await self.lanes.read(step_lines, self.segment_id)
        last = f"   {self._steps[0]}" if self._steps else ""
        told = p_("segment", "-- Criteria {number}").format(number=len(self._steps))
        self.query_one("#steps", Line).show(f"{told}{last} ")
        told = p_("segment", "-- Lines (Tab: header / lines)")
        if self.header is not None and self.header.content:
            content = p_("segment", "sends {content}").format(content=self.header.content)
            told = f"{told}   {content} "
        self.query_one("#lines-title", Line).show(told)

    async def _check(self) -> None:
        """Say what would keep lines from being logged; a long segment takes a while."""
        self._checking.stop()
        self._checking = Stop()
        try:
            asked = self.lanes.long(stoppable(readiness, self._checking), self.segment_id)
            found = await self._checked.ask(asked)
        except TouchbaseError:
            return
        if found is None or not self.is_attached:
            return
        self._ready = found
        text, line = problem_line(found), self.query_one("#problems", Line)
        line.show(text)
        line.display = bool(text)
        self.body.wait()

    async def _about(self, row: Row | None) -> Sequence[str]:
        steps = p_("segment", "-- Criteria {number}").format(number=len(self._steps))
        ready = ready_lines(self._ready) if self._ready is not None else ()
        line = await self.lanes.read(line_lines, row.id) if row is not None else ()
        if self.body.detail.is_pane:
            return (steps, *self._steps, "", *line, "", *ready)
        return tuple(text.removeprefix("-- ") if not place else text for place, text in enumerate(line))

    # keys

    @property
    def at_header(self) -> bool:
        """Whether the header has the focus."""
        return isinstance(self.focused, HeaderView)

    def take_key(self, event: Key) -> bool:
        """Tab and Shift+Tab go from the header to the lines and back."""
        key = pressed(event)
        if key == "shift+tab" and not self.typing and not self.asking:
            key = "tab"
        if key == "tab" and not self.typing and not self.asking and not self.has_class("-too-small"):
            self.run_command(BY_ID["parts"], key)
            return True
        return super().take_key(event)

    def why_not(self, command_id: str) -> str:
        """Verbs on the header or the whole segment need no line."""
        if command_id in SEGMENT_VERBS:
            return SegmentCardVerbs.why_not(self, command_id) if self.header is None else ""
        if command_id in _ON_SEGMENT or (self.is_mounted and self.at_header and command_id in _ON_HEADER):
            return ""
        if command_id in ("next_record", "previous_record") and self._segments is None:
            return p_("message", "This card was not opened from a list.")
        return super().why_not(command_id)

    def hints(self) -> list[KeyHint]:
        """The footer; what `n`, Tab and `d` do here by their names."""
        own = {
            "new": p_("action", "Line"),
            "parts": p_("action", "Lines") if self.is_mounted and self.at_header else p_("action", "Header"),
            "delete": p_("action", "Remove"),
        }
        return [
            KeyHint(hint.key, own.get(name, hint.label), hint.applies)
            for name, hint in ((name, self.hint(BY_ID[name])) for name in self.FOOTER)
        ]

    async def action_parts(self) -> None:
        """To the lines, or back to the header."""
        self._turn()

    def _turn(self) -> None:
        (self.table if self.at_header else self.query_one(HeaderView)).focus()
        self.show_keys()

    def step_back(self) -> bool:
        """From the header to the lines; else as every list."""
        if self.at_header:
            self._turn()
            return True
        return super().step_back()

    # from segment to segment

    def action_next_record(self) -> None:
        """The next segment of the list."""
        self.do(self._go_on(1))

    def action_previous_record(self) -> None:
        """The segment before this one in the list."""
        self.do(self._go_on(-1))

    async def _go_on(self, step: int) -> None:
        if self._segments is None or self._segment_row is None:
            self.say(p_("message", "This card was not opened from a list."))
            return
        row = await self._segments.neighbour(self._segment_row, step)
        if row is None:
            self.say(p_("message", "There is no further record in this direction."))
            return
        self._segment_row = row
        self._opened_for = (("segment", row.id),)
        self.ask_again(from_start=True)
        await self.show_header()

    # verbs

    async def action_open(self) -> None:
        """Open the header, or the line."""
        await self._open(editing=False)

    async def action_edit(self) -> None:
        """Change the header, or what is personal about the line."""
        await self._open(editing=True)

    async def _open(self, *, editing: bool) -> None:
        if self.at_header:
            await self.frame.push_screen(SegmentHeader(self.lanes, self.segment_id, editing=editing))
        elif self.row is not None:
            card = LineCard(self.lanes, self.row.id, editing=editing, source=self.source, row=self.row)
            await self._push(card)

    async def action_attachments(self) -> None:
        """Show what the line sends, or at the header what the segment does."""
        if self.at_header or self.row is None:
            await open_content(self, self.lanes, self.segment_id)
        else:
            await open_attachments(self, self.lanes, LINES, self.row.id)

    async def action_preview(self) -> None:
        """Show what the contact of the line gets."""
        if self.row is None:
            raise NotFoundError(p_("message", "There is no row here."))
        text = await self.lanes.read(preview, self.row.id)
        await self.app.push_screen(ReadText(p_("title", "Preview"), text))

    async def action_new(self) -> None:
        """Add contacts by look-up, or by their numbers."""
        if self.header is not None:
            line = await add_by_look_up(self, self.lanes, self.segment_id, self.header.no)
            if line:
                await self._go_to(line)

    async def action_delete(self) -> None:
        """Remove the marked lines, else that under the cursor; at the header delete the whole segment."""
        if self.at_header:
            if await delete_segments(self, self.lanes, (self.segment_id,)):
                self.dismiss(None)
            return
        await super().action_delete()
        if not await self.lanes.read(lines_of, self.segment_id):
            await self.offer_forgetting()

    async def action_history(self) -> None:
        """Open the log entries that carry the segment's number."""
        if self.header is not None:
            await open_entries(self, self.lanes, self.header.no)

    async def action_next_problem(self) -> None:
        """To the next line that cannot be logged; after the last to the first."""
        if self._ready is not None and not self._ready.problems:
            self.say(p_("message", "All lines can be logged."))
            return
        asked = replace(self.question, filters=(*self._other_filters(), problems_only()))
        found = await self.lanes.long(windows.window, asked, self.row, limit=1)
        if not found.rows:
            found = await self.lanes.long(windows.window, asked, None, limit=1)
        if not found.rows:
            self.say(p_("message", "All lines can be logged."))
            return
        self.table.go_to(found.rows[0])
        what = dict(zip(asked.columns, found.rows[0].cells, strict=True)).get("line_status")
        if what is not None:
            status = next(c for c in self.columns if c.name == "line_status").text(what)
            self.say(p_("message", "This line: {problem}.  e opens it.").format(problem=status))

    def _other_filters(self) -> tuple[Filter, ...]:
        return tuple(one for one in self.arrangement.filters if one.field != "line_status")

    async def action_call(self) -> None:
        """Call the contact of the line; the finished call is the line's outcome and takes it out."""
        if self.row is None:
            raise NotFoundError(p_("message", "There is no row here."))
        if await call_line(self, self.row.id):
            await announce_segment(self, self.segment_id)

    # news

    def come_back(self) -> None:
        """Read header and lines again."""
        super().come_back()
        self.do(self.show_header())

    def records_changed(self, message: RecordsChanged) -> None:
        """Header, steps and problems follow what was written."""
        super().records_changed(message)
        if self.is_current and message.page in ("", self.spec.page, *self.spec.watches):
            self.run_worker(self.show_header(), group="header", exit_on_error=False)
