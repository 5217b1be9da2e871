"""The fields whose text names one of several things: options and references."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from textual.message import Message
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from models.errors import TouchbaseError
from models.queries.rows import Choice
from models.text import fold
from models.words import p_, translate
from tui.widgets.form.field import LineField
from tui.widgets.form.row import INDENT
from tui.widgets.form.spec import FieldSpec, Helpers

ROWS = 8
"""Rows of the list of choices at most."""
LIMIT = 50
"""Choices asked for at once; the whole list is a screen of its own."""


class Answered(Message):
    """The choices of a field have come."""

    def __init__(self, field: LookupField) -> None:
        super().__init__()
        self.field = field


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


class OptionField(ChoosingField):
    """One of the field's own choices, by its number, its first letters or from the list."""

    def __init__(self, spec: FieldSpec, helpers: Helpers, indent: int = INDENT) -> None:
        super().__init__(spec, helpers, indent)
        self.choices = [Choice(number, translate(words).strip(), "") for number, words in spec.about.choices]

    def unfold(self) -> None:
        """Open the list at the choice that stands in the field."""
        self.opened = True
        named = self.named()
        self.highlight = self.choices.index(named) if named else 0

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
        meaning = f"= {named.code}" if named and named.code and named.code != self.text else ""
        if meaning != self.meaning:
            self.meaning = meaning
            self.refresh()

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


class LookupField(ChoosingField):
    """The code of a record, typed or chosen from what begins so; answers come from elsewhere."""

    def __init__(self, spec: FieldSpec, helpers: Helpers, indent: int = INDENT) -> None:
        super().__init__(spec, helpers, indent)
        self.problem = ""
        """Why the last search gave nothing, when it failed."""
        self._answered: str | None = None
        """The text that `choices` answer."""
        self._search: Worker[None] | None = None
        self._chosen_row = False

    @property
    def pending(self) -> bool:
        """Whether an answer is still to come."""
        return self._search is not None and not self._search.is_finished

    def typed(self) -> None:
        """Ask for what begins with the text; the list opens with it, and closes when nothing is left."""
        self.taken = None
        self.highlight = None
        self._chosen_row = False
        if self.meaning:
            self.meaning = ""
            self.refresh()
        self.opened = bool(self.text.strip())
        if self.opened:
            self._ask(self.text.strip())
        else:
            self._forget()

    def unfold(self) -> None:
        """Open the list: of all records when the text is settled, else of those that begin with it."""
        self.opened = True
        self._ask("" if self.taken else self.text.strip())

    def _ask(self, text: str) -> None:
        # The newest keypress wins: an exclusive worker cancels the search before it.
        self._answered = None
        self._search = self.run_worker(
            self._answer(text), group="look-up", exclusive=True, exit_on_error=False
        )

    def _forget(self) -> None:
        self.workers.cancel_group(self, "look-up")
        self._search, self._answered, self.choices = None, None, ()

    async def _answer(self, text: str) -> None:
        self.problem = ""
        try:
            found = await self.helpers.lookup(self.spec.about.refers_to, text, LIMIT)
        except TouchbaseError as error:
            found, self.problem = (), error.sentence
        self.choices, self._answered = found, text
        named = self.taken if self.taken in found else matching(text, found)
        self.highlight = found.index(named) if named else None
        if self.opened:
            self.post_message(Answered(self))

    async def _answer_known(self) -> None:
        text = self.text.strip()
        while self.pending or self._answered != text:
            if not self.pending:
                self._ask(text)
            assert self._search is not None
            try:
                await self._search.wait()
            except (WorkerCancelled, WorkerFailed):
                return

    async def settle(self) -> Outcome:
        """Take the highlighted row or the only match; several without a choice open the list."""
        if self.opened and self._chosen_row and self.highlight is not None:
            self.take(self.choices[self.highlight])
            return Outcome.SETTLED
        if self.taken is not None or not self.text.strip():
            self.close()
            return Outcome.SETTLED
        await self._answer_known()
        if self.highlight is not None:
            self.take(self.choices[self.highlight])
            return Outcome.SETTLED
        if self.choices:
            self.opened, self.highlight, self._chosen_row = True, 0, True
            return Outcome.SEVERAL
        self.close()
        return Outcome.NONE

    def _move(self, by: int) -> None:
        super()._move(by)
        self._chosen_row = True

    def take(self, choice: Choice) -> None:
        """Put the code into the field and say beside it what it means."""
        self._forget()
        super().take(choice)

    def know(self, meaning: str = "") -> None:
        """The program put a code here: find out what it means, unless that is given."""
        self._forget()
        self.taken = None
        self.meaning = meaning
        self.close()
        if self.text.strip() and not meaning and self.is_attached:
            self.run_worker(self._recognise(self.text), group="look-up", exclusive=True, exit_on_error=False)
        self.refresh()

    async def _recognise(self, text: str) -> None:
        try:
            found = await self.helpers.lookup(self.spec.about.refers_to, text, LIMIT)
        except TouchbaseError:
            return
        known = next((choice for choice in found if fold(choice.code) == fold(text)), None)
        if known is not None and self.text == text:
            self.take(known)

    def missing(self) -> str:
        """The sentence for a text that begins no record."""
        if self.problem:
            return self.problem
        noun = translate(self.spec.noun) or self.spec.caption.casefold()
        return p_("error", "no {noun} '{text}'   F3 new").format(noun=noun, text=self.text.strip())


def matching(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice that `text` names: its whole code, the only code that begins so, or the only choice."""
    typed = fold(text)
    if not typed:
        return None
    codes = [(fold(choice.code), choice) for choice in choices]
    begins = [choice for code, choice in codes if code.startswith(typed)]
    exact = [choice for code, choice in codes if code == typed]
    for some in (exact, begins, choices):
        if len(some) == 1:
            return some[0]
    return None
