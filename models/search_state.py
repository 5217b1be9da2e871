"""By which rules the search texts and the index over them were written."""

from __future__ import annotations

import peewee as pw

from models.base import tuples
from models.database import database
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


def in_use() -> bool:
    """Whether the search texts and their index are complete, by the rules of this version."""
    return bool(tuples(SearchState.select(SearchState.id).where(SearchState.rules == RULES)))


def give_up() -> None:
    """Do without the index until it is made anew."""
    SearchState.update(rules=0).execute()


def take_up() -> None:
    """Use the index: it says what the texts say."""
    SearchState.update(rules=RULES).execute()
