"""What contacts are ordered and found by: sort name, search text and one row per word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact, ContactWord
from models.database import unit
from models.enums import ContactType
from models.text import fold, sort_key

FOUND_BY = ("no", "name", "name_2", "company_name", "email", "email_2")
"""The attributes whose words a contact is found by."""

_ORDERED_BY = ("type", "first_name", "middle_name", "surname")
WORD_LENGTH = 40
"""So much of a word is kept."""
_TEXT = 400
_SIGNS = re.compile(r"[^\w]+")
_BATCH = 400


def sort_name(values: Mapping[str, Any]) -> str:
    """The key that orders a contact: of a person the surname first."""
    if values["type"] == ContactType.PERSON and values["surname"]:
        return sort_key(f"{values['surname']} {values['first_name']} {values['middle_name']}")
    return sort_key(values["name"])


def search_text(values: Mapping[str, Any]) -> str:
    """The folded words that a contact is found by, each once, in the order of the fields."""
    words = dict.fromkeys(word for name in FOUND_BY for word in fold(str(values[name] or "")).split())
    return " ".join(words)[:_TEXT].rstrip()


def words(text: str) -> list[str]:
    """The beginnings that a search text is looked up by: its words, and their parts between signs.

    `smith-jones` is found by `smith-jones` and by `jones`, `(harbour)` by `harbour`; of an e-mail address
    only the whole, what stands before the `@` and the domain, for `com` would find everybody.
    """
    found: dict[str, None] = {}
    for word in text.replace(";", " ").split():
        found[word[:WORD_LENGTH]] = None
        parts = word.split("@") if "@" in word else _SIGNS.split(word)
        found.update((part[:WORD_LENGTH], None) for part in parts if part)
    return list(found)


@unit
def index(ids: Sequence[int]) -> None:
    """Compute sort name, search text and words of these contacts anew from their fields."""
    for batch in pw.chunked(list(ids), _BATCH):
        _index(list(batch))


def put_right() -> int:
    """Index anew the contacts that are not found by what their fields say; returns how many there were.

    Batch by batch, so that nobody waits for all of them.
    """
    ids = [record for (record,) in tuples(Contact.select(Contact.id).order_by(Contact.id))]
    return sum(_put_right(list(batch)) for batch in pw.chunked(ids, _BATCH))


@unit
def _put_right(ids: list[int]) -> int:
    known: dict[int, set[str]] = {contact: set() for contact in ids}
    stored = ContactWord.select(ContactWord.contact, ContactWord.word)
    for contact, word in tuples(stored.where(ContactWord.contact.in_(ids))):
        known[contact].add(word)
    wrong = [
        row["id"]
        for row in _rows(ids)
        if row["sort_name"] != sort_name(row)
        or row["search_text"] != search_text(row)
        or known[row["id"]] != set(words(row["search_text"]))
    ]
    if wrong:
        _index(wrong)
    return len(wrong)


def add_words(texts: Iterable[tuple[int, str]]) -> None:
    """Write the words of contacts that have none yet, from their ids and search texts."""
    rows = [{"contact": contact, "word": word} for contact, text in texts for word in words(text)]
    for batch in pw.chunked(rows, _BATCH):
        ContactWord.insert_many(batch).execute()


def _rows(ids: list[int]) -> list[dict[str, Any]]:
    """What contacts are ordered and found by, and what it follows from."""
    names = ("id", *dict.fromkeys((*_ORDERED_BY, *FOUND_BY)), "sort_name", "search_text")
    query = Contact.select(*(getattr(Contact, name) for name in names)).where(Contact.id.in_(ids))
    return [dict(zip(names, row, strict=True)) for row in tuples(query)]


def _index(ids: list[int]) -> None:
    texts: list[tuple[int, str]] = []
    for row in _rows(ids):
        derived = {"sort_name": sort_name(row), "search_text": search_text(row)}
        if any(row[name] != value for name, value in derived.items()):
            # The fields they follow from carry version and stamps; these two say nothing of their own.
            pw.Model.update.__func__(Contact, derived).where(Contact.id == row["id"]).execute()  # type: ignore[attr-defined]
        texts.append((row["id"], derived["search_text"]))
    ContactWord.delete().where(ContactWord.contact.in_(ids)).execute()
    add_words(texts)
