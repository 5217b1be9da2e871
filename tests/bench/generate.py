"""A SQLite file with as many contacts as asked for, always the same ones for the same number."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from models.database import close_database, create_database
from models.enums import ContactType
from models.rules.contact_words import FOUND_BY, search_text, sort_name, words
from models.starter import load_starter

_AT_ONCE = 20_000
_FIRST = (
    "Ada",
    "Ben",
    "Cem",
    "Dora",
    "Emil",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jana",
    "Kai",
    "Lena",
    "Mats",
    "Nell",
)
_START = (
    "Ab",
    "Be",
    "Ca",
    "Da",
    "Es",
    "Fin",
    "Gor",
    "Har",
    "Jo",
    "Kel",
    "La",
    "Mo",
    "Nor",
    "Os",
    "Pa",
    "Qua",
)
_MIDDLE = ("", "ber", "den", "fa", "gu", "li", "mo", "nu", "ra", "si", "ta", "ve")
_END = ("berg", "dale", "er", "ford", "ham", "ini", "ley", "man", "ner", "ova", "sen", "ton", "ward", "well")
_TRADE = ("Bakery", "Tools", "Logistics", "Foods", "Print", "Consulting", "Metals", "Garden")
_PEOPLE_PER_COMPANY = 4


def contacts_file(folder: Path, number: int) -> Path:
    """A database with `number` contacts in `folder`, made unless it is there."""
    path = folder / f"contacts-{number}.db"
    if not path.exists():
        making = path.with_suffix(".making")
        create_database(f"sqlite:///{making}")
        load_starter()
        close_database()
        with closing(sqlite3.connect(making)) as connection:
            fill(connection, number)
        making.rename(path)
    return path


def fill(connection: sqlite3.Connection, number: int) -> None:
    """Write `number` contacts with their statistics and words, and make the indexes once they are there."""
    indexes = [
        (name, statement)
        for name, statement in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name IN ('contact', 'contact_statistics', 'contact_word')"
        )
    ]
    connection.execute("PRAGMA synchronous = off")
    with connection:
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        rows = contacts(number)
        while batch := _taken(rows):
            _write(connection, "contact", batch)
            _write(connection, "contact_statistics", [_statistics(row["id"]) for row in batch])
            texts = ((row["id"], row["search_text"]) for row in batch)
            connection.executemany(
                "INSERT INTO contact_word (contact_id, word) VALUES (?, ?)",
                ((contact, word) for contact, text in texts for word in words(text)),
            )
        for _, statement in indexes:
            connection.execute(statement)
    connection.execute("ANALYZE")


def contacts(number: int) -> Iterator[dict[str, Any]]:
    """The contacts as rows of their table: after every company its people."""
    dice = random.Random(number)
    company: dict[str, Any] = {}
    for contact in range(1, number + 1):
        first, surname = dice.choice(_FIRST), _surname(dice)
        is_company = contact % (_PEOPLE_PER_COMPANY + 1) == 1
        name = f"{surname} {dice.choice(_TRADE)}" if is_company else f"{first} {surname}"
        row: dict[str, Any] = {
            "id": contact,
            "no": f"CT{contact:08}",
            "type": int(ContactType.COMPANY if is_company else ContactType.PERSON),
            "name": name,
            "first_name": "" if is_company else first,
            "surname": "" if is_company else surname,
            "phone_no": f"+44 20 {dice.randrange(10**7):07}",
            "email": f"{name.lower().replace(' ', '.')}@example.com",
            "city": _surname(dice),
        }
        company = row if is_company else company
        row |= {"company_id": company["id"], "company_name": company["name"]}
        known = {"middle_name": "", **dict.fromkeys(FOUND_BY, ""), **row}
        yield {**row, "sort_name": sort_name(known), "search_text": search_text(known)}


def _surname(dice: random.Random) -> str:
    return dice.choice(_START) + dice.choice(_MIDDLE) + dice.choice(_END)


def _statistics(contact: int) -> dict[str, Any]:
    day = dt.date(2025, 5, 15) - dt.timedelta(days=contact * 7919 % 3000)
    interactions = contact * 31 % 40
    last = day if interactions else dt.date.min
    return {
        "contact_id": contact,
        "no_of_interactions": interactions,
        "duration": interactions * 15,
        "last_date_attempted": last.isoformat(),
        "date_of_last_interaction": last.isoformat(),
    }


def _taken(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for _, row in zip(range(_AT_ONCE), rows, strict=False)]


def _write(connection: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    values: Iterable[tuple[Any, ...]] = (tuple(row.values()) for row in rows)
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)
