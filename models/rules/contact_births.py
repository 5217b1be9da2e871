"""Many new contacts at once, with everything that a contact has from birth."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from models.base import tuples
from models.contact import Contact, ContactStatistics
from models.database import unit
from models.database.sets import among, insert_rows
from models.rules import contact_emails, search_texts
from models.rules.statistics import NEVER


def taken(numbers: Collection[str]) -> set[str]:
    """Those of the numbers that contacts have."""
    return {no for (no,) in tuples(Contact.select(Contact.no).where(among(Contact.no, numbers)))}


@unit
def insert(contacts: Mapping[int, Mapping[str, Any]], stamps: Mapping[str, int]) -> None:
    """Store settled contacts by their ids, which `draw_ids` gave, with counters, search words and addresses.

    A company stands before its people. `stamps` are those of rows that are made now.
    """
    insert_rows(Contact, [{**row, **stamps, "id": contact} for contact, row in contacts.items()])
    nothing = {"last_date_attempted": NEVER, "date_of_last_interaction": NEVER}
    insert_rows(ContactStatistics, [{"contact": contact, **nothing} for contact in contacts])
    search_texts.index_new(Contact, [(contact, row["search_text"]) for contact, row in contacts.items()])
    contact_emails.add(contacts.items())
