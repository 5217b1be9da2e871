"""How cells look, as terminals are told, and the shortest way from one look to the next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ON = frozenset({"1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29", "53": "55"}
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes that change how a blank looks: lines through or around it, and reverse video."""
_DIGITS_OF_COLOUR = {"5": 3, "2": 5}
"""How many numbers an extended colour takes, by its kind: from a palette of 256, or red, green and blue."""


class Look(NamedTuple):
    """The attributes and the two colours of a cell; an empty colour is the terminal's own."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""


PLAIN = Look()


@lru_cache(maxsize=1024)
def look(codes: str, before: Look) -> Look:
    """What `codes` (`1;31`) make of the look `before`; raises `ValueError` for a code that is not known."""
    attributes, colour, ground = set(before.attributes), before.colour, before.ground
    for code in _grouped(codes):
        number = int(code.partition(";")[0])
        if number == 0:
            attributes.clear()
            colour = ground = ""
        elif code in _ON:
            attributes.add(code)
        elif 30 <= number <= 39 or 90 <= number <= 97:
            colour = "" if number == 39 else code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            ground = "" if number == 49 else code
        else:
            raise ValueError(f"an unknown code for how text looks: {code}")
    return Look(frozenset(attributes), colour, ground)


def _grouped(codes: str) -> Iterator[str]:
    """The codes one by one, an extended colour as one."""
    numbers = codes.split(";")
    while numbers:
        count = _DIGITS_OF_COLOUR.get(numbers[1], 1) if numbers[0] in ("38", "48") and numbers[1:] else 1
        yield ";".join(numbers[:count]) or "0"
        del numbers[:count]


@lru_cache(maxsize=1024)
def blank(of: Look) -> Look:
    """What of a look shows on a blank: looks that agree in it need no change for one."""
    seen = of.attributes & _SEEN_ON_BLANKS
    return Look(seen, of.colour if seen else "", of.ground)


@lru_cache(maxsize=4096)
def switch(old: Look, new: Look) -> str:
    """The shortest sequence that makes a terminal write in the look `new` after `old`; empty for the same."""
    if old == new:
        return ""
    from_nothing = _codes(PLAIN, new)
    ways = [";".join(["0", *from_nothing]) if from_nothing else ""]
    removed, kept = old.attributes - new.attributes, old.attributes & new.attributes
    off = {_OFF.get(attribute, "") for attribute in removed}
    if "" not in off and not off & {_OFF.get(attribute) for attribute in kept}:
        ways.append(";".join([*sorted(off), *_codes(old, new)]))
    return f"\x1b[{min(ways, key=len)}m"


def _codes(old: Look, new: Look) -> list[str]:
    """The codes for what `new` has and `old` has not."""
    codes = sorted(new.attributes - old.attributes)
    if new.colour != old.colour:
        codes.append(new.colour or "39")
    if new.ground != old.ground:
        codes.append(new.ground or "49")
    return codes
