"""Calling a contact: the form of an interaction with the number on top, dialled or copied (domain.md 2.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from models.errors import RuleError, TouchbaseError
from models.queries.lists.rows import Choice
from models.queries.phones import phone_numbers
from models.rules.interactions import calls
from models.rules.interactions.calls import CALL_FIELDS
from models.rules.interactions.drafts import Held
from models.rules.interactions.finish import Finished
from models.rules.interactions.form_state import NUMBER, FormState, hint
from models.rules.segments import working
from models.rules.segments.working import Work
from models.who import who
from models.words import N_, p_
from tui import outside
from tui.data.drafting import RENEWAL
from tui.screens.base import BaseScreen
from tui.screens.interactions.form import InteractScreen
from tui.widgets.form import KEEP, FieldSpec, Way
from tui.widgets.line import Line

_COUNTING = 15.0
"""Seconds between two looks at the minutes of a call."""


async def call_contact(screen: BaseScreen[None], contact_id: int) -> None:
    """Open the form of a call to a contact; a refusal is raised as a `RuleError`."""
    state = await screen.frame.session.lanes.read(calls.start, contact_id=contact_id)
    await screen.app.push_screen(CallScreen(state))


async def call_entry(screen: BaseScreen[None], entry_id: int) -> None:
    """Open the form of a call to the contact of a log entry; a refusal is raised as a `RuleError`."""
    state = await screen.frame.session.lanes.read(calls.start, entry_id=entry_id)
    await screen.app.push_screen(CallScreen(state))


async def call_line(screen: BaseScreen[None], line_id: int) -> tuple[int, ...]:
    """Call the contact of a segment line; returns the entries that the finished call made, if it was.

    The line is this user's meanwhile; the finished call takes it out, as every outcome does. Raises
    `BusyError` when somebody else works on it.
    """
    lanes = screen.frame.session.lanes
    work = await lanes.write(working.take_line, line_id)
    logged: list[int] = []

    def finishing(draft: Held | None, state: FormState) -> Finished:
        done = working.record_form(work, draft, state)
        logged.extend(done.entry_ids)
        return done

    async def renew() -> None:
        if logged:
            return
        try:
            await lanes.write(working.renew, work)
        except TouchbaseError:
            return  # finishing tells when the line was taken over

    timer = screen.set_interval(RENEWAL, renew)
    try:
        state = await lanes.read(calls.from_line, work.state, work.number)
        await screen.app.push_screen_wait(CallScreen(state, work=work, finishing=finishing))
    finally:
        timer.stop()
        if not logged:
            await lanes.write(working.release, work)
    return tuple(logged)


class CallScreen(InteractScreen):
    """The form of one phone call."""

    PURPOSE = (
        N_(
            "help", "Ctrl+O calls the number, or copies it where nothing dials; the minutes count from there."
        ),
        N_("help", "F6 on the number shows the others of the contact. F9 logs the call, F7 puts it aside."),
    )
    OFFERS = InteractScreen.OFFERS | {"dial", "copy_number"}
    FOOTER: ClassVar[tuple[str, ...]] = ("dial", "finish", "postpone", "look_up", "copy_previous", "back")
    WAYS: ClassVar[tuple[Way, ...]] = (
        Way("o", N_("leave", "OK"), "finish"),
        Way("p", N_("leave", "Postpone"), "postpone"),
        Way("d", N_("leave", "Discard"), "discard"),
        Way("c", N_("leave", "Call"), "dial"),
        Way(":", N_("leave", "Menu"), "menu"),
        Way("escape", N_("leave", "Keep editing"), KEEP),
    )
    ORDER: ClassVar[tuple[str, ...]] = CALL_FIELDS
    QUICK: ClassVar[tuple[str, ...]] = ("contact_no", NUMBER, "description", "evaluation", "comment")
    LABELS: ClassVar[Mapping[str, str]] = {
        **InteractScreen.LABELS,
        NUMBER: N_("form", "Number"),
        "opportunity_no": N_("form", "Opportunity"),
    }
    MORE: ClassVar[str] = "information_flow"
    DEFAULT_CSS = """
    CallScreen > #called { height: 3; text-style: bold; content-align: left middle; display: none; }
    """

    def __init__(
        self,
        state: FormState,
        held: Held | None = None,
        *,
        work: Work | None = None,
        **known: object,
    ) -> None:
        """Make the form; `work` is the segment line that the call is for, `known` as for `InteractScreen`."""
        super().__init__(state, held, **known)  # type: ignore[arg-type]
        self._work = work
        self._began: dt.datetime | None = None
        """When the number was called."""
        self._offered_for: int | None = None

    def compose_content(self) -> ComposeResult:
        """The number once it is called, large enough to be dialled by hand, and the form."""
        yield Line(id="called")
        yield from super().compose_content()

    def spec(self, name: str) -> FieldSpec:
        """The number is required, and offered from those of the contact."""
        spec = super().spec(name)
        if name != NUMBER:
            return spec
        return replace(spec, about=replace(spec.about, required=True), offers=True)

    def on_mount(self) -> None:
        """Count the minutes from the moment of the call."""
        self.set_interval(_COUNTING, self._count)

    def title_of(self, *, resumed: bool) -> str:
        """What the form does, in words."""
        return p_("title", "Resume call") if resumed else p_("title", "Phone call")

    def _focus_first(self) -> None:
        state = self.keeper.state
        if self._caret[0] or self._first.at_field:
            super()._focus_first()
        else:
            self.fields.focus_field(NUMBER if state.contacts else "contact_no")

    # the number

    async def _show_contact(self) -> None:
        """The last interactions of the contact, and its numbers to choose from."""
        await super()._show_contact()
        contact = next(iter(self.keeper.state.contacts), 0)
        if contact == self._offered_for:
            return
        self._offered_for = contact
        found = await self.frame.session.lanes.read(phone_numbers, contact, self._day())
        none = p_("error", "There is no phone number of the contact; type one.")
        self.fields.offer(
            NUMBER, [Choice(at, one.number, one.whose) for at, one in enumerate(found, 1)], none
        )

    def _day(self) -> dt.date:
        try:
            day = self.keeper.state.value("date")
        except RuleError:
            day = None
        return day if isinstance(day, dt.date) else who().now.date()

    async def action_dial(self) -> None:
        """Call the number; from now on the minutes count."""
        number = await self._number()
        if not number:
            return
        address = calls.tel_url(number)
        if self._work is not None:
            await self.frame.session.lanes.write(working.note_number, self._work, number)
        self._began = self._began or who().now
        self._count()
        called = self.query_one("#called", Line)
        called.show(f"  {'  '.join(' '.join(part) for part in number.split())}")
        called.display = True
        if self.fields.caret[0] == NUMBER:
            # What is typed while it rings is about the call; in the number it would replace that.
            self.fields.focus_field("comment")
        command = self.frame.settings.tel_command
        if command:
            self.say(p_("message", "Calling {number}.").format(number=number))
            self.run_worker(self._dial(command, address, number), group="dial", exit_on_error=False)
            return
        self.app.copy_to_clipboard(number)
        told = p_("message", "Dial {number} (copied). tel_command in settings.toml dials by itself.")
        self.say(told.format(number=number))

    async def _dial(self, command: str, address: str, number: str) -> None:
        """Have the program dial; the form is there meanwhile, and the number when that fails."""
        try:
            await outside.start(command, address)
        except TouchbaseError as error:
            self.app.copy_to_clipboard(number)
            if self.is_attached:
                told = p_("message", "{reason}  The number is in the clipboard.")
                self.say_error(told.format(reason=error.sentence))

    async def action_copy_number(self) -> None:
        """Copy the number."""
        number = await self._number()
        if number:
            self.frame.copy(number)

    async def _number(self) -> str:
        """The number as it stands now; when there is none, its field says so."""
        await self._take_all()
        number = self.keeper.state.text(NUMBER).strip()
        if not number:
            self.fields.focus_field(NUMBER)
            self.say_error(p_("error", "Type the number to call; F6 shows the numbers of the contact."))
        return number

    # the minutes

    async def _take_all(self) -> None:
        await super()._take_all()
        self._count()

    def _count(self) -> None:
        """Show the minutes since the number was called, unless somebody typed how many it took."""
        if self._began is None:
            return
        before = self.keeper.state
        state = calls.with_duration(before, self._began, who().now)
        if state == before:
            return
        self.keeper.state = state
        self.fields.set("duration", state.text("duration"), hint(state, "duration"), "call")
        self._write_soon()
