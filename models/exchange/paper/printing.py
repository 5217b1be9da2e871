"""Printing labels and cover sheets for contacts into a file, and recording cover sheets (DOC-07, DOC-08)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.database import unit
from models.errors import RuleError, TouchbaseError
from models.exchange.paper.cover_sheets import CoverSheet, Sender, put_cover_sheets
from models.exchange.paper.labels import Printed, check_first, put_labels
from models.exchange.paper.pages import writing
from models.exchange.paper.recipients import Recipient, Skipped, recipients
from models.exchange.paper.sheets import Paper, Sheet
from models.queries import addressing
from models.rules.documents import recording
from models.rules.documents.recording import Document, Outcome, Recorded
from models.words import p_

_KIND = "cover-sheet"
_RECORDED_AT_ONCE = 100
"""So many entries are one transaction, or others would wait for the end of a large segment."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is printed for whom, and where to."""

    target: Path | BinaryIO
    """A file, or a stream that is open already."""
    ids: Iterable[int]
    """The contacts, in the order of printing."""
    on: dt.date
    """The day whose addresses hold."""
    form: str = "pdf"
    """One of `pages.FORMATS`."""
    told: Callable[[int], None] = lambda _: None
    """Hears from time to time how many are printed."""
    skipped: Callable[[Skipped], None] = lambda _: None
    """Hears who is left out."""

    def recipients(self) -> Iterator[Recipient]:
        """Whom to print for."""
        return recipients(self.ids, self.on, skipped=self.skipped)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands on all cover sheets of a run."""

    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """That cover sheets are recorded in the log."""

    campaign: str = ""
    """The number of the campaign that the entries belong to; blank for the template's."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of printing cover sheets."""

    printed: Printed
    recorded: int = 0
    """How many log entries were made."""
    notes: tuple[str, ...] = ()
    """Sentences about what was not as it might have been wished."""


def print_labels(job: Job, sheet: Sheet, *, first: int = 1) -> Printed:
    """Print an address label for each contact; the file appears when it is whole.

    Raises `RuleError` when the sheet has no label `first` and when nobody has an address, and
    `TouchbaseError` when the file cannot be written.
    """
    check_first(sheet, first)
    blocks = ((one.no, one.address) for one in job.recipients())
    with writing(job.target, job.form, sheet.paper, title=p_("paper", "Labels")) as pages:
        return put_labels(pages, blocks, sheet, first=first, told=job.told)


def print_cover_sheets(
    job: Job, paper: Paper, wording: Wording, *, recording: Recording | None = None
) -> Done:
    """Print a cover sheet for each contact; the file appears when it is whole, then each is recorded.

    Nothing is recorded, and `Done.notes` say so, when Interaction Template Setup has no template for cover
    sheets (domain.md 4). Raises `RuleError` when the text is too long for a page, when nobody has an address,
    and before anything is printed what `recording.record` raises; `TouchbaseError` when the file cannot be
    written.
    """
    run = _Run(job, wording, recording)
    with writing(job.target, job.form, paper, title=p_("paper", "Cover sheets")) as pages:
        printed = put_cover_sheets(pages, run.sheets(), _sender(run.notes), wording.text, told=job.told)
    recorded = run.record()
    return Done(printed, recorded, tuple(run.notes))


class _Run:
    """One printing of cover sheets: what is to be recorded is known only when everything is printed."""

    def __init__(self, job: Job, wording: Wording, recording: Recording | None) -> None:
        self.notes: list[str] = []
        self._job = job
        self._wording = wording
        self._recording = recording
        self._numbers: list[str] = []
        self._dates: dict[str, str] = {}

    def sheets(self) -> Iterator[tuple[str, CoverSheet]]:
        """The cover sheets, each called by the number of its contact."""
        for one in self._job.recipients():
            if not self._numbers:
                self._check(one)
            self._numbers.append(one.no)
            date = self._date(one.language)
            yield one.no, CoverSheet(one.address, date, one.salesperson, self._wording.subject)

    def _date(self, language: str) -> str:
        """The day as letters in a language have it."""
        if language not in self._dates:
            self._dates[language] = addressing.letter_date(self._job.on, language)
        return self._dates[language]

    def _check(self, first: Recipient) -> None:
        """Find out before anything is printed whether it can be recorded."""
        if self._recording is None:
            return
        refused = recording.check(self._document(first.no))
        if refused is not None and refused.outcome is Outcome.NO_TEMPLATE:
            self.notes.append(refused.sentence)
            self._recording = None

    def record(self) -> int:
        """Record what was printed; how many log entries that made."""
        if self._recording is None:
            return 0
        made = 0
        try:
            for start in range(0, len(self._numbers), _RECORDED_AT_ONCE):
                for recorded in self._record(self._numbers[start : start + _RECORDED_AT_ONCE]):
                    if recorded.entry_no is None:
                        self.notes.append(recorded.sentence)
                    else:
                        made += 1
        except TouchbaseError as error:
            told = p_("paper", "The cover sheets were printed, but only {number} were recorded: {reason}")
            raise RuleError(told.format(number=made, reason=error.sentence)) from error
        return made

    @unit
    def _record(self, numbers: list[str]) -> list[Recorded]:
        return [recording.record(self._document(no)) for no in numbers]

    def _document(self, no: str) -> Document:
        campaign = self._recording.campaign if self._recording else ""
        return Document(_KIND, contact=no, campaign=campaign, description=self._wording.subject)


def _sender(notes: list[str]) -> Sender:
    """We, from Company Information."""
    own = addressing.own_company()
    if not own.name:
        notes.append(p_("paper", "Company Information has no name; nothing tells who sends this."))
    reach = (
        (p_("paper", "Phone"), own.address.phone_no),
        (p_("paper", "E-Mail"), own.address.email),
        ("", own.home_page),
        (p_("paper", "VAT No."), own.vat_registration_no),
    )
    told = tuple(f"{caption} {text}".strip() for caption, text in reach if text)
    return Sender(" ".join(f"{own.name} {own.name_2}".split()), addressing.own_lines(), told)
