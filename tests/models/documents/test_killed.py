"""Watchers that are killed at any moment, and several on one folder: no file is lost, none recorded twice."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections import Counter
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from models.base import tuples
from models.database import close_database, open_database
from models.enums import LinkToTable
from models.exchange.watched.watching import Watcher
from models.interaction import InteractionLogEntry as Entry
from models.recorded_file import RecordedFile
from models.rules.documents.recording import Document, record
from models.who import acting_as
from tests import builders
from tests.children import child, result_of
from tests.conftest import ANNA
from tests.models.documents.scene import link, no_links_between_folders, set_up

RUNS = 100
"""On each engine."""
_INTERRUPTED = ("/watching.py", "/moving.py", "/recording.py", "/work.py", "/attachments.py", "/effects.py")


def watch(_pipe: Connection, url: str, folder: Path, last_line: int) -> int:
    """Record what lies in the folder; be killed at a line of the program, or return how many there were."""
    lines = 0

    def count(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal lines
        if not frame.f_code.co_filename.endswith(_INTERRUPTED):
            return None
        lines += event == "line"
        if lines == last_line > 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return count

    open_database(url)
    try:
        with acting_as(ANNA):
            watcher = Watcher(folder, done=folder / "done", failed=folder / "failed", settle=0)
            sys.settrace(count)
            for _ in watcher.look():
                pass
    finally:
        sys.settrace(None)
        close_database()
    return lines


def folder_for(tmp_path: Path) -> Path:
    """A folder to drop invoices to customer 10000 into."""
    link(builders.company(), LinkToTable.CUSTOMER, "10000")
    set_up("sales_invoices", "INVOICE")
    made = tmp_path / "drop"
    made.mkdir()
    return made


def drop(folder: Path, number: int) -> None:
    """Drop a document: told by its name, by a sidecar, or one that cannot be recorded."""
    if number % 3 == 0:
        (folder / f"scan{number}.json").write_text(
            f'{{"kind": "sales-invoice", "customer": "10000", "document_no": "SI{number}"}}'
        )
        (folder / f"scan{number}.pdf").write_bytes(b"paper %d" % number)
    elif number % 3 == 1:
        (folder / f"sales-invoice_10000_SI{number}.pdf").write_bytes(b"paper %d" % number)
    else:
        (folder / f"sales-invoice_404_SI{number}.pdf").write_bytes(b"paper %d" % number)


def test_killed_a_hundred_times_no_file_is_lost_and_none_recorded_twice(opened: str, tmp_path: Path) -> None:
    folder, dice = folder_for(tmp_path), random.Random(5)
    for number in range(3):
        drop(folder, number)
    lines = result_of(watch, opened, folder, 0)
    killed = 0
    for number in range(3, RUNS + 3):
        drop(folder, number)
        with child(watch, opened, folder, dice.randint(1, lines // 2)) as process:
            try:
                process.says()
            except EOFError:
                killed += 1
    result_of(watch, opened, folder, 0)
    assert killed > RUNS // 2
    open_database(opened)
    assert_each_once(folder, RUNS + 3)


@pytest.mark.parametrize("is_other_disk", [False, True])
def test_several_watchers_of_one_folder_record_and_move_each_file_once(
    opened: str, tmp_path: Path, is_other_disk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_for(tmp_path)
    if is_other_disk:
        no_links_between_folders(monkeypatch)
    for number in range(30):
        drop(folder, number)
    with child(watch, opened, folder, 0) as one, child(watch, opened, folder, 0) as other:
        one.says()
        other.says()
    open_database(opened)
    assert_each_once(folder, 30)


def record_once(_pipe: Connection, url: str) -> str:
    """Record one document unless it was; what came of it."""
    open_database(url)
    with acting_as(ANNA):
        said = Document("sales-invoice", customer="10000", document_no="SI5")
        return record(said, once_document=True).outcome.value


def test_several_who_record_one_document_at_once_record_it_once(opened: str, tmp_path: Path) -> None:
    folder_for(tmp_path)
    with ExitStack() as stack:
        several = [stack.enter_context(child(record_once, opened)) for _ in range(4)]
        told = sorted(one.says() for one in several)
    assert told == ["known", "known", "known", "recorded"]


def assert_each_once(folder: Path, number: int) -> None:
    """Every file dropped stands in one place, and what could be recorded has one entry."""
    good = {f"SI{one}" for one in range(number) if one % 3 != 2}
    recorded = Counter(no for (no,) in tuples(Entry.select(Entry.document_no)))
    assert recorded == Counter(good)
    assert RecordedFile.select().where(RecordedFile.entry_no > 0).count() == len(good)
    left = [path.name for path in folder.iterdir() if path.is_file()]
    assert left == []
    papers = Counter(path.read_bytes() for path in folder.rglob("*.pdf"))
    assert papers == Counter(b"paper %d" % one for one in range(number))
    failed = {path.name for path in (folder / "failed").glob("*.pdf")}
    assert failed == {f"sales-invoice_404_SI{one}.pdf" for one in range(number) if one % 3 == 2}
    assert {f"{name}.txt" for name in failed} == {path.name for path in (folder / "failed").glob("*.txt")}
