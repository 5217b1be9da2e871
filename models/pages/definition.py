"""What a page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import peewee as pw


@dataclass(frozen=True, slots=True)
class Page:
    """Records of one kind as people see them."""

    name: str
    """The name in the shell: `interaction-templates`."""
    caption: str
    """The official name."""
    model: type[pw.Model]
    columns: tuple[str, ...]
    """Names of the columns of the list; `contact_no.name` is the name of the contact referred to."""
    key: tuple[str, ...] = ("code",)
    """Names of the fields that name a record in the shell, joined by `/`; `entry_no` is the id."""
    order: str = "code"
    """The field that orders it at first; blank for the order of entry."""
    descending: bool = False
    orders: tuple[str, ...] = ()
    """The fields that can order it; all of its own when blank. Only those with an index, for large tables."""
    parent: str = ""
    """The reference to the record this one is a part of: `series_code` of a number series line."""
    single: bool = False
    """There is always exactly one record."""
    hand_made: bool = False
    """Has a screen, rules or verbs of its own."""
    listed: bool = True
    """Stands in the menu and on the Setup page; parts are reached from their parent."""
    read_only: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)
    """Values that all its records have: postponed entries are a page of their own."""
