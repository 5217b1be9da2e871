"""Commands of every list."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

_HERE = Scope.LIST

LISTS: tuple[Command, ...] = (
    Command("open", ("enter",), N_("action", "Open"), N_("help", "Open the record under the cursor."), _HERE),
    Command("down", ("j", "down"), N_("action", "Down"), N_("help", "One row down."), _HERE),
    Command("up", ("k", "up"), N_("action", "Up"), N_("help", "One row up."), _HERE),
    Command(
        "first", ("g", "home"), N_("action", "First"), N_("help", "To the first row."), _HERE, words="top"
    ),
    Command(
        "last", ("G", "end"), N_("action", "Last"), N_("help", "To the last row."), _HERE, words="bottom"
    ),
    Command("page_down", ("pagedown",), N_("action", "Page down"), N_("help", "One page down."), _HERE),
    Command("page_up", ("pageup",), N_("action", "Page up"), N_("help", "One page up."), _HERE),
    Command(
        "column_left",
        ("left",),
        N_("action", "Column left"),
        N_("help", "The column before is the current one."),
        _HERE,
    ),
    Command(
        "column_right",
        ("right",),
        N_("action", "Column right"),
        N_("help", "The column after is the current one; columns that do not fit come into view."),
        _HERE,
    ),
    Command(
        "seek",
        ("s",),
        N_("action", "Seek"),
        N_("help", "Go where what is typed begins, in the column that orders the list."),
        _HERE,
        words="jump goto find begin",
    ),
    Command(
        "mark",
        ("space",),
        N_("action", "Mark"),
        N_("help", "Mark the row and move down."),
        _HERE,
        words="select",
    ),
    Command(
        "mark_all",
        ("a",),
        N_("action", "Mark all"),
        N_("help", "Mark all that the list shows; again: none."),
        _HERE,
        words="select",
    ),
    Command(
        "filter",
        ("/", "ctrl+f"),
        N_("action", "Filter"),
        N_("help", 'Show only what has these words: beginnings in any order, "a phrase", -without.'),
        _HERE,
        words="find search",
    ),
    Command(
        "fields_filter",
        ("f",),
        N_("action", "Fields"),
        N_("help", "Filter by fields: values, ranges, dates such as week or t-90D..; F1 there says more."),
        _HERE,
        words="find search",
    ),
    Command(
        "filter_to_value",
        ("t",),
        N_("action", "This value"),
        N_("help", "Show only what has the value of the current cell; again: all."),
        _HERE,
        words="filter same equal cell",
    ),
    Command(
        "order",
        ("o",),
        N_("action", "Order"),
        N_("help", "Order by another column; the same one again reverses."),
        _HERE,
        words="sort",
    ),
    Command(
        "detail",
        ("v",),
        N_("action", "Detail"),
        N_("help", "Show or hide the detail of the row."),
        _HERE,
        words="preview strip pane",
    ),
    Command(
        "totals",
        ("T",),
        N_("action", "Totals"),
        N_("help", "Add up what the list shows: by group, template and person, and week by week."),
        _HERE,
        words="sum count minutes cost chart statistics report",
    ),
    Command(
        "period",
        ("W",),
        N_("action", "Weeks/months"),
        N_("help", "In totals: weeks instead of months, or back."),
        _HERE,
        words="chart",
    ),
    Command(
        "export",
        ("X",),
        N_("action", "Export"),
        N_("help", "Write what the list shows to a file, or send it to the clipboard."),
        _HERE,
        words="csv json vcard save file spreadsheet excel clipboard",
    ),
)
