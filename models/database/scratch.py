"""What a long run remembers for itself: on disk when it is much, and gone with the run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable


class Scratch:
    """Texts by id, found by any of their words; in a temporary file that nobody else sees."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        self._file.execute("CREATE TABLE word (word TEXT, id INTEGER, PRIMARY KEY (word, id)) WITHOUT ROWID")

    def put(self, notes: Iterable[tuple[int, str, Collection[str]]]) -> None:
        """Remember texts by id, in the place of older ones; words that an older one was found by stay."""
        kept = list(notes)
        self._file.execute("BEGIN")
        self._file.executemany("INSERT OR REPLACE INTO note VALUES (?, ?)", [note[:2] for note in kept])
        self._file.executemany(
            "INSERT OR IGNORE INTO word VALUES (?, ?)", [(word, note[0]) for note in kept for word in note[2]]
        )
        self._file.execute("COMMIT")

    def found(self, words: Collection[str]) -> dict[int, str]:
        """The texts that have one of these words, by id."""
        return self._read(
            "id IN (SELECT id FROM word WHERE word IN (SELECT value FROM json_each(?)))", list(words)
        )

    def known(self, ids: Collection[int]) -> dict[int, str]:
        """The texts with these ids."""
        return self._read("id IN (SELECT value FROM json_each(?))", list(ids))

    def _read(self, condition: str, values: list[str] | list[int]) -> dict[int, str]:
        return dict(self._file.execute(f"SELECT id, text FROM note WHERE {condition}", (json.dumps(values),)))
