"""CSV files of other programs and our own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import RuleError
from models.exchange.contacts.data import ContactData, Refused
from models.exchange.contacts.reader import RefusedFile, read_contacts
from models.exchange.spreadsheets.csv_in import kept_columns
from models.exchange.spreadsheets.csv_out import CsvWriter, kept_headers
from models.exchange.spreadsheets.guard import guarded, unguarded
from models.exchange.spreadsheets.headers import propose

SAMPLES = Path(__file__).parents[2] / "samples"


def only(path: Path) -> ContactData:
    (card,) = read_contacts(path)
    assert isinstance(card, ContactData)
    return card


def test_google_contacts_are_read_by_the_types_of_their_phones() -> None:
    card = only(SAMPLES / "google.csv")
    assert (card.name, card.company_name, card.job_title) == ("Priya Raman", "Tea House", "Taster")
    assert (card.mobile_phone_no, card.phone_no) == ("+91 98765 00001", "+91 44 5550 0002")
    assert (card.email, card.comment) == ("priya@tea.example;raman@tea.example", "two\nlines")
    assert kept_columns(card.kept)["Labels"] == "* myContacts"


def test_the_older_headers_of_google_contacts_in_utf_16_are_read() -> None:
    card = only(SAMPLES / "google_old.csv")
    assert (card.name, card.fax_no, card.email) == ("Priya Raman", "044 5550003", "priya@tea.example")


def test_outlook_in_a_windows_encoding_is_read() -> None:
    reader = read_contacts(SAMPLES / "outlook.csv")
    (card,) = reader
    assert isinstance(card, ContactData)
    assert (card.name, card.company_name, card.city) == ("Käthe Weiß", "Bäckerei Süß", "Görlitz")
    assert (card.prefix, card.job_title, card.mobile_phone_no) == ("Frau", "Bäckerin", "0171 5550001")
    assert reader.proposal.unknown == ("Birthday",)
    assert kept_columns(card.kept) == {"Birthday": "0/0/00"}


def test_a_plain_spreadsheet_is_read_and_ragged_rows_are_refused_with_their_number() -> None:
    reader = read_contacts(SAMPLES / "spreadsheet.csv")
    cards = list(reader)
    assert reader.delimiter == ";"
    assert [card.name for card in cards if isinstance(card, ContactData)] == ["Olga Virta", "Matti Salo"]
    reasons = [card.reason for card in cards if isinstance(card, Refused)]
    assert reasons == ["Row 3 has 2 columns, the header has 4.", "Row 5 has no name."]
    assert reader.position == reader.size


def test_refused_rows_import_once_mended(tmp_path: Path) -> None:
    reader = read_contacts(SAMPLES / "spreadsheet.csv")
    path = tmp_path / "refused.csv"
    with RefusedFile(path, reader) as file:
        for card in reader:
            if isinstance(card, Refused):
                file.add(card)
    text = path.read_text("utf-8-sig").replace("Too;short", "Too Long;040 55555;Espoo;40")
    path.write_text(text.replace("no name.;;", "no name.;Named Now;"), "utf-8")
    names = [card.name for card in read_contacts(path) if isinstance(card, ContactData)]
    assert names == ["Too Long", "Named Now"]
    assert "reason" not in "".join(card.kept for card in read_contacts(path) if isinstance(card, ContactData))


def test_a_mapping_names_unknown_headers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nimi,Puhelin,Kaupunki\nAino Koski,040 55555,Espoo\n")
    with pytest.raises(RuleError, match="map one to Name"):
        read_contacts(path)
    (card,) = read_contacts(path, mapping={"nimi": "Name", "Puhelin": "phone_no", "Kaupunki": ""})
    assert isinstance(card, ContactData)
    assert (card.name, card.phone_no, card.city) == ("Aino Koski", "040 55555", "")
    with pytest.raises(RuleError, match="no field"):
        propose(["Nimi"], {"Nimi": "Nothing"})
    with pytest.raises(RuleError, match="no column"):
        propose(["Nimi"], {"Other": "Name"})


@pytest.mark.parametrize(("delimiter", "raw"), [(",", False), (";", False), (",", True)])
def test_what_is_written_is_read_again_with_the_columns_of_others(
    tmp_path: Path, delimiter: str, raw: bool
) -> None:
    card = only(SAMPLES / "outlook.csv")
    stream = io.StringIO(newline="")
    writer = CsvWriter(stream, delimiter=delimiter, raw=raw, kept=kept_headers([card.kept]))
    writer.write(card)
    path = tmp_path / "out.csv"
    path.write_text(stream.getvalue(), "utf-8", newline="")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfType")
    again = only(path)
    assert again.kept == card.kept
    assert (again.name, again.phone_no, again.prefix) == (card.name, card.phone_no, card.prefix)


@pytest.mark.parametrize("cell", ["=1+1", "@a", "\tx", "\rx", "+1-1", "-1+cmd|' /C calc'!A0", "＝1"])
def test_cells_a_spreadsheet_would_run_are_marked(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+49 30 1234567", "-12.5", "12", "+1,000", "a=b", "'quoted'"])
def test_plain_numbers_and_words_stay_whole(cell: str) -> None:
    assert guarded(cell) == cell


def test_a_column_of_phones_stays_whole_but_arithmetic_does_not() -> None:
    assert guarded("+1 (905) 555-1234", phone=True) == "+1 (905) 555-1234"
    assert guarded("+1-1", phone=True) == "'+1-1"
    assert guarded("+1-905-555-1234") == "'+1-905-555-1234"


@given(st.one_of(st.text(), st.text("'=+-@1 \t.()", max_size=12)), st.booleans())
def test_guarding_and_unguarding_gives_back_the_cell(cell: str, phone: bool) -> None:
    assert unguarded(guarded(cell, phone=phone), phone=phone) == cell


def test_rows_end_with_both_line_end_characters() -> None:
    stream = io.StringIO(newline="")
    CsvWriter(stream).write(ContactData(name="=A", phone_no="+1 555-0100"))
    rows = list(csv.reader(io.StringIO(stream.getvalue().lstrip("\ufeff"), newline="")))
    assert stream.getvalue().count("\r\n") == 2
    assert rows[1][1] == "'=A"
    assert "+1 555-0100" in rows[1]
