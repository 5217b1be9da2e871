"""The list of any page of `models.pages`, with the verbs that every record has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from models import dictionary
from models.errors import NotFoundError
from models.interaction import InteractionLogEntry
from models.pages import Page, page
from models.queries import records
from models.queries.attached_files import WITH_FILES
from models.queries.lists import windows
from models.queries.lists.rows import Choice, Filter
from models.rules import records as rules
from models.words import np_, p_, translate
from tui.commands import BY_ID
from tui.data.forms import choice_for
from tui.data.lists import Detail, list_spec, owner_page, parent_attribute, parts, title
from tui.data.source import QuestionSource
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.lists.screen import LIST_COMMANDS, ListScreen
from tui.screens.registry import Context
from tui.widgets.key_bar import KeyHint
from tui.widgets.pick_list import PickItem
from tui.widgets.record_table import Column

if TYPE_CHECKING:
    from tui.screens.records.card import RecordCard

_NOTHING: Mapping[str, str] = MappingProxyType({})
WRITES = frozenset(("new", "edit", "copy_record", "delete"))
"""The verbs that a page without writing does not have."""


def history_context(of: Page) -> str:
    """The reference of a log entry to the records of a page; empty when entries do not refer to them."""
    fields = dictionary.fields(InteractionLogEntry).values()
    return next((str(f.name) for f in fields if getattr(f, "rel_model", None) is of.model), "")


def why_not_here(of: Page, screen: BaseScreen[None], command_id: str) -> str:
    """Why a verb on the records of a page never applies there, as a sentence; empty when it may."""
    screens = screen.frame.screens
    if command_id in WRITES and (of.read_only or (of.hand_made and not screens[of.name].new_record)):
        return p_("message", "The records of {page} are not written here.").format(page=translate(of.caption))
    if command_id in ("new", "copy_record", "delete") and of.single:
        return p_("message", "There is always one {page}.").format(page=translate(of.caption))
    if command_id == "attachments" and of.name not in WITH_FILES:
        return p_("message", "{page} have no attachments.").format(page=translate(of.caption))
    if command_id == "parts" and not parts(of):
        return p_("message", "{page} have no lines.").format(page=translate(of.caption))
    if command_id == "history" and (
        not history_context(of) or "log-entries" not in screens or not screens["log-entries"].open_for
    ):
        return p_("message", "No log entries refer to {page}.").format(page=translate(of.caption))
    return ""


async def open_history(screen: BaseScreen[None], of: Page, record_id: int) -> None:
    """Open the log entries of a record."""
    open_for = screen.frame.screens["log-entries"].open_for
    if open_for is not None:
        await screen.frame.push_screen(open_for(((history_context(of), record_id),)))


async def open_parts(screen: BaseScreen[None], of: Page, record_id: int) -> None:
    """Open what belongs to a record; of several kinds one is chosen first."""
    found = parts(of)
    name = found[0].name
    if len(found) > 1:
        items = [PickItem(one.name, translate(one.caption)) for one in found]
        chosen = await screen.app.push_screen_wait(
            PickScreen(translate(of.caption), items, page=screen.PAGE, verb=p_("action", "Open"))
        )
        if chosen is None:
            return
        name = chosen.id
    open_for = screen.frame.screens[name].open_for
    assert open_for is not None
    await screen.frame.push_screen(open_for(((parent_attribute(page(name)), record_id),)))


def parts_hint(of: Page, hint: KeyHint) -> KeyHint:
    """The footer's entry for what belongs to the records: by its name when there is one kind."""
    found = parts(of)
    label = translate(found[0].caption).split()[-1] if len(found) == 1 else hint.label
    return KeyHint(hint.key, label, hint.applies)


class RecordList(ListScreen):
    """A list of records of one page."""

    OFFERS: ClassVar[frozenset[str]] = LIST_COMMANDS | WRITES | {"history", "parts", "attachments"}
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "new",
        "parts",
        "attachments",
        "edit",
        "filter",
        "copy_record",
        "delete",
        "mark",
        "history",
        "undo",
        "fields_filter",
        "order",
        "detail",
    )

    def __init__(
        self,
        page_name: str,
        lanes: Lanes,
        *,
        context: Context = (),
        filters: tuple[Filter, ...] = (),
        detail: Detail | None = None,
        shown_columns: tuple[Column, ...] = (),
    ) -> None:
        """Make the list of a page.

        Args:
            page_name: The page.
            lanes: The ways to the database.
            context: The records that it is opened for.
            filters: The fields filter to begin with.
            detail: The lines about a record; its fields when left out.
            shown_columns: The columns; those of the page when left out.
        """
        super().__init__(
            list_spec(page_name, lanes, detail=detail, shown_columns=shown_columns),
            context=context,
            filters=filters,
        )
        self.PAGE = page_name  # type: ignore[misc]
        self.of = page(page_name)
        self.lanes = lanes
        self._card: RecordCard | None = None
        if self.owner:
            own = tuple(one for one in self.spec.columns if one.name.partition(".")[0] != self.of.parent)
            self.spec = replace(self.spec, columns=own)

    def on_mount(self) -> None:
        """Say whose parts these are."""
        if self.owner:
            self.do(self._name_owner())

    async def _name_owner(self) -> None:
        owner = await self.lanes.read(choice_for, owner_page(self.of).name, self.owner)
        caption = translate(self.of.caption)
        title = p_("list", "{page} of {record}").format(page=caption, record=owner.code)
        self.spec = replace(self.spec, title=title)
        self._show_context()

    @property
    def owner(self) -> int:
        """The record that the list shows the parts of; 0 for none."""
        if not self.of.parent:
            return 0
        return dict(self._opened_for).get(parent_attribute(self.of), 0)

    @property
    def source(self) -> QuestionSource:
        """The rows as the list shows them now."""
        return QuestionSource(self.lanes, self.question)

    def why_not(self, command_id: str) -> str:
        """Verbs that the page does not have say so."""
        return why_not_here(self.of, self, command_id) or super().why_not(command_id)

    def hints(self) -> list[KeyHint]:
        """The footer without what the page never has."""
        names = [name for name in self.FOOTER if not why_not_here(self.of, self, name)]
        hints = {name: self.hint(BY_ID[name]) for name in names}
        if "parts" in hints:
            hints["parts"] = parts_hint(self.of, hints["parts"])
        return list(hints.values())

    # verbs

    async def action_open(self) -> None:
        """Open the card of the row."""
        await self._open_card(editing=False)

    async def action_edit(self) -> None:
        """Open the card of the row, ready to type."""
        await self._open_card(editing=True)

    async def _open_card(self, *, editing: bool) -> None:
        row = self.row
        if row is None:
            return
        if self.of.hand_made:
            await self.frame.open_record(self.of.name, row.id)
            return
        await self._push(self.make_card(row.id, editing=editing))

    def make_card(
        self, record_id: int, *, editing: bool = False, texts: Mapping[str, str] = _NOTHING
    ) -> RecordCard:
        """The card of a record of this list, or of a new one that begins with `texts`."""
        from tui.screens.records.card import RecordCard

        return RecordCard(
            self.of.name,
            self.lanes,
            record_id,
            editing=editing,
            texts=texts,
            source=self.source,
            row=self.row,
            owner=self.owner,
        )

    async def _push(self, card: RecordCard) -> None:
        self._card = card
        await self.frame.push_screen(card)

    def come_back(self) -> None:
        """Stand on the record that was made, or that the card went on to."""
        card, self._card = self._card, None
        here = self.row.id if self.row else 0
        if card is None or card.record_id in (0, here):
            self.ask_again()
        else:
            self.do(self._go_to(card.record_id))

    async def _go_to(self, record_id: int) -> None:
        rows = await self.lanes.read(windows.at, self.question, (record_id,))
        self.ask_again(at=rows[0] if rows else None)

    async def action_new(self) -> None:
        """Open an empty card."""
        await self._make({})

    async def action_copy_record(self) -> None:
        """Open the card of a new record with the texts of this one, but for its key."""
        row = self.row
        if row is not None:
            await self._make(await self.lanes.read(copied_texts, self.of, row.id))

    async def _make(self, texts: Mapping[str, str]) -> None:
        await self._push(self.make_card(0, texts=texts))

    async def action_delete(self) -> None:
        """Delete the marked records, else that under the cursor, after a question."""
        ids = await self.chosen_ids()
        await delete_records(self, self.of, self.lanes, ids)

    async def action_history(self) -> None:
        """Open the log entries of the record."""
        if self.row is not None:
            await open_history(self, self.of, self.row.id)

    async def action_parts(self) -> None:
        """Open what belongs to the record."""
        if self.row is not None:
            await open_parts(self, self.of, self.row.id)

    async def action_attachments(self) -> None:
        """Show what the record has attached."""
        from tui.screens.attachments import open_attachments

        if self.row is not None:
            await open_attachments(self, self.lanes, self.of.name, self.row.id)


async def delete_records(
    screen: BaseScreen[None], of: Page, lanes: Lanes, ids: Sequence[int], *, besides: str = ""
) -> bool:
    """Delete records after a question, and tell all screens; whether they were deleted.

    `besides` is a sentence of the question about what else the deletion does.
    """
    if not ids:
        return False
    if len(ids) == 1:
        what = title(of.name, await lanes.read(records.view, of.name, ids[0]))
    else:
        what = np_("question", "{number} record", "{number} records", len(ids)).format(number=len(ids))
    question = f"{p_('question', 'Delete {what}?').format(what=what)}  {besides}".rstrip()
    if not await screen.confirm(question, p_("answer", "delete")):
        return False
    await lanes.write(rules.delete, of.name, tuple(ids))
    await screen.frame.announce(RecordsChanged(of.name, tuple(ids)))
    screen.say(p_("message", "Deleted {what}.  u undoes this.").format(what=what))
    return True


def copied_texts(of: Page, record_id: int) -> dict[str, str]:
    """The texts of a record that a copy of it begins with: everything that people type, but the key."""
    from tui.data.forms import form_abouts, texts_of

    texts = texts_of(of, records.view(of.name, record_id))
    key = of.key[-1] if of.key else ""
    abouts = form_abouts(of)
    return {
        name: text
        for name, text in texts.items()
        if name != key and abouts[name].editable and not abouts[name].computed
    }


class ChooseList(RecordList):
    """The whole list of a page, to choose one record for a field."""

    REMEMBERS = False
    FOOTER: ClassVar[tuple[str, ...]] = ("open", "new", "filter", "fields_filter", "order", "detail")

    def __init__(self, page_name: str, lanes: Lanes) -> None:
        """Make the list of the page that a field refers to."""
        super().__init__(page_name, lanes)
        self.chosen: Choice | None = None

    def hints(self) -> list[KeyHint]:
        """Enter chooses here."""
        enter, *rest = super().hints()
        return [KeyHint(enter.key, p_("action", "Choose"), enter.applies), *rest]

    async def action_open(self) -> None:
        """Take the record and go back to the form."""
        if self.row is None:
            raise NotFoundError(p_("message", "There is no row here."))
        self.chosen = await self.lanes.read(choice_for, self.of.name, self.row.id)
        self.dismiss(None)
