"""What a command is, and where it can apply.

Keys are written as `tui.keymap.pressed` names them: a printable key is its character, others have names
(`enter`, `f9`, `ctrl+p`, `space`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.words import N_


class Scope(StrEnum):
    """Where a command can apply at all; a screen says whether it applies now."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    RECORD = "record"
    """On the record under the cursor, in a list or in its card."""
    SEGMENT = "segment"
    FORM = "form"


SCOPE_CAPTIONS = {
    Scope.EVERYWHERE: N_("help", "Everywhere"),
    Scope.LIST: N_("help", "Lists"),
    Scope.RECORD: N_("help", "Records and interactions"),
    Scope.SEGMENT: N_("help", "Segments"),
    Scope.FORM: N_("help", "Forms and fields"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key, the menu or the footer can do."""

    id: str
    """The name in keys.toml and of the method `action_<id>` that does it."""
    keys: tuple[str, ...]
    """The keys that do it in lists and cards; empty for the menu only."""
    label: str
    """What the footer and the menu call it."""
    help: str
    """One sentence for help and README."""
    scope: Scope
    form_keys: tuple[str, ...] = ()
    """The keys that do it while a field takes letters."""
    letter: str = ""
    """The letter that does it after Esc in a form."""
    first: bool = False
    """Its form keys act before the field sees them, because a text area would take them."""
    page: str = ""
    """The page that it opens."""
    words: str = ""
    """Other words that find it in the menu."""

    @property
    def action(self) -> str:
        """The name of the method that does it."""
        return f"action_{self.id}"
