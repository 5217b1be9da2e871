"""What is asked once the first page is there: how to begin, and forms that were left open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.database import sqlite_path
from models.errors import TouchbaseError
from models.pages import page
from models.words import np_, p_, translate
from tui import paths
from tui.app import TouchbaseApp
from tui.data.drafting import KIND
from tui.journal import Journal, Leftover
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from tui.screens.records.card import RecordCard

CONTACTS = "contacts"


async def greet(app: TouchbaseApp, *, lanes: Lanes, url: str, first: bool) -> None:
    """Offer the starter set for a database made just now, and the forms that were left open."""
    if first:
        await _first_run(app, lanes, url)
    for leftover in Journal(paths.state_dir()).leftover():
        if await _offer(app, lanes, leftover) == "later":
            return
    await _tell_unsent(app, lanes)


async def _tell_unsent(app: TouchbaseApp, lanes: Lanes) -> None:
    """Say what a former sender left: e-mails that still wait, or may have arrived."""
    from models.enums import DeliveryState
    from models.queries import deliveries
    from models.rules.outgoing import sending

    uncertain = await lanes.write(sending.look_after_dead) if await lanes.read(deliveries.in_hand) else 0
    waiting = await lanes.read(deliveries.waiting)
    screen = app.screen
    if not (waiting or uncertain) or not isinstance(screen, BaseScreen):
        return
    parts = []
    if waiting:
        told = np_("message", "{number} e-mail waits", "{number} e-mails wait", waiting)
        parts.append(told.format(number=waiting))
    if uncertain:
        parts.append(f"{uncertain} {translate(DeliveryState.UNCERTAIN.caption).lower()}")
    screen.say(p_("message", "{what}: see :deliveries, or :send e-mails.").format(what=", ".join(parts)))


async def _first_run(app: TouchbaseApp, lanes: Lanes, url: str) -> None:
    from tui.screens.first_run import FirstRunScreen

    screen = FirstRunScreen(str(sqlite_path(url)))
    await app.push_screen_wait(screen)
    if screen.with_starter_set:
        from models.starter.loading import load_starter

        await lanes.write(load_starter)
        await app.announce(RecordsChanged())


async def _offer(app: TouchbaseApp, lanes: Lanes, leftover: Leftover) -> str:
    """Ask what becomes of a form that was left open; forms of other databases are left for later."""
    if leftover.kind == KIND:
        return await _offer_interaction(app, lanes, leftover)
    if leftover.kind != "card":
        return ""
    address, name, record_id, parent = json.loads(leftover.key)
    screen = app.screen
    if address != app.session.address or not isinstance(screen, BaseScreen):
        return ""
    number = len(leftover.texts)
    question = np_(
        "question",
        "{page}: {number} text was not saved.",
        "{page}: {number} texts were not saved.",
        number,
    ).format(page=translate(page(name).caption), number=number)
    if not await _wanted(screen, leftover, question):
        return "" if not leftover.path.exists() else "later"
    card = _card(lanes, name, record_id, parent, leftover)
    await app.push_screen(card)
    try:
        await card.save_now()
    except TouchbaseError as error:
        screen.say_error(error)
    leftover.discard()
    return "later"


def _card(lanes: Lanes, name: str, record_id: int, owner: int, leftover: Leftover) -> RecordCard:
    """The card that was left open, with what stood in it."""
    texts, caret = leftover.texts, leftover.caret
    if name == CONTACTS:
        from tui.screens.contacts.card import ContactCard

        return ContactCard(lanes, record_id, editing=True, texts=texts, caret=caret)
    from tui.screens.records.card import RecordCard

    return RecordCard(name, lanes, record_id, editing=True, texts=texts, owner=owner, caret=caret)


async def _wanted(screen: BaseScreen[object], leftover: Leftover, question: str) -> bool:
    """Whether the person wants to go on now; what is not wanted at all is forgotten."""
    answers = {
        "y": p_("answer", "go on"),
        "d": p_("answer", "discard"),
        "n": p_("answer", "later"),
    }
    answer = await screen.ask(question, answers)
    # Asked again, because a letter that was typed before the program stood there may have answered.
    if answer == "d" and await screen.confirm(
        p_("question", "Throw it away for good?"), p_("answer", "throw away")
    ):
        leftover.discard()
    return answer == "y"


async def _offer_interaction(app: TouchbaseApp, lanes: Lanes, leftover: Leftover) -> str:
    """Offer an interaction whose newest keys could not be written to the database."""
    address, entry_id, contacts, fixed = json.loads(leftover.key)
    screen = app.screen
    if address != app.session.address or not isinstance(screen, BaseScreen):
        return ""
    what = leftover.texts.get("description") or leftover.texts.get("comment") or leftover.texts["contact_no"]
    question = p_("question", "An interaction was not saved: {what}.").format(what=what[:30])
    if not await _wanted(screen, leftover, question):
        return "" if not leftover.path.exists() else "later"
    from tui.screens.interactions.opening import reopen_interaction

    try:
        await reopen_interaction(app, lanes, leftover, entry_id, contacts if "contact_no" in fixed else ())
    except TouchbaseError as error:
        screen.say_error(error)
        return "later"
    return "later"
