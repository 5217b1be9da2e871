"""The tables beside the fields of a contact: its timeline, what is postponed, what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.events import Key, ScreenResume

from models.about import Kind
from models.queries.lists.rows import Question, Row
from models.words import N_, p_
from tui.commands import BY_ID
from tui.data.contacts import PAGE, FewRows, draft_rows, is_company, part_rows
from tui.data.lists import column
from tui.data.source import QuestionSource
from tui.journal import Caret
from tui.keymap import pressed
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.log.list import FLAG_WIDTH, flags
from tui.screens.records.card import RecordCard
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.record_table import Column, RecordTable

_HISTORY = (
    "date",
    "interaction_template_code",
    "description",
    "duration",
    "salesperson_code",
    "status",
    "comment",
    "attachments",
)
_MOVES = frozenset(("down", "up", "first", "last", "page_down", "page_up"))
"""Commands that move in the pane with the focus, or scroll the fields."""


class Pane(RecordTable):
    """One of several tables of a screen."""

    CURSOR_WITH_FOCUS = True


def history_columns() -> tuple[Column, ...]:
    """The columns of the timeline; status and comments stand as signs before them."""
    looks = {
        "date": (N_("column", "Date"), 11, 1),
        "interaction_template_code": (N_("column", "Templ."), 8, 1),
        "description": (N_("column", "Description"), 14, 1),
        "duration": (N_("column", "Min"), 4, 2),
        "salesperson_code": (N_("column", "Sp"), 4, 3),
    }
    found = []
    for name in _HISTORY:
        caption, width, place = looks.get(name, ("", 1, 9))
        one = column("log-entries", name, place, grows=name == "description")
        found.append(replace(one, caption=caption, width=width, hidden=name not in looks))
    return tuple(found)


class ContactPanes(RecordCard):
    """The card of a contact as panes: Tab goes from one to the next, and keys are for the one it is in."""

    OFFERS: ClassVar[frozenset[str]] = RecordCard.OFFERS | _MOVES | {"mark", "views"}
    DEFAULT_CSS = """
    ContactPanes > #card { height: 1fr; }
    ContactPanes #left { width: 1fr; height: 1fr; }
    ContactPanes #fields { height: 1fr; }
    ContactPanes #right { width: 43; height: 1fr; padding-left: 1; }
    ContactPanes #parts { height: 8; }
    ContactPanes #drafts { height: 5; }
    ContactPanes.-wide #right { width: 62; }
    ContactPanes.-editing #parts { display: none; }
    ContactPanes.-narrow.-editing #right { display: none; }
    ContactPanes.-new #right { display: none; }
    """

    def __init__(
        self,
        lanes: Lanes,
        record_id: int = 0,
        *,
        editing: bool = False,
        texts: Mapping[str, str] | None = None,
        source: QuestionSource | None = None,
        row: Row | None = None,
        caret: Caret = ("", 0),
    ) -> None:
        """Make the card; the arguments are those of every card."""
        super().__init__(
            PAGE, lanes, record_id, editing=editing, texts=texts, source=source, row=row, caret=caret
        )
        self._own_only = False

    def compose_content(self) -> ComposeResult:
        """The fields and what belongs to the contact; its history and what is postponed."""
        with Horizontal(id="card"):
            with Vertical(id="left"):
                yield Container(id="fields")
                yield Pane(
                    (
                        Column("part", N_("column", "Belongs to it"), 24, grows=True),
                        Column("number", N_("column", "Number"), 6, kind=Kind.INTEGER),
                    ),
                    id="parts",
                )
            with Vertical(id="right"):
                yield Line(id="history-title")
                yield Pane(
                    history_columns(),
                    flags=flags,
                    flag_width=FLAG_WIDTH,
                    empty=self._no_history,
                    id="history",
                )
                yield Pane(
                    (
                        Column("date", N_("column", "Postponed"), 11),
                        Column("template", N_("column", "Templ."), 8),
                        Column("description", N_("column", "Description"), 12, grows=True),
                        Column("salesperson", N_("column", "Sp"), 4, 2),
                    ),
                    empty=self._no_drafts,
                    id="drafts",
                )

    def _no_history(self) -> Sequence[str]:
        return (p_("list", "Nothing was recorded yet.   i Interact"),)

    def _no_drafts(self) -> Sequence[str]:
        return (p_("list", "Nothing is postponed."),)

    # what they show

    @property
    def company(self) -> bool:
        """Whether the contact is a company."""
        return self._view is not None and is_company(self._view)

    async def _show_record(self) -> None:
        self.set_class(self.editing, "-editing")
        self.set_class(not self.record_id, "-new")
        await super()._show_record()
        if self.record_id:
            await self._show_panes()

    async def _show_panes(self) -> None:
        reference = "company" if self.company and not self._own_only else "contact"
        asked = Question(
            "log-entries", _HISTORY, "date", descending=True, context=((reference, self.record_id),)
        )
        source = QuestionSource(self.lanes, asked)
        self._pane("history").show(source)
        self._pane("drafts").show(FewRows(await self.lanes.read(draft_rows, self.record_id)))
        parts = await self.lanes.read(part_rows, self.record_id, self.company)
        self._pane("parts").styles.height = len(parts) + 1
        self._pane("parts").show(FewRows(parts))
        number = number_text(await source.count())
        whose = ""
        if self.company:
            own = p_("list", "own (w all people)")
            whose = own if self._own_only else p_("list", "all people (w own)")
        text = p_("list", "-- Timeline {number} {whose} ").format(number=number, whose=whose)
        self.query_one("#history-title", Line).show(text.replace("  ", " "))

    def _pane(self, name: str) -> Pane:
        return self.query_one(f"#{name}", Pane)

    @property
    def pane(self) -> Pane | None:
        """The table that has the focus, or none while the fields have it."""
        return self.focused if isinstance(self.focused, Pane) else None

    def _row_of(self, name: str) -> Row | None:
        pane = self.pane
        return pane.row if pane is not None and pane.id == name else None

    # keys

    def take_key(self, event: Key) -> bool:
        """Tab goes from pane to pane while nothing is typed; in a pane keys are those of a list."""
        key = pressed(event)
        if self.editing or self.asking or self.has_class("-too-small"):
            return super().take_key(event)
        if key in ("tab", "shift+tab"):
            self._next_pane(1 if key == "tab" else -1)
            return True
        command = self.frame.keymap.lists.get(key)
        if self.pane is None or command is None:
            return super().take_key(event)
        self.run_command(command, key)
        return True

    def hints(self) -> list[KeyHint]:
        """The footer; Tab goes on to the next pane while nothing is typed."""
        found = super().hints()
        return found if self.editing else [*found[:3], KeyHint("Tab", p_("action", "Pane")), *found[3:]]

    def _next_pane(self, step: int) -> None:
        form = self.form
        stops = [*([form] if form else []), *(self._pane(name) for name in ("history", "drafts", "parts"))]
        here = next((place for place, one in enumerate(stops) if one is self.focused), 0)
        stops[(here + step) % len(stops)].focus()
        self.show_keys()

    def _move(self, pages: int = 0, rows: int = 0) -> None:
        pane, form = self.pane, self.form
        if pane is not None:
            pane.page(pages) if pages else pane.move(rows)
        elif form is not None:
            form.scroll_relative(y=pages * max(1, form.size.height - 1) + rows, animate=False)

    def action_down(self) -> None:
        """One row down."""
        self._move(rows=1)

    def action_up(self) -> None:
        """One row up."""
        self._move(rows=-1)

    def action_page_down(self) -> None:
        """One page down."""
        self._move(pages=1)

    def action_page_up(self) -> None:
        """One page up."""
        self._move(pages=-1)

    def action_first(self) -> None:
        """To the beginning."""
        if self.pane is not None:
            self.pane.first()
        elif self.form is not None:
            self.form.scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        if self.pane is not None:
            self.pane.last()
        elif self.form is not None:
            self.form.scroll_end(animate=False)

    def action_mark(self) -> None:
        """Mark the entry and move down."""
        self._pane("history").mark()

    @on(RecordTable.RowChosen)
    def _open_clicked(self) -> None:
        self.run_command(BY_ID["open"])

    @on(RecordTable.Failed)
    def _show_failure(self, event: RecordTable.Failed) -> None:
        self.say_error(event.error)

    async def action_views(self) -> None:
        """The entries of all the company's people, or only its own."""
        self._own_only = not self._own_only
        await self._show_panes()

    def _entries(self) -> tuple[int, ...]:
        pane = self._pane("history")
        if pane.marks:
            return tuple(sorted(pane.marks.ids))
        return (pane.row.id,) if pane.row else ()

    # news

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Read the history again on coming back."""
        if self._view is not None and not self.editing and not self.busy:
            self.do(self._show_panes())

    def records_changed(self, message: RecordsChanged) -> None:
        """Show what was written elsewhere, unless something is being typed here."""
        if not self.is_current or self.editing or self._view is None:
            return
        if message.page in ("log-entries", "postponed-interactions", "contact-comments"):
            self.do(self._show_panes())
        else:
            super().records_changed(message)
