"""What the keys for columns do to the columns of a list."""

from __future__ import annotations

from models.about import Kind
from models.queries.lists.rows import Arrangement, ColumnShown
from tui.screens.lists.arranging import arranged, columns_shown, moved, resized, same_columns
from tui.screens.lists.filtering import added
from tui.widgets.record_table import Column

COLUMNS = (
    Column("no", "No.", 8, kind=Kind.CODE),
    Column("name", "Name", 20, grows=True),
    Column("status", "Status", 8, hidden=True),
)
SHOWN = (ColumnShown("no"), ColumnShown("name"))


def made(name: str) -> Column:
    return Column(name, name.title(), 10)


def test_without_an_arrangement_the_columns_are_the_usual_ones() -> None:
    usual = Arrangement("name")
    assert arranged(COLUMNS, usual, made) == COLUMNS
    assert columns_shown(COLUMNS, usual) == SHOWN
    assert same_columns(COLUMNS, usual, Arrangement("no", columns=SHOWN))


def test_hidden_columns_are_read_behind_those_that_were_chosen() -> None:
    chosen = Arrangement("name", columns=(ColumnShown("city"), ColumnShown("status"), ColumnShown("no", 12)))
    found = arranged(COLUMNS, chosen, made)
    assert [(column.name, column.hidden) for column in found] == [
        ("city", False),
        ("status", False),
        ("no", False),
        ("status", True),
    ]
    assert found[2].least == 12
    assert not found[2].grows


def test_a_column_that_nobody_can_make_is_left_out() -> None:
    gone = ColumnShown("gone")
    kept = arranged(COLUMNS, Arrangement("name", columns=(gone, ColumnShown("no"))), None)
    assert kept == (COLUMNS[0], COLUMNS[2])
    assert arranged(COLUMNS, Arrangement("name", columns=(gone,)), None) == COLUMNS


def test_columns_are_widened_within_reason() -> None:
    assert resized(SHOWN, "no", 9) == (ColumnShown("no", 9), ColumnShown("name"))
    assert resized(SHOWN, "no", 0)[0].width == 2
    assert resized(SHOWN, "no", 9999)[0].width == 200


def test_columns_move_and_stay_at_the_edges() -> None:
    assert moved(SHOWN, "no", 1) == (ColumnShown("name"), ColumnShown("no"))
    assert moved(SHOWN, "no", -1) == SHOWN
    assert moved(SHOWN, "name", 1) == SHOWN
    assert moved(SHOWN, "gone", 1) == SHOWN


def test_a_chosen_value_joins_what_stands_in_a_filter() -> None:
    assert added("", "JO", all_selected=True) == "JO"
    assert added("EV", "JO", all_selected=True) == "JO"
    assert added("EV", "JO", all_selected=False) == "EV|JO"
    assert added("<>", "JO", all_selected=False) == "<>JO"
    assert added("A..", "JO", all_selected=False) == "A..JO"
