"""A list that people arrange: its order, its columns and its fields filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.queries.lists.rows import Arrangement, ColumnShown, Filter, Row
from models.words import p_, translate
from tui.screens.lists.arranging import arranged, columns_shown, moved, resized
from tui.screens.lists.choosing import choose_order
from tui.screens.lists.columns import ColumnsScreen
from tui.screens.lists.filtering import FilterScreen
from tui.screens.lists.prompting import PromptScreen
from tui.screens.lists.spec import ListSpec, Order
from tui.widgets.record_table import Column


class ArrangedScreen(PromptScreen):
    """A list whose arrangement can be changed by keys."""

    def __init__(self, spec: ListSpec, filters: tuple[Filter, ...] = ()) -> None:
        super().__init__()
        self.spec = spec
        first = spec.orders[0]
        self.arrangement = Arrangement(first.field, first.descending, filters)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as they are shown now, hidden ones last."""
        return arranged(self.spec.columns, self.arrangement, self.spec.make_column)

    def ask_again(self, *, from_start: bool = False, at: Row | None = None) -> None:
        """Read the list for the question as it is now; the cursor goes to `at`, else stays if it can."""
        raise NotImplementedError

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show the list so from now on; the cursor stays on its record if it can."""
        before, self.arrangement = self.arrangement, arrangement
        if before.columns != arrangement.columns:
            self.table.set_columns(self.columns)
        if _asks(before) != _asks(arrangement):
            self.ask_again()

    # order

    async def action_order(self) -> None:
        """Choose an order; the same one again reverses it."""
        now = self._order
        chosen = await choose_order(self.frame, self.spec.orders, now, self.arrangement.descending)
        if chosen is not None:
            order, descending = chosen
            self.rearrange(replace(self.arrangement, order=order.field, descending=descending))

    @property
    def _order(self) -> Order:
        return next(order for order in self.spec.orders if order.field == self.arrangement.order)

    # the fields filter

    async def action_fields_filter(self) -> None:
        """Open the form of all fields that can be filtered by, at the current column's."""
        assert self.spec.filtering is not None
        screen = FilterScreen(
            translate(self.spec.title),
            self.spec.filtering,
            self._filter_fields(),
            self.arrangement.filters,
            at=self.current_column,
            page=self.PAGE,
        )
        chosen = await self.app.push_screen_wait(screen)
        if chosen is not None and chosen != self.arrangement.filters:
            self.rearrange(replace(self.arrangement, filters=chosen))

    def caption_of(self, name: str) -> str:
        """What a field is called that the list is filtered by."""
        if self.spec.filtering is not None:
            return translate(self.spec.filtering.about(name).caption)
        return next((translate(about.caption) for about in self.spec.filters if about.name == name), name)

    def _filter_fields(self) -> Sequence[str]:
        """The fields of the form: those in use, those that are shown, the rest."""
        used = (f.field for f in self.arrangement.filters)
        shown = (column.name for column in self.columns if not column.hidden)
        rest = (about.name for about in (*self.spec.filters, *self.spec.fields()))
        return tuple(dict.fromkeys((*used, *shown, *rest)))

    def action_clear_filters(self) -> None:
        """Show all records again."""
        self.rearrange(replace(self.arrangement, filters=()))

    # columns

    @property
    def current_column(self) -> str:
        """The name of the column that keys for columns act on."""
        column = self.table.column
        return column.name if column is not None else ""

    @property
    def _shown(self) -> tuple[ColumnShown, ...]:
        return columns_shown(self.spec.columns, self.arrangement)

    def _put_columns(self, columns: tuple[ColumnShown, ...]) -> None:
        self.rearrange(replace(self.arrangement, columns=columns))

    def action_column_wider(self) -> None:
        """Make the current column a cell wider."""
        self._resize(1)

    def action_column_narrower(self) -> None:
        """Make the current column a cell narrower."""
        self._resize(-1)

    def _resize(self, by: int) -> None:
        name = self.current_column
        self._put_columns(resized(self._shown, name, self.table.column_width + by))

    def action_move_column_right(self) -> None:
        """Move the current column one place to the right."""
        self._put_columns(moved(self._shown, self.current_column, 1))

    def action_move_column_left(self) -> None:
        """Move the current column one place to the left."""
        self._put_columns(moved(self._shown, self.current_column, -1))

    async def action_choose_columns(self) -> None:
        """Choose among all fields of the page, and of the records one step away."""
        usual = [column.name for column in self.spec.columns if not column.hidden]
        screen = ColumnsScreen(
            translate(self.spec.title), self.spec.fields(), self._shown, usual, page=self.PAGE
        )
        chosen = await self.app.push_screen_wait(screen)
        if chosen is not None:
            self._put_columns(chosen)

    def action_usual_columns(self) -> None:
        """Show the columns that the list has by itself."""
        self._put_columns(())
        self.say(p_("message", "The usual columns."))

    def why_not(self, command_id: str) -> str:
        """What only a list of records can do says so."""
        reason = super().why_not(command_id)
        if not reason and command_id == "fields_filter" and self.spec.filtering is None:
            return p_("message", "This list has no fields to filter by.")
        if not reason and command_id == "clear_filters" and not self.arrangement.filters:
            return p_("message", "There is no filter to clear.")
        return reason


def _asks(arrangement: Arrangement) -> Arrangement:
    """An arrangement without what changes nothing about the rows to read: how wide their columns are."""
    return replace(arrangement, columns=tuple(ColumnShown(column.name) for column in arrangement.columns))
