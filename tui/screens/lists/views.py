"""Choosing a view of a list, or one to save over, rename or delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.events import Key

from models.queries.views import View, Whose
from models.words import N_, p_, translate
from tui.commands import BY_ID
from tui.keymap import pressed
from tui.screens.choosing.pick import PickScreen
from tui.widgets.key_bar import KeyHint
from tui.widgets.pick_list import PickItem, PickList

ALL = "all"
"""The line for the list without a view."""

_WHOSE = {
    Whose.STANDARD: N_("view", "standard"),
    Whose.MINE: N_("view", "mine"),
    Whose.EVERYBODYS: N_("view", "everybody's"),
}
_VERBS = {"f3": "save_view", "f9": "change_view", "f2": "rename_view", "delete": "delete_view"}


class ViewsScreen(PickScreen):
    """The views of a list; the cursor begins on `at`."""

    PURPOSE: ClassVar[tuple[str, ...]] = (
        N_("help", "A view is a filter, an order and columns under a name, yours or everybody's."),
        N_("help", "Enter shows the list so; Enter once more after w goes back to the view before."),
    )

    def __init__(
        self,
        views: Sequence[View],
        *,
        now: View | None,
        changed: bool,
        at: str,
        page: str,
        without: bool = True,
    ) -> None:
        """Make the screen.

        Args:
            views: The views.
            now: The one that the list shows.
            changed: Whether the list was changed since it was chosen.
            at: The key of the view that the cursor begins on.
            page: The page in brackets in the navigation row.
            without: Whether the list can also be shown without any view.
        """
        self._now = now.key if now else ALL
        self._changed = changed
        items = [PickItem(ALL, p_("view", "All"), self._note(ALL, p_("view", "no filter, the usual order")))]
        items = items if without else []
        items += [PickItem(v.key, v.name, self._note(v.key, translate(_WHOSE[v.whose]))) for v in views]
        super().__init__(p_("title", "Views"), items, page=page, verb=p_("action", "Show"))
        self._saved = {view.key for view in views if view.id}
        self._at = at
        self.verb = "views"
        """The command that was asked for with the view."""

    def _note(self, key: str, whose: str) -> str:
        if key != self._now:
            return whose
        now = p_("view", "now, changed") if self._changed else p_("view", "now")
        return f"{whose}, {now}"

    def _narrow(self, typed: str) -> None:
        """What was typed; without it the cursor stands where it began."""
        super()._narrow(typed)
        if not typed:
            lines = self.query_one(PickList)
            lines.move(next((n for n, item in enumerate(lines.items) if item.id == self._at), 0))

    def take_key(self, event: Key) -> bool:
        """Besides choosing: do something to the view under the cursor."""
        if super().take_key(event):
            return True
        verb = _VERBS.get(pressed(event), "")
        item = self.query_one(PickList).item
        if verb == "save_view" or (verb and item is not None and item.id in self._saved):
            self.verb = verb
            self.dismiss(item or PickItem(ALL, ""))
        elif verb:
            self.say(p_("message", "This one is not saved by anybody; F3 saves yours under a name."))
        return bool(verb)

    def hints(self) -> list[KeyHint]:
        """Enter and what else can be done with a view."""
        enter, *_, back = super().hints()
        verbs = [
            KeyHint({"delete": "Del"}.get(key, key.upper()), translate(BY_ID[verb].label))
            for key, verb in _VERBS.items()
        ]
        return [enter, *verbs, back]
