"""The list of deliveries by keys, and the sender that runs beside the screens."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from models.database import open_database, unit
from models.delivery import Delivery
from models.enums import DeliveryState
from models.rules.outgoing import deliveries
from tests.models.sending.entries import HARD_COPY, entry, ida, mail_server, queued, state
from tests.models.sending.post_office import HANG_UP, post_office
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.commands import BY_ID
from tui.data.child import Child
from tui.screens.log.entry import EntryCard
from tui.screens.outgoing.sending import say_with_sending, start_sender

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def until(one: Program, done: Callable[[], bool]) -> None:
    """Wait for the sender, which is a process of its own."""
    async with asyncio.timeout(60):
        while not done():
            await one.pilot.pause(0.02)
    await one.settle()


async def until_said(one: Program, sentence: str) -> None:
    """Wait for a sentence without waiting for the command that says it to end."""
    async with asyncio.timeout(60):
        while sentence not in one.said:
            await one.pilot.pause(0.02)


@unit
def _several() -> None:
    """Deliveries in every state."""
    made = queued(4)
    for number, (kind, response) in zip(
        made[:3],
        (
            (DeliveryState.SENT, "250 2.0.0 Ok: queued as 4711"),
            (
                DeliveryState.ERROR,
                "mail.cronus.example refuses the recipient ida@mill.example: 550 No such user",
            ),
            (
                DeliveryState.UNCERTAIN,
                "The program ended while it was sending; nobody knows whether it arrived.",
            ),
        ),
        strict=True,
    ):
        Delivery.update(state=int(kind), response=response, attempts=1).where(Delivery.id == number).execute()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_list_says_what_became_of_each(opened: str, size: tuple[int, int]) -> None:
    _several()
    async with program(opened, size=size, start_at="deliveries") as one:
        await one.press("j", "j")
        await until(one, lambda: "refuses the recipient" in picture(one.app))
        assert_picture(one.app, f"deliveries_{size[0]}x{size[1]}")
        await one.press("enter")
        assert isinstance(one.screen, EntryCard)


async def test_what_failed_and_what_may_have_arrived_goes_again_by_keys(opened: str) -> None:
    first, second = queued(2)
    with post_office(RCPT="550 No such user") as office:
        mail_server(office.port)
        async with program(opened, start_at="deliveries") as one:
            assert "2 e-mails wait: see :deliveries" in one.said
            await one.app.action_send_waiting()
            await until(one, lambda: "2 of 2 e-mails were not sent." in one.said)
            office.actions = {"dot": HANG_UP}
            await one.press("Y")
            await until(one, lambda: "It may have arrived: The connection to 127.0.0.1 ended" in one.said)
            office.actions = {}
            await one.press("Y")
            assert "1 may have arrived already. Send it again?" in one.said
            await one.press("y")
            await until(one, lambda: "Sent 1 e-mail." in one.said)
            assert (state(second), state(first)) == (DeliveryState.SENT, DeliveryState.ERROR)
            await one.press("j", "U", "y")
            assert "Gave 1 up." in one.said
            assert state(first) is DeliveryState.GIVEN_UP


async def test_a_server_that_is_not_there_is_told_on_the_screen_that_is_shown(opened: str) -> None:
    queued()
    mail_server(1)
    async with program(opened, start_at="contacts") as one:
        await one.app.action_send_waiting()
        await until(one, lambda: "The mail server 127.0.0.1:1 does not answer" in one.said)


async def test_letters_are_written_to_a_folder_by_keys(opened: str, home: Path) -> None:
    contact = ida()
    deliveries.queue([entry(contact, correspondence_type=int(HARD_COPY), subject="Hello") for _ in range(2)])
    async with program(opened, start_at="deliveries") as one:
        await until(one, lambda: "Waits to be printed: :print writes it to a file." in picture(one.app))
        await one.press("a")
        one.screen.run_command(BY_ID["hard_copies"])
        await one.settle()
        await one.type("letters")
        await one.press("enter")
        await one.press("f")
        await until(one, lambda: "2 letters are in ~/letters." in one.said)
    assert sorted(path.name for path in (home / "letters").iterdir()) == ["Ida Voss (2).txt", "Ida Voss.txt"]
    assert state(1) is DeliveryState.SENT


async def test_of_several_marked_deliveries_those_that_failed_are_sent_again(opened: str) -> None:
    _several()
    with post_office() as office:
        mail_server(office.port)
        async with program(opened, start_at="deliveries") as one:
            await one.press("a", "Y")
            assert "1 may have arrived already. Send it again?" in one.said
            await one.press("y")
            await until(one, lambda: "Sent 3 e-mails." in one.said)
            await one.press("Y")
            assert "is sent; resend makes another one." in one.said
            await one.press("U", "y")
            assert "nothing to give up" in one.said


async def test_esc_stops_the_writing_of_letters_and_they_wait_on(
    opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = asyncio.Event()

    class Slow(Child):
        async def run(self, *_more: str, **_options: object) -> None:
            await stopped.wait()

        def stop(self) -> None:
            stopped.set()

    monkeypatch.setattr("tui.screens.outgoing.letters.Child", Slow)
    contact = ida()
    deliveries.queue([entry(contact, correspondence_type=int(HARD_COPY), subject="Hello")])
    async with program(opened, start_at="deliveries") as one:
        one.screen.run_command(BY_ID["hard_copies"])
        await one.settle()
        await one.type("letters")
        await one.pilot.press("enter")
        await until_said(one, "Writing...   Esc stops")
        await one.pilot.press("escape")
        await until_said(one, "Stopped; the letters still wait.")
    assert state(1) is DeliveryState.WAITING


async def test_an_entry_is_sent_again_by_the_menu(opened: str) -> None:
    (delivery,) = queued(1)
    with post_office() as office:
        mail_server(office.port)
        async with program(opened, start_at="deliveries") as one:
            await one.app.action_send_waiting()
            await until(one, lambda: "Sent 1 e-mail." in one.said)
            one.screen.run_command(BY_ID["resend"])
            await one.settle()
            assert "Send 1 entry again?" in one.said
            await one.press("m")
            await until(one, lambda: len(office.kept) == 2)
            await until(one, lambda: "Sent 1 e-mail." in one.said)
    assert state(delivery) is DeliveryState.SENT


async def test_an_entry_that_does_not_say_how_is_sent_as_the_person_says(opened: str) -> None:
    silent = entry(ida(), correspondence_type=0)
    with post_office() as office:
        mail_server(office.port)
        async with program(opened, start_at="log-entries") as one:
            for answer in ("n", "e"):
                one.screen.run_command(BY_ID["resend"])
                await one.settle()
                await one.press("y")
                assert "They do not say how they are sent:  e Email   h Hard Copy   n keep" in one.said
                await one.press(answer)
                assert answer == "e" or f"Entry {silent} has no Correspondence Type" in one.said
            await until(one, lambda: "Sent 1 e-mail." in one.said)
    assert len(office.kept) == 1


async def test_the_sender_goes_on_when_the_program_ends(opened: str) -> None:
    waiting = queued(3)
    ended, asked = threading.Event(), threading.Event()
    with post_office() as office:
        mail_server(office.port)
        office.on_kept = lambda: asked.set() or ended.wait(60)  # type: ignore[func-returns-value]
        async with program(opened, start_at="deliveries") as one:
            await one.app.action_send_waiting()
            assert await asyncio.to_thread(asked.wait, 60)
        ended.set()
        open_database(opened)
        async with asyncio.timeout(60):
            while any(state(delivery) is not DeliveryState.SENT for delivery in waiting):
                await asyncio.sleep(0.02)
    assert len(office.kept) == 3


async def test_what_was_said_of_the_e_mails_stays_before_what_becomes_of_them(opened: str) -> None:
    queued()
    mail_server(1)
    async with program(opened, start_at="contacts") as one:
        start_sender(one.screen, "Logged 7.")
        one.screen.say("Logged 7.")
        await until(one, lambda: "does not answer" in one.said)
        assert one.said.startswith("! Logged 7.  The mail server 127.0.0.1:1 does not answer")
        assert "What waits is kept; :send e-mails sends it." in one.said
        say_with_sending(one.screen, "Logged 7.  1 letter is in ~/letters.")
        assert one.said.startswith("! Logged 7.  1 letter is in ~/letters.  The mail server 127.0.0.1:1")
        one.screen.say("Something else.")
        start_sender(one.screen)
        await until(one, lambda: "does not answer" in one.said)
        assert one.said.startswith("! The mail server")
