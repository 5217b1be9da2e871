"""Help for working through a segment: the keys, and the screen as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key

from models.words import p_, translate
from tui.screens.base import BaseScreen
from tui.screens.help import help_items
from tui.screens.pick import PickScreen
from tui.widgets.line import Line
from tui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from tui.screens.segments.work import WorkScreen

_PICTURE = "picture"
PICTURE = ""
"""The screen at 80x24."""


async def help_on_work(screen: WorkScreen) -> None:
    """The keys; the first line shows the picture instead."""
    picture = PickItem(_PICTURE, p_("help", "A picture of this screen (Enter shows it)"))
    pick = PickScreen(
        p_("title", "Help"),
        [picture, *help_items(screen)],
        purpose=tuple(translate(line) for line in screen.PURPOSE),
        page=screen.PAGE,
        verb=p_("action", "Take"),
    )
    chosen = await screen.app.push_screen_wait(pick)
    if chosen is not None and chosen.id == _PICTURE:
        await screen.frame.push_screen(WorkPicture())


class WorkPicture(BaseScreen[None]):
    """The picture on the whole screen; any key goes back."""

    DEFAULT_CSS = """
    WorkPicture > NavBar, WorkPicture > #context { display: none; }
    WorkPicture > StatusLine, WorkPicture > KeyBar { display: none; }
    """

    def compose_content(self) -> ComposeResult:
        """The rows of the picture."""
        for row in PICTURE.splitlines():
            yield Line(row)

    def take_key(self, event: Key) -> bool:  # noqa: ARG002 - any key does the same
        """Go back."""
        self.dismiss(None)
        return True
