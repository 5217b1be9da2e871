"""Every page of the program by its name: the generic list or card, or a screen of its own.

A page of `models.pages` is here by itself. A page with a screen of its own adds one `Own` to `OWN`; a page
that shows no records, as Setup, adds one entry to `_OTHERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from models.pages import PAGES, Page
from models.words import N_, p_
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.screens.card import Card
from tui.screens.registry import Context, PageEntry, Screens


@dataclass(frozen=True, slots=True)
class Own:
    """The screens of a page that are hand-made, each as `module:name`; blank for the generic ones.

    They are called like this: `make(lanes, context=...)`, `card(lanes, record_id)`
    and `new(lanes, texts)`.
    """

    make: str = ""
    """The list; takes also `context=((reference, id), ...)`, the record it is opened for."""
    card: str = ""
    """The card of a record."""
    new: str = ""
    """The card of a new record; takes the texts that it begins with, by field."""
    words: str = ""
    """Other words that find the page in the menu."""


OWN: Mapping[str, Own] = {
    "contacts": Own(
        "tui.screens.contacts.list:ContactList",
        "tui.screens.contacts.card:ContactCard",
        "tui.screens.contacts.card:new_contact",
        words="people companies persons",
    ),
    "log-entries": Own(
        "tui.screens.log.list:LogScreen", "tui.screens.log.entry:EntryCard", words="history calls"
    ),
    "postponed-interactions": Own(
        "tui.screens.interactions.postponed:PostponedScreen", words="drafts resume"
    ),
    "segments": Own(
        "tui.screens.segments.list:SegmentList",
        "tui.screens.segments.card:SegmentCard",
        "tui.screens.segments.header:new_segment",
        words="mailing campaign list",
    ),
    "segment-lines": Own(card="tui.screens.segments.line:LineCard", new="tui.screens.segments.line:new_line"),
    "logged-segments": Own("tui.screens.segments.logged:LoggedSegmentList", words="mailing history"),
    "deliveries": Own(
        "tui.screens.outgoing.deliveries:DeliveryList", words="outbox sent mail send retry smtp"
    ),
    "interaction-templates": Own("tui.screens.templates:TemplateList", words="letter mail call meeting"),
}


def _import(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    made: Callable[..., Any] = getattr(import_module(module), name)
    return made


def all_screens(lanes: Lanes) -> Screens:
    """The pages of a run, in the order of the menu."""
    return Screens(*(_entry(of, lanes) for of in PAGES), *_others(lanes))


def _entry(of: Page, lanes: Lanes) -> PageEntry:
    own = OWN.get(of.name, Own())

    def make() -> BaseScreen[None]:
        if of.single:
            return open_record(1)
        return open_for(())

    def open_for(context: Context) -> BaseScreen[None]:
        made: BaseScreen[None] = (
            _import(own.make)(lanes, context=context)
            if own.make
            else _import("tui.screens.records.list:RecordList")(of.name, lanes, context=context)
        )
        return made

    def open_record(record_id: int) -> BaseScreen[None]:
        made: BaseScreen[None] = (
            _import(own.card)(lanes, record_id)
            if own.card
            else _import("tui.screens.records.card:RecordCard")(of.name, lanes, record_id)
        )
        return made

    def new_record(texts: Mapping[str, str]) -> Card:
        made: Card = (
            _import(own.new)(lanes, texts)
            if own.new
            else _import("tui.screens.records.card:RecordCard")(of.name, lanes, texts=texts)
        )
        return made

    return PageEntry(
        of.name,
        of.caption,
        make,
        words=own.words,
        open_record=open_record,
        new_record=None if _written_elsewhere(of, own) else new_record,
        open_for=None if of.single else open_for,
        menu=of.listed,
    )


def _written_elsewhere(of: Page, own: Own) -> bool:
    """Whether nothing can be created on the page by a generic card."""
    return of.single or of.read_only or (of.hand_made and not own.new)


def _others(lanes: Lanes) -> tuple[PageEntry, ...]:
    def setup() -> BaseScreen[None]:
        made: BaseScreen[None] = _import("tui.screens.setup:SetupScreen")(lanes)
        return made

    def create_interaction() -> BaseScreen[None]:
        made: BaseScreen[None] = _import("tui.screens.interactions.form:InteractScreen")()
        return made

    def delete_canceled() -> BaseScreen[None]:
        made: BaseScreen[None] = _import("tui.screens.log.delete_canceled:DeleteCanceledScreen")(lanes)
        return made

    def record_document() -> BaseScreen[None]:
        made: BaseScreen[None] = _import("tui.screens.log.record_document:RecordDocumentScreen")(lanes)
        return made

    def documents_today() -> BaseScreen[None]:
        made: BaseScreen[None] = _import("tui.screens.log.documents_today:DocumentsToday")(lanes)
        return made

    def import_contacts() -> BaseScreen[None]:
        made: BaseScreen[None] = _import("tui.screens.contacts.importing:ImportContacts")()
        return made

    return (
        PageEntry(
            "import-contacts",
            N_("page", "Import Contacts"),
            import_contacts,
            words=p_("words", "vcard csv file read"),
        ),
        PageEntry(
            "create-interaction",
            N_("page", "Create Interaction"),
            create_interaction,
            words=p_("words", "interact call letter mail meeting new"),
        ),
        PageEntry(
            "record-document",
            N_("page", "Record Document"),
            record_document,
            words=p_("words", "invoice order quote print mail erp paper"),
        ),
        PageEntry(
            "documents-today",
            N_("page", "Documents Recorded Today"),
            documents_today,
            words=p_("words", "invoice order quote erp watched folder"),
        ),
        PageEntry(
            "delete-canceled",
            N_("page", "Delete Canceled Interaction Log Entries"),
            delete_canceled,
            words=p_("words", "purge batch"),
        ),
        PageEntry(
            "setup",
            N_("page", "Setup"),
            setup,
            words=p_("words", "settings options preferences work date database"),
        ),
    )
