"""The watched folder: what is recorded, what stays, and what goes where."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import IO

import pytest

from models.enums import LinkToTable
from models.errors import RuleError
from models.exchange.files.moving import Seen, move
from models.exchange.watched.watching import Fate, Told, Watcher
from models.marketing_setup import MarketingSetup
from models.queries import attachments
from models.rules.documents import recording
from models.rules.documents.recording import Document, File
from tests import builders
from tests.models.documents.scene import entries, link, no_links_between_folders, set_up

pytestmark = pytest.mark.usefixtures("opened")

INVOICE = "sales-invoice_10000_SI5.pdf"


@pytest.fixture
def folder(opened: str, tmp_path: Path) -> Path:  # noqa: ARG001 - it needs an open database
    """An empty folder; customer 10000 is Harbour Mill and sales invoices are recorded."""
    link(builders.company(), LinkToTable.CUSTOMER, "10000")
    set_up("sales_invoices", "INVOICE")
    made = tmp_path / "drop"
    made.mkdir()
    return made


def watcher(folder: Path, settle: float = 0) -> Watcher:
    return Watcher(folder, done=folder / "done", failed=folder / "failed", settle=settle)


def look(folder: Path) -> list[Told]:
    return list(watcher(folder).look())


def fates(folder: Path) -> list[tuple[str, Fate]]:
    return [(told.name, told.fate) for told in look(folder)]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_recorded_as_its_name_says_and_opened_from_its_entry(folder: Path) -> None:
    (folder / "sales-invoice_10000_SI5_v2.pdf").write_bytes(b"paper")
    (told,) = look(folder)
    (entry,) = entries()
    assert (told.fate, told.entry_no) == (Fate.RECORDED, entry.id)
    assert (entry.document_no, entry.version_no, entry.contact) == ("SI5", 2, 1)
    assert attachments.read(entry.attachment or 0) == b"paper"
    assert files(folder) == ["done/sales-invoice_10000_SI5_v2.pdf"]
    assert look(folder) == []


@pytest.mark.parametrize("beside", ["scan.pdf.json", "scan.json"])
def test_a_sidecar_says_what_a_file_is_and_goes_with_it(folder: Path, beside: str) -> None:
    said = {
        "kind": "sales-invoice",
        "contact": "CT1000",
        "Document-No": "SI6",
        "version": 3,
        "campaign": None,
    }
    (folder / beside).write_text(json.dumps(said))
    (folder / "scan.pdf").write_bytes(b"paper")
    assert fates(folder) == [("scan.pdf", Fate.RECORDED)]
    assert (entries()[0].document_no, entries()[0].version_no) == ("SI6", 3)
    assert files(folder) == sorted([f"done/{beside}", "done/scan.pdf"])


def test_a_sidecar_of_two_files_stays_until_both_are_recorded(folder: Path) -> None:
    (folder / "scan.json").write_text('{"kind": "sales-invoice", "customer": "10000"}')
    (folder / "scan.pdf").write_bytes(b"paper")
    (folder / "scan.xml").write_bytes(b"data")
    assert fates(folder) == [("scan.pdf", Fate.RECORDED), ("scan.xml", Fate.RECORDED)]
    assert files(folder) == ["done/scan.json", "done/scan.pdf", "done/scan.xml"]


def test_the_same_content_is_known_and_names_that_are_taken_get_a_number(folder: Path) -> None:
    for _ in range(2):
        (folder / INVOICE).write_bytes(b"paper")
        look(folder)
    (folder / INVOICE).write_bytes(b"another print")
    assert fates(folder) == [(INVOICE, Fate.RECORDED)]
    assert len(entries()) == 2
    done = ["", " (2)", " (3)"]
    assert files(folder) == sorted(f"done/sales-invoice_10000_SI5{number}.pdf" for number in done)


def test_a_file_recorded_by_hand_is_known(folder: Path) -> None:
    said = Document("sales-invoice", customer="10000", document_no="SI5")
    recording.record(said, file=File("SI5.pdf", b"paper"))
    (folder / INVOICE).write_bytes(b"paper")
    assert fates(folder) == [(INVOICE, Fate.KNOWN)]


def test_the_same_content_as_another_document_fails_and_says_which_it_is(folder: Path) -> None:
    (folder / INVOICE).write_bytes(b"paper")
    look(folder)
    (folder / "sales-invoice_10000_SI6.pdf").write_bytes(b"paper")
    assert fates(folder) == [("sales-invoice_10000_SI6.pdf", Fate.FAILED)]
    why = (folder / "failed/sales-invoice_10000_SI6.pdf.txt").read_text()
    assert "as Sales invoice SI5" in why


def test_a_kind_without_a_template_is_not_wanted_and_goes_with_the_done(folder: Path) -> None:
    (folder / "sales-quote_10000_SQ1.pdf").write_bytes(b"paper")
    (told,) = look(folder)
    assert told.fate is Fate.NOT_WANTED
    assert "Sales Quotes is blank in Interaction Template Setup" in told.sentence
    assert files(folder) == ["done/sales-quote_10000_SQ1.pdf"]
    assert not entries()


@pytest.mark.parametrize(
    ("name", "sidecar", "why"),
    [
        ("sales-invoice_404_SI5.pdf", "", "no contact is linked to customer 404"),
        ("sales-novel_10000_SI5.pdf", "", "no kind of document sales-novel"),
        ("scan.pdf", "", "Nothing says what it is"),
        ("a_b_c_d_e.pdf", "", "Nothing says what it is"),
        ("sales-invoice_10000_123456789012345678901.pdf", "", "20"),
        ("scan.pdf", "{", "no JSON"),
        ("scan.pdf", "[" * 60_000, "no JSON"),
        ("scan.pdf", "[1]", "no JSON object"),
        ("scan.pdf", '{"kind": "sales-invoice", "path": "/etc"}', "unknown field path"),
        ("scan.pdf", '{"kind": "sales-invoice", "customer": ["1"]}', "customer must be a text"),
        ("scan.pdf", '{"customer": "10000"}', "no kind of document"),
        ("scan.pdf", '{"kind": "sales-invoice", "customer": "10000", "campaign": "CP9"}', "no CP9"),
        ("scan.pdf", " " * 70_000, "the most that is kept"),
    ],
)
def test_what_cannot_be_recorded_fails_with_a_text_that_says_why(
    folder: Path, name: str, sidecar: str, why: str
) -> None:
    (folder / name).write_bytes(b"paper")
    if sidecar:
        (folder / f"{name}.json").write_text(sidecar)
    assert fates(folder) == [(name, Fate.FAILED)]
    beside = [f"failed/{name}.json"] if sidecar else []
    assert files(folder) == sorted([f"failed/{name}", f"failed/{name}.txt", *beside])
    assert why in (folder / f"failed/{name}.txt").read_text()
    assert not entries()


def test_an_empty_and_a_too_large_file_fail(folder: Path) -> None:
    MarketingSetup.update(max_attachment_size=1).execute() or MarketingSetup.add(max_attachment_size=1)
    (folder / "sales-invoice_10000_SI6.pdf").write_bytes(b"")
    with (folder / INVOICE).open("wb") as file:
        file.truncate(2_000_000)
    told = {one.name: one for one in look(folder)}
    assert {one.fate for one in told.values()} == {Fate.FAILED}
    assert "more than 1 MB" in told[INVOICE].sentence
    assert "is empty" in told["sales-invoice_10000_SI6.pdf"].sentence


def test_hidden_unfinished_linked_and_special_files_stay(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / INVOICE
    secret.write_bytes(b"secret")
    (folder / INVOICE).symlink_to(secret)
    (folder / f"{INVOICE}.part").write_bytes(b"half")
    (folder / f".{INVOICE}").write_bytes(b"half")
    os.mkfifo(folder / "sales-invoice_10000_SI7.pdf")
    (folder / "sales-invoice_10000_SI8.pdf").mkdir()
    assert look(folder) == []
    assert secret.read_bytes() == b"secret"
    assert not entries()


def test_a_file_that_still_changes_waits(folder: Path) -> None:
    path = folder / INVOICE
    path.write_bytes(b"pa")
    watching = watcher(folder, settle=3600)
    assert (list(watching.look()), watching.unsettled) == ([], True)
    assert path.exists()
    assert fates(folder) == [(INVOICE, Fate.RECORDED)]


def test_a_file_without_a_name_waits_for_its_sidecar_and_a_sidecar_for_its_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.exchange.watched.watching._PATIENCE", 10**9)
    (folder / "scan.pdf").write_bytes(b"paper")
    (folder / "other.json").write_text("{}")
    watching = watcher(folder, settle=10**-6)
    told = [(one.name, one.fate) for one in watching.look()]
    assert told == [("other.json", Fate.WAITS), ("scan.pdf", Fate.WAITS)]
    assert list(watching.look()) == []
    (folder / "scan.json").write_text('{"kind": "sales-invoice", "customer": "10000"}')
    assert [one.fate for one in watching.look()] == [Fate.RECORDED]


def test_a_file_whose_sidecar_was_moved_by_a_killed_watcher_is_known(folder: Path) -> None:
    (folder / "scan.json").write_text('{"kind": "sales-invoice", "customer": "10000"}')
    (folder / "scan.pdf").write_bytes(b"paper")
    look(folder)
    (folder / "scan.pdf").write_bytes(b"paper")
    assert fates(folder) == [("scan.pdf", Fate.KNOWN)]
    assert len(entries()) == 1


def test_a_move_that_was_broken_off_goes_on(folder: Path) -> None:
    source, done = folder / INVOICE, folder / "done"
    done.mkdir()
    source.write_bytes(b"paper")
    os.link(source, done / INVOICE)
    assert fates(folder) == [(INVOICE, Fate.RECORDED)]
    assert files(folder) == [f"done/{INVOICE}"]


def test_a_file_is_copied_where_no_link_leads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    for content in (b"one", b"two"):
        (folder / INVOICE).write_bytes(content)
        look(folder)
    assert files(folder) == ["done/sales-invoice_10000_SI5 (2).pdf", f"done/{INVOICE}"]
    assert (folder / "done" / INVOICE).read_bytes() == b"one"


def test_a_copy_to_another_disk_that_was_broken_off_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_links_between_folders(monkeypatch)
    (folder / "done").mkdir()
    for place in (folder, folder / "done"):
        (place / INVOICE).write_bytes(b"paper")
    assert fates(folder) == [(INVOICE, Fate.RECORDED)]
    assert files(folder) == [f"done/{INVOICE}"]


def test_a_file_that_somebody_else_is_moving_stays_to_them(tmp_path: Path) -> None:
    path, done = tmp_path / "a.pdf", tmp_path / "done"
    done.mkdir()
    path.write_bytes(b"one")
    seen = Seen.at(path)
    assert seen is not None
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert move(path, done, seen) is None
        assert files(tmp_path) == ["a.pdf"]
    assert move(path, done, seen) == done / "a.pdf"


def test_a_file_that_fails_on_a_full_disk_stays_and_has_its_text_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object, **__: object) -> IO[str]:
        path.touch()
        return open("/dev/full", "w")

    (folder / "bogus_1.pdf").write_bytes(b"paper")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        (told,) = look(folder)
    assert "cannot be moved: No space left" in told.sentence
    assert told.is_stuck
    assert not (folder / "failed" / "bogus_1.pdf.txt").exists()
    assert fates(folder) == [("bogus_1.pdf", Fate.FAILED)]
    assert "bogus" in (folder / "failed" / "bogus_1.pdf.txt").read_text()


def test_another_file_of_the_name_is_not_moved_for_the_one_that_was_seen(tmp_path: Path) -> None:
    path, done = tmp_path / "a.pdf", tmp_path / "done"
    done.mkdir()
    path.write_bytes(b"one")
    seen = Seen.at(path)
    assert seen is not None
    path.write_bytes(b"another")
    assert move(path, done, seen) is None
    assert files(tmp_path) == ["a.pdf"]


def test_a_name_of_odd_bytes_and_any_length_is_recorded(folder: Path) -> None:
    long = "sales-invoice_10000_SI5" + "é" * 100 + ".pdf"
    odd = os.fsdecode(b"cover-sheet_\xff\x1b[31m.pdf")
    set_up("cover_sheets", "COVER")
    (folder / odd).write_bytes(b"paper")
    (folder / long).write_bytes(b"letter")
    assert {told.fate for told in look(folder)} == {Fate.FAILED}
    assert len(files(folder)) == 4


def test_a_folder_that_goes_away_for_a_while_is_a_sentence_and_watched_again(folder: Path) -> None:
    watching = watcher(folder)
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(RuleError, match="drop cannot be watched: No such file"):
        list(watching.look())
    away.rename(folder)
    (folder / INVOICE).write_bytes(b"paper")
    assert [told.fate for told in watching.look()] == [Fate.RECORDED]


def test_a_folder_that_is_missing_or_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be watched: No such file"):
        watcher(tmp_path / "nowhere")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RuleError, match="cannot be watched: Not a directory"):
        watcher(tmp_path / "file")
    with pytest.raises(RuleError, match="file/done, where files are moved, cannot be made: Not a directory"):
        Watcher(tmp_path, done=tmp_path / "file" / "done", failed=tmp_path / "failed")


@pytest.mark.parametrize("name", [b"\xff_10000_SI5.pdf", b"\xff.pdf", b"sales-invoice_404_\x1b[2J\n.pdf"])
def test_a_name_of_bytes_that_are_no_letters_fails_as_others_do(folder: Path, name: bytes) -> None:
    (folder / os.fsdecode(name)).write_bytes(b"paper")
    (folder / os.fsdecode(name + b".json")).write_text("{")
    (folder / INVOICE).write_bytes(b"other paper")
    told = look(folder)
    assert sorted(one.fate.value for one in told) == ["failed", "recorded"]
    assert all((one.name + one.sentence).isprintable() for one in told)
    assert (folder / "failed" / os.fsdecode(name)).exists()


def test_a_kind_of_bytes_that_are_no_letters_is_named_in_the_note(folder: Path) -> None:
    name = os.fsdecode(b"\xff_10000_SI5.pdf")
    (folder / name).write_bytes(b"paper")
    (told,) = look(folder)
    assert told.fate is Fate.FAILED
    assert (folder / "failed" / f"{name}.txt").read_text() == told.sentence + "\n"
