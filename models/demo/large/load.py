"""Filling an empty database with as many contacts and log entries as asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import chain, islice

from models.base import tuples
from models.contact import Contact
from models.database import unit
from models.database.bulk import ids_given, without_indexes, write_rows
from models.demo.large import drafts, log, people
from models.demo.large.names import SELLERS
from models.demo.loading import SALESPEOPLE, load_salespeople
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.number_series import NumberSeries, NumberSeriesLine
from models.rules import search_texts, statistics
from models.rules.contacts import emails as contact_emails
from models.salesperson import Salesperson
from models.starter.loading import ids_by_code, load_starter
from models.user import User
from models.who import who
from models.words import p_

Progress = Callable[[str, int, int], object]
"""Hears what is being done, how much of it is done, and of how much; of 0 when nobody knows."""

_AT_ONCE = 20_000
_EMAIL = people.COLUMNS.index("email")
TABLES = (
    "contact",
    "contact_email_address",
    "contact_statistics",
    "interaction_log_entry",
    "inter_log_entry_comment",
    "draft",
)
"""The tables that most of the rows are in."""


@unit
def load_large(contacts: int, entries: int, progress: Progress) -> None:
    """Fill a database that holds no contacts with the starter set and so many contacts and entries.

    The user at the keyboard becomes the first salesperson. Raises `RuleError` when somebody works with the
    database already.
    """
    if any(tuples(model.select(model.id).limit(1)) for model in (Contact, Entry, Salesperson)):
        raise RuleError(p_("error", "The database holds contacts or salespeople already; fill an empty one."))
    load_starter()
    sellers = load_salespeople(SALESPEOPLE + tuple((*seller, "Sales representative") for seller in SELLERS))
    users: dict[int, int] = dict(tuples(User.select(User.salesperson, User.id)))
    last = who().work_date
    born = last - dt.timedelta(days=log.YEARS * 365)
    crowd = people.People(tuple(sellers.values()), users, born)
    diary = log.Log(crowd, contacts, {record: code for code, record in sellers.items()}, users, last)
    with without_indexes(*TABLES):
        done = 0
        for number in chain(_write_contacts(crowd, contacts), _write_entries(diary, entries)):
            done += number
            progress(p_("progress", "Writing contacts and entries:"), done, contacts + entries)
        progress(p_("progress", "Counting interactions..."), 0, 0)
        statistics.fill()
        progress(p_("progress", "Making indexes..."), 0, 0)
    progress(p_("progress", "Making the search index..."), 0, 0)
    search_texts.index_between(Contact, 1, contacts)
    search_texts.index_between(Entry, 1, entries)
    for table in ("contact", "interaction_log_entry", "inter_log_entry_comment"):
        ids_given(table)
    _advance_series("CONT", people.contact_no(contacts))


def _write_contacts(crowd: people.People, number: int) -> Iterator[int]:
    """Write the contacts, and tell after each batch how many it had."""
    rows = crowd.rows(number)
    while batch := list(islice(rows, _AT_ONCE)):
        write_rows("contact", people.COLUMNS, batch)
        contact_emails.add((row[0], {"email": row[_EMAIL], "email_2": ""}) for row in batch)
        yield len(batch)


def _write_entries(diary: log.Log, number: int) -> Iterator[int]:
    """Write the log, and tell after each batch how many entries it had."""
    for written in diary.stretches(number, _AT_ONCE):
        write_rows("interaction_log_entry", log.COLUMNS, written.entries)
        write_rows("inter_log_entry_comment", log.COMMENT_COLUMNS, written.comments)
        write_rows("draft", drafts.COLUMNS, written.drafts)
        yield len(written.entries)


def _advance_series(code: str, last: str) -> None:
    """The numbers up to `last` are used; the next record gets the one behind."""
    series = ids_by_code(NumberSeries)[code]
    NumberSeriesLine.update(last_no_used=last, last_date_used=who().work_date).where(
        NumberSeriesLine.series == series
    ).execute()
