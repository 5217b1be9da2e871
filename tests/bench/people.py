"""Contacts by the thousand, in a new database of our own."""

from __future__ import annotations

import datetime as dt

from models.contact import Contact
from models.database import unit
from models.rules import records, search_texts, statistics
from models.starter.loading import load_starter
from models.who import Who

_NOW = dt.datetime(2025, 5, 15, 9, 0)  # noqa: DTZ001 - the typist's wall clock
ME = Who(user="ANNA", work_date=_NOW.date(), clock=lambda: _NOW)
"""Who works, and when."""


@unit
def fill(number: int) -> None:
    """The starter set, a salesperson and so many persons, numbered from 1."""
    load_starter()
    records.create("salespeople", {"code": "AH", "name": "Anna Hughes"})
    people = [
        {"no": f"P{place:06}", "name": f"Person {place}", "type": 1, "salesperson": 1}
        for place in range(number)
    ]
    Contact.add_many(people)
    statistics.fill()
    for first in range(1, number + 1, 5_000):
        search_texts.reindex(Contact, range(first, min(first + 5_000, number + 1)))
