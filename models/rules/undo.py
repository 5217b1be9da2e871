"""What `u` takes back: my last change of this run of the program (design.md 6).

Edits, cancels, deletes and criteria steps put a way back here; number series, finishing and sending do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.errors import BusyError, DatabaseError, RuleError
from models.words import p_


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be taken back."""

    label: str
    """What was done, as a sentence: "deleted JO (Salespeople)"."""
    take_back: Callable[[], None]
    """Puts things as they were; raises `RuleError` with the reason when somebody changed them meanwhile."""


_steps: list[Step] = []


def remember(label: str, take_back: Callable[[], None]) -> None:
    """Offer a change for being taken back."""
    _steps.append(Step(label, take_back))
    del _steps[:-100]


def last() -> str:
    """What `undo` would take back, in words; blank when there is nothing."""
    return _steps[-1].label if _steps else ""


def undo() -> str:
    """Take the last change back and return what it was.

    Raises `RuleError` with the reason when that is refused; the change before it can be taken back then.
    While the database is busy or away the change stays the last one.
    """
    if not _steps:
        raise RuleError(p_("error", "There is nothing to undo."))
    step = _steps.pop()
    try:
        step.take_back()
    except (BusyError, DatabaseError):
        _steps.append(step)
        raise
    return step.label


def forget() -> None:
    """Forget everything: another database is open."""
    _steps.clear()
