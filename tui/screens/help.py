"""Help for one screen, made from the registry: what the screen is for, and every key of it."""

from __future__ import annotations

from collections.abc import Sequence

from models.words import p_, translate
from tui.commands import COMMANDS
from tui.screens.base import BaseScreen, R
from tui.screens.choosing.pick import PickScreen
from tui.widgets.pick_list import PickItem


def help_items(screen: BaseScreen[R]) -> Sequence[PickItem]:
    """A line for each command; those that do not apply now say why."""
    keymap = screen.frame.keymap
    items = []
    for command in COMMANDS:
        reason = screen.why_not(command.id)
        keys = keymap.all_keys(command) or ":"
        text = f"{keys:<12} {translate(command.label):<12} {translate(command.help)}"
        if not reason:
            items.append(PickItem(command.id, text, words=command.words, full=translate(command.help)))
    return items


class HelpScreen(PickScreen):
    """The keys of a screen, narrowed by typing; Enter and Esc go back."""

    def __init__(self, screen: BaseScreen[object]) -> None:
        super().__init__(
            p_("title", "Help"),
            help_items(screen),
            purpose=tuple(translate(line) for line in screen.PURPOSE),
            page=screen.PAGE,
        )
