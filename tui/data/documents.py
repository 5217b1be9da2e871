"""Recording a document from the form, and printing or mailing its file."""

from __future__ import annotations

import asyncio
from pathlib import Path

from models.enums import CorrespondenceType, Option
from models.errors import RuleError, TouchbaseError
from models.exchange.files.one_file import read_file, size_limit
from models.rules.documents import recording
from models.rules.documents.recording import Document, File, Outcome, Recorded, Way
from models.words import N_, p_
from tui import paths
from tui.lanes import Lanes
from tui.printing import VIA_LENGTH, print_file


class Handling(Option):
    """What is done with a document besides recording it."""

    RECORD = 1, N_("document", "Record")
    PRINT = 2, N_("document", "Print and record")
    MAIL = 3, N_("document", "Send by e-mail and record")


async def handle(
    lanes: Lanes, document: Document, typed_path: str, handling: Handling, print_command: str
) -> Recorded:
    """Record a document, after its file was printed if that is wanted; an e-mail waits for a sender then.

    Raises `TouchbaseError` naming what is wrong; of a file that is being printed it says so.
    """
    file = await lanes.read(_file, typed_path) if typed_path.strip() else None
    if handling is Handling.RECORD:
        return await lanes.write(recording.record, document, file=file)
    if file is None:
        told = p_("error", "Give the file that is to be printed or sent.")
        raise RuleError(told, field="file")
    if handling is Handling.MAIL:
        way = Way(CorrespondenceType.EMAIL, send=True)
        return await lanes.write(recording.record, document, file=file, way=way)
    skipped = await lanes.read(recording.check, document)
    job = await asyncio.to_thread(print_file, print_command, _path(typed_path))
    done = skipped or await _record_printed(lanes, document, file, job)
    told = p_("document", "Printed as {job}. {sentence}").format(job=job, sentence=done.sentence)
    return Recorded(done.outcome, told, done.entry_no)


async def _record_printed(lanes: Lanes, document: Document, file: File, job: str) -> Recorded:
    way = Way(CorrespondenceType.HARD_COPY, via=job[:VIA_LENGTH])
    try:
        return await lanes.write(recording.record, document, file=file, way=way)
    except TouchbaseError as error:
        told = p_("error", "It is being printed as {job}, but was not recorded: {reason}")
        raise RuleError(told.format(job=job, reason=error.sentence), field=error.field) from error


def is_done(done: Recorded, handling: Handling) -> bool:
    """Whether the form has nothing left to do: it was recorded, or is being printed all the same."""
    return done.outcome is Outcome.RECORDED or handling is Handling.PRINT


def _file(typed: str) -> File:
    path = _path(typed)
    return File(path.name, read_file(path, size_limit()))


def _path(typed: str) -> Path:
    return paths.typed(typed)
