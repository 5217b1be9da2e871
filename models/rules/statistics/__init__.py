"""Counters and last dates of contacts, kept in the transaction of each entry (domain.md 1.3, design.md 2).

An entry counts for its contact and for its company. Entries that are postponed or canceled count nowhere,
also not in the last dates (design.md 3.6).
"""

from models.rules.statistics.moving import Counted, contact_born, move
from models.rules.statistics.summing import (
    NEVER,
    Counters,
    Difference,
    count_logged,
    differences,
    fill,
    recompute,
    recount,
)

__all__ = [
    "NEVER",
    "Counted",
    "Counters",
    "Difference",
    "contact_born",
    "count_logged",
    "differences",
    "fill",
    "move",
    "recompute",
    "recount",
]
