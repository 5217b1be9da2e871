"""Cover sheets: a page for each contact, folded for an envelope with a window (DOC-07, DOC-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.errors import RuleError
from models.exchange.paper.labels import Printed, nobody
from models.exchange.paper.pages import Pages, Style
from models.exchange.paper.sheets import Box
from models.words import p_

_LEFT, _WIDTH = 20.0, 170.0
_OUR_NAME = Box(_LEFT, 13, 95, 17)
_OUR_LINES = Box(122, 13, 68, 51)
# Where the window of an envelope is (DIN 5008, form B): our line in small letters above the address.
_SENDER = Box(_LEFT, 46, 85, 8.6)
_ADDRESS = Box(_LEFT, 55, 85, 34)
_TITLE = Box(_LEFT, 98, _WIDTH, 8.6)
_FACTS_TOP, _FACT, _CAPTION = 112.0, 8.6, 35.0
_BODY = Box(_LEFT, 144, _WIDTH, 115)
_EVERY = 20


@dataclass(frozen=True, slots=True)
class Sender:
    """We, as a cover sheet says it."""

    name: str
    address: tuple[str, ...]
    reach: tuple[str, ...]
    """Phone, e-mail, home page, VAT number, each with what it is."""


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What a cover sheet says to one contact; all of it text that is printed as it is."""

    address: tuple[str, ...]
    date: str
    salesperson: str = ""
    subject: str = ""


def put_cover_sheets(
    pages: Pages,
    sheets: Iterable[tuple[str, CoverSheet]],
    sender: Sender,
    body: str,
    *,
    told: Callable[[int], None] = lambda _: None,
) -> Printed:
    """Put a page for each cover sheet; `body` stands on all of them.

    A sheet comes with what it is called, for telling of it; `told` hears from time to time how many there
    are. Raises `RuleError` when the body is too long for a page, and when there are no sheets.
    """
    number, cut = 0, []
    for number, (name, sheet) in enumerate(sheets, 1):
        if number > 1:
            pages.turn()
        if not _put(pages, sheet, sender):
            cut.append(name)
        if not pages.put(_BODY, body.split("\n"), Style(largest=10.5, smallest=9, flow=True)):
            raise RuleError(
                p_("error", "The text is too long for one page; shorten it, or send it as a letter."),
                field="text",
            )
        if number % _EVERY == 0:
            told(number)
    if not number:
        raise nobody()
    return Printed(number, pages.number, tuple(cut), tuple(pages.missing()))


def _put(pages: Pages, sheet: CoverSheet, sender: Sender) -> bool:
    """Put everything but the body; whether all of it is there."""
    whole = [
        pages.put(_OUR_NAME, [sender.name], Style(largest=15, smallest=8, bold=True, flow=True)),
        pages.put(_OUR_LINES, [*sender.address, *sender.reach], Style(largest=8.5)),
        pages.put(_SENDER, _window(sender), Style(largest=6.5)),
        pages.put(_ADDRESS, sheet.address, Style(largest=11)),
        pages.put(_TITLE, [p_("paper", "Cover sheet")], Style(largest=15, bold=True)),
    ]
    facts = (
        (p_("paper", "Date"), sheet.date),
        (p_("paper", "From"), sheet.salesperson),
        (p_("paper", "Subject"), sheet.subject),
    )
    top = _FACTS_TOP
    for caption, text in facts:
        if text:
            whole.append(pages.put(Box(_LEFT, top, _CAPTION, _FACT), [caption], Style(bold=True)))
            value = Box(_LEFT + _CAPTION, top, _WIDTH - _CAPTION, _FACT)
            whole.append(pages.put(value, [text]))
            top += _FACT
    return all(whole)


def _window(sender: Sender) -> Sequence[str]:
    return [", ".join(part for part in (sender.name, *sender.address) if part)]
