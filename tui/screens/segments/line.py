"""One line of a segment as a form: what differs from the header says so and can be put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.events import Key

from models.queries.lists.rows import Row
from models.rules.segments.personal import header_texts
from models.words import N_, p_
from tui.commands import BY_ID
from tui.data.segment_card import differs_from
from tui.data.segment_steps import LINES
from tui.data.source import QuestionSource
from tui.keymap import pressed
from tui.lanes import Lanes
from tui.screens.records.card import RecordCard
from tui.widgets.form import FieldSpec, Form
from tui.widgets.key_bar import KeyHint

_FIXED = frozenset(("segment_no", "line_no", "contact_no", "contact_company_no"))
"""Fields that say which line it is."""
_QUICK = frozenset(("segment_no", "contact_no", "interaction_template_code", "description", "subject"))


def new_line(lanes: Lanes, texts: Mapping[str, str]) -> LineCard:
    """The form of a new line that begins with these texts."""
    return LineCard(lanes, texts=texts)


class LineCard(RecordCard):
    """What is personal about one line."""

    PURPOSE = (
        N_("help", "The interaction with this contact; beside a field stands whether it is the header's."),
        N_("help", "What is typed here holds for this line alone; Ctrl+U puts the header's value back."),
    )
    OFFERS: ClassVar[frozenset[str]] = (RecordCard.OFFERS - {"new", "copy_record", "parts", "history"}) | {
        "clear_field"
    }

    def __init__(
        self,
        lanes: Lanes,
        record_id: int = 0,
        *,
        editing: bool = False,
        texts: Mapping[str, str] | None = None,
        source: QuestionSource | None = None,
        row: Row | None = None,
    ) -> None:
        """Make the form; the arguments are those of every card."""
        super().__init__(LINES, lanes, record_id, editing=editing, texts=texts, source=source, row=row)
        self.PAGE = "segments"  # type: ignore[misc]
        self._header: Mapping[str, str] = {}

    async def _show_record(self) -> None:
        self._header = await self.lanes.read(header_texts, self.record_id)
        await super()._show_record()
        if self.form is not None:
            for name in self._header:
                self._say_whose(self.form, name)

    def specs(self) -> list[FieldSpec]:
        """Which line it is stands fixed; an evaluation comes with the interaction."""
        return [
            replace(spec, fixed=spec.fixed or self._says_which(spec.name), quick=spec.name in _QUICK)
            for spec in super().specs()
            if spec.name != "evaluation" and (spec.name != "segment_no" or not self.record_id)
        ]

    def _says_which(self, name: str) -> bool:
        """Whether a field says which line it is, and so cannot be changed."""
        return bool(self.record_id) and name in _FIXED

    def _say_whose(self, form: Form, name: str) -> None:
        """Say beside a field whether it is the header's or what the header says instead."""
        field = form.fields.get(name)
        if field is None:
            return
        header = self._header[name]
        if differs_from(field.text, header):
            text = header or p_("segment", "blank")
            field.origin = p_("segment", "~ header: {text}").format(text=text)
        else:
            field.origin = p_("segment", "header") if header else ""
        field.refresh()

    @on(Form.Typed)
    def _follow_typing(self, event: Form.Typed) -> None:
        if event.field in self._header:
            self._say_whose(event.form, event.field)

    @on(Form.Left)
    def _follow_leaving(self, event: Form.Left) -> None:
        if event.field in self._header:
            self._say_whose(event.form, event.field)

    def take_key(self, event: Key) -> bool:
        """The key that puts back comes before the field, which would only delete to its start."""
        command = self.frame.keymap.fields.get(pressed(event))
        if command is not None and command.id == "clear_field" and self.editing and not self.asking:
            self.run_command(command, pressed(event))
            return True
        return super().take_key(event)

    def why_not(self, command_id: str) -> str:
        """Only fields that come from the header can be put back."""
        if command_id == "clear_field":
            form = self.form
            if not self.editing or form is None:
                return p_("message", "Nothing is being typed here; e edits the record.")
            if form.caret[0] not in self._header:
                return p_("message", "This field does not come from the header.")
            return ""
        return super().why_not(command_id)

    @property
    def footer(self) -> tuple[str, ...]:
        """While fields are typed into, with the way back to the header's value."""
        usual = super().footer
        return (usual[0], "clear_field", *usual[1:]) if self.editing else usual

    def hints(self) -> list[KeyHint]:
        """The footer; putting back by its name."""
        key = self.frame.keymap.key(BY_ID["clear_field"], typing=True)
        return [
            KeyHint(hint.key, p_("action", "Header's"), hint.applies) if hint.key == key else hint
            for hint in super().hints()
        ]

    async def action_clear_field(self) -> None:
        """Put the header's value into the field."""
        form = self.form
        if form is None:
            return
        await form.settled()
        name = form.caret[0]
        form.set(name, self._header[name], by="typed")
        form.show_error(name, "")
        self._say_whose(form, name)
        self.show_state()
