"""The contacts that rows of a file may mean: looked up for many rows at once, and told apart per row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from models.base import tuples
from models.contact import Contact, ContactCard, ContactComment, ContactWord
from models.enums import ContactType
from models.errors import RuleError
from models.exchange.contact_values import Wanted
from models.rules.contact_words import WORD_LENGTH
from models.text import fold, sort_key
from models.words import p_

BETWEEN_COMMENTS = "\n\n"
"""What stands between the comments of a contact where a file has room for one."""


class Kept(NamedTuple):
    """The card kept with a contact."""

    uid: str = ""
    kind: str = ""
    text: str = ""


class Known:
    """Contacts by id, by the UID of their card, by e-mail address and by name."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[str, Any]] = {}
        self.cards: dict[int, Kept] = {}
        self.comments: dict[int, list[str]] = defaultdict(list)
        self._uids: dict[str, set[int]] = defaultdict(set)
        self._emails: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)

    def load(self, wanted: Iterable[Wanted]) -> None:
        """Look up everything that these rows may mean, in a handful of queries."""
        rows = list(wanted)
        uids = {each.uid for each in rows if each.uid}
        words = {fold(email)[:WORD_LENGTH] for each in rows for email in each.emails}
        names = {each.sort_name for each in rows} | {sort_key(each.company) for each in rows if each.company}
        ids = {contact for (contact,) in tuples(_column(ContactCard.contact, ContactCard.uid, uids))}
        ids |= {contact for (contact,) in tuples(_column(ContactWord.contact, ContactWord.word, words))}
        self._take(Contact.select().where(Contact.sort_name.in_(sorted(names))))
        self._take(Contact.select().where(Contact.id.in_(sorted(ids - set(self.rows)))))
        employers = {row["company"] for row in self.rows.values()} - set(self.rows) - {None}
        self._take(Contact.select().where(Contact.id.in_(sorted(employers))))

    def add(self, contact: int, row: Mapping[str, Any], uid: str = "") -> None:
        """Note a contact, or what it is now; what it was found by before finds it still."""
        self.rows[contact] = {**row, "id": contact}
        self._names[row["sort_name"]].add(contact)
        for email in addresses(row):
            self._emails[email].add(contact)
        if uid:
            self._uids[uid].add(contact)

    def read_people_again(self, company: int) -> None:
        """Learn what flowed to the known persons of a company that changed."""
        people = [contact for contact, row in self.rows.items() if row["company"] == company]
        found: Any = Contact.select().where(Contact.id.in_(people))
        for row in found.dicts() if people else ():
            self.add(row["id"], row)

    def row(self, contact: int | None) -> Mapping[str, Any]:
        """The values of a contact; nothing for none."""
        return {} if contact is None else self.rows[contact]

    def has_comment(self, contact: int, text: str) -> bool:
        """Whether the contact has this comment; also its comments together, as exports have them."""
        comments = self.comments[contact]
        return text in comments or text == BETWEEN_COMMENTS.join(comments)

    def meant(self, wanted: Wanted, touched: set[int]) -> int | None:
        """The contact that a row means: by UID, else e-mail, else name and company (design.md 6); or none.

        `touched` are the contacts that earlier rows meant. Raises `RuleError` that names the candidates when
        there are two.
        """
        if found := self._uids.get(wanted.uid, set()) if wanted.uid else set():
            return self._only(found, wanted)
        found = self._by_email(wanted, touched)
        if any(self._same_name(contact, wanted) for contact in found):
            return self._only(found, wanted)
        # Somebody else of that name beside somebody of another name with that address: two candidates.
        return self._only(found | self._by_name(wanted), wanted)

    def company(self, name: str) -> int | None:
        """The company with exactly this folded name, or none; raises `RuleError` when there are two."""
        found = {
            contact
            for contact in self._names.get(sort_key(name), set())
            if self.rows[contact]["type"] == ContactType.COMPANY
            and fold(self.rows[contact]["name"]) == fold(name)
        }
        return self._one(found)

    def _by_email(self, wanted: Wanted, touched: set[int]) -> set[int]:
        """Contacts with one of the addresses: those of the same name, else those who did not inherit it."""
        found = {
            contact
            for email in wanted.emails
            for contact in self._emails.get(fold(email), set())
            if self.rows[contact]["type"] == wanted.type
        }
        same = {contact for contact in found if self._same_name(contact, wanted)}
        return same or {
            contact for contact in found - touched if not self._inherited(contact, set(wanted.emails))
        }

    def _same_name(self, contact: int, wanted: Wanted) -> bool:
        return bool(self.rows[contact]["sort_name"] == wanted.sort_name)

    def _inherited(self, contact: int, emails: set[str]) -> bool:
        """Whether the addresses are the company's, which says nothing about which of its persons is meant."""
        company = self.row(self.rows[contact]["company"])
        return bool(company) and bool({fold(email) for email in emails} & addresses(company))

    def _by_name(self, wanted: Wanted) -> set[int]:
        found = {
            contact
            for contact in self._names.get(wanted.sort_name, set())
            if self.rows[contact]["type"] == wanted.type
            and fold(self.rows[contact]["name"]) == fold(wanted.name)
        }
        if wanted.type == ContactType.COMPANY:
            return found
        company = fold(wanted.company)
        same = {contact for contact in found if fold(self.rows[contact]["company_name"]) == company}
        return same if same or company else found

    def _only(self, found: set[int], wanted: Wanted) -> int | None:
        contact = self._one(found)
        if contact is not None and self.rows[contact]["type"] != wanted.type:
            sentence = (
                p_("error", "The row is a company, but it means {contact}, a person.")
                if wanted.type == ContactType.COMPANY
                else p_("error", "The row is a person, but it means {contact}, a company.")
            )
            raise RuleError(sentence.format(contact=self._called(contact)))
        return contact

    def _one(self, found: set[int]) -> int | None:
        if len(found) > 1:
            names = [self._called(contact) for contact in sorted(found)]
            raise RuleError(
                p_("error", "The row fits {first} and {second}; it is not clear which is meant.").format(
                    first=", ".join(names[:-1][:4]), second=names[-1]
                )
            )
        return next(iter(found), None)

    def _called(self, contact: int) -> str:
        row = self.rows[contact]
        return f"{row['no']} {row['name']}".strip()

    def _take(self, found: Any) -> None:
        fresh = [row for row in found.dicts() if row["id"] not in self.rows]
        ids = [row["id"] for row in fresh]
        of = ContactCard
        query = of.select(of.contact, of.uid, of.kind, of.kept).where(of.contact.in_(ids))
        cards = {contact: Kept(*rest) for contact, *rest in tuples(query)}
        for row in fresh:
            card = self.cards[row["id"]] = cards.get(row["id"], Kept())
            self.add(row["id"], row, card.uid)
        for contact, comments in comments_of(ids).items():
            self.comments[contact] += comments


def comments_of(contacts: Sequence[int]) -> dict[int, list[str]]:
    """The comments of each of these contacts, the oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    of = ContactComment
    query = of.select(of.contact, of.comment).where(of.contact.in_(list(contacts)))
    for contact, comment in tuples(query.order_by(of.date, of.id)):
        found[contact].append(comment)
    return found


def addresses(row: Mapping[str, Any]) -> set[str]:
    """The folded e-mail addresses of a contact."""
    return {fold(part) for part in f"{row['email']};{row['email_2']}".split(";") if part.strip()}


def _column(selected: Any, field: Any, values: set[str]) -> Any:
    return selected.model.select(selected).where(field.in_(sorted(values)))
