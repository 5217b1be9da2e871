"""Times of day as people type them, and as we say them (domain.md 6.2, ux.md 5.5)."""

from __future__ import annotations

import re
from datetime import time

from models.errors import RuleError
from models.text import clean
from models.words import N_, p_, translate

_NOW = ("t", "n", "now", "time")
_NOW_HERE = (N_("time: short word for now", "n"), N_("time", "now"))
_LONGEST = 20
_TIME = re.compile(r"(\d{1,6}|\d{1,2}(?:[\W_]+\d{1,2}){1,2})[\W_]*(?:([ap])\.?(?:m\.?)?)?")


def read_time(text: str, *, now: time) -> time:
    """The time that `text` says: `9`, `930`, `0930`, `9:30`, `053005`, `5p`, `12a`; `t` and `n` are `now`.

    Whole seconds. Raises `RuleError` with a sentence that helps when `text` is no time.
    """
    typed = text.strip().casefold()
    if typed in _NOW or typed in (translate(word).casefold() for word in _NOW_HERE):
        return now.replace(microsecond=0, tzinfo=None)
    found = _TIME.fullmatch(typed)
    parts = _parts(found[1]) if found else []
    if found is None or not parts:
        raise _not_a_time(text)
    hour, minute, second = (*parts, 0, 0)[:3]
    if found[2]:
        if not 1 <= hour <= 12:
            raise _not_a_time(text)
        hour = hour % 12 + (12 if found[2] == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise _not_a_time(text) from None


def say_time(moment: time, *, seconds: bool = False) -> str:
    """`moment` for a screen: "09:30", or "09:30:05" with its seconds; `read_time` reads both."""
    return f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}"


def _parts(typed: str) -> list[int]:
    """Hours, minutes and seconds of digits that are parted by anything, or by nothing: `930` is `9 30`."""
    parts = re.findall(r"\d+", typed)
    if len(parts) == 1 and len(parts[0]) > 2:
        whole = parts[0].zfill(len(parts[0]) + len(parts[0]) % 2)
        parts = [whole[place : place + 2] for place in range(0, len(whole), 2)]
    return [int(part) for part in parts]


def _not_a_time(text: str) -> RuleError:
    message = p_("error", '"{text}" is not a time; write for example 9, 0930, 9:30, 5p or n for now.')
    return RuleError(message.format(text=clean(text)[:_LONGEST]))
