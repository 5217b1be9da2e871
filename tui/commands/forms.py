"""Commands of forms and their fields."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

_HERE = Scope.FORM

FORMS: tuple[Command, ...] = (
    Command(
        "finish",
        (),
        N_("action", "Finish"),
        N_("help", "Finish: log the interaction, or save the form."),
        _HERE,
        form_keys=("f9", "ctrl+j"),
        letter="o",
        words="save ok log",
    ),
    Command(
        "postpone",
        (),
        N_("action", "Postpone"),
        N_("help", "Put the interaction aside as it is; nothing is logged."),
        _HERE,
        form_keys=("f7",),
        letter="p",
        first=True,
        words="draft later",
    ),
    Command(
        "discard",
        (),
        N_("action", "Discard"),
        N_("help", "Throw away what was typed, after a question."),
        _HERE,
        letter="d",
    ),
    Command("keep_editing", (), N_("action", "Keep editing"), N_("help", "Go back to the form."), _HERE),
    Command(
        "look_up",
        (),
        N_("action", "Look up"),
        N_("help", "Choose the field's value from a list."),
        _HERE,
        form_keys=("f6", "f4"),
        first=True,
        words="list choose",
    ),
    Command(
        "copy_previous",
        (),
        N_("action", "Copy prev"),
        N_("help", "Copy this field from the previous record."),
        _HERE,
        form_keys=("f8",),
    ),
    Command(
        "dial",
        (),
        N_("action", "Call"),
        N_(
            "help", "Call the number: by tel_command of settings.toml, else copy it. Minutes count from here."
        ),
        _HERE,
        form_keys=("ctrl+o",),
        letter="c",
        first=True,
        words="phone telephone number",
    ),
    Command(
        "copy_number",
        (),
        N_("action", "Copy number"),
        N_("help", "Copy the number to the terminal's clipboard."),
        _HERE,
        letter="y",
        words="phone telephone clipboard",
    ),
    Command(
        "select_field",
        (),
        N_("action", "Select all"),
        N_("help", "Select all of the field; again: the caret to its end."),
        _HERE,
        form_keys=("f2",),
    ),
    Command(
        "undo_field",
        (),
        N_("action", "Old value"),
        N_("help", "Put the old value of this field back."),
        _HERE,
        form_keys=("ctrl+z",),
    ),
)
