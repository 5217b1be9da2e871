"""One batch of rows on its way into the database: each row is stored whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.base import made, searchable
from models.contact import Contact, ContactCard, ContactComment
from models.database.sets import among, draw_ids, insert_rows
from models.enums import ContactType
from models.errors import RuleError
from models.exchange.contacts.data import Card, Refused
from models.exchange.contacts.id_set import IdSet
from models.exchange.contacts.imagined import Imagined
from models.exchange.contacts.known import Kept, Known
from models.exchange.contacts.values import Codes, Wanted, another_name, wanted
from models.rules import search_texts
from models.rules.contacts import births as contact_births
from models.rules.contacts import changes as contacts
from models.rules.contacts import emails as contact_emails
from models.rules.contacts.names import PARTS
from models.rules.hooks import Change
from models.rules.numbers.runs import NumberRun
from models.rules.snapshots import STAMPS
from models.who import who
from models.words import p_


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


Read = tuple[Card, Wanted | str]
"""A row of a file, and what it says or why it is refused."""


def read(cards: Sequence[Card], codes: Codes) -> list[Read]:
    """What the rows say; nobody looks at the database for it."""
    return [(card, _read(card, codes)) for card in cards]


def _read(card: Card, codes: Codes) -> Wanted | str:
    if isinstance(card, Refused):
        return card.reason
    try:
        return wanted(card, codes)
    except RuleError as error:
        return str(error)


class Batch:
    """Rows that go into the database together.

    With `imagined` the same is decided and nothing is stored: a dry run remembers there what would be.
    """

    def __init__(self, around: Around, touched: IdSet, imagined: Imagined | None = None) -> None:
        """`touched` are the contacts that the rows of earlier batches meant."""
        self._around = around
        self._known = Known(imagined)
        self._imagined = imagined
        self._blank = around.blank if imagined is not None else {**around.blank, **made()}
        self._before = touched
        self.touched: set[int] = set()
        """The contacts that rows of this batch meant."""
        self._numbers = NumberRun("contact_nos", contact_births.taken)
        self._ids: Iterator[int] = iter(())
        self._size = 0
        self._born: dict[int, dict[str, Any]] = {}
        self._notes: list[str] = []
        """What is to be said about the row in hand."""
        self._moved: list[int] = []
        self._cards: dict[int, Kept] = {}
        self._comments: list[dict[str, Any]] = []

    def store(self, rows: Sequence[Read]) -> list[RowResult]:
        """Store the rows, in their order; a refused one leaves the others alone."""
        self._size = len(rows)
        self._known.load(row for _, row in rows if isinstance(row, Wanted))
        results = [self._row(card, row) for card, row in rows]
        if self._imagined is None:
            self._finish()
        else:
            commented = (comment["contact"] for comment in self._comments)
            self._known.imagine({*self._born, *self._moved, *self._cards, *commented})
        return results

    def _row(self, card: Card, row: Wanted | str) -> RowResult:
        if isinstance(row, str):
            return RowResult(card.line, Outcome.REFUSED, reason=row, name=getattr(card, "name", ""))
        mark, born = self._numbers.mark, len(self._born)
        self._notes = []
        try:
            found = self._known.meant(row, self._is_touched)
            if found is None:
                contact, outcome = self._create(row), Outcome.CREATED
            else:
                contact, outcome = found, self._update(found, row)
        except RuleError as error:
            self._go_back(mark, born)
            return RowResult(card.line, Outcome.REFUSED, name=row.name, reason=str(error))
        outcome = self._beside(contact, row, outcome)
        self.touched.add(contact)
        number = self._known.rows[contact]["no"]
        return RowResult(card.line, outcome, number, row.name, notes=(*row.notes, *self._notes))

    def _is_touched(self, contact: int) -> bool:
        """Whether an earlier row meant the contact."""
        return contact in self.touched or contact in self._before

    def _go_back(self, mark: int, born: int) -> None:
        """Leave nothing of a row that is refused: no company that was made for it, no number."""
        for contact in list(self._born)[born:]:
            del self._born[contact]
            self._known.forget(contact)
        self._numbers.go_back(mark)

    def _create(self, row: Wanted) -> int:
        company = self._known.company(row.company) if row.company else None
        if row.company and company is None:
            company = self._make_company(row)
        change = self._blank_change(row.type, row.values)
        change.new["company"] = company
        return self._insert(change, row.uid)

    def _make_company(self, row: Wanted) -> int:
        """The company a row names, made because nobody has it (domain.md 5.3, for files only)."""
        change = self._blank_change(ContactType.COMPANY, {"name": row.company})
        made = self._insert(change, "")
        self._notes.append(p_("note", "Company {name} was made.").format(name=row.company))
        return made

    def _blank_change(self, kind: ContactType, values: dict[str, Any]) -> Change:
        new = {**self._blank, **values, "type": int(kind)}
        return Change(Contact, 0, {}, new, frozenset(values))

    def _insert(self, change: Change, uid: str) -> int:
        new = change.new
        if self._imagined is None:
            given = self._numbers.draw()
            new["no"], new["number_series"] = given.number, given.series
        contacts.derive(change, self._around.surroundings, contact_row=self._known.row)
        contact = self._new_id() if self._imagined is None else self._imagined.new_id()
        self._born[contact] = new
        self._known.add(contact, new, uid)
        return contact

    def _new_id(self) -> int:
        """An id for a new contact; a row makes two at most."""
        if (new := next(self._ids, 0)) == 0:
            self._ids = iter(draw_ids("contact", 2 * self._size))
            new = next(self._ids)
        return new

    def _update(self, contact: int, row: Wanted) -> Outcome:
        old = dict(self._known.rows[contact])
        values = dict(row.values)
        again = self._is_touched(contact)
        if again:
            # The file says two things about one contact: the first row stands, the second fills gaps.
            values = {name: value for name, value in values.items() if not old[name]}
        elif row.type == ContactType.PERSON and another_name(values, old):
            self._notes.append(p_("note", "The name was {name}.").format(name=old["name"]))
            values = {**dict.fromkeys(PARTS, ""), **values}
        new = {**old, **values}
        made = self._other_company(row, old) if not again or not old["company"] else None
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
        if self._imagined is None:
            self._insert_born()
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

    def _beside(self, contact: int, row: Wanted, outcome: Outcome) -> Outcome:
        """Comment and kept card of a row; the same ones again change nothing."""
        fresh = False
        if row.comment and not self._known.has_comment(contact, row.comment):
            self._known.comments[contact].append(row.comment)
            self._comments.append({"contact": contact, "date": who().work_date, "comment": row.comment})
            fresh = True
        if (row.kept or row.uid) and not self._is_touched(contact):
            card = self._known.cards.get(contact, Kept())
            new = Kept(row.uid or card.uid, self._around.kind, row.kept or card.text)
            if new != card and (self._around.kind == "vcard" or card.kind != "vcard"):
                self._cards[contact] = self._known.cards[contact] = new
                fresh = True
        return Outcome.UPDATED if fresh and outcome is Outcome.UNCHANGED else outcome

    def _insert_born(self) -> None:
        """Store the contacts that were made so far."""
        if self._born:
            contact_births.insert(self._born)
            self._born = {}

    def _finish(self) -> None:
        """Everything that waited for the last row, in few statements."""
        self._insert_born()
        self._numbers.store()
        search_texts.reindex(Contact, self._moved)
        contact_emails.rewrite(self._moved)
        if self._cards:
            ContactCard.delete().where(among(ContactCard.contact, list(self._cards))).execute()
            rows = [
                {"contact": contact, "uid": card.uid, "kind": card.kind, "kept": card.text}
                for contact, card in self._cards.items()
            ]
            insert_rows(ContactCard, rows)
        stamps = made()
        insert_rows(
            ContactComment,
            [{**row, **stamps, "search_text": searchable(ContactComment, row)} for row in self._comments],
        )
