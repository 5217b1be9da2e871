"""Where attachments are kept: in the database or a folder, moved when that changes, checked, written out."""

from __future__ import annotations

import datetime as dt
import email.message
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.attachment import Attachment
from models.database import unit
from models.enums import StorageType
from models.errors import RuleError
from models.exchange.attachment_out import export
from models.exchange.attachment_text import as_text, left_unfilled
from models.queries import attachment_check
from models.queries import attachments as queries
from models.rules.content import attachments
from models.rules.content import storage as attachment_storage
from models.rules.content.attachments import store
from models.rules.templates import template_attachments as actions
from tests.models.attachments.samples import keep_in, keep_in_database, row, template
from tests.word_files import docx, field, run

pytestmark = pytest.mark.usefixtures("opened")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def moved() -> list[str]:
    """Move everything; the problems."""
    return [step.problem for step in attachment_storage.move() if step.problem]


def test_ATT_09_exporting_a_disk_stored_template_attachment_uses_the_stored_file(
    folder: Path, tmp_path: Path
) -> None:
    keep_in(folder)
    template("PAPER", "ENU")
    made = actions.import_file(row("PAPER"), "offer.docx", b"offer")
    stored = folder / f"{made}.docx"
    assert queries.disk_file(queries.about(made)) == stored
    stored.write_bytes(b"as it is in the folder")
    assert export(made, tmp_path) == tmp_path / "offer.docx"
    assert (tmp_path / "offer.docx").read_bytes() == b"as it is in the folder"
    stored.unlink()
    with pytest.raises(RuleError, match=r"offer\.docx cannot be read: the file .* is missing"):
        export(made, tmp_path / "again.docx")


def test_ATT_10_moving_attachments_to_a_folder(folder: Path) -> None:
    made = [store(f"{number}.txt", b"%d" % number) for number in range(3)]
    keep_in(folder)
    assert attachment_storage.to_move() == 3
    assert moved() == []
    assert names(folder) == sorted(f"{number}.txt" for number in made)
    assert [(folder / f"{number}.txt").read_bytes() for number in made] == [b"0", b"1", b"2"]
    assert attachment_storage.to_move() == 0
    assert list(attachment_check.problems()) == []
    keep_in_database()
    assert moved() == []
    assert names(folder) == []
    assert [queries.read(number) for number in made] == [b"0", b"1", b"2"]


def test_attachments_move_from_one_folder_to_another(folder: Path) -> None:
    keep_in(folder)
    made = store("a.txt", b"x")
    other = folder.parent / "other"
    other.mkdir()
    keep_in(other)
    assert moved() == []
    assert (names(folder), names(other)) == ([], [f"{made}.txt"])


@pytest.mark.parametrize("way", ["out", "back"])
@pytest.mark.parametrize("at", ["before", "after"])
def test_a_move_that_is_killed_half_way_is_whole_when_it_is_run_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, way: str, at: str
) -> None:
    made = {store(f"{number}.txt", b"%d" % number): b"%d" % number for number in range(4)}
    keep_in(folder)
    if way == "back":
        assert moved() == []
        keep_in_database()
    write: Callable[..., None] = attachments._write
    calls = iter(range(99))

    def killed(*arguments: object) -> None:
        ends = next(calls) == 2
        if ends and at == "before":
            raise KeyboardInterrupt
        write(*arguments)
        if ends:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(attachments, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            moved()
    assert {number: queries.read(number) for number in made} == made
    assert moved() == []
    assert {number: queries.read(number) for number in made} == made
    assert attachment_storage.to_move() == 0
    assert list(attachment_check.problems()) == []


def test_what_is_missing_or_damaged_stays_and_is_told(folder: Path) -> None:
    keep_in(folder)
    gone, damaged, whole = store("gone.txt", b"1"), store("damaged.txt", b"2"), store("whole.txt", b"3")
    (folder / f"{gone}.txt").unlink()
    (folder / f"{damaged}.txt").write_bytes(b"other")
    (folder / "999999.pdf").write_bytes(b"")
    (folder / "notes.md").write_bytes(b"not ours")
    found = "\n".join(attachment_check.problems())
    assert "gone.txt cannot be read" in found
    assert f"Attachment {damaged} (damaged.txt) is not what was stored: 5 bytes, not 1." in found
    assert "999999.pdf belongs to no attachment" in found
    assert "notes.md" not in found
    assert attachment_check.unused() == "3 attachments are used by nothing."
    keep_in_database()
    assert len(moved()) == 2
    assert queries.about(whole).storage_type is StorageType.EMBEDDED
    assert attachment_storage.to_move() == 2


@pytest.mark.parametrize(
    ("place", "said"),
    [("", "name one"), ("att", "must begin with /"), ("/no/such/folder", "make it first")],
)
def test_disk_files_need_a_folder_that_is_there(folder: Path, place: str, said: str) -> None:
    assert folder.is_dir()
    with pytest.raises(RuleError, match=said) as refused:
        keep_in(place)
    assert refused.value.field == "attachment_storage_location"


def test_a_folder_that_went_away_is_a_sentence_and_nothing_is_stored(folder: Path) -> None:
    keep_in(folder)
    folder.rmdir()
    with pytest.raises(RuleError, match=r"cannot be written.*Marketing Setup"):
        store("a.txt", b"x")
    assert not list(Attachment.select().tuples())


def test_why_nothing_was_stored_is_told_even_when_the_file_cannot_be_taken_back(folder: Path) -> None:
    keep_in(folder)

    @unit
    def fail() -> None:
        store("a.txt", b"x")
        shutil.rmtree(folder)
        folder.write_bytes(b"")
        raise RuleError("The reason.")

    with pytest.raises(RuleError, match="The reason"):
        fail()


def test_a_file_is_not_written_over_unasked_and_names_lead_nowhere(tmp_path: Path) -> None:
    made = store("../../offer.docx", b"new")
    (tmp_path / "offer.docx").write_bytes(b"mine")
    with pytest.raises(RuleError, match="is there already") as refused:
        export(made, tmp_path)
    assert refused.value.field == "file"
    assert (tmp_path / "offer.docx").read_bytes() == b"mine"
    export(made, tmp_path, overwrite=True)
    assert (tmp_path / "offer.docx").read_bytes() == b"new"
    with pytest.raises(RuleError, match="cannot be written"):
        export(made, tmp_path / "no" / "folder" / "x.docx")


def test_a_message_is_shown_as_text_without_what_would_move_the_cursor() -> None:
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "Nell Ashby <nell@example.com>", "Größe"
    message["Date"] = dt.datetime(2025, 5, 15, 9, tzinfo=dt.UTC)
    message.set_content("Dear Jo,\n\x1b[2Jthank you.\n")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="offer.pdf")
    text = as_text(store("mail.eml", bytes(message)))
    assert text.startswith("From: Nell Ashby <nell@example.com>\nDate: ")
    assert "Subject: Größe\nFiles: offer.pdf\n\nDear Jo,\nthank you.\n" in text
    assert as_text(store("list.csv", "Näme;1".encode())) == "Näme;1\n"
    with pytest.raises(RuleError, match=r"\.pdf cannot be shown as text"):
        as_text(store("offer.pdf", b"%PDF"))


def test_a_document_whose_merge_fields_nobody_fills_in_is_told() -> None:
    (told,) = left_unfilled(store("letter.docx", docx(field(" MERGEFIELD Name "))))
    assert told.startswith("letter.docx has merge fields, but only")
    assert told.endswith("import it into one (:word templates).")
    assert left_unfilled(store("theirs.docx", docx(field(" MERGEFIELD Their_Own ")))) == ()
    assert left_unfilled(store("plain.docx", docx(run("Dear all")))) == ()
    assert left_unfilled(store("no.docx", b"no document")) == ()
    assert left_unfilled(store("offer.pdf", b"%PDF")) == ()


def test_what_refers_to_attachments_is_known_before_anybody_has_imported_it() -> None:
    asked = (
        "from models.queries.attachment_uses import referring\n"
        "print([field.model.__name__ for field in referring()])"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert "AttachedFile" in done.stdout
    assert "AttachmentContent" not in done.stdout
