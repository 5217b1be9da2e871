"""Weekdays and months by name, in English and in the language of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from models.text import fold
from models.words import N_, translate

SUNDAY = 6

_LONGEST_ENDING = 3

WEEKDAYS = (
    N_("weekday", "Monday"),
    N_("weekday", "Tuesday"),
    N_("weekday", "Wednesday"),
    N_("weekday", "Thursday"),
    N_("weekday", "Friday"),
    N_("weekday", "Saturday"),
    N_("weekday", "Sunday"),
)
SHORT_WEEKDAYS = (
    N_("short weekday", "Mon"),
    N_("short weekday", "Tue"),
    N_("short weekday", "Wed"),
    N_("short weekday", "Thu"),
    N_("short weekday", "Fri"),
    N_("short weekday", "Sat"),
    N_("short weekday", "Sun"),
)
MONTHS = (
    N_("month", "January"),
    N_("month", "February"),
    N_("month", "March"),
    N_("month", "April"),
    N_("month", "May"),
    N_("month", "June"),
    N_("month", "July"),
    N_("month", "August"),
    N_("month", "September"),
    N_("month", "October"),
    N_("month", "November"),
    N_("month", "December"),
)
SHORT_MONTHS = (
    N_("short month", "Jan"),
    N_("short month", "Feb"),
    N_("short month", "Mar"),
    N_("short month", "Apr"),
    N_("short month", "May"),
    N_("short month", "Jun"),
    N_("short month", "Jul"),
    N_("short month", "Aug"),
    N_("short month", "Sep"),
    N_("short month", "Oct"),
    N_("short month", "Nov"),
    N_("short month", "Dec"),
)


def weekday_number(typed: str, s_day: int) -> int | None:
    """0 for Monday to 6, for the beginning of a weekday's name; English wins over the screen's language."""
    if typed == "s":
        return s_day
    for names in _spellings(WEEKDAYS), _spellings(WEEKDAYS, SHORT_WEEKDAYS):
        for number, spellings in enumerate(names):
            if any(name.startswith(typed) for name in spellings):
                return number
    return None


@cache
def _spellings(names: Sequence[str], short: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """The folded English names, or with their `short` forms the ones of the screen's language."""
    if not short:
        return tuple((str(name).casefold(),) for name in names)
    return tuple(
        (fold(translate(name)), fold(translate(brief))) for name, brief in zip(names, short, strict=True)
    )


def month_word(word: str) -> str:
    """The English name of the month that `word` begins, with three letters at least, or bends; or nothing."""
    if len(word) >= 3:
        for names in _spellings(MONTHS), _spellings(MONTHS, SHORT_MONTHS):
            for english, spellings in zip(MONTHS, names, strict=True):
                if any(name.startswith(word) for name in spellings) or _is_bent(word, spellings[0]):
                    return str(english)
    return ""


def _is_bent(word: str, name: str) -> bool:
    """Whether `word` is `name` with another ending, as `maaliskuuta` and `марта` are."""
    return 4 <= len(name) <= len(word) <= len(name) + _LONGEST_ENDING and word.startswith(name)


def without_weekday(word: str) -> str:
    """Nothing in the place of a weekday, which says nothing that the date does not say."""
    return "" if weekday_number(word, SUNDAY) is not None else word
