"""A run of e-mail logging over any number of messages, a batch at a time."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice

from models.base import tuples
from models.database import reading
from models.document_kinds import find
from models.enums import InformationFlow
from models.errors import RuleError
from models.exchange.mail_in.letter import Letter, LostError, Mail, Unread, read_letter
from models.marketing_setup import MarketingSetup
from models.queries.documents import RecordingTemplate, template_for
from models.rules.content.attachments import MEGABYTE
from models.rules.mail_logging.deciding import Decision, Reason, Seen, decide
from models.rules.mail_logging.writing import Loaded, Written, too_large, write
from models.who import who
from models.words import p_, translate

_BATCH = 200
"""Messages that are matched at once."""
_AT_ONCE = 100
"""Messages that are recorded in one unit of work, unless they are large."""
_BYTES = 8_000_000
"""Bytes of messages in memory, unless one alone has more."""
_PAUSE = 0.01
"""Seconds between two units of work in which other programs can write."""
_LARGEST = 256
"""Megabytes that a message may have where Marketing Setup sets no limit."""


class Outcome(Enum):
    """What became of a message."""

    RECORDED = "recorded"
    KNOWN = "known"
    """It was recorded before, for everybody whom it concerns."""
    IGNORED = "ignored"
    """It is none between a salesperson and a contact; or nothing may be recorded."""
    FAILED = "failed"
    """It cannot be read."""


@dataclass(frozen=True, slots=True)
class Result:
    """One message."""

    where: str
    outcome: Outcome
    reason: str = ""
    """Why it was ignored or failed, as a sentence."""
    notes: tuple[str, ...] = ()
    """Sentences about what people may not expect of one that was recorded."""
    message_id: str = ""
    subject: str = ""
    moment: dt.datetime | None = None
    flow: InformationFlow = InformationFlow.BLANK
    contacts: tuple[str, ...] = ()
    """The numbers of the contacts for which it was recorded now."""
    entries: tuple[int, ...] = ()
    """The entries made, in the same order; none in a dry run."""


@dataclass(slots=True)
class Report:
    """What a run did, or would do."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    entries: int = 0
    """How many log entries were made."""
    reasons: Counter[str] = field(default_factory=Counter)
    """How many messages were ignored for which reason."""

    def add(self, result: Result) -> None:
        """Count a message."""
        self.counts[result.outcome] += 1
        self.entries += len(result.contacts)
        if result.outcome is Outcome.IGNORED:
            self.reasons[result.reason] += 1


@reading
def content_limit() -> int:
    """The number of bytes up to which messages are kept."""
    rows = tuples(MarketingSetup.select(MarketingSetup.max_attachment_size).limit(1))
    return int((rows[0][0] if rows else 0) or _LARGEST) * MEGABYTE


def log_messages(
    source: Iterable[Mail | Unread],
    *,
    since: dt.date | None = None,
    dry_run: bool = False,
    told: Callable[[Result], None] = lambda _: None,
) -> Report:
    """Record messages between salespeople and contacts: one entry for each contact, each message once.

    An address that a person shares with its company is the company's; other contacts with one address get an
    entry each. Messages from before `since` are ignored. `told` hears of every message, in order, once it is
    stored; after an end in the middle another run records the rest. Raises `RuleError` when Interaction
    Template Setup names no template for e-mails, and what the source raises.
    """
    run = _Run(_template(), since, dry_run)
    messages = iter(source)
    while batch := list(islice(messages, _BATCH)):
        for result in run.batch(batch):
            run.report.add(result)
            told(result)
        if run.lost is not None:
            raise run.lost
    return run.report


def _template() -> RecordingTemplate:
    template = template_for(find("email"))
    if template is None:
        raise RuleError(
            p_(
                "error",
                "No e-mails are recorded: E-Mails is blank in Interaction Template Setup; choose a template "
                "there.",
            ),
            field="emails",
        )
    return template


class _Run:
    """One run."""

    def __init__(self, template: RecordingTemplate, since: dt.date | None, dry_run: bool) -> None:
        self._template = template
        self._since = since
        self._dry_run = dry_run
        self._limit = content_limit()
        self._imagined: Seen = set()
        self.report = Report()
        self.lost: LostError | None = None
        """Why the rest of the messages cannot be read."""

    def batch(self, messages: Sequence[Mail | Unread]) -> list[Result]:
        """What became of messages, in their order; of those up to the one where the mailbox was lost."""
        results: dict[int, Result] = {}
        letters: dict[int, Letter] = {}
        for place, message in enumerate(messages):
            try:
                read = self._read(message)
            except LostError as error:
                self.lost = error
                break
            if isinstance(read, Letter):
                letters[place] = read
            else:
                results[place] = read
        decisions = decide(list(letters.values()), self._imagined if self._dry_run else set())
        wanted: dict[int, Letter] = {}
        for place, decision in zip(letters, decisions, strict=True):
            if decision.wanted and not self._dry_run:
                wanted[place] = decision.letter
            else:
                results[place] = self._result(Written(decision))
        for part in self._loaded(wanted, results):
            written = write(list(part.values()), self._template)
            results.update(zip(part, map(self._result, written), strict=True))
            time.sleep(_PAUSE if len(messages) > 1 else 0)
        return [results[place] for place in sorted(results)]

    def _read(self, message: Mail | Unread) -> Letter | Result:
        if isinstance(message, Unread):
            return Result(
                message.where, Outcome.IGNORED if message.is_left_out else Outcome.FAILED, message.reason
            )
        try:
            letter = read_letter(message, who().now, self._limit)
        except RuleError as error:
            return Result(message.where, Outcome.FAILED, error.sentence)
        if self._since is not None and letter.moment.date() < self._since:
            return self._result(Written(Decision(letter, reason=Reason.OLD)))
        return letter

    def _loaded(self, letters: dict[int, Letter], results: dict[int, Result]) -> Iterator[dict[int, Loaded]]:
        """Messages with their content, as many as are recorded at once; what cannot be read has a result."""
        part: dict[int, Loaded] = {}
        size = 0
        for place, letter in letters.items():
            try:
                data = letter.mail.read() if letter.mail.size <= self._limit else None
            except RuleError as error:
                results[place] = Result(letter.mail.where, Outcome.FAILED, error.sentence)
                continue
            except LostError as error:
                self.lost = error
                break
            part[place] = Loaded(letter, data if data and len(data) <= self._limit else None)
            size += len(data or b"")
            if len(part) >= _AT_ONCE or size >= _BYTES:
                yield part
                part, size = {}, 0
        if part:
            yield part

    def _result(self, written: Written) -> Result:
        decision, letter = written.decision, written.decision.letter
        outcome = (
            Outcome.RECORDED if decision.wanted else Outcome.KNOWN if decision.known else Outcome.IGNORED
        )
        return Result(
            letter.mail.where,
            outcome,
            translate(decision.reason.value) if decision.reason and outcome is Outcome.IGNORED else "",
            tuple(self._notes(decision)),
            letter.message_id,
            letter.subject,
            letter.moment,
            decision.flow,
            tuple(match.owner.no for match in decision.wanted),
            written.entries,
        )

    def _notes(self, decision: Decision) -> Iterator[str]:
        letter = decision.letter
        for contact in decision.blocked:
            yield p_("mail", "Not recorded for {contact}: blocked for privacy.").format(contact=contact)
        if decision.wanted and not letter.is_dated:
            told = p_("mail", "It has no date that makes sense; {date} was taken.")
            yield told.format(date=letter.moment.isoformat(" ", "minutes"))
        if decision.wanted and letter.mail.size > self._limit:
            yield too_large(letter.mail.size)
