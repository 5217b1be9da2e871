"""The screen of a list: table, filters, order, marks and the detail of a row.

A list is a `ListSpec` and a subclass that adds the verbs: it names them in `OFFERS` (with `LIST_COMMANDS`)
and `FOOTER`, has a method `action_<id>` for each, and says in `why_not` when one does not apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key, Resize, ScreenResume
from textual.timer import Timer

from models.errors import TouchbaseError
from models.queries.rows import Arrangement, Filter, Question, Row
from models.words import np_, p_, translate
from tui.commands import BY_ID, Scope
from tui.keymap import pressed
from tui.lanes import Latest
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.lists.arranging import arranged
from tui.screens.lists.choosing import choose_filter, choose_order
from tui.screens.lists.spec import ListSpec, Order
from tui.text import number_text
from tui.widgets.detail import Detail, Place
from tui.widgets.empty import empty_text
from tui.widgets.prompt import Prompt
from tui.widgets.record_table import Column, Direction, RecordTable

LIST_COMMANDS = frozenset(command.id for command in BY_ID.values() if command.scope is Scope.LIST) | {
    "next_record",
    "previous_record",
}
"""What every list does."""

PAUSE = 0.15
"""Seconds without a move before the detail and the position follow the cursor."""

_MOVES = frozenset(("down", "up", "first", "last", "page_down", "page_up", "next_record", "previous_record"))


class ListScreen(BaseScreen[None]):
    """A list of records."""

    OFFERS: ClassVar[frozenset[str]] = LIST_COMMANDS
    FOOTER: ClassVar[tuple[str, ...]] = ("open", "mark", "filter", "fields_filter", "order", "detail")
    DEFAULT_CSS = """
    ListScreen > #body { height: 1fr; layout: vertical; }
    ListScreen > #body.-pane { layout: horizontal; }
    """

    def __init__(
        self, spec: ListSpec, *, context: tuple[tuple[str, int], ...] = (), filters: tuple[Filter, ...] = ()
    ) -> None:
        """Make the screen.

        Args:
            spec: The list.
            context: Ids that the list is opened for, as `(("contact", 17),)`.
            filters: The fields filter to begin with.
        """
        super().__init__()
        self.spec = spec
        self._opened_for = context
        first = spec.orders[0]
        self.arrangement = Arrangement(first.field, first.descending, filters)
        self._search = ""
        self._place = Place.AUTO
        self._count: int | None = None
        self._counts: Latest[int] = Latest()
        self._details: Latest[tuple[Sequence[str], int | None]] = Latest()
        self._pause: Timer | None = None
        self._resumed = False

    # what it shows

    @property
    def table(self) -> RecordTable:
        """The table."""
        return self.query_one(RecordTable)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.table.row

    @property
    def question(self) -> Question:
        """What the list asks for now."""
        return Question(
            self.spec.page,
            tuple(column.name for column in self.columns),
            self.arrangement.order,
            self.arrangement.descending,
            self.arrangement.filters,
            self._search,
            self._opened_for,
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as they are shown now, hidden ones last."""
        return arranged(self.spec.columns, self.arrangement, self.spec.make_column)

    def compose_content(self) -> ComposeResult:
        """The quick filter's row, the table and the detail."""
        yield Prompt()
        with Container(id="body"):
            yield RecordTable(
                self.columns, flags=self.spec.flags, flag_width=self.spec.flag_width, empty=self._empty
            )
            yield Detail()

    def on_mount(self) -> None:
        """Read the first rows."""
        self._place = Place(self.frame.settings.detail)
        self._put_detail(self.app.size.width)
        self.table.focus()
        self.ask_again()

    def ask_again(self, *, from_start: bool = False, at: Row | None = None) -> None:
        """Read the list for the question as it is now; the cursor goes to `at`, else stays if it can."""
        source = self.spec.make_source(self.question)
        self.table.show(source, from_start=from_start, at=at)
        self._count = None
        self._show_context()
        self.run_worker(self._count_rows(), group="count", exit_on_error=False)

    async def _count_rows(self) -> None:
        count = await self._counts.ask(self.spec.make_source(self.question).count())
        if count is not None:
            self._count = count
            self._show_context()
            self._show_position(self.table.known_position)

    def _show_context(self) -> None:
        count = "" if self._count is None else number_text(self._count)
        shown = ", ".join(f"{self._caption(f.field)} {f.expression}" for f in self.arrangement.filters)
        search = f'"{self._search}"' if self._search else ""
        what = p_("list", "filter: {what}").format(what="  ".join((search, shown)).strip())
        order = translate(self._order.caption)
        if self.arrangement.descending:
            order += " " + p_("list", "descending")
        parts = [
            f"{translate(self.spec.title)}  {count}".rstrip(),
            what if search or shown else p_("list", "all"),
            p_("list", "order: {order}").format(order=order),
        ]
        self.say_context("   ".join(parts), self._marked())

    def _marked(self) -> str:
        number = self.table.marks.count(self._count)
        if number is None:
            return p_("list", "all marked")
        return np_("list", "{number} marked", "{number} marked", number).format(number=number_text(number))

    def _caption(self, name: str) -> str:
        return next((translate(about.caption) for about in self.spec.filters if about.name == name), name)

    def _show_position(self, position: int | None) -> None:
        if self._count is None or position is None or not self._count:
            self.say_position("")
            return
        text = p_("list", "row {position} of {count}")
        self.say_position(text.format(position=number_text(position), count=number_text(self._count)))

    def _empty(self) -> Sequence[str]:
        fields = ", ".join(f"{self._caption(f.field)} {f.expression}" for f in self.arrangement.filters)
        return (
            empty_text(
                translate(self.spec.records),
                search=self._search,
                fields=fields,
                hint=translate(self.spec.nothing_yet),
            ),
        )

    # the detail

    def _put_detail(self, width: int) -> None:
        place = self._place
        if place is Place.AUTO:
            place = Place.PANE if width >= 100 else Place.STRIP
        detail = self.query_one(Detail)
        detail.set_class(place is Place.PANE, "-pane")
        detail.set_class(place is Place.NONE, "-none")
        self.query_one("#body").set_class(place is Place.PANE, "-pane")

    def action_detail(self) -> None:
        """Strip, pane, none, in turn; a narrow screen has no room for a pane."""
        detail, wide = self.query_one(Detail), self.app.size.width >= 100
        if detail.has_class("-none"):
            self._place = Place.PANE if wide else Place.STRIP
        elif detail.is_pane:
            self._place = Place.STRIP
        else:
            self._place = Place.NONE
        self._put_detail(self.app.size.width)

    def on_resize(self, event: Resize) -> None:
        """Strip or pane by the new width."""
        self._put_detail(event.size.width)

    @on(RecordTable.RowHighlighted)
    def _wait_for_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.say_about_row)

    def say_about_row(self) -> None:
        """Read the detail and the position of the row under the cursor."""
        self.run_worker(self._show_detail(self.row), group="detail", exit_on_error=False)

    async def _show_detail(self, row: Row | None) -> None:
        try:
            found = await self._details.ask(self._about(row))
        except TouchbaseError as error:
            self.say_error(error)
            return
        if found is not None:
            lines, position = found
            self.query_one(Detail).show(lines)
            self._show_position(position)
            self.show_keys()

    async def _about(self, row: Row | None) -> tuple[Sequence[str], int | None]:
        if row is None:
            return (), None
        position = self.table.known_position
        if position is None:
            position = await self.spec.make_source(self.question).position(row)
        return await self.spec.detail(row.id), position

    @on(RecordTable.MarksChanged)
    def _show_marks(self) -> None:
        self._show_context()
        self.show_keys()

    @on(RecordTable.Failed)
    def _show_failure(self, event: RecordTable.Failed) -> None:
        self.say_error(event.error)

    # keys

    def take_key(self, event: Key) -> bool:
        """Move at once, without the way through the widgets."""
        if super().take_key(event):
            return True
        if self.focused is not self.table:
            return False
        command = self.frame.keymap.lists.get(key := pressed(event))
        if command is None:
            return False
        if command.id in _MOVES:
            self._move(command.id)
        else:
            self.run_command(command, key)
        return True

    def _move(self, name: str) -> None:
        getattr(self, BY_ID[name].action)()

    def why_not(self, command_id: str) -> str:
        """Verbs on a record need one."""
        reason = super().why_not(command_id)
        needs = command_id in ("open", "mark", "copy_values") or (
            BY_ID[command_id].scope is Scope.RECORD and command_id not in ("new", *_MOVES)
        )
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

    def action_mark(self) -> None:
        """Mark the row and move down."""
        self.table.mark()

    def action_mark_all(self) -> None:
        """Mark all that the list shows, or none."""
        self.table.mark_all()

    def action_refresh(self) -> None:
        """Read the list again."""
        self.ask_again()

    async def action_open(self) -> None:
        """Open the card of the row, when the page has one."""
        if self.row is not None:
            await self.frame.open_record(self.spec.page, self.row.id)

    @on(RecordTable.RowChosen)
    def _open_clicked(self) -> None:
        self.run_command(BY_ID["open"])

    def action_copy_values(self) -> None:
        """Copy the texts of the row."""
        row = self.row
        if row is not None:
            texts = (c.text(value) for c, value in zip(self.columns, row.cells, strict=True))
            self.frame.copy("  ".join(text for text in texts if text))

    async def chosen_ids(self) -> tuple[int, ...]:
        """The ids of the marked records, else of the row under the cursor; all marked are read now."""
        marks = self.table.marks
        if not marks:
            return (self.row.id,) if self.row else ()
        if not marks.all:
            return tuple(sorted(marks.ids))
        source = self.spec.make_source(self.question)
        window = await source.window(None, Direction.FIRST, 500)
        ids = [row.id for row in window.rows]
        while not window.at_end and window.rows:
            window = await source.window(window.rows[-1], Direction.AFTER, 500)
            ids += [row.id for row in window.rows]
        return tuple(record_id for record_id in ids if record_id in marks)

    # filters and order

    def action_filter(self) -> None:
        """Filter by what is typed from now on."""
        self.query_one("#context").display = False
        self.query_one(Prompt).open(p_("prompt", "Filter:"), self._search)

    @on(Prompt.Typed)
    def _filter_typed(self, event: Prompt.Typed) -> None:
        self._search = event.text.strip()
        self.ask_again(from_start=True)

    @on(Prompt.Entered)
    def _filter_entered(self) -> None:
        self._close_prompt()

    def _close_prompt(self) -> None:
        self.query_one(Prompt).close()
        self.query_one("#context").display = True
        self.table.focus()

    async def action_fields_filter(self) -> None:
        """Choose a field and type its value."""
        chosen = await choose_filter(self, self.spec.filters, self.arrangement.filters)
        if chosen is not None:
            self.rearrange(replace(self.arrangement, filters=chosen))

    async def prompt(self, label: str, text: str) -> str | None:
        """Ask for a text in the second row; `None` when the person went back."""
        self.query_one("#context").display = False
        try:
            with self.keys_wanted():
                return await self.query_one(Prompt).ask(label, text)
        finally:
            self._close_prompt()

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

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show the list so from now on; the cursor stays on its record if it can."""
        before, self.arrangement = self.arrangement, arrangement
        if before.columns != arrangement.columns:
            self.table.set_columns(self.columns)
        self.ask_again()

    def step_back(self) -> bool:
        """Close the row to type into, then clear the quick filter, then the fields filter."""
        prompt = self.query_one(Prompt)
        filtering = prompt.is_open and not prompt.asking
        if prompt.is_open:
            self._close_prompt()
            if not filtering:
                return True
        if self._search:
            self._search = ""
        elif filtering:
            return True
        elif self.arrangement.filters:
            self.arrangement = replace(self.arrangement, filters=())
        else:
            return False
        self.ask_again()
        return True

    # news

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Read the list again on coming back."""
        if self._resumed:
            self.come_back()
        self._resumed = True

    def come_back(self) -> None:
        """Show what may have changed while another screen was there."""
        self.ask_again()

    def records_changed(self, message: RecordsChanged) -> None:
        """Read the list again when its records, or others that it shows, were written."""
        if self.is_current and message.page in ("", self.spec.page, *self.spec.watches):
            self.ask_again()
