"""Messages in folders of an IMAP server, with a real conversation on localhost."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.enums import MailSecurity
from models.errors import RuleError
from models.exchange.mail_in import headers
from models.exchange.mail_in.imap import Account, from_imap
from models.exchange.mail_in.letter import LostError, Mail, Unread
from tests.imap_server import CERTIFICATE, LOGIN, PASSWORD, ImapServer, imap_server
from tests.mailboxes import message

ODD = 'Entw&APw-rfe/2025 \\\\ \\"a\\"'
"""How the wire has `Entwürfe/2025 \\ "a"`."""


@pytest.fixture
def server() -> Iterator[ImapServer]:
    """A server with two folders."""
    inbox = {uid: message(subject=f"Number {uid}", name=f"<{uid}@x>") for uid in range(3, 503)}
    with imap_server({"INBOX": inbox, ODD: {7: message(subject="odd")}}) as running:
        yield running


@pytest.fixture
def account(server: ImapServer) -> Account:
    """The person's account there."""
    return Account("127.0.0.1", LOGIN, PASSWORD, port=server.port, security=MailSecurity.NONE)


def read(account: Account, since: dt.date | None = None) -> list[Mail]:
    """All messages, which can all be read."""
    with from_imap(account, since) as messages:
        found = list(messages)
    mails = [mail for mail in found if isinstance(mail, Mail)]
    assert len(mails) == len(found)
    return mails


def test_headers_come_in_batches_and_a_message_only_when_it_is_wanted(
    server: ImapServer, account: Account
) -> None:
    with from_imap(account) as found:
        first = next(found)
        assert isinstance(first, Mail)
        whole = server.folders["INBOX"][3]
        assert (first.where, first.size) == ("INBOX at 127.0.0.1, message 3", len(whole))
        assert b"Subject: Number 3" in first.head
        assert b"Hello" not in first.head
        assert len(list(found)) == 499
        assert first.read() == whole
    asked = server.commands
    assert sum("BODY.PEEK[HEADER]" in command for command in asked) == 3
    assert sum("BODY.PEEK[]" in command for command in asked) == 1
    assert "EXAMINE" in " ".join(asked)
    assert not any("SELECT" in command or "STORE" in command for command in asked)
    assert "LOGOUT" in asked


def test_a_long_header_is_fetched_by_itself_and_one_too_long_is_told(
    server: ImapServer, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "MOST", 200_000)
    for uid, size in ((1, 100_000), (2, 300_000)):
        server.folders[ODD][uid] = message(more=["X-Seal: " + "s" * size])
    with from_imap(replace(account, folder='Entwürfe/2025 \\ "a"')) as found:
        first, long, longer = found
    assert isinstance(first, Mail)
    assert isinstance(long, Mail)
    assert len(long.head) > 100_000
    assert isinstance(longer, Unread)
    asked = [command for command in server.commands if "HEADER" in command]
    assert all("<0." in command for command in asked)


def test_a_folder_may_have_an_odd_name(account: Account) -> None:
    (mail,) = read(replace(account, folder='Entwürfe/2025 \\ "a"'))
    assert b"odd" in mail.head


def test_the_server_is_asked_from_a_day_before(server: ImapServer, account: Account) -> None:
    read(account, dt.date(2025, 5, 1))
    assert "UID SEARCH SINCE 30-Apr-2025" in server.commands


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"password": "wrong"},
            "127.0.0.1 does not accept the login jo with this password: .*Wrong password",
        ),
        ({"folder": "None"}, "127.0.0.1 has no folder None; it has INBOX, Entwürfe/2025"),
        ({"folder": "IN\r\nA1 DELETE BOX"}, "must not have control characters"),
        (
            {"host": "no-such-host.invalid", "security": MailSecurity.TLS},
            "no-such-host.invalid:.* cannot be reached",
        ),
        ({"security": MailSecurity.TLS}, "does not speak TLS there"),
        ({"security": MailSecurity.STARTTLS}, "127.0.0.1 offers no STARTTLS, so nobody logs in"),
        ({"host": "mail.example"}, "password would go to mail.example unencrypted"),
    ],
)
def test_what_goes_wrong_is_one_sentence(account: Account, change: dict[str, object], told: str) -> None:
    with pytest.raises(RuleError, match=told):
        read(replace(account, **change))  # type: ignore[arg-type]


def test_after_starttls_everything_is_encrypted(
    server: ImapServer, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server.starts_tls = True
    assert len(read(replace(account, security=MailSecurity.STARTTLS, host="localhost"))) == 500
    assert server.commands.index("STARTTLS") < server.commands.index("LOGIN")


def test_nobody_logs_in_where_the_certificate_is_not_trusted(server: ImapServer, account: Account) -> None:
    server.starts_tls = True
    with pytest.raises(RuleError, match="The certificate of localhost is not trusted"):
        read(replace(account, security=MailSecurity.STARTTLS, host="localhost"))
    assert "LOGIN" not in server.commands


def test_a_password_is_not_shown_with_its_account(account: Account) -> None:
    assert account.password not in repr(account)


def test_a_port_where_nobody_listens_is_named(account: Account) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RuleError, match=f"127.0.0.1:{port} cannot be reached: Connection refused"):
        read(replace(account, port=port))


def test_a_server_that_hangs_up_and_a_message_that_is_gone_are_told(
    server: ImapServer, account: Account
) -> None:
    with from_imap(account) as found:
        gone, dropped = next(found), next(found)
        assert isinstance(gone, Mail)
        assert isinstance(dropped, Mail)
        del server.folders["INBOX"][3]
        with pytest.raises(RuleError, match="message 3 is gone"):
            gone.read()
        server.drops_at = 4
        with pytest.raises(LostError, match="ended the conversation"):
            dropped.read()
        with pytest.raises(LostError, match="run it again for the rest"):
            list(found)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("UID SEARCH", b"* SEARCH 3 \xff\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 3 BODY[HEADER] {99999999999999999999}\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 3 BODY[HEADER] {" + b"9" * 5000 + b"}\r\n"),
        ("UID FETCH", b"* BYE enough\r\n"),
    ],
)
def test_an_answer_that_makes_no_sense_ends_the_conversation(
    server: ImapServer, account: Account, command: str, answer: bytes
) -> None:
    server.says[command] = answer
    with pytest.raises(LostError, match="ended the conversation"):
        read(account)
