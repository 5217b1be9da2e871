"""The sender: what waits goes to the server once, and the deliveries say what became of it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from models.attached_file import AttachedFile
from models.contact import Contact
from models.database import open_database, unit
from models.enums import ContentKind, DeliveryState, DeliveryStatus
from models.errors import RuleError
from models.exchange.smtp import sender
from models.exchange.smtp.faults import ServerError
from models.exchange.smtp.sender import Outcome
from models.interaction import InteractionLogEntry as Entry
from models.queries import deliveries as queries
from models.rules.content import attachments
from models.rules.outgoing import deliveries
from models.stop_request import StopRequest
from tests import builders
from tests.children import result_of
from tests.models.sending.entries import entry, ida, mail_server, queued, row, state, status
from tests.models.sending.post_office import HANG_UP, PostOffice, post_office

pytestmark = pytest.mark.usefixtures("opened")

SENT, ERROR, UNCERTAIN = DeliveryState.SENT, DeliveryState.ERROR, DeliveryState.UNCERTAIN


def _no_password() -> str:
    raise AssertionError("nobody logs in")


def _send(office: PostOffice, *, limit: int = 0, stop: StopRequest | None = None) -> list[Outcome]:
    mail_server(office.port)
    outcomes: list[Outcome] = []
    sender.send(_no_password, outcomes.append, limit=limit, stop=stop)
    return outcomes


def _message(office: PostOffice) -> EmailMessage:
    (letter,) = office.kept
    return letter.message


def test_what_waits_goes_over_one_connection_and_its_entry_is_sent() -> None:
    waiting = queued(3)
    with post_office() as office:
        outcomes = _send(office)
    assert [(one.delivery, one.state) for one in outcomes] == [(each, SENT) for each in waiting]
    assert [letter.message.get_content().strip() for letter in office.kept] == [
        "Number 0",
        "Number 1",
        "Number 2",
    ]
    assert office.connections == 1
    first = row(waiting[0])
    assert first.message_id == office.kept[0].message["Message-ID"]
    assert (first.response, first.attempts) == ("250 2.0.0 Ok: queued as 4711", 1)
    assert status(first.entry or 0) is DeliveryStatus.SENT
    assert queries.waiting() == 0


def test_the_salesperson_writes_and_the_mail_account_hands_it_over() -> None:
    jo = builders.salesperson(email="jo@cronus.example;jo@home.example")
    deliveries.queue([entry(ida(), subject="Thank you", salesperson=jo)])
    with post_office() as office:
        _send(office)
    message = _message(office)
    assert message["From"] == "Jo Okafor <jo@cronus.example>"
    assert message["Reply-To"] == "Jo Okafor <jo@cronus.example>, Jo Okafor <jo@home.example>"
    assert message["Sender"] == office.kept[0].sender == "crm@cronus.example"
    assert message["To"] == "Ida Voss <ida@mill.example>"
    assert message["Subject"] == "Thank you"
    assert "List-Unsubscribe" not in message


def test_without_a_salesperson_the_house_writes_to_all_addresses_and_a_mailing_can_be_left() -> None:
    contact = ida(email="ida@mill.example; office@mill.example")
    deliveries.queue([entry(contact, segment_no="SM100", logged_segment_entry_no=7)])
    with post_office() as office:
        _send(office)
    message = _message(office)
    assert message["From"] == "Cronus <crm@cronus.example>"
    assert office.kept[0].recipients == ("ida@mill.example", "office@mill.example")
    assert message["List-Unsubscribe"] == "<mailto:crm@cronus.example?subject=unsubscribe>"


@unit
def _with_price_list(text: str, name: str) -> int:
    body = attachments.store(name, text.encode(), kind=ContentKind.BODY)
    made = entry(ida(), attachment=body)
    AttachedFile.add(entry=made, attachment=attachments.store("prices.pdf", b"%PDF-1.7"))
    return made


def test_a_body_is_the_text_also_as_plain_text_and_further_files_go_along() -> None:
    deliveries.queue([_with_price_list("Dear **Ida**", "body.md")])
    with post_office() as office:
        _send(office)
    message = _message(office)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == "Dear Ida"
    assert "<strong>Ida</strong>" in html.get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["prices.pdf"]


def test_a_file_goes_with_the_description_as_its_text() -> None:
    contract = unit(attachments.store)("contract.docx", b"PK...")
    deliveries.queue([entry(ida(), attachment=contract, merged=False)])
    with post_office() as office:
        _send(office)
    message = _message(office)
    text = message.get_body(("plain",))
    assert text is not None
    assert text.get_content().strip() == "Thank-you note"
    assert [part.get_filename() for part in message.iter_attachments()] == ["contract.docx"]


def test_a_merged_word_document_is_the_text_unless_it_is_wanted_as_a_file() -> None:
    from models.exchange import word

    data = word.blank(["Dear Ida"])
    contact = ida()
    letters = [
        entry(
            contact,
            attachment=unit(attachments.store)("letter.docx", data),
            send_word_doc_as_attachment=as_file,
        )
        for as_file in (False, True)
    ]
    deliveries.queue(letters)
    with post_office() as office:
        _send(office)
    first, second = (letter.message for letter in office.kept)
    assert first.get_content_type() == "multipart/alternative"
    assert [part.get_filename() for part in second.iter_attachments()] == ["letter.docx"]


def test_a_refused_address_is_an_error_in_the_words_of_the_server_and_goes_when_mended() -> None:
    first, second = queued(2)
    with post_office(RCPT="550 5.1.1 No such user") as office:
        outcomes = _send(office)
        assert [one.state for one in outcomes] == [ERROR, ERROR]
        assert "550 5.1.1 No such user" in row(first).response
        assert status(row(first).entry or 0) is DeliveryStatus.ERROR
        office.actions.clear()
        deliveries.retry([first])
        assert [one.delivery for one in _send(office)] == [first]
    assert (state(first), state(second)) == (SENT, ERROR)


def test_a_lost_connection_leaves_one_uncertain_and_the_others_go() -> None:
    first, second = queued(2)
    with post_office(dot=HANG_UP) as office:
        assert [one.state for one in _send(office, limit=1)] == [UNCERTAIN]
        office.actions.clear()
        _send(office)
        assert _send(office) == []
    assert (state(first), state(second)) == (UNCERTAIN, SENT)
    assert status(row(first).entry or 0) is DeliveryStatus.UNCERTAIN
    assert [letter.message["Message-ID"] for letter in office.kept] == [
        row(first).message_id,
        row(second).message_id,
    ]


def test_a_server_that_cannot_be_reached_leaves_all_waiting_and_says_why() -> None:
    waiting = queued(2)
    mail_server(1)
    with pytest.raises(ServerError, match="does not answer"):
        sender.send(_no_password, lambda _: None)
    assert [state(one) for one in waiting] == [DeliveryState.WAITING] * 2
    assert "127.0.0.1:1 does not answer" in row(waiting[1]).response


def test_a_server_that_goes_away_in_the_middle_leaves_the_rest_waiting() -> None:
    first, second, third = queued(3)
    with post_office(kept=HANG_UP) as office:
        office.on_kept = lambda: office.actions.update(greeting="421 4.3.2 Closing down")
        with pytest.raises(ServerError, match=r"421 4\.3\.2 Closing down"):
            _send(office)
    assert (state(first), state(second), state(third)) == (SENT, *[DeliveryState.WAITING] * 2)
    assert row(second).attempts == 0


def test_without_a_mail_server_the_sentence_says_where_to_set_it_up() -> None:
    queued()
    mail_server(25, host="")
    with pytest.raises(RuleError, match="No mail server is set up; fill in SMTP Server on the page Mail S"):
        sender.send(_no_password, lambda _: None)
    mail_server(25, login="anna")
    with pytest.raises(RuleError, match="no password for anna: put it into TOUCHBASE_SMTP_PASSWORD"):
        sender.send(lambda: "", lambda _: None)


def test_nothing_waits_nothing_is_asked() -> None:
    sender.send(_no_password, lambda _: None)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"email": ""}, "E-Mail of contact CT3001 Ida Voss is blank"),
        ({"email": "ida@mühle.example"}, "letters that mail servers do not take"),
        ({"privacy_blocked": True}, "is blocked"),
    ],
)
def test_a_letter_that_cannot_be_written_is_an_error_and_the_next_one_goes(
    values: dict[str, object], reason: str
) -> None:
    bad, good = deliveries.queue([entry(ida()), entry(ida("CT3002"))])
    unit(Contact.update(**values).where(Contact.no == "CT3001").execute)()
    with post_office() as office:
        _send(office)
    assert (state(bad), state(good)) == (ERROR, SENT)
    assert reason in row(bad).response


def test_what_was_logged_for_many_is_filled_in_when_it_is_sent() -> None:
    shared = unit(attachments.store)("body.txt", b"Dear {{contact_name}}", kind=ContentKind.BODY)
    entries = [entry(ida(number), attachment=shared, merged=False) for number in ("CT3001", "CT3002")]
    unit(lambda: Contact.update(name="Ben Hale").where(Contact.no == "CT3002").execute())()
    deliveries.queue(entries)
    mail_server(1)
    (trial, *_) = sender.trials()
    assert trial.size > 0
    assert not unit(lambda: Entry.get_by_id(entries[0]).merged)()
    with post_office() as office:
        _send(office)
    texts = [letter.message.get_content().strip() for letter in office.kept]
    assert texts == ["Dear Ida Voss", "Dear Ben Hale"]


def test_what_was_canceled_while_it_waited_does_not_go() -> None:
    (delivery,) = queued()
    unit(lambda: Entry.update(canceled=True).execute())()
    with post_office() as office:
        _send(office)
    assert state(delivery) is DeliveryState.GIVEN_UP
    assert not office.kept


def test_nobody_may_write_without_an_address_to_write_from() -> None:
    (delivery,) = queued()
    with post_office() as office:
        mail_server(office.port, sender_address="")
        sender.send(_no_password, lambda _: None)
    assert "has no E-Mail; give one, or Sender E-Mail in Mail Setup" in row(delivery).response


def test_stopping_finishes_the_letter_in_hand_and_leaves_the_others() -> None:
    first, second = queued(2)
    stop = StopRequest()
    with post_office() as office:
        office.on_kept = stop.set
        _send(office, stop=stop)
    assert (state(first), state(second)) == (SENT, DeliveryState.WAITING)


def test_a_trial_tells_all_and_changes_nothing() -> None:
    good, bad = deliveries.queue([entry(ida(), subject="Thank you"), entry(ida("CT3002"))])
    unit(Contact.update(email="").where(Contact.no == "CT3002").execute)()
    mail_server(1)
    first, second = sender.trials()
    assert (first.delivery, first.sent_to, first.subject) == (good, "ida@mill.example", "Thank you")
    assert first.size > 100
    assert (second.delivery, "is blank" in second.problem) == (bad, True)
    assert (row(good).message_id, row(good).attempts) == ("", 0)


def _sends(_pipe: object, url: str) -> list[int]:
    open_database(url)
    sent: list[int] = []
    sender.send(_no_password, lambda one: sent.append(one.delivery))
    return sent


def test_a_sender_of_its_own_sends_what_this_program_queued(opened: str) -> None:
    waiting = queued(2)
    with post_office() as office:
        mail_server(office.port)
        assert result_of(_sends, opened) == waiting
        assert len(office.kept) == 2
