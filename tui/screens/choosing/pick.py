"""A full screen to choose one line from, narrowed by typing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from models.words import p_
from tui.keymap import pressed
from tui.lanes import Latest
from tui.screens.base import BaseScreen
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.pick_list import PickItem, PickList, matching
from tui.widgets.quiet_input import QuietInput

Finder = Callable[[str], Awaitable[Sequence[PickItem]]]


class PickScreen(BaseScreen[PickItem | None]):
    """Lines, a place to type, and the choice as the screen's result; Esc gives `None`."""

    FORM = True
    DEFAULT_CSS = """
    PickScreen > #purpose { height: auto; }
    """

    def __init__(
        self,
        title: str,
        items: Sequence[PickItem],
        *,
        find: Finder | None = None,
        purpose: Sequence[str] = (),
        page: str = "",
        verb: str = "",
    ) -> None:
        """Make the screen.

        Args:
            title: What is chosen.
            items: The lines to choose from.
            find: Finds further lines for what is typed, as records.
            purpose: Lines above the list.
            page: The page in brackets in the navigation row.
            verb: What Enter does, for the footer; no Enter in the footer when empty.
        """
        super().__init__()
        self.PAGE = page  # type: ignore[misc]
        self._title = title
        self._choices = tuple(items)
        self._find = find
        self._purpose = tuple(purpose)
        self._verb = verb
        self._latest: Latest[Sequence[PickItem]] = Latest()

    def compose_content(self) -> ComposeResult:
        """The place to type, the purpose, the lines."""
        yield QuietInput(placeholder=p_("prompt", "Type to find"))
        for text in self._purpose:
            yield Line(text)
        yield PickList()

    def on_mount(self) -> None:
        """Show all lines."""
        self.set_focus(self.query_one(QuietInput))
        self.call_after_refresh(self._narrow, "")

    @on(Input.Changed)
    async def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        found = matching(self._choices, typed)
        self._show(found)
        self._latest.forget()
        if self._find is not None and len(typed.strip()) > 1:
            self.run_worker(self._find_more(typed, found), exit_on_error=False)

    def _show(self, found: Sequence[PickItem], *, keep: bool = False) -> None:
        lines = self.query_one(PickList)
        lines.show(found, keep=keep)
        self.say_context(self._title, number_text(len(found)))
        self.say(lines.unseen if found else p_("message", "Nothing begins with that."))

    async def _find_more(self, typed: str, found: Sequence[PickItem]) -> None:
        assert self._find is not None
        more = await self._latest.ask(self._find(typed))
        if more:
            early = [item for item in found if not item.late]
            late = [item for item in found if item.late]
            self._show([*early, *more, *late], keep=bool(early))

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        self.take(event.value)

    def take(self, typed: str) -> None:  # noqa: ARG002 - a screen on which texts mean something looks at it
        """End with the selected line."""
        item = self.query_one(PickList).item
        if item is not None:
            self.dismiss(item)

    def on_key(self, event: Key) -> None:
        """Move in the lines while the letters go to the place to type."""
        lines = self.query_one(PickList)
        moves = {
            "down": (lines.move, 1),
            "up": (lines.move, -1),
            "pagedown": (lines.page, 1),
            "pageup": (lines.page, -1),
        }
        found = moves.get(pressed(event))
        if found is not None:
            event.stop()
            event.prevent_default()
            step, by = found
            step(by)
            if self.said != (unseen := lines.unseen):
                self.say(unseen)

    def hints(self) -> list[KeyHint]:
        """Enter, the arrows and Esc."""
        enter = [KeyHint("Enter", self._verb)] if self._verb else []
        return [*enter, KeyHint("Up/Down", p_("action", "Move")), KeyHint("Esc", p_("action", "Back"))]
