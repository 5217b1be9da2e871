"""Messages that cross screens."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class RecordsChanged(Message):
    """Records were written; screens that show such records read them again.

    Posted to the app, which hands it to every screen. Autosaved drafts are not announced.
    """

    page: str = ""
    """The page the records belong to, as `contacts`; empty when it may be any."""
    ids: tuple[int, ...] = ()
    """The ids of the records, empty when it may be any."""
