"""Checking a field when it is left: the error stands under it in words, the caret stays where it is."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from models.errors import TouchbaseError
from models.words import p_
from tui.widgets.form.choosing import ChoosingField, Outcome
from tui.widgets.form.lookup import LookupField

if TYPE_CHECKING:
    from tui.widgets.form.column import Field
    from tui.widgets.form.form import Form


class Checks:
    """The checks of one form; typing goes on while one of them takes its time."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._running: set[asyncio.Task[None]] = set()

    def begin(self, field: Field, outcome: Outcome) -> None:
        """Check a field that was left; the sentence appears at once, or when its answer comes."""
        name, text = field.spec.name, field.text
        sentence = _unsettled(field, outcome) or _too_long(field)
        answer = sentence or self._form.helpers.check(name, text)
        if inspect.isawaitable(answer):
            task = asyncio.ensure_future(self._await(name, text, answer))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        else:
            self._form.show_error(name, answer)

    async def done(self) -> None:
        """Wait for the checks that are still running."""
        await asyncio.gather(*self._running)

    async def _await(self, name: str, text: str, answer: Awaitable[str]) -> None:
        try:
            sentence = await answer
        except TouchbaseError as error:
            sentence = error.sentence
        # An answer about another text than the one that stands there now is worth nothing.
        if self._form.is_attached and self._form.fields[name].text == text:
            self._form.show_error(name, sentence)


def _too_long(field: Field) -> str:
    limit, length = field.spec.about.length, len(field.text)
    if not limit or length <= limit:
        return ""
    told = p_("error", "{caption} holds {limit} characters at most; this is {length}.")
    return told.format(caption=field.spec.caption, limit=limit, length=length)


def _unsettled(field: Field, outcome: Outcome) -> str:
    """The sentence for a text that names nothing, or several things."""
    if outcome is Outcome.SETTLED:
        return ""
    if outcome is Outcome.SEVERAL and isinstance(field, ChoosingField):
        told = p_("error", "{count} begin with '{text}'; F6 shows them.")
        return told.format(count=len(field.choices), text=field.text.strip())
    if isinstance(field, LookupField):
        return field.missing()
    return p_("error", "'{text}' is none of the choices; F6 shows them.").format(text=field.text.strip())
