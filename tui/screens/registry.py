"""The pages that the menu and the navigation row open; their screens are imported when they are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import NotFoundError
from models.words import p_

if TYPE_CHECKING:
    from tui.screens.base import BaseScreen
    from tui.screens.card import Card

Context = tuple[tuple[str, int], ...]
"""Ids that a list is opened for, by the name of the reference: `(("salesperson", 17),)`."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page."""

    name: str
    """The name of the command line: `contacts`, `log-entries`."""
    title: str
    """The official name, marked with `N_`: `Interaction Log Entries`."""
    make: Callable[[], BaseScreen[None]]
    """Imports and makes the screen."""
    words: str = ""
    """Other words that find it in the menu."""
    open_record: Callable[[int], BaseScreen[None]] | None = None
    """Imports and makes the card of a record, when the page has one."""
    new_record: Callable[[Mapping[str, str]], Card] | None = None
    """Imports and makes the card of a new record that begins with these texts, by field."""
    open_for: Callable[[Context], BaseScreen[None]] | None = None
    """Imports and makes the list of the records that belong to another record."""
    menu: bool = True
    """Whether the menu offers it; parts are reached from the record they belong to."""


class Screens:
    """All pages of a run, by name."""

    def __init__(self, *entries: PageEntry) -> None:
        self._entries = {entry.name: entry for entry in entries}

    def __iter__(self) -> Iterator[PageEntry]:
        return iter(self._entries.values())

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> PageEntry:
        try:
            return self._entries[name]
        except KeyError:
            raise NotFoundError(p_("error", "There is no page {name}.").format(name=name)) from None
