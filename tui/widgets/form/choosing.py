"""What options and references have in common: a text that names one of several things, and a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from models.queries.lists.rows import Choice
from tui.widgets.form.field import LineField
from tui.widgets.form.row import INDENT
from tui.widgets.form.spec import FieldSpec, Helpers

ROWS = 8
"""Rows of the list of choices at most."""
LIMIT = 50
"""Choices asked for at once; the whole list is a screen of its own."""


class Outcome(Enum):
    """How leaving a field that names something went."""

    SETTLED = auto()
    """The text names one thing, or nothing was typed."""
    SEVERAL = auto()
    """Several things begin so, and none is chosen; the list is open."""
    NONE = auto()
    """Nothing begins so; the text stays."""


class ChoosingField(LineField):
    """A field with a list of choices below it; the caret stays in the field."""

    def __init__(self, spec: FieldSpec, helpers: Helpers, indent: int = INDENT) -> None:
        super().__init__(spec, helpers, indent)
        self.choices: Sequence[Choice] = ()
        self.highlight: int | None = None
        """The row of the list that Enter and Tab take."""
        self.opened = False
        self.taken: Choice | None = None
        """The choice that the text names, once that is known."""

    def unfold(self) -> None:
        """Open the list."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the list, and nothing else."""
        self.opened = False

    async def settle(self) -> Outcome:
        """Take what the text names, waiting for the answer if it has not come yet."""
        raise NotImplementedError

    def take(self, choice: Choice) -> None:
        """Put the choice into the field."""
        self.taken = choice
        self.line.set(choice.code)
        self.close()
        self.meaning = choice.description
        self.refresh()

    def press(self, key: str, character: str | None) -> bool:
        """Take a key, or leave it to the form."""
        if key in ("down", "f6", "f4") and not self.opened:
            self.unfold()
            return True
        if self.opened and key in _MOVES:
            self._move(_MOVES[key])
            return True
        if self.opened and key == "escape":
            self.close()
            return True
        before = self.text
        eaten = super().press(key, character)
        if self.text != before:
            self.typed()
        return eaten

    def replace_selection(self, text: str) -> None:
        """Pasted text is looked for like typed text."""
        super().replace_selection(text)
        self.typed()

    def typed(self) -> None:
        """The text is another one now."""
        raise NotImplementedError

    def _move(self, by: int) -> None:
        if not self.choices:
            return
        last = len(self.choices) - 1
        at = (0 if by > 0 else last) if self.highlight is None else self.highlight + by
        self.highlight = max(0, min(at, last))


_MOVES = {"down": 1, "up": -1, "pagedown": ROWS - 1, "pageup": 1 - ROWS}
