"""Whole processes: the first screen, the shell, and what twenty sessions keep in memory."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench.data import database, given
from tests.bench.floors import EMPTY
from tests.bench.measuring import Line, Size, in_turns, timed
from tests.terminal import ROOT, Terminal, touchbase

_PLAIN_PEEWEE = "import sys; sys.modules.update(dict.fromkeys(('psycopg', 'psycopg2'))); import peewee"
FIRST_CONTACT = "> CT"
"""Stands on the screen once it shows contacts."""


def start_up(size: Size) -> Iterator[Line]:
    """From starting the program to rows on the screen, against a Textual application without anything."""
    where = database(size, size.engines[0], size.amounts[-1])
    for columns, lines in size.terminals:
        ours, empty = in_turns(
            size.rounds,
            partial(_first_screen, touchbase(*given(where)), FIRST_CONTACT, columns, lines),
            partial(_first_screen, EMPTY, "ready", columns, lines),
        )
        what = f"start to the first rows of {size.amounts[-1].contacts:,}, {columns}x{lines}"
        yield Line(what, ours * 1000, "ms", empty * 1000, "empty Textual application")


def _first_screen(command: list[str], text: str, columns: int, lines: int) -> float:
    with Terminal(command, columns=columns, lines=lines) as terminal:
        return terminal.read_until(text)


def shell(size: Size) -> Iterator[Line]:
    """A list of twenty contacts on the command line, against importing Peewee without a driver."""
    where = database(size, size.engines[0], size.amounts[-1])
    ours, floor = in_turns(
        size.rounds,
        partial(timed, partial(_run, touchbase(*given(where), "list", "contacts", "--limit", "20"))),
        partial(timed, partial(_run, [sys.executable, "-c", _PLAIN_PEEWEE])),
    )
    yield Line("list contacts --limit 20", ours * 1000, "ms", floor * 1000, "import peewee, no driver")


def recording(size: Size) -> Iterator[Line]:
    """An invoice of 200 kB recorded on the command line, against importing Peewee without a driver."""
    where, paper = size.folder / "documents.db", size.folder / "SI5.pdf"
    options = given(str(where))
    if not where.exists():
        _run(touchbase(*options, "init"))
        _run(touchbase(*options, "new", "contacts", "no=CT1", "name=Harbour Mill Ltd"))
    paper.write_bytes(bytes(200_000))
    said = ("--contact", "CT1", "--document-no", "SI5", "--file", str(paper))
    ours, floor = in_turns(
        size.rounds,
        partial(timed, partial(_run, touchbase(*options, "record", "sales-invoice", *said))),
        partial(timed, partial(_run, [sys.executable, "-c", _PLAIN_PEEWEE])),
    )
    yield Line(
        "record sales-invoice with its file", ours * 1000, "ms", floor * 1000, "import peewee, no driver"
    )


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def memory(size: Size) -> Iterator[Line]:
    """What one of many sessions keeps, its share of shared pages counted, against an empty application."""
    where = database(size, size.engines[0], size.amounts[-1])
    ours = _average_memory(touchbase(*given(where)), FIRST_CONTACT, size.sessions)
    floor = _average_memory(EMPTY, "ready", size.sessions)
    yield Line(f"memory of each of {size.sessions} sessions", ours, "MiB", floor, "empty Textual application")


def _average_memory(command: list[str], text: str, sessions: int) -> float:
    with ExitStack() as stack:
        running = []
        for _ in range(sessions):
            running.append(stack.enter_context(Terminal(command, columns=120, lines=40)))
            running[-1].read_until(text)
        return sum(_shared_fairly(terminal.process.pid) for terminal in running) / sessions


def _shared_fairly(pid: int) -> float:
    """The proportional set size in MiB, which only Linux tells."""
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024
