"""How fields are computed: for the rows of a window at once, and beside each row for filters and orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.about import Kind, Value
from models.attached_file import AttachedFile
from models.base import tuples
from models.campaign import CampaignEntry
from models.contact import NO_DATE, Contact, ContactStatistics
from models.database.conditions import EVERYTHING, NOTHING
from models.fields import amount
from models.interaction import InteractionLogEntry as Entry
from models.queries import statuses
from models.queries.lists.reaching import reaching
from models.queries.mine import is_mine

if TYPE_CHECKING:
    from models.filters.meaning import Meaning

Load = Callable[[Sequence[int]], Mapping[int, Value]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A way to compute something about records."""

    load: Load
    """Ids to values; an id that is left out has `blank`."""
    blank: Value
    key: Callable[[], Any]
    """The value of a row of the page as a whole number, or as a date with `NO_DATE` for none: never NULL."""
    met: Callable[[Meaning], Any]
    """The condition that the value of a row passes a filter."""


def _by_key(load: Load, blank: Value, key: Callable[[], Any]) -> Measure:
    """A measure that is filtered by computing it for each row."""
    return Measure(load, blank, key, lambda meaning: meaning.met(key()))


def _whole(query: Any) -> Any:
    return pw.fn.COALESCE(query, 0).cast("BIGINT")


def totals(reference: Any, measure: Any, convert: Callable[[int], Value]) -> Measure:
    """Sums over the entries of a record that count: neither canceled nor postponed."""
    counts = (~Entry.postponed, ~Entry.canceled)

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = Entry.select(reference, measure).where(reference.in_(ids), *counts).group_by(reference)
        return {owner: convert(total) for owner, total in tuples(query)}

    def key() -> Any:
        return _whole(Entry.select(measure).where(reference == reference.rel_model.id, *counts))

    return _by_key(load, convert(0), key)


def number_of(model: Any, reference: Any) -> Measure:
    """How many records refer to a record."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = model.select(reference, pw.fn.COUNT(model.id)).where(reference.in_(ids)).group_by(reference)
        return dict(tuples(query))

    def key() -> Any:
        return _whole(model.select(pw.fn.COUNT(model.id)).where(reference == reference.rel_model.id))

    return _by_key(load, 0, key)


def of_company(model: Any) -> Measure:
    """How many the company of a contact has; a company's own (domain.md 1.3)."""
    owner = pw.fn.COALESCE(Contact.company, Contact.id)

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = (
            Contact.select(Contact.id, pw.fn.COUNT(model.id))
            .join(model, on=(model.contact == owner))
            .where(Contact.id.in_(ids))
            .group_by(Contact.id)
        )
        return dict(tuples(query))

    return _by_key(load, 0, lambda: _whole(model.select(pw.fn.COUNT(model.id)).where(model.contact == owner)))


def campaign_totals(measure: Any, convert: Callable[[int], Value]) -> Measure:
    """Sums over the linked entries with the campaign entry's own canceled value (domain.md 1.8)."""
    counts = (~Entry.postponed, Entry.canceled == CampaignEntry.canceled)

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = (
            Entry.select(Entry.campaign_entry, measure)
            .join(CampaignEntry, on=(CampaignEntry.id == Entry.campaign_entry))
            .where(Entry.campaign_entry.in_(ids), *counts)
            .group_by(Entry.campaign_entry)
        )
        return {owner: convert(total) for owner, total in tuples(query)}

    def key() -> Any:
        return _whole(Entry.select(measure).where(Entry.campaign_entry == CampaignEntry.id, *counts))

    return _by_key(load, convert(0), key)


def statistic(field: Any, kind: Kind) -> Measure:
    """A column of the statistics of contacts."""
    blanks: dict[Kind, Value] = {Kind.INTEGER: 0, Kind.MONEY: amount(0)}

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = ContactStatistics.select(ContactStatistics.contact, field).where(
            ContactStatistics.contact.in_(ids)
        )
        return {
            owner: None if kind is Kind.DATE and value == NO_DATE else value for owner, value in tuples(query)
        }

    def key() -> Any:
        query = ContactStatistics.select(field).where(ContactStatistics.contact == Contact.id)
        return pw.fn.COALESCE(query, NO_DATE if kind is Kind.DATE else 0)

    def met(meaning: Meaning) -> Any:
        from models.filters.meaning import OnLine  # lists without filters start without them

        stored = meaning.never_null() if isinstance(meaning, OnLine) else meaning
        return reaching(
            Contact.id,
            ContactStatistics,
            lambda beside: stored.met(getattr(beside, field.name)),
            key="contact",
        )

    return Measure(load, blanks.get(kind), key, met)


def existence(model: Any, reference: Any) -> Measure:
    """Whether any record refers to a record."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = model.select(reference).where(reference.in_(ids)).distinct()
        return {owner: True for (owner,) in tuples(query)}

    def there() -> Any:
        return pw.fn.EXISTS(model.select(pw.SQL("1")).where(reference == reference.rel_model.id))

    def met(meaning: Meaning) -> Any:
        if not meaning.holds(True) or meaning.holds(False):
            return _met(meaning, there(), ~there())
        return reaching(reference.rel_model.id, model, lambda _: EVERYTHING, key=reference.name)

    return Measure(load, False, lambda: pw.Case(None, [(there(), 1)], 0), met)


def status() -> Measure:
    """How a log entry stands."""
    return Measure(statuses.statuses, 0, statuses.status_expression, statuses.with_status)


def success() -> Measure:
    """Whether the contact of a log entry was reached."""
    return _told_of_entries(lambda: ~Entry.attempt_failed, lambda: Entry.attempt_failed)


def mine() -> Measure:
    """Whether a log entry is mine: written by me, or my salesperson's."""
    return _told_of_entries(is_mine, lambda: ~is_mine())


def attachments() -> Measure:
    """Whether a log entry has anything attached, as its content or beside it."""

    def there() -> Any:
        beside = AttachedFile.select(pw.SQL("1")).where(AttachedFile.entry == Entry.id)
        return Entry.attachment.is_null(False) | pw.fn.EXISTS(beside)

    return _told_of_entries(there, lambda: ~there())


def _told_of_entries(yes: Callable[[], Any], no: Callable[[], Any]) -> Measure:
    """What a log entry is, or is not, by a condition that is never NULL."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        return {entry: True for (entry,) in tuples(Entry.select(Entry.id).where(Entry.id.in_(ids), yes()))}

    return Measure(
        load,
        False,
        lambda: pw.Case(None, [(yes(), 1)], 0),
        lambda meaning: _met(meaning, yes(), no()),
    )


def _met(meaning: Meaning, yes: Any, no: Any) -> Any:
    """The condition on something that is or is not so."""
    if meaning.holds(True) == meaning.holds(False):
        return EVERYTHING if meaning.holds(True) else NOTHING
    return yes if meaning.holds(True) else no


def of_entries(reference: Any) -> tuple[Measure, Measure, Measure]:
    """Number, cost and minutes of the entries of a record."""
    return _three(partial(totals, reference))


def of_campaign_entries() -> tuple[Measure, Measure, Measure]:
    """Number, cost and minutes of the entries that belong to a campaign entry."""
    return _three(campaign_totals)


def _three(of: Callable[[Any, Callable[[int], Value]], Measure]) -> tuple[Measure, Measure, Measure]:
    return (
        of(pw.fn.COUNT(Entry.id), int),
        of(pw.fn.SUM(Entry.cost).converter(int), amount),
        of(pw.fn.SUM(Entry.duration), int),
    )
