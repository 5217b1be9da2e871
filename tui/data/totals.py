"""The totals of a list as lines with figures, for its page of totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.about import About, Kind
from models.filters import exact
from models.queries.lists import totals
from models.queries.lists.periods import Period, stretches
from models.queries.lists.rows import Filter
from models.queries.lists.totals import Meaning, Part, Piece, Tally
from models.words import p_, translate
from tui.data.lists import shown
from tui.text import date_text, number_text
from tui.widgets.figures import Figures

_DATE = "date"


def sections(
    page_name: str, found: Piece, meanings: Sequence[Mapping[Part, Meaning]], period: Period
) -> list[Figures]:
    """The lines of the page: all together, each field that divides it, and the periods."""
    captions = _captions(page_name)
    everything = found.all
    lines = [
        Figures(p_("totals", "All"), numbers=captions, heading=True),
        _line(page_name, p_("totals", "All"), "", everything, everything, 0),
    ]
    for place, about in enumerate(totals.divided_by(page_name)):
        divided = _divided(page_name, about, totals.by_field(found, place), meanings[place], everything)
        if divided:
            lines += [Figures(translate(about.caption), numbers=captions, heading=True), *divided]
    if found.days:
        lines += _periods(page_name, found, period, captions, everything)
    return lines


def _divided(
    page_name: str, about: About, tallies: Mapping[Part, Tally], meanings: Mapping[Part, Meaning], all_: Tally
) -> list[Figures]:
    most = max((tally.count for tally in tallies.values()), default=0)
    lines = []
    for part, tally in tallies.items():
        meaning = meanings.get(part, Meaning(str(part)))
        code = translate(meaning.code)
        label = code or p_("totals", "(blank)")
        line = _line(page_name, label, meaning.description, tally, all_, most)
        expression = exact(about, part if about.kind is Kind.OPTION else code)
        lines.append(replace(line, filter=Filter(about.name, expression)))
    return sorted(lines, key=lambda line: (-line.size, line.label))


def _periods(
    page_name: str, found: Piece, period: Period, captions: tuple[str, ...], all_: Tally
) -> list[Figures]:
    caption = p_("totals", "Weeks") if period is Period.WEEK else p_("totals", "Months")
    known = stretches(found.days, period)
    most = max(each.tally.count for each in known)
    lines = [Figures(caption, numbers=captions, heading=True)]
    for each in known:
        label = (
            f"{each.label} {date_text(each.first, today=each.first)}" if period is Period.WEEK else each.label
        )
        line = _line(page_name, label, "", each.tally, all_, most)
        lines.append(replace(line, filter=Filter(_DATE, f"{each.first}..{each.last}"), wide=True))
    return lines


def _captions(page_name: str) -> tuple[str, ...]:
    canceled = (p_("totals", "Canceled"),) if totals.can_be_canceled(page_name) else ()
    return (p_("totals", "Number"), "%", *canceled, *(_short(about) for about in totals.measures(page_name)))


def _short(about: About) -> str:
    """The caption without its unit, which no column of figures has room for."""
    if about.name == "no_of_interactions":
        return p_("totals", "Interactions")
    return translate(about.caption).partition(" (")[0]


def _line(page_name: str, label: str, meaning: str, tally: Tally, all_: Tally, most: int) -> Figures:
    known = totals.measures(page_name)
    percent = 100 * tally.count / all_.count if all_.count else 0
    canceled = (number_text(tally.canceled),) if totals.can_be_canceled(page_name) else ()
    sums = tally.sums or (0,) * len(known)
    numbers = (
        number_text(tally.count),
        f"{percent:.1f}",
        *canceled,
        *(_sum(about, stored) for about, stored in zip(known, sums, strict=True)),
    )
    return Figures(label, meaning, numbers, size=tally.count, share=tally.count / most if most else 0.0)


def _sum(about: About, stored: int) -> str:
    text = shown(about, totals.value(about, stored))
    return text or ("0.00" if about.kind is Kind.MONEY else "0")


def narrowed(filters: Sequence[Filter], wanted: Filter) -> tuple[Filter, ...]:
    """The filters of a list together with that of one of its lines."""
    before = next((each.expression for each in filters if each.field == wanted.field), "")
    if before and wanted.field == _DATE:
        wanted = Filter(_DATE, f"({before})&({wanted.expression})")
    return (*(each for each in filters if each.field != wanted.field), wanted)
