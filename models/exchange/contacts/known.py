"""The contacts that rows of a file may mean: looked up for many rows at once, and told apart per row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from models.base import tuples
from models.contact import Contact, ContactCard, ContactComment, ContactEmailAddress
from models.database.sets import among, fetch
from models.enums import ContactType
from models.errors import RuleError
from models.exchange.contacts.imagined import Imagined, Seen
from models.exchange.contacts.values import Wanted
from models.rules.contacts.emails import addresses
from models.text import fold, sort_key
from models.words import p_

BETWEEN_COMMENTS = "\n\n"
"""What stands between the comments of a contact where a file has room for one."""

_COLUMNS = [field for field in Contact._meta.sorted_fields if field.name not in ("label_text", "search_text")]
_NAMES = tuple(field.name for field in _COLUMNS)


class Kept(NamedTuple):
    """The card kept with a contact."""

    uid: str = ""
    kind: str = ""
    text: str = ""


class Known:
    """Contacts by id, by the UID of their card, by e-mail address and by name."""

    def __init__(self, imagined: Imagined | None = None) -> None:
        """`imagined` are the contacts of a dry run, which count instead of those that are stored."""
        self.rows: dict[int, dict[str, Any]] = {}
        self.cards: dict[int, Kept] = {}
        self.comments: dict[int, list[str]] = defaultdict(list)
        self._imagined = imagined
        self._uids: dict[str, set[int]] = defaultdict(set)
        self._emails: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)
        self._has_cards = self._has_comments = False

    def load(self, wanted: Iterable[Wanted]) -> None:
        """Look up everything that these rows may mean, in a handful of queries."""
        rows = list(wanted)
        uids = {each.uid for each in rows if each.uid}
        emails = {email for each in rows for email in each.emails}
        names = {each.sort_name for each in rows}
        names.update(each.sort_company for each in rows if each.company)
        dry = self._imagined is not None
        self._has_cards = dry or bool(uids) or any(each.kept for each in rows)
        self._has_comments = dry or any(each.comment for each in rows)
        if self._imagined is not None:
            words = [
                f"{kind}{word}" for kind, of in zip("une", (uids, names, emails), strict=True) for word in of
            ]
            self._imagine(self._imagined.found(words))
        self._take(among(Contact.sort_name, names))
        ids = {contact for (contact,) in _column(ContactCard.contact, ContactCard.uid, uids)}
        ids.update(
            contact
            for (contact,) in _column(ContactEmailAddress.contact, ContactEmailAddress.address, emails)
        )
        self._take_ids(ids)
        self._take_ids({row["company"] for row in self.rows.values()} - {None})

    def add(self, contact: int, row: dict[str, Any], uid: str = "") -> None:
        """Note a contact, or what it is now; what it was found by before finds it still."""
        row["id"] = contact
        self.rows[contact] = row
        self._names[row["sort_name"]].add(contact)
        for email in addresses(row):
            self._emails[email].add(contact)
        if uid:
            self._uids[uid].add(contact)

    def forget(self, contact: int) -> None:
        """A contact that was added is not to be stored after all."""
        row = self.rows.pop(contact)
        self._names[row["sort_name"]].discard(contact)
        for email in addresses(row):
            self._emails[email].discard(contact)

    def imagine(self, contacts: Iterable[int]) -> None:
        """Remember these contacts, as they are now, for the next rows of a dry run."""
        if self._imagined is not None:
            self._imagined.put(self._seen(contact) for contact in contacts)

    def read_people_again(self, company: int) -> None:
        """Learn what flowed to the known persons of a company that changed."""
        people = [contact for contact, row in self.rows.items() if row["company"] == company]
        for row in _stored(among(Contact.id, people)) if people else ():
            self.add(row["id"], row)

    def row(self, contact: int | None) -> Mapping[str, Any]:
        """The values of a contact; nothing for none."""
        return {} if contact is None else self.rows[contact]

    def has_comment(self, contact: int, text: str) -> bool:
        """Whether the contact has this comment; also its comments together, as exports have them."""
        comments = self.comments[contact]
        return text in comments or text == BETWEEN_COMMENTS.join(comments)

    def meant(self, wanted: Wanted, touched: Callable[[int], bool]) -> int | None:
        """The contact that a row means: by UID, else e-mail, else name and company (design.md 6); or none.

        `touched` are the contacts that earlier rows meant. Raises `RuleError` that names the candidates when
        there are two.
        """
        if wanted.uid and (owners := self._uids.get(wanted.uid)):
            return self._only(owners, wanted)
        found = self._by_email(wanted, touched)
        if any(self._same_name(contact, wanted) for contact in found):
            return self._only(self._twice(found, wanted, touched) or found, wanted)
        # Somebody else of that name beside somebody of another name with that address: two candidates.
        return self._only(found | self._by_name(wanted), wanted)

    def company(self, name: str) -> int | None:
        """The company with exactly this folded name, or none; raises `RuleError` when there are two."""
        found = {
            contact
            for contact in self._names.get(sort_key(name), ())
            if self.rows[contact]["type"] == ContactType.COMPANY and _alike(self.rows[contact]["name"], name)
        }
        return self._one(found)

    def _by_email(self, wanted: Wanted, touched: Callable[[int], bool]) -> set[int]:
        """Contacts with one of the addresses: those of the same name, else those who did not inherit it."""
        found = {
            contact
            for email in wanted.emails
            for contact in self._emails.get(email, ())
            if self.rows[contact]["type"] == wanted.type
        }
        same = {contact for contact in found if self._same_name(contact, wanted)}
        return same or {
            contact
            for contact in found
            if not touched(contact) and not self._inherited(contact, wanted.emails)
        }

    def _twice(self, found: set[int], wanted: Wanted, touched: Callable[[int], bool]) -> set[int]:
        """Whom an earlier row meant by this name and company, if nobody in `found` is of that company.

        The file says two things about that contact; who has the address is somebody of that name elsewhere.
        """
        if not wanted.company or any(self._is_of(contact, wanted) for contact in found):
            return set()
        return {
            contact for contact in self._by_name(wanted) if touched(contact) and self._is_of(contact, wanted)
        }

    def _is_of(self, contact: int, wanted: Wanted) -> bool:
        return _alike(self.rows[contact]["company_name"], wanted.company)

    def _same_name(self, contact: int, wanted: Wanted) -> bool:
        return bool(self.rows[contact]["sort_name"] == wanted.sort_name)

    def _inherited(self, contact: int, emails: Iterable[str]) -> bool:
        """Whether the addresses are the company's, which says nothing about which of its persons is meant."""
        company = self.row(self.rows[contact]["company"])
        return bool(company) and not addresses(company).isdisjoint(emails)

    def _by_name(self, wanted: Wanted) -> set[int]:
        found = {
            contact
            for contact in self._names.get(wanted.sort_name, ())
            if self.rows[contact]["type"] == wanted.type and _alike(self.rows[contact]["name"], wanted.name)
        }
        if wanted.type == ContactType.COMPANY:
            return found
        same = {contact for contact in found if self._is_of(contact, wanted)}
        return same if same or wanted.company else found

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

    def _take_ids(self, ids: Iterable[int]) -> None:
        fresh = [contact for contact in ids if contact not in self.rows]
        if self._imagined is not None:
            self._imagine(self._imagined.known(fresh))
            fresh = [contact for contact in fresh if contact not in self.rows]
        if fresh:
            self._take(among(Contact.id, fresh))

    def _take(self, condition: Any) -> None:
        """Learn the contacts that are stored; what an earlier row of a dry run made of one counts more."""
        stored = {row["id"]: row for row in _stored(condition) if row["id"] not in self.rows}
        if self._imagined is not None:
            self._imagine(self._imagined.known(list(stored)))
        fresh = [contact for contact in stored if contact not in self.rows]
        cards = _cards(fresh) if self._has_cards else {}
        for contact in fresh:
            card = self.cards[contact] = cards.get(contact, Kept())
            self.add(contact, stored[contact], card.uid)
        if self._has_comments:
            self.comments.update(comments_of(fresh))
        for contact, row in stored.items():
            self._names[row["sort_name"]].add(contact)

    def _imagine(self, seen: Mapping[int, Seen]) -> None:
        for contact, each in seen.items():
            if contact not in self.rows:
                self.cards[contact] = Kept(*each.card)
                self.comments[contact] = each.comments
                self.add(contact, each.row, each.card[0])

    def _seen(self, contact: int) -> tuple[int, Seen, list[str]]:
        row, card = self.rows[contact], self.cards.get(contact, Kept())
        words = [f"n{row['sort_name']}", *(f"e{email}" for email in addresses(row))]
        if card.uid:
            words.append(f"u{card.uid}")
        return contact, Seen(row, card, self.comments.get(contact, [])), words


def _alike(name: str, other: str) -> bool:
    """Whether two names are the same but for case and accents."""
    return name == other or fold(name) == fold(other)


def comments_of(contacts: Sequence[int]) -> dict[int, list[str]]:
    """The comments of each of these contacts, the oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    of = ContactComment
    query = of.select(of.contact, of.comment).where(among(of.contact, contacts))
    for contact, comment in tuples(query.order_by(of.date, of.id)):
        found[contact].append(comment)
    return found


def _stored(condition: Any) -> list[dict[str, Any]]:
    return [dict(zip(_NAMES, row, strict=True)) for row in fetch(Contact.select(*_COLUMNS).where(condition))]


def _cards(contacts: Sequence[int]) -> dict[int, Kept]:
    of = ContactCard
    query = of.select(of.contact, of.uid, of.kind, of.kept).where(among(of.contact, contacts))
    return {contact: Kept(*rest) for contact, *rest in fetch(query)}


def _column(selected: Any, field: Any, values: set[str]) -> list[tuple[Any, ...]]:
    return fetch(selected.model.select(selected).where(among(field, values))) if values else []
