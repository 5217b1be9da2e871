"""Decisions that a rule leaves to the person: asked before the record is stored."""

from __future__ import annotations

from collections.abc import Mapping

from models.rules.templates import CREATE_LANGUAGE, lacks_language
from models.words import p_
from tui.lanes import Lanes
from tui.screens.base import BaseScreen


async def decide(
    screen: BaseScreen[None], lanes: Lanes, page_name: str, record_id: int, typed: Mapping[str, str]
) -> frozenset[str] | None:
    """What the person agrees to before `typed` is stored; `None` goes back to the form.

    A template whose default language it has no row for may be given one (domain.md 1.4).
    """
    language = typed.get("language_code", "").strip()
    if page_name != "interaction-templates" or not language:
        return frozenset()
    if not await lanes.read(lacks_language, record_id, language):
        return frozenset()
    question = p_("question", "The template has no language row {language}.").format(
        language=language.upper()
    )
    answers = {"y": p_("answer", "create it"), "n": p_("answer", "go on editing")}
    return frozenset((CREATE_LANGUAGE,)) if await screen.ask(question, answers) == "y" else None
