"""A form: a scrolling column of fields that is walked, typed into and left by keys (ux.md 5 and 12.6).

The form is the one widget that has the focus. All keys and pasted text go through its queue in the order in
which they were typed, and each is finished before the next is looked at, also when a look-up takes its time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import events, on
from textual.geometry import Region
from textual.message import Message

from models.queries.lists.rows import Choice
from tui.widgets.form.checking import Checks
from tui.widgets.form.choosing import ChoosingField, Outcome
from tui.widgets.form.column import TYPED, Field, FieldColumn
from tui.widgets.form.field import LineField
from tui.widgets.form.keys import COMMANDS
from tui.widgets.form.leave import LeaveBar, split_escape
from tui.widgets.form.lookup import Answered, LookupField
from tui.widgets.form.messages import AboutField, AboutText, ChoiceTaken
from tui.widgets.form.note import NoteField
from tui.widgets.form.offering import OfferField
from tui.widgets.form.spec import FieldSpec, Helpers


class Form(FieldColumn, can_focus=True, can_focus_children=False):
    """The fields of one record being typed."""

    class Typed(AboutText):
        """A key, a choice or an undo changed the text of a field."""

    class Left(AboutText):
        """The caret left a field; its text is tidy."""

    class Entered(AboutField):
        """The caret came into a field."""

    class Chosen(ChoiceTaken):
        """A record was taken for a reference."""

    class LookupNew(AboutText):
        """A new record is wanted for a reference, beginning with this text."""

    class LookupAll(AboutText):
        """The whole list of records is wanted for a reference."""

    class CopyPrevious(AboutField):
        """The value of the previous record is wanted in a field."""

    class Explain(AboutField):
        """Help about a field is wanted."""

    class AtEnd(Message):
        """Enter was pressed in the last quick field."""

    class _Settle(Message):
        def __init__(self, done: asyncio.Event) -> None:
            super().__init__()
            self.done = done

    def __init__(
        self,
        fields: Sequence[FieldSpec],
        helpers: Helpers | None = None,
        *,
        id: str | None = None,  # noqa: A002 - as Textual calls it
    ) -> None:
        super().__init__(fields, helpers or Helpers(), id)
        self.leave_bar: LeaveBar | None = None
        """Asked by Esc when something changed; without one Esc goes to the screen."""
        self._checks = Checks(self)
        if self.current is not None:
            self.current.enter()

    # -- what the screen asks and tells

    def set(self, name: str, text: str, hint: str = "", by: str = "template", meaning: str = "") -> None:
        """Change a field without typing; `hint` says where the text comes from, `meaning` what it means."""
        field = self.fields[name]
        field.set_by, field.origin = by, hint
        field.put(text)
        if isinstance(field, LookupField):
            field.know(meaning)
        elif meaning:
            field.meaning = meaning
        field.refresh()
        if field is self.current and isinstance(field, LineField):
            field.select_all()
        self.show_state()

    def offer(self, name: str, choices: Sequence[Choice], none: str) -> None:
        """Offer texts in a field that offers; `none` is the sentence when there are none."""
        field = self.fields[name]
        assert isinstance(field, OfferField)
        field.offer(choices, none)

    def show_error(self, name: str, sentence: str) -> None:
        """Say under a field what is wrong with it; an empty sentence takes that away. The caret stays."""
        field = self.fields[name]
        if field.error != sentence:
            field.error = sentence
            field.show_row()
            self.call_after_refresh(self.show_state)

    def focus_field(self, name: str, caret: int | None = None) -> None:
        """Put the caret into a field: its whole value selected, or at an offset in characters."""
        self.enter(self.fields[name], caret)
        self.focus()

    @property
    def caret(self) -> tuple[str, int]:
        """The field with the caret and the offset in it; an empty name when no field can be edited."""
        return (self.current.spec.name, self.current.caret) if self.current else ("", 0)

    @property
    def in_note(self) -> bool:
        """Whether Enter and Ctrl+J mean a new line."""
        return isinstance(self.current, NoteField)

    def look_up(self) -> None:
        """Open the list of choices of the current field; when it is open, ask for the whole list."""
        if isinstance(self.current, ChoosingField):
            if not self.current.opened:
                self.current.unfold()
            elif isinstance(self.current, LookupField):
                self.post_message(self.LookupAll(self, self.current.spec.name, self.current.text))
            self.show_state()

    async def settled(self) -> None:
        """Wait until every key typed so far is in the fields and the current field is checked.

        For actions behind keys that overtake the queue (priority bindings); the form itself never awaits it.
        """
        done = asyncio.Event()
        if self.post_message(self._Settle(done)):
            await done.wait()

    # -- keys, in their order

    async def on_key(self, event: events.Key) -> None:
        """Give a key to the Leave bar, the current field or the form, or let it pass to the screen."""
        first, *letters = split_escape(event.key)
        if letters and self.leave_bar is not None and self.leave_bar.opened:
            first, letters = letters[0], []
        eaten = await self._press(first, event.character if event.is_printable and not letters else None)
        for letter in letters if eaten else ():
            await self._press(letter, letter)
        if eaten:
            event.stop()
            event.prevent_default()

    async def _press(self, key: str, character: str | None) -> bool:
        if self.leave_bar is not None and self.leave_bar.opened:
            return self.leave_bar.press(key)
        field = self.current
        if field is None:
            return False
        before = field.text
        if not field.press(key, character):
            command = COMMANDS.get(key)
            return command is not None and await command(self, field)
        self.note_change(field, before)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes where typed text would, without what nobody can see or mean."""
        event.stop()
        if self.current is not None and not (self.leave_bar and self.leave_bar.opened):
            self.put_in(event.text)

    def put_in(self, text: str) -> None:
        """Put text in place of what is selected in the current field."""
        if self.current is not None:
            before = self.current.text
            self.current.replace_selection(text)
            self.note_change(self.current, before)

    def note_change(self, field: Field, before: str) -> None:
        """After a key: tell the screen when it changed something, and show what follows from it."""
        if field.text != before:
            field.set_by = TYPED
            if field.origin:
                field.origin = ""
                field.refresh()
            self.post_message(self.Typed(self, field.spec.name, field.text))
        self.show_state()

    def type_over(self, name: str, text: str) -> None:
        """Go to a field and put text in place of all that stands there; undoing brings that back."""
        self.focus_field(name)
        self.fields[name].select_all()
        self.put_in(text)

    # -- from field to field

    def enter(self, field: Field, caret: int | None = None) -> None:
        """Put the caret into a field without asking the one it was in."""
        if self.current is not None and self.current is not field:
            self.current.leave()
        self.current = field
        field.enter()
        field.light(self.has_focus)
        if caret is not None:
            field.caret = caret
        elif isinstance(field, LineField):
            field.select_all()
        self.scroll_to_widget(field, animate=False)
        self.post_message(self.Entered(self, field.spec.name))
        self.show_state()

    async def leave(self, field: Field, *, choosing: bool = True) -> bool:
        """Settle, tidy and check a field. False when a choice is due first (only if `choosing`)."""
        outcome, before = Outcome.SETTLED, field.text
        if isinstance(field, ChoosingField):
            outcome = await field.settle()
            if outcome is Outcome.SEVERAL:
                if choosing:
                    self.show_state()
                    return False
                field.close()
        field.remember()
        self.note_change(field, before)
        if isinstance(field, LookupField) and field.taken is not None and field.text != before:
            self.post_message(self.Chosen(self, field.spec.name, field.taken))
        self._checks.begin(field, outcome)
        self.post_message(self.Left(self, field.spec.name, field.text))
        return True

    @on(_Settle)
    async def settle_now(self, message: _Settle) -> None:
        """All keys before this message are in the fields."""
        message.stop()
        try:
            if self.current is not None:
                await self.leave(self.current, choosing=False)
                self.current.enter()
            await self._checks.done()
        finally:
            message.done.set()

    # -- focus, mouse and what is shown

    def on_focus(self, event: events.Focus) -> None:
        """Keys come here from now on."""
        if self.current is not None:
            self.current.light(True)
            if isinstance(self.current, LineField) and not event.from_app_focus:
                self.current.select_all()
        self.show_state()

    async def on_blur(self) -> None:
        """Keys go elsewhere; a terminal that is only in the background changes nothing."""
        if self.current is None:
            return
        self.current.light(False)
        if self.app.app_focus and self.is_attached:
            await self.leave(self.current, choosing=False)
        self.show_state()

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click comes into a field as Tab does."""
        widget, _region = self.screen.get_widget_at(event.screen_x, event.screen_y)
        if isinstance(widget, LineField | NoteField) and widget.spec.editable and widget is not self.current:
            if self.current is not None and not await self.leave(self.current):
                return
            self.enter(widget)

    def on_resize(self) -> None:
        """A form that is lower now keeps its caret in sight, and the list has another room."""
        self.call_after_refresh(self._show_current)

    def _show_current(self) -> None:
        if self.current is not None and self.is_attached:
            self.scroll_to_widget(self.current, animate=False)
        self.show_state()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The terminal's own cursor scrolls with the caret."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.call_after_refresh(self.show_state)

    @on(Answered)
    def show_answer(self, message: Answered) -> None:
        """The choices of the current field have come."""
        message.stop()
        self.show_state()

    def show_state(self) -> None:
        """Bring the list of choices and the terminal's own cursor to where the caret is."""
        field = self.current
        if field is None or not self.is_attached or not self.has_focus:
            self.list.hide()
            return
        self.app.cursor_position = field.caret_on_screen
        if (
            isinstance(field, ChoosingField)
            and field.opened
            and not (isinstance(field, LookupField) and field.pending and not field.choices)
        ):
            at = Region(field.region.x, field.region.y, field.size.width, 1)
            self.list.show_choices(
                field.choices, field.highlight, at, self.content_region, self.scroll_offset.y, self.indent
            )
        else:
            self.list.hide()
