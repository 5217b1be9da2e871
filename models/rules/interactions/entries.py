"""What the general verbs on records may do with log entries: only what the rules of interactions allow."""

from __future__ import annotations

from models.base import tuples
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules import search_texts
from models.rules.hooks import Change, before, deleting
from models.rules.interactions import leases
from models.words import p_


@before(Entry)
def refuse_general_writing(change: Change) -> None:
    """Interactions are created, resumed and corrected by their own verbs (domain.md 2)."""
    if change.id:
        told = p_("error", "An interaction is changed by resuming, evaluating, canceling or copying it.")
    else:
        told = p_("error", "An interaction is recorded by creating an interaction.")
    raise RuleError(told)


@deleting(Entry)
def refuse_counting_and_open(entry_id: int) -> None:
    """Only canceled entries and drafts that nobody has open can be deleted (design.md 3.6, 3.5)."""
    rows = tuples(Entry.select(Entry.postponed, Entry.canceled).where(Entry.id == entry_id))
    if rows and not any(rows[0]):
        told = p_("error", "Entry {entry} is not canceled; only canceled entries can be deleted.")
        raise RuleError(told.format(entry=entry_id))
    lease = leases.lease_of(entry_id)
    if lease is not None and lease.live:
        raise leases.busy(entry_id, lease)
    search_texts.unindex(Entry, [entry_id])
