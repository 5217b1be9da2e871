"""Choosing the columns of a list: every field of the page, and of the records one step away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from models.about import About
from models.queries.lists.rows import ColumnShown
from models.words import N_, np_, p_, translate
from tui.keymap import pressed
from tui.screens.base import BaseScreen
from tui.widgets.key_bar import KeyHint
from tui.widgets.pick_list import PickItem, PickList, matching
from tui.widgets.quiet_input import QuietInput

_SHOWN, _HIDDEN = "[x]", "[ ]"


class ColumnsScreen(BaseScreen[tuple[ColumnShown, ...] | None]):
    """The fields with a mark at those that are shown; Esc gives `None`, and no column the usual ones."""

    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_("help", "Space shows or hides a field; J and K move a shown one right and left."),
        N_("help", "Letters after / find a field by its name; Enter shows the list so."),
    )
    FORM = True
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ColumnsScreen > QuietInput { display: none; }
    ColumnsScreen > QuietInput.-open { display: block; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[About],
        shown: Sequence[ColumnShown],
        usual: Sequence[str],
        page: str,
    ) -> None:
        """Make the screen.

        Args:
            title: The list whose columns are chosen.
            fields: All that can be shown.
            shown: What is shown now, in its order.
            usual: The names of the columns that nobody chose.
            page: The page in brackets in the navigation row.
        """
        super().__init__()
        self.PAGE = page  # type: ignore[misc]
        self._title = title
        known = {about.name: about for about in fields}
        self._captions = {name: translate(about.caption) for name, about in known.items()}
        self._widths = {column.name: column.width for column in shown}
        self._shown = {column.name for column in shown}
        self._usual = tuple(name for name in usual if name in known)
        kept = [column.name for column in shown if column.name in known]
        self._order = [*kept, *(name for name in known if name not in self._shown)]

    def compose_content(self) -> ComposeResult:
        """The row to find a field in, and the fields."""
        yield QuietInput(placeholder=p_("prompt", "Type to find"))
        yield PickList()

    def on_mount(self) -> None:
        """Show the fields."""
        self.call_after_refresh(self._show)

    @property
    def lines(self) -> PickList:
        """The fields."""
        return self.query_one(PickList)

    @property
    def columns(self) -> tuple[ColumnShown, ...]:
        """What was chosen, in its order."""
        return tuple(
            ColumnShown(name, self._widths.get(name, 0)) for name in self._order if name in self._shown
        )

    def _show(self, *, keep: bool = True) -> None:
        items = [
            PickItem(name, f"{_SHOWN if name in self._shown else _HIDDEN} {self._captions[name]}", name)
            for name in self._order
        ]
        self.lines.show(matching(items, self.query_one(QuietInput).value), keep=keep)
        number = len(self._shown)
        self.say_context(
            p_("title", "Columns of {list}").format(list=self._title),
            np_("columns", "{number} shown", "{number} shown", number).format(number=number),
        )

    # finding

    @property
    def _finding(self) -> bool:
        return self.focused is self.query_one(QuietInput)

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._show(keep=False)

    def _find(self) -> None:
        box = self.query_one(QuietInput)
        box.add_class("-open")
        self.set_focus(box)

    def _end_finding(self) -> None:
        self.set_focus(None)

    # keys

    def take_key(self, event: Key) -> bool:
        """Mark and move the fields; while a field is being found letters are text."""
        if super().take_key(event):
            return True
        key = pressed(event)
        act = self._keys.get(key)
        if act is None or (self._finding and (len(key) == 1 or key == "space")):
            return False
        act()
        self.show_keys()
        return True

    @property
    def _keys(self) -> Mapping[str, Callable[[], object]]:
        lines = self.lines
        return {
            "down": lambda: lines.move(1),
            "j": lambda: lines.move(1),
            "up": lambda: lines.move(-1),
            "k": lambda: lines.move(-1),
            "pagedown": lambda: lines.page(1),
            "pageup": lambda: lines.page(-1),
            "space": self._toggle,
            "J": lambda: self._shift(1),
            "K": lambda: self._shift(-1),
            "/": self._find,
            "ctrl+f": self._find,
            "=": self._put_usual,
            "enter": self._take,
        }

    def _toggle(self) -> None:
        item = self.lines.item
        if item is not None:
            self._shown ^= {item.id}
            self._show()

    def _shift(self, by: int) -> None:
        """Move a shown field past the next shown one."""
        item = self.lines.item
        chosen = [name for name in self._order if name in self._shown]
        if item is None or item.id not in chosen:
            return
        place = chosen.index(item.id) + by
        if 0 <= place < len(chosen):
            target = self._order.index(chosen[place])
            self._order.remove(item.id)
            self._order.insert(target, item.id)
            self._show()

    def _put_usual(self) -> None:
        self._shown, self._widths = set(self._usual), {}
        self._order = [*self._usual, *(name for name in self._order if name not in self._usual)]
        self._show()

    def _take(self) -> None:
        if self._finding:
            self._end_finding()
        elif not self._shown:
            self.say(p_("message", "A list needs at least one column."))
        elif self.columns == tuple(ColumnShown(name) for name in self._usual):
            self.dismiss(())
        else:
            self.dismiss(self.columns)

    def step_back(self) -> bool:
        """First out of the row to find in, and what was found goes with it."""
        box = self.query_one(QuietInput)
        if not box.has_class("-open"):
            return False
        self._end_finding()
        box.remove_class("-open")
        box.value = ""
        return True

    def hints(self) -> list[KeyHint]:
        """What the keys do here."""
        if self._finding:
            return [
                KeyHint("Enter", p_("action", "To the fields")),
                KeyHint("Esc", p_("action", "All fields")),
            ]
        return [
            KeyHint("Enter", p_("action", "Show so")),
            KeyHint("Esc", p_("action", "Back")),
            KeyHint("Space", p_("action", "Show/hide")),
            KeyHint("J/K", p_("action", "Move")),
            KeyHint("/", p_("action", "Find")),
            KeyHint("=", p_("action", "Usual")),
        ]
