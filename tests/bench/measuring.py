"""What a benchmark says: one line a measurement, with its floor from the same run."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement. Times are only told, because machines differ; ratios and bytes may have a limit."""

    what: str
    measured: float
    unit: str
    floor: float | None = None
    """The same done without us, in the same unit; `None` where a floor makes no sense."""
    beside: str = ""
    """What the floor is, or what else is worth knowing."""
    at_most: float | None = None
    """What the measurement must not exceed."""
    ratio_at_most: float | None = None
    """How many times the floor it must not exceed."""

    @property
    def ratio(self) -> str:
        """How many times the floor."""
        return f"{self.measured / self.floor:.2f}" if self.floor else ""

    @property
    def holds(self) -> bool | None:
        """Whether it keeps within its limits; `None` without any."""
        kept = []
        if self.at_most is not None:
            kept.append(self.measured <= self.at_most)
        if self.ratio_at_most is not None and self.floor:
            kept.append(self.measured <= self.ratio_at_most * self.floor)
        return all(kept) if kept else None

    @property
    def verdict(self) -> str:
        """The limits, and whether they are kept."""
        if self.holds is None:
            return ""
        limits = [f"{self.at_most:,g} {self.unit}"] if self.at_most is not None else []
        limits += [f"{self.ratio_at_most:g} x"] if self.ratio_at_most is not None else []
        return f"{'ok' if self.holds else 'MISSED'} (at most {', '.join(limits)})"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is in a generated database."""

    contacts: int
    entries: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure."""

    folder: Path
    """Where generated databases are kept while the program runs."""
    rounds: int = 7
    """Whole processes, in turns with their floor."""
    sessions: int = 20
    keys: int = 50
    rest: float = 0.6
    """Seconds after which also what waits for a pause is drawn."""
    idle: float = 5.0
    """Seconds to listen to a list that nobody touches."""
    amounts: tuple[Amount, ...] = (Amount(1_000, 1_000), Amount(1_000_000, 10_000_000))
    """A small database and a large one, between which growth is told."""
    generated: Amount = Amount(100_000, 1_000_000)
    """What the generator is timed with."""
    held: float = 10.0
    """Seconds for which a key is held down."""
    engines: tuple[str, ...] = ("sqlite", "postgres")
    server: str = ""
    """A PostgreSQL server that keeps generated databases; blank for one of our own that ends with us."""
    terminals: tuple[tuple[int, int], ...] = ((120, 40), (80, 24))


Benchmark = Callable[[Size], Iterator[Line]]


def in_turns(rounds: int, *actions: Callable[[], float]) -> list[float]:
    """The median of every action, done one after the other in each round, so that noise meets all alike.

    The first round warms the machine up and does not count.
    """
    results = [[action() for action in actions] for _ in range(rounds + 1)][1:]
    return [statistics.median(column) for column in zip(*results, strict=True)]


def timed(action: Callable[[], object]) -> float:
    """The seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of `values` do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def table(lines: Sequence[Line]) -> str:
    """The lines below each other, numbers at the right."""
    rows = [("what", "measured", "floor", "ratio", "holds", "")]
    for line in lines:
        floor = "" if line.floor is None else f"{line.floor:,.1f}"
        measured = f"{line.measured:,.1f} {line.unit}".rstrip()
        rows.append((line.what, measured, floor, line.ratio, line.verdict, line.beside))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(_shown(row, widths) for row in rows)


def _shown(row: tuple[str, ...], widths: Sequence[int]) -> str:
    what, *numbers, verdict, beside = row
    cells = [f"{number:>{width}}" for number, width in zip(numbers, widths[1:], strict=False)]
    return "  ".join([what.ljust(widths[0]), *cells, verdict.ljust(widths[4]), beside]).rstrip()
