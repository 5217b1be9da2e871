"""Documents Recorded Today: the log, narrowed to what was recorded by itself."""

from __future__ import annotations

from collections.abc import Sequence

from models.queries.views import standard_views
from models.words import N_, p_
from tui.lanes import Lanes
from tui.screens.log.list import PAGE, LogScreen

VIEW = "standard:documents-today"
"""The standard view that it shows."""


class DocumentsToday(LogScreen):
    """The log with the view of today's documents."""

    PURPOSE = (
        N_("help", "The documents that were recorded today, by an ERP, a watched folder, or by hand."),
        N_("help", "It is the log with one of its views: w chooses another, Esc shows all entries."),
    )

    def __init__(self, lanes: Lanes) -> None:
        super().__init__(lanes)
        self.view = next(view for view in standard_views(PAGE) if view.key == VIEW)
        self.arrangement = self.view.arrangement
        self._own = False

    def _empty(self) -> Sequence[str]:
        """Until the filter is changed, that nothing was recorded, and how something is."""
        if self._search or self.view is None or self.arrangement.filters != self.view.arrangement.filters:
            return super()._empty()
        return (p_("empty", "No document was recorded today.   :record document records one."),)
