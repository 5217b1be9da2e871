"""Salutations: "Dear Mr. %1 %2," and the parts of a name become a greeting (domain.md 3.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.errors import RuleError
from models.words import p_

_PLACE = re.compile(r"%([1-5])(?!\d)( ?)")


def compose(formula: str, parts: Sequence[str]) -> str:
    """The greeting that `formula` makes of `parts`, which stand at the places `%1` to `%5` (domain.md 3.8).

    A part that is empty or not given takes its place out, together with the space after it or, if there is
    none, the space before it. Raises `RuleError` when nothing is left to greet with.
    """
    greeting = ""
    end = 0
    for place in _PLACE.finditer(formula):
        greeting += formula[end : place.start()]
        end = place.end()
        number = int(place[1])
        part = parts[number - 1].strip() if number <= len(parts) else ""
        if part:
            greeting += part + place[2]
        elif not place[2]:
            greeting = greeting.removesuffix(" ")
    greeting = (greeting + formula[end:]).strip()
    if not greeting:
        raise RuleError(
            p_("error", "The salutation is empty; write a text for it first."), field="salutation"
        )
    return greeting
