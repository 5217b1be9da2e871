"""Commands on the record under the cursor, in a list or in its card."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

_HERE = Scope.RECORD

RECORDS: tuple[Command, ...] = (
    Command(
        "new",
        ("n", "f3"),
        N_("action", "New"),
        N_("help", "Make a new record."),
        _HERE,
        words="add create insert",
    ),
    Command(
        "edit", ("e", "f2"), N_("action", "Edit"), N_("help", "Change the record."), _HERE, words="change"
    ),
    Command(
        "copy_record",
        ("c",),
        N_("action", "Copy rec."),
        N_("help", "Make a new record with the same values."),
        _HERE,
        words="duplicate same again",
    ),
    Command(
        "delete",
        ("d", "delete"),
        N_("action", "Delete"),
        N_("help", "Delete, after a question."),
        _HERE,
        words="remove",
    ),
    Command(
        "history",
        ("h",),
        N_("action", "History"),
        N_("help", "Open the log entries of this record."),
        _HERE,
        words="timeline entries",
    ),
    Command(
        "parts",
        ("tab",),
        N_("action", "Lines"),
        N_("help", "Open what belongs to the record: lines, languages, formulas."),
        _HERE,
        words="lines languages formulas relationships parts",
    ),
    Command(
        "next_record", ("J",), N_("action", "Next"), N_("help", "To the next record, in a card too."), _HERE
    ),
    Command(
        "previous_record",
        ("K",),
        N_("action", "Previous"),
        N_("help", "To the previous record, in a card too."),
        _HERE,
    ),
    Command(
        "interact",
        ("i",),
        N_("action", "Interact"),
        N_("help", "Create an interaction with the contact or the marked contacts."),
        _HERE,
        words="create interaction call letter mail meeting",
    ),
    Command(
        "call",
        ("#",),
        N_("action", "Call"),
        N_("help", "Call the contact and record the call; on a segment line the call is its outcome."),
        _HERE,
        words="phone telephone dial number",
    ),
    Command(
        "send_email",
        ("@",),
        N_("action", "Send e-mail"),
        N_("help", "Write an e-mail to the contact or the marked contacts; it is recorded when it is sent."),
        _HERE,
        words="mail write letter message",
    ),
    Command(
        "resume",
        ("r",),
        N_("action", "Resume"),
        N_("help", "Go on with a postponed interaction."),
        _HERE,
        words="draft continue",
    ),
    Command(
        "cancel",
        ("x",),
        N_("action", "Cancel"),
        N_("help", "Mark the log entry as canceled, or take that back."),
        _HERE,
        words="uncancel checkmark",
    ),
    Command(
        "evaluate",
        (),
        N_("action", "Evaluate"),
        N_("help", "Say how the interaction went; Edit on a log entry does the same."),
        _HERE,
        words="evaluation positive negative",
    ),
    Command(
        "comments",
        ("m",),
        N_("action", "Comments"),
        N_("help", "Read and write comments."),
        _HERE,
        words="notes memo",
    ),
)
