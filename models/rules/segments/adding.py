"""Putting chosen contacts into a segment: by look-up, by their numbers, from the contacts (domain.md 3.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.database.sets import among
from models.enums import CriteriaAction
from models.rules.segments import steps
from models.rules.segments.criteria import Criteria
from models.rules.segments.left_out import LeftOut, left_out


@dataclass(frozen=True, slots=True)
class Named:
    """The contacts that a text of numbers names."""

    ids: tuple[int, ...]
    unknown: tuple[str, ...]
    """Words of the text that are the number of no contact."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of contacts that were to be added."""

    number: int
    """How many lines were added."""
    without: LeftOut
    """How many contacts were left out, and why."""


@reading
def contacts_named(text: str) -> Named:
    """The contacts whose numbers stand in a text, separated by spaces, commas, semicolons or new lines."""
    numbers = tuple(dict.fromkeys(word.upper() for word in re.split(r"[\s,;]+", text) if word))
    known = dict(tuples(Contact.select(Contact.no, Contact.id).where(among(Contact.no, numbers))))
    return Named(
        tuple(known[number] for number in numbers if number in known),
        tuple(number for number in numbers if number not in known),
    )


def add_contacts(segment_id: int, contact_ids: Sequence[int], *, anyway: bool = False) -> Added:
    """Add contacts as one step; those that stand there already, are blocked or excluded are left out.

    With `anyway` also those that stand there or are excluded, as when somebody types them (domain.md 3.2).
    A step that would add nobody is not taken. `undo` takes the step back. Raises `RuleError` when the segment
    is gone.
    """
    numbers = _numbers(tuple(contact_ids))
    meant = Criteria(contacts=numbers, allow_existing=anyway, ignore_exclusion=anyway)
    without = left_out(segment_id, meant)
    wanted = steps.would_change(segment_id, CriteriaAction.ADD, meant)
    return Added(steps.take(segment_id, CriteriaAction.ADD, meant) if wanted else 0, without)


@reading
def _numbers(ids: tuple[int, ...]) -> tuple[str, ...]:
    query = Contact.select(Contact.no).where(among(Contact.id, ids)).order_by(Contact.no)
    return tuple(no for (no,) in tuples(query))
