"""What records are found by: search texts, kept in step with what they say and with the index over them.

A contact is found by number, names, company, city, phones in any writing and e-mail addresses; a log entry by
description, subject, the contact and the company it was with, and its comments. Both texts are indexed
(models/database/search_index.py), so nobody else writes them: who changed something calls `reindex` after,
who deletes calls `unindex` before, who inserts calls `index_new`, all in the unit of work of the change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import peewee as pw

from models import search_state
from models.base import tuples
from models.contact import Contact
from models.database import search_index, unit
from models.database.prepared import Prepared, given
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment as Comment
from models.rules.contacts.names import SORTED_BY, sort_name
from models.searching import cut, phone_words, words_of

LABELLED_BY = ("no", "name")
"""The attributes of a contact by which its log entries are found too."""
FOUND_BY = (
    *LABELLED_BY,
    "name_2",
    "company_name",
    "city",
    "phone_no",
    "mobile_phone_no",
    "email",
    "email_2",
)
"""The attributes by which a contact is found."""

CONTACT_LENGTH = 1_000
ENTRY_LENGTH = 2_000
"""So many characters of an entry's text are searched: a very long comment is found by its beginning."""
_LABEL_LENGTH = 250
_labelled_by = itemgetter(*LABELLED_BY)
_described_by = itemgetter(*FOUND_BY[len(LABELLED_BY) :])
_phones_of = itemgetter("phone_no", "mobile_phone_no")
_DERIVED = ("sort_name", "label_text", "search_text")
_BATCH = 400


def label_text(values: Mapping[str, Any]) -> str:
    """The words by which a contact is found in the log: of its number and name."""
    return words_of(" ".join(_labelled_by(values)), _LABEL_LENGTH)


def derived(values: Mapping[str, Any]) -> dict[str, str]:
    """What a contact with these values by attribute is found by, to be stored with it.

    `label_text` are the words by which its log entries are found too, `search_text` all of its words.
    """
    label = words_of(" ".join(_labelled_by(values)))
    rest = words_of(" ".join(filter(None, _described_by(values))))
    numbers = dict.fromkeys(word for number in _phones_of(values) if number for word in phone_words(number))
    text = " ".join(filter(None, (label, rest, *numbers)))
    return {"label_text": cut(label, _LABEL_LENGTH), "search_text": cut(text, CONTACT_LENGTH)}


def entry_text(description: str, subject: str, labels: Iterable[str], comments: Iterable[str] = ()) -> str:
    """The words that a log entry is found by.

    `labels` are the label texts of its contact and of its company, if that is another one.
    """
    own = description if subject in ("", description) else f"{description} {subject}"
    parts = [words_of(own), *labels, *(words_of(text[:ENTRY_LENGTH]) for text in comments)]
    return cut(" ".join(part for part in parts if part), ENTRY_LENGTH)


_LABEL = Prepared(lambda: Contact.select(Contact.label_text).where(Contact.id == given("id")))


def new_entry_text(values: Mapping[str, Any], comment: str = "") -> str:
    """The words that a log entry with these values by attribute will be found by."""
    both = (values.get("contact"), values.get("company"))
    ids = [one for one in dict.fromkeys(both) if one is not None]
    labels = [label for one in ids for (label,) in _LABEL.rows(id=one)]
    return entry_text(values.get("description", ""), values.get("subject", ""), labels, [comment])


def composed(own: Any, contact: Any, company: Any) -> Any:
    """The SQL expression of the text of a log entry without comments, to insert many by one statement.

    `own` is the expression of `entry_text(description, subject, ())`; `contact` and `company` are those of
    ids.
    """
    text = pw.fn.TRIM(pw.NodeList((own, pw.SQL("|| ' ' ||"), _label_of(contact))))
    other = _label_of(company, but_not=contact)
    return pw.fn.TRIM(pw.NodeList((text, pw.SQL("|| ' ' ||"), other)))


def _label_of(contact: Any, *, but_not: Any = None) -> Any:
    named: Any = Contact.alias()
    label = named.select(named.label_text).where(named.id == contact)
    if but_not is not None:
        label = label.where(named.id != pw.fn.COALESCE(but_not, 0))
    return pw.fn.COALESCE(label, "")


@unit
def index_new(model: type[pw.Model], texts: Iterable[tuple[int, str]]) -> None:
    """Index rows that were just inserted with these texts."""
    _guarded(search_index.put_in_texts, model, texts)


@unit
def index_between(model: type[pw.Model], first: int, last: int) -> None:
    """Index all rows with ids from `first` to `last`, which were just inserted with their texts."""
    _guarded(search_index.put_in_between, model, first, last)


@unit
def index_again(model: type[pw.Model], ids: Iterable[int]) -> None:
    """Index rows that were put back as they were; what they are found by may have changed meanwhile."""
    back = list(ids)
    _guarded(search_index.put_in, model, back)
    reindex(model, back)


@unit
def unindex(model: type[pw.Model], ids: Iterable[int]) -> None:
    """Take rows out of the index that are about to be deleted."""
    _guarded(search_index.take_out, model, list(ids))


@unit
def reindex(model: type[pw.Model], ids: Iterable[int], *, without: int = 0) -> int:
    """Compose the texts of these records anew, after what they follow from changed.

    A contact that is called otherwise takes its log entries along. `without` is a comment about to be
    deleted. Returns how many records there were that their texts did not find.
    """
    return sum(_reindex(model, list(batch), without) for batch in pw.chunked(sorted(set(ids)), _BATCH))


def _reindex(model: type[pw.Model], ids: list[int], without: int) -> int:
    if model is Entry:
        return _rewrite(Entry, _wrong_entries(ids, without))
    wrong = _wrong_contacts(ids)
    labels = dict(tuples(Contact.select(Contact.id, Contact.label_text).where(Contact.id.in_(list(wrong)))))
    number = _rewrite(Contact, wrong)
    called = [contact for contact, new in wrong.items() if new["label_text"] != labels[contact]]
    return number + reindex_entries_of(called)


def reindex_entries_of(contacts: Sequence[int]) -> int:
    """Compose the texts of the entries with these contacts or companies anew; returns how many changed."""
    if not contacts:
        return 0
    theirs = Entry.contact.in_(contacts) | Entry.company.in_(contacts)
    return reindex(Entry, [entry for (entry,) in tuples(Entry.select(Entry.id).where(theirs))])


def _rewrite(model: type[pw.Model], wrong: Mapping[int, Mapping[str, str]]) -> int:
    """Store these derived values, their words in the index with them."""
    if wrong:
        columns = list(next(iter(wrong.values())))
        _guarded(search_index.take_out, model, wrong)
        rows = [(record, *(new[name] for name in columns)) for record, new in sorted(wrong.items())]
        # They say nothing of their own: version and stamps stay.
        search_index.write_texts(_table(model), columns, rows)
        _guarded(search_index.put_in, model, wrong)
    return len(wrong)


def _wrong_contacts(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What the contacts should be ordered and found by that have something else stored."""
    names = tuple(dict.fromkeys(("id", *SORTED_BY, *FOUND_BY, *_DERIVED)))
    query = Contact.select(*(getattr(Contact, name) for name in names)).where(Contact.id.in_(ids))
    wrong: dict[int, dict[str, str]] = {}
    for values in tuples(query):
        row = dict(zip(names, values, strict=True))
        new = {"sort_name": sort_name(row), **derived(row)}
        if any(row[name] != value for name, value in new.items()):
            wrong[row["id"]] = new
    return wrong


def _wrong_entries(ids: Sequence[int], without: int) -> dict[int, dict[str, str]]:
    """The texts that log entries should have which have another one stored."""
    company: Any = Contact.alias()
    query = (
        Entry.select(
            Entry.id, Entry.search_text, Entry.description, Entry.subject, Entry.contact, Entry.company
        )
        .select_extend(Contact.label_text, company.label_text)
        .left_outer_join(Contact, on=(Contact.id == Entry.contact))
        .left_outer_join(company, on=(company.id == Entry.company), src=Entry)
        .where(Entry.id.in_(ids))
    )
    comments = _comments(ids, without)
    wrong: dict[int, dict[str, str]] = {}
    for entry, stored, description, subject, contact, firm, *known in tuples(query):
        labels = [label or "" for label in (known if contact != firm else known[:1])]
        text = entry_text(description, subject, labels, comments.get(entry, ()))
        if text != stored:
            wrong[entry] = {"search_text": text}
    return wrong


def _comments(entries: Sequence[int], without: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = Comment.select(Comment.entry, Comment.comment).where(Comment.entry.in_(entries))
    query = query.where(Comment.id != without).order_by(Comment.id)
    for entry, text in tuples(query):
        found[entry].append(text)
    return found


def _guarded(write: Callable[..., None], model: type[pw.Model], *given: Any) -> None:
    """Write to the index, unless it follows by itself or is being made anew.

    An index that is broken keeps nobody from storing what was typed: it is given up, and made anew by whoever
    opens the database next.
    """
    if search_index.follows_by_itself() or not search_state.in_use():
        return
    try:
        write(_table(model), *given)
    except pw.DatabaseError as error:
        if not search_index.is_broken(error):
            raise
        search_state.give_up()


def _table(model: Any) -> str:
    return str(model._meta.table_name)
