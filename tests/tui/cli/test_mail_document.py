"""Mailing a document by the command line: one entry, one e-mail, whatever the server says."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from models.enums import DeliveryState
from models.exchange.smtp import sender
from models.rules.outgoing import sending
from models.stop_request import StopRequest
from tests.models.sending.post_office import PostOffice, post_office
from tests.tui.cli.conftest import Shell


@pytest.fixture
def office(shell: Shell, tmp_path: Path) -> Shell:
    """A shell on a database with a mail server set up, a contact and two templates."""
    shell("new", "interaction-groups", "code=SALES")
    for code in ("CONFIRM", "DRAFT"):
        shell("new", "interaction-templates", f"code={code}", "interaction_group_code=SALES")
    shell("set", "interaction-template-setup", "sales_ord_cnfrmn=CONFIRM", "email_draft=DRAFT")
    shell("new", "contacts", "no=CT1000", "name=Harbour Mill Ltd", "email=office@harbour.example")
    shell("new", "contacts", "no=CT2000", "name=Silent Ltd")
    (tmp_path / "SO77.pdf").write_bytes(b"%PDF order")
    return shell


def mail(shell: Shell, tmp_path: Path, *more: str, code: int = 0) -> dict[str, object]:
    paper = str(tmp_path / "SO77.pdf")
    said = ("--document-no", "SO77", "--subject", "Your order", *more, "--json")
    answer = shell("mail", "sales-order-confirmation", paper, *said, code=code)
    return answer.record if answer.out else {**answer.error}


def set_server(shell: Shell, server: PostOffice) -> None:
    setup = ("smtp_server=localhost", f"smtp_server_port={server.port}", "sender_email=us@we.example")
    shell("set", "mail-setup", *setup, "security=None")


def test_DOC_04_an_order_confirmation_is_mailed_and_recorded_once_not_as_a_draft(
    office: Shell, tmp_path: Path
) -> None:
    with post_office() as server:
        set_server(office, server)
        made = mail(office, tmp_path, "--contact", "CT1000", "--once")
        again = mail(office, tmp_path, "--contact", "CT1000", "--once")
    (letter,) = server.kept
    assert letter.recipients == ("office@harbour.example",)
    assert letter.message["Subject"] == "Your order"
    (paper,) = letter.message.iter_attachments()
    assert (paper.get_filename(), paper.get_content()) == ("SO77.pdf", b"%PDF order")
    (entry,) = office("list", "log-entries", "--json", "--filter", "document_no=SO77").records
    shown = office("show", "log-entries", str(entry["entry_no"]), "--json").record
    assert (shown["interaction_template_code"], shown["document_type"]) == ("CONFIRM", "Sales Ord. Cnfrmn.")
    assert (shown["delivery_status"], shown["correspondence_type"]) == ("Sent", "Email")
    assert (made["delivery"], again["outcome"], again["entry_no"]) == ("Sent", "known", made["entry_no"])


def test_a_refused_e_mail_is_recorded_with_the_words_of_the_server(office: Shell, tmp_path: Path) -> None:
    with post_office(RCPT="550 No such user here") as server:
        set_server(office, server)
        made = mail(office, tmp_path, "--contact", "CT1000", code=1)
    assert made["delivery"] == "Error"
    assert "No such user here" in str(made["response"])
    assert office("show", "log-entries", str(made["entry_no"]), "--json").record["status"] == "Error"


def test_what_went_to_a_wrong_address_goes_to_another_by_the_persons_word(
    office: Shell, tmp_path: Path
) -> None:
    with post_office(RCPT="550 No such user here") as server:
        set_server(office, server)
        mail(office, tmp_path, "--contact", "CT1000", "--to", "offcie@harbour.example", code=1)
        server.actions.clear()
        told = office("mail", "retry", "1", "--to", "office@harbour", "--to", "x", code=1).err
        assert '"x" is not an e-mail address' in told
        for wrong in (("--all", "--to", "a@b.example"), ("1", "--to", "")):
            office("mail", "retry", *wrong, code=2)
        again = ("--to", "office@harbour.example", "--to", "second@harbour.example")
        (row,) = office("mail", "retry", "1", *again, "--json").records
        office("mail", "send")
    assert row["sent_to"] == "office@harbour.example; second@harbour.example"
    assert [letter.recipients for letter in server.kept] == [
        ("office@harbour.example", "second@harbour.example")
    ]


def test_every_address_that_is_named_gets_the_document(office: Shell, tmp_path: Path) -> None:
    with post_office() as server:
        set_server(office, server)
        mail(office, tmp_path, "--contact", "CT1000", "--to", "a@b.example", "--to", "c@d.example")
    assert server.kept[0].recipients == ("a@b.example", "c@d.example")


def test_without_a_server_it_waits(office: Shell, tmp_path: Path) -> None:
    made = mail(office, tmp_path, "--contact", "CT1000", code=1)
    assert (made["delivery"], "No mail server" in str(made["response"])) == ("Waiting", True)


def test_a_document_that_is_known_but_was_not_sent_is_no_success(office: Shell, tmp_path: Path) -> None:
    mail(office, tmp_path, "--contact", "CT1000", "--once", code=1)
    again = mail(office, tmp_path, "--contact", "CT1000", "--once", code=1)
    assert (again["outcome"], again["delivery"]) == ("known", "Waiting")
    assert "No mail server is set up" in str(again["response"])
    with post_office() as server:
        set_server(office, server)
        assert mail(office, tmp_path, "--contact", "CT1000", "--once")["delivery"] == "Sent"
    assert mail(office, tmp_path, "--contact", "CT1000", "--once")["delivery"] == "Sent"
    assert len(server.kept) == 1


def test_what_another_sender_took_first_is_told_when_it_is_settled(
    office: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[sending.Claim] = []

    def take(*_: object, **__: object) -> None:
        claimed = sending.claim()
        assert isinstance(claimed, sending.Claim)
        taken.append(claimed)

    def wait(_: StopRequest, __: float) -> bool:
        sending.settle(taken.pop(), DeliveryState.SENT, "250 queued by the other")
        return False

    monkeypatch.setattr(sender, "send", take)
    monkeypatch.setattr(StopRequest, "wait", wait)
    made = mail(office, tmp_path, "--contact", "CT1000")
    assert (made["delivery"], made["response"]) == ("Sent", "250 queued by the other")


def test_nothing_is_stored_or_sent_without_an_address_a_template_or_a_contact(
    office: Shell, tmp_path: Path
) -> None:
    assert "E-Mail of contact CT2000" in str(mail(office, tmp_path, "--contact", "CT2000", code=1)["error"])
    told = str(mail(office, tmp_path, "--contact", "CT404", code=1)["error"])
    assert "was not sent" in told
    assert "no contact CT404" in told
    refused = office("mail", "sales-quote", str(tmp_path / "SO77.pdf"), "--contact", "CT1000", code=1)
    assert "Sales Quotes is blank" in refused.err
    assert office("list", "log-entries", "--json").records == []
    assert office("mail", "list", "--json").records == []


def test_an_erp_says_where_a_document_goes_and_what_the_e_mail_says(
    office: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Dear Ms. Voss,\r\n\r\n{{contact.name}} is no field here.\n"
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))
    with post_office(RCPT="550 Not today") as server:
        set_server(office, server)
        said = ("--contact", "CT2000", "--to", "bills@far.example; copy@far.example")
        made = mail(office, tmp_path, *said, "--text", "-", code=1)
        del server.actions["RCPT"]
        office("mail", "retry", "--all")
        office("mail", "send")
    (letter,) = server.kept
    assert letter.recipients == ("bills@far.example", "copy@far.example")
    body = letter.message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["Dear Ms. Voss,", "", "{{contact.name}} is no field here."]
    assert [file.get_filename() for file in letter.message.iter_attachments()] == ["SO77.pdf"]
    shown = office("show", "log-entries", str(made["entry_no"]), "--json").record
    assert shown["contact_via"] == "bills@far.example; copy@far.example"


@pytest.mark.parametrize(
    ("option", "text", "field"),
    [
        ("--to", "nobody", "to"),
        ("--to", ";", "to"),
        ("--to", "a@far.example\nBcc: b@far.example", "to"),
        ("--to", "ü@far.example", "to"),
        ("--to", f"{'a' * 80}@far.example", "to"),
        ("--subject", "a" * 101, "subject"),
    ],
)
def test_what_an_e_mail_cannot_have_is_refused_before_anything_is_stored(
    office: Shell, tmp_path: Path, option: str, text: str, field: str
) -> None:
    assert mail(office, tmp_path, "--contact", "CT1000", option, text, code=1)["field"] == field
    assert office("list", "log-entries", "--json").records == []


def test_line_breaks_of_a_subject_become_spaces(office: Shell, tmp_path: Path) -> None:
    with post_office() as server:
        set_server(office, server)
        mail(office, tmp_path, "--contact", "CT1000", "--subject", "Your order\r\nBcc: b@far.example")
    (letter,) = server.kept
    assert letter.message["Subject"] == "Your order Bcc: b@far.example"
    assert letter.message["Bcc"] is None
