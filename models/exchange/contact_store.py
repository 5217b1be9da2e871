"""One batch of rows on its way into the database: each row is stored whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import peewee as pw

from models.base import searchable
from models.contact import Contact, ContactCard, ContactComment, ContactStatistics
from models.enums import ContactType
from models.errors import RuleError
from models.exchange.contact_data import Card, Refused
from models.exchange.contact_known import Kept, Known
from models.exchange.contact_values import Codes, Wanted, another_name, wanted
from models.rules import contact_words, contacts
from models.rules.contact_names import PARTS
from models.rules.hooks import Change
from models.rules.number_series import number_for
from models.rules.snapshots import STAMPS
from models.rules.statistics import NEVER
from models.who import who
from models.words import p_

_INSERTED = 400


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row of a file."""

    line: int
    outcome: Outcome
    contact_no: str = ""
    """The number of the contact; blank when refused, and for a new one in a dry run."""
    name: str = ""
    reason: str = ""
    """Why it was refused."""
    notes: tuple[str, ...] = ()
    """What was cut off, not understood, or made besides: a company."""


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for the whole file."""

    codes: Codes
    surroundings: contacts.Surroundings
    kind: str
    """`vcard` or `csv`."""
    blank: dict[str, Any]
    """A contact that says nothing."""


class Batch:
    """Rows that go into the database together.

    With `writes` off the same is decided and nothing is stored; contacts that would be made have
    negative ids.
    """

    def __init__(self, around: Around, known: Known, touched: set[int], *, writes: bool) -> None:
        self._around = around
        self._known = known
        self._writes = writes
        self.touched = set(touched)
        """The contacts that rows meant so far."""
        self._born: dict[int, str] = {}
        self._moved: list[int] = []
        self._cards: dict[int, Kept] = {}
        self._comments: list[dict[str, Any]] = []

    def store(self, cards: Sequence[Card]) -> list[RowResult]:
        """Store the rows, in their order; a refused one leaves the others alone."""
        read = [self._read(card) for card in cards]
        self._known.load(row for row in read if isinstance(row, Wanted))
        results = [self._row(card, row) for card, row in zip(cards, read, strict=True)]
        if self._writes:
            self._finish()
        return results

    def _read(self, card: Card) -> Wanted | str:
        if isinstance(card, Refused):
            return card.reason
        try:
            return wanted(card, self._around.codes)
        except RuleError as error:
            return str(error)

    def _row(self, card: Card, row: Wanted | str) -> RowResult:
        if isinstance(row, str) or isinstance(card, Refused):
            return RowResult(card.line, Outcome.REFUSED, reason=str(row), name=getattr(card, "name", ""))
        try:
            found = self._known.meant(row, self.touched)
            if found is None:
                contact, outcome = self._create(row), Outcome.CREATED
            else:
                contact, outcome = found, self._update(found, row)
            outcome = self._beside(contact, row, card.kept, outcome)
        except RuleError as error:
            return RowResult(card.line, Outcome.REFUSED, name=row.name, reason=str(error))
        self.touched.add(contact)
        number = self._known.rows[contact]["no"]
        return RowResult(card.line, outcome, number, row.name, notes=tuple(row.notes))

    def _create(self, row: Wanted) -> int:
        company = self._known.company(row.company) if row.company else None
        change = self._blank_change(row.type, row.values)
        change.new["company"] = company
        contacts.derive(change, self._around.surroundings, contact_row=self._known.row)
        if row.company and company is None:
            change.new["company"] = self._make_company(row)
            change.new["company_name"] = row.company
        return self._insert(change, row.uid)

    def _make_company(self, row: Wanted) -> int:
        """The company a row names, made because nobody has it (domain.md 5.3, for files only)."""
        change = self._blank_change(ContactType.COMPANY, {"name": row.company})
        contacts.derive(change, self._around.surroundings, contact_row=self._known.row)
        made = self._insert(change, "")
        row.notes.append(p_("note", "Company {name} was made.").format(name=row.company))
        return made

    def _blank_change(self, kind: ContactType, values: dict[str, Any]) -> Change:
        new = {**self._around.blank, **values, "type": int(kind)}
        return Change(Contact, 0, {}, new, frozenset(values))

    def _insert(self, change: Change, uid: str) -> int:
        new = change.new
        if not self._writes:
            contact = -len(self._known.rows) - 1
        else:
            given = number_for("contact_nos", "", taken=contacts.is_taken)
            new["no"], new["number_series"] = given.number, given.series
            new["search_text"] = contact_words.search_text(new)
            contact = Contact.add(**new)
        self._born[contact] = new["search_text"]
        self._known.add(contact, new, uid)
        return contact

    def _update(self, contact: int, row: Wanted) -> Outcome:
        old = dict(self._known.rows[contact])
        values = dict(row.values)
        if contact in self.touched:
            # The file says two things about one contact: the first row stands, the second fills gaps.
            values = {name: value for name, value in values.items() if not old[name]}
        elif row.type == ContactType.PERSON and another_name(values, old):
            row.notes.append(p_("note", "The name was {name}.").format(name=old["name"]))
            values = {**dict.fromkeys(PARTS, ""), **values}
        new = {**old, **values}
        made = self._other_company(row, old) if contact not in self.touched or not old["company"] else None
        if made is not None:
            new["company"] = made
        change = Change(Contact, contact, old, new, frozenset(values))
        contacts.derive(change, self._around.surroundings, contact_row=self._known.row)
        moved = {
            name: value
            for name, value in change.new.items()
            if name not in STAMPS and name != "id" and value != old[name]
        }
        if not moved:
            return Outcome.UNCHANGED
        if self._writes:
            Contact.update(**moved).where(Contact.id == contact).execute()
            contacts.pass_on(change)
            self._known.read_people_again(contact)
        self._moved.append(contact)
        self._known.add(contact, change.new, row.uid)
        return Outcome.UPDATED

    def _other_company(self, row: Wanted, old: dict[str, Any]) -> int | None:
        """The company that the row names, if the contact is not of it yet."""
        if not row.company:
            return None
        found = self._known.company(row.company)
        if found is None:
            return self._make_company(row)
        return found if found != old["company"] else None

    def _beside(self, contact: int, row: Wanted, kept: str, outcome: Outcome) -> Outcome:
        """Comment and kept card of a row; the same ones again change nothing."""
        fresh = False
        if row.comment and not self._known.has_comment(contact, row.comment):
            self._known.comments[contact].append(row.comment)
            self._comments.append({"contact": contact, "date": who().work_date, "comment": row.comment})
            fresh = True
        card = self._known.cards.get(contact, Kept())
        wins = self._around.kind == "vcard" or card.kind != "vcard"
        if (kept or row.uid) and wins and contact not in self.touched:
            new = Kept(row.uid or card.uid, self._around.kind, kept or card.text)
            if new != card:
                self._cards[contact] = self._known.cards[contact] = new
                fresh = True
        return Outcome.UPDATED if fresh and outcome is Outcome.UNCHANGED else outcome

    def _finish(self) -> None:
        """What hangs on the contacts of the batch, in few statements."""
        contact_words.add_words(self._born.items())
        contact_words.index(self._moved)
        nothing = {"last_date_attempted": NEVER, "date_of_last_interaction": NEVER}
        for born in pw.chunked(self._born, _INSERTED):
            ContactStatistics.insert_many([{"contact": contact, **nothing} for contact in born]).execute()
        rows = [
            {"contact": contact, "uid": card.uid, "kind": card.kind, "kept": card.text}
            for contact, card in self._cards.items()
        ]
        ContactCard.delete().where(ContactCard.contact.in_(list(self._cards))).execute()
        for cards in pw.chunked(rows, _INSERTED):
            ContactCard.insert_many(cards).execute()
        ContactComment.add_many(
            [{**row, "search_text": searchable(ContactComment, row)} for row in self._comments]
        )
