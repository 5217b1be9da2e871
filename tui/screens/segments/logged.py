"""Logged segments: their entries, canceling them with all entries, using them again (domain.md 3.11)."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from models.queries import records
from models.queries.lists.rows import Filter, Row
from models.rules import records as rules
from models.rules.segments import logged, reuse
from models.words import N_, np_, p_
from tui.commands import BY_ID
from tui.data.lists import column
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.lists.screen import ListScreen
from tui.screens.records.list import RecordList
from tui.screens.registry import Context
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.record_table import Column

PAGE = "logged-segments"
_WRITTEN = (PAGE, "log-entries", "campaign-entries", "contacts")
_LOOKS = {
    "entry_no": (N_("column", "Entry"), 7, 1),
    "segment_no": (N_("column", "Segment"), 10, 1),
    "description": (N_("column", "Description"), 28, 1),
    "creation_date": (N_("column", "Logged"), 11, 1),
    "user_id": (N_("column", "By"), 10, 2),
    "no_of_interactions": (N_("column", "Entries"), 8, 1),
}
_OWN = frozenset(("copy_record", "delete", "history", "parts"))
"""Verbs that the page does in its own way, though its records are not written by hand."""


def columns() -> tuple[Column, ...]:
    """The columns of the list; whether one is canceled stands as a sign before them."""
    shown = (
        replace(
            column(PAGE, name, place, grows=name == "description"), caption=caption, width=width, minimum=0
        )
        for name, (caption, width, place) in _LOOKS.items()
    )
    return (*shown, replace(column(PAGE, "canceled"), hidden=True))


def flags(row: Row) -> str:
    """The sign of a logged segment: `X` canceled."""
    return "X" if row.cells[-1] else " "


class LoggedSegmentList(RecordList):
    """What is left of segments that were logged."""

    PURPOSE = (
        N_(
            "help",
            "Segments that were logged; X canceled. Enter opens the entries, x cancels with all of them.",
        ),
        N_(
            "help", "c makes a new segment of the same contacts; d deletes canceled ones, their entries stay."
        ),
    )
    OFFERS: ClassVar[frozenset[str]] = (RecordList.OFFERS - {"new", "edit"}) | {"cancel"}
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open", "cancel", "copy_record", "delete", "mark", "filter", "fields_filter", "order", "detail",
    )  # fmt: skip

    def __init__(self, lanes: Lanes, *, context: Context = (), filters: tuple[Filter, ...] = ()) -> None:
        """All logged segments."""
        super().__init__(PAGE, lanes, context=context, filters=filters, shown_columns=columns())
        self.spec = replace(
            self.spec,
            records=N_("list", "logged segments"),
            flags=flags,
            flag_width=1,
            nothing_yet=N_("list", "F9 on a segment logs it"),
            watches=frozenset(("log-entries", "segments")),
        )

    def why_not(self, command_id: str) -> str:
        """What the page does in its own way needs a row and nothing else."""
        if command_id not in _OWN:
            return super().why_not(command_id)
        if command_id != "parts" and self.is_mounted and self.row is None:
            return p_("message", "There is no row here.")
        return ""

    def hints(self) -> list[KeyHint]:
        """Copying is using again here."""
        again = self.frame.keymap.key(BY_ID["copy_record"])
        label = p_("action", "Reuse")
        return [
            KeyHint(hint.key, label, hint.applies) if hint.key == again else hint
            for hint in (self.hint(BY_ID[name]) for name in self.FOOTER)
        ]

    async def action_open(self) -> None:
        """Open the log entries that were made of the segment."""
        make = self.frame.screens["log-entries"].open_for
        if self.row is None or make is None:
            return
        screen = make(())
        assert isinstance(screen, ListScreen)
        screen.begin_with((Filter("logged_segment_entry_no", str(self.row.id)),))
        await self.frame.push_screen(screen)

    action_history = action_open

    async def action_parts(self) -> None:
        """Back to the segments that are not logged yet."""
        await self.frame.open_page("segments")

    async def action_cancel(self) -> None:
        """Cancel or un-cancel with all entries, after a question."""
        ids = await self.chosen_ids()
        if not ids:
            return
        canceled = await self.lanes.read(logged.toggled, ids)
        what = await self._named(ids)
        entries = await self.lanes.read(logged.number_of_entries, ids)
        question = (
            np_(
                "question",
                "Cancel {what} with {entries} entry?",
                "Cancel {what} with {entries} entries?",
                entries,
            )
            if canceled
            else np_(
                "question",
                "Un-cancel {what} with {entries} entry?",
                "Un-cancel {what} with {entries} entries?",
                entries,
            )
        )
        verb = p_("answer", "cancel") if canceled else p_("answer", "un-cancel")
        if not await self.confirm(question.format(what=what, entries=number_text(entries)), verb):
            return
        changed = await self.lanes.write(logged.set_canceled, ids, canceled)
        await self._announce()
        done = (
            np_("message", "Canceled {number} entry.", "Canceled {number} entries.", changed)
            if canceled
            else np_("message", "Un-canceled {number} entry.", "Un-canceled {number} entries.", changed)
        )
        self.say(done.format(number=number_text(changed)) + "  " + p_("message", "u undoes this."))

    async def action_copy_record(self) -> None:
        """Make a new segment of the contacts of the logged one, and open it."""
        row = self.row
        if row is None:
            return
        view = await self.lanes.read(records.view, PAGE, row.id)
        made = await self.lanes.write(
            rules.create, "segments", {"description": view.text(PAGE, "description")}
        )
        number = await self.lanes.write(reuse.reuse_logged, made.id, row.id)
        await self.frame.announce(RecordsChanged("segments"))
        await self.frame.open_record("segments", made.id)
        told = np_(
            "message", "A new segment of {number} contact.", "A new segment of {number} contacts.", number
        )
        screen = self.frame.screen
        if isinstance(screen, BaseScreen):
            screen.say("  ".join((told.format(number=number_text(number)), *made.notes)))

    async def action_delete(self) -> None:
        """Delete the canceled ones that are marked, or the one under the cursor; their entries stay."""
        ids = await self.chosen_ids()
        question = p_("question", "Delete {what}? The entries stay in the log.").format(
            what=await self._named(ids)
        )
        if not ids or not await self.confirm(question, p_("answer", "delete")):
            return
        number = await self.lanes.write(logged.delete, ids)
        await self._announce()
        done = np_("message", "Deleted {number} logged segment.", "Deleted {number} logged segments.", number)
        self.say(done.format(number=number) + "  " + p_("message", "u undoes this."))

    async def _named(self, ids: tuple[int, ...]) -> str:
        """What a question calls them."""
        if len(ids) == 1:
            view = await self.lanes.read(records.view, PAGE, ids[0])
            return p_("question", "logged segment {entry} ({number})").format(
                entry=ids[0], number=view.text(PAGE, "segment_no")
            )
        return np_("question", "{number} logged segment", "{number} logged segments", len(ids)).format(
            number=number_text(len(ids))
        )

    async def _announce(self) -> None:
        for page in _WRITTEN:
            await self.frame.announce(RecordsChanged(page))
