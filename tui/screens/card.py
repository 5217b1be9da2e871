"""What all cards have in common: whoever opens one learns which record was stored."""

from __future__ import annotations

from tui.screens.base import BaseScreen


class Card(BaseScreen[None]):
    """The screen of one record."""

    def __init__(self) -> None:
        super().__init__()
        self.saved = 0
        """The id of the record that was stored here last; 0 when none was."""
