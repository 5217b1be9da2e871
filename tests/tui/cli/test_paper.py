"""labels and cover-sheets in the shell, on both engines."""

from __future__ import annotations

import datetime as dt
import os
import signal
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.base import Record
from models.company_information import CompanyInformation
from models.contact import ContactAltAddress, ContactAltAddressDateRange
from models.database import close_database, open_database, unit
from models.segment import Segment, SegmentLine
from models.template import InteractionTemplateSetup
from models.who import acting_as
from tests import builders
from tests.conftest import ANNA
from tests.tui.cli.conftest import Shell
from tui.cli import following

MAIJA = ("Maija Hämäläinen", "Tehtaankatu 1", "44100", "Äänekoski")
ANNA_PETROVA = ("Анна Петрова", "ул. Баумана, 7", "420111", "Казань")


@pytest.fixture
def office(shell: Shell, empty_url: str) -> Shell:
    """The shell with a template for cover sheets, two contacts with an address and two who are left out."""
    open_database(empty_url)
    with acting_as(ANNA):
        unit(_fill)()
    close_database()
    return shell


def _fill() -> None:
    _set(InteractionTemplateSetup, cover_sheets=builders.template("COVER", "Cover sheet"))
    _set(CompanyInformation, name="Pohjola Oy", address="Kauppakatu 1", city="Helsinki")
    segment = Segment.add(no="SM100", description="Price list", campaign=builders.campaign("CP1"))
    people = [
        builders.person(no, name, address=address, post_code=post_code, city=city)
        for no, (name, address, post_code, city) in (("CT1000", MAIJA), ("CT2000", ANNA_PETROVA))
    ]
    nowhere = builders.person("CT3000", "Nowhere Man")
    builders.person("CT4000", "Shy", city="Oulu", privacy_blocked=True)
    for number, contact in enumerate((*people, nowhere, people[0]), 1):
        SegmentLine.add(segment=segment, line_no=number, contact=contact)
    summer = ContactAltAddress.add(contact=people[0], code="SUMMER", address="Rantatie 9")
    ContactAltAddressDateRange.add(
        alt_address=summer, starting_date=dt.date(2025, 6, 1), ending_date=dt.date(2025, 8, 31)
    )


def _set(model: type[Record], **values: object) -> None:
    """Fill in a page of one record."""
    if not model.update(**values).execute():
        model.add(**values)


def texts(file: Path) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(file).pages]


def covers(office: Shell) -> list[str]:
    """The contacts of the log entries of cover sheets, with their campaigns."""
    narrowed = ("--filter", "interaction_template_code=COVER", "--fields", "contact_no,campaign_no")
    listed = office("list", "log-entries", *narrowed, "--json").records
    return sorted(f"{one['contact_no']} {one['campaign_no'] or ''}" for one in listed)


def test_DOC_07_cover_sheets_for_a_segment_with_logging(office: Shell, tmp_path: Path) -> None:
    file = tmp_path / "covers.pdf"
    subject = ("--subject", "Price list", "--text", "With kind regards")
    done = office("cover-sheets", "--segment", "SM100", "--log", *subject, "--to", str(file))
    first, second = texts(file)
    for page, address in ((first, MAIJA), (second, ANNA_PETROVA)):
        assert all(said in page for said in ("Pohjola Oy", "Kauppakatu 1", "Price list", "With kind regards"))
        assert all(line in page for line in address)
    assert covers(office) == ["CT1000 CP1", "CT2000 CP1"]
    assert "Left out: CT3000 Nowhere Man, no address." in done.err
    assert "Recorded 2 entries." in done.err
    assert f"Printed 2 cover sheets to {file}." in done.err


def test_DOC_08_cover_sheets_without_logging(office: Shell, tmp_path: Path) -> None:
    office("cover-sheets", "--segment", "SM100", "--to", str(tmp_path / "segment.pdf"))
    office("cover-sheets", "--contact", "CT1000", "--to", str(tmp_path / "contact.pdf"))
    assert len(texts(tmp_path / "segment.pdf")) == 2
    assert "Maija Hämäläinen" in texts(tmp_path / "contact.pdf")[0]
    assert covers(office) == []


def test_without_a_template_cover_sheets_are_printed_and_what_is_missing_is_said(
    office: Shell, tmp_path: Path
) -> None:
    office("set", "interaction-template-setup", "", "cover_sheets=")
    office("set", "company-information", "", "name=")
    asked = ("cover-sheets", "--contact", "CT1000", "--log", "--to")
    told = office(*asked, str(tmp_path / "a.pdf")).err
    assert "Cover Sheets is blank in Interaction Template Setup" in told
    assert "Company Information has no name" in told
    assert "Recorded" not in told
    told_as_json = office(*asked, str(tmp_path / "b.pdf"), "--json").record
    assert (told_as_json["number"], told_as_json["recorded"]) == (1, 0)
    assert len(told_as_json["notes"]) == 2


def test_a_template_that_cannot_record_is_said_before_anything_is_printed(
    office: Shell, tmp_path: Path
) -> None:
    office("new", "languages", "code=ENU")
    office("new", "interaction-template-languages", "interaction_template_code=COVER", "language_code=ENU")
    told = office(*("cover-sheets", "--contact", "CT1000", "--log", "--to", str(tmp_path / "a.pdf")), code=1)
    assert "COVER" in told.err
    assert list(tmp_path.iterdir()) == []


def test_labels_are_for_a_segment_for_numbers_and_for_filters(office: Shell, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("CT2000\nCT1000\nCT2000\n")
    for number, (whom, wanted) in enumerate(
        {
            ("--segment", "SM100"): 2,
            ("--contact", "CT1000", "--contact", "ct1000"): 1,
            ("--keys", str(keys)): 2,
            ("--filter", "city=Ä*"): 1,
            ("--search", "Петрова"): 1,
            ("--filter", "no=CT1000..CT4000"): 2,
        }.items()
    ):
        done = office("labels", *whom, "--to", str(tmp_path / f"{number}.pdf"), "--json").records[-1]
        assert done["number"] == wanted, whom
    assert texts(tmp_path / "2.pdf")[0].index("Казань") < texts(tmp_path / "2.pdf")[0].index("Äänekoski")
    for whom_else in ((), ("--segment", "SM100", "--contact", "CT1000")):
        office("labels", *whom_else, "--to", str(tmp_path / "x.pdf"), code=2)
    assert "CT9" in office("labels", "--contact", "CT9", "--to", str(tmp_path / "x.pdf"), code=3).err
    assert not (tmp_path / "x.pdf").exists()


def test_a_list_of_keys_that_is_no_text_or_is_missing_is_a_sentence(office: Shell, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    asked = ("labels", "--keys", str(keys), "--to", str(tmp_path / "x.pdf"))
    assert f"{keys} cannot be read: No such file" in office(*asked, code=1).err
    keys.write_bytes(b"\xff\xfe\0")
    assert f"{keys} is no list of keys: it is not a text in UTF-8." in office(*asked, code=1).err
    keys.write_bytes(b"\xef\xbb\xbfCT1000\r\n")
    office(*asked)


def test_labels_as_text_begin_where_the_sheet_is_unused(office: Shell, tmp_path: Path) -> None:
    file = tmp_path / "labels.txt"
    asked = ("labels", "--segment", "SM100", "--sheet", "2x7", "--format", "text", "--to", str(file))
    assert f"Printed 2 labels to {file} (pages: 1)." in office(*asked, "--from", "2").err
    (line,) = (line for line in file.read_text().splitlines() if "Äänekoski" in line)
    assert line.startswith(" " * 40)
    told = office(*asked, "--from", "15", "--overwrite", code=1).err
    assert "labels 1 to 14" in told


def test_who_is_left_out_is_named_and_nobody_at_all_is_refused(office: Shell, tmp_path: Path) -> None:
    file = str(tmp_path / "labels.pdf")
    told = office("labels", "--filter", "no=CT3000..", "--to", file, code=1).err
    assert told.splitlines() == [
        "Left out: CT3000 Nowhere Man, no address.",
        "Left out: CT4000 Shy, blocked for privacy.",
        "touchbase: There is nobody with an address to print for.",
    ]
    done = office("labels", "--filter", "no=CT2000..", "--to", file, "--json").records
    assert [one.get("left_out") for one in done] == ["CT3000", "CT4000", None]


def test_the_alternative_address_of_the_day_is_printed(office: Shell, tmp_path: Path) -> None:
    for name, more, street in (
        ("may", (), "Tehtaankatu 1"),
        ("july", ("--date", "2025-07-01"), "Rantatie 9"),
    ):
        file = tmp_path / f"{name}.pdf"
        office("labels", "--contact", "CT1000", *more, "--to", str(file))
        assert street in texts(file)[0]
    told = office(
        "labels", "--contact", "CT1000", "--date", "31.02.", "--to", str(tmp_path / "x"), code=1
    ).err
    assert "has no day 31" in told


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(office: Shell, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    file.write_text("mine")
    asked = ("labels", "--contact", "CT1000", "--to", str(file))
    assert "--overwrite" in office(*asked, code=1).err
    assert file.read_text() == "mine"
    office(*asked, "--overwrite")
    assert len(texts(file)) == 1
    for place in (str(tmp_path), str(tmp_path / "no" / "a.pdf"), "/dev/full"):
        told = office("labels", "--contact", "CT1000", "--to", place, code=1).err
        assert told.startswith(f"touchbase: {place} cannot be written: ")
        assert told.count("\n") == 1


def test_ctrl_c_leaves_no_half_file(office: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following.Progress, "__call__", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    monkeypatch.setattr("models.exchange.paper.labels._EVERY", 1)
    told = office("labels", "--segment", "SM100", "--to", str(tmp_path / "a.pdf"), code=130)
    assert "Interrupted" in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_hyphen_is_standard_output_and_what_is_told_goes_elsewhere(
    office: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("labels", "--segment", "SM100", "--to", "-", "--format", "text")
    done = office(*asked)
    assert "Äänekoski" in done.out
    assert "Printed" not in done.out
    assert "to standard output (pages: 1)" in done.err
    told = office(*asked, "--json")
    assert told.out == done.out
    assert '"number": 2' in told.err
    monkeypatch.setattr("_pytest.capture.CaptureIO.isatty", lambda _: True)
    assert (
        "A PDF is nothing for a terminal" in office("labels", "--segment", "SM100", "--to", "-", code=1).err
    )
    assert list(tmp_path.iterdir()) == []
