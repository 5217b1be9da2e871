"""Working through a segment: line by line, each outcome by one key, several people at once (design.md 6)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Key

from models.errors import TouchbaseError
from models.rules.interactions import calls, drafts, log
from models.rules.interactions.drafts import Held, TakenOverError
from models.rules.interactions.finish import Finished
from models.rules.interactions.form_state import FormState
from models.rules.segments import working
from models.rules.segments.working import Outcome, Work
from models.words import N_, np_, p_
from tui.commands import BY_ID
from tui.data import segment_steps
from tui.data.drafting import RENEWAL
from tui.data.working import Desk, desk, end_lines, summary
from tui.keymap import pressed
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.interactions.call import CallScreen
from tui.screens.interactions.form import InteractScreen
from tui.screens.segments.day import DayAsking
from tui.screens.segments.work_help import help_on_work
from tui.text import number_text
from tui.widgets.halves import Halves
from tui.widgets.key_bar import KeyHint
from tui.widgets.prompt import Prompt

_OUTCOMES = frozenset(("reached", "not_reached", "call_back", "with_form", "call"))
_FORM_KEY = "o"
"""In lists it orders; here nothing is ordered, and it is the key of OK (design.md 6)."""


async def work_through(screen: BaseScreen[None], segment_id: int) -> None:
    """Go through the lines of a segment from where this user stopped, until the person leaves."""
    lanes = screen.frame.session.lanes
    number = await lanes.read(segment_steps.name_of, segment_id)
    if not await lanes.read(working.open_lines, segment_id):
        screen.say(p_("message", "The segment has no line to work on."))
        return
    desk_screen = WorkScreen(lanes, segment_id, number)
    await screen.app.push_screen_wait(desk_screen)
    if desk_screen.told and isinstance(screen.frame.screen, BaseScreen):
        screen.frame.screen.say(desk_screen.told)


class WorkScreen(DayAsking):
    """One line after the other: the contact at the left, the interaction at the right."""

    PAGE = "segments"
    AUTO_FOCUS = ""
    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_("help", "Line by line: p, z and b log what became of a line at once, and the next one comes."),
        N_("help", "Others may work on the same segment: nobody else gets the line that you see."),
    )
    OFFERS: ClassVar[frozenset[str]] = _OUTCOMES | {"down"}

    def __init__(self, lanes: Lanes, segment_id: int, segment: str) -> None:
        """Make the screen for a segment of this number."""
        super().__init__()
        self._lanes = lanes
        self._segment_id = segment_id
        self._segment = segment
        self._work: Work | None = None
        self._desk: Desk | None = None
        self._done: Counter[Outcome] = Counter()
        self._last: tuple[int, Outcome] | None = None
        """The entry that the last outcome made."""
        self._recording = False
        self.told = ""
        """What was done and what is left, for the screen below."""

    def compose_content(self) -> ComposeResult:
        """The two halves, and the row that asks for a day."""
        yield Prompt()
        yield Halves()

    def on_mount(self) -> None:
        """Take the first line."""
        self.set_interval(RENEWAL, self._renew)
        self.do(self._next(0))

    # the line

    async def _next(self, after: int, said: str = "") -> None:
        """Take the next line behind `after` and show it; `said` is what became of the one before."""
        self._work = self._desk = None
        work = await self._lanes.write(working.next_line, self._segment_id, after=after)
        if work is None:
            await self._show_end(said)
            return
        self._work = work
        self._desk = found = await self._lanes.read(desk, self._segment_id, work)
        self.query_one(Halves).show(found.contact, found.interaction)
        self._show_context()
        self.say("  ".join(part for part in (said, *work.state.skipped) if part))
        self.show_keys()

    async def _show_end(self, said: str) -> None:
        left = await self._lanes.read(working.open_lines, self._segment_id)
        self.query_one(Halves).show(end_lines(self._done, left), ())
        self._show_context()
        self.say(said)
        self.show_keys()

    def _show_context(self) -> None:
        title = p_("title", "Work through {segment}").format(segment=self._segment)
        if self._desk is None:
            self.say_context(title)
            return
        place = p_("work", "line {number}").format(number=self._desk.line_no)
        left = np_("work", "{number} line open", "{number} lines open", self._desk.left)
        self.say_context(f"{title}   {place}", left.format(number=number_text(self._desk.left)))

    async def _renew(self) -> None:
        """Keep the line, also while its form is open."""
        work = self._work
        if work is None or self._recording:
            return
        try:
            await self._lanes.write(working.renew, work)
        except TakenOverError as error:
            if self._work is work and not self._recording:
                self._work = None
                self.say_error(p_("work", "{reason}  j: next line.").format(reason=str(error)))
                self.show_keys()
        except TouchbaseError:
            return  # the next outcome tells when the database is away

    # keys

    def take_key(self, event: Key) -> bool:
        """The key of the form is another command in lists."""
        if super().take_key(event):
            return True
        if not self.typing and pressed(event) == _FORM_KEY:
            self.run_command(BY_ID["with_form"], _FORM_KEY)
            return True
        return False

    def why_not(self, command_id: str) -> str:
        """Outcomes need a line."""
        reason = super().why_not(command_id)
        if not reason and self.is_mounted and self._work is None and command_id in _OUTCOMES:
            return p_("message", "There is no line here; q goes back, j looks for another one.")
        return reason

    def hints(self) -> list[KeyHint]:
        """The outcomes first."""
        form, skip = BY_ID["with_form"], BY_ID["down"]
        return [
            *(self.hint(BY_ID[name]) for name in ("reached", "not_reached", "call_back")),
            KeyHint(_FORM_KEY, p_("action", "Form"), not self.why_not(form.id)),
            self.hint(BY_ID["call"]),
            KeyHint(self.frame.keymap.key(skip), p_("action", "Skip")),
            self.hint(BY_ID["undo"]),
            KeyHint("q", p_("action", "Stop")),
        ]

    async def action_help(self) -> None:
        """The keys, and a picture of the screen."""
        await help_on_work(self)

    # outcomes

    async def action_reached(self) -> None:
        """Log the line as it stands."""
        await self._record(Outcome.REACHED)

    async def action_not_reached(self) -> None:
        """Log an attempt that failed."""
        await self._record(Outcome.NOT_REACHED)

    async def action_call_back(self) -> None:
        """Postpone the interaction to a day."""
        day = await self.ask_day()
        if day is not None:
            await self._record(Outcome.CALL_BACK, day)

    async def _record(self, outcome: Outcome, day: dt.date | None = None) -> None:
        work, here = self._work, self._desk
        if work is None or here is None:
            return
        self._recording = True
        try:
            entry = await self._lanes.write(working.record, work, outcome, call_back=day)
        except TakenOverError as error:
            await self._next(here.line_no, str(error))
            return
        finally:
            self._recording = False
        await self._go_on(outcome, entry, here.line_no)

    async def _go_on(self, outcome: Outcome, entry: int, line_no: int) -> None:
        """Say what was logged, and take the next line."""
        self._done[outcome] += 1
        self._last = (entry, outcome)
        page = "postponed-interactions" if outcome is Outcome.CALL_BACK else "log-entries"
        await self.frame.announce(RecordsChanged(page))
        said = {
            Outcome.REACHED: p_("message", "Line {line}: logged {entry}."),
            Outcome.NOT_REACHED: p_("message", "Line {line}: logged {entry}, not reached."),
            Outcome.CALL_BACK: p_("message", "Line {line}: postponed {entry}."),
        }[outcome]
        await self._next(line_no, said.format(line=line_no, entry=entry))

    async def action_with_form(self) -> None:
        """Open the form with what the line says; finishing it takes the line out."""
        work = self._work
        if work is not None:
            await self._with_form(work, partial(InteractScreen, work.state))

    async def action_call(self) -> None:
        """Call the contact of the line; finishing the call takes the line out."""
        work = self._work
        if work is not None:
            state = await self._lanes.read(calls.from_line, work.state, work.number)
            await self._with_form(work, partial(CallScreen, state, work=work))

    async def _with_form(self, work: Work, form: Callable[..., InteractScreen]) -> None:
        """Open a form that is an outcome of the line."""
        here = self._desk
        if here is None:
            return
        logged: list[int] = []

        def finishing(draft: Held | None, state: FormState) -> Finished:
            self._recording = True
            try:
                done = working.record_form(work, draft, state)
                logged.extend(done.entry_ids)
                return done
            finally:
                self._recording = bool(logged)

        await self.app.push_screen_wait(form(finishing=finishing))
        self._recording = False
        if logged:
            await self._go_on(Outcome.REACHED, logged[0], here.line_no)

    async def action_down(self) -> None:
        """Leave the line as it is and take the next one."""
        here = self._desk.line_no if self._desk else 0
        await self._put_back()
        await self._next(here)

    def action_copy_values(self) -> None:
        """Copy who it is and how to reach them."""
        if self._desk is not None:
            self.frame.copy("  ".join(self._desk.reach))

    # taking back and leaving

    async def action_undo(self) -> None:
        """Take back what can be: the entry is canceled or the postponed one deleted; the line stays out."""
        if self._last is None:
            self.say(p_("message", "No outcome was recorded here yet."))
            return
        entry, outcome = self._last
        if outcome is Outcome.CALL_BACK:
            question = p_("question", "The line has gone out; delete the postponed interaction {entry}?")
            verb = p_("answer", "delete it")
        else:
            question = p_("question", "The line has gone out; cancel its log entry {entry}?")
            verb = p_("answer", "cancel it")
        if not await self.confirm(question.format(entry=entry), verb):
            return
        self._last = None
        if outcome is Outcome.CALL_BACK:
            await self._lanes.write(drafts.delete_postponed, (entry,))
            self.say(p_("message", "Deleted the postponed interaction {entry}.").format(entry=entry))
        else:
            await self._lanes.write(log.set_canceled, (entry,), True)
            self.say(p_("message", "Canceled entry {entry}; the line stays out.").format(entry=entry))
        await self.frame.announce(RecordsChanged("log-entries"))
        await self.frame.announce(RecordsChanged("postponed-interactions"))

    async def _put_back(self) -> None:
        """Give the line back to whoever comes next; this user goes on there another time."""
        work, self._work = self._work, None
        if work is not None:
            await self._lanes.write(working.release, work)

    async def may_leave(self) -> bool:
        """Put the line back, and keep what was done for the screen below."""
        await self._put_back()
        left = await self._lanes.read(working.open_lines, self._segment_id)
        self.told = summary(self._done, left)
        return True

    async def save_now(self) -> None:
        """Put the line back, because the program is about to end."""
        await self._put_back()
