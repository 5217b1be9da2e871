"""A text that may be taken from a short list, and may be any other text too."""

from __future__ import annotations

from collections.abc import Sequence

from models.queries.lists.rows import Choice
from tui.widgets.form.choosing import ChoosingField, Outcome
from tui.widgets.form.row import INDENT
from tui.widgets.form.spec import FieldSpec, Helpers


class OfferField(ChoosingField):
    """A line of text with a list of what is usually put there; the screen says what that is."""

    def __init__(self, spec: FieldSpec, helpers: Helpers, indent: int = INDENT) -> None:
        super().__init__(spec, helpers, indent)
        self._none = ""

    def offer(self, choices: Sequence[Choice], none: str) -> None:
        """Offer these; `none` is the sentence that is said when there are none."""
        self.choices, self._none = tuple(choices), none
        self.close()
        self.reread()

    def unfold(self) -> None:
        """Open the list at what stands in the field."""
        self.opened = bool(self.choices)
        self.highlight = next((at for at, one in enumerate(self.choices) if one.code == self.text), 0)
        if self.error != self._none and not self.choices:
            self.error = self._none
            self.show_row()

    def typed(self) -> None:
        """What is typed need not be in the list."""
        self.close()

    def reread(self) -> None:
        """Say beside the box what the text is, if it is one of the list."""
        self.say_meaning(next((one.description for one in self.choices if one.code == self.text), ""))

    async def settle(self) -> Outcome:
        """Take the highlighted text, or leave what was typed."""
        if self.opened and self.highlight is not None:
            self.take(self.choices[self.highlight])
        return Outcome.SETTLED
