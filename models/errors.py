"""What can go wrong, as sentences for people.

Every error that reaches a person is a `TouchbaseError`; its text is the sentence shown on the message line
of a screen or on the standard error of a shell.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.words import p_


class TouchbaseError(Exception):
    """An error whose text is a sentence that tells a person what happened and what to do."""

    exit_code = 1

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        """The name of the field to go to, as on the command line; empty when it is not about one field."""


class RuleError(TouchbaseError):
    """A rule of the domain says no."""


class NotFoundError(TouchbaseError):
    """The record asked for does not exist, or does not any more."""

    exit_code = 3


class ChangedElsewhereError(TouchbaseError):
    """Somebody else changed or deleted the record meanwhile; nothing was overwritten (design.md 2)."""

    exit_code = 4

    def __init__(
        self,
        sentence: str,
        *,
        mine: Mapping[str, object],
        theirs: Mapping[str, object] | None,
        version: int = 0,
    ) -> None:
        super().__init__(sentence)
        self.mine = mine
        """The values that were to be stored, by field name."""
        self.theirs = theirs
        """The values stored meanwhile, by field name; `None` when the record was deleted."""
        self.version = version
        """The version to write against once the conflict is settled."""


class BusyError(TouchbaseError):
    """The database is locked by another program for longer than we wait, or a draft is open elsewhere."""

    exit_code = 4


class DatabaseError(TouchbaseError):
    """The database cannot be used: missing, damaged, newer, read-only, full, or its server is gone."""

    exit_code = 10


class StoppedError(DatabaseError):
    """A question was stopped because nobody waits for its answer any more; nothing is wrong."""

    def __init__(self) -> None:
        super().__init__(p_("error", "The question to the database was stopped; ask again."))
