"""Every command of the program: one list from which keys, footer, menu, help, README and keys.toml come."""

from __future__ import annotations

from tui.commands.arranging import ARRANGING
from tui.commands.attachments import ATTACHMENTS
from tui.commands.command import SCOPE_CAPTIONS, Command, Scope
from tui.commands.deliveries import DELIVERIES
from tui.commands.everywhere import EVERYWHERE
from tui.commands.forms import FORMS
from tui.commands.lists import LISTS
from tui.commands.paper import PAPER
from tui.commands.records import RECORDS
from tui.commands.segments import SEGMENTS

__all__ = ["BY_ID", "COMMANDS", "NEVER", "PAGE_COMMANDS", "SCOPE_CAPTIONS", "Command", "Scope", "never"]

COMMANDS: tuple[Command, ...] = (
    *EVERYWHERE,
    *LISTS,
    *ARRANGING,
    *RECORDS,
    *ATTACHMENTS,
    *SEGMENTS,
    *PAPER,
    *DELIVERIES,
    *FORMS,
)
"""Every command, in the order of help and README."""

BY_ID = {command.id: command for command in COMMANDS}

PAGE_COMMANDS = tuple(command for command in COMMANDS if command.page)
"""The commands of the navigation bar."""

NEVER = frozenset(
    (
        "ctrl+h", "ctrl+m", "ctrl+i", "ctrl+[", "alt+enter", "ctrl+@", "ctrl+space",
        "ctrl+left_square_bracket", *"ABCDEFHMOPQRS", "[",
        *(f"{modifier}+f{number}" for modifier in ("shift", "ctrl", "alt") for number in range(1, 13)),
        "ctrl+up", "ctrl+down", "ctrl+left", "ctrl+right", "f10", "f11", "f12",
    )
)  # fmt: skip
"""Keys that terminals do not send, or send for something else."""


def never(key: str) -> bool:
    """Whether `key` may not be bound: it does not arrive everywhere, or a broken key leaves it behind."""
    return key in NEVER or key.startswith("alt+")
