"""The two ways out of a reference: choosing from the whole list, and making a new record."""

from __future__ import annotations

from textual import on

from models.errors import RuleError
from models.pages import page
from tui.data.forms import choice_for
from tui.screens.forms.keys import FormKeys
from tui.screens.records.list import ChooseList, why_not_here
from tui.widgets.form import Form


class FormLookups(FormKeys):
    """A form whose references open their whole list (F6 again) and the card of a new record (F3)."""

    async def taken(self, name: str) -> None:
        """A field got the record that was chosen or made."""

    @on(Form.LookupAll)
    def _choose_from_list(self, event: Form.LookupAll) -> None:
        self.do(self._choose(event.form, event.field))

    async def _choose(self, form: Form, name: str) -> None:
        chooser = ChooseList(form.fields[name].spec.about.refers_to, self.frame.session.lanes)
        await self.app.push_screen_wait(chooser)
        if chooser.chosen is not None:
            form.set(name, chooser.chosen.code, by="typed", meaning=chooser.chosen.description)
            form.focus_field(name)
            await self.taken(name)

    @on(Form.LookupNew)
    def _make_for_field(self, event: Form.LookupNew) -> None:
        self.do(self._new_for(event.form, event.field, event.text))

    async def _new_for(self, form: Form, name: str, text: str) -> None:
        refers = page(form.fields[name].spec.about.refers_to)
        entry = self.frame.screens[refers.name]
        if entry.new_record is None:
            raise RuleError(why_not_here(refers, self, "new"))
        card = entry.new_record({refers.key[0]: text.strip().upper()} if text.strip() else {})
        await self.app.push_screen_wait(card)
        if card.saved:
            choice = await self.frame.session.lanes.read(choice_for, refers.name, card.saved)
            form.set(name, choice.code, by="typed", meaning=choice.description)
            form.show_error(name, "")
            form.focus_field(name)
            await self.taken(name)
