"""Recording a document by keys: from the contact, printed if wanted, found among today's documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.enums import LinkToTable
from models.exchange.watched.watching import Fate, Watcher
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments
from models.rules import records
from models.rules.documents import recording
from models.rules.documents.recording import Document
from models.starter.loading import load_starter
from tests import builders
from tests.models.documents.scene import entries, link
from tests.models.sending.post_office import post_office
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import program
from tui import paths
from tui.screens.log.record_document import RecordDocumentScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@pytest.fixture
def engine() -> str:
    """The form asks the rules, which run on both engines in their own tests."""
    return "sqlite"


@pytest.fixture
def office(opened: str) -> str:
    """The starter set, and Harbour Mill, who is customer 10000."""
    load_starter()
    link(builders.company(email="office@harbour.example"), LinkToTable.CUSTOMER, "10000")
    return opened


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are typed by their names alone."""
    monkeypatch.chdir(tmp_path)


@SIZES
async def test_a_document_is_recorded_from_the_contact_and_stands_among_those_of_today(
    office: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    paper = tmp_path / "SI5.pdf"
    paper.write_bytes(b"%PDF")
    async with program(office, size=size, start_at="contacts") as one:
        await one.press(":")
        await one.type("record doc")
        await one.press("enter")
        assert one.form.texts()["contact_no"] == "CT1000"
        await one.fill("kind", "sales inv")
        await one.fill("document_no", "si5")
        assert_picture(one.app, f"record-document_{size[0]}x{size[1]}")
        await one.fill("file", "SI5.pdf")
        await one.press("f9")
        assert "Recorded as entry 1: Sales invoice SI5 for CT1000 Harbour Mill Ltd." in one.said
        (entry,) = entries()
        assert (entry.document_no, attachments.read(entry.attachment or 0)) == ("SI5", b"%PDF")
        Entry.add(date=entry.date, template=entry.template, description="By hand", occurred=entry.occurred)
        await one.open("documents-today")
        for _ in range(100):
            if "SINVOICE" in picture(one.app):
                break
            await one.pilot.pause(0.05)
        assert_picture(one.app, f"documents-today_{size[0]}x{size[1]}")


async def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(office: str) -> None:
    async with program(office, start_at="contacts") as one:
        await one.open("record-document")
        await one.fill("document_no", "si5")
        await one.press("f9")
        assert "Choose the kind of document" in one.said
        await one.fill("kind", "sales inv")
        await one.fill("file", "/nowhere.pdf")
        await one.press("f9")
        assert "cannot be read" in one.said
        assert (one.form.caret[0], one.form.texts()["document_no"]) == ("file", "SI5")
        assert not entries()


async def test_the_file_is_printed_and_the_job_stands_in_the_entry(
    office: str, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "lp").write_text("#!/bin/sh\necho request id is Office-7\n")
    (tmp_path / "lp").chmod(0o755)
    (tmp_path / "SI5.pdf").write_bytes(b"%PDF")
    assert paths.settings_file().is_relative_to(home)
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(f'print_command = "{tmp_path / "lp"}"\n')
    async with program(office, start_at="contacts") as one:
        await one.open("record-document")
        await one.fill("kind", "sales inv")
        await one.fill("file", "SI5.pdf")
        await one.fill("handling", "print")
        await one.press("f9")
        assert "Printed as Office-7. Recorded as entry 1" in one.said
    assert entries()[0].contact_via == "Office-7"


async def test_the_file_is_sent_by_e_mail(office: str, tmp_path: Path) -> None:
    (tmp_path / "SI5.pdf").write_bytes(b"%PDF")
    with post_office() as server:
        setup = {"smtp_server": "localhost", "smtp_server_port": str(server.port), "security": "None"}
        records.change("mail-setup", 1, 0, {**setup, "sender_email": "us@we.example"})
        async with program(office, start_at="contacts") as one:
            await one.open("record-document")
            await one.fill("kind", "sales inv")
            await one.fill("file", "SI5.pdf")
            await one.fill("handling", "send")
            await one.press("f9")
            for _ in range(200):
                if server.kept:
                    break
                await one.pilot.pause(0.1)
    (letter,) = server.kept
    assert letter.recipients == ("office@harbour.example",)


async def test_LOG_10_the_entries_of_an_order_are_shown_by_one_key_on_its_number(office: str) -> None:
    for number in ("SO77", "SO78", "SO77"):
        recording.record(Document("sales-order-confirmation", contact="CT1000", document_no=number))
    async with program(office, size=(120, 40), start_at="log-entries") as one:
        await one.open("documents-today")
        assert "SO78" in picture(one.app)
        await one.press("right", "right", "right", "t")
        assert "SO78" not in picture(one.app)
        assert picture(one.app).count("SO77") > 2
        await one.press("enter")
        assert (one.form.texts()["document_type"], one.form.texts()["document_no"]) == (
            "Sales Ord. Cnfrmn.",
            "SO77",
        )


@SIZES
async def test_the_setup_shows_by_kind_what_is_recorded_and_what_is_not(
    office: str, size: tuple[int, int]
) -> None:
    records.change("interaction-template-setup", 1, 0, {"sales_quotes": "", "service_quote": ""})
    async with program(office, size=size) as one:
        await one.open("interaction-template-setup")
        assert_picture(one.app, f"interaction-template-setup_{size[0]}x{size[1]}")


async def test_LOG_09_show_attachment_says_which_document_it_is_when_no_file_was_kept(office: str) -> None:
    said = Document("sales-order-confirmation", contact="CT1000", document_no="SO77")
    entry = recording.record(said).entry_no
    assert entry is not None
    async with program(office, start_at="log-entries") as one:
        await one.press("V")
        assert "Sales order confirmation SO77: no file was kept; open it in your ERP." in picture(one.app)


async def test_an_invoice_dropped_into_the_watched_folder_is_read_from_the_customers_timeline(
    office: str, tmp_path: Path
) -> None:
    (tmp_path / "sales-invoice_10000_SI5.txt").write_text("40 units, due in May")
    watcher = Watcher(tmp_path, done=tmp_path / "done", failed=tmp_path / "failed", settle=0)
    assert [told.fate for told in watcher.look()] == [Fate.RECORDED]
    async with program(office, start_at="contacts") as one:
        await one.press("h")
        assert "Sales invoices" in picture(one.app)
        await one.press("V")
        assert "sales-invoice_10000_SI5.txt" in picture(one.app)
        await one.press("enter")
        assert "40 units, due in May" in picture(one.app)


async def test_a_day_without_documents_says_how_one_is_recorded(office: str) -> None:
    async with program(office, start_at="documents-today") as one:
        assert "No document was recorded today.   :record document records one." in picture(one.app)
        await one.press("/")
        await one.type("nobody")
        assert 'match "nobody"' in picture(one.app)


async def test_esc_does_not_throw_away_a_document_that_is_typed(office: str) -> None:
    async with program(office) as one:
        await one.open("record-document")
        await one.press("escape")
        assert not isinstance(one.screen, RecordDocumentScreen)
        await one.open("record-document")
        await one.fill("document_no", "si5")
        await one.press("escape")
        assert "o OK, do it   d Discard   Esc Keep editing" in picture(one.app)
        await one.press("escape")
        assert one.form.texts()["document_no"] == "si5"
        await one.press("escape", "d")
        assert not isinstance(one.screen, RecordDocumentScreen)
