"""The interaction log: everything recorded from anywhere, with its totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from models.database.stopping import Stop, stoppable
from models.enums import Evaluation, Status
from models.queries import log as log_queries
from models.queries.lists.rows import Filter, Question, Row
from models.queries.log import Totals
from models.rules.content.attached_files import own_attachments
from models.rules.interactions import log
from models.rules.interactions.log_deletion import delete_entries
from models.words import N_, np_, p_, translate
from tui.data.entries import OWNERS, log_detail, totals_line, totals_lines
from tui.data.forms import choice_for
from tui.data.lists import column, list_spec
from tui.data.whom import Whom
from tui.lanes import Lanes, Latest
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.interactions.call import call_entry
from tui.screens.interactions.opening import create_interaction
from tui.screens.lists.screen import LIST_COMMANDS, ListScreen
from tui.screens.lists.spec import ListSpec
from tui.screens.outgoing.letters import LETTER_VERBS, LetterVerbs
from tui.screens.outgoing.paper_verbs import PAPER_VERBS, PaperVerbs
from tui.text import cells
from tui.widgets.detail import Detail
from tui.widgets.pick_list import PickItem
from tui.widgets.record_table import Column

PAGE = "log-entries"
ADDED_UP = 100_000
"""The most entries whose totals stand beside the list; adding up more keeps a processor busy for seconds."""
_FLAGS = {
    Status.CANCELED: "X",
    Status.ATTEMPT_FAILED: "!",
    Status.ERROR: "!",
    Status.UNCERTAIN: "?",
}
FLAG_WIDTH = 3
"""Cells that `flags` takes."""
_SHOWN = ("entry_no", "date", "interaction_template_code", "contact_no.name", "description", "duration")
_MORE = ("salesperson_code", "time_of_interaction", "evaluation", "cost")
_HIDDEN = ("status", "comment", "attachments")


def columns() -> tuple[Column, ...]:
    """The columns of ux.md 13.6; the status and the comments stand as signs before them."""
    shown = [column(PAGE, path, 1, grows=path == "description") for path in (*_SHOWN[:-1], "duration")]
    more = [column(PAGE, path, place) for place, path in enumerate(_MORE, 2)]
    hidden = [replace(column(PAGE, path), hidden=True) for path in _HIDDEN]
    short = {"entry_no": 8, "contact_no.name": 20, "duration": 4, "interaction_template_code": 8}
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
    """The signs of an entry: `X` canceled, `!` attempt failed or unsent, `#` comment, `@` attachments."""
    status, comment, attachments = row.cells[-3:]
    sign = _FLAGS.get(Status(int(str(status))), " ")
    return sign + ("#" if comment else " ") + ("@" if attachments else " ")


def spec(lanes: Lanes) -> ListSpec:
    """The list of log entries."""
    return replace(
        list_spec(PAGE, lanes, detail=partial(log_detail, lanes)),
        records=N_("list", "interactions"),
        columns=columns(),
        flags=flags,
        flag_width=FLAG_WIDTH,
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
        own = await self._lanes.read(own_attachments, tuple(ids)) if canceled and number > 1 else 0
        if number > 1:
            question = (
                np_("question", "Cancel {number} entry?", "Cancel {number} entries?", number)
                if canceled
                else np_("question", "Un-cancel {number} entry?", "Un-cancel {number} entries?", number)
            )
            verb = p_("answer", "cancel them") if canceled else p_("answer", "un-cancel them")
            if not await self._screen.confirm(question.format(number=number), verb):
                return
        delete = bool(own) and await self._delete_attachments(own)
        await self._lanes.write(log.set_canceled, tuple(ids), canceled, delete_attachments=delete)
        await self.announce()
        done = (
            np_("message", "Canceled {number} entry.", "Canceled {number} entries.", number)
            if canceled
            else np_("message", "Un-canceled {number} entry.", "Un-canceled {number} entries.", number)
        )
        self._screen.say(done.format(number=number) + "  " + p_("message", "u undoes this."))

    async def _delete_attachments(self, number: int) -> bool:
        """Whether attachments that only canceled entries have go; by itself they stay (domain.md 2.8)."""
        question = np_(
            "question",
            "Delete {number} attachment that nothing else uses too?",
            "Delete {number} attachments that nothing else uses too?",
            number,
        )
        return await self._screen.confirm(question.format(number=number), p_("answer", "delete"))

    async def attachments(self, entry_id: int) -> None:
        """Show what an entry has attached."""
        from tui.screens.attachments import open_attachments

        await open_attachments(self._screen, self._lanes, PAGE, entry_id)

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


class LogScreen(PaperVerbs, LetterVerbs, ListScreen):
    """Interaction Log Entries."""

    PAGE = PAGE
    PURPOSE = (
        N_("help", "Everything recorded, newest first: X canceled, ! failed, # comment, @ file."),
        N_("help", "An entry is never changed in place: cancel it with x, and copy it with c."),
    )
    OFFERS = LIST_COMMANDS | PAPER_VERBS | LETTER_VERBS | {
        "interact", "call", "cancel", "evaluate", "attachments", "edit", "comments", "copy_record",
        "delete", "new",
    }  # fmt: skip
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "interact",
        "cancel",
        "attachments",
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
        self._lanes = lanes
        self._added_up: tuple[Question, Totals] | None = None
        self._newest_totals: Latest[Totals] = Latest()
        self._adding = Stop()

    def on_mount(self) -> None:
        """Name whose log it is."""
        if self._opened_for:
            self.do(self._name_owner())

    async def _name_owner(self) -> None:
        reference, record_id = self._opened_for[0]
        owner = await self._lanes.read(choice_for, OWNERS.get(reference, "contacts"), record_id)
        title = p_("list", "{page} of {record}").format(
            page=translate(self.spec.title), record=f"{owner.code} {owner.description}".strip()
        )
        self.spec = replace(self.spec, title=title)
        self._show_context()

    @property
    def totals(self) -> Totals | None:
        """What the list comes to, once that is known; never what another filter came to."""
        return self._added_up[1] if self._added_up and self._added_up[0] == self.question else None

    async def _count_rows(self) -> None:
        """The totals of a list that is soon added up follow the number of rows; others wait for `T`."""
        await super()._count_rows()
        self._adding.stop()
        self._adding = Stop()
        if self._tally.exact is None or self._tally.exact > ADDED_UP:
            self._added_up = None
            return
        question = self.question
        asked = self._lanes.long(stoppable(log_queries.totals, self._adding), question)
        found = await self._newest_totals.ask(asked)
        if found is not None and self.is_attached:
            self._added_up = (question, found)
            self._show_context()
            self.body.wait()

    def _marked(self, room: int) -> str:
        """What is marked; before that, without a pane, what the list comes to if the filter leaves room."""
        marked, totals = super()._marked(room), self.totals
        if totals is None or self.table.marks or self.query_one(Detail).is_pane:
            return marked
        line = totals_line(totals)
        return line if cells(line) <= room else marked

    async def _about(self, row: Row | None) -> Sequence[str]:
        lines = await super()._about(row)
        totals = self.totals
        if totals is not None and self.query_one(Detail).is_pane:
            lines = (*lines, *totals_lines(totals))
        return lines

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

    async def action_call(self) -> None:
        """Call the contact of the entry."""
        if self.row is not None:
            await call_entry(self, self.row.id)

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

    async def printed_for(self) -> Whom:
        """The contacts of the marked entries, each once, else of that under the cursor."""
        from models.exchange.paper.recipients import of_entries

        return Whom(contacts=tuple(await self.frame.session.lanes.read(of_entries, await self.chosen_ids())))

    async def action_attachments(self) -> None:
        """Show what the entry has attached."""
        if self.row is not None:
            await self.verbs.attachments(self.row.id)

    async def letters(self) -> Sequence[int]:
        """The marked entries, else that under the cursor."""
        return await self.chosen_ids()

    async def action_evaluate(self) -> None:
        """Evaluate the entry, or the marked ones."""
        await self.verbs.evaluate(await self.chosen_ids())

    async def action_open(self) -> None:
        """Open the entry: what may be changed afterwards, and its comments."""
        from tui.screens.log.entry import EntryCard

        if self.row is not None:
            await self.app.push_screen(EntryCard(self.frame.session.lanes, self.row.id))

    action_edit = action_open

    async def action_comments(self) -> None:
        """The comments of the entry."""
        from tui.screens.log.entry import EntryCard

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
