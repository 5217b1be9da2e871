"""The log of the large demo: entries in the order of their days, with drafts and comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from models.base import searchable
from models.codes import Language
from models.database.bulk import Row
from models.demo.large.drafts import Drafts
from models.demo.large.people import People
from models.demo.log import Template, load_templates
from models.demo.names import COMMENTS, REMARKS, THINGS
from models.dictionary import about
from models.enums import Evaluation
from models.fields import hundredths
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment, occurred
from models.searching import words_of
from models.starter.loading import ids_by_code

YEARS = 10

_OF_TEMPLATE = (
    "template_id",
    "interaction_group_id",
    "correspondence_type",
    "information_flow",
    "initiated_by",
    "cost",
)
_STAMPS = ("created_at", "created_by", "changed_at", "changed_by")
COLUMNS = (
    "id", "contact_id", "company_id", *_OF_TEMPLATE, "description", "subject", "date", "time",
    "salesperson_id", "language_id", "evaluation", "attempt_failed", "duration", "user_id", "contact_via",
    "postponed", "canceled", "occurred", "search_text", *_STAMPS,
)  # fmt: skip
COMMENT_COLUMNS = ("entry_id", "date", "comment", "search_text", *_STAMPS)

_TEMPLATES = ("OUTGOING",) * 6 + ("INCOME",) * 4 + ("EMAIL",) * 4 + ("BUS", "ONSITE", "INHOUSE", "GOLF")
_POSTPONED, _FAILED, _CANCELED = 10, 30, 80
"""So many entries of a thousand."""
_COMMENTED = 20
"""So many finished entries of a thousand have a comment."""
_BUSY_SHARE = 30
"""Percent of the entries that one percent of the contacts hold."""
_EVALUATIONS = (0, 0, 0, *(int(one) for one in Evaluation if one))
_FIRST_HOUR, _SLOTS = 8, 120
"""Work begins at eight; five minutes are a slot."""


@dataclass(slots=True)
class Written:
    """What belongs to a stretch of the log, as rows."""

    entries: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    drafts: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A template with the descriptions that entries of it have."""

    template: Template
    stored: tuple[int, ...]
    """What entries have from the template, by column."""
    minutes: int
    """The least that an interaction takes."""
    descriptions: tuple[str, ...]
    by_phone: bool


class Log:
    """Makes the entries of `contacts` contacts, in the order of their days."""

    def __init__(
        self,
        people: People,
        contacts: int,
        sellers: Mapping[int, str],
        users: Mapping[int, int],
        last: dt.date,
    ) -> None:
        """Take the ids and codes of the salespeople and their users; the log ends on the day `last`."""
        self._people = people
        self._contacts = contacts
        self._sellers = tuple(sellers)
        self._users = users
        self._languages = ids_by_code(Language)
        self._days = _days(last)
        self._times = tuple(
            (f"{_FIRST_HOUR + slot // 12:02}:{slot % 12 * 5:02}:00", (_FIRST_HOUR * 60 + slot * 5) * 60)
            for slot in range(_SLOTS)
        )
        templates = load_templates()
        kinds = {code: _kind(template) for code, template in templates.items() if code in _TEMPLATES}
        self._kinds = tuple(kinds[code] for code in _TEMPLATES)
        self._call = kinds["OUTGOING"]
        self._words = {text: words_of(text) for kind in self._kinds for text in kind.descriptions}
        self._comments = tuple(
            (text, searchable(InterLogEntryComment, {"comment": text}), words_of(text)) for text in COMMENTS
        )
        self._drafts = Drafts(sellers)

    def stretches(self, number: int, length: int) -> Iterator[Written]:
        """The entries from 1 to `number` with what belongs to them, so many at a time."""
        bits = Random(2025).getrandbits
        for first in range(1, number + 1, length):
            written = Written()
            for entry in range(first, min(first + length, number + 1)):
                day = self._days[(entry - 1) * len(self._days) // number]
                self._write(written, entry, day, bits(96))
            yield written

    def _write(self, written: Written, entry: int, day: tuple[str, int], chance: int) -> None:
        date, midnight = day
        postponed, failed, canceled, commented = _state(chance)
        contact = self._contact(chance >> 20 & 0xFFFFFFFF)
        chance >>= 52
        facts = self._people.facts(contact)
        kind = self._call if failed else self._kinds[chance % len(self._kinds)]
        description = kind.descriptions[(chance >> 5) % len(kind.descriptions)]
        time, seconds = self._times[(chance >> 15) % _SLOTS]
        moment = midnight + seconds
        seller = self._sellers[facts.seller]
        stamps = (moment, self._users[seller]) * 2
        text = " ".join((self._words[description], *facts.labels))
        if commented:
            comment, found_by, words = self._comments[chance % len(self._comments)]
            written.comments.append((entry, date, comment, found_by, *stamps))
            text = f"{text} {words}"
        row = (
            entry, contact, facts.company, *kind.stored, description, description, date, time,
            seller, self._languages[facts.language],
            0 if failed or postponed else _EVALUATIONS[chance >> 30 & 7], failed,
            1 if failed else kind.minutes + (chance >> 22) % 16, stamps[1],
            facts.phone if kind.by_phone else "", postponed, canceled, moment, text, *stamps,
        )  # fmt: skip
        written.entries.append(row)
        if postponed:
            values = dict(zip(COLUMNS, row, strict=True))
            written.drafts.append(self._drafts.row(entry, values, kind.template, facts))

    def _contact(self, chance: int) -> int:
        """One percent of the contacts, evenly spread, hold their share; the rest falls to all others."""
        busy = max(1, self._contacts // 100)
        if chance % 100 < _BUSY_SHARE:
            return (chance >> 7) % busy * 100 % self._contacts + 1
        return (chance >> 7) % self._contacts + 1


def _state(chance: int) -> tuple[bool, bool, bool, bool]:
    """Whether an entry is postponed, failed, canceled (never two of them), and whether it has a comment."""
    state = (chance & 0xFFFFF) % 1000
    postponed = state < _POSTPONED
    failed = _POSTPONED <= state < _POSTPONED + _FAILED
    canceled = _POSTPONED + _FAILED <= state < _POSTPONED + _FAILED + _CANCELED
    return postponed, failed, canceled, state >= 1000 - _COMMENTED


def _days(last: dt.date) -> Sequence[tuple[str, int]]:
    """The working days of ten years: how they are stored, and when they begin."""
    days = (last - dt.timedelta(days=back) for back in reversed(range(YEARS * 365)))
    return tuple((day.isoformat(), occurred(day, None)) for day in days if day.weekday() < 5)


def _kind(template: Template) -> _Kind:
    remarks = (template.description, *REMARKS[template.group])
    longer = (f"{remark}: {thing}" for remark in remarks for thing in THINGS)
    longest = about(Entry.description).length
    fitting = tuple(text for text in (*remarks, *longer) if len(text) <= longest)
    stored = (
        template.id,
        template.group_id,
        template.correspondence,
        template.flow,
        template.initiated_by,
        hundredths(template.cost),
    )
    return _Kind(template, stored, max(1, template.minutes - 5), fitting, template.group == "PHONE")
