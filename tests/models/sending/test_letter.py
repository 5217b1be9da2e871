"""Letters as they go over the wire: nothing from data breaks out of a header, and everything arrives."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.errors import RuleError
from models.exchange.smtp.letter import Enclosed, Letter, Mailbox, check_address, composed, new_message_id
from models.text import clean, clean_note

NOON = dt.datetime(2025, 5, 15, 12, 0, tzinfo=dt.UTC)
JOHN = Mailbox("john@cronus.example", "John Roberts")
IDA = Mailbox("ida@mill.example", "Ida Voss")


def _letter(**given_: object) -> Letter:
    values: dict[str, object] = {
        "message_id": "<1@cronus.example>",
        "date": NOON,
        "sender": JOHN,
        "to": (IDA,),
        "subject": "Thank you",
        "text": "Dear Ida",
        **given_,
    }
    return Letter(**values)  # type: ignore[arg-type]


def _arrived(letter: Letter) -> EmailMessage:
    return message_from_bytes(composed(letter), policy=default)


def test_a_letter_says_from_whom_to_whom_when_and_about_what() -> None:
    message = _arrived(_letter())
    assert message["From"] == "John Roberts <john@cronus.example>"
    assert message["To"] == "Ida Voss <ida@mill.example>"
    assert message["Subject"] == "Thank you"
    assert message["Date"].datetime == NOON
    assert message["Message-ID"] == "<1@cronus.example>"
    assert message.get_content().strip() == "Dear Ida"
    assert not {"Sender", "Reply-To", "List-Unsubscribe"} & set(message.keys())


def test_the_plain_text_comes_before_html_and_files_come_last_with_types_and_names() -> None:
    files = (Enclosed("Ñandú, price list.PDF", b"%PDF-1.7"), Enclosed("prices.csv", "a;ä".encode()))
    message = _arrived(_letter(html="<p>Dear Ida</p>", files=files))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "text/csv",
    ]
    pdf, table = message.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("Ñandú, price list.PDF", b"%PDF-1.7")
    assert table.get_content() == "a;ä"


def test_a_file_that_is_no_text_whatever_it_is_called_arrives_byte_by_byte() -> None:
    odd = bytes(range(256))
    message = _arrived(_letter(files=(Enclosed("notes.txt", odd), Enclosed("../../.profile", odd))))
    first, second = message.iter_attachments()
    assert first.get_content_type() == "application/octet-stream"
    assert first.get_content() == second.get_content() == odd
    assert second.get_filename() == ".._.._.profile"


def test_a_letter_handed_over_by_another_says_so_and_one_to_a_list_how_to_leave_it() -> None:
    letter = _letter(submitter="crm@cronus.example", reply_to=(JOHN,), unsubscribe="crm@cronus.example")
    message = _arrived(letter)
    assert message["Sender"] == "crm@cronus.example"
    assert message["Reply-To"] == "John Roberts <john@cronus.example>"
    assert message["List-Unsubscribe"] == "<mailto:crm@cronus.example?subject=unsubscribe>"


def test_message_ids_are_at_home_where_the_sender_is_and_never_twice_the_same() -> None:
    ids = {new_message_id("john@cronus.example") for _ in range(1000)}
    assert len(ids) == 1000
    assert all(one.endswith("@cronus.example>") for one in ids)


@pytest.mark.parametrize(
    "address",
    ["", "ida", "ida@mill.example\r\nBcc: all@x.example", "ida@mill@x", "Ida <a@b>", "a@b,c@d", "a@b;c@d"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RuleError):
        composed(_letter(to=(Mailbox(address),)))


@pytest.mark.parametrize("address", ["jürgen@mill.example", "ida@mühle.example"])
def test_an_address_with_letters_that_servers_do_not_take_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(RuleError, match="letters that mail servers do not take") as refused:
        check_address(address)
    assert refused.value.field == "email"


HIDDEN = "=?utf-8?q?a=0d=0aBcc:_all@x.example?="
"""A line break that who decodes it would find."""
ANY = st.text(max_size=300)
HEADERS = {"Message-ID", "Date", "From", "To", "Subject", "MIME-Version", "Content-Type"}


@settings(max_examples=150)
@given(subject=ANY, name=ANY, file=ANY)
@example(subject="Hello\r\nBcc: all@x.example", name='Voss, "Ida"\r\nX: y', file="a\r\nX-Evil: 1\r\n\r\nbody")
@example(subject=HIDDEN, name=HIDDEN, file=HIDDEN)
@example(subject="a", name="Smith, John (Sales), Harbour & Mill Ltd., Department 7, boss@x.example", file="a")
@example(subject="ä" * 200, name="Müller, Ärzte & Söhne " * 8, file="é" * 120 + ".pdf")
def test_no_text_from_data_becomes_a_header_or_is_lost(subject: str, name: str, file: str) -> None:
    wire = composed(
        _letter(subject=subject, to=(Mailbox("ida@mill.example", name),), files=(Enclosed(file, b"x"),))
    )
    assert wire.isascii()
    assert max(map(len, wire.split(b"\r\n"))) <= 998
    assert b"\r" not in wire.replace(b"\r\n", b"")
    message = message_from_bytes(wire, policy=default)
    assert set(message.keys()) == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["ida@mill.example"]
    assert " ".join(str(message["Subject"]).split()) == " ".join(clean(subject).replace("=?", "= ?").split())
    (attached,) = message.iter_attachments()
    assert set(attached.keys()) <= {
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "MIME-Version",
    }


def test_a_long_name_arrives_whole_and_stays_a_name() -> None:
    name = "Smith, John (Sales) <boss@x.example>, Harbour & Mill Ltd.; Müller, Söhne: Purchasing, Building 7"
    boxes = (Mailbox("ida@mill.example", name), Mailbox("john@mill.example", name))
    raw = message_from_bytes(composed(_letter(sender=boxes[0], to=boxes, reply_to=boxes)))
    for header, times in (("From", 1), ("To", 2), ("Reply-To", 2)):
        found = getaddresses([raw[header]])
        assert [address for _, address in found] == [box.address for box in boxes[:times]]
        assert {str(make_header(decode_header(shown))) for shown, _ in found} == {name}
        assert max(map(len, raw[header].splitlines())) < 76


@pytest.mark.parametrize("address", ["=?utf-8?q?a=0d=0ab?=@x.example", "ida@=?utf-8?q?a=0d=0ab?="])
def test_an_address_has_nothing_encoded(address: str) -> None:
    with pytest.raises(RuleError, match="letters that mail servers do not take"):
        composed(_letter(to=(Mailbox(address),)))


@settings(max_examples=100)
@given(text=st.text(max_size=2000))
@example(text=".\r\n.\nQUIT\n..")
@example(text="long " * 1000 + "ё" * 1500)
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    message = _arrived(_letter(text=text))
    assert message.get_content().replace("\r\n", "\n").removesuffix("\n") == clean_note(text)
