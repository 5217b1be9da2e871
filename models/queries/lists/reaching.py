"""Conditions on a reference by what is true of the record that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import peewee as pw

from models.base import tuples
from models.campaign import CampaignEntry
from models.contact import Contact, ContactAltAddress, ContactStatistics
from models.database.conditions import EVERYTHING, NOTHING
from models.interaction import InteractionLogEntry as Entry

FEW = 2_000
"""Up to so many records are named by their ids; more are looked for beside each row (patterns.md 6)."""

_LARGE = (Contact, ContactStatistics, ContactAltAddress, CampaignEntry, Entry)
"""Tables that are never read as a whole."""

Inner = Callable[[Any], Any]
"""The condition on a model, or on an alias of it."""


def reaching(column: Any, model: Any, inner: Inner, *, or_blank: bool = False, key: str = "id") -> Any:
    """The condition that `column` is the `key` of a record of `model` that meets `inner`, or is NULL.

    The ids of few records are asked for at once: one id is `=`, so that an index on the reference serves.
    """
    found = [
        record for (record,) in tuples(model.select(getattr(model, key)).where(inner(model)).limit(FEW + 1))
    ]
    if len(found) > FEW:
        met = _beside(column, model.alias(), inner, key)
        return met | column.is_null() if or_blank else met
    if len(found) > 1 and key == "id" and model not in _LARGE:
        rest = _others(model, found)
        if len(rest) < len(found):
            return _all_but(column, rest, or_blank)
    return _among(column, found, or_blank)


def _beside(column: Any, other: Any, inner: Inner, key: str) -> Any:
    query = other.select(pw.SQL("1")).where(getattr(other, key) == column, inner(other))
    return pw.fn.EXISTS(query)


def _others(model: Any, found: Sequence[int]) -> list[int]:
    """The other records of a small table; `found` again for one that is not small after all."""
    every = [record for (record,) in tuples(model.select(model.id).limit(FEW + 1))]
    return list(found) if len(every) > FEW else list(set(every) - set(found))


def _among(column: Any, ids: Sequence[int], or_blank: bool) -> Any:
    if not ids:
        return column.is_null() if or_blank else NOTHING
    met = column == ids[0] if len(ids) == 1 else column.in_(list(ids))
    return met | column.is_null() if or_blank else met


def _all_but(column: Any, ids: Sequence[int], or_blank: bool) -> Any:
    """Most records: said by the others, so that the list is walked in its order and not sorted."""
    if not ids:
        return EVERYTHING if or_blank else column.is_null(False)
    met = column != ids[0] if len(ids) == 1 else column.not_in(list(ids))
    return met | column.is_null() if or_blank else met
