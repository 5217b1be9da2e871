"""Two hundred senders that die, or lose the connection, at every step: nothing is received twice, or lost.

The senders are processes of their own, ended as SIGKILL does; the mail server is a real one on localhost.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from models.database import open_database
from models.enums import DeliveryState
from models.exchange.smtp import sender
from models.exchange.smtp.session import Session
from models.queries import deliveries as queries
from models.rules.outgoing import deliveries, sending
from tests.children import Child
from tests.models.sending.entries import entry, ida, mail_server, row
from tests.models.sending.post_office import HANG_UP, KILL, PostOffice, post_office

RUNS = 100
"""On each engine."""

OWN_STEPS = (
    (sending, "claim"),
    (sender, "envelope"),
    (Session, "offer"),
    (sending, "begin"),
    (Session, "hand_over"),
    (sending, "settle"),
)
"""What a sender does for a letter: it dies before or after each."""

SERVER_STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "middle", "dot", "kept")
"""Where the server hangs up, or sees the sender die."""


def _dying(function: Callable[..., Any], *, before: bool) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        if before:
            os.kill(os.getpid(), signal.SIGKILL)
        function(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return run


def _sender(pipe: Any, url: str, place: int | None, before: bool) -> None:
    """A sender that dies at a step of its own, if one is given; it says first that it is there."""
    if place is not None:
        module, name = OWN_STEPS[place]
        setattr(module, name, _dying(getattr(module, name), before=before))
    open_database(url)
    pipe.send(os.getpid())
    pipe.recv()
    sender.send(str, lambda _: None)


def _run(office: PostOffice, url: str, place: int | None = None, *, before: bool = True) -> None:
    """Let a sender of its own process work until it ends, however it ends."""
    process = Child(_sender, url, place, before)
    office.victim = process.says()
    process.hears()
    try:
        process.says()
    except (EOFError, AssertionError):
        pass  # It died, or the server did not let it in.
    finally:
        process.kill()


def _faults() -> Sequence[tuple[str, Callable[[PostOffice, str], None]]]:
    """A first sender with each fault in turn."""

    def at_server(step: str, action: str, office: PostOffice, url: str) -> None:
        office.actions[step] = action
        _run(office, url)
        office.actions.clear()

    def of_its_own(place: int, before: bool, office: PostOffice, url: str) -> None:
        _run(office, url, place, before=before)

    steps = [
        (f"{action} at {step}", partial(at_server, step, action))
        for step in SERVER_STEPS
        for action in (HANG_UP, KILL)
    ]
    places = [
        (f"dies {'before' if before else 'after'} {OWN_STEPS[place][1]}", partial(of_its_own, place, before))
        for place in range(len(OWN_STEPS))
        for before in (True, False)
    ]
    return steps + places


def test_whatever_ends_a_sender_nothing_is_received_twice_and_nothing_is_lost(opened: str) -> None:
    faults, contact = _faults(), ida()
    explained: dict[str, DeliveryState] = {}
    with post_office() as office:
        mail_server(office.port)
        for place in range(RUNS):
            name, fault = faults[place % len(faults)]
            first, second = deliveries.queue([entry(contact), entry(contact)])
            fault(office, opened)
            open_database(opened)
            sender.send(str, lambda _: None)
            explained[name] = _check(office, first, second, name)
    assert len(explained) == len(faults) == 28
    assert set(explained.values()) == {DeliveryState.SENT, DeliveryState.UNCERTAIN, DeliveryState.ERROR}


def _check(office: PostOffice, first: int, second: int, fault: str) -> DeliveryState:
    """Each letter was received as its delivery says; what became of the first."""
    received = [letter.message["Message-ID"] for letter in office.kept]
    office.kept.clear()
    assert len(received) == len(set(received)), f"received twice: {fault}"
    ends = []
    for delivery in (first, second):
        known = row(delivery)
        state = DeliveryState(known.state)
        ends.append(state)
        assert not known.holder, fault
        assert state is not DeliveryState.WAITING, f"forgotten: {fault}"
        if state is not DeliveryState.UNCERTAIN:
            assert (known.message_id in received) == (state is DeliveryState.SENT), fault
        received = [one for one in received if one != known.message_id]
    assert not received, f"received without a delivery: {fault}"
    assert queries.waiting() == 0
    return ends[0]
