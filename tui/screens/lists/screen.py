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

from models.errors import RuleError, TouchbaseError
from models.queries.lists.rows import Filter, Question, Row
from models.searching import parse, spans
from models.words import np_, p_, translate
from tui.commands import BY_ID, Scope
from tui.lanes import Latest
from tui.messages import RecordsChanged
from tui.screens.lists.body import ListBody
from tui.screens.lists.cells import exact_filter, turned
from tui.screens.lists.spec import ListSpec
from tui.screens.lists.tally import Tally
from tui.screens.lists.viewing import ViewedScreen
from tui.text import cells, number_text
from tui.widgets.detail import Place
from tui.widgets.empty import empty_text
from tui.widgets.prompt import Prompt
from tui.widgets.record_table import ListSource, RecordTable

LIST_COMMANDS = frozenset(command.id for command in BY_ID.values() if command.scope is Scope.LIST) | {
    "next_record",
    "previous_record",
}
"""What every list does."""

SLOW = 0.3
"""Seconds after which it is said that all rows are being sorted."""


CHOSEN = 100_000
"""The most marked records that one command takes."""


class ListScreen(ViewedScreen):
    """A list of records."""

    AUTO_FOCUS = "RecordTable"  # before the styles hide the prompt, it would take what is typed ahead
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
        super().__init__(spec, filters, own=not context)
        self._opened_for = context
        self._search = ""
        self._source: ListSource | None = None
        self._tally = Tally(self._show_tally)
        self._positions: Latest[str] = Latest()
        self._shown_so = self.arrangement
        self._resumed = False

    def begin_with(self, filters: tuple[Filter, ...], search: str = "") -> None:
        """Show the list narrowed like this when it opens."""
        self.arrangement = replace(self.arrangement, filters=filters)
        self._search = search
        self._own = False

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

    def compose_content(self) -> ComposeResult:
        """The quick filter's row, the table and the detail."""
        yield Prompt()
        table = RecordTable(
            self.columns,
            flags=self.spec.flags,
            flag_width=self.spec.flag_width,
            empty=self._empty,
            column_cursor=True,
        )
        yield self.make_body(table)

    def make_body(self, table: RecordTable) -> ListBody:
        """The table and the detail of its row."""
        return ListBody(table, lambda row: self._about(row))

    def on_mount(self) -> None:
        """Read the first rows."""
        self.body.put(Place(self.frame.settings.detail))
        self.set_focus(self.table)
        self.begin()

    def ask_again(self, *, from_start: bool = False, at: Row | None = None) -> None:
        """Read the list for the question as it is now; the cursor goes to `at`, else stays if it can."""
        if self._source is not None:
            self._source.stop()
        self._source = source = self.spec.make_source(self.question)
        search = parse(self._search)
        self.table.show_hits((lambda text: spans(text, search)) if self._search else None)
        self.table.show(source, from_start=from_start, at=at)
        if source.sorts:
            self.set_timer(SLOW, self._say_sorting)
        self._tally.begin(source, self.question)
        self._show_context()
        self.run_worker(self._count_rows(), group="count", exit_on_error=False)

    @property
    def answers(self) -> ListSource:
        """The answers to the question as it is now; given up when the list asks again."""
        return self._source or self.spec.make_source(self.question)

    async def _count_rows(self) -> None:
        try:
            await self._tally.count()
        except TouchbaseError as error:
            if self.is_attached:
                self.say_error(error)

    def _show_tally(self) -> None:
        if self.is_attached:
            self._show_context()
            self._find_position(self.row)

    # an order without an index

    @property
    def sorting(self) -> bool:
        """Whether all rows are being sorted before the list can be shown."""
        return self._source is not None and self._source.sorts and self.table.loading_rows

    def _say_sorting(self) -> None:
        if self.sorting:
            what = f"{self._tally.text} {translate(self.spec.records)}".strip()
            text = p_("message", "Sorting {records} by {field}...  Esc stops.")
            self.say(text.format(records=what, field=translate(self._order.caption)))

    @on(RecordTable.Loaded)
    def _note_shown(self) -> None:
        if self._source is not None and self._source.sorts:
            self.say("")
        self._shown_so = self.arrangement

    def _stop_sorting(self) -> None:
        """Go back to the order before, else to the usual one."""
        first, before = self.spec.orders[0], self._shown_so
        if (before.order, before.descending) == (self.arrangement.order, self.arrangement.descending):
            before = replace(before, order=first.field, descending=first.descending)
        self.say(p_("message", "Sorting was stopped."))
        self.rearrange(replace(self.arrangement, order=before.order, descending=before.descending))

    def _show_context(self) -> None:
        order = translate(self._order.caption)
        if self.arrangement.descending:
            order += " " + p_("list", "descending")
        parts = [
            f"{translate(self.spec.title)}  {self._tally.text}".rstrip(),
            self.narrowing,
            p_("list", "order: {order}").format(order=order),
        ]
        needed = cells("   ".join(parts[:-1])) + 1
        self.say_context("   ".join(parts), self._marked(self.size.width - needed))

    @property
    def narrowing(self) -> str:
        """What the quick filter and the fields filter leave, in words."""
        shown = ", ".join(f"{self.caption_of(f.field)} {f.expression}" for f in self.arrangement.filters)
        search = f'"{self._search}"' if self._search else ""
        if self.view is not None and not self.view_changed:
            return f"{self.view_name}  {search}".rstrip()
        told = p_("list", "filter: {what}").format(what="  ".join((search, shown)).strip())
        return "  ".join(filter(None, (self.view_name, told if search or shown else ""))) or p_("list", "all")

    def _marked(self, room: int) -> str:  # noqa: ARG002 - for lists that say more
        """What is marked, in about `room` cells."""
        number = self.table.marks.count(self._tally.exact)
        if number is None:
            return p_("list", "all marked")
        return np_("list", "{number} marked", "{number} marked", number).format(number=number_text(number))

    def _find_position(self, row: Row | None) -> None:
        known = self.table.known_position if row is self.row else None
        self.run_worker(self._show_position(row, known), group="position", exit_on_error=False)

    async def _show_position(self, row: Row | None, known: int | None) -> None:
        try:
            text = await self._positions.ask(self._tally.position(row, known))
        except TouchbaseError:
            return  # what could not be read is told by the table
        if text is not None and self.is_attached:
            self.say_position(text)

    def _empty(self) -> Sequence[str]:
        fields = ", ".join(f"{self.caption_of(f.field)} {f.expression}" for f in self.arrangement.filters)
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
        self._find_position(event.row)
        self.show_keys()

    async def _about(self, row: Row | None) -> Sequence[str]:
        return () if row is None else await self.spec.detail(row.id)

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

    async def action_totals(self) -> None:
        """What the list comes to."""
        from tui.screens.lists.totals import TotalsScreen

        lanes, title = self.frame.session.lanes, translate(self.spec.title)
        await self.frame.push_screen(TotalsScreen(lanes, self.question, title, self.narrowing))

    async def action_export(self) -> None:
        """Write what the list shows to a file, or send it to the clipboard."""
        from tui.screens.lists.export import ExportScreen

        columns = tuple(column.name for column in self.columns if not column.hidden)
        marks, count = self.table.marks, self._tally.exact
        screen = ExportScreen(self.frame.session.lanes, replace(self.question, columns=columns), marks, count)
        await self.app.push_screen_wait(screen)
        if screen.told:
            self.say(screen.told)

    async def chosen_ids(self) -> tuple[int, ...]:
        """The ids of the marked records, else of the row under the cursor; all marked are read now.

        Raises `RuleError` for more than `CHOSEN` of them, which would fill the memory before any question.
        """
        marks = self.table.marks
        if not marks:
            return (self.row.id,) if self.row else ()
        if not marks.all:
            return tuple(sorted(marks.ids))
        number = marks.count(self._tally.exact)
        if number is not None and number > CHOSEN:
            message = p_(
                "message", "{number} are marked, and at most {limit} go at a time.  f narrows the list."
            )
            raise RuleError(message.format(number=number_text(number), limit=number_text(CHOSEN)))
        return tuple(record for record in await self.answers.all_ids() if record in marks)

    # filters and order

    def action_filter(self) -> None:
        """Filter by what is typed from now on."""
        self.type_into(p_("prompt", "Filter:"), self._search, self._search_for, lambda: self._search_for(""))

    def _search_for(self, text: str) -> None:
        if text.strip() != self._search:
            self._search = text.strip()
            self.ask_again(from_start=bool(self._search))

    def action_seek(self) -> None:
        """Go where what is typed begins, in the column that orders the list."""
        before, sought = self.row, Latest[Row | None]()

        async def go(text: str) -> None:
            try:
                found = await sought.ask(self.answers.seek(text)) if text.strip() else before
            except TouchbaseError as error:
                self.say_error(error)
                return
            if found is not None:
                self.table.go_to(found)

        def typed(text: str) -> None:
            self.run_worker(go(text), group="seek", exit_on_error=False)

        def back() -> None:
            sought.forget()
            if before is not None:
                self.table.go_to(before)

        self.type_into(
            p_("prompt", "{field} from:").format(field=translate(self._order.caption)), "", typed, back
        )

    def action_filter_to_value(self) -> None:
        """Show only what has the value of the current cell; on the same cell again: all."""
        row, column = self.row, self.table.column
        if row is not None and column is not None:
            names = [shown.name for shown in self.columns]
            one = exact_filter(column, row.cells[names.index(column.name)])
            filters = turned(self.arrangement.filters, one)
            self.rearrange(replace(self.arrangement, filters=filters))

    def step_back(self) -> bool:
        """Close the row to type into, stop sorting, clear the quick filter, then the fields filter."""
        if super().step_back():
            return True
        if self.sorting:
            self._stop_sorting()
        elif self._search:
            self._search_for("")
        elif self.arrangement.filters:
            self.clear_filters()
        else:
            return False
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
        super().records_changed(message)
        if self.is_current and message.page in ("", self.spec.page, *self.spec.watches):
            self.ask_again()
