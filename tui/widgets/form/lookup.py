"""A reference with type-ahead (ux.md 5.3)."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial

from textual.message import Message
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from models.errors import TouchbaseError
from models.queries.lists.rows import Choice
from models.text import fold
from models.words import p_, translate
from tui.widgets.form.choosing import LIMIT, ChoosingField, Outcome
from tui.widgets.form.row import INDENT
from tui.widgets.form.spec import FieldSpec, Helpers


class Answered(Message):
    """The choices of a field have come."""

    def __init__(self, field: LookupField) -> None:
        super().__init__()
        self.field = field


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
        self._start(partial(self._answer, text))

    def _start(self, search: Callable[[], Coroutine[None, None, None]]) -> None:
        # Given as a function: a coroutine that is cancelled before it began would be complained about.
        self._search = self.run_worker(search, group="look-up", exclusive=True, exit_on_error=False)

    def _forget(self) -> None:
        if self._search is not None:
            self._search.cancel()
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
            self._start(partial(self._recognise, self.text))
        self.refresh()

    def on_mount(self) -> None:
        """What the program put here before the form was shown can be looked up now."""
        if self.text and not (self.meaning or self.opened or self.taken):
            self.know()

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
        return p_("error", "no {noun} '{text}' (F3 new)").format(noun=noun, text=self.text.strip())


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
