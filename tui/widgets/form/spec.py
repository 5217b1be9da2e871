"""What a form is told about each of its fields, and whom it asks about what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from models.about import About, Kind
from models.queries.lists.rows import Choice
from models.words import translate

Lookup = Callable[[str, str, int], Awaitable[Sequence[Choice]]]
"""Page, typed text and how many at most: the records whose code or name begins with the text."""
Read = Callable[[Kind, str], str]
"""What a typed shorthand means (`Thu 12 Mar 2026`); raises `RuleError` when it means nothing (yet)."""
Step = Callable[[Kind, str, int], str]
"""The text so many days later than a typed date; raises `RuleError` when the text is not a date."""
Check = Callable[[str, str], Awaitable[str] | str]
"""Name of a field and its text: the sentence that says what is wrong, or an empty text."""

NARROW = 18
"""Columns of a field that says nothing else."""


async def _nothing_found(_page: str, _text: str, _limit: int) -> Sequence[Choice]:
    return ()


def _unread(_kind: Kind, _text: str) -> str:
    return ""


def _unmoved(_kind: Kind, text: str, _days: int) -> str:
    return text


def _fine(_field: str, _text: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Helpers:
    """The functions that know what the form itself does not: records, dates and rules."""

    lookup: Lookup = _nothing_found
    read: Read = _unread
    step: Step = _unmoved
    check: Check = _fine


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of one form: its dictionary entry and how this form shows it."""

    about: About
    quick: bool = False
    """Enter stops here on its way through the form."""
    fixed: bool = False
    """Stands without brackets and cannot be edited."""
    section: str = ""
    """The heading above this field, when it begins a section."""
    width: int = 0
    """Columns between the brackets; 0 for the usual width."""
    height: int = 2
    """Rows of a note."""
    label: str = ""
    """Shown instead of the caption."""
    noun: str = ""
    """What one record that a reference names is called: `contact`; the label in small letters otherwise."""
    offers: bool = False
    """A list of texts is offered, as the screen says by `Form.offer`; others may be typed."""
    hint: str = field(default="")
    """Stands beside the field as long as nothing better does: `1..5 or first letter`."""

    @property
    def name(self) -> str:
        """The name of the field, as on the command line."""
        return self.about.name

    @property
    def caption(self) -> str:
        """What the label says, without the mark of a required field."""
        return translate(self.label or self.about.caption)

    @property
    def editable(self) -> bool:
        """Whether a person can come into the field at all."""
        return self.about.editable and not self.fixed and self.about.kind is not Kind.MOMENT

    @property
    def columns(self) -> int:
        """Columns between the brackets."""
        if self.width:
            return self.width
        if self.about.kind is Kind.NOTE:
            return 61
        return 30 if self.about.kind is Kind.TEXT and self.about.length > 50 else NARROW
