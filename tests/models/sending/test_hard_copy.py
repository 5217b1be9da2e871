"""Letters as files to print: one, an archive, or one file for all."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from models.attached_file import AttachedFile
from models.database import unit
from models.enums import ContentKind, DeliveryState, DeliveryStatus
from models.errors import RuleError, TouchbaseError
from models.exchange import word
from models.exchange.paper import hard_copy
from models.exchange.paper.hard_copy import Form
from models.queries import deliveries as queries
from models.rules.content import attachments
from models.rules.outgoing import deliveries
from models.word_template import WordTemplate
from tests import builders
from tests.models.sending.entries import HARD_COPY, entry, ida, row, state, status

pytestmark = pytest.mark.usefixtures("opened")

NO_CONVERTER = "no-such-converter"


def _letter(contact: int, text: str = "Dear Ida", name: str = "letter.docx", **values: Any) -> int:
    """A letter of one line, not queued."""
    data = word.blank([text]) if name.endswith("docx") else text.encode()
    kind = ContentKind.FILE if name.endswith("docx") else ContentKind.BODY
    stored = unit(attachments.store)(name, data, kind=kind)
    return entry(contact, attachment=stored, correspondence_type=int(HARD_COPY), **values)


def _write(entries: list[int], folder: Path, form: Form = Form.ARCHIVE) -> hard_copy.Written:
    return hard_copy.write(entries, folder, form=form, command=NO_CONVERTER)


def test_LSG_05_hard_copies_for_several_contacts_come_as_one_archive(tmp_path: Path) -> None:
    mill, optics = builders.company(), builders.company("CT2000", "Tarn Optics")
    entries = [_letter(contact, segment_no="SM100", subject="Invitation") for contact in (mill, optics)]
    made = deliveries.queue(entries)
    written = _write(entries, tmp_path)
    (archive,) = written.files
    assert archive.name == "Invitation SM100.zip"
    assert archive.stem.endswith("SM100")
    with zipfile.ZipFile(archive) as files:
        assert files.namelist() == ["Harbour Mill Ltd.docx", "Tarn Optics.docx"]
        assert files.read("Tarn Optics.docx") == word.blank(["Dear Ida"])
    assert {state(one) for one in made} == {DeliveryState.SENT}
    assert row(made[0]).sent_to == str(archive)
    assert status(entries[0]) is DeliveryStatus.SENT


def test_LSG_06_a_single_hard_copy_is_named_after_the_subject(tmp_path: Path) -> None:
    (file,) = _write([_letter(ida(), subject="Invitation")], tmp_path).files
    assert file.name == "Invitation.docx"
    assert list(tmp_path.iterdir()) == [file]


def test_two_contacts_of_one_name_and_files_that_go_along_have_names_of_their_own(tmp_path: Path) -> None:
    entries = [_letter(ida()), _letter(ida("CT3002"))]
    unit(AttachedFile.add)(entry=entries[1], attachment=unit(attachments.store)("prices.pdf", b"%PDF"))
    written = _write(entries, tmp_path, Form.FILES)
    names = [file.name for file in written.files]
    assert names == ["Ida Voss.docx", "Ida Voss (2).docx", "Ida Voss - prices.pdf"]


def test_names_from_data_lead_nowhere_else_and_nothing_is_overwritten(tmp_path: Path) -> None:
    evil = _letter(ida(), subject="../../../evil")
    (tmp_path / "in").mkdir()
    first = _write([evil], tmp_path / "in").files[0]
    second = _write([evil], tmp_path / "in").files[0]
    assert first.parent == second.parent == tmp_path / "in"
    assert first.name != second.name
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_texts_of_one_kind_can_be_one_file(tmp_path: Path) -> None:
    entries = [_letter(ida(f"CT{number}"), f"Dear {number}", "text.txt") for number in (1, 2)]
    (file,) = _write(entries, tmp_path, Form.ONE_FILE).files
    assert file.read_text() == "Dear 1\fDear 2"


def test_letters_of_one_document_template_can_be_one_file(tmp_path: Path) -> None:
    source = unit(attachments.store)("offer.docx", word.blank(["Dear {{contact_name}}"]))
    template = unit(WordTemplate.add)(code="OFFER", name="Offer", attachment=source)
    entries = [_letter(ida(f"CT{number}"), word_template=template) for number in (1, 2)]
    (file,) = _write(entries, tmp_path, Form.ONE_FILE).files
    assert file.suffix == ".docx"


def test_letters_of_several_kinds_cannot_be_one_file(tmp_path: Path) -> None:
    entries = [_letter(ida()), _letter(ida("CT2"), "Dear", "text.txt")]
    with pytest.raises(RuleError, match="cannot be one file"):
        _write(entries, tmp_path, Form.ONE_FILE)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_left_out_with_the_reason(tmp_path: Path) -> None:
    entries = [_letter(ida()), _letter(ida("CT3002", privacy_blocked=True))]
    written = _write(entries, tmp_path)
    assert (written.letters, written.left_out) == (
        1,
        ("CT3002 Ida Voss, or its company, is blocked for privacy and is not written to.",),
    )
    with pytest.raises(RuleError, match="No hard copies wait"):
        _write([], tmp_path)


def test_a_letter_that_cannot_be_filled_in_is_left_out_and_the_others_are_written(tmp_path: Path) -> None:
    bad = _letter(ida(), "Dear {{contact_nam}}", "text.txt", merged=False)
    good = _letter(ida("CT2"), "Dear {{contact_name}}", "text.txt", merged=False)
    written = _write([bad, good], tmp_path)
    assert written.files[0].read_text() == "Dear Ida Voss"
    assert "contact_nam" in written.left_out[0]


def test_a_folder_that_cannot_be_written_leaves_all_waiting(tmp_path: Path) -> None:
    entries = [_letter(ida()), _letter(ida("CT3002"))]
    made = deliveries.queue(entries)
    with pytest.raises(TouchbaseError, match="cannot be written"):
        _write(entries, tmp_path / "missing")
    assert {state(one) for one in made} == {DeliveryState.WAITING}
    assert queries.hard_copies() == entries


def test_documents_and_texts_become_pdf_where_a_converter_is_installed(tmp_path: Path) -> None:
    program = tmp_path / "converter"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"; out=$2; shift 2\n'
        'for file; do name=$(basename "$file"); echo "%PDF of $name" >"$out/${name%.*}.pdf"; done\n'
    )
    program.chmod(0o755)
    entries = [
        _letter(ida()),
        _letter(ida("CT2"), "*Dear*", "text.md"),
        _letter(ida("CT3"), "Dear", "text.txt"),
    ]
    folder = tmp_path / "letters"
    folder.mkdir()
    hard_copy.write(entries, folder, form=Form.FILES, command=str(program))
    assert sorted(path.name for path in folder.iterdir()) == [
        "Ida Voss (2).pdf",
        "Ida Voss.pdf",
        "Ida Voss.txt",
    ]
    assert (folder / "Ida Voss (2).pdf").read_text() == "%PDF of 000000.html\n"


@pytest.mark.parametrize("form", list(Form))
def test_an_entry_whose_contact_is_gone_is_left_out_and_told(tmp_path: Path, form: Form) -> None:
    gone = entry(None, correspondence_type=int(HARD_COPY), merged=False)
    written = _write([gone, _letter(ida(), name="letter.txt", merged=False)], tmp_path, form)
    assert written.left_out == (f"Entry {gone} has no contact any more; there is nobody to write to.",)
    assert written.letters == 1
