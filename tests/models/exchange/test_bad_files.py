"""Files that are not what they say: each gives one sentence, none a traceback."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import RuleError, TouchbaseError
from models.exchange.contacts.data import Card, ContactData, Refused
from models.exchange.contacts.reader import RefusedFile, read_contacts

GOOD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Hill\r\nN:Hill;Ann;;;\r\nEND:VCARD\r\n"


def cards_of(path: Path, content: bytes, encoding: str | None = None) -> list[Card]:
    path.write_bytes(content)
    return list(read_contacts(path, encoding=encoding))


def reason_of(card: Card) -> str:
    assert isinstance(card, Refused)
    return card.reason


def test_a_folded_line_of_ten_megabytes_is_refused_with_the_limit_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    photo = b"PHOTO;ENCODING=b:" + b"\r\n ".join([b"A" * 74] * 140_000)
    bad = GOOD.replace(b"END:", photo + b"\r\nEND:")
    first, second = cards_of(tmp_path / "a.vcf", bad + GOOD)
    assert "PHOTO is longer than 5 MB" in reason_of(first)
    assert isinstance(second, ContactData)
    assert second.name == "Ann Hill"


def test_a_line_of_ten_megabytes_without_folds_is_refused(tmp_path: Path) -> None:
    first, second = cards_of(
        tmp_path / "a.vcf", GOOD.replace(b"END:", b"NOTE:" + b"x" * 10_000_000 + b"\nEND:") + GOOD
    )
    assert "NOTE is longer than 5 MB" in reason_of(first)
    assert isinstance(second, ContactData)


def test_a_zip_file_named_vcf_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.vcf", GOOD)
    with pytest.raises(RuleError, match="zip file"):
        read_contacts(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n", "is empty"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"hello", "no BEGIN:VCARD"),
    ],
)
def test_a_file_that_holds_no_cards_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(RuleError, match=sentence):
        cards_of(tmp_path / "a.vcf", content)


def test_a_directory_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="is a directory"):
        read_contacts(tmp_path)
    with pytest.raises(RuleError, match="cannot be read"):
        read_contacts(tmp_path / "none.vcf")


def test_a_wrong_encoding_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    content = GOOD.replace(b"Ann", "Änn".encode("cp1252"))
    with pytest.raises(RuleError, match="byte 29"):
        cards_of(tmp_path / "a.vcf", content, "utf-8")
    with pytest.raises(RuleError, match="not known"):
        cards_of(tmp_path / "a.vcf", content, "klingon")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    text = GOOD.decode().replace("Ann", "Jürgen").replace("Hill", "Größe")
    (card,) = cards_of(tmp_path / "a.vcf", text.encode(encoding))
    assert isinstance(card, ContactData)
    assert card.name == "Jürgen Größe"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n", b"\r\r\n"])
def test_line_ends_of_every_system_are_read(tmp_path: Path, end: bytes) -> None:
    (card,) = cards_of(tmp_path / "a.vcf", GOOD.replace(b"Ann Hill", b"Ann\r\n  Hill").replace(b"\r\n", end))
    assert isinstance(card, ContactData)
    assert card.name == "Ann Hill"


def test_a_card_without_end_does_not_swallow_the_next(tmp_path: Path) -> None:
    first, second = cards_of(tmp_path / "a.vcf", GOOD.replace(b"END:VCARD\r\n", b"") + GOOD)
    assert isinstance(first, ContactData)
    assert isinstance(second, ContactData)
    assert first.warnings == ("The card has no END:VCARD.",)
    assert second.line == 5


def test_an_address_book_around_the_cards_is_passed_over(tmp_path: Path) -> None:
    book = b"BEGIN:VADDRESSBOOK\r\nX-NAME:all\r\n" + GOOD + GOOD + b"END:VADDRESSBOOK\r\n"
    assert len([card for card in cards_of(tmp_path / "a.vcf", book) if isinstance(card, ContactData)]) == 2


@pytest.mark.parametrize(
    ("lines", "kind", "name"),
    [("ORG:Acme;Sales", "company", "Acme"), ("NICKNAME:Bo", "person", "Bo"), ("FN:Bo Ek", "person", "Bo Ek")],
)
def test_a_name_falls_back_to_company_and_nickname(tmp_path: Path, lines: str, kind: str, name: str) -> None:
    (card,) = cards_of(tmp_path / "a.vcf", f"BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n".encode())
    assert isinstance(card, ContactData)
    assert (card.type, card.name) == (kind, name)


def test_a_refused_card_imports_once_mended(tmp_path: Path) -> None:
    source, refused = tmp_path / "a.vcf", tmp_path / "refused.vcf"
    source.write_bytes(b"BEGIN:VCARD\nVERSION:3.0\nEMAIL:a@b.example\nEND:VCARD\n")
    reader = read_contacts(source)
    with RefusedFile(refused, reader) as file:
        for card in reader:
            file.add(card)
    text = refused.read_text("utf-8")
    assert "X-TOUCHBASE-REASON:The card has no name" in text
    (card,) = cards_of(refused, text.replace("EMAIL:", "FN:Ann\r\nEMAIL:").encode())
    assert isinstance(card, ContactData)
    assert (card.name, card.email) == ("Ann", "a@b.example")
    assert "REASON" not in card.kept


def test_letters_of_a_phone_are_cut_off_and_told_and_an_extension_is_not_lost(tmp_path: Path) -> None:
    content = GOOD.replace(b"END:", b"TEL;TYPE=WORK:555-1234 ext. 12\nTEL;TYPE=CELL:0171 CALL 5\nEND:")
    (card,) = cards_of(tmp_path / "a.vcf", content)
    assert isinstance(card, ContactData)
    assert (card.phone_no, card.extension_no, card.mobile_phone_no) == ("555-1234", "12", "0171 5")
    assert card.warnings == ("The letters in 0171 CALL 5 were cut off.",)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda junk: b"BEGIN:VCARD\r\n" + junk + b"\r\nEND:VCARD\r\n"),
        st.text("BEGIN:VCARD\r\n;=\",\\ ^'.TELNORGab1", max_size=200).map(str.encode),
        st.binary(max_size=200).map(lambda junk: b"Name,Phone\r\n" + junk),
    ),
    st.sampled_from(["a.vcf", "a.csv"]),
)
def test_any_bytes_give_cards_or_a_sentence(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            cards = cards_of(Path(folder) / name, content)
        except TouchbaseError as error:
            told = [error.sentence]
        else:
            told = [card.name if isinstance(card, ContactData) else card.reason for card in cards]
    assert all(told)
