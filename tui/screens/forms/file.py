"""A form that says how a file is written, and then follows the process that writes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from models.about import About
from models.errors import RuleError
from models.words import p_, translate
from tui import paths
from tui.data.exporting import short
from tui.screens.following import Following
from tui.screens.forms.card import FORM_COMMANDS, FormCard

_LONGEST = 255
"""Bytes of a name that file systems take."""


class FileForm(Following, FormCard):
    """The form of something that is written to a file; nothing of the form itself is saved."""

    FORM = True
    OFFERS: ClassVar[frozenset[str]] = FORM_COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self.editing = True
        self.told = ""
        """What was done, for the message line of the screen below."""

    @property
    def unsaved(self) -> str:
        """Nothing is lost with this form."""
        return ""

    async def save_now(self) -> None:
        """Nothing is lost with this form."""

    def show_state(self) -> None:
        """Say what is written; nothing of the form is saved."""
        self.say_context(self.heading)

    def on_mount(self) -> None:
        """Show the form."""
        self.do(self.show())

    async def show(self) -> None:
        """Put the fields into the form."""
        raise NotImplementedError

    def option(self, name: str, usual: int) -> int:
        """The choice that stands in a field; the usual one in a field that is not there."""
        form = self.form
        if form is None or name not in form.fields:
            return usual
        choices = form.fields[name].spec.about.choices
        text = form.texts()[name]
        return next((number for number, caption in choices if translate(caption) == text), usual)

    async def target(self, typed: str) -> Path | None:
        """The file that was typed; none when it exists and is not to be replaced.

        Raises `RuleError` for what is no name of a file.
        """
        path = paths.typed(typed)
        if not typed.strip() or os.path.isdir(path):
            raise RuleError(p_("error", "File needs the name of a file."), field="file")
        if len(os.fsencode(path.name)) > _LONGEST:
            raise RuleError(p_("error", "The name of the file is too long."), field="file")
        question = p_("question", "{file} exists. Replace it?").format(file=short(path))
        if os.path.exists(path) and not await self.confirm(question, p_("answer", "replace")):
            return None
        return path

    def end(self, told: str) -> None:
        """Go back to the screen below, which says what was done."""
        self.told = told
        self.dismiss(None)


def caption(about: About, choice: int) -> str:
    """What a field says of a choice."""
    return translate(dict(about.choices)[choice])
