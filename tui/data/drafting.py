"""Keeps an interaction being typed: every change is in the database within a second, or in the journal.

The keeper holds the form as data and knows no widgets; the screen tells it what was typed and asks it to
finish, postpone or discard.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from models.errors import TouchbaseError
from models.rules.interactions import drafts, finish, form_checks, interaction_form, leases
from models.rules.interactions.drafts import Held, TakenOverError
from models.rules.interactions.finish import Finished
from models.rules.interactions.form_checks import Problem
from models.rules.interactions.form_files import Change
from models.rules.interactions.form_state import TYPED
from models.rules.interactions.interaction_form import FormState
from models.words import p_
from tui.journal import Entry, Journal
from tui.lanes import Lanes

T = TypeVar("T")

Finishing = Callable[[Held | None, FormState], Finished]
"""Logs what stands in a form and ends its draft."""

KIND = "interaction"
"""The kind of the journals of interactions."""
PAUSE = 0.4
"""Seconds between a key and its being written: below the second that may be lost (design.md 2)."""
PATIENCE = 0.5
"""Seconds that the database may take before the journal keeps the keys meanwhile."""
RENEWAL = 10.0
"""Seconds between two renewals of the lease, which lasts thirty."""


class DraftKeeper:
    """One form being typed and its draft."""

    def __init__(
        self,
        lanes: Lanes,
        journal: Journal,
        address: str,
        state: FormState,
        held: Held | None = None,
        *,
        finishing: Finishing = finish.finish,
    ) -> None:
        """Keep a form.

        Args:
            lanes: The ways to the database.
            journal: Takes the keys while the database is away.
            address: The database, so that the journal is offered for no other.
            state: What the form begins with.
            held: The draft and its lease, when a postponed interaction is resumed.
            finishing: How it is logged.
        """
        self.state = state
        self.held = held
        self._finishing = finishing
        self._lanes = lanes
        self._journal = journal
        self._address = address
        self._entry: Entry | None = None
        self._written = state
        self._ended = False
        self._saving = asyncio.Lock()
        self._flowing = asyncio.Lock()

    @property
    def unwritten(self) -> bool:
        """Whether the newest keys are not in the database yet."""
        return not self._ended and _still(self.state) != _still(self._written)

    @property
    def kept(self) -> bool:
        """Whether there is anything to postpone: a draft, or keys that will make one."""
        return self.held is not None or self.unwritten

    def typing(self, name: str, text: str, caret: tuple[str, int]) -> bool:
        """Take the raw text of a field that a person typed in; whether it was another one before."""
        before = self.state
        if text != before.text(name) or before.set_by.get(name) != TYPED:
            self.state = interaction_form.typing(before, name, text)
        fresh = self.state is not before
        self.state = interaction_form.at(self.state, *caret)
        return fresh

    async def left(self, name: str, text: str) -> FormState:
        """A typed field was left: what follows from it flows into the others. Returns the form before."""
        async with self._flowing:
            before = self.state
            after = await self._lanes.read(interaction_form.typed, before, name, text)
            for other, now in self.state.texts.items():
                if now != before.text(other):  # typed while the database was asked
                    after = interaction_form.typing(after, other, now)
            self.state = interaction_form.at(after, self.state.at_field, self.state.at_offset)
            return before

    async def save(self) -> str:
        """Write the form to its draft; returns a sentence when that failed or the draft was lost.

        While the database is away the journal takes what is typed (design.md 2).
        """
        async with self._saving:
            if not self.unwritten:
                return ""
            state, lost = self.state, ""
            try:
                try:
                    self.held = await self._store(state)
                except TakenOverError as error:
                    lost = str(error)
                    self._lose()
                    self.held = await self._store(state)  # the text is kept as a second draft
            except TouchbaseError as error:
                told = p_("message", "Kept in the journal only: {reason}")
                return await self._keep() or told.format(reason=str(error))
            self._written = state
            if not self.unwritten:
                await self._close_journal()
            return lost

    async def change(self, change: Change) -> FormState:
        """Change the form by a rule that stores it at once; returns the form before.

        Raises `TakenOverError` when the draft was lost.
        """
        async with self._saving:
            before = self.state
            try:
                after, self.held = await self._lanes.write(change, self.held, before)
            except TakenOverError:
                self._lose()
                raise
            self._written = after
            for name, text in self.state.texts.items():
                if text != before.text(name):  # typed meanwhile
                    after = interaction_form.typing(after, name, text)
            self.state = interaction_form.at(after, self.state.at_field, self.state.at_offset)
            return before

    async def _store(self, state: FormState) -> Held:
        """Write to the draft; the journal takes the newest keys while the database lets wait."""
        writing = asyncio.ensure_future(self._lanes.write(drafts.save_draft, state, self.held))
        while not (await asyncio.wait({writing}, timeout=PATIENCE))[0]:
            await self._keep()
        return writing.result()

    async def renew(self) -> str:
        """Keep the lease; returns a sentence when somebody took the draft over."""
        if self.held is None or self._ended:
            return ""
        try:
            await self._lanes.write(leases.renew, self.held.entry_id, self.held.holder)
        except TakenOverError as error:
            self._lose()
            return str(error)
        except TouchbaseError:
            return ""  # the next save tells when the database is away
        return ""

    async def release(self) -> None:
        """Write the newest keys and give the lease back; the draft waits to be resumed."""
        told = await self.save()
        if self.held is not None and not self._ended and not told:
            await self._lanes.write(drafts.save_draft, self.state, self.held)  # the caret's last place
            await self._lanes.write(leases.release, self.held.entry_id, self.held.holder)

    async def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the form from being finished, in the order of asking."""
        return tuple(await self._lanes.read(form_checks.problems, self.state))

    async def finish(self) -> Finished:
        """Log the interaction; raises `RuleError` with its first problem, `TakenOverError` when lost."""
        async with self._saving:
            return await self._end(self._lanes.write(self._finishing, self.held, self.state))

    async def postpone(self) -> None:
        """Put the form aside as it is; raises `TakenOverError` when the draft is lost."""
        async with self._saving:
            if self.kept:
                await self._end(self._lanes.write(drafts.postpone, self.held, self.state))

    async def discard(self) -> None:
        """Delete a new draft; a resumed one gets back what it was at the moment of resuming."""
        async with self._saving:
            if self.held is None:
                self._ended = True
                await self._close_journal()
                return
            try:
                await self._end(self._lanes.write(drafts.discard, self.held))
            except TakenOverError:
                self._ended = True  # it belongs to somebody else now, and this text was not wanted

    async def _end(self, work: Awaitable[T]) -> T:
        """Wait for the last write; from then on nothing is written any more."""
        try:
            result = await work
        except TakenOverError:
            self._lose()
            raise
        self._ended = True
        self.held = None
        await self._close_journal()
        return result

    def _lose(self) -> None:
        """The draft belongs to somebody else; the text here is kept as another one by the next save."""
        self.held = None
        self._written = FormState()

    async def _keep(self) -> str:
        """Write the newest keys to the journal; returns why that failed, or nothing."""
        if self._entry is None:
            entry_id = self.held.entry_id if self.held else 0
            key = [self._address, entry_id, list(self.state.contacts), sorted(self.state.fixed)]
            self._entry = self._journal.open(KIND, json.dumps(key))
        texts, caret = dict(self.state.texts), (self.state.at_field, self.state.at_offset)
        return await asyncio.to_thread(self._entry.write, texts, caret)

    async def _close_journal(self) -> None:
        if self._entry is not None:
            await asyncio.to_thread(self._entry.close)
            self._entry = None


def _still(state: FormState) -> FormState:
    """A form without the place of its caret: moving it types nothing."""
    return interaction_form.at(state, "", 0)
