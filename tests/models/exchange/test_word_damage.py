"""Word documents that are broken or made to harm: each gives one sentence, and nothing in them is done."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import RuleError
from models.exchange import content, word
from models.exchange.word import package
from tests.word_files import docx, members, packed, paragraph, run

GOOD = docx(paragraph(run("x")))
MAIN = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


def changed(name: str, data: bytes | str) -> bytes:
    return packed({**members(GOOD), name: data})


def replaced(name: str, old: str, new: str) -> bytes:
    before = members(GOOD)[name].decode()
    assert old in before
    return changed(name, before.replace(old, new))


def external(kind: str) -> bytes:
    link = f'<Relationship Id="rId8" Type="x/{kind}" Target="http://evil.example/a" TargetMode="External"/>'
    return replaced(RELATIONS, "</Relationships>", f"{link}</Relationships>")


def locked_member() -> bytes:
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (b"", "not a Word document"),
        (b"plain text", "not a Word document"),
        (GOOD[:-200], "not a Word document"),
        (packed({"a.txt": "x"}), "not a Word document"),
        (packed({"[Content_Types].xml": "<Types/>"}), "not a Word document"),
        (changed(MAIN, "<w:document"), "not a Word document"),
        (changed(MAIN, b""), "not a Word document"),
        (changed(MAIN, b"\xff\xfe\x00"), "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password or is of an old kind"),
        (locked_member(), "not a Word document"),
        (
            replaced(MAIN, "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/x"),
            "Strict",
        ),
        (changed("word/vbaProject.bin", b"x"), "macros"),
        (replaced("[Content_Types].xml", "document.main", "macroEnabled.main"), "macros"),
        (external("image"), "links to a part in http://evil.example/a"),
        (external("oleObject"), "embed it"),
        (changed(MAIN, f"<!DOCTYPE a [<!ENTITY x 'y'>]>{members(GOOD)[MAIN].decode()}"), "entities"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(document: bytes, sentence: str) -> None:
    for use in (
        lambda: word.fill(document, {}),
        lambda: word.fields(document),
        lambda: content.rendered("docx", document),
        lambda: content.merged_many("docx", document, [{}, {}]),
    ):
        with pytest.raises(RuleError, match=sentence):
            use()


def test_links_to_web_pages_are_no_harm() -> None:
    assert word.fill(external("hyperlink"), {})


def test_entities_are_never_resolved_wherever_they_stand() -> None:
    bomb = "<!DOCTYPE w:settings [" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'x' * 100}'>" for n in range(10)
    )
    with pytest.raises(RuleError, match=r"entities|not a Word document"):
        word.fill(changed("word/settings.xml", f"{bomb}]><w:settings>&a9;</w:settings>"), {})


def test_a_file_that_unpacks_into_gigabytes_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 2_000_000)
    with pytest.raises(RuleError, match="too large"):
        word.fill(changed("word/media/image1.png", b"\0" * 3_000_000), {})
    monkeypatch.setattr(package, "MAX_XML", 10_000)
    with pytest.raises(RuleError, match="too large"):
        word.fill(changed(MAIN, members(GOOD)[MAIN] + b" " * 20_000), {})


def test_a_file_of_too_many_members_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for number in range(package.MAX_MEMBERS + 1):
            file.writestr(f"{number}", b"")
    with pytest.raises(RuleError, match="too large"):
        word.fill(made.getvalue(), {})


def test_a_document_made_of_nothing_but_fields_is_refused() -> None:
    with pytest.raises(RuleError, match="more fields"):
        word.fill(docx(paragraph(run(xml="<w:fldChar/>" * 10_001))), {})


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_wrong_byte_makes_nothing_worse_than_a_sentence(place: int, by: int) -> None:
    data = bytearray(GOOD)
    data[place] ^= by
    with suppress(RuleError):
        content.plain("docx", content.merged("docx", bytes(data), {}))
