"""What every screen with a form does alike: the keys of its fields, help about them, the Leave bar."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from models.words import p_, translate
from tui.commands import BY_ID
from tui.screens.card import Card
from tui.widgets.form import Form, LeaveBar, Way
from tui.widgets.key_bar import KeyBar

FIELD_COMMANDS = frozenset(("finish", "discard", "look_up", "copy_previous", "select_field", "undo_field"))


class FormKeys(Card):
    """A screen with a form on it."""

    WAYS: ClassVar[tuple[Way, ...]] = ()
    """The ways out that the Leave bar names."""

    def compose(self) -> ComposeResult:
        """The rows of every screen, and the Leave bar in the place of the footer."""
        yield from super().compose()
        yield LeaveBar(self.WAYS)

    @property
    def form(self) -> Form | None:
        """The form, once it is there."""
        return next(iter(self.query(Form)), None)

    @on(Form.Entered)
    def _show_place(self, event: Form.Entered) -> None:
        names = [field.spec.name for field in event.form.walkable]
        if event.field in names:
            text = p_("form", "field {place} of {number}")
            self.say_position(text.format(place=names.index(event.field) + 1, number=len(names)))

    @on(Form.Explain)
    def _explain(self, event: Form.Explain) -> None:
        about = event.form.fields[event.field].spec.about
        tip = translate(about.tip) or p_("form", "Nothing more is known about this field.")
        self.say(f"{translate(about.caption)}: {tip}")

    @on(Form.AtEnd)
    def _tell_end(self) -> None:
        self.say(
            p_("message", "Last field.  {key} saves, Tab reaches the others.").format(
                key=self.frame.keymap.key(BY_ID["finish"], typing=True)
            )
        )

    @on(LeaveBar.Opened)
    def _hide_footer(self) -> None:
        self.query_one(KeyBar).display = False

    @on(LeaveBar.Closed)
    def _show_footer(self) -> None:
        self.query_one(KeyBar).display = True

    @on(LeaveBar.Chosen)
    def _leave_as_chosen(self, event: LeaveBar.Chosen) -> None:
        if event.id in BY_ID:
            self.run_command(BY_ID[event.id])

    def action_look_up(self) -> None:
        """Open the choices of the field."""
        if self.form is not None:
            self.form.look_up()

    def action_copy_previous(self) -> None:
        """Copy the field from the previous record."""
        form = self.form
        if form is not None and form.current is not None:
            form.post_message(Form.CopyPrevious(form, form.current.spec.name))

    def action_select_field(self) -> None:
        """Select all of the field, or put the caret at its end."""
        form = self.form
        if form is not None and form.current is not None:
            form.current.toggle_selection()
            form.show_state()

    def action_undo_field(self) -> None:
        """Put the old value of the field back."""
        form = self.form
        if form is not None and form.current is not None:
            before = form.current.text
            form.current.undo()
            form.note_change(form.current, before)
