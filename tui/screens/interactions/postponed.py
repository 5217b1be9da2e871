"""Postponed interactions: one list for everybody, mine at first; resumed, filtered and deleted here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from models.queries.lists.rows import Filter, Question
from models.rules.interactions import drafts
from models.words import N_, np_, p_
from tui.data.entries import SeveralSource, postponed_detail
from tui.data.lists import column, list_spec
from tui.data.views import ListViews
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.interactions.opening import create_interaction, resume_interaction
from tui.screens.lists.screen import LIST_COMMANDS, ListScreen
from tui.screens.lists.spec import ListSpec
from tui.widgets.record_table import Column

PAGE = "postponed-interactions"


def columns() -> tuple[Column, ...]:
    """The columns of ux.md 13.4."""
    looks = {
        "date": (N_("column", "Date"), 11, 1),
        "time_of_interaction": (N_("column", "Time"), 5, 2),
        "interaction_template_code": (N_("column", "Template"), 9, 1),
        "contact_no": (N_("column", "For"), 9, 1),
        "contact_no.name": (N_("column", "Name"), 18, 1),
        "description": (N_("column", "Description"), 20, 1),
        "salesperson_code": (N_("column", "Sp"), 4, 2),
        "user_id": (N_("column", "By"), 8, 3),
    }
    return tuple(
        replace(column(PAGE, path, priority, grows=path == "description"), caption=caption, width=width)
        for path, (caption, width, priority) in looks.items()
    )


def spec(lanes: Lanes) -> ListSpec:
    """The list of postponed interactions."""

    def source(question: Question) -> SeveralSource:
        return SeveralSource(lanes, question)

    return replace(
        list_spec(PAGE, lanes, detail=partial(postponed_detail, lanes)),
        make_source=source,
        records=N_("list", "postponed interactions"),
        columns=columns(),
        views=ListViews(lanes, PAGE, "standard:my-postponed"),
        nothing_yet=N_("list", "F7 in an interaction puts it aside"),
        watches=frozenset(("log-entries", "contacts")),
    )


class PostponedScreen(ListScreen):
    """Postponed Interactions."""

    PAGE = PAGE
    PURPOSE = (
        N_("help", "Interactions put aside unfinished; nothing of them is logged or counted."),
        N_("help", "Yours are shown first: Esc shows everybody's, and w Enter goes to and fro."),
    )
    OFFERS = LIST_COMMANDS | {"resume", "interact", "delete"}
    FOOTER: ClassVar[tuple[str, ...]] = (
        "resume", "delete", "mark", "views", "filter", "order", "undo", "detail",
    )  # fmt: skip

    def __init__(
        self, lanes: Lanes, *, context: tuple[tuple[str, int], ...] = (), filters: tuple[Filter, ...] = ()
    ) -> None:
        """Mine, unless opened for a contact, a salesperson or with a filter."""
        super().__init__(spec(lanes), context=context, filters=filters)
        self._lanes = lanes

    async def action_resume(self) -> None:
        """Go on with the interaction."""
        if self.row is not None:
            await resume_interaction(self, self.row.id)

    action_open = action_resume

    async def action_interact(self) -> None:
        """Create another interaction with the same contact."""
        if self.row is not None:
            await create_interaction(self, entry_id=self.row.id)

    async def action_delete(self) -> None:
        """Delete the marked ones, or the one under the cursor, after a question."""
        ids = await self.chosen_ids()
        number = len(ids)
        question = np_(
            "question",
            "Delete {number} postponed interaction?",
            "Delete {number} postponed interactions?",
            number,
        )
        if not number or not await self.confirm(question.format(number=number), p_("answer", "delete")):
            return
        await self._lanes.write(drafts.delete_postponed, ids)
        await self.frame.announce(RecordsChanged(PAGE))
        done = np_("message", "Deleted {number}.", "Deleted {number}.", number)
        self.say(done.format(number=number) + "  " + p_("message", "u undoes this."))
