"""What the frame is given by whoever opened the database: words to show, lanes to ask, and hooks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.errors import RuleError
from models.words import p_
from tui.lanes import Lanes

if TYPE_CHECKING:
    from tui.app import TouchbaseApp


@dataclass(frozen=True, slots=True)
class Found:
    """One record that the menu found."""

    page: str
    """The page whose card opens it."""
    id: int
    text: str
    """Its number and name, as the menu shows them."""


async def _find_nothing(_text: str, _limit: int) -> Sequence[Found]:
    return ()


async def _nothing_to_undo() -> str:
    raise RuleError(p_("error", "Nothing to undo since the program was started."))


async def _no_postponed() -> int:
    return 0


async def _no_greeting(_app: TouchbaseApp) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Session:
    """An opened database and the person in front of it."""

    database: str
    """The name at the right of the navigation row."""
    user: str = ""
    """The salesperson code, or the user's name, before it."""
    address: str = ""
    """Where the database is: a file or a server; journals of open forms belong to it."""
    lanes: Lanes = field(default_factory=Lanes)
    find_records: Callable[[str, int], Awaitable[Sequence[Found]]] = _find_nothing
    """Records whose number or name begins with a text, at most so many."""
    undo: Callable[[], Awaitable[str]] = _nothing_to_undo
    """Takes back the last change and says which; a `TouchbaseError` when there is none."""
    count_postponed: Callable[[], Awaitable[int]] = _no_postponed
    """How many postponed interactions the person has."""
    greet: Callable[[TouchbaseApp], Coroutine[object, object, None]] = _no_greeting
    """What is asked once the first page is there: the first run, forms that were left open."""
