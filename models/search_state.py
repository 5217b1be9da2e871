"""By which rules the search texts and the index over them were written."""

from __future__ import annotations

import peewee as pw

from models.database import database, reading, search_index, work
from models.database.prepared import Prepared
from models.fields import Whole

RULES = 1
"""The version of the rules by which search texts are composed and cut into words."""


class SearchState(pw.Model):
    """The one row that says by which rules the search texts were written; 0 while they are not complete."""

    id = pw.AutoField()
    rules = Whole("")

    class Meta:
        database = database
        legacy_table_names = False


_IN_USE = Prepared(lambda: SearchState.select(SearchState.id).where(SearchState.rules == RULES))


def in_use() -> bool:
    """Whether the search texts and their index are complete, by the rules of this version."""
    return bool(_IN_USE.rows())


@reading
def is_current() -> bool:
    """Whether search texts and indexes are there and in use; asked whenever the database is opened."""
    return in_use() and search_index.answers()


def give_up() -> None:
    """Do without the index until it is made anew."""
    SearchState.update(rules=0).execute()


@work.mends
def did_without(error: BaseException) -> bool:
    """Give up an index that failed, so that what failed by it succeeds the next time."""
    if not search_index.is_broken(error) or search_index.follows_by_itself() or not in_use():
        return False
    with database.atomic("IMMEDIATE"):
        give_up()
    return True


def take_up() -> None:
    """Use the index: it says what the texts say."""
    SearchState.update(rules=RULES).execute()
