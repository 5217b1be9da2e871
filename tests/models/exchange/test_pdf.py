"""Letters as PDF where an office program is installed, and what is said where it is not."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.errors import RuleError
from models.exchange import word
from models.exchange.paper import pdf
from models.merge_field import FIELDS
from tests.word_files import DOCUMENTS


def program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "convert"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_pdf_of_a_letter_holds_every_value_or_the_letter_stays_as_it_is() -> None:
    values = {each.name: f"Ж{number}ö&" for number, each in enumerate(FIELDS)}
    letters = [word.fill(document, values) for document in DOCUMENTS.values()]
    if pdf.available():
        for document, made in zip(DOCUMENTS.values(), pdf.convert(letters), strict=True):
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
            assert [name for name in word.fields(document) if values[name] not in text] == []
    else:
        with pytest.raises(RuleError, match="install LibreOffice"):
            pdf.convert(letters)


def test_a_missing_converter_is_told() -> None:
    assert not pdf.available("no-such-converter")
    for command in ("no-such-converter --fast", "", "'open quote"):
        with pytest.raises(RuleError, match="install LibreOffice"):
            pdf.convert([b"x"], command=command)


def test_a_converter_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"made no PDF of the document \(no space left\)"):
        pdf.convert([b"x"], command=program(tmp_path, "echo no space left >&2; exit 1"))


def test_a_converter_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "START_SECONDS", 0.2)
    monkeypatch.setattr(pdf, "SECONDS_A_DOCUMENT", 0)
    with pytest.raises(RuleError, match=r"within 0\.2 seconds"):
        pdf.convert([b"x"], command=program(tmp_path, "sleep 600 & sleep 600"))


def test_many_documents_are_one_run_each_named_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "AT_ONCE", 2)
    runs = tmp_path / "runs"
    script = (
        f'echo run >> {runs}; while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; out="$2"; shift 2\n'
        'for each; do made="$out/$(basename "$each" .docx).pdf"; printf %%PDF > "$made"\n'
        'cat "$each" >> "$made"; done'
    )
    made = pdf.convert([b"a", b"b", b"c"], command=program(tmp_path, script))
    assert made == [b"%PDFa", b"%PDFb", b"%PDFc"]
    assert runs.read_text().count("run") == 2
