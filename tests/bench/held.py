"""Keys held down: how late the last one is answered, and whether the cursor stands where it should."""

from __future__ import annotations

import time
from collections.abc import Iterator

from models.queries.lists import windows
from tests.bench.data import database
from tests.bench.floors import working
from tests.bench.lists import CONTACTS, opened, question
from tests.bench.measuring import Line, Size
from tests.bench.writing import others_writing
from tests.terminal import Terminal

_A_SECOND = 30
"""Keys of a keyboard that repeats."""


def held(size: Size) -> Iterator[Line]:
    """Down and Page down held in the large contacts, on both engines, while somebody else writes."""
    for engine in size.engines:
        where = database(size, engine, size.amounts[-1])
        with others_writing(where), opened(where, CONTACTS, size) as terminal:
            for key in ("down", "pagedown"):
                terminal.press("home", quiet=size.rest)
                number, late, more = _hold(terminal, key, size.held)
                rows = CONTACTS.number(size.amounts[-1])
                what = f"{key} held for {size.held:g} s, {rows:,} contacts, {engine}"
                yield Line(f"{what}: late after release", late * 1000, "ms", beside=f"{number} keys")
                yield Line(f"{what}: still moving a second later", more, "bytes", at_most=0)
                if key == "down":
                    yield Line(f"{what}: rows off", _off(terminal, where, number), "rows", at_most=0)


def _hold(terminal: Terminal, key: str, seconds: float) -> tuple[int, float, int]:
    """How many keys were sent, the seconds from the last one to its answer's end, and bytes long after."""
    number = max(2, int(seconds * _A_SECOND))
    started = time.perf_counter()
    for place in range(number - 1):
        terminal.press(key, quiet=max(0.0, started + (place + 1) / _A_SECOND - time.perf_counter()))
    late = terminal.press(key, quiet=0.3, patience=3.0).seconds
    terminal.read_until_quiet(0.7)  # What is told about the row where the cursor rests.
    return number, late, terminal.read_until_quiet(1.0).size


def _off(terminal: Terminal, where: str, number: int) -> int:
    """How many rows the cursor is away from where so many keys should have brought it."""
    (marked,) = [row for row in terminal.rows if row.startswith(">")]
    shown = marked.split()[1]
    with working(where):
        rows = windows.window(question(CONTACTS), None, limit=number * 2).rows
    numbers = [str(row.cells[0]) for row in rows]
    here = numbers.index(shown) if shown in numbers else len(numbers)
    return abs(min(number, len(numbers) - 1) - here)
