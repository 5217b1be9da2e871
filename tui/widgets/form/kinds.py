"""The fields of one line that take more than letters: dates and ticks."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset

from models.about import Kind
from models.errors import TouchbaseError
from models.text import fold
from models.words import p_
from tui.widgets.form.field import LineField

YES, NO = "yes", "no"
"""The texts of a boolean field, whatever the language of the screen."""


class DateField(LineField):
    """A date in shorthand; Up and Down move it by a day."""

    def press(self, key: str, character: str | None) -> bool:
        """Take a key, or leave it to the form."""
        if key not in ("up", "down"):
            return super().press(key, character)
        try:
            moved = self.helpers.step(Kind.DATE, self.text, 1 if key == "up" else -1)
        except TouchbaseError:
            return True
        self.put(moved)
        self.select_all()
        return True


class BooleanField(LineField):
    """A tick: Space toggles it, its text is `yes` or `no`."""

    def put(self, text: str) -> None:
        """Tick or untick."""
        super().put(YES if fold(text) in ("yes", "y", "x", "true", "1", fold(p_("answer", "yes"))) else NO)

    @property
    def columns(self) -> int:
        """The tick is one column wide."""
        return 1

    @property
    def shown(self) -> str:
        """`x` when ticked; a word where there is no box."""
        if not self.spec.editable:
            return self._word
        return "x" if self.text == YES else " "

    @property
    def _word(self) -> str:
        return p_("answer", "yes") if self.text == YES else p_("answer", "no")

    def press(self, key: str, character: str | None) -> bool:
        """Space toggles, `x` and `y` tick, `n`, Delete and Backspace untick; other letters do nothing."""
        if key in ("delete", "backspace"):
            self.put(NO)
        elif character is None:
            return False
        elif character == " ":
            self.put(NO if self.text == YES else YES)
        elif character.casefold() in "xyn":
            self.put(NO if character.casefold() == "n" else YES)
        self.refresh()
        return True

    @property
    def beside(self) -> str:
        """The tick in a word, and where it comes from."""
        if not self.spec.editable:
            return self.origin
        return f"{self._word} ({self.origin})" if self.origin else f"{self._word}   {self.spec.hint}".rstrip()

    def reread(self) -> None:
        """A tick means itself."""

    def select_all(self) -> None:
        """The caret stands on the tick."""
        self.caret = 0

    toggle_selection = select_all

    def _edited(self, base: Style) -> list[Segment]:
        return [Segment(self.shown, base + self._style("field--caret"))]

    def _follow_caret(self) -> None:
        """There is one column to see."""

    @property
    def caret_on_screen(self) -> Offset:
        """On the tick."""
        return Offset(self.region.x + self.indent + 1, self.region.y)
