"""Typing into a form that is kept in the database: keys, what follows from them, saving (design.md 2)."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.timer import Timer

from models.errors import TouchbaseError
from models.queries import form_help
from models.rules.interactions import interaction_form
from models.rules.interactions.form_state import TYPED
from models.rules.interactions.interaction_form import FormState, hint
from models.words import np_, p_
from tui.data.drafting import PAUSE, DraftKeeper
from tui.screens.forms.lookups import FormLookups
from tui.widgets.form import Form


class FormTyping(FormLookups):
    """A form whose every key is in its draft within a second."""

    ORDER: ClassVar[tuple[str, ...]] = ()
    """The fields in the order of the form."""
    keeper: DraftKeeper
    """The form as data, and its draft."""

    def __init__(self, *, resumed_id: int = 0) -> None:
        super().__init__()
        self._resumed_id = resumed_id
        self._typed: set[str] = set()
        self._timer: Timer | None = None

    @property
    def fields(self) -> Form:
        """The form, which is there from the beginning."""
        return self.query_one(Form)

    async def _show_contact(self) -> None:
        """Show what is known of the contact of the form."""

    # typing

    @on(Form.Typed)
    def _take_key(self, event: Form.Typed) -> None:
        self._take(event.field)
        self._write_soon()
        self._show_context()

    @on(Form.Entered)
    def _take_caret(self) -> None:
        self.keeper.state = interaction_form.at(self.keeper.state, *self.fields.caret)

    def _take(self, name: str) -> None:
        """Take what stands in a field now: a message about it may come later than newer keys."""
        if self.keeper.typing(name, self.fields.fields[name].text, self.fields.caret):
            self._typed.add(name)

    @on(Form.Left)
    async def _field_left(self, event: Form.Left) -> None:
        # Walking past a field types nothing: its default goes on following contact and template.
        if event.field in self._typed:
            await self._follow(event.field)
            self._write_soon(at_once=True)

    async def _take_all(self) -> None:
        """Wait until every key typed so far is in the state, and what follows from it in the form."""
        await self.fields.settled()
        self._take_caret()
        for name, field in self.fields.fields.items():
            if name not in self.keeper.state.fixed and not same(field.text, self.keeper.state.text(name)):
                self._take(name)
        for name in [name for name in self.ORDER if name in self._typed]:
            await self._follow(name)

    async def _follow(self, name: str) -> None:
        """Let what follows from a typed field flow into the others."""
        self._typed.discard(name)
        try:
            before = await self.keeper.left(name, self.fields.fields[name].text)
        except TouchbaseError as error:
            self.fields.show_error(name, str(error))
            return
        await self._show_state(before)
        if name == "contact_no":
            await self._show_contact()
            self._show_context()

    async def _show_state(self, before: FormState, *, everything: bool = False) -> None:
        """Put into the form what changed in its state; what was typed meanwhile stays."""
        state, texts = self.keeper.state, self.fields.texts()
        meanings = await self._meanings(state)
        for name in self.ORDER:
            text = state.text(name)
            typed = state.set_by.get(name) == TYPED
            if name in self.fields.typed and not same(texts[name], before.text(name)):
                continue  # the person has typed on since
            if everything or not same(text, texts[name]) or state.set_by.get(name) != before.set_by.get(name):
                by = TYPED if typed else state.set_by.get(name, "")
                self.fields.set(name, text, hint(state, name), by, meanings.get(name, ""))

    async def _meanings(self, state: FormState) -> dict[str, str]:
        if len(state.contacts) > 1:
            number = len(state.contacts)
            several = np_("form", "{number} contact", "{number} contacts", number).format(number=number)
            return {"contact_no": several}
        return await self.frame.session.lanes.read(form_help.meanings, state)

    def title_of(self, *, resumed: bool) -> str:
        """What the form does, in words."""
        return p_("title", "Resume interaction") if resumed else p_("title", "Create interaction")

    def _show_context(self) -> None:
        state = self.keeper.state
        title = self.title_of(resumed=bool(self._resumed_id))
        name = self.fields.fields["contact_no"].meaning if state.contacts else ""
        for_whom = p_("title", "for {contact}").format(contact=f"{state.text('contact_no')} {name}".strip())
        left = f"{title}   {for_whom}" if state.contacts else title
        if not self.fields.changed:
            right = p_("form", "not changed")
        elif self.keeper.unwritten:
            right = p_("form", "changed - not saved")
        else:
            right = p_("form", "kept as a draft")
        self.say_context(left, right)

    # writing

    def _write_soon(self, *, at_once: bool = False) -> None:
        if at_once:
            self._write()
        elif self._timer is None:
            self._timer = self.set_timer(PAUSE, self._write)

    def _write(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.run_worker(self._save(), group="save", exit_on_error=False)

    async def _save(self) -> None:
        told = await self.keeper.save()
        if not self.is_attached:
            return
        if told:
            self.say_error(told)
        if self.keeper.unwritten and self._timer is None:
            self._timer = self.set_timer(1 if told else PAUSE, self._write)
        self._show_context()

    async def _renew(self) -> None:
        if told := await self.keeper.renew():
            self.say_error(told)
            self._write()

    async def save_now(self) -> None:
        """Write the newest keys and give the lease back, because the program is about to end."""
        for name, field in self.fields.fields.items():
            if name not in self.keeper.state.fixed and not same(field.text, self.keeper.state.text(name)):
                self._take(name)
        await self.keeper.release()


def same(one: str, other: str) -> bool:
    """Whether two texts of a field mean the same: forms write `yes` for `Yes`, and no blanks at the end."""
    return one.strip().casefold() == other.strip().casefold()
