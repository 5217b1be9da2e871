"""Many new contacts at once, with everything that a contact has from birth."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from models.base import tuples
from models.contact import Contact
from models.database import unit
from models.database.bulk import write_rows
from models.database.sets import among, insert_rows
from models.rules import search_texts
from models.rules.contacts import emails as contact_emails
from models.rules.statistics import NEVER

_STATISTICS = ("contact_id", "last_date_attempted", "date_of_last_interaction")
_NEVER = NEVER.isoformat()


def taken(numbers: Collection[str]) -> set[str]:
    """Those of the numbers that contacts have."""
    return {no for (no,) in tuples(Contact.select(Contact.no).where(among(Contact.no, numbers)))}


@unit
def insert(contacts: Mapping[int, Mapping[str, Any]]) -> None:
    """Store settled contacts by their ids, which `draw_ids` gave, with counters, search words and addresses.

    A company stands before its people. Each says everything, also its `id` and the stamps of its making.
    """
    insert_rows(Contact, list(contacts.values()))
    write_rows("contact_statistics", _STATISTICS, ((contact, _NEVER, _NEVER) for contact in contacts))
    search_texts.index_new(Contact, [(contact, row["search_text"]) for contact, row in contacts.items()])
    contact_emails.add(contacts.items())
