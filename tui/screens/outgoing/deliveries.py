"""The deliveries: what waits, was sent, failed or is uncertain (domain.md 2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap
from typing import ClassVar

from models.enums import CorrespondenceType, DeliveryState
from models.queries import deliveries as queries
from models.queries import records
from models.queries.lists import columns as columns_
from models.queries.lists.rows import Row
from models.queries.records import View
from models.rules.outgoing import deliveries, sending
from models.words import N_, np_, p_
from tui.data.lists import column, shown
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.lists.screen import LIST_COMMANDS
from tui.screens.outgoing.letters import LETTER_VERBS, LetterVerbs
from tui.screens.outgoing.sending import start_sender
from tui.screens.records.list import RecordList
from tui.screens.registry import Context
from tui.widgets.record_table import Column

PAGE = "deliveries"
_CONTACT = "entry_no.contact_no"
"""Who gets a hard copy before it is a file."""
_WIDTHS = {
    "delivery_no": 8,
    "state": 10,
    _CONTACT: 9,
    "sent_to": 24,
    "subject": 20,
    "entry_no": 8,
    "tried_at": 17,
}
_TRIED = frozenset((DeliveryState.ERROR, DeliveryState.UNCERTAIN, DeliveryState.GIVEN_UP))
"""States in which a delivery may be sent again."""
_UNSENT = frozenset((DeliveryState.WAITING, DeliveryState.ERROR, DeliveryState.UNCERTAIN))
"""States in which there is something to give up."""
_PANE = 42
"""The width of the pane beside the list."""
_LEAST = {"state": 10, "sent_to": 18}
"""What is not cut further; before that the time gives way, which stands beside the list."""
_CAPTIONS = {
    "delivery_no": N_("column", "Delivery"),
    _CONTACT: N_("column", "Contact"),
    "entry_no": N_("column", "Entry"),
}


def columns() -> tuple[Column, ...]:
    """What is sent to whom and how it stands; the words of the server stand beside the list."""
    usual = [column(PAGE, path, place, grows=path == "subject") for place, path in enumerate(_WIDTHS, 1)]
    return tuple(
        replace(
            one,
            width=_WIDTHS[one.name],
            minimum=_LEAST.get(one.name, 0),
            caption=_CAPTIONS.get(one.name, one.caption),
        )
        for one in usual
    )


async def detail(lanes: Lanes, delivery: int, width: int = _PANE) -> Sequence[str]:
    """How a delivery stands, in the words of the server in lines of `width`, and then everything else."""
    view = await lanes.read(records.view, PAGE, delivery)
    (to,) = await lanes.read(queries.recipients, [int(str(view.values["entry_no"]))])
    known = {name: shown(columns_.about(PAGE, name), value) for name, value in view.values.items()}
    attempts = int(str(view.values["attempts"]))
    tried = np_("detail", "tried {number} time", "tried {number} times", attempts).format(number=attempts)
    return [
        f"{delivery}  {known['state']}",
        *wrap(known["response"] or _standing(view), width),
        f"{to.contact_no} {to.name}".strip(),
        known["sent_to"],
        known["subject"],
        f"{tried}   {known['tried_at']}".rstrip(),
        known["message_id"],
    ]


def _standing(view: View) -> str:
    """How a delivery stands of which no server has said anything."""
    by_post = view.values["correspondence_type"] == CorrespondenceType.HARD_COPY
    if by_post and view.values["state"] == DeliveryState.WAITING:
        return p_("detail", "Waits to be printed: :print writes it to a file.")
    return "" if by_post else p_("detail", "Nothing has been heard of it.")


class DeliveryList(LetterVerbs, RecordList):
    """The list of deliveries."""

    PURPOSE = (
        N_("help", "What is to be sent, and what became of it in the words of the mail server."),
        N_("help", "Uncertain may have arrived: the line or the program ended just then. Enter: the entry."),
    )
    OFFERS: ClassVar[frozenset[str]] = LIST_COMMANDS | LETTER_VERBS | {
        "retry_delivery", "give_up_delivery",
    }  # fmt: skip
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "retry_delivery",
        "give_up_delivery",
        "filter",
        "mark",
        "fields_filter",
        "order",
        "detail",
    )

    def __init__(self, lanes: Lanes, *, context: Context = ()) -> None:
        """Make the list, of one entry when it is opened for it."""
        super().__init__(PAGE, lanes, context=context, shown_columns=columns())
        self.spec = replace(
            self.spec,
            records=N_("list", "deliveries"),
            nothing_yet=N_("list", "What an interaction or a segment sends comes here."),
        )

    def on_mount(self) -> None:
        """Find out what senders left that died."""
        self.do(self._look_after_dead())

    async def _look_after_dead(self) -> None:
        if await self.lanes.write(sending.look_after_dead):
            await self.frame.announce(RecordsChanged(PAGE))

    async def _about(self, row: Row | None) -> Sequence[str]:
        """The words of the server have the whole width of a strip."""
        beside = self.body.detail.is_pane
        return () if row is None else await detail(self.lanes, row.id, _PANE if beside else self.size.width)

    async def letters(self) -> Sequence[int]:
        """The entries of the marked deliveries, else of that under the cursor."""
        return await self.lanes.read(queries.entries_of, await self.chosen_ids())

    async def action_open(self) -> None:
        """Open the log entry."""
        if self.row is not None:
            await self.frame.open_record("log-entries", await self.lanes.read(queries.entry_of, self.row.id))

    async def action_retry_delivery(self) -> None:
        """Send again what is marked, else what the cursor is on; what may have arrived after a question."""
        states = await self._chosen(_TRIED)
        if not states:
            return
        ids, doubtful = tuple(states), list(states.values()).count(DeliveryState.UNCERTAIN)
        question = np_(
            "question",
            "{number} may have arrived already. Send it again?",
            "{number} may have arrived already. Send them again?",
            doubtful,
        ).format(number=doubtful)
        if doubtful and not await self.confirm(question, p_("answer", "send again")):
            return
        await self.lanes.write(deliveries.retry, ids, uncertain=True)
        await self._changed(ids)
        told = np_("message", "Sending {number} again.", "Sending {number} again.", len(ids))
        self.say(told.format(number=len(ids)))
        start_sender(self)

    async def action_give_up_delivery(self) -> None:
        """Leave what is marked, else what the cursor is on, unsent."""
        ids = tuple(await self._chosen(_UNSENT))
        if not ids:
            return
        question = np_(
            "question", "Leave {number} unsent for good?", "Leave {number} unsent for good?", len(ids)
        )
        if await self.confirm(question.format(number=len(ids)), p_("answer", "give up")):
            await self.lanes.write(deliveries.give_up, ids)
            await self._changed(ids)
            told = np_("message", "Gave {number} up.", "Gave {number} up.", len(ids))
            self.say(told.format(number=len(ids)))

    async def _chosen(self, fitting: frozenset[DeliveryState]) -> dict[int, DeliveryState]:
        """Those of the chosen deliveries that a verb is for; else one of them, for the rule to say why."""
        states = await self.lanes.read(queries.states, await self.chosen_ids())
        found = {number: state for number, state in states.items() if state in fitting}
        return found or dict(list(states.items())[:1])

    async def _changed(self, ids: tuple[int, ...]) -> None:
        await self.frame.announce(RecordsChanged(PAGE, ids))
        await self.frame.announce(RecordsChanged("log-entries"))
