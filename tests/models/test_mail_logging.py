"""Messages between salespeople and contacts become log entries (domain.md 4), on both engines."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from models.contact import Contact, ContactAltAddress, ContactStatistics
from models.database import open_database
from models.delivery import Delivery, LoggedMessage
from models.enums import CorrespondenceType, DeliveryStatus, InformationFlow, InitiatedBy
from models.errors import RuleError
from models.exchange.mail_in.files import from_maildir, from_pipe
from models.exchange.mail_in.letter import Mail, Unread
from models.exchange.mail_in.mbox import from_mbox
from models.interaction import InteractionLogEntry as Entry
from models.marketing_setup import MarketingSetup
from models.queries import attachments, mail_addresses
from models.queries.lists import search
from models.rules.mail_logging import Outcome, Report, Result, deciding, log_messages
from models.rules.mail_logging import run as running
from models.salesperson import Salesperson
from models.template import InteractionTemplateSetup
from models.who import act_as
from tests import builders
from tests.children import child, result_of
from tests.conftest import ANNA
from tests.mailboxes import message, people, reachable, template_for_mails

pytestmark = pytest.mark.usefixtures("opened")


def mail(data: bytes) -> Mail | Unread:
    """A message at hand."""
    return from_pipe(io.BytesIO(data), 25_000_000)


def log(*messages: bytes, **options: Any) -> list[Result]:
    """What becomes of messages."""
    results: list[Result] = []
    log_messages(map(mail, messages), told=results.append, **options)
    return results


def entries() -> list[Entry]:
    """The log, oldest entry first."""
    return list(Entry.select().order_by(Entry.id))


def test_a_message_to_a_contact_is_an_outbound_entry_with_the_message() -> None:
    company, nell = people()
    data = message(subject="=?utf-8?Q?Offer_=E2=82=AC_5?=")
    (result,) = log(data)
    assert (result.outcome, result.contacts, result.flow) == (
        Outcome.RECORDED,
        ("CT1001",),
        InformationFlow.OUTBOUND,
    )
    (entry,) = entries()
    assert result.entries == (entry.id,)
    assert (entry.contact, entry.company, entry.description) == (nell, company, "Offer € 5")
    assert (entry.subject, entry.contact_via) == ("Offer € 5", "nell@mill.example")
    assert entry.initiated_by == InitiatedBy.US
    assert entry.correspondence_type == CorrespondenceType.EMAIL
    assert entry.delivery_status == DeliveryStatus.BLANK
    assert entry.email_logged
    assert entry.salesperson == Salesperson.get(Salesperson.code == "JO").id
    local = dt.datetime(2025, 5, 14, 10, 30, tzinfo=dt.UTC).astimezone()
    assert (entry.date, entry.time) == (local.date(), local.time())
    assert entry.attachment is not None
    stored = attachments.about(entry.attachment)
    assert (stored.name, stored.extension, stored.read_only) == ("Offer € 5.eml", "eml", True)
    assert attachments.read(entry.attachment) == data
    assert search.ids(Entry, "offer ashby") == [entry.id]
    counted = ContactStatistics.get(ContactStatistics.contact == nell)
    assert (counted.no_of_interactions, counted.last_date_attempted) == (1, local.date())


def test_a_message_from_a_contact_is_inbound() -> None:
    _, nell = people()
    log(message(sender="Nell <NELL.ashby@HOME.example>", to="Jo Okafor <JO@OURS.example>"))
    (entry,) = entries()
    assert (entry.contact, entry.information_flow, entry.initiated_by) == (
        nell,
        InformationFlow.INBOUND,
        InitiatedBy.THEM,
    )


def test_of_several_salespeople_who_got_a_message_the_contacts_own_has_it() -> None:
    _, nell = people()
    kim = builders.salesperson("KIM", "Kim", email_2="kim@ours.example")
    Contact.update(salesperson=kim).where(Contact.id == nell).execute()
    log(message(sender="nell@mill.example", to="jo@ours.example, kim@ours.example"))
    assert [entry.salesperson for entry in entries()] == [kim]


def test_all_recipients_who_are_contacts_get_an_entry_with_one_attachment() -> None:
    people()
    reachable(builders.person("CT1002", "Ada Bell", email="ada@bell.example"))
    reachable(builders.person("CT1003", "Bo Cole", email_2="bo@cole.example"))
    more = ["Cc: Ada <ada@bell.example>, x@y.example", "Bcc: bo@cole.example"]
    (result,) = log(message(more=more))
    assert result.contacts == ("CT1001", "CT1002", "CT1003")
    assert len({entry.attachment for entry in entries()}) == 1


def test_a_contact_is_found_by_an_alternative_address_and_by_a_domain_in_letters() -> None:
    _, nell = people()
    ContactAltAddress.add(contact=nell, code="SUMMER", email="Nell@Beach.example")
    log(message(to="nell@beach.EXAMPLE"))
    assert [(entry.contact, entry.contact_alt_address) for entry in entries()] == [(nell, "SUMMER")]
    reachable(builders.person("CT1005", "Ö", email="oe@münchen.example"))
    assert log(message(to="oe@xn--mnchen-3ya.example", name="<2@x>"))[0].contacts == ("CT1005",)


def test_addresses_that_differ_by_an_accent_are_not_the_same() -> None:
    people()
    reachable(builders.person("CT1005", "Ö", email="rené@mill.example"))
    assert log(message(to="rene@mill.example"))[0].outcome is Outcome.IGNORED


def test_an_address_shared_with_the_company_is_the_companys_and_others_get_one_entry_each() -> None:
    company, _ = people()
    for number in (2, 3):
        reachable(builders.person(f"CT200{number}", "Clerk", company=company, email="office@mill.example"))
    assert log(message(to="office@mill.example"))[0].contacts == ("CT1000",)
    for number in (4, 5):
        reachable(builders.person(f"CT200{number}", "Twin", email="twins@home.example"))
    assert log(message(to="twins@home.example", name="<2@x>"))[0].contacts == ("CT2004", "CT2005")


def test_messages_between_others_are_ignored_with_the_reason() -> None:
    people()
    results = log(
        message(sender="spam@far.example"),
        message(to="friend@far.example"),
        message(sender="nell@mill.example", to="friend@far.example"),
        message(sender=""),
        message(sender='"jo@ours.example" <spam@far.example>'),
        message(date="Tue, 1 Apr 2025 10:00:00 +0000"),
        since=dt.date(2025, 5, 1),
    )
    assert {result.outcome for result in results} == {Outcome.IGNORED}
    assert [result.reason for result in results] == [
        "Its sender is neither a salesperson nor a contact.",
        "It is from a salesperson, but none of its recipients is a contact.",
        "It is from a contact, but none of its recipients is a salesperson.",
        "It has no sender.",
        "Its sender is neither a salesperson nor a contact.",
        "It is older than asked for.",
    ]
    assert entries() == []


def test_blocked_contacts_are_left_out_and_named() -> None:
    company, nell = people()
    reachable(builders.person("CT1002", "Ada Bell", email="ada@bell.example"))
    Contact.update(privacy_blocked=True).where(Contact.id == nell).execute()
    both, alone = log(
        message(to="nell@mill.example, ada@bell.example"),
        message(sender="nell@mill.example", to="jo@ours.example"),
    )
    assert both.contacts == ("CT1002",)
    assert both.notes == ("Not recorded for CT1001 Nell Ashby: blocked for privacy.",)
    assert (alone.outcome, alone.reason) == (Outcome.IGNORED, "Its contact is blocked for privacy.")
    Contact.update(privacy_blocked=False).where(Contact.id == nell).execute()
    Contact.update(privacy_blocked=True).where(Contact.id == company).execute()
    (result,) = log(message(name="<9@x>"))
    assert result.notes == ("Not recorded for CT1000 Harbour Mill Ltd: blocked for privacy.",)


def test_a_message_is_recorded_once_and_later_for_contacts_that_came_later() -> None:
    people()
    data = message(to="nell@mill.example, new@bell.example")
    assert [result.outcome for result in log(data, data)] == [Outcome.RECORDED, Outcome.KNOWN]
    assert log(data)[0].outcome is Outcome.KNOWN
    reachable(builders.person("CT1002", "Ada Bell", email="new@bell.example"))
    assert log(data)[0].contacts == ("CT1002",)
    first, second = entries()
    assert first.attachment == second.attachment


def test_without_a_message_id_the_message_itself_tells_and_marks_of_mail_programs_do_not_count() -> None:
    people()
    data = message(name="")
    read = message(name="", more=["Status: RO", "X-Status: A"]).replace(b"\r\n", b"\n") + b"\n"
    other = message(name="", body="Another one.")
    outcomes = [
        result.outcome for result in log(data, read, b"From x Mon May  5 10:00:00 2025\n" + data, other)
    ]
    assert outcomes == [Outcome.RECORDED, Outcome.KNOWN, Outcome.KNOWN, Outcome.RECORDED]


def test_what_we_sent_for_an_entry_is_known_when_it_is_found_in_a_mailbox() -> None:
    people()
    log(message(name="<1@x>"))
    Delivery.add(entry=entries()[0].id, message_id="<2@x>")
    assert log(message(name="<2@x>"))[0].outcome is Outcome.KNOWN
    assert log(message(name="<3@x>"))[0].outcome is Outcome.RECORDED
    answer = message(sender="nell@mill.example", to="jo@ours.example", name="<2@x>")
    assert log(answer)[0].outcome is Outcome.RECORDED


def test_a_message_whose_entry_was_deleted_does_not_come_back() -> None:
    people()
    log(message())
    Entry.delete().execute()
    assert log(message())[0].outcome is Outcome.KNOWN
    assert LoggedMessage.get().entry is None


@pytest.mark.parametrize("date", ["", "yesterday", "Wed, 14 May 2099 10:30:00 +0000"])
def test_a_date_that_makes_no_sense_gives_way_to_when_it_was_received(date: str) -> None:
    people()
    more = ["Received: from a by b; Tue, 13 May 2025 08:00:00 +0000"]
    result, unknown = log(message(date=date, more=more), message(date=date, name="<2@x>"))
    local = dt.datetime(2025, 5, 13, 8, 0, tzinfo=dt.UTC).astimezone().replace(tzinfo=None)
    assert (result.moment, unknown.moment) == (local, ANNA.now)
    assert "no date that makes sense" in result.notes[0]


def test_a_message_over_the_limit_leaves_a_note_with_its_header() -> None:
    people()
    MarketingSetup.update(max_attachment_size=1).execute()
    (result,) = log(message(body="x" * 1_500_000))
    (entry,) = entries()
    assert entry.attachment is not None
    stored = attachments.about(entry.attachment)
    text = attachments.read(entry.attachment).decode("utf-8")
    assert (stored.extension, stored.read_only) == ("txt", True)
    assert text.startswith("The message has 2 MB and was not kept")
    assert "Message-ID: <1@ours.example>" in text
    assert result.notes[0].startswith("The message has 2 MB")


def test_a_blank_subject_takes_the_description_of_the_template() -> None:
    people()
    log(message(subject=""), message(subject="x" * 300, name="<2@x>"))
    assert [entry.description for entry in entries()] == ["E-mails", "x" * 100]


def test_a_forged_subject_with_line_breaks_stays_one_line() -> None:
    people()
    log(message(subject="=?utf-8?Q?Hi=0D=0ABcc:_all@far.example?="))
    assert entries()[0].subject == "Hi Bcc: all@far.example"


def test_characters_that_no_database_stores_are_left_out() -> None:
    people()
    (result,) = log(
        message(sender="jo\0@ours.example", to="ne\0ll@mill.example", name="<1\0@x>", subject="a\0b")
    )
    assert (result.contacts, result.message_id, result.subject) == (("CT1001",), "1@x", "ab")
    assert (
        log(message(to="\x1b[31m\ufffe@x, \U0001f600@far.example", name="<2@x>"))[0].outcome
        is Outcome.IGNORED
    )


def test_a_dry_run_tells_the_same_and_stores_nothing() -> None:
    people()
    results = log(message(), message(), message(sender="spam@far.example"), dry_run=True)
    assert [result.outcome for result in results] == [Outcome.RECORDED, Outcome.KNOWN, Outcome.IGNORED]
    assert results[0].contacts == ("CT1001",)
    assert (entries(), LoggedMessage.select().count()) == ([], 0)


def test_without_a_template_for_mails_nothing_is_recorded_and_it_says_where_to_choose_one() -> None:
    template_for_mails()
    InteractionTemplateSetup.update(emails=None).execute()
    with pytest.raises(RuleError, match="E-Mails is blank in Interaction Template Setup") as refused:
        log(message())
    assert refused.value.field == "emails"


def test_ten_thousand_recipients_are_matched() -> None:
    people()
    crowd = ", ".join(f"Somebody <n{number}@far.example>" for number in range(9_999))
    (result,) = log(message(to=f"{crowd}, nell@mill.example"))
    assert result.contacts == ("CT1001",)


def test_those_for_whom_a_message_is_known_are_not_compared_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people()
    reachable(builders.person("CT1002", "Ann Cole", email="cole@far.example"))
    log(message(to="nell@mill.example"))
    monkeypatch.setattr(deciding.Match, "__eq__", None)
    (result,) = log(message(to="nell@mill.example, cole@far.example"))
    assert result.contacts == ("CT1002",)


def test_messages_of_a_batch_are_matched_together(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    asked: list[int] = []
    owners = mail_addresses.owners

    def counted(found: Collection[str]) -> dict[str, list[mail_addresses.Owner]]:
        asked.append(len(found))
        return owners(found)

    monkeypatch.setattr(mail_addresses, "owners", counted)
    log(*(message(to=f"n{number}@far.example", name=f"<{number}@x>") for number in range(400)))
    assert asked == [201, 201]


def test_what_cannot_be_read_fails_alone(tmp_path: Path) -> None:
    people()
    (tmp_path / "new").mkdir()
    for name, data in (
        ("1", message()),
        ("2", b""),
        ("3", b"no header\n\nat all"),
        ("4", b"From: a@b\nSubj"),
    ):
        (tmp_path / "new" / name).write_bytes(data)
    messages = list(from_maildir(tmp_path))
    (tmp_path / "new" / "1").rename(tmp_path / "new" / "moved")
    results: list[Result] = []
    report = log_messages([*messages, mail(message(name="<2@x>"))], told=results.append)
    assert report.counts == {Outcome.FAILED: 4, Outcome.RECORDED: 1}
    assert "No such file" in results[0].reason
    assert "is no message" in results[1].reason
    assert "cut off in its header" in results[3].reason


def _log_mbox(pipe: Connection, url: str, path: Path) -> Report:
    """Record a mailbox in a process of its own, from when it is told to."""
    open_database(url)
    act_as(ANNA)
    running._BATCH, running._AT_ONCE = 10, 5
    pipe.send("ready")
    pipe.recv()
    return log_messages(from_mbox(path), told=lambda result: pipe.send(result.outcome))


def _recorded(_pipe: Connection, url: str) -> list[str]:
    open_database(url)
    return [entry.description for entry in Entry.select(Entry.description).order_by(Entry.id)]


def mbox(path: Path, number: int) -> Path:
    """A mailbox of so many messages."""
    parts = (
        b"From jo Mon May  5 10:00:00 2025\n"
        + message(subject=f"Message {place}", name=f"<{place}@ours.example>").replace(b"\r\n", b"\n")
        + b"\n"
        for place in range(number)
    )
    path.write_bytes(b"".join(parts))
    return path


def test_two_programs_that_record_the_same_mailbox_at_once_record_each_message_once(
    opened: str, tmp_path: Path
) -> None:
    people()
    path = mbox(tmp_path / "box", 60)
    with child(_log_mbox, opened, path) as one, child(_log_mbox, opened, path) as other:
        for process in (one, other):
            assert process.says() == "ready"
        for process in (one, other):
            process.hears()
        told = [[process.says() for _ in range(61)] for process in (one, other)]
    assert [len(each) for each in told] == [61, 61]
    assert sum(each[-1].entries for each in told) == 60
    assert sorted(result_of(_recorded, opened)) == sorted(f"Message {place}" for place in range(60))


def test_a_program_killed_in_the_middle_is_finished_by_the_next_one(opened: str, tmp_path: Path) -> None:
    people()
    path = mbox(tmp_path / "box", 60)
    for after in (1, 11, 23):
        with child(_log_mbox, opened, path) as process:
            process.says()
            process.hears()
            for _ in range(after):
                process.says()
            process.kill()
    with child(_log_mbox, opened, path) as last:
        last.says()
        last.hears()
        for _ in range(60):
            last.says()
        report = last.says()
    assert report.counts[Outcome.KNOWN] >= 20
    assert sorted(result_of(_recorded, opened)) == sorted(f"Message {place}" for place in range(60))
