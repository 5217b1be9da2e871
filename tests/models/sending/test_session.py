"""Handing letters to a mail server, and what a fault at each step means for the letter."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from models.enums import MailSecurity
from models.exchange.smtp import session as sessions
from models.exchange.smtp.faults import CutOffError, RefusedError, ServerError, UncertainError
from models.exchange.smtp.session import Server, Session
from tests.models.sending.post_office import HANG_UP, SILENCE, PostOffice, post_office

LETTER = b"Subject: Hello\r\n\r\nDear Ida\r\n.\r\n..and John\r\nbye\r\n"
CERTIFICATE = Path(__file__).with_name("localhost.pem")
FROM, TO = "john@cronus.example", "ida@mill.example"


def _session(office: PostOffice) -> Session:
    return Session(Server("127.0.0.1", office.port, MailSecurity.NONE))


def _send(session: Session, *to: str, letter: bytes = LETTER) -> str:
    session.offer(FROM, to or (TO,), len(letter))
    return session.hand_over(letter)


def test_letters_go_over_one_connection_line_by_line_as_they_are() -> None:
    with post_office() as office:
        session = _session(office)
        assert _send(session) == "250 2.0.0 Ok: queued as 4711"
        _send(session, TO, "second@mill.example")
        session.close()
    assert office.connections == 1
    assert [letter.data for letter in office.kept] == [LETTER, LETTER]
    assert office.kept[1].recipients == (TO, "second@mill.example")
    assert office.commands[-1] == "quit"


def test_the_size_is_told_to_servers_that_want_to_know() -> None:
    with post_office("SIZE 1000") as office:
        _send(_session(office))
        assert f"mail FROM:<{FROM}> size={len(LETTER)}" in office.commands


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("MAIL", "550 5.7.1 We do not know you"),
        ("MAIL", "552 5.3.4 Message too big"),
        ("RCPT", "450 4.2.0 Greylisted, come again"),
        ("DATA", "554 5.5.1 No"),
        ("dot", "554 5.7.1 Looks like spam"),
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_server_and_the_next_letter_goes(
    step: str, answer: str
) -> None:
    with post_office(**{step: answer}) as office:
        session = _session(office)
        with pytest.raises(RefusedError) as refused:
            _send(session)
        assert answer in str(refused.value)
        office.actions.clear()
        _send(session)
        assert (office.connections, len(office.kept)) == (1, 1)


def test_a_refused_recipient_is_named() -> None:
    with post_office(RCPT="550 5.1.1 No such user") as office, pytest.raises(RefusedError) as refused:
        _send(_session(office))
    assert str(refused.value) == f"127.0.0.1 refuses the recipient {TO}: 550 5.1.1 No such user"


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "middle"])
def test_a_connection_lost_before_the_letter_is_whole_means_that_it_did_not_go(step: str) -> None:
    letter = LETTER + b"x" * 70 + b"\r\n" * 200_000
    with post_office(**{step: HANG_UP}) as office:
        session = _session(office)
        with pytest.raises((CutOffError, UncertainError)) as lost:
            _send(session, letter=letter)
        # A line that breaks while the last bytes are on their way cannot be told from one that breaks later.
        assert step == "middle" or isinstance(lost.value, CutOffError)
        assert not office.kept
        office.actions.clear()
        _send(session)
        assert (office.connections, len(office.kept)) == (2, 1)


def test_a_connection_lost_after_the_letter_is_whole_leaves_it_uncertain() -> None:
    with post_office(dot=HANG_UP) as office:
        with pytest.raises(UncertainError, match="whether it has the letter"):
            _send(_session(office))
        assert len(office.kept) == 1


def test_an_answer_that_is_none_leaves_the_letter_uncertain() -> None:
    with post_office(dot="999 what?") as office, pytest.raises(UncertainError):
        _send(_session(office))


@pytest.mark.parametrize(
    ("step", "error"), [("greeting", ServerError), ("MAIL", CutOffError), ("dot", UncertainError)]
)
def test_an_answer_without_end_is_not_heard_to_the_end(step: str, error: type[Exception]) -> None:
    answer = "\r\n".join(["250-and so on"] * 10_000)
    with post_office(**{step: answer}) as office, pytest.raises(error, match="its answer has no end"):
        _send(_session(office))


def test_a_connection_that_the_server_ended_meanwhile_is_opened_again() -> None:
    with post_office(kept=HANG_UP) as office:
        session = _session(office)
        _send(session)
        office.actions.clear()
        _send(session)
        assert (office.connections, len(office.kept)) == (2, 2)


def test_a_server_that_is_silent_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "ANSWER_SECONDS", 0.05)
    monkeypatch.setattr(sessions, "VERDICT_SECONDS", 0.05)
    with post_office(dot=SILENCE) as office:
        with pytest.raises(UncertainError, match="silent for too long"):
            _send(_session(office))
        office.actions = {"MAIL": SILENCE}
        with pytest.raises(CutOffError, match="silent for too long"):
            _send(_session(office))


def test_a_server_that_does_not_say_goodbye_is_left_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "LEAVE_SECONDS", 0.05)
    with post_office(QUIT=SILENCE) as office:
        session = _session(office)
        _send(session)
        began = time.monotonic()
        session.close()
    assert time.monotonic() - began < sessions.ANSWER_SECONDS / 2


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        (Server("127.0.0.1", 1, MailSecurity.NONE), r"The mail server 127.0.0.1:1 does not answer \(Conn"),
        (Server("no.such.host.invalid", 25, MailSecurity.NONE), "There is no mail server no.such.host"),
        (Server("x" * 80, 25, MailSecurity.NONE), "There is no mail server xxx"),
    ],
)
def test_a_server_that_cannot_be_reached_is_a_sentence(server: Server, sentence: str) -> None:
    with pytest.raises(ServerError, match=sentence):
        Session(server).open()


def test_a_server_that_lets_nobody_in_is_a_sentence_with_its_words() -> None:
    with post_office(greeting="554 5.7.1 Blocked, see https://x.example") as office:
        with pytest.raises(ServerError, match=r"does not let us in: 554 5\.7\.1 Blocked"):
            _session(office).open()
        office.actions["greeting"] = HANG_UP
        with pytest.raises(ServerError, match="ended the connection"):
            _session(office).open()


def test_nothing_goes_unencrypted_where_encryption_was_asked_for() -> None:
    with post_office() as office:
        with pytest.raises(ServerError, match="offers no STARTTLS, so nothing is sent"):
            Session(Server("127.0.0.1", office.port, MailSecurity.STARTTLS)).open()
        with pytest.raises(ServerError, match=r"No TLS with 127\.0\.0\.1"):
            Session(Server("127.0.0.1", office.port, MailSecurity.TLS)).open()


class _Box:
    """What a real server received."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        await asyncio.sleep(0)
        self.letters.append(envelope)
        return "250 Message accepted for delivery"


def _knows(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (b"anna", b"sesame"), handled=False)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def _real_server() -> Iterator[tuple[int, _Box]]:
    """aiosmtpd with STARTTLS and a login."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    box = _Box()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=_knows,
    )
    controller.start()
    try:
        yield controller.port, box
    finally:
        controller.stop()


def _encrypted(port: int, password: str) -> Session:
    return Session(Server("localhost", port, MailSecurity.STARTTLS, "anna", password))


def test_a_real_server_takes_letters_after_starttls_and_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with _real_server() as (port, box):
        session = _encrypted(port, "sesame")
        assert _send(session) == "250 Message accepted for delivery"
        _send(session)
        session.close()
        assert [letter.rcpt_tos for letter in box.letters] == [[TO], [TO]]
        assert b"\r\n..and John" in (box.letters[0].original_content or b"")


def test_a_wrong_password_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with _real_server() as (port, box):
        with pytest.raises(ServerError, match="does not accept the login anna with this password: 535"):
            _encrypted(port, "open").open()
        assert not box.letters


def test_a_certificate_that_is_not_trusted_ends_the_connection() -> None:
    with _real_server() as (port, _), pytest.raises(ServerError, match="certificate of localhost is not tr"):
        _encrypted(port, "sesame").open()


def test_a_password_never_goes_unencrypted_to_another_computer() -> None:
    with post_office("AUTH PLAIN") as office:
        session = Session(Server("localhost.localdomain", office.port, MailSecurity.NONE, "anna", "sesame"))
        with pytest.raises(ServerError):
            session.open()
        assert not any("AUTH" in command for command in office.commands)
