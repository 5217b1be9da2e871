"""Every command of the program: one list from which keys, footer, menu, help, README and keys.toml come.

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
    FORM = "form"


SCOPE_CAPTIONS = {
    Scope.EVERYWHERE: N_("help", "Everywhere"),
    Scope.LIST: N_("help", "Lists"),
    Scope.RECORD: N_("help", "Records and interactions"),
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


def _everywhere() -> tuple[Command, ...]:
    e = Scope.EVERYWHERE
    return (
        Command(
            "contacts",
            ("1",),
            N_("action", "Contacts"),
            N_("help", "Open the contacts."),
            e,
            page="contacts",
            words="people companies",
        ),
        Command(
            "templates",
            ("3",),
            N_("action", "Templates"),
            N_("help", "Open the interaction templates."),
            e,
            page="interaction-templates",
        ),
        Command(
            "log",
            ("4",),
            N_("action", "Log"),
            N_("help", "Open the interaction log entries."),
            e,
            page="log-entries",
            words="history entries",
        ),
        Command(
            "postponed",
            ("5",),
            N_("action", "Postponed"),
            N_("help", "Open the postponed interactions."),
            e,
            page="postponed-interactions",
            words="drafts resume",
        ),
        Command(
            "setup",
            ("6",),
            N_("action", "Setup"),
            N_("help", "Open the setup."),
            e,
            page="setup",
            words="settings options preferences",
        ),
        Command(
            "back",
            ("q", "escape"),
            N_("action", "Back"),
            N_("help", "One step back: filter, then the page before; on the first page it asks to quit."),
            e,
            form_keys=("escape",),
            words="leave close exit",
        ),
        Command(
            "quit",
            ("ctrl+q",),
            N_("action", "Quit"),
            N_("help", "Quit the program; asks only when something is unsaved."),
            e,
            form_keys=("ctrl+q",),
            words="exit leave stop",
        ),
        Command(
            "help",
            ("?", "f1"),
            N_("action", "Help"),
            N_("help", "Explain this page and its keys; in a field, explain the field."),
            e,
            form_keys=("f1",),
            words="keys manual",
        ),
        Command(
            "menu",
            (":", "ctrl+p"),
            N_("action", "Menu"),
            N_("help", "Find any page, command or record by typing."),
            e,
            form_keys=("ctrl+p",),
            words="palette search",
        ),
        Command(
            "undo",
            ("u",),
            N_("action", "Undo"),
            N_("help", "Take back the last change, which is named."),
            e,
            words="revert",
        ),
        Command(
            "copy_values",
            ("y",),
            N_("action", "Copy"),
            N_("help", "Send the record's texts to the terminal's clipboard."),
            e,
            words="clipboard yank",
        ),
        Command(
            "copy_selection",
            ("ctrl+c",),
            N_("action", "Copy selection"),
            N_("help", "Copy the selected text; without a selection, say how to quit."),
            e,
        ),
        Command(
            "refresh",
            ("f5", "ctrl+r"),
            N_("action", "Refresh"),
            N_("help", "Read the page again."),
            e,
            form_keys=("f5",),
            words="reload",
        ),
        Command(
            "test_keys",
            (),
            N_("action", "Test keys"),
            N_("help", "Show what the terminal sends for each key."),
            e,
            words="keyboard",
        ),
    )


def _lists() -> tuple[Command, ...]:
    s = Scope.LIST
    return (
        Command("open", ("enter",), N_("action", "Open"), N_("help", "Open the record under the cursor."), s),
        Command("down", ("j", "down"), N_("action", "Down"), N_("help", "One row down."), s),
        Command("up", ("k", "up"), N_("action", "Up"), N_("help", "One row up."), s),
        Command(
            "first", ("g", "home"), N_("action", "First"), N_("help", "To the first row."), s, words="top"
        ),
        Command(
            "last", ("G", "end"), N_("action", "Last"), N_("help", "To the last row."), s, words="bottom"
        ),
        Command("page_down", ("pagedown",), N_("action", "Page down"), N_("help", "One page down."), s),
        Command("page_up", ("pageup",), N_("action", "Page up"), N_("help", "One page up."), s),
        Command(
            "mark",
            ("space",),
            N_("action", "Mark"),
            N_("help", "Mark the row and move down."),
            s,
            words="select",
        ),
        Command(
            "mark_all",
            ("a",),
            N_("action", "Mark all"),
            N_("help", "Mark all that the list shows; again: none."),
            s,
            words="select",
        ),
        Command(
            "filter",
            ("/", "ctrl+f"),
            N_("action", "Filter"),
            N_("help", "Show only what begins with the letters typed."),
            s,
            words="find search",
        ),
        Command(
            "fields_filter",
            ("f",),
            N_("action", "Fields"),
            N_("help", "Filter by one field: an exact value, or from..to."),
            s,
            words="find search",
        ),
        Command(
            "order",
            ("o",),
            N_("action", "Order"),
            N_("help", "Order by another column; the same one again reverses."),
            s,
            words="sort",
        ),
        Command(
            "detail",
            ("v",),
            N_("action", "Detail"),
            N_("help", "Show or hide the detail of the row."),
            s,
            words="preview strip pane",
        ),
    )


def _records() -> tuple[Command, ...]:
    s = Scope.RECORD
    return (
        Command(
            "new",
            ("n", "f3"),
            N_("action", "New"),
            N_("help", "Make a new record."),
            s,
            words="add create insert",
        ),
        Command(
            "edit", ("e", "f2"), N_("action", "Edit"), N_("help", "Change the record."), s, words="change"
        ),
        Command(
            "copy_record",
            ("c",),
            N_("action", "Copy rec."),
            N_("help", "Make a new record with the same values."),
            s,
            words="duplicate same again",
        ),
        Command(
            "delete",
            ("d", "delete"),
            N_("action", "Delete"),
            N_("help", "Delete, after a question."),
            s,
            words="remove",
        ),
        Command(
            "history",
            ("h",),
            N_("action", "History"),
            N_("help", "Open the log entries of this record."),
            s,
            words="timeline entries",
        ),
        Command(
            "parts",
            ("tab",),
            N_("action", "Lines"),
            N_("help", "Open what belongs to the record: lines, languages, formulas."),
            s,
            words="lines languages formulas relationships parts",
        ),
        Command(
            "next_record", ("J",), N_("action", "Next"), N_("help", "To the next record, in a card too."), s
        ),
        Command(
            "previous_record",
            ("K",),
            N_("action", "Previous"),
            N_("help", "To the previous record, in a card too."),
            s,
        ),
        Command(
            "interact",
            ("i",),
            N_("action", "Interact"),
            N_("help", "Create an interaction with the contact or the marked contacts."),
            s,
            words="create interaction call letter mail meeting",
        ),
        Command(
            "resume",
            ("r",),
            N_("action", "Resume"),
            N_("help", "Go on with a postponed interaction."),
            s,
            words="draft continue",
        ),
        Command(
            "everybody",
            ("w",),
            N_("action", "Mine/all"),
            N_(
                "help", "Show everybody's postponed interactions, or only mine; of a company all, or its own."
            ),
            s,
            words="view colleagues",
        ),
        Command(
            "cancel",
            ("x",),
            N_("action", "Cancel"),
            N_("help", "Mark the log entry as canceled, or take that back."),
            s,
            words="uncancel checkmark",
        ),
        Command(
            "evaluate",
            (),
            N_("action", "Evaluate"),
            N_("help", "Say how the interaction went; Edit on a log entry does the same."),
            s,
            words="evaluation positive negative",
        ),
        Command(
            "comments",
            ("m",),
            N_("action", "Comments"),
            N_("help", "Read and write comments."),
            s,
            words="notes memo",
        ),
    )


def _forms() -> tuple[Command, ...]:
    s = Scope.FORM
    return (
        Command(
            "finish",
            (),
            N_("action", "Finish"),
            N_("help", "Finish: log the interaction, or save the form."),
            s,
            form_keys=("f9", "ctrl+j"),
            letter="o",
            words="save ok log",
        ),
        Command(
            "postpone",
            (),
            N_("action", "Postpone"),
            N_("help", "Put the interaction aside as it is; nothing is logged."),
            s,
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
            s,
            letter="d",
        ),
        Command("keep_editing", (), N_("action", "Keep editing"), N_("help", "Go back to the form."), s),
        Command(
            "look_up",
            (),
            N_("action", "Look up"),
            N_("help", "Choose the field's value from a list."),
            s,
            form_keys=("f6", "f4"),
            first=True,
            words="list choose",
        ),
        Command(
            "copy_previous",
            (),
            N_("action", "Copy prev"),
            N_("help", "Copy this field from the previous record."),
            s,
            form_keys=("f8",),
        ),
        Command(
            "select_field",
            (),
            N_("action", "Select all"),
            N_("help", "Select all of the field; again: the caret to its end."),
            s,
            form_keys=("f2",),
        ),
        Command(
            "undo_field",
            (),
            N_("action", "Old value"),
            N_("help", "Put the old value of this field back."),
            s,
            form_keys=("ctrl+z",),
        ),
    )


COMMANDS: tuple[Command, ...] = (*_everywhere(), *_lists(), *_records(), *_forms())
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
