"""The contacts that a dry run would have made or changed, for the rows that come after."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.database.scratch import Scratch


@dataclass(frozen=True, slots=True)
class Seen:
    """What a contact would be."""

    row: dict[str, Any]
    """Its values by attribute."""
    card: tuple[str, str, str]
    """UID, kind and text of its kept card."""
    comments: list[str]


class Imagined:
    """Contacts by id, negative for those that would be made; as many as a file has, in little memory."""

    def __init__(self, blank: Mapping[str, Any]) -> None:
        self._blank = blank
        self._scratch = Scratch()
        self._born = 0

    def new_id(self) -> int:
        """The id of the next contact that would be made."""
        self._born -= 1
        return self._born

    def put(self, contacts: Iterable[tuple[int, Seen, Collection[str]]]) -> None:
        """Remember contacts by id with the words they are found by."""
        self._scratch.put((contact, self._written(seen), words) for contact, seen, words in contacts)

    def found(self, words: Collection[str]) -> dict[int, Seen]:
        """The contacts that are found by one of these words."""
        return {contact: self._read(text) for contact, text in self._scratch.found(words).items()}

    def known(self, ids: Collection[int]) -> dict[int, Seen]:
        """Those of the contacts that are remembered."""
        return {contact: self._read(text) for contact, text in self._scratch.known(ids).items()}

    def _written(self, seen: Seen) -> str:
        said = {name: value for name, value in seen.row.items() if value != self._blank.get(name, "")}
        return json.dumps([said, seen.card, seen.comments])

    def _read(self, text: str) -> Seen:
        said, card, comments = json.loads(text)
        uid, kind, kept = card
        return Seen({**self._blank, **said}, (uid, kind, kept), comments)
