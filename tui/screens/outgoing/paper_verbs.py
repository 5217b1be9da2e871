"""The verbs of screens with contacts to print for: labels and cover sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.words import p_
from tui.data.whom import Whom
from tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from tui.screens.outgoing.paper import PaperForm

PAPER_VERBS = frozenset(("labels", "cover_sheets"))


class PaperVerbs(BaseScreen[None]):
    """A screen with contacts to print for: it adds `PAPER_VERBS` to its `OFFERS` and says whom it means."""

    async def printed_for(self) -> Whom:
        """Whom the verbs print for."""
        raise NotImplementedError

    async def action_labels(self) -> None:
        """Print address labels."""
        from tui.screens.outgoing.paper import LabelsScreen

        await self._print(LabelsScreen)

    async def action_cover_sheets(self) -> None:
        """Print cover sheets."""
        from tui.screens.outgoing.paper import CoverSheetsScreen

        await self._print(CoverSheetsScreen)

    async def _print(self, make: type[PaperForm]) -> None:
        whom = await self.printed_for()
        if not whom.segment and not whom.contacts:
            self.say(p_("message", "There is nobody here to print for."))
            return
        screen = make(self.frame.session.lanes, whom)
        await self.app.push_screen_wait(screen)
        if screen.told:
            self.say(screen.told)
