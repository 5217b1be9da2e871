"""Commands on a segment, and on the lines that are worked through (ux.md 12.5)."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

_HERE = Scope.SEGMENT

SEGMENTS: tuple[Command, ...] = (
    Command(
        "add_contacts",
        ("+",),
        N_("action", "Add"),
        N_("help", "Add contacts by criteria; in the contacts, add the marked ones to a segment."),
        _HERE,
        words="criteria filter select",
    ),
    Command(
        "reduce",
        ("-",),
        N_("action", "Reduce"),
        N_("help", "Remove the contacts that meet criteria from the segment."),
        _HERE,
        words="criteria filter remove",
    ),
    Command(
        "refine",
        ("=",),
        N_("action", "Refine"),
        N_("help", "Keep only the contacts that meet criteria in the segment."),
        _HERE,
        words="criteria filter keep",
    ),
    Command(
        "go_back",
        (),
        N_("action", "Go back"),
        N_("help", "Take the last criteria step of the segment back, after a question."),
        _HERE,
        words="undo step restore",
    ),
    Command(
        "log_segment",
        ("f9",),
        N_("action", "Log..."),
        N_("help", "Show what logging the segment would do, and log it."),
        _HERE,
        words="post finish follow-up",
    ),
    Command(
        "save_criteria",
        (),
        N_("action", "Save criteria"),
        N_("help", "Save the criteria steps of the segment under a code, to use them again."),
        _HERE,
        words="store steps",
    ),
    Command(
        "reuse_criteria",
        (),
        N_("action", "Reuse criteria"),
        N_("help", "Do the steps of saved criteria in this segment."),
        _HERE,
        words="saved steps again",
    ),
    Command(
        "reuse_segment",
        (),
        N_("action", "Reuse segment"),
        N_("help", "Add the contacts of a logged segment."),
        _HERE,
        words="logged again",
    ),
    Command(
        "apply_mailing_group",
        (),
        N_("action", "Mailing group"),
        N_("help", "Put all contacts of the segment into a mailing group."),
        _HERE,
        words="apply assign",
    ),
    Command(
        "export_contacts",
        (),
        N_("action", "Export contacts"),
        N_("help", "Write the contacts of the segment, with their addresses, to a file."),
        _HERE,
        words="csv save addresses labels",
    ),
    Command(
        "logged_segments",
        (),
        N_("action", "Logged"),
        N_("help", "Open the logged segments."),
        _HERE,
        words="history",
    ),
    Command(
        "next_problem",
        ("!",),
        N_("action", "Problem"),
        N_("help", "To the next line of the segment that cannot be logged."),
        _HERE,
        words="error mend status line",
    ),
    Command(
        "reached",
        ("p",),
        N_("action", "Done"),
        N_("help", "Working through: log the line as it stands, and go to the next."),
        _HERE,
        words="outcome call",
    ),
    Command(
        "not_reached",
        ("z",),
        N_("action", "Not reached"),
        N_("help", "Working through: log an attempt that failed, and go to the next line."),
        _HERE,
        words="outcome attempt failed",
    ),
    Command(
        "call_back",
        ("b",),
        N_("action", "Call back"),
        N_("help", "Working through: postpone the interaction to a day, and go to the next line."),
        _HERE,
        words="outcome postpone later",
    ),
    Command(
        "with_form",
        (),
        N_("action", "Form"),
        N_("help", "Working through, by o: open the form with what the line says; finishing it logs it."),
        _HERE,
        words="outcome comment evaluation",
    ),
)
