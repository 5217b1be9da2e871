"""The verb that records what other programs drop into a folder: watch."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from models.errors import TouchbaseError
from models.exchange.watched.watching import Fate, Told, Watcher
from models.stop_request import StopRequest
from models.text import cell_safe
from tui.cli import output
from tui.cli.opening import opened, say
from tui.cli.options import everywhere

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--once", is_flag=True, help="Record what lies there and end; for use by a timer.")
@click.option(
    "--every", default=2.0, metavar="SECONDS", type=click.FloatRange(0.1), help="How often to look."
)
@click.option(
    "--settle",
    default=2.0,
    metavar="SECONDS",
    type=click.FloatRange(0),
    help="How long a file must not have changed.",
)
@click.option("--done", metavar="DIR", type=_FOLDER, help="Where recorded files go; otherwise done.")
@click.option("--failed", metavar="DIR", type=_FOLDER, help="Where others go; otherwise failed.")
@click.option("--json", "to_json", is_flag=True, help="One JSON object for each file.")
@everywhere
def watch(
    folder: Path,
    once: bool,
    every: float,
    settle: float,
    done: Path | None,
    failed: Path | None,
    to_json: bool,
) -> int:
    """Record the documents that other programs drop into DIR, each once.

    \b
    A file says what it is by its name, KIND_ACCOUNT_DOCUMENTNO_vVERSION.pdf
    (the last two may be left out), or by a JSON file beside it, put there
    first: letter.pdf.json or letter.json with the options of record, as
      {"kind": "sales-invoice", "customer": "10000", "document_no": "SI5"}

    Recorded files are moved to DIR/done, and so are those that were recorded before or whose kind has no
    template. What cannot be recorded goes to DIR/failed, with a text that says why; mended, it can be
    dropped again. Files ending in .part or .tmp, hidden files, symbolic links and files that still change
    stay. Several may watch one folder. With --once the exit code is 1 when a file failed or cannot be moved.
    """
    with opened(), _ended_politely() as end:
        watcher = Watcher(
            folder, done=done or folder / "done", failed=failed or folder / "failed", settle=settle
        )
        if once:
            return _once(watcher, end, to_json=to_json)
        _on_and_on(watcher, end, every, to_json=to_json)
    return 0


@contextmanager
def _ended_politely() -> Iterator[StopRequest]:
    """A request that the end of the session or the machine makes, so that the file in hand is finished."""
    end = StopRequest()
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {one: signal.signal(one, lambda *_: end.set()) for one in numbers}
    try:
        yield end
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _once(watcher: Watcher, end: StopRequest, *, to_json: bool) -> int:
    """Look, and once more for what was still being written; the exit code."""
    wrong = _look(watcher, end, to_json=to_json)
    if watcher.unsettled and not end.wait(watcher.settle):
        wrong |= _look(watcher, end, to_json=to_json)
    return 1 if wrong else 0


def _on_and_on(watcher: Watcher, end: StopRequest, every: float, *, to_json: bool) -> None:
    """Look until the end; a database that is away for a while holds the files back, nothing more."""
    trouble = ""
    while not end.is_set():
        try:
            _look(watcher, end, to_json=to_json)
            trouble = ""
        except TouchbaseError as error:
            if error.sentence != trouble:
                say(error.sentence)
            trouble = error.sentence
        end.wait(every)


def _look(watcher: Watcher, end: StopRequest, *, to_json: bool) -> bool:
    """Tell what becomes of each file; whether one failed or cannot be moved."""
    wrong = False
    for told in watcher.look():
        _tell(told, to_json=to_json)
        wrong |= told.fate is Fate.FAILED or told.is_stuck
        if end.is_set():
            break
    return wrong


def _tell(told: Told, *, to_json: bool) -> None:
    if to_json:
        output.json_line(
            {
                "file": told.name,
                "outcome": told.fate.value,
                "entry_no": told.entry_no,
                "message": told.sentence,
            }
        )
    else:
        click.echo(cell_safe(f"{told.name}: {told.sentence}"))
    sys.stdout.flush()
