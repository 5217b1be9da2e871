"""Decisions that a rule leaves to the person: asked before the record is stored."""

from __future__ import annotations

from collections.abc import Mapping

from models import dictionary
from models.rules.segments.headers import UPDATE_ALL, UPDATE_CHANGED, lines_affected
from models.rules.templates import CREATE_LANGUAGE, lacks_language
from models.segment import Segment
from models.words import np_, p_
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.text import number_text


async def decide(
    screen: BaseScreen[None], lanes: Lanes, page_name: str, record_id: int, typed: Mapping[str, str]
) -> frozenset[str] | None:
    """What the person agrees to before `typed` is stored; `None` goes back to the form."""
    if page_name == "segments":
        return await _which_lines(screen, lanes, record_id, typed)
    return await _create_language(screen, lanes, page_name, record_id, typed)


async def _which_lines(
    screen: BaseScreen[None], lanes: Lanes, segment_id: int, typed: Mapping[str, str]
) -> frozenset[str] | None:
    """Which lines follow a changed header (domain.md 3.1, design.md 3.11)."""
    attributes = [str(dictionary.field(Segment, name).name) for name in typed]
    number = await lanes.read(lines_affected, segment_id, attributes) if segment_id else 0
    if not number:
        return frozenset()
    question = np_(
        "question", "{number} line has this: which follow?", "{number} lines: which follow?", number
    )
    answers = {
        "y": p_("answer", "with old value"),
        "a": p_("answer", "all"),
        "o": p_("answer", "none"),
        "n": p_("answer", "keep editing"),
    }
    answer = await screen.ask(question.format(number=number_text(number)), answers)
    agreed = {"y": frozenset((UPDATE_CHANGED,)), "a": frozenset((UPDATE_ALL,)), "o": frozenset[str]()}
    return agreed.get(answer)


async def _create_language(
    screen: BaseScreen[None], lanes: Lanes, page_name: str, record_id: int, typed: Mapping[str, str]
) -> frozenset[str] | None:
    """A template whose default language it has no row for may be given one (domain.md 1.4)."""
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
