"""A field of several lines: Enter is a new line, Tab leaves, nothing but text is lost or kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widgets import TextArea

from models.text import clean_note
from tui.widgets.form.row import INDENT, Row, cut
from tui.widgets.form.spec import FieldSpec

_LEAST_BESIDE = 8
"""Columns beside the box below which the words there say nothing any more."""


class NoteField(Row, TextArea, inherit_bindings=False):
    """A note of any length, with undo and redo; it gets its keys from the form like every other field."""

    can_focus = False
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    NoteField {
        border: none; padding: 0; background: transparent; scrollbar-size: 0 0;
        &:focus { border: none; }
        & > .field--current { text-style: bold; }
        & > .field--error { color: $text-error; text-style: bold; }
        & .text-area--cursor-line { background: transparent; }
        &:ansi > .field--error { color: ansi_red; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--current", "field--error"}

    def __init__(self, spec: FieldSpec, indent: int = INDENT) -> None:
        TextArea.__init__(self, highlight_cursor_line=False)
        Row.__init__(self, spec, indent)
        self.cursor_blink = False
        self._entered_with = ""
        self.show_row()

    # -- text

    def put(self, text: str) -> None:
        """Replace the text, and forget what could be undone."""
        self.load_text(clean_note(text))

    @property
    def caret(self) -> int:
        """The offset of the caret in characters."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    @caret.setter
    def caret(self, offset: int) -> None:
        before = self.text[:offset]
        self.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))

    @property
    def selected_text(self) -> str:
        """What is selected."""
        return self.get_text_range(*sorted(self.selection))

    def toggle_selection(self) -> None:
        """Select everything, or put the caret at the end when everything is selected."""
        if self.selected_text == self.text:
            self.move_cursor(self.document.end)
        else:
            self.select_all()

    def replace_selection(self, text: str) -> None:
        """Put text from the clipboard in place of what is selected."""
        self._type(clean_note(text))

    def enter(self) -> None:
        """The caret comes into the field, where it was before: a note is gone on with, not replaced."""
        self.current = True
        self._entered_with = self.text
        self.refresh()

    def leave(self) -> None:
        """The caret goes out of the field, for good."""
        self.current = False
        self.light(False)
        self.refresh()

    def light(self, on: bool) -> None:
        """Show the caret, or do not: the form has the focus in the stead of its fields."""
        self.lit = self.has_focus = on

    def remember(self) -> None:
        """A note keeps its own history."""

    # -- keys

    def press(self, key: str, character: str | None) -> bool:
        """Take a key, or leave it to the form."""
        if key in ("enter", "ctrl+j"):
            character = "\n"
        if character is not None:
            self._type(character)
            return True
        edge = {"up": 0, "down": self.wrapped_document.height - 1}.get(key)
        if edge is not None and self.wrapped_document.location_to_offset(self.cursor_location).y == edge:
            return False
        act = _KEYS.get(key)
        if act is not None:
            act(self)
        return act is not None

    def _type(self, text: str) -> None:
        self.replace(text, *self.selection, maintain_selection_offset=False)

    # -- painting

    def repaint(self) -> None:
        """The text paints itself; the label may have changed."""
        self.refresh()

    def show_row(self) -> None:
        """Make room for the note and for what is wrong with it."""
        errors = len(self.error_rows(self.outer_size.width or 80))
        columns = self.outer_size.width or self.indent + self.spec.columns + 3
        right = max(1, columns - self.indent - 1 - self.spec.columns)
        self.styles.padding = (0, right, errors, self.indent + 1)
        self.styles.height = self.spec.height + errors
        self.refresh()

    def _on_resize(self) -> None:
        self.show_row()
        super()._on_resize()

    @property
    def caret_on_screen(self) -> Offset:
        """Where the terminal's own cursor belongs."""
        return self.cursor_screen_offset

    def render_lines(self, crop: Region) -> list[Strip]:
        """The text between its brackets, the label before the first line, what is wrong below the last."""
        inner = super().render_lines(Region(0, crop.y, self.outer_size.width, crop.height))
        strips = [self._framed(y, strip) for y, strip in enumerate(inner, crop.y)]
        return [strip.crop(crop.x, crop.x + crop.width) for strip in strips]

    def _framed(self, y: int, inner: Strip) -> Strip:
        base, width = self.rich_style, self.outer_size.width
        if y >= self.spec.height:
            rows = self.error_rows(width)
            text = rows[y - self.spec.height] if y - self.spec.height < len(rows) else ""
            style = base + self.get_component_rich_style("field--error", partial=True)
            return Strip([Segment(cut(text, width), style)])
        style = base
        if self.current:
            style += self.get_component_rich_style("field--current", partial=True)
        left = cut(self.label if y == 0 else "", self.indent)
        end = self.indent + 1 + self.content_size.width
        room = width - end > _LEAST_BESIDE
        rest = f"] {self.beside}".rstrip() if y == 0 and room else "]"
        middle = inner.crop(self.indent + 1, end)
        return Strip(
            [Segment(left, style), Segment("[", base), *middle, Segment(cut(rest, width - end), base)]
        )


_KEYS: dict[str, Callable[[NoteField], None]] = {
    "left": lambda note: note.action_cursor_left(),
    "right": lambda note: note.action_cursor_right(),
    "up": lambda note: note.action_cursor_up(),
    "down": lambda note: note.action_cursor_down(),
    "shift+left": lambda note: note.action_cursor_left(True),
    "shift+right": lambda note: note.action_cursor_right(True),
    "shift+up": lambda note: note.action_cursor_up(True),
    "shift+down": lambda note: note.action_cursor_down(True),
    "ctrl+left": lambda note: note.action_cursor_word_left(),
    "ctrl+right": lambda note: note.action_cursor_word_right(),
    "ctrl+shift+left": lambda note: note.action_cursor_word_left(True),
    "ctrl+shift+right": lambda note: note.action_cursor_word_right(True),
    "home": lambda note: note.action_cursor_line_start(),
    "ctrl+a": lambda note: note.action_cursor_line_start(),
    "end": lambda note: note.action_cursor_line_end(),
    "ctrl+e": lambda note: note.action_cursor_line_end(),
    "shift+home": lambda note: note.action_cursor_line_start(True),
    "shift+end": lambda note: note.action_cursor_line_end(True),
    "pageup": lambda note: note.action_cursor_page_up(),
    "pagedown": lambda note: note.action_cursor_page_down(),
    "backspace": lambda note: note.action_delete_left(),
    "delete": lambda note: note.action_delete_right(),
    "ctrl+d": lambda note: note.action_delete_right(),
    "ctrl+w": lambda note: note.action_delete_word_left(),
    "ctrl+u": lambda note: note.action_delete_to_start_of_line(),
    "ctrl+k": lambda note: note.action_delete_to_end_of_line(),
    "ctrl+z": lambda note: note.undo(),
    "ctrl+y": lambda note: note.redo(),
}
