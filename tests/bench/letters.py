"""Letters merged and queued by a segment, against the library that fills Word documents, alone."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import peewee as pw
from mailmerge import MailMerge

from models.codes import Salutation
from models.contact import Contact
from models.database import close_database, open_database, unit
from models.enums import ContentKind, CorrespondenceType, CriteriaAction
from models.queries import attachments, deliveries
from models.rules import records
from models.rules.content import filling
from models.rules.content.attachments import store
from models.rules.segments import logging, steps
from models.rules.segments.criteria import Criteria
from models.segment import SegmentLine
from models.who import acting_as
from models.word_template import WordTemplate
from tests.bench.measuring import Line, Size, timed
from tests.bench.people import ME, fill
from tests.engines.databases import all_engines
from tests.word_files import docx, field, paragraph, run

_MOST = 10_000
_FIELDS = {
    "Contact_Name": "Person 1",
    "CALC_Formal_Salutation": "Dear Person 1,",
    "Salesperson_Name": "Anna Hughes",
    "Document_Date": "15 May 2025",
}
"""What the letter names, and what the library is given for it."""


def letters(size: Size) -> Iterator[Line]:
    """Ten thousand letters on both engines: queued by logging, and filled in for each contact."""
    number = min(_MOST, size.amounts[-1].contacts)
    for name in size.engines:
        with all_engines(size.folder / "letters") as engines, engines[name].fresh() as url:
            quiet, queued, merged = _ours(url, number)
        beside = "logging that sends nothing"
        yield Line(f"queueing {number:,} letters, {name}", queued * 1000, "ms", quiet * 1000, beside)
        alone = timed(lambda: _by_the_library(number))
        beside = "the library alone, nothing kept"
        told = f"merging and queueing {number:,} letters, {name}"
        yield Line(told, (queued + merged) * 1000, "ms", alone * 1000, beside)


def _ours(url: str, number: int) -> tuple[float, float, float]:
    """Seconds to log a segment quietly, to log one that queues its letters, and to fill these in."""
    open_database(url)
    try:
        with acting_as(ME):
            fill(number)
            _set_up()
            quiet = _segment("QUIET")
            sending = _segment("SENDING")
            silently = timed(lambda: logging.log(quiet))
            queued = timed(lambda: logging.log(sending, send=True))
            waiting = deliveries.hard_copies()
            assert len(waiting) == number
            merged = timed(lambda: [filling.materialize_many(batch) for batch in pw.chunked(waiting, 100)])
            assert attachments.read(filling.materialize(waiting[0]) or 0) != _LETTER
            return silently, queued, merged
    finally:
        close_database()


_LETTER = docx("".join(paragraph(run(name), field(f" MERGEFIELD {name} ")) for name in _FIELDS))


@unit
def _set_up() -> None:
    greeted = Salutation.select(Salutation.id).where(Salutation.code == "UNISEX")
    Contact.update(correspondence_type=int(CorrespondenceType.HARD_COPY), salutation=greeted).execute()
    WordTemplate.add(code="NOTE", name="Note", attachment=store("note.docx", _LETTER, kind=ContentKind.FILE))


def _segment(number: str) -> int:
    """Everybody in a segment, who gets the letter on paper."""
    typed = {
        "no": number,
        "description": "Spring",
        "interaction_template_code": "OUTGOING",
        "word_template_code": "NOTE",
        "language_code": "ENG",
    }
    made = records.create("segments", typed).id
    steps.take(made, CriteriaAction.ADD, Criteria())
    on_paper = SegmentLine.update(correspondence_type=int(CorrespondenceType.HARD_COPY))
    unit(on_paper.where(SegmentLine.segment == made).execute)()
    return made


def _by_the_library(number: int) -> None:
    for _ in range(number):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with MailMerge(io.BytesIO(_LETTER)) as merge:
                merge.merge(**_FIELDS)
                merge.write(io.BytesIO())
