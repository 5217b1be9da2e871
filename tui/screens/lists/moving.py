"""The keys of a screen around one table: moves, marks, and what needs a row under the cursor."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.events import Key

from models.queries.lists.rows import Row
from models.words import p_
from tui.commands import BY_ID, Command, Scope
from tui.keymap import pressed
from tui.screens.base import BaseScreen
from tui.widgets.record_table import RecordTable

MOVES = frozenset(
    (
        "down",
        "up",
        "first",
        "last",
        "page_down",
        "page_up",
        "next_record",
        "previous_record",
        "column_left",
        "column_right",
    )
)
"""Commands that only move the cursor."""

_ON_A_ROW = frozenset(("open", "mark", "copy_values"))


def _needs_row(command: Command) -> bool:
    """Whether a command is about the record under the cursor."""
    return command.id in _ON_A_ROW or (command.scope is Scope.RECORD and command.id not in ("new", *MOVES))


class TableScreen(BaseScreen[None]):
    """A screen whose keys move the cursor of its table.

    A verb on a record waits until the table shows the rows that were asked for, and keys behind it wait with
    it: after `/ bell Enter` the next key means the contact that was found, on the slowest line too.
    """

    _waits = False
    """Whether a verb waits for rows."""

    @property
    def table(self) -> RecordTable:
        """The table."""
        return self.query_one(RecordTable)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.table.row

    def take_key(self, event: Key) -> bool:
        """Move at once, without the way through the widgets."""
        if super().take_key(event):
            return True
        if self.focused is not self.table:
            return False
        command = self.frame.keymap.lists.get(key := pressed(event))
        if command is None:
            return False
        if command.id in MOVES:
            getattr(self, command.action)()
        elif _needs_row(command) and self.table.busy:
            self._waits = True
            self.table.then(partial(self._run_waiting, command, key))
        else:
            self.run_command(command, key)
        return True

    @property
    def busy(self) -> bool:
        """Whether keys must wait for a command to end, or for the rows that one is about."""
        return super().busy or self._waits

    def give_up(self) -> bool:
        """Do not wait for rows any more; whether something waited."""
        waited, self._waits = self._waits, False
        return waited

    async def _run_waiting(self, command: Command, key: str) -> None:
        if self.give_up():
            self.run_command(command, key)
            self.frame.release_keys()

    def why_not(self, command_id: str) -> str:
        """Verbs on a record need one."""
        reason = super().why_not(command_id)
        needs = _needs_row(BY_ID[command_id])
        if not reason and needs and self.is_mounted and self.row is None and not self.table.marks:
            return p_("message", "There is no row here.")
        return reason

    def action_down(self) -> None:
        """One row down."""
        self.table.move(1)

    def action_up(self) -> None:
        """One row up."""
        self.table.move(-1)

    action_next_record = action_down
    action_previous_record = action_up

    def action_page_down(self) -> None:
        """One page down."""
        self.table.page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.table.page(-1)

    def action_first(self) -> None:
        """To the first row."""
        self.table.first()

    def action_last(self) -> None:
        """To the last row."""
        self.table.last()

    def action_column_left(self) -> None:
        """The column before is the current one."""
        self.table.move_column(-1)

    def action_column_right(self) -> None:
        """The column after is the current one."""
        self.table.move_column(1)

    def action_mark(self) -> None:
        """Mark the row and move down."""
        self.table.mark()

    def action_mark_all(self) -> None:
        """Mark all that the list shows, or none."""
        self.table.mark_all()

    @on(RecordTable.RowChosen)
    def _open_clicked(self) -> None:
        self.run_command(BY_ID["open"])

    @on(RecordTable.Failed)
    def _show_failure(self, event: RecordTable.Failed) -> None:
        self.say_error(event.error)
