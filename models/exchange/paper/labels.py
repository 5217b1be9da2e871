"""Address labels: block after block of lines onto the sheets of a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.errors import RuleError
from models.exchange.paper.pages import Pages, Style
from models.exchange.paper.sheets import Sheet
from models.words import p_

_STYLE = Style(largest=11, smallest=4, middle=True)
_EVERY = 100


@dataclass(frozen=True, slots=True)
class Printed:
    """What was put onto paper."""

    number: int
    """How many labels or cover sheets."""
    pages: int
    cut: tuple[str, ...]
    """Whose address did not fit even in the smallest letters; as they were called."""
    missing: tuple[str, ...]
    """The letters that the font does not have."""


def check_first(sheet: Sheet, first: int) -> None:
    """Raise `RuleError` when a sheet has no label of that number; the first is 1."""
    if not 1 <= first <= sheet.labels:
        raise RuleError(
            p_("error", "The sheet {name} has the labels 1 to {last}, not {number}.").format(
                name=sheet.name, last=sheet.labels, number=first
            ),
            field="from",
        )


def put_labels(
    pages: Pages,
    blocks: Iterable[tuple[str, Sequence[str]]],
    sheet: Sheet,
    *,
    first: int = 1,
    told: Callable[[int], None] = lambda _: None,
) -> Printed:
    """Put a label for each block of lines onto pages; in little memory, whatever their number.

    Args:
        pages: Of the paper of the sheet.
        blocks: What each block is called, for telling of it, and its lines.
        sheet: The format.
        first: The label of the first sheet to begin with, of a sheet that was begun; the others follow.
        told: Hears from time to time how many there are.

    Raises `RuleError` when there is no label `first`, and when there are no blocks.
    """
    check_first(sheet, first)
    number, cut = 0, []
    for number, (name, lines) in enumerate(blocks, 1):
        turned, place = divmod(first + number - 2, sheet.labels)
        if turned == pages.number:
            pages.turn()
        if not pages.put(sheet.box(place), lines, _STYLE):
            cut.append(name)
        if number % _EVERY == 0:
            told(number)
    if not number:
        raise nobody()
    return Printed(number, pages.number, tuple(cut), tuple(pages.missing()))


def nobody() -> RuleError:
    """There is nothing to print."""
    return RuleError(p_("error", "There is nobody with an address to print for."))
