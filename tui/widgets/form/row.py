"""What every field shows around its box: the label, the words beside it and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from models.text import cell_safe
from tui.widgets.form.spec import FieldSpec

INDENT = 14
"""The usual column of the opening bracket."""


def cut(text: str, columns: int) -> str:
    """`text` in exactly so many columns; what does not fit ends in `~`."""
    text = cell_safe(text)
    if cell_len(text) <= columns:
        return text + " " * (columns - cell_len(text))
    return set_cell_size(text, columns - 1) + "~" if columns > 0 else ""


def wrapped(text: str, columns: int) -> Iterator[str]:
    """`text` in lines of at most so many columns, broken between words where that is possible."""
    line = ""
    for word in cell_safe(text).split():
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= columns:
            line = longer
            continue
        if line:
            yield line
        line = cut(word, columns).rstrip() if cell_len(word) > columns else word
    if line:
        yield line


class Row:
    """The part of a field that is the same whatever is typed into it."""

    def __init__(self, spec: FieldSpec, indent: int = INDENT) -> None:
        self.spec = spec
        self.indent = indent
        self.current = False
        """The caret is in this field, whether or not the form has the focus."""
        self.lit = False
        """The caret is in this field and keys go there."""
        self.set_by = ""
        """Who gave the text: `typed`, `template`, `contact`, ...; empty when nobody did."""
        self.origin = ""
        """Where the text comes from, in words: `from template`."""
        self.meaning = ""
        """What the text means: the reading of a date, the name behind a code."""
        self.error = ""

    @property
    def label(self) -> str:
        """The label with its marks: `>` for the current field, `*` for a required one."""
        mark = ">" if self.current else " "
        star = " *" if self.spec.about.required and self.spec.editable else ""
        room = self.indent - 2 - len(star)
        return cut(mark + cut(self.spec.caption, room).rstrip() + star, self.indent)

    @property
    def beside(self) -> str:
        """The words beside the box."""
        if self.meaning and self.origin:
            return f"{self.meaning} ({self.origin})"
        return self.meaning or self.origin or self.spec.hint

    def error_rows(self, columns: int) -> list[str]:
        """The lines below the field that say what is wrong, the first with `!` in front."""
        if not self.error:
            return []
        lines = wrapped(self.error, max(10, columns - self.indent - 3))
        margin = " " * (self.indent + 1)
        return [margin + ("  " if number else "! ") + line for number, line in enumerate(lines)]
