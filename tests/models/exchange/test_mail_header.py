"""What the header of a message says, whatever wrote it."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.emails import normal, spellings
from models.exchange.mail_in import headers
from models.exchange.mail_in.addresses import addresses
from models.exchange.mail_in.letter import Mail, header_of, read_letter

NOW = dt.datetime(2025, 5, 15, 9, 0)  # noqa: DTZ001 - the typist's wall clock


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("a@x.de", ["a@x.de"]),
        ('Jo <a@x.de>, "Bell, Ada" <b@x.de>', ["a@x.de", "b@x.de"]),
        ('"boss@ours" <spam@far>', ["spam@far"]),
        ("boss@ours <spam@far>", ["spam@far"]),
        ("Team: a@x, b@y;, c@z", ["a@x", "b@y", "c@z"]),
        ("undisclosed-recipients:;", []),
        ("a@x (also (really), d@x), e@x", ["a@x", "e@x"]),
        ("Jo (the old <j@x>, k@x", ["j@x", "k@x"]),
        ("<@relay,@other:real@x>", ["real@x"]),
        ("jo @ x.de", ["jo@x.de"]),
        ('"unclosed <a@x>, b@x', ["a@x", "b@x"]),
        ("a@x; b@y", ["a@x", "b@y"]),
        ("=?utf-8?q?a=40b?= <c@d>", ["c@d"]),
        ("a@x b@y", []),
        ("a@b@c", []),
        ("<>, , <jo>", []),
        ("a@x, A@X, a@x", ["a@x", "A@X"]),
        (f"a@x, <b@xn--{'a' * 4_000_000}>, c@xn--{'a' * 4_000_000}, d@x", ["a@x", "d@x"]),
    ],
)
def test_the_addresses_of_a_field_are_those_that_mail_went_to(field: str, found: list[str]) -> None:
    assert addresses([field]) == found


def test_an_address_is_the_same_in_any_case_and_with_its_domain_in_letters() -> None:
    assert normal(" Jo@XN--Mnchen-3ya.Example ") == "jo@münchen.example"
    assert spellings("jo@münchen.example") == {"jo@münchen.example", "jo@xn--mnchen-3ya.example"}
    assert normal("jo@xn--\xff") == "jo@xn--\xff"


@pytest.mark.parametrize(
    ("field", "read"),
    [
        ("=?utf-8?B?w7w=?= =?utf-8?Q?_x=C3?= =?utf-8?q?=BC?=", "ü xü"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?windows-1251?q?=CF=F0?= and more", "Пр and more"),
        ("=?no-such-charset?q?=FC?=", "ü"),
        ("=?utf-8?B?x?= broken", "=?utf-8?B?x?= broken"),
        ("=?iso-8859-1*en?q?a_b?=", "a b"),
        ("=?utf-8?q?two=0D=0Alines?=", "two lines"),
        ("=?utf-8?q?=1B[31mred?=", "red"),
        ("plain", "plain"),
    ],
)
def test_a_field_is_decoded_as_far_as_it_makes_sense(field: str, read: str) -> None:
    assert headers.words(field) == read


def test_fields_are_unfolded_and_read_in_the_charset_they_are_written_in() -> None:
    found = headers.parse(b"Subject: a\r\n b\r\nno field\r\nTo : x\nTO: y\nCc: \xfc\nBcc: \xc3\xbc\nX: z\n")
    assert (found.first("subject"), found.every("to")) == ("a b", ["x", "y"])
    assert (found.first("cc"), found.first("bcc"), found.first("x")) == ("ü", "ü", "")


def test_a_header_ends_with_a_blank_line_or_with_its_last_whole_line() -> None:
    assert header_of(b"A: b\r\n\r\nbody") == b"A: b\r\n\r\n"
    assert header_of(b"A: b\n") == b"A: b\n"
    assert [header_of(data) for data in (b"A: b", b"", b"\n\nbody", b"text\n\nbody")] == [None] * 4


def test_a_message_id_is_what_stands_between_the_brackets() -> None:
    def name(text: bytes) -> str:
        return headers.message_id(headers.parse(b"Message-ID: " + text))

    assert [name(text) for text in (b"<a@b>", b" <a\r\n @b> (x)", b"a@b", b"")] == ["a@b"] * 3 + [""]


@pytest.mark.parametrize("text", ["", "x", "Mon, 99 May 2025", "15 May 99999", "1 Jan 2025 10:00 +9999"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert headers.moment(text) is None


def test_a_date_is_the_wall_clock_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        found = headers.moment("Wed, 14 May 2025 20:30:00 +0200 (CEST)")
        assert found is not None
        assert found.isoformat() == "2025-05-15T03:30:00"
    finally:
        monkeypatch.undo()
        time.tzset()


PIECES = st.lists(st.sampled_from([*b'\r\n \t:;,<>()"\\@=?', *b"aQB=C3", 0x1B, 0xFF]), max_size=60)


@given(PIECES, st.binary(max_size=40))
def test_nothing_in_a_message_can_break_its_reading(pieces: list[int], rest: bytes) -> None:
    noise = bytes(pieces)
    data = (
        b"From:" + noise + b"\nDate:" + noise + b"\nSubject: =?" + noise + b"\nTo:" + noise + rest + b"\n\n"
    )
    letter = read_letter(Mail("here", data, len(data), lambda: data), NOW, 1_000)
    assert "\n" not in letter.subject
    assert all("@" in address for address in (*letter.senders, *letter.recipients))


@pytest.mark.parametrize("noise", ['"', "(", "<", '"\\', ")(", "a@", ", <a@b", "\n ", "=?a?q?"])
def test_hostile_fields_take_no_time(noise: str) -> None:
    head = f"From: {noise * 20_000}\nSubject: {noise * 20_000}\n\n".encode()
    started = time.process_time()
    read_letter(Mail("here", head, len(head), lambda: head), NOW, 1_000)
    assert time.process_time() - started < 2
