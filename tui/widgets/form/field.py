"""A field of one line: one row of the screen, drawn by one widget.

Fields never have the focus themselves. The form has it and hands every key to its current field, so keys that
arrive in one burst (`outg`, Tab, `hello`) cannot overtake each other on their way through several queues.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from models.about import Kind
from models.errors import TouchbaseError
from models.text import cell_safe, clean
from tui.widgets.form.line import Line
from tui.widgets.form.row import INDENT, Row, cut
from tui.widgets.form.spec import FieldSpec, Helpers


class LineField(Row, Widget):
    """A field that holds one line of text."""

    DEFAULT_CSS = """
    LineField {
        width: 1fr; height: 1;
        & > .field--current { text-style: bold; }
        & > .field--beside { text-style: dim; }
        & > .field--error { color: $text-error; text-style: bold; }
        & > .field--selection, & > .field--caret { text-style: reverse; }
        &:ansi > .field--error { color: ansi_red; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "field--current",
        "field--beside",
        "field--error",
        "field--selection",
        "field--caret",
    }

    def __init__(self, spec: FieldSpec, helpers: Helpers, indent: int = INDENT) -> None:
        Widget.__init__(self)
        Row.__init__(self, spec, indent)
        self.helpers = helpers
        self.line = Line()
        self._first_cell = 0
        self._before: list[str] = []
        self._entered_with = ""

    # -- text

    @property
    def text(self) -> str:
        """What stands in the field, half-typed or not."""
        return self.line.text

    def put(self, text: str) -> None:
        """Replace the text."""
        self.line.set(clean(text))
        self.reread()
        self.repaint()

    @property
    def caret(self) -> int:
        """The offset of the caret in characters."""
        return self.line.caret

    @caret.setter
    def caret(self, offset: int) -> None:
        self.line.move(offset)
        self.repaint()

    @property
    def selected_text(self) -> str:
        """What is selected."""
        return self.line.selected

    def select_all(self) -> None:
        """Select the whole value, so that typing replaces it."""
        self.line.select_all()
        self.repaint()

    def toggle_selection(self) -> None:
        """Select everything, or put the caret at the end when everything is selected."""
        if self.line.selected == self.text:
            self.line.move(len(self.text))
        else:
            self.line.select_all()
        self.repaint()

    def replace_selection(self, text: str) -> None:
        """Put text from the clipboard in place of what is selected."""
        self.line.insert(clean(text))
        self.reread()
        self.repaint()

    def enter(self) -> None:
        """The caret comes into the field."""
        self.current = True
        self._entered_with = self.text
        self.refresh()

    def leave(self) -> None:
        """The caret goes out of the field, for good."""
        self.remember()
        self.current = self.lit = False
        self._first_cell = 0
        self.refresh()

    def light(self, on: bool) -> None:
        """Show the caret, or do not: the form has the focus in the stead of its fields."""
        self.lit = on
        self.repaint()

    def remember(self) -> None:
        """Tidy the text, and keep the one before it for undoing."""
        if self.spec.about.kind is Kind.CODE and self.text != self.text.strip().upper():
            self.line.set(self.text.strip().upper())
            self.repaint()
        if self.text != self._entered_with:
            self._before.append(self._entered_with)
            self._entered_with = self.text

    def undo(self) -> None:
        """Put the text back that stood here before."""
        if self.text != self._entered_with:
            self.line.set(self._entered_with)
        elif self._before:
            self.line.set(self._before.pop())
            self._entered_with = self.text
        self.reread()
        self.select_all()

    def redo(self) -> None:
        """One line has nothing to redo."""

    # -- keys

    def press(self, key: str, character: str | None) -> bool:
        """Take a key, or leave it to the form."""
        if character is not None:
            self.line.insert(character)
        elif not self.line.press(key):
            return False
        self.reread()
        self.repaint()
        return True

    def reread(self) -> None:
        """Find out anew what the text means."""
        if self.spec.about.kind not in (Kind.DATE, Kind.TIME, Kind.FORMULA):
            return
        try:
            reading = self.helpers.read(self.spec.about.kind, self.text) if self.text.strip() else ""
        except TouchbaseError:
            reading = ""
        self.say_meaning(f"= {reading}" if reading else "")

    def say_meaning(self, meaning: str) -> None:
        """Say beside the box what the text means; drawn only when that is something else now."""
        if meaning != self.meaning:
            self.meaning = meaning
            self.refresh()

    # -- painting

    @property
    def columns(self) -> int:
        """Columns between the brackets on this screen."""
        return max(4, min(self.spec.columns, self.size.width - self.indent - 3))

    def repaint(self) -> None:
        """Draw the box again, and only the box."""
        self.refresh(Region(self.indent, 0, self.columns + 2, 1))

    def show_row(self) -> None:
        """Draw everything again, with room for what is wrong."""
        self.styles.height = 1 + len(self.error_rows(self.size.width or 80))
        self.refresh()

    def on_resize(self) -> None:
        """Lines that say what is wrong break differently now."""
        if self.error:
            self.show_row()

    @property
    def caret_on_screen(self) -> Offset:
        """Where the terminal's own cursor belongs."""
        cells = cell_len(cell_safe(self.text[: self.line.caret])) - self._first_cell
        return Offset(self.region.x + self.indent + 1 + cells, self.region.y)

    def render_line(self, y: int) -> Strip:
        """One row: label, box and the words beside it; or what is wrong."""
        width, base = self.size.width, self.rich_style
        if y:
            rows = self.error_rows(width)
            text = rows[y - 1] if y <= len(rows) else ""
            return Strip([Segment(cut(text, width), base + self._style("field--error"))])
        label = base + self._style("field--current") if self.current else base
        segments = [Segment(self.label, label), *self._box(base)]
        rest = width - sum(segment.cell_length for segment in segments)
        beside = cut(f" {self.beside}" if self.beside else "", max(0, rest))
        segments.append(Segment(beside, base + self._style("field--beside")))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _box(self, base: Style) -> list[Segment]:
        if not self.spec.editable:
            return [Segment(f" {cell_safe(self.shown)} ", base)]
        if not self.lit:
            return [Segment(f"[{cut(self.shown, self.columns)}]", base)]
        inside = Strip(self._edited(base))
        self._follow_caret()
        inside = inside.crop(self._first_cell, self._first_cell + self.columns)
        return [Segment("[", base), *inside.extend_cell_length(self.columns, base), Segment("]", base)]

    @property
    def shown(self) -> str:
        """The text as it stands in the box while the caret is elsewhere."""
        return self.text

    def _edited(self, base: Style) -> list[Segment]:
        start, end = self.line.selection
        caret, text = self.line.caret, self.text
        marked, under = base + self._style("field--selection"), base + self._style("field--caret")
        cells = []
        for at, character in enumerate(text):
            style = marked if start <= at < end else under if at == caret else base
            cells.append(Segment(cell_safe(character), style))
        cells.append(Segment(" ", under if caret == len(text) else base))
        return list(Segment.simplify(cells))

    def _follow_caret(self) -> None:
        at = cell_len(cell_safe(self.text[: self.line.caret]))
        if at < self._first_cell:
            self._first_cell = at
        elif at >= self._first_cell + self.columns:
            self._first_cell = at - self.columns + 1
        whole = cell_len(cell_safe(self.text)) + 1
        self._first_cell = max(0, min(self._first_cell, whole - self.columns))
