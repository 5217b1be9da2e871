"""The dictionary: what screens, the shell, files and help may know about a field.

An `About` is made from a Peewee field (or from a computed column) and is the only field metadata that
leaves `models`. Widths, quick fields and layout belong to `tui`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | bool | dt.date | dt.time | dt.datetime | None
"""What a field holds once it is read: options as their ordinal, references as the code people type."""


class Kind(StrEnum):
    """How a field is typed and shown."""

    CODE = "code"
    """Trimmed upper-case text."""
    TEXT = "text"
    NOTE = "note"
    """Text of any length with line breaks."""
    INTEGER = "integer"
    MONEY = "money"
    """An amount in local currency with two decimals."""
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    """A UTC date and time written by the program."""
    OPTION = "option"
    """One of `choices`; stored as the ordinal."""
    BOOLEAN = "boolean"
    REFERENCE = "reference"
    """The code or number of a record of page `refers_to`."""
    FORMULA = "formula"
    """A date formula such as `1W`."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known about one field."""

    name: str
    """The official English caption in snake case without brackets: `salesperson_code`, `unit_cost`."""
    caption: str
    tip: str
    kind: Kind
    length: int = 0
    """The longest text allowed, 0 for no limit."""
    required: bool = False
    editable: bool = True
    computed: bool = False
    choices: tuple[tuple[int, str], ...] = ()
    """Ordinal and caption of each option."""
    refers_to: str = ""
    """The page that a reference looks up in: `salespeople`."""


def snake(caption: str) -> str:
    """The name of the field with this English caption: `Unit Cost (LCY)` gives `unit_cost`."""
    bare = re.sub(r"\(.*?\)", "", caption).replace("E-Mail", "Email").replace("/", " ")
    return "_".join(re.findall(r"[a-z0-9%]+", bare.casefold().replace("%", "percent")))
