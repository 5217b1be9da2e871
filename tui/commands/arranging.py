"""Commands that arrange a list: its views, its columns and the form of its filters."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

_HERE = Scope.LIST

ARRANGING: tuple[Command, ...] = (
    Command(
        "views",
        ("w",),
        N_("action", "Views"),
        N_(
            "help",
            "Choose a view: filter, order and columns under a name; a company's entries: all, or its own.",
        ),
        _HERE,
        words="mine everybody saved filter colleagues own all",
    ),
    Command(
        "save_view",
        (),
        N_("action", "Save as"),
        N_("help", "Save filter, order and columns as a view, for yourself or for everybody."),
        _HERE,
        words="view store",
    ),
    Command(
        "change_view",
        (),
        N_("action", "Save over"),
        N_("help", "Save filter, order and columns over the view that is shown, after a question."),
        _HERE,
        words="view update store",
    ),
    Command(
        "rename_view",
        (),
        N_("action", "Rename"),
        N_("help", "Call the view that is shown otherwise."),
        _HERE,
        words="view name",
    ),
    Command(
        "delete_view",
        (),
        N_("action", "Delete"),
        N_("help", "Delete the view that is shown, after a question; the list stays as it is."),
        _HERE,
        words="view remove",
    ),
    Command(
        "choose_columns",
        ("L",),
        N_("action", "Columns"),
        N_("help", "Choose which fields are shown, also those of the records referred to, and their order."),
        _HERE,
        words="fields show hide layout",
    ),
    Command(
        "column_wider",
        (">",),
        N_("action", "Wider"),
        N_("help", "Make the current column a cell wider."),
        _HERE,
        words="column width",
    ),
    Command(
        "column_narrower",
        ("<",),
        N_("action", "Narrower"),
        N_("help", "Make the current column a cell narrower."),
        _HERE,
        words="column width",
    ),
    Command(
        "move_column_right",
        ("}",),
        N_("action", "Column right"),
        N_("help", "Move the current column one place to the right."),
        _HERE,
        words="order reorder",
    ),
    Command(
        "move_column_left",
        ("{",),
        N_("action", "Column left"),
        N_("help", "Move the current column one place to the left."),
        _HERE,
        words="order reorder",
    ),
    Command(
        "usual_columns",
        (),
        N_("action", "Usual columns"),
        N_("help", "Show the columns that the list has by itself, at their usual widths."),
        _HERE,
        words="reset layout default",
    ),
    Command(
        "clear_filters",
        (),
        N_("action", "Clear all"),
        N_("help", "Take all filters of fields away, in the list or in their form."),
        _HERE,
        form_keys=("ctrl+x",),
        words="filter reset remove",
    ),
    Command(
        "clear_field",
        (),
        N_("action", "Clear"),
        N_("help", "Take the filter of this field away; in a segment's line: the header's value again."),
        Scope.FORM,
        form_keys=("ctrl+u",),
        first=True,
        words="filter reset remove",
    ),
    Command(
        "find_field",
        (),
        N_("action", "Find field"),
        N_("help", "Find a field of the filter form by its name."),
        Scope.FORM,
        form_keys=("ctrl+f",),
        words="search type",
    ),
)
