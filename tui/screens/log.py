"""The interaction log: everything recorded from anywhere, with its totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from models.enums import Evaluation, Status
from models.queries import log as log_queries
from models.queries.rows import Filter, Row
from models.rules import log
from models.rules.log_deletion import delete_entries
from models.words import N_, np_, p_, translate
from tui.data.lists import column, list_spec, record_detail
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.interact import create_interaction
from tui.screens.list_screen import LIST_COMMANDS, ListScreen
from tui.screens.list_spec import ListSpec
from tui.screens.pick import PickScreen
from tui.widgets.pick_list import PickItem
from tui.widgets.record_table import Column

PAGE = "log-entries"
_FLAGS = {Status.CANCELED: "X", Status.ATTEMPT_FAILED: "!", Status.ERROR: "!"}
_SHOWN = ("entry_no", "date", "interaction_template_code", "contact_no.name", "description", "duration")
_MORE = ("salesperson_code", "time_of_interaction", "evaluation", "cost")
_HIDDEN = ("status", "comment")


def columns() -> tuple[Column, ...]:
    """The columns of ux.md 13.6; the status and the comments stand as signs before them."""
    shown = [column(PAGE, path, 1, grows=path == "description") for path in (*_SHOWN[:-1], "duration")]
    more = [column(PAGE, path, place) for place, path in enumerate(_MORE, 2)]
    hidden = [replace(column(PAGE, path), hidden=True) for path in _HIDDEN]
    short = {"entry_no": 7, "contact_no.name": 20, "duration": 4, "interaction_template_code": 8}
    captions = {
        "entry_no": N_("column", "Entry"),
        "interaction_template_code": N_("column", "Templ."),
        "contact_no.name": N_("column", "Contact"),
        "duration": N_("column", "Min"),
        "salesperson_code": N_("column", "Sp"),
        "time_of_interaction": N_("column", "Time"),
        "cost": N_("column", "Cost"),
    }
    return tuple(
        replace(one, width=short.get(one.name, one.width), caption=captions.get(one.name, one.caption))
        for one in (*shown, *more, *hidden)
    )


def flags(row: Row) -> str:
    """The signs of an entry: `X` canceled, `!` attempt failed, `#` comment."""
    status, comment = row.cells[-2], row.cells[-1]
    return _FLAGS.get(Status(int(str(status))), " ") + ("#" if comment else " ")


def spec(lanes: Lanes) -> ListSpec:
    """The list of log entries."""

    async def detail(entry_id: int) -> Sequence[str]:
        known = await record_detail(lanes, PAGE, entry_id)
        notes = await lanes.read(log_queries.comments, entry_id)
        return (*known[:1], *(f"# {line}" for note in notes for line in note.text.splitlines()), *known[1:])

    return replace(
        list_spec(PAGE, lanes, detail=detail),
        records=N_("list", "interactions"),
        columns=columns(),
        flags=flags,
        flag_width=2,
        nothing_yet=N_("list", "i Interact"),
        watches=frozenset(("postponed-interactions", "contacts")),
    )


class EntryVerbs:
    """The verbs on log entries, for the log and for a contact's timeline."""

    def __init__(self, screen: BaseScreen[None]) -> None:
        self._screen = screen
        self._lanes = screen.frame.session.lanes

    async def cancel(self, ids: Sequence[int]) -> None:
        """Cancel one at once; marked ones after a question, all as the first in the list (design.md 3.6)."""
        if not ids:
            return
        canceled, number = await self._lanes.read(log.toggled, tuple(ids)), len(ids)
        if number > 1:
            question = (
                np_("question", "Cancel {number} entry?", "Cancel {number} entries?", number)
                if canceled
                else np_("question", "Un-cancel {number} entry?", "Un-cancel {number} entries?", number)
            )
            verb = p_("answer", "cancel them") if canceled else p_("answer", "un-cancel them")
            if not await self._screen.confirm(question.format(number=number), verb):
                return
        await self._lanes.write(log.set_canceled, tuple(ids), canceled)
        await self.announce()
        done = (
            np_("message", "Canceled {number} entry.", "Canceled {number} entries.", number)
            if canceled
            else np_("message", "Un-canceled {number} entry.", "Un-canceled {number} entries.", number)
        )
        self._screen.say(done.format(number=number) + "  " + p_("message", "u undoes this."))

    async def evaluate(self, ids: Sequence[int]) -> None:
        """Choose one of the five evaluations for the entries."""
        items = [
            PickItem(str(int(option)), translate(option.caption), "")
            for option in Evaluation
            if option is not Evaluation.BLANK
        ]
        screen = PickScreen(p_("title", "Evaluate"), items, page=PAGE, verb=p_("action", "Evaluate"))
        chosen = await self._screen.app.push_screen_wait(screen)
        if chosen is None or not ids:
            return
        await self._lanes.write(log.evaluate, tuple(ids), Evaluation(int(chosen.id)))
        await self.announce()
        self._screen.say(p_("message", "Evaluated: {evaluation}.").format(evaluation=chosen.text))

    async def announce(self) -> None:
        """Tell the other screens."""
        await self._screen.frame.announce(RecordsChanged(PAGE))


class LogScreen(ListScreen):
    """Interaction Log Entries."""

    PAGE = PAGE
    PURPOSE = (
        N_("help", "Everything recorded, newest first: X canceled, ! attempt failed, # comment."),
        N_("help", "An entry is never changed in place: cancel it with x, and copy it with c."),
    )
    OFFERS = LIST_COMMANDS | {
        "interact", "cancel", "evaluate", "edit", "comments", "copy_record", "delete", "delete_canceled",
        "new",
    }  # fmt: skip
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "interact",
        "cancel",
        "mark",
        "fields_filter",
        "filter",
        "delete",
    )

    def __init__(
        self, lanes: Lanes, *, context: tuple[tuple[str, int], ...] = (), filters: tuple[Filter, ...] = ()
    ) -> None:
        """The log; of one contact, company, salesperson, template or group with `context`."""
        super().__init__(spec(lanes), context=context, filters=filters)

    @property
    def verbs(self) -> EntryVerbs:
        """The verbs on entries."""
        return EntryVerbs(self)

    async def action_interact(self) -> None:
        """Create an interaction with the contact of the entry, or without one."""
        context = dict(self._opened_for)
        await create_interaction(
            self,
            entry_id=self.row.id if self.row else None,
            salesperson_id=context.get("salesperson"),
            template_id=context.get("template"),
        )

    async def action_new(self) -> None:
        """Create an interaction with nothing given but what the list was opened for."""
        context = dict(self._opened_for)
        contact = context.get("contact") or context.get("company")
        await create_interaction(
            self,
            contact_ids=(contact,) if contact else (),
            salesperson_id=context.get("salesperson"),
            template_id=context.get("template"),
        )

    async def action_copy_record(self) -> None:
        """Create an interaction with all values of the entry."""
        if self.row is not None:
            await create_interaction(self, copy_of=self.row.id)

    async def action_cancel(self) -> None:
        """Cancel or un-cancel the entry, or the marked ones."""
        await self.verbs.cancel(await self.chosen_ids())

    async def action_evaluate(self) -> None:
        """Evaluate the entry, or the marked ones."""
        await self.verbs.evaluate(await self.chosen_ids())

    async def action_open(self) -> None:
        """Open the entry: what may be changed afterwards, and its comments."""
        from tui.screens.entry_card import EntryCard

        if self.row is not None:
            await self.app.push_screen(EntryCard(self.frame.session.lanes, self.row.id))

    action_edit = action_open

    async def action_comments(self) -> None:
        """The comments of the entry."""
        from tui.screens.entry_card import EntryCard

        if self.row is not None:
            await self.app.push_screen(EntryCard(self.frame.session.lanes, self.row.id, at_comment=True))

    async def action_delete(self) -> None:
        """Delete the canceled entries that are marked, or the one under the cursor, after a question."""
        ids = await self.chosen_ids()
        number = len(ids)
        question = np_("question", "Delete {number} entry?", "Delete {number} entries?", number)
        if not number or not await self.confirm(question.format(number=number), p_("answer", "delete")):
            return
        await self.frame.session.lanes.write(delete_entries, ids)
        await self.verbs.announce()
        done = np_("message", "Deleted {number} entry.", "Deleted {number} entries.", number)
        self.say(done.format(number=number) + "  " + p_("message", "u undoes this."))

    async def action_delete_canceled(self) -> None:
        """Open the batch that deletes canceled entries."""
        from tui.screens.delete_canceled import DeleteCanceledScreen

        await self.app.push_screen(DeleteCanceledScreen(self.frame.session.lanes))
