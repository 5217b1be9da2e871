"""Fields with an expression each, one of them being typed: drawn as one widget, so that many cost nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from models.text import cell_safe, clean
from tui.text import fit
from tui.widgets.form.line import Line
from tui.widgets.form.row import wrapped
from tui.widgets.painted import PaintedRows

_MOST_LABEL = 34
_BELOW = 2
"""Rows under the field being typed, for what its text means or why it means nothing."""


@dataclass
class ExpressionRow:
    """One field and what is typed for it."""

    name: str
    caption: str
    hint: str = ""
    """Shown under the field while it is blank."""
    line: Line = field(default_factory=Line)
    meaning: str = ""
    error: str = ""

    @property
    def text(self) -> str:
        """The expression."""
        return self.line.text.strip()


class ExpressionRows(PaintedRows, can_focus=True):
    """The fields, narrowed to some of them; Up, Down and Tab walk, everything else edits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "expressions--current",
        "expressions--below",
        "expressions--error",
        "expressions--selection",
    }
    DEFAULT_CSS = """
    ExpressionRows {
        height: 1fr; width: 1fr;
        & > .expressions--current { text-style: bold; }
        & > .expressions--below { text-style: dim; }
        & > .expressions--error { color: $text-error; text-style: bold; }
        & > .expressions--selection { text-style: reverse; }
        &:ansi > .expressions--error { color: ansi_red; }
    }
    """

    @dataclass
    class Typed(Message):
        """The text of a field changed."""

        row: ExpressionRow

    @dataclass
    class Entered(Message):
        """Another field has the caret, or none."""

        row: ExpressionRow | None

    def __init__(self, rows: Sequence[ExpressionRow]) -> None:
        super().__init__()
        self._all = tuple(rows)
        self._rows = self._all
        self._at = 0
        self._top = 0
        longest = max((cell_len(row.caption) for row in rows), default=0)
        self._label = min(longest, _MOST_LABEL) + 2

    # what it holds

    @property
    def all(self) -> Sequence[ExpressionRow]:
        """Every field, also those that are not shown now."""
        return self._all

    @property
    def current(self) -> ExpressionRow | None:
        """The field with the caret."""
        return self._rows[self._at] if self._rows else None

    def narrow(self, rows: Sequence[ExpressionRow]) -> None:
        """Show these fields; the caret goes to the first."""
        self._rows = tuple(rows)
        self._top = 0
        self._enter(0)

    def go_to(self, name: str, caret: int | None = None) -> None:
        """Put the caret into a field: its whole text selected, or at an offset in characters."""
        place = next((n for n, row in enumerate(self._rows) if row.name == name), None)
        if place is None:
            self._rows = self._all
            place = next(n for n, row in enumerate(self._rows) if row.name == name)
        self._enter(place)
        if caret is not None:
            self._rows[place].line.move(caret)
            self.show_text()

    def put(self, row: ExpressionRow, text: str) -> None:
        """Replace the text of a field."""
        row.line.set(clean(text))
        self.post_message(self.Typed(row))
        self.refresh()

    def _enter(self, place: int) -> None:
        self._at = max(0, min(place, len(self._rows) - 1))
        if self.current is not None:
            self.current.line.select_all()
        self._settle()
        self.refresh()
        self._park()
        self.post_message(self.Entered(self.current))

    def _settle(self) -> None:
        room = max(1, self.size.height - _BELOW)
        self._top = max(0, min(max(self._top, self._at - room + 1), self._at))

    def show_text(self) -> None:
        """Draw the field being typed, and what stands under it, again."""
        self.refresh(Region(0, self._at - self._top, self.size.width, 1 + _BELOW))
        self._park()

    # keys

    async def on_key(self, event: events.Key) -> None:
        """Walk, or type."""
        row = self.current
        if row is None:
            return
        before = row.line.text
        if event.is_printable and event.character is not None:
            row.line.insert(event.character)
        elif not row.line.press(event.key) and not self._walk(event.key):
            return
        event.stop()
        event.prevent_default()
        if row.line.text != before:
            self.post_message(self.Typed(row))
        if row is self.current:
            self.show_text()

    def _walk(self, key: str) -> bool:
        page = max(1, self.size.height - _BELOW)
        by = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1, "pagedown": page, "pageup": -page}.get(key, 0)
        target = max(0, min(self._at + by, len(self._rows) - 1))
        if by and target != self._at:
            self._enter(target)
        return bool(by)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes where typed text would, on one line."""
        event.stop()
        if self.current is not None:
            self.current.line.insert(clean(event.text))
            self.post_message(self.Typed(self.current))
            self.show_text()

    def on_focus(self) -> None:
        """Show the caret."""
        self.refresh()
        self._park()

    def on_blur(self) -> None:
        """Letters go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the caret's field on the screen."""
        self._settle()
        self.call_after_refresh(self._park)

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - as Textual calls it
        """Letters are text here."""
        return character is not None and character.isprintable()

    # drawing

    def _park(self) -> None:
        """Put the terminal's cursor where the caret is."""
        if self.has_focus and self.is_attached and self.current is not None:
            cells = cell_len(cell_safe(self.current.line.text[: self.current.line.caret])) - self._first
            self.app.cursor_position = self.region.offset + Offset(
                self._label + 1 + cells, self._at - self._top
            )

    @property
    def _box(self) -> int:
        return max(8, self.size.width - self._label - 3)

    @property
    def _first(self) -> int:
        """The first cell of the text being typed that is shown, so that the caret is."""
        row = self.current
        at = cell_len(cell_safe(row.line.text[: row.line.caret])) if row else 0
        return max(0, at - self._box + 1)

    def painted(self, y: int, plain: Style) -> Strip:
        """The row `y`: a field, what is typed for it, or what that means."""
        place = self._top + y
        if self._at < place <= self._at + _BELOW:
            return self._strip_below(place - self._at - 1, plain)
        place -= _BELOW if place > self._at else 0
        if place >= len(self._rows):
            return Strip([Segment(" ", plain)])
        row = self._rows[place]
        if place == self._at and self.has_focus:
            return self._strip_typed(row, plain)
        sign = ">" if place == self._at else "!" if row.error else " "
        meaning = f"  = {row.meaning}" if row.meaning and place != self._at else ""
        text = fit(f"{sign}{row.caption}", self._label) + f" {row.line.text}"
        return Strip(
            [Segment(cell_safe(text), plain), Segment(cell_safe(meaning), plain + self._style("below"))]
        )

    def _strip_typed(self, row: ExpressionRow, plain: Style) -> Strip:
        start, end = row.line.selection
        reverse, text = plain + self._style("selection"), row.line.text
        cells = [
            Segment(
                cell_safe(character),
                reverse if start <= at < end or (start == end and at == row.line.caret) else plain,
            )
            for at, character in enumerate(text)
        ]
        cells.append(Segment(" ", reverse if row.line.caret == len(text) else plain))
        inside = Strip(list(Segment.simplify(cells))).crop(self._first, self._first + self._box)
        label = Segment(fit(f">{row.caption}", self._label), plain + self._style("current"))
        return Strip(
            [label, Segment("[", plain), *inside.extend_cell_length(self._box, plain), Segment("]", plain)]
        )

    def _strip_below(self, number: int, plain: Style) -> Strip:
        row = self.current
        if row is None:
            return Strip([Segment(" ", plain)])
        told = f"! {row.error}" if row.error else f"= {row.meaning}" if row.meaning else row.hint
        lines = list(wrapped(told, max(10, self.size.width - self._label - 2)))
        text = lines[number] if number < len(lines) else ""
        margin = " " * (self._label + 1)
        return Strip([Segment(margin + text, plain + self._style("error" if row.error else "below"))])

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"expressions--{name}", partial=True)
