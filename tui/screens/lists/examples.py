"""Examples of filter expressions, those for one kind of field first."""

from __future__ import annotations

from models.about import About, Kind
from models.words import N_, p_, translate
from tui.screens.choosing.pick import PickScreen
from tui.widgets.pick_list import PickItem

_TEXTS = (
    ("Harbour Mill", N_("example", "exactly this text, capital letters as they stand")),
    ("Har*", N_("example", "begins with Har")),
    ("*mill*", N_("example", "has mill in it")),
    ("@*mill*", N_("example", "has mill, Mill or MILL in it")),
    ("Hans?n", N_("example", "any one character: Hansen, Hanson")),
    ("<>A*", N_("example", "does not begin with A")),
    ("A..C", N_("example", "from A to C in the order of the alphabet")),
    ("Oslo|Bergen", N_("example", "one or the other")),
    ("*@mail*&<>*test*", N_("example", "both must fit")),
    ("'J & V*'", N_("example", "quotes around a text with & | ( ) = in it")),
    ("''", N_("example", "blank")),
    ("<>''", N_("example", "not blank")),
)
_CODES = (
    ("JO", N_("example", "this code; small letters do as well")),
    ("JO|EV", N_("example", "one of several")),
    ("C*", N_("example", "begins with C")),
    ("CT1000..CT1999", N_("example", "from this one to that one")),
    ("<>JO", N_("example", "any other")),
    ("%me", N_("example", "me: my user id, or my salesperson")),
    ("''", N_("example", "blank")),
)
_DATES = (
    ("t", N_("example", "today")),
    ("yesterday|t", N_("example", "yesterday and today")),
    ("week", N_("example", "this week; week-1W last week")),
    ("month", N_("example", "this month; month-1M last month")),
    ("t-90D..", N_("example", "the last 90 days and later")),
    ("..t-90D", N_("example", "90 days ago and earlier")),
    ("t-1M..t", N_("example", "from a month ago until today")),
    ("1.3.25..31.3.25", N_("example", "from one day to another")),
    ("2025-03-01..", N_("example", "from this day on")),
    ("w", N_("example", "the work date")),
    ("''", N_("example", "no date")),
)
_NUMBERS = (
    ("15", N_("example", "exactly this number")),
    ("10..20", N_("example", "from 10 to 20")),
    (">100", N_("example", "more than 100; also >= < <=")),
    ("<>0", N_("example", "not zero")),
    ("..9|21..", N_("example", "anything but 10 to 20")),
)
_OPTIONS = (
    ("Email", N_("example", "the caption, or how it begins; F6 lists them")),
    ("Positive|Very Positive", N_("example", "one of several")),
    ("<>Neutral", N_("example", "any other")),
    ("yes", N_("example", "of a field with yes and no; also no")),
)
_GROUPS = (
    (frozenset((Kind.TEXT, Kind.NOTE)), _TEXTS),
    (frozenset((Kind.CODE, Kind.REFERENCE, Kind.FORMULA)), _CODES),
    (frozenset((Kind.DATE, Kind.MOMENT, Kind.TIME)), _DATES),
    (frozenset((Kind.INTEGER, Kind.MONEY, Kind.PERCENT)), _NUMBERS),
    (frozenset((Kind.OPTION, Kind.BOOLEAN)), _OPTIONS),
)
_HEADINGS = (
    N_("example", "texts"),
    N_("example", "codes and references"),
    N_("example", "dates"),
    N_("example", "numbers"),
    N_("example", "options"),
)


def example_items(about: About | None) -> list[PickItem]:
    """An example a line with what it means, those for the kind of the field first."""
    groups = list(zip(_HEADINGS, _GROUPS, strict=True))
    if about is not None:
        groups.sort(key=lambda group: about.kind not in group[1][0])
    return [
        PickItem(f"{heading}:{text}", f"{text:<18} {translate(meaning)}", translate(heading))
        for heading, (_, examples) in groups
        for text, meaning in examples
    ]


class ExamplesScreen(PickScreen):
    """What may be typed into a filter; Enter and Esc go back."""

    def __init__(self, about: About | None, *, page: str) -> None:
        purpose = [p_("help", "Several fields must all fit. Examples, those for this field first:")]
        if about is not None:
            purpose.insert(0, f"{translate(about.caption)}: {translate(about.tip)}".removesuffix(": "))
        super().__init__(p_("title", "Filter expressions"), example_items(about), purpose=purpose, page=page)
