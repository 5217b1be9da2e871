"""The rules of salutations and their formulas (domain.md 1.2, 3.8)."""

from __future__ import annotations

import re

from models.codes import SalutationFormula
from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.words import p_

_PLACE = re.compile(r"%(\d+)")


@hooks.before(SalutationFormula)
def _check_places(change: Change) -> None:
    """Places are `%1` to `%5`; one that no name fills is worth a word, because it disappears."""
    places = sorted({int(number) for number in _PLACE.findall(change.new["text"])})
    if any(not 1 <= place <= 5 for place in places):
        raise RuleError(p_("error", "The places for names are %1 to %5."), field="salutation")
    for place in places:
        if not change.new[f"name_{place}"]:
            change.notes.append(
                p_("note", "%{place} stands in the salutation, but Name {place} is blank.").format(
                    place=place
                )
            )
