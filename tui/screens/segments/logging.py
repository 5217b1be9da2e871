"""Before a segment is logged: what will happen, what stands in the way, and how to do it (design.md 3.12)."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Key, ScreenResume

from models.enums import LineProblem
from models.errors import TouchbaseError
from models.queries import records
from models.queries.line_problems import SENDING
from models.queries.lists.rows import Filter
from models.rules.segments import logging as rules
from models.rules.segments.logging import Logged
from models.rules.segments.readiness import Readiness, readiness
from models.words import N_, np_, p_, translate
from tui.commands import BY_ID
from tui.data.segment_content import content_line, first_preview
from tui.data.segment_log import (
    besides_text,
    done_text,
    problem_items,
    ready_text,
    refusal,
    sending_text,
)
from tui.data.segment_steps import LINES, PAGE
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.lists.screen import ListScreen
from tui.screens.outgoing.letters import LetterVerbs, waiting_text
from tui.screens.outgoing.sending import say_with_sending, start_sender
from tui.screens.read_text import ReadText
from tui.screens.segments.content import open_content
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.pick_list import PickItem, PickList

TICK = 1.0
"""Seconds between two words on how far the logging is."""
_WHAT, _FOLLOW_UP, _SEND, _PREVIEW, _TROUBLE = "what", "follow-up", "send", "preview", "trouble"
_WRITTEN = ("log-entries", "logged-segments", "campaign-entries", "contacts", "deliveries", PAGE, LINES)
"""What logging writes, so that all screens read it again."""


class LogSegmentScreen(LetterVerbs):
    """What logging a segment would do; Enter chooses, or opens the lines that have a problem."""

    PAGE = PAGE
    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_(
            "help",
            "Each line becomes a log entry; the lines leave the segment, all in one piece or not at all.",
        ),
        N_(
            "help",
            "Enter on a problem opens its lines; Enter on a choice changes it; F9 logs after a question.",
        ),
    )
    OFFERS: ClassVar[frozenset[str]] = frozenset(
        ("open", "down", "up", "first", "last", "page_down", "page_up", "mark", "refresh", "log_segment")
    )
    DEFAULT_CSS = """
    LogSegmentScreen > #ready, LogSegmentScreen > #besides, LogSegmentScreen > #gap { height: 1; }
    """

    def __init__(self, lanes: Lanes, segment_id: int, segment: str) -> None:
        """Make the page for a segment of this number."""
        super().__init__()
        self._lanes = lanes
        self._segment_id = segment_id
        self._segment = segment
        self._now: Readiness | None = None
        self._ready_only = False
        self._with_follow_up = False
        self._send: bool | None = None
        """Whether it is sent; unknown until it is known whether there is anything to send."""
        self._content = ""
        """What the segment would send, if its lines had a correspondence type."""
        self._logging = False
        self.gone = False
        """Whether the segment was logged as a whole, so that it is no more."""
        self.follow_up = 0
        """The follow-up segment, when there is one."""
        self._told = ""
        """What was logged, for the message line of the screen below."""
        self._sends = False
        """Whether e-mails go out."""

    def compose_content(self) -> ComposeResult:
        """What is ready, what stands twice, then the choices and the problems."""
        yield Line(id="ready")
        yield Line(id="besides")
        yield Line(id="gap")
        yield PickList()

    def on_mount(self) -> None:
        """Read what would happen."""
        self.say_context(p_("title", "Log segment {number}").format(number=self._segment))
        self.do(self._read())

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read again on coming back from a line."""
        super().on_screen_resume(event)
        if self._now is not None:
            self.action_refresh()

    def action_refresh(self) -> None:
        """Read again what would happen."""
        self.do(self._read())

    async def _read(self) -> None:
        now = await self._lanes.long(readiness, self._segment_id, sending=bool(self._send))
        if self._send is None:
            self._send = bool(now.sendable)
            if self._send:
                now = await self._lanes.long(readiness, self._segment_id, sending=True)
        self._content = "" if now.sendable else await self._lanes.read(content_line, self._segment_id)
        self._now = now
        self._show()

    # what is shown

    def _show(self) -> None:
        now = self._now
        if now is None or not self.is_attached:
            return
        self.query_one("#ready", Line).show(ready_text(now))
        self.query_one("#besides", Line).show(besides_text(now))
        items = [*self._choices(), *self._sending(now), *problem_items(now)]
        self.query_one(PickList).show(items, keep=True)
        self.show_keys()

    def _choices(self) -> list[PickItem]:
        what = (
            p_("log", "what is ready; the other lines stay in the segment")
            if self._ready_only
            else p_("log", "all lines or nothing")
        )
        follow_up = (
            p_("log", "yes, with the contacts that are logged now")
            if self._with_follow_up
            else p_("log", "no")
        )
        return [
            PickItem(_WHAT, f"{p_('log', 'Log'):<18} {what}"),
            PickItem(_FOLLOW_UP, f"{p_('log', 'Follow-up segment'):<18} {follow_up}"),
        ]

    def _sending(self, now: Readiness) -> list[PickItem]:
        """Whether it is sent, and what; nothing when no line has anything to send (domain.md 3.9)."""
        if not now.sendable and not self._content:
            return []
        if not now.sendable:
            why = p_("log", "nothing: no line has a correspondence type; e on the header sets it")
            return [PickItem(_SEND, f"{p_('log', 'Send'):<18} {why}", applies=False)]
        what = sending_text(now) if self._send else p_("log", "no, only log it")
        items = [PickItem(_SEND, f"{p_('log', 'Send'):<18} {what}")]
        if self._send:
            told = p_("log", "what the first contact gets")
            items.append(PickItem(_PREVIEW, f"{p_('log', 'Preview'):<18} {told}"))
        return [*items, *(PickItem(_TROUBLE, f"! {trouble}") for trouble in now.troubles)]

    @property
    def _list(self) -> PickList:
        return self.query_one(PickList)

    # keys

    def take_key(self, event: Key) -> bool:
        """While it logs, keys do nothing: none must be left over for the screen that comes then."""
        return super().take_key(event) or self._logging

    def action_down(self) -> None:
        """One line down."""
        self._list.move(1)

    def action_up(self) -> None:
        """One line up."""
        self._list.move(-1)

    def action_first(self) -> None:
        """To the first line."""
        self._list.move(-len(self._list.items))

    def action_last(self) -> None:
        """To the last line."""
        self._list.move(len(self._list.items))

    def action_page_down(self) -> None:
        """One page down."""
        self._list.page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self._list.page(-1)

    def hints(self) -> list[KeyHint]:
        """What Enter and F9 do."""
        open_hint = KeyHint("Enter", p_("action", "Change or mend"))
        return [
            self.hint(BY_ID["log_segment"]),
            open_hint,
            *(self.hint(BY_ID[n]) for n in ("refresh", "back")),
        ]

    async def action_open(self) -> None:
        """Change the choice, or open the lines with the problem."""
        item = self._list.item
        if item is None or self._now is None:
            return
        if item.id == _WHAT:
            self._ready_only = not self._ready_only
        elif item.id == _FOLLOW_UP:
            self._with_follow_up = not self._with_follow_up
        elif item.id == _SEND:
            self._send = not self._send
            await self._read()
        elif item.id == _PREVIEW:
            text = await self._lanes.read(first_preview, self._segment_id)
            await self.app.push_screen(ReadText(p_("title", "Preview"), text))
        elif item.id == _TROUBLE:
            await open_content(self, self._lanes, self._segment_id)
        else:
            await self._mend(LineProblem(int(item.id)))
        self._show()

    async def action_mark(self) -> None:
        """Space changes a choice as Enter does."""
        item = self._list.item
        if item is not None and item.id in (_WHAT, _FOLLOW_UP, _SEND):
            await self.action_open()

    async def _mend(self, problem: LineProblem) -> None:
        """Open the line that has the problem; of several their list."""
        assert self._now is not None
        number, first = next((many, line) for found, many, line in self._now.problems if found is problem)
        entry = self.frame.screens[LINES]
        if number == 1 and entry.open_record is not None:
            await self.frame.open_record(LINES, first)
            return
        assert entry.open_for is not None
        screen = entry.open_for((("segment", self._segment_id),))
        assert isinstance(screen, ListScreen)
        status = "sending_status" if problem in SENDING else "line_status"
        screen.begin_with((Filter(status, f"'{translate(problem.caption)}'"),))
        await self.frame.push_screen(screen)

    # logging

    async def action_log_segment(self) -> None:
        """Log, after a question with the number."""
        await self._read()
        now = self._now
        assert now is not None
        number = now.ready
        if now.troubles:
            self.say_error(now.troubles[0])
            return
        if now.problems and not self._ready_only:
            self.say_error(refusal(now))
            return
        question = np_("question", "Log {number} interaction?", "Log {number} interactions?", number).format(
            number=number_text(number)
        )
        if self._send and number:
            question = f"{question}  {sending_text(now)}."
        if not number:
            question = p_("question", "No line is left to log. Close the segment?")
        verb = p_("answer", "log") if number else p_("answer", "close it")
        if not await self.confirm(question, verb):
            return
        self._logging = True
        try:
            with self.keys_wanted():
                done = await self._log(number)
        finally:
            self._logging = False
        await self._tell(done)
        self._sends = bool(done.emails)
        if self._sends:
            start_sender(self)
        if done.hard_copies:
            await self._write(done)
        self.dismiss(None)

    async def _write(self, done: Logged) -> None:
        """Write the hard copies where the person wants them; else they wait."""
        try:
            which = ("--segment-entry", str(done.entry_no))
            said = await self.write_letters(done.hard_copies, which)
        except TouchbaseError as error:
            said = f"{error.sentence}  {waiting_text(done.hard_copies)}"
        self._told = f"{self._told}  {said or waiting_text(done.hard_copies)}"

    def tell(self, screen: BaseScreen[None]) -> None:
        """Say on the screen below what was logged, and how sending went or goes."""
        if self._sends:
            say_with_sending(screen, self._told)
        elif self._told:
            screen.say(self._told)

    async def _log(self, number: int) -> Logged:
        """Log in the lane of writes, and say how far it is once that takes longer than a moment."""
        loop = asyncio.get_running_loop()
        part = [0, 1]

        def step(done: int, of: int) -> None:
            loop.call_soon_threadsafe(part.__setitem__, slice(None), (done, of))

        writing = asyncio.ensure_future(
            self._lanes.write(
                rules.log,
                self._segment_id,
                ready_only=self._ready_only,
                follow_up=self._with_follow_up,
                send=bool(self._send),
                progress=step,
            )
        )
        begun = loop.time()
        while not (await asyncio.wait({writing}, timeout=TICK))[0]:
            text = np_(
                "log",
                "Logging {number} interaction...  {part} %  {seconds} s",
                "Logging {number} interactions...  {part} %  {seconds} s",
                number,
            )
            self.say(
                text.format(
                    number=number_text(number),
                    part=100 * part[0] // part[1],
                    seconds=round(loop.time() - begun),
                )
            )
        return writing.result()

    async def _tell(self, done: Logged) -> None:
        """Say what was logged, and tell all screens."""
        self.gone = not done.left
        if done.follow_up:
            self.follow_up = await self._lanes.read(records.find, PAGE, done.follow_up)
        self._told = done_text(done, self._segment)
        for written in _WRITTEN:
            await self.frame.announce(RecordsChanged(written))
