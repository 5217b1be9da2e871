"""When somebody else changed the same record meanwhile: what to keep is chosen field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.errors import ChangedElsewhereError
from models.queries.lists import columns
from models.words import p_, translate
from tui.screens.base import BaseScreen
from tui.text import fit

_WIDE = 16
"""Cells of a text in the question."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the person chose."""

    theirs: Mapping[str, str]
    """The texts to take over from the other person, by field."""
    stored: Mapping[str, str]
    """The texts that stand in the database now, of all fields that both changed."""
    save_as_new: bool = False


async def settle(screen: BaseScreen[None], page_name: str, error: ChangedElsewhereError) -> Settled | None:
    """Ask which texts to keep; `None` goes back to the form with nothing stored."""
    if error.theirs is None:
        answers = {"s": p_("answer", "save as a new record"), "n": p_("answer", "go on editing")}
        text = p_("question", "Somebody deleted this record.")
        return Settled({}, {}, save_as_new=True) if await screen.ask(text, answers) == "s" else None
    stored = {name: str(text) for name, text in error.theirs.items()}
    theirs: dict[str, str] = {}
    for name, text in stored.items():
        question = p_("question", "{field}: yours {mine}, now {theirs}.").format(
            field=translate(columns.about(page_name, name).caption),
            mine=_short(str(error.mine[name])),
            theirs=_short(text),
        )
        answers = {
            "y": p_("answer", "yours"),
            "t": p_("answer", "theirs"),
            "e": p_("answer", "edit"),
        }
        answer = await screen.ask(question, answers)
        if answer == "e":
            return None
        if answer == "t":
            theirs[name] = text
    return Settled(theirs, stored)


def _short(text: str) -> str:
    return fit(text, _WIDE).rstrip() or p_("value", "blank")
