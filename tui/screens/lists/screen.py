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
from textual.events import ScreenResume

from models.queries.rows import Arrangement, Filter, Question, Row
from models.words import np_, p_, translate
from tui.commands import BY_ID, Scope
from tui.lanes import Latest
from tui.messages import RecordsChanged
from tui.screens.lists.arranging import arranged
from tui.screens.lists.body import ListBody
from tui.screens.lists.choosing import choose_filter, choose_order
from tui.screens.lists.prompting import PromptScreen
from tui.screens.lists.spec import ListSpec, Order
from tui.text import number_text
from tui.widgets.detail import Place
from tui.widgets.empty import empty_text
from tui.widgets.prompt import Prompt
from tui.widgets.record_table import Column, Direction, RecordTable

LIST_COMMANDS = frozenset(command.id for command in BY_ID.values() if command.scope is Scope.LIST) | {
    "next_record",
    "previous_record",
}
"""What every list does."""


class ListScreen(PromptScreen):
    """A list of records."""

    OFFERS: ClassVar[frozenset[str]] = LIST_COMMANDS
    FOOTER: ClassVar[tuple[str, ...]] = ("open", "mark", "filter", "fields_filter", "order", "detail")

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
        self._count: int | None = None
        self._counts: Latest[int] = Latest()
        self._resumed = False

    # what it shows

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
        table = RecordTable(
            self.columns, flags=self.spec.flags, flag_width=self.spec.flag_width, empty=self._empty
        )
        yield ListBody(table, lambda row: self._about(row))

    def on_mount(self) -> None:
        """Read the first rows."""
        self.body.put(Place(self.frame.settings.detail))
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

    @property
    def body(self) -> ListBody:
        """The table with its detail."""
        return self.query_one(ListBody)

    def action_detail(self) -> None:
        """Strip, pane, none, in turn; a narrow screen has no room for a pane."""
        self.body.turn()

    def say_about_row(self) -> None:
        """Read the detail and the position of the row under the cursor."""
        self.body.describe()

    @on(ListBody.Described)
    def _show_described(self, event: ListBody.Described) -> None:
        self._show_position(event.position)
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

    # what the keys of a row do

    def action_refresh(self) -> None:
        """Read the list again."""
        self.ask_again()

    async def action_open(self) -> None:
        """Open the card of the row, when the page has one."""
        if self.row is not None:
            await self.frame.open_record(self.spec.page, self.row.id)

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
        self.type_into(p_("prompt", "Filter:"), self._search, self._filter_typed)

    def _filter_typed(self, text: str) -> None:
        self._search = text.strip()
        self.ask_again(from_start=True)

    async def action_fields_filter(self) -> None:
        """Choose a field and type its value."""
        chosen = await choose_filter(self, self.spec.filters, self.arrangement.filters)
        if chosen is not None:
            self.rearrange(replace(self.arrangement, filters=chosen))

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
            self.close_prompt()
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
