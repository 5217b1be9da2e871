"""mail send, list, retry and give-up in the shell, on both engines."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from models.database import close_database, open_database
from models.rules.outgoing import deliveries
from models.who import acting_as
from tests.conftest import ANNA
from tests.models.sending.entries import entry, ida, mail_server, queued
from tests.models.sending.post_office import HANG_UP, PostOffice, post_office
from tests.tui.cli.conftest import Shell
from tui.cli.mail.send import stopping


@pytest.fixture
def office(empty_url: str) -> Iterator[PostOffice]:
    """A mail server, and two e-mails that wait for it: deliveries 1 and 2."""
    with post_office() as server:
        open_database(empty_url)
        with acting_as(ANNA):
            mail_server(server.port)
            queued(2)
        close_database()
        yield server


def test_what_waits_is_sent_and_told_in_one_line(shell: Shell, office: PostOffice) -> None:
    assert shell("mail", "send", "--limit", "1").out == "Sent 1, 1 waits.\n"
    assert shell("mail", "send").out == "Sent 1.\n"
    assert shell("mail", "send").out == "Sent 0.\n"
    assert len(office.kept) == 2


def test_every_e_mail_is_a_json_line_and_the_last_line_counts(shell: Shell, office: PostOffice) -> None:
    office.actions["RCPT"] = "550 5.1.1 No such user"
    first, second, counts = shell("mail", "send", "--json", code=1).records
    assert (first["delivery"], first["state"], first["sent_to"]) == (1, "Error", "ida@mill.example")
    assert "550 5.1.1 No such user" in second["response"]
    assert (counts["sent"], counts["error"], counts["waiting"]) == (0, 2, 0)


def test_a_dry_run_says_what_would_go_to_whom_and_sends_nothing(
    shell: Shell, office: PostOffice, empty_url: str
) -> None:
    open_database(empty_url)
    with acting_as(ANNA):
        deliveries.queue([entry(ida("CT3002", email="ida@mühle.example"))])
    close_database()
    told = shell("mail", "send", "--dry-run", code=1)
    assert "1  ida@mill.example: Thank-you note (1 kB)" in told.out
    assert "3  ida@mühle.example has letters that mail servers do not take" in told.out
    assert told.err == "Would send 2 e-mails; 1 cannot go.\n"
    assert [line["size"] > 0 for line in shell("mail", "send", "--dry-run", "--json", code=1).records] == [
        True,
        True,
        False,
    ]
    assert not office.commands
    assert {row["state"] for row in shell("mail", "list", "--json").records} == {"Waiting"}


def test_what_failed_is_listed_and_goes_after_a_retry(shell: Shell, office: PostOffice) -> None:
    office.actions["RCPT"] = "550 5.1.1 No such user"
    assert "1 ida@mill.example: Error: 127.0.0.1 refuses the recipient" in shell("mail", "send", code=1).err
    assert shell("mail", "list", "--ids").out.split() == ["2", "1"]
    office.actions.clear()
    assert shell("mail", "retry", "--all").err == "2 wait; mail send sends them.\n"
    shell("mail", "send")
    assert shell("mail", "list", "--ids").out == ""
    assert len(shell("mail", "list", "--all", "--ids").out.split()) == 2


def test_what_may_have_arrived_goes_again_only_with_the_persons_word(
    shell: Shell, office: PostOffice
) -> None:
    office.actions["dot"] = HANG_UP
    shell("mail", "send", "--limit", "1", code=1)
    office.actions.clear()
    assert "may have arrived" in shell("mail", "retry", "1", code=1).err
    assert shell("mail", "retry", "--all", "--json").out == ""
    assert shell("mail", "retry", "1", "--uncertain", "--json").record["state"] == "Waiting"
    shell("mail", "send")
    assert len({letter.message["Message-ID"] for letter in office.kept}) == 2
    assert len(office.kept) == 3


def test_what_is_given_up_does_not_go(shell: Shell, office: PostOffice) -> None:
    assert shell("mail", "give-up", "1").err == "Gave 1 up.\n"
    assert "Give --yes" in shell("mail", "give-up", "--all", code=1).err
    shell("mail", "give-up", "--all", "--yes")
    assert shell("mail", "send").out == "Sent 0.\n"
    assert not office.kept


@pytest.mark.usefixtures("office")
def test_wrong_calls_are_told(shell: Shell) -> None:
    assert "Name deliveries, or give --all" in shell("mail", "retry", code=2).err
    assert "There is no 9 on page deliveries" in shell("mail", "retry", "9", code=3).err


def test_ctrl_c_finishes_the_e_mail_in_hand(shell: Shell, office: PostOffice) -> None:
    office.on_kept = lambda: os.kill(os.getpid(), signal.SIGINT)
    assert shell("mail", "send", code=130).out == "Sent 1, 1 waits.\n"
    assert len(office.kept) == 1


def test_a_server_that_is_not_there_is_a_sentence_and_all_wait(
    shell: Shell, office: PostOffice, empty_url: str
) -> None:
    open_database(empty_url)
    with acting_as(ANNA):
        mail_server(1)
    close_database()
    told = shell("mail", "send", code=1)
    assert "touchbase: The mail server 127.0.0.1:1 does not answer" in told.err
    assert told.out == "Sent 0, 2 wait.\n"
    assert "does not answer" in shell("mail", "list", "--json").records[0]["response"]
    assert not office.kept


def test_the_password_comes_from_the_persons_own_command(
    shell: Shell, office: PostOffice, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import paths

    open_database(empty_url)
    with acting_as(ANNA):
        mail_server(office.port, login="anna")
    close_database()
    assert "There is no password for anna" in shell("mail", "send", code=1).err
    office.extensions = ("AUTH PLAIN",)
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('smtp_password_command = "false"\n')
    assert "The password command false gives no password (exit 1)" in shell("mail", "send", code=1).err
    file.write_text("smtp_password_command = \"sh -c 'echo sesame; echo more'\"\n")
    assert shell("mail", "send", "--limit", "1").out == "Sent 1, 1 waits.\n"
    assert "AUTH PLAIN AGFubmEAc2VzYW1l" in office.commands
    monkeypatch.setenv("TOUCHBASE_SMTP_PASSWORD", "other")
    shell("mail", "send")
    assert "AUTH PLAIN AGFubmEAb3RoZXI=" in office.commands


def test_entries_are_sent_once_more_by_number_or_by_filter(shell: Shell, office: PostOffice) -> None:
    shell("mail", "send")
    assert shell("mail", "resend", "1").out == "1 waits to be sent again.\n"
    told = shell(
        "mail", "resend", "--segment-entry", "0", "--filter", "entry_no=1|2", "--as", "email", code=1
    )
    assert (told.out, told.err) == ("1 waits to be sent again.\n", "Entry 1 waits to be sent already.\n")
    shell("mail", "send")
    (made,) = shell("mail", "resend", "2", "--update-merge-fields", "--json").records
    assert (made["entry_no"], made["state"]) == (3, "Waiting")
    shown = shell("show", "log-entries", "3", "--json").record
    assert (shown["description"], shown["date"]) == ("Resend: Thank-you note", "2025-05-15")
    assert len(office.kept) == 4


@pytest.mark.usefixtures("office")
def test_resending_wants_entries_or_one_logged_segment(shell: Shell) -> None:
    assert "Name entries, or one logged segment" in shell("mail", "resend", code=2).err
    assert (
        "There is no 77 on page logged-segments"
        in shell("mail", "resend", "--segment-entry", "77", code=3).err
    )
    assert "None of these entries" in shell("mail", "resend", "--segment-entry", "0", code=1).err


def test_ctrl_c_says_that_once_more_breaks_off(capfd: pytest.CaptureFixture[str]) -> None:
    with stopping() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        assert capfd.readouterr().err == "\nThe e-mail in hand is finished; Ctrl+C once more breaks it off.\n"
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
