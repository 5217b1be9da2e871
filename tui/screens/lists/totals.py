"""The totals of a list: figures and bars that arrive piece by piece while a long list is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.events import Key

from models.database.stopping import Stop, stoppable
from models.errors import TouchbaseError
from models.queries.lists import totals
from models.queries.lists.periods import Period, usual_period
from models.queries.lists.rows import Question
from models.queries.lists.totals import Piece, Span
from models.words import N_, p_
from tui.commands import BY_ID
from tui.data.totals import narrowed, sections
from tui.keymap import pressed
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.text import number_text
from tui.widgets.figures import FigureList
from tui.widgets.key_bar import KeyHint

P = ParamSpec("P")
T = TypeVar("T")

_PAUSE = 1.0
"""Seconds between two pictures of what is counted so far: each costs the line a screen."""


class TotalsScreen(BaseScreen[None]):
    """What a list comes to; Enter opens the records of a line."""

    PURPOSE = (
        N_("help", "What the list comes to: by group, by template, by person, week by week."),
        N_(
            "help",
            "Canceled entries are counted, but add no minutes and no cost. Enter opens a line's records.",
        ),
    )
    OFFERS: ClassVar[frozenset[str]] = frozenset(
        ("open", "down", "up", "first", "last", "page_down", "page_up", "refresh", "period")
    )

    def __init__(self, lanes: Lanes, question: Question, title: str, shown: str) -> None:
        """Make the page.

        Args:
            lanes: The ways to the database.
            question: What the list asks for.
            title: What the list is called.
            shown: How it is narrowed, in words.
        """
        super().__init__()
        self.PAGE = question.page  # type: ignore[misc]
        self._lanes = lanes
        self._question = question
        self._title = title
        self._shown = shown
        self._found = Piece()
        self._period: Period | None = None
        self._counting = False
        self._stopping = Stop()
        self._told = 0.0

    @property
    def figures(self) -> FigureList:
        """The lines."""
        return self.query_one(FigureList)

    def compose_content(self) -> ComposeResult:
        """The lines alone."""
        yield FigureList()

    def on_mount(self) -> None:
        """Begin to count."""
        self.figures.focus()
        self.action_refresh()

    def on_unmount(self) -> None:
        """Let nobody count for a page that is gone."""
        self._stop()

    # counting

    def action_refresh(self) -> None:
        """Count again."""
        self._stop()
        self.run_worker(self._count(), group="totals", exclusive=True, exit_on_error=False)

    async def _count(self) -> None:
        self._counting, self._stopping, self._found = True, Stop(), Piece()
        self._say_state(p_("totals", "counting...   Esc stops"))
        try:
            spans = await self._ask(totals.spans, self._question)
            await self._add_up(spans)
        except TouchbaseError as error:
            if not self._stopped:
                self.say_error(error)
                self._say_state(p_("totals", "not counted"))
        except asyncio.CancelledError:
            return
        else:
            if not self._stopped:
                self._say_state("")
                self._explain()
        self._counting = False
        await self._show()

    def _explain(self) -> None:
        """Warn of sums in which something stands twice."""
        if self._question.page == "contacts":
            self.say(p_("totals", "A company's figures include those of its people."))

    async def _add_up(self, spans: Sequence[Span | None]) -> None:
        """Add piece to piece, and show from time to time how far it is."""
        clock = asyncio.get_running_loop().time
        ends = [span.high for span in spans if span]
        for span in spans:
            self._found += await self._ask(totals.piece, self._question, span)
            if self._stopped:
                return
            if span is not None and clock() - self._told > _PAUSE:
                self._told = clock()
                text = p_("totals", "counted {part} of about {all}   Esc stops")
                self._say_state(text.format(part=number_text(span.high), all=number_text(ends[-1])))
                await self._show()

    async def _ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._lanes.long(stoppable(question, self._stopping), *args, **kwargs)

    @property
    def _stopped(self) -> bool:
        return self._stopping.stopped

    def _say_state(self, text: str) -> None:
        title = p_("totals", "Totals of {list}").format(list=self._title)
        self.say_context(f"{title}   {self._shown}", text)

    def _stop(self) -> None:
        if self._counting:
            self._stopping.stop()

    async def _show(self) -> None:
        found, page = self._found, self._question.page
        meanings = await self._lanes.read(totals.meanings, page, found)
        self.figures.show(sections(page, found, meanings, self._period or usual_period(found.days)))
        self.show_keys()

    # keys

    def step_back(self) -> bool:
        """Stop counting before the page goes."""
        if not self._counting or self._stopped:
            return False
        self._stop()
        self._say_state(p_("totals", "stopped: not everything is counted"))
        self.say(p_("message", "Stopped.  F5 counts again."))
        return True

    def take_key(self, event: Key) -> bool:
        """Tab goes from section to section."""
        if super().take_key(event):
            return True
        key = pressed(event)
        if key not in ("tab", "shift+tab"):
            return False
        self.figures.next_section(1 if key == "tab" else -1)
        return True

    def why_not(self, command_id: str) -> str:
        """Lines without records open nothing; only days make periods."""
        reason = super().why_not(command_id)
        if reason or not self.is_mounted:
            return reason
        line = self.figures.line
        if command_id == "open" and (line is None or line.filter is None):
            return p_("message", "This line is the whole list.")
        if command_id == "period" and not totals.has_days(self._question.page):
            return p_("message", "There are no days to gather on this page.")
        return ""

    def hints(self) -> list[KeyHint]:
        """What the keys do."""
        section = KeyHint("Tab", p_("action", "Section"))
        return [
            self.hint(BY_ID["open"]),
            section,
            *(self.hint(BY_ID[n]) for n in ("period", "refresh", "back")),
        ]

    async def action_open(self) -> None:
        """Open the records of the line."""
        line = self.figures.line
        make = self.frame.screens[self._question.page].open_for
        if line is None or line.filter is None or make is None:
            return
        from tui.screens.lists.screen import ListScreen

        screen = make(self._question.context)
        assert isinstance(screen, ListScreen)
        screen.begin_with(narrowed(self._question.filters, line.filter), self._question.search)
        await self.frame.push_screen(screen)

    async def action_period(self) -> None:
        """Weeks instead of months, or months instead of weeks."""
        now = self._period or usual_period(self._found.days)
        self._period = Period.WEEK if now is Period.MONTH else Period.MONTH
        await self._show()

    def action_down(self) -> None:
        """One line down."""
        self.figures.move(1)

    def action_up(self) -> None:
        """One line up."""
        self.figures.move(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.figures.page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.figures.page(-1)

    def action_first(self) -> None:
        """To the first line."""
        self.figures.move(-len(self.figures.lines))

    def action_last(self) -> None:
        """To the last line."""
        self.figures.move(len(self.figures.lines))

    # news

    def records_changed(self, message: RecordsChanged) -> None:
        """Count again when records of the list were written and the page is seen."""
        if self.is_current and not self._counting and message.page in ("", self._question.page):
            self.action_refresh()
