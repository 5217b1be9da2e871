"""Help for working through a segment: the keys, and the screen as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key

from models.words import p_, translate
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.help import help_items
from tui.widgets.line import Line
from tui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from tui.screens.segments.work import WorkScreen

_PICTURE = "picture"
PICTURE = """\
 1 Contacts [2 Segments] 3 Templates  4 Log  5 Postponed  6 Setup ANNA touchbas~
Work through SPRING   line 30                                       3 lines open
CT1001  Nell Ashby                       | p logs this interaction:
Harbour Mill Ltd   Buyer                 |
Phone    +44 1632 960101                 |   Template     BUS Business letter
Mobile   +44 7700 900101                 |   Description  Spring
E-mail   n.ashby@harbour.example         |   Date         Thu 15 May 2025
                                         |   Salesperson  JO Jo Okafor
Last interactions                        |   Minutes      30
15 May 2025 09:01 OUTGOING  Quote for t~ |   Cost         8.00
             15 min   JO                 |   Flow         Outbound
15 May 2025 09:01 OUTGOING  Asked for t~ |   Initiated by Us
             15 min   JO                 |   Corr. type   Hard Copy
                                         |
                                         |
                                         |
                                         |
                                         |
                                         |
                                         |
                                         |
                                         |

p Done  z Not reached  b Call back  o Form  # Call  j Skip  : Menu  ? Help
"""
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
