"""Decisions that a rule leaves to the person, asked before the record is stored, and offers once it is."""

from __future__ import annotations

from collections.abc import Mapping

from models import dictionary
from models.rules.content.storage import to_move
from models.rules.segments.headers import UPDATE_ALL, UPDATE_CHANGED, lines_affected
from models.rules.templates.changes import CREATE_LANGUAGE, lacks_language
from models.rules.templates.template_content import REMOVE_ATTACHMENT, in_the_way
from models.segment import Segment
from models.words import np_, p_
from tui.data.child import Child, Told
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.text import number_text


async def decide(
    screen: BaseScreen[None], lanes: Lanes, page_name: str, record_id: int, typed: Mapping[str, str]
) -> frozenset[str] | None:
    """What the person agrees to before `typed` is stored; `None` goes back to the form."""
    if page_name == "segments":
        return await _which_lines(screen, lanes, record_id, typed)
    created = await _create_language(screen, lanes, page_name, record_id, typed)
    if created is None:
        return None
    removed = await _remove_attachment(screen, lanes, page_name, record_id, typed)
    return None if removed is None else created | removed


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


async def _remove_attachment(
    screen: BaseScreen[None], lanes: Lanes, page_name: str, record_id: int, typed: Mapping[str, str]
) -> frozenset[str] | None:
    """A Word template or a text takes the place of what is attached (domain.md 1.4)."""
    if not await lanes.read(in_the_way, page_name, record_id, typed):
        return frozenset()
    question = p_("question", "Delete the attachment, which this takes the place of?")
    answers = {"y": p_("answer", "delete it"), "n": p_("answer", "go on editing")}
    return frozenset((REMOVE_ATTACHMENT,)) if await screen.ask(question, answers) == "y" else None


async def follow_up(screen: BaseScreen[None], lanes: Lanes, page_name: str) -> None:
    """What is offered once a record is stored: moving attachments to where Marketing Setup says now."""
    number = await lanes.read(to_move) if page_name == "marketing-setup" else 0
    if not number:
        return
    question = np_(
        "question",
        "{number} attachment is kept elsewhere. Move it there now?",
        "{number} attachments are kept elsewhere. Move them there now?",
        number,
    )
    answers = {"y": p_("answer", "move"), "n": p_("answer", "later: touchbase attachment move")}
    if await screen.ask(question.format(number=number_text(number)), answers) == "y":
        await _move_attachments(screen)


async def _move_attachments(screen: BaseScreen[None]) -> None:
    """Move them in a process of its own, which goes on where it was when it is ended and run again."""
    told: Told = {}

    def take(line: Told) -> None:
        nonlocal told
        told = line
        screen.say(p_("message", "Moved {moved} attachments...").format(moved=line.get("moved", 0)))

    child = Child(screen.frame.session.address, "attachment", "move", "--progress", "--json")
    refused = await child.run(take=take)
    if refused is not None:
        raise refused
    screen.say(p_("message", "Moved {moved} attachments.").format(moved=told.get("moved", 0)))
