"""Whom a screen prints for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whom:
    """The contacts of a segment, or contacts in this order."""

    segment: int = 0
    contacts: tuple[int, ...] = ()
