"""The list of choices below (or above) the field that is being typed in."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from models.queries.lists.rows import Choice
from models.words import p_
from tui.widgets.form.choosing import LIMIT, ROWS
from tui.widgets.form.row import cut

FEW = 6
"""With so many rows the list stays below its field."""


class ChoiceList(Widget):
    """Rows of choices over the form; never has the focus and never covers the field it belongs to."""

    DEFAULT_CSS = """
    ChoiceList {
        overlay: screen; position: absolute; display: none; width: auto; height: auto;
        & > .choices--highlight { text-style: reverse; }
    }
    """
    COMPONENT_CLASSES = {"choices--highlight"}  # noqa: RUF012 - declared without ClassVar by Textual

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._highlight: int | None = None
        self._lines: list[str] = []
        self._first = 0

    def show_choices(
        self,
        choices: Sequence[Choice],
        highlight: int | None,
        field: Region,
        form: Region,
        scroll: int,
        indent: int,
    ) -> None:
        """Show the list at a field; both regions are on the screen, `scroll` is how far the form scrolled."""
        below, above = form.bottom - field.y - 1, field.y - form.y
        wanted = min(ROWS, max(1, len(choices)))
        under = below >= min(wanted, FEW) or below >= above
        rows = max(1, min(wanted, below if under else above))
        if choices is not self._choices:
            self._choices, self._first = choices, 0
            self._lines = _lines(choices, form.width - indent - 4) or [p_("form", "nothing begins so")]
        self._highlight = highlight
        if highlight is not None:
            self._first = max(highlight - rows + 1, min(self._first, highlight))
        self._first = max(0, min(self._first, len(self._lines) - rows))
        top = field.y - form.y + scroll + (1 if under else -rows)
        width = cell_len(self._lines[0]) + 5
        self.styles.offset = (indent + 1, top)
        self.styles.width, self.styles.height = width, rows
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Take the list away."""
        self.display = False

    def render_line(self, y: int) -> Strip:
        """One choice: its code, what it means and what else tells it apart."""
        at, base = self._first + y, self.rich_style
        text = self._lines[at] if at < len(self._lines) else ""
        here = at == self._highlight
        style: Style = base
        if here:
            style += self.get_component_rich_style("choices--highlight", partial=True)
        last = y == self.size.height - 1 and (len(self._choices) == LIMIT or at < len(self._lines) - 1)
        end = " +" if last else " |"
        inside = cut((">" if here else " ") + text, max(1, self.size.width - 3))
        return Strip([Segment("|", base), Segment(inside, style), Segment(end, base)])


def _lines(choices: Sequence[Choice], columns: int) -> list[str]:
    """The choices in columns, as wide as they need, in lines of the same width."""
    table = [(choice.code, choice.description, *choice.extra) for choice in choices]
    many = max((len(row) for row in table), default=0)
    table = [row + ("",) * (many - len(row)) for row in table]
    widths = [min(40, max((cell_len(row[at]) for row in table), default=0)) for at in range(many)]
    lines = ["  ".join(cut(cell, width) for cell, width in zip(row, widths, strict=True)) for row in table]
    lines = [line.rstrip() for line in lines]
    width = min(columns, max((cell_len(line) for line in lines), default=0))
    return [cut(line, width) for line in lines]
