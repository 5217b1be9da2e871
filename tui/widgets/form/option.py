"""An option: one of the choices that its field always has."""

from __future__ import annotations

from models.queries.lists.rows import Choice
from models.text import fold
from models.words import translate
from tui.widgets.form.choosing import ChoosingField, Outcome
from tui.widgets.form.row import INDENT
from tui.widgets.form.spec import FieldSpec, Helpers


class OptionField(ChoosingField):
    """One of the field's own choices, by its number, its first letters or from the list."""

    def __init__(self, spec: FieldSpec, helpers: Helpers, indent: int = INDENT) -> None:
        super().__init__(spec, helpers, indent)
        self.choices = [Choice(number, translate(words).strip(), "") for number, words in spec.about.choices]

    def unfold(self) -> None:
        """Open the list at the choice that stands in the field; at none when the letters name none."""
        self.opened = True
        named = self.named()
        self.highlight = self.choices.index(named) if named else None if self.text.strip() else 0

    def named(self) -> Choice | None:
        """The choice that the text names: a number counts the choices that are not blank."""
        typed = fold(self.text)
        if not typed:
            return next((choice for choice in self.choices if not choice.code), None)
        words = [choice for choice in self.choices if choice.code]
        if typed.isdecimal():
            return words[int(typed) - 1] if 0 < int(typed) <= len(words) else None
        exact = (choice for choice in words if fold(choice.code) == typed)
        begins = (choice for choice in words if fold(choice.code).startswith(typed))
        return next(exact, None) or next(begins, None)

    def typed(self) -> None:
        """Show what the letters mean so far."""
        if self.opened:
            self.unfold()

    def reread(self) -> None:
        """Show beside the box what the letters mean, unless the box says so itself."""
        named = self.named()
        self.say_meaning(f"= {named.code}" if named and named.code and named.code != self.text else "")

    async def settle(self) -> Outcome:
        """Take the highlighted choice, or the one that the text names."""
        if self.opened and self.highlight is not None:
            self.take(self.choices[self.highlight])
            return Outcome.SETTLED
        named = self.named()
        if named is None:
            return Outcome.NONE if self.text.strip() else Outcome.SETTLED
        self.take(named)
        return Outcome.SETTLED
