"""A form with a format and a file to write, whose offered name has the end of the format."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from textual import on

from models.about import About, Kind
from models.words import N_, p_
from tui.screens.following import Stoppable
from tui.screens.forms.file import FileForm
from tui.widgets.form import FieldSpec, Helpers
from tui.widgets.form import Form as Fields

T = TypeVar("T")

FILE = FieldSpec(
    About(
        "file",
        N_("field", "File"),
        N_("tip", "The file to write; a file that exists is replaced only after a question."),
        Kind.TEXT,
    ),
    quick=True,
    width=58,
)
"""The file to write; the format that goes with it is a field named `format`."""


class TargetForm(FileForm):
    """The form of something that is written in one of several formats."""

    _offered = ""

    def usual_target(self) -> str:
        """The file that is offered for the format that is chosen; blank when it is none."""
        raise NotImplementedError

    async def show_target(self, specs: Sequence[FieldSpec], texts: Mapping[str, str]) -> None:
        """Put the fields into the form, the file that is offered among them."""
        self._offered = self.usual_target()
        form = await self.show_form(specs, Helpers(), {**texts, "file": self._offered}, {})
        form.leave_bar = None  # nothing is lost: Esc leaves at once

    @on(Fields.Left)
    def _follow_format(self, event: Fields.Left) -> None:
        """Give the file that was offered the end of the other format."""
        form = self.form
        if event.field != "format" or form is None or form.texts()["file"] != self._offered:
            return
        self._offered = self.usual_target()
        form.set("file", self._offered, by="default")

    async def written(self, process: Stoppable, running: Coroutine[Any, Any, T | None]) -> T | None:
        """Wait for a process that writes the file; none, which is said, when Esc stopped it."""
        done = await self.follow(process, running)
        if done is None:
            self.say(p_("message", "Stopped; nothing was written."))
        return done
