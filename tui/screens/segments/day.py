"""A screen that asks for a day in its second row, typed as in any date field."""

from __future__ import annotations

import datetime as dt

from models.errors import RuleError
from models.rules.interactions.form_state import read_text
from models.words import p_
from tui.screens.base import BaseScreen
from tui.widgets.line import Line
from tui.widgets.prompt import Prompt


class DayAsking(BaseScreen[None]):
    """Has a `Prompt` among its widgets, closed but while a day is asked for."""

    async def ask_day(self) -> dt.date | None:
        """The day, typed as in any date field; `None` when the person went back."""
        typed = "+1"
        while True:
            text = await self._prompt(p_("prompt", "Call back on (+1, mo, 15.6., 1w):"), typed)
            if text is None:
                self.say("")
                return None
            try:
                day = read_text("date", text)
            except RuleError as error:
                self.say_error(error)
                typed = text
                continue
            if isinstance(day, dt.date):
                return day
            self.say_error(p_("error", "Say on which day to call back."))

    async def _prompt(self, label: str, text: str) -> str | None:
        self.query_one("#context", Line).display = False
        prompt = self.query_one(Prompt)
        try:
            with self.keys_wanted():
                return await prompt.ask(label, text)
        finally:
            self.set_focus(None)
            self.query_one("#context", Line).display = True

    def step_back(self) -> bool:
        """First out of the row that asks for a day."""
        prompt = self.query_one(Prompt)
        if not prompt.is_open:
            return False
        prompt.close()
        return True
