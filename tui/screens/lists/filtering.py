"""The form of all fields that a list can be filtered by, with an expression for each (domain.md 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from models.errors import TouchbaseError
from models.filters.syntax import FilterError
from models.queries.lists.rows import Filter
from models.words import np_, p_, translate
from tui.commands import BY_ID
from tui.data.filtering import Filtering
from tui.keymap import pressed
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.lists.examples import ExamplesScreen
from tui.widgets.expressions import ExpressionRow, ExpressionRows
from tui.widgets.key_bar import KeyHint
from tui.widgets.pick_list import PickItem, matching
from tui.widgets.quiet_input import QuietInput


class FilterScreen(BaseScreen[tuple[Filter, ...] | None]):
    """The fields in their order, each with what is typed for it; Esc gives `None` and changes nothing."""

    FORM = True
    AUTO_FOCUS = ""
    OFFERS: ClassVar[frozenset[str]] = frozenset(
        ("finish", "look_up", "select_field", "find_field", "clear_field", "clear_filters")
    )
    FOOTER: ClassVar[tuple[str, ...]] = (
        "finish",
        "back",
        "look_up",
        "find_field",
        "clear_field",
        "clear_filters",
    )
    DEFAULT_CSS = """
    FilterScreen > QuietInput { display: none; }
    FilterScreen > QuietInput.-open { display: block; }
    """

    def __init__(
        self,
        title: str,
        data: Filtering,
        names: Sequence[str],
        filters: Sequence[Filter],
        *,
        at: str,
        page: str,
    ) -> None:
        """Make the form.

        Args:
            title: The list that is filtered.
            data: What is known about the fields.
            names: The fields in their order.
            filters: What stands in them.
            at: The field that the caret begins in.
            page: The page in brackets in the navigation row.
        """
        super().__init__()
        self.PAGE = page  # type: ignore[misc]
        self._title = title
        self._data = data
        self._begin_at = at if at in names else next(iter(names), "")
        now = {f.field: f.expression for f in filters}
        self._fields = [self._row(name, now.get(name, "")) for name in names]

    def _row(self, name: str, expression: str) -> ExpressionRow:
        row = ExpressionRow(name, translate(self._data.about(name).caption), self._data.hint(name))
        row.line.set(expression)
        self._read(row)
        return row

    def compose_content(self) -> ComposeResult:
        """The row to find a field in, and the fields."""
        yield QuietInput(placeholder=p_("prompt", "Type to find a field"))
        yield ExpressionRows(self._fields)

    def on_mount(self) -> None:
        """Put the caret where it begins."""
        self.set_focus(self.rows)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._fields:
            self.rows.go_to(self._begin_at)
        self._show_state()

    @property
    def rows(self) -> ExpressionRows:
        """The fields."""
        return self.query_one(ExpressionRows)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What is typed, in the order of the form."""
        return tuple(Filter(row.name, row.text) for row in self._fields if row.text)

    def _show_state(self) -> None:
        number = len(self.filters)
        told = np_("filter", "{number} field in use", "{number} fields in use", number).format(number=number)
        self.say_context(p_("title", "Filter {list}").format(list=self._title), told)

    # typing

    def _read(self, row: ExpressionRow) -> int:
        """Find out what a field's text means; returns where it is wrong, from 1, and 0 when it is not."""
        row.meaning = row.error = ""
        if not row.text:
            return 0
        try:
            row.meaning = self._data.meaning(row.name, row.text)
        except FilterError as error:
            row.error = error.sentence
            return error.position or 1
        except TouchbaseError as error:
            row.error = error.sentence
            return 1
        return 0

    @on(ExpressionRows.Typed)
    def _typed(self, event: ExpressionRows.Typed) -> None:
        self._read(event.row)
        self.rows.show_text()
        self._show_state()

    @on(ExpressionRows.Entered)
    def _entered(self, event: ExpressionRows.Entered) -> None:
        if event.row is not None:
            place, of = self._fields.index(event.row) + 1, len(self._fields)
            self.say_position(p_("form", "field {place} of {number}").format(place=place, number=of))
        self.show_keys()

    def action_select_field(self) -> None:
        """Select all of the field, or put the caret at its end."""
        row = self.rows.current
        if row is not None and row.line.selected == row.line.text:
            row.line.move(len(row.line.text))
        elif row is not None:
            row.line.select_all()
        self.rows.show_text()

    def action_clear_field(self) -> None:
        """Take the expression out of the field."""
        if self.rows.current is not None:
            self.rows.put(self.rows.current, "")

    def action_clear_filters(self) -> None:
        """Take the expressions out of all fields."""
        for row in self._fields:
            row.line.set("")
            self._read(row)
        self.rows.refresh()
        self._show_state()

    # choosing a value

    def why_not(self, command_id: str) -> str:
        """Only some fields have a list of their values."""
        reason = super().why_not(command_id)
        if not reason and command_id == "look_up" and self.is_mounted:
            row = self.rows.current
            if row is None or not self._data.can_choose(row.name):
                return p_("message", "This field has no list of values; F1 shows what may be typed.")
        return reason

    async def action_look_up(self) -> None:
        """Choose a value; it joins what stands in the field, or takes its place when all is selected."""
        row = self.rows.current
        if row is None:
            return
        name = row.name

        async def find(text: str) -> Sequence[PickItem]:
            return await self._data.records(name, text)

        items = self._data.options(name) if self._data.about(name).choices else await find("")
        items = items or self._data.options(name)
        pick = PickScreen(row.caption, items, find=find, page=self.PAGE, verb=p_("action", "Take"))
        chosen = await self.app.push_screen_wait(pick)
        if chosen is not None:
            self.rows.put(
                row, added(row.line.text, chosen.id, all_selected=row.line.selected == row.line.text)
            )

    # finding a field

    @property
    def _finding(self) -> bool:
        return self.query_one(QuietInput).has_class("-open")

    def action_find_field(self) -> None:
        """Type the beginning of a field's name; the fields that match are left."""
        box = self.query_one(QuietInput)
        box.value = ""
        box.add_class("-open")
        self.set_focus(box)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        items = [PickItem(row.name, row.caption, words=row.name.replace(".", " ")) for row in self._fields]
        found = {item.id: n for n, item in enumerate(matching(items, event.value))}
        rows = [row for row in self._fields if row.name in found]
        self.rows.narrow(
            sorted(rows, key=lambda row: found[row.name]) if event.value.strip() else self._fields
        )

    def _end_finding(self) -> None:
        row = self.rows.current
        self.query_one(QuietInput).remove_class("-open")
        self.rows.narrow(self._fields)
        self.set_focus(self.rows)
        if row is not None:
            self.rows.go_to(row.name)

    def take_key(self, event: Key) -> bool:
        """Enter takes the field that was found, or shows the list so."""
        if super().take_key(event):
            return True
        key = pressed(event)
        if key == "enter":
            if self._finding:
                self._end_finding()
            else:
                self.run_command(BY_ID["finish"], key)
            return True
        if self._finding and key in ("down", "tab", "up"):
            self._end_finding()
            return True
        return False

    def step_back(self) -> bool:
        """First out of the row to find a field in."""
        if not self._finding:
            return False
        self._end_finding()
        return True

    # the end

    def action_finish(self) -> None:
        """Show the list so, or go to the first expression that means nothing."""
        for row in self._fields:
            position = self._read(row)
            if position:
                self.rows.go_to(row.name, position - 1)
                self.say_error(row.error)
                return
        self.dismiss(self.filters)

    async def action_help(self) -> None:
        """Examples of what may be typed, those for the field first."""
        row = self.rows.current
        about = self._data.about(row.name) if row is not None else None
        await self.app.push_screen(ExamplesScreen(about, page=self.PAGE))

    def hints(self) -> list[KeyHint]:
        """Finishing the form shows the list."""
        if self._finding:
            return [KeyHint("Enter", p_("action", "Take")), KeyHint("Esc", p_("action", "All fields"))]
        hints = [self.hint(BY_ID[name]) for name in self.FOOTER]
        return [KeyHint("Enter", p_("action", "Show"), hints[0].applies), *hints[1:]]


def added(text: str, value: str, *, all_selected: bool) -> str:
    """The expression with a chosen value: beside what stands there, as one more that fits."""
    bare = text.strip()
    if not bare or all_selected:
        return value
    return f"{bare}{value}" if bare.endswith(("|", "&", "..", ">", "<", "=", "(")) else f"{bare}|{value}"
