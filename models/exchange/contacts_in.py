"""Contacts from a file into the database (design.md 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.contact import Contact
from models.database import reading, unit
from models.errors import RuleError
from models.exchange.contact_data import Card
from models.exchange.contact_known import Known
from models.exchange.contact_store import Around, Batch, Outcome, RowResult
from models.exchange.contact_values import Codes
from models.exchange.reader import Reader, RefusedFile, read_contacts
from models.rules import contacts
from models.rules.snapshots import STAMPS
from models.words import p_

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    position: int
    """Bytes read."""
    size: int
    """Bytes of the file."""
    rows: int
    """Rows done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do."""

    created: int
    updated: int
    unchanged: int
    refused: int
    notes: int
    """Rows of which something was cut off, left out or made besides."""
    encoding: str
    guessed: bool
    """Whether the encoding is a guess that somebody should look at."""
    unknown_columns: tuple[str, ...] = ()
    """Columns of a CSV file that are only kept."""
    stopped: bool = False
    """Whether it was stopped before the end; whole rows are stored."""

    @property
    def rows(self) -> int:
        """How many rows were done."""
        return self.created + self.updated + self.unchanged + self.refused


def import_contacts(
    path: Path | str,
    *,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    dry_run: bool = False,
    refused_path: Path | str | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    told: Callable[[RowResult], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Store the contacts of a vCard or CSV file; what the file does not say stays as it is.

    `mapping` gives fields to headers of a CSV file, `told` hears what became of each row once it is stored,
    `stop` is asked between batches. Rows that are refused are written to `refused_path`, with the reasons, in
    the form of the file. With `dry_run` nothing is stored. The same file a second time changes nothing.
    Interrupted, whole batches are stored. Raises `RuleError` when the file cannot be read as contacts.
    """
    reader = read_contacts(path, mapping=mapping, encoding=encoding)
    if refused_path is not None and Path(refused_path).resolve() == Path(path).resolve():
        raise RuleError(
            p_("error", "The refused rows need a file of their own, not {path}.").format(path=refused_path),
            field="refused_path",
        )
    run = _Run(reader, dry_run=dry_run)
    with ExitStack() as stack:
        refused = stack.enter_context(RefusedFile(refused_path, reader)) if refused_path else None
        cards = iter(reader)
        while batch := list(islice(cards, _BATCH)):
            results = run.store(batch)
            for card, result in zip(batch, results, strict=True):
                if refused is not None and result.outcome is Outcome.REFUSED:
                    refused.add(card, result.reason)
                told(result)
            progress(Progress(reader.position, reader.size, run.rows))
            if stop():
                run.stopped = True
                break
    return run.report()


class _Run:
    """One import, batch by batch."""

    def __init__(self, reader: Reader, *, dry_run: bool) -> None:
        self._reader = reader
        self._dry_run = dry_run
        self._around = _around(reader.kind)
        self._known = Known()
        self._touched: set[int] = set()
        self._counts: Counter[Outcome] = Counter()
        self._notes = 0
        self.stopped = False

    @property
    def rows(self) -> int:
        """How many rows were done."""
        return self._counts.total()

    def store(self, cards: Sequence[Card]) -> list[RowResult]:
        """Store some rows in one unit of work, or only see what would become of them."""
        results, self._touched = (self._see if self._dry_run else self._write)(cards)
        self._counts.update(result.outcome for result in results)
        self._notes += sum(bool(result.notes) for result in results)
        return results

    def report(self) -> Report:
        """What was done so far."""
        counts = self._counts
        return Report(
            counts[Outcome.CREATED],
            counts[Outcome.UPDATED],
            counts[Outcome.UNCHANGED],
            counts[Outcome.REFUSED],
            self._notes,
            self._reader.encoding,
            self._reader.guessed,
            tuple(self._reader.proposal.unknown),
            self.stopped,
        )

    @unit
    def _write(self, cards: Sequence[Card]) -> tuple[list[RowResult], set[int]]:
        # A unit may run twice on a server, so nothing of the run changes in it.
        batch = Batch(self._around, Known(), self._touched, writes=True)
        return batch.store(cards), batch.touched

    @reading
    def _see(self, cards: Sequence[Card]) -> tuple[list[RowResult], set[int]]:
        # What earlier rows would have made is known to later ones from memory alone.
        batch = Batch(self._around, self._known, self._touched, writes=False)
        return batch.store(cards), batch.touched


@reading
def _around(kind: str) -> Around:
    blank = {
        field.name: field.default() if callable(field.default) else field.default
        for field in Contact._meta.sorted_fields
        if field.name != "id" and field.name not in STAMPS
    }
    return Around(Codes(), contacts.Surroundings.now(), kind, blank)
