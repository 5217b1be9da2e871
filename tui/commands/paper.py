"""Commands that print on paper."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

PAPER: tuple[Command, ...] = (
    Command(
        "labels",
        (),
        N_("action", "Labels"),
        N_("help", "Print address labels for the contact, the marked ones or the segment to a file."),
        Scope.RECORD,
        words="print paper address pdf sheet",
    ),
    Command(
        "cover_sheets",
        (),
        N_("action", "Cover sheets"),
        N_("help", "Print a cover sheet for the contact, each marked one or all of the segment to a file."),
        Scope.RECORD,
        words="print paper address pdf letter envelope",
    ),
)
