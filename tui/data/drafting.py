"""Keeps an interaction being typed: every change is in the database within a second, or in the journal.

The keeper holds the form as data and knows no widgets; the screen tells it what was typed and asks it to
finish, postpone or discard.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from models.errors import TouchbaseError
from models.rules import drafts, finish, form_checks, interaction_form, leases
from models.rules.drafts import Held, TakenOverError
from models.rules.finish import Finished
from models.rules.form_checks import Problem
from models.rules.interaction_form import FormState
from models.words import p_
from tui.journal import Journal
from tui.lanes import Lanes

T = TypeVar("T")

PAUSE = 0.4
"""Seconds between a key and its being written: below the second that may be lost (design.md 2)."""
RENEWAL = 10.0
"""Seconds between two renewals of the lease, which lasts thirty."""


class DraftKeeper:
    """One form being typed and its draft."""

    def __init__(self, lanes: Lanes, journal: Journal, state: FormState, held: Held | None = None) -> None:
        self.state = state
        self.held = held
        self._lanes = lanes
        self._journal = journal.open("interaction", str(held.entry_id) if held else "")
        self._written: FormState | None = state
        self._saving = asyncio.Lock()

    @property
    def changed(self) -> bool:
        """Whether something was typed since the form was opened or resumed."""
        return self.held is not None or self.unwritten

    @property
    def unwritten(self) -> bool:
        """Whether the newest keys are not in the database yet."""
        return self.state is not self._written

    def typing(self, name: str, text: str, caret: tuple[str, int]) -> None:
        """Take one change of a field's raw text."""
        self.state = interaction_form.at(interaction_form.typing(self.state, name, text), *caret)

    async def left(self, name: str, text: str) -> FormState:
        """A field was left: what follows from it flows into the others. Returns the form before."""
        before = self.state
        self.state = await self._lanes.read(interaction_form.typed, before, name, text)
        return before

    async def save(self) -> str:
        """Write the form to its draft; returns a sentence when that failed or the draft was lost.

        While the database is away the journal takes what is typed (design.md 2).
        """
        async with self._saving:
            state = self.state
            if state is self._written:
                return ""
            try:
                self.held = await self._lanes.write(drafts.save_draft, state, self.held)
            except TakenOverError as error:
                # The text is kept as a second draft, made by the next save.
                self.held = None
                return str(error)
            except TouchbaseError as error:
                told = await asyncio.to_thread(
                    self._journal.write, dict(state.texts), (state.at_field, state.at_offset)
                )
                return told or p_("message", "{reason} What you type is kept in the journal.").format(
                    reason=str(error)
                )
            self._written = state
            return ""

    async def renew(self) -> str:
        """Keep the lease; returns a sentence when somebody took the draft over."""
        if self.held is None:
            return ""
        try:
            await self._lanes.write(leases.renew, self.held.entry_id, self.held.holder)
        except TakenOverError as error:
            self.held, self._written = None, None
            return str(error)
        except TouchbaseError:
            return ""  # the next save tells when the database is away
        return ""

    async def release(self) -> None:
        """Write the newest keys and give the lease back; the draft waits to be resumed."""
        await self.save()
        if self.held is not None:
            await self._lanes.write(leases.release, self.held.entry_id, self.held.holder)

    async def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the form from being finished, in the order of asking."""
        return tuple(await self._lanes.read(form_checks.problems, self.state))

    async def finish(self) -> Finished:
        """Log the interaction; raises `RuleError` with the first problem."""
        return await self._ended(self._lanes.write(finish.finish, self.held, self.state))

    async def postpone(self) -> None:
        """Put the form aside as it is."""
        if told := await self.save():
            raise TouchbaseError(told)
        if self.held is not None:
            await self._ended(self._lanes.write(drafts.postpone, self.held, self.state))

    async def discard(self) -> None:
        """Delete a new draft; a resumed one gets back what it was at the moment of resuming."""
        if self.held is not None:
            await self._ended(self._lanes.write(drafts.discard, self.held))
        self._journal.close()

    async def _ended(self, work: Awaitable[T]) -> T:
        async with self._saving:
            result = await work
            self._written = self.state
            self.held = None
        self._journal.close()
        return result
