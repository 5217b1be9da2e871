"""mail log and mail query in the shell, on both engines."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.contact import Contact, ContactAltAddress
from models.database import close_database, open_database
from models.template import InteractionTemplateSetup
from models.who import acting_as
from tests import builders
from tests.conftest import ANNA
from tests.imap_server import LOGIN, PASSWORD, imap_server
from tests.mailboxes import message, people, reachable
from tests.tui.cli.conftest import Shell

MAILBOX = str(Path(__file__).parents[2] / "samples" / "mail.mbox")


@pytest.fixture
def ready(shell: Shell, empty_url: str) -> Shell:
    """The shell on a database with Jo and Nell."""
    open_database(empty_url)
    with acting_as(ANNA):
        people()
    close_database()
    return shell


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let another program hand over a message."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_message_piped_twice_stands_once_in_the_log(ready: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, message())
    assert "Recorded 1 (1 entry); known already 0" in ready("mail", "log").err
    piped(monkeypatch, message())
    assert ready("mail", "log", "-", "--json").record["outcome"] == "known"
    (entry,) = ready("list", "log-entries", "--json").records
    shown = ready("show", "log-entries", str(entry["entry_no"]), "--json").record
    assert (shown["email_logged"], shown["information_flow"]) == (True, "Outbound")


def test_a_pipe_gets_0_for_what_concerns_nobody_and_75_for_what_may_go_well_later(
    ready: Shell, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, message(sender="spam@far.example"))
    assert "neither a salesperson nor a contact" in ready("mail", "log", code=0).err
    open_database(empty_url)
    InteractionTemplateSetup.update(emails=None).execute()
    close_database()
    piped(monkeypatch, message())
    assert "E-Mails is blank" in ready("mail", "log", code=75).err
    assert "E-Mails is blank" in ready("mail", "log", MAILBOX, code=1).err


def test_files_mailboxes_and_maildirs_are_told_message_by_message(ready: Shell, tmp_path: Path) -> None:
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1:2,S").write_bytes(message(name="<3@x>"))
    file = tmp_path / "a.eml"
    file.write_bytes(message())
    missing = str(tmp_path / "none.eml")
    rows = ready(
        "mail", "log", str(file), missing, MAILBOX, "--maildir", str(tmp_path), "--mbox", MAILBOX, "--json",
        code=1,
    ).records  # fmt: skip
    assert [row["outcome"] for row in rows] == [
        "recorded", "failed", "recorded", "recorded", "ignored", "recorded", "known", "known", "ignored",
    ]  # fmt: skip
    assert rows[3]["subject"] == "Привет"
    assert (rows[3]["information_flow"], rows[3]["contacts"]) == ("Inbound", ["CT1001"])
    assert rows[1]["reason"].endswith("No such file or directory.")
    assert len(ready("list", "log-entries", "--json").records) == 4


def test_people_are_told_of_every_message_only_when_they_ask(ready: Shell) -> None:
    told = ready("mail", "log", MAILBOX, "--dry-run", "--verbose")
    assert "message 1: First: recorded outbound CT1001" in told.out
    assert "message 3: Third: ignored: Its sender is neither" in told.out
    assert "Would be recorded 2 (2 entries); known already 0, ignored 1, not readable 0." in told.err
    assert ready("mail", "log", MAILBOX, "--since", "2025-05-06").out == ""
    assert len(ready("list", "log-entries", "--json").records) == 1
    assert "There is no" not in ready("mail", "log", MAILBOX, "--since", "soon", code=1).out


def test_a_folder_on_a_server_is_recorded_with_the_password_of_the_environment(
    ready: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with imap_server(
        {"INBOX": {5: message(), 6: message(sender="spam@far.example", name="<6@x>")}}
    ) as server:
        call = ("mail", "log", "--imap", "127.0.0.1", "--port", str(server.port), "--no-tls")
        assert "--login NAME" in ready(*call, code=1).err
        with_login = (*call, "--login", LOGIN)
        assert "imap_password_command" in ready(*with_login, code=1).err
        monkeypatch.setenv("TOUCHBASE_IMAP_PASSWORD", PASSWORD)
        assert "either --starttls or --no-tls" in ready(*with_login, "--starttls", code=2).err
        assert [row["outcome"] for row in ready(*with_login, "--json").records] == ["recorded", "ignored"]
        fetched = [command for command in server.commands if "BODY.PEEK[]" in command]
        assert [row["outcome"] for row in ready(*with_login, "--json").records] == ["known", "ignored"]
    assert fetched == ["UID FETCH 5 (UID BODY.PEEK[])"]


def test_a_server_that_hangs_up_is_told_once_and_what_was_recorded_stays(
    ready: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUCHBASE_IMAP_PASSWORD", PASSWORD)
    with imap_server({"INBOX": {uid: message(name=f"<{uid}@x>") for uid in range(1, 6)}}) as server:
        server.drops_at = 3
        place = ("--imap", "127.0.0.1", "--port", str(server.port), "--no-tls", "--login", LOGIN)
        told = ready("mail", "log", *place, "--verbose", code=1)
        assert told.err == (
            "touchbase: 127.0.0.1 ended the conversation: it hung up. What was recorded stays; run it again "
            "for the rest.\n"
        )
        assert [line.count("recorded outbound") for line in told.out.splitlines()] == [1, 1]
        server.drops_at = None
        assert "Recorded 3 (3 entries); known already 2" in ready("mail", "log", *place).err


def test_addresses_are_found_for_mail_programs(ready: Shell, empty_url: str) -> None:
    open_database(empty_url)
    with acting_as(ANNA):
        nell = Contact.get(Contact.no == "CT1001").id
        Contact.update(company_name="Harbour Mill Ltd").where(Contact.id == nell).execute()
        ContactAltAddress.add(contact=nell, code="SUMMER", email="nell@beach.example")
        reachable(builders.person("CT1002", 'Nell "Nelly" Cole', email="cole@far.example"))
        blocked = builders.person("CT1003", "Nell Hidden", email="hidden@far.example", privacy_blocked=True)
        reachable(blocked)
    close_database()
    assert ready("mail", "query", "nell", "ashby").out.splitlines() == [
        "3 addresses",
        "nell@mill.example\tNell Ashby\tHarbour Mill Ltd",
        "Nell.Ashby@home.example\tNell Ashby\tHarbour Mill Ltd",
        "nell@beach.example\tNell Ashby\tHarbour Mill Ltd",
    ]
    assert ready("mail", "query", "cole", "--format", "aerc").out == 'cole@far.example\tNell "Nelly" Cole\n'
    assert ready("mail", "query", "cole", "--format", "mailbox").out == (
        '"Nell \\"Nelly\\" Cole" <cole@far.example>\n'
    )
    assert ready("mail", "query", "office", "--json").record == {
        "address": "office@mill.example", "name": "Harbour Mill Ltd", "company": "",
    }  # fmt: skip
    assert ready("mail", "query", "hidden", code=1).out == "No address was found.\n"
    assert len(ready("mail", "query", "nell", "--limit", "2", "--format", "aerc").out.splitlines()) == 2


def test_a_filter_starts_without_the_libraries_of_servers_and_documents() -> None:
    asked = "import sys, tui.cli.mail.log, tui.cli.mail.query; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    loaded = set(found.stdout.split())
    assert not loaded & {"imap_tools", "imaplib", "smtplib", "lxml", "mailbox", "textual", "reportlab"}


def test_a_file_whose_name_is_no_text_is_told_as_json(ready: Shell, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.eml")
    path.write_bytes(message())
    told = ready("mail", "log", str(path), "--json").record
    assert (told["source"], told["outcome"]) == (str(path), "recorded")
