"""Interactions with content by the command line: previewed, sent, put aside with their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.sending.post_office import post_office
from tests.tui.cli.conftest import Shell


@pytest.fixture
def office(shell: Shell, tmp_path: Path) -> Shell:
    """A shell on a database with a template for e-mails, a contact, a text and a file."""
    shell("new", "salespeople", "code=JO", "name=Jo Okafor")
    shell("new", "interaction-groups", "code=MAIL")
    of = ("interaction_group_code=MAIL", "description=E-mail")
    shell("new", "interaction-templates", "code=EMAIL", *of)
    shell("new", "contacts", "no=CT1000", "name=Harbour Mill Ltd", "email=office@mill.example")
    (tmp_path / "note.txt").write_text("Dear {{contact_name}},\n@all of you")
    (tmp_path / "prices.pdf").write_bytes(b"%PDF prices")
    return shell


CREATE = ("interaction", "create", "--contact", "CT1000", "--template", "EMAIL", "salesperson_code=JO")


def test_a_text_and_a_file_are_previewed_sent_and_recorded(office: Shell, tmp_path: Path) -> None:
    said = ("correspondence_type=Email", f"body=@{tmp_path / 'note.txt'}", "description=Prices")
    seen = office(*CREATE, *said, "--preview").out
    assert seen == "Dear Harbour Mill Ltd,\n@all of you\n"
    assert office("list", "log-entries", "--json").records == []
    with post_office() as server:
        setup = ("smtp_server=localhost", f"smtp_server_port={server.port}", "sender_email=us@we.example")
        office("set", "mail-setup", *setup, "security=None")
        sent = office(*CREATE, *said, "--attach", str(tmp_path / "prices.pdf"), "--json")
    assert "office@mill.example: Sent." in sent.err
    assert (sent.record["delivery_status"], sent.record["merged"]) == ("Sent", True)
    assert sent.record["attachment_no"]
    (letter,) = server.kept
    (file,) = letter.message.iter_attachments()
    assert (letter.message["Subject"], file.get_filename()) == ("Prices", "prices.pdf")
    body = letter.message.get_body()
    assert body is not None
    assert "Dear Harbour Mill Ltd," in body.get_content()


def test_what_cannot_be_sent_waits_and_what_is_not_to_be_sent_does_not(office: Shell) -> None:
    said = ("correspondence_type=Email", "body=@@home")
    waits = office(*CREATE, *said, "--json", code=1)
    assert "No mail server" in waits.err
    assert waits.record["delivery_status"] == "In Progress"
    assert office(*CREATE, *said, "--no-send", "--json").record["delivery_status"] == ""
    paper = office(*CREATE, "body=On paper", "correspondence_type=Hard Copy", "--json")
    assert "1 hard copy waits" in paper.err


def test_files_go_with_a_postponed_interaction_and_not_with_a_refused_one(
    office: Shell, tmp_path: Path
) -> None:
    file = ("--attach", str(tmp_path / "prices.pdf"))
    refused = office(*CREATE, "date=31.02.", *file, "--json", code=1).error
    assert refused["field"] == "date"
    assert office("list", "attachments", "--json").records == []
    aside = office(*CREATE, *file, "--postpone", "--json").record
    resume = ("interaction", "resume", str(aside["entry_no"]), "--finish", "--no-send")
    done = office(*resume, "--json").record
    assert (done["entry_no"], done["attachment_no"]) == (aside["entry_no"], aside["attachment_no"])
    missing = office(*CREATE, "--attach", str(tmp_path / "none.pdf"), "--json", code=1).error
    assert "none.pdf cannot be read" in missing["error"]
