"""Whom labels and cover sheets are for, batch by batch: who they are, where, and who must be left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import peewee as pw

from models.base import tuples
from models.codes import Language
from models.contact import Contact
from models.database import reading
from models.database.sets import among
from models.interaction import InteractionLogEntry as Entry
from models.queries import addressing
from models.salesperson import Salesperson
from models.segment import SegmentLine
from models.words import p_

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact to print for."""

    no: str
    name: str
    address: tuple[str, ...]
    """The lines of its address, the name first."""
    language: str
    """The code of its language."""
    salesperson: str
    """The name of who looks after it."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A contact that nothing is printed for."""

    no: str
    name: str
    reason: str

    @property
    def sentence(self) -> str:
        """Who was left out and why."""
        told = p_("paper", "Left out: {no} {name}, {reason}.")
        return told.format(no=self.no, name=self.name, reason=self.reason)


def recipients(
    ids: Iterable[int], on: dt.date, *, skipped: Callable[[Skipped], None] = lambda _: None
) -> Iterator[Recipient]:
    """These contacts as they are reached by post on a day, in the order given; a few questions a batch.

    `skipped` hears of those without any address and of those who are blocked for privacy, themselves or with
    their company (domain.md 3.8, 5.8). Contacts that are gone are passed over.
    """
    for batch in pw.chunked(ids, _BATCH):
        for found in _of(batch, on):
            if isinstance(found, Skipped):
                skipped(found)
            else:
                yield found


@reading
def of_segment(segment_id: int) -> list[int]:
    """The contacts of a segment in the order of its lines, each once."""
    of = SegmentLine
    query = of.select(of.contact).where(of.segment == segment_id, ~of.removed).order_by(of.line_no, of.id)
    return list(dict.fromkeys(contact for (contact,) in tuples(query)))


@reading
def of_entries(entry_ids: Sequence[int]) -> list[int]:
    """The contacts of log entries in the order of these, each once."""
    query = Entry.select(Entry.id, Entry.contact).where(
        among(Entry.id, entry_ids), Entry.contact.is_null(False)
    )
    found = dict(tuples(query))
    return list(dict.fromkeys(found[entry] for entry in entry_ids if entry in found))


@reading
def numbers_of(ids: Sequence[int]) -> list[str]:
    """The numbers of contacts in the same order; those that are gone are passed over."""
    found = dict(tuples(Contact.select(Contact.id, Contact.no).where(among(Contact.id, ids))))
    return [found[contact] for contact in ids if contact in found]


@reading
def _of(ids: Sequence[int], on: dt.date) -> list[Recipient | Skipped]:
    blocks = addressing.blocks(ids, on)
    company = Contact.alias()
    query = (
        Contact.select(
            Contact.id, Contact.no, Contact.name, Language.code, Salesperson.name, Contact.privacy_blocked,
            company.privacy_blocked,
        )
        .left_outer_join(company, on=(company.id == Contact.company))
        .join_from(Contact, Language, pw.JOIN.LEFT_OUTER, on=(Language.id == Contact.language))
        .join_from(Contact, Salesperson, pw.JOIN.LEFT_OUTER, on=(Salesperson.id == Contact.salesperson))
        .where(among(Contact.id, ids))
    )  # fmt: skip
    found: dict[int, Recipient | Skipped] = {}
    for contact, no, name, language, salesperson, blocked, company_blocked in tuples(query):
        if blocked or company_blocked:
            found[contact] = Skipped(no, name, p_("paper", "blocked for privacy"))
        elif not blocks.get(contact):
            found[contact] = Skipped(no, name, p_("paper", "no address"))
        else:
            found[contact] = Recipient(no, name, blocks[contact], language or "", salesperson or "")
    return [found[contact] for contact in ids if contact in found]
