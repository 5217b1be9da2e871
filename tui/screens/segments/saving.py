"""Saving the criteria steps of a segment under a code."""

from __future__ import annotations

from typing import ClassVar

from models.queries.lists import columns
from models.rules.segments import reuse
from models.words import N_, p_
from tui.lanes import Lanes
from tui.screens.forms.card import FORM_COMMANDS, FormCard
from tui.widgets.form import FieldSpec, Helpers

_SAVED = "saved-segment-criteria"


class SaveCriteriaScreen(FormCard):
    """The code and the description of the criteria."""

    PAGE = "segments"
    KIND = "save-criteria"
    FORM = True
    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_(
            "help", "Keeps the criteria steps of the segment under a code; other segments can use them again."
        ),
        N_("help", "Saved criteria are on the page Saved Segment Criteria, which the menu opens."),
    )
    OFFERS: ClassVar[frozenset[str]] = FORM_COMMANDS

    def __init__(self, lanes: Lanes, segment_id: int) -> None:
        super().__init__()
        self.editing = True
        self.code = ""
        """The code, once the criteria are saved."""
        self._lanes = lanes
        self._segment_id = segment_id

    @property
    def heading(self) -> str:
        """What is done."""
        return p_("title", "Save criteria")

    @property
    def unsaved(self) -> str:
        """Nothing is lost with this form."""
        return ""

    async def save_now(self) -> None:
        """Nothing is lost with this form."""

    def on_mount(self) -> None:
        """Show the form."""
        self.do(self._show())

    async def _show(self) -> None:
        specs = [FieldSpec(columns.about(_SAVED, name), quick=True) for name in ("code", "description")]
        form = await self.show_form(specs, Helpers(), {}, {})
        form.leave_bar = None  # nothing is lost: Esc leaves at once

    def show_state(self) -> None:
        """Say what is done; nothing of the form is saved before F9."""
        self.say_context(self.heading)

    async def save(self) -> None:
        """Keep the steps."""
        texts = self.form.texts() if self.form else {}
        code = texts.get("code", "")
        await self._lanes.write(reuse.save, self._segment_id, code, texts.get("description", ""))
        self.code = code.strip().upper()
        self.dismiss(None)
