"""Contacts from a file into the database (design.md 6)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.contact import Contact
from models.database import reading, unit
from models.database.bulk import many_units
from models.errors import RuleError
from models.exchange.contacts.data import Card
from models.exchange.contacts.id_set import IdSet
from models.exchange.contacts.imagined import Imagined
from models.exchange.contacts.reader import Reader, RefusedFile, read_contacts
from models.exchange.contacts.store import Around, Batch, Outcome, Read, RowResult, read
from models.exchange.contacts.values import Codes
from models.rules.contacts import changes as contacts
from models.rules.snapshots import STAMPS
from models.words import p_

_FIRST = 200
_FEWEST = 50
_MOST = 2000
"""Rows of a batch."""
_HOLD = 0.15
"""Seconds for which a batch keeps other programs from writing."""
_PAUSE = 0.02
"""Seconds between two batches in which they can."""


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
        if not dry_run:
            stack.enter_context(many_units())
        refused = stack.enter_context(RefusedFile(refused_path, reader)) if refused_path else None
        for batch in run.batches():
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
        self._around = _around(reader.kind)
        self._imagined = Imagined(self._around.blank) if dry_run else None
        self._touched = IdSet()
        self._counts: Counter[Outcome] = Counter()
        self._notes = 0
        self._size = _FIRST
        self._free_since = 0.0
        self.stopped = False

    def batches(self) -> Iterator[list[Card]]:
        """The contacts of the file, so many at a time as keep nobody waiting."""
        cards = iter(self._reader)
        while batch := list(islice(cards, self._size)):
            yield batch

    @property
    def rows(self) -> int:
        """How many rows were done."""
        return self._counts.total()

    def store(self, cards: Sequence[Card]) -> list[RowResult]:
        """Store some rows in one unit of work, or only see what would become of them."""
        rows = read(cards, self._around.codes)
        if self._imagined is not None:
            results, touched = self._see(rows)
        else:
            results, touched = self._write_soon(rows)
        self._touched.update(touched)
        self._counts.update(result.outcome for result in results)
        self._notes += sum(bool(result.notes) for result in results)
        return results

    def _write_soon(self, rows: Sequence[Read]) -> tuple[list[RowResult], set[int]]:
        """Store rows once others had their turn, and learn from it how many rows the next batch may have."""
        time.sleep(max(0.0, self._free_since + _PAUSE - time.monotonic()))
        begun = time.monotonic()
        done = self._write(rows)
        self._free_since = time.monotonic()
        held = max(self._free_since - begun, 0.001)
        self._size = int(min(max(len(rows) * _HOLD / held, _FEWEST), 2 * self._size, _MOST))
        return done

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
    def _write(self, rows: Sequence[Read]) -> tuple[list[RowResult], set[int]]:
        # A unit may run twice on a server, so nothing of the run changes in it.
        batch = Batch(self._around, self._touched)
        return batch.store(rows), batch.touched

    @reading
    def _see(self, rows: Sequence[Read]) -> tuple[list[RowResult], set[int]]:
        batch = Batch(self._around, self._touched, self._imagined)
        return batch.store(rows), batch.touched


@reading
def _around(kind: str) -> Around:
    blank = {
        field.name: field.default() if callable(field.default) else field.default
        for field in Contact._meta.sorted_fields
        if field.name != "id" and field.name not in STAMPS
    }
    return Around(Codes(), contacts.Surroundings.now(), kind, blank)
