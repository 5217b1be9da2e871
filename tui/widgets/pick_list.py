"""A list to choose from by typing: the menu, help, the orders, the fields."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from tui.text import cells, fit
from tui.widgets.painted import PaintedRows


@dataclass(frozen=True, slots=True)
class PickItem:
    """One line of the list."""

    id: str
    text: str
    note: str = ""
    """What stands at the right: a key, or why it does not apply."""
    applies: bool = True
    words: str = ""
    """Other words that find it."""
    full: str = ""
    """What is said of the line when it is longer than the screen is wide; otherwise its text and note."""
    late: bool = False
    """Whether it stands behind what is found by typing, because hardly anybody looks for it here."""


def folded(text: str) -> str:
    """`text` without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def matching(items: Sequence[PickItem], typed: str) -> list[PickItem]:
    """The items of which every typed word begins a word; those whose text begins with it come first."""
    wanted = folded(typed).replace("-", " ").split()
    found = []
    for item in items:
        words = folded(f"{item.text} {item.words}").replace("-", " ").split()
        if all(any(word.startswith(part) for word in words) for part in wanted):
            found.append(item)
    start = folded(typed.strip())
    return sorted(found, key=lambda item: not (item.applies and folded(item.text).startswith(start)))


class PickList(PaintedRows):
    """The lines that match, one of them selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick-list--cursor"}
    DEFAULT_CSS = """
    PickList {
        height: 1fr; width: 1fr;
        & > .pick-list--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:ansi > .pick-list--cursor { background: ansi_default; color: ansi_default; }
        &:nocolor > .pick-list--cursor { text-style: reverse; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[PickItem, ...] = ()
        self._cursor = 0
        self._top = 0
        self._note_width = 0

    @property
    def item(self) -> PickItem | None:
        """The selected line."""
        return self._items[self._cursor] if self._items else None

    @property
    def items(self) -> tuple[PickItem, ...]:
        """The lines shown."""
        return self._items

    @property
    def unseen(self) -> str:
        """All that the selected line says when the screen is too narrow for it; else nothing."""
        item = self.item
        if item is None:
            return ""
        text, note = self._rooms()
        if cells(item.text) <= text and cells(item.note) <= note:
            return ""
        return item.full or "  ".join(part for part in (item.text, item.note) if part)

    def show(self, items: Sequence[PickItem], *, keep: bool = False) -> None:
        """Show `items`; the first is selected unless the selected one is to be kept."""
        before = self.item
        self._items = tuple(items)
        kept = next((n for n, item in enumerate(self._items) if before and item.id == before.id), 0)
        self._cursor = kept if keep else 0
        self._note_width = max((len(item.note) for item in self._items), default=0)
        self._settle()
        self.refresh()

    def move(self, by: int) -> None:
        """Select the line `by` lines on."""
        before, top = self._cursor, self._top
        self._cursor = max(0, min(len(self._items) - 1, before + by))
        self._settle()
        if self._top != top:
            self.refresh()
        else:
            # Where only the sign tells the selected line from the others, nothing else is sent.
            width = self.size.width if self._bar != self.visual_style.rich_style else 2
            self.refresh(*(Region(0, n - top, width, 1) for n in (before, self._cursor)))

    @property
    def _bar(self) -> Style:
        """How the selected line looks, which is as the others on a line where bytes are dear."""
        bar = self.get_component_rich_style("pick-list--cursor", partial=True)
        return self.visual_style.rich_style + bar

    def page(self, by: int) -> None:
        """Select the line `by` pages on."""
        self.move(by * max(1, self.size.height))

    def _settle(self) -> None:
        height = max(1, self.size.height)
        self._top = min(max(self._top, self._cursor - height + 1), self._cursor)

    def on_resize(self) -> None:
        """The selected line stays in sight when there are fewer rows."""
        self._settle()

    def _rooms(self) -> tuple[int, int]:
        """The widths of text and note."""
        width = self.size.width
        note = min(self._note_width, width // 2)
        return max(0, width - note - 3), note

    def _line(self, item: PickItem, selected: bool) -> str:
        text, note = self._rooms()
        sign = ">" if selected else " "
        return fit(f"{sign} {fit(item.text, text)} {fit(item.note, note)}", self.size.width)

    def painted(self, y: int, plain: Style) -> Strip:
        """The row `y`; what does not apply is dim."""
        index = self._top + y
        if index >= len(self._items):
            return Strip([])
        item = self._items[index]
        selected = index == self._cursor
        style = self._bar if selected else plain
        style = style if item.applies else style + Style(dim=True)
        return Strip([Segment(self._line(item, selected), style)])
