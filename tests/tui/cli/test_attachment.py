"""The verbs for attachments as scripts call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Shell

LANGUAGE = "LETTER/ENU"


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """A template with a language row."""
    shell("new", "salespeople", "code=JO", "name=Jo Okafor")
    shell("new", "interaction-groups", "code=MAIL")
    for language in ("ENU", "DEU"):
        shell("new", "languages", f"code={language}")
    letter = ("interaction_group_code=MAIL", "description=Letter", "correspondence_type=")
    shell("new", "interaction-templates", "code=LETTER", *letter)
    shell("new", "interaction-template-languages", "interaction_template_code=LETTER", "language_code=ENU")
    return shell


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    made = tmp_path / "offer.txt"
    made.write_text("Dear {{contact_name}},\n")
    return made


def test_a_template_gets_a_file_that_is_copied_shown_exported_and_removed(
    filled: Shell, paper: Path, tmp_path: Path
) -> None:
    made = filled("attachment", "import", LANGUAGE, str(paper), "--json").record
    assert (made["name"], made["size"], made["type"]) == ("offer.txt", 23, "Merge Body")
    assert filled("attachment", "show", LANGUAGE).out == "Dear {{contact_name}},\n"
    assert filled("attachment", "fields", LANGUAGE).out == "contact_name\n"
    refused = filled("attachment", "import", LANGUAGE, str(paper), code=1)
    assert "offer.txt" in refused.err
    filled("attachment", "import", LANGUAGE, str(paper), "--replace")
    filled("new", "interaction-template-languages", "interaction_template_code=LETTER", "language_code=DEU")
    filled("attachment", "copy", LANGUAGE, "LETTER/DEU")
    assert "another language" in filled("attachment", "copy", LANGUAGE, LANGUAGE, code=1).err
    target = tmp_path / "out"
    target.mkdir()
    assert filled("attachment", "export", "LETTER/DEU", str(target)).out == f"{target / 'offer.txt'}\n"
    assert "is there already" in filled("attachment", "export", "LETTER/DEU", str(target), code=1).err
    filled("attachment", "export", "LETTER/DEU", str(target), "--overwrite")
    shown = filled("attachment", "remove", LANGUAGE, "--json").record
    assert shown["attachment_no"] in (None, "")
    assert filled("attachment", "show", LANGUAGE, code=3).err == "touchbase: LETTER/ENU has no attachment.\n"


def test_a_text_is_imported_for_a_language_that_the_template_lacks(
    filled: Shell, paper: Path, tmp_path: Path
) -> None:
    paper.write_text("Dear all,\n")
    made = filled("attachment", "import", "LETTER/DEU", str(paper), "--text", "--json").record
    assert (made["name"], made["type"]) == ("offer.txt", "Merge Body")
    row = filled("show", "interaction-template-languages", "LETTER/DEU", "--json").record
    assert row["custom_layout"] == "Plain Text"
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    refused = filled("attachment", "import", "LETTER/DEU", str(picture), "--text", "--replace", code=1)
    assert "not picture.png" in refused.err
    unknown = filled("attachment", "import", "LETTER/XXX", str(paper), code=3)
    assert unknown.err == "touchbase: There is no XXX on page languages.\n"


def test_a_text_and_a_word_template_are_made_in_place(filled: Shell, paper: Path) -> None:
    assert filled("attachment", "create", LANGUAGE, "--as", "md", "--json").record["name"] == "LETTER-ENU.md"
    filled("new", "word-templates", "code=OFFER", "name=Offer")
    filled("attachment", "create", "OFFER")
    assert filled("attachment", "fields", "OFFER", "--json").record == {
        "fields": ["formal_salutation", "salesperson_name"]
    }
    filled("attachment", "import", "OFFER", str(paper), "--replace")
    assert filled("attachment", "show", "OFFER").out == "Dear {{contact_name}},\n"


def test_files_are_added_to_a_log_entry(filled: Shell, paper: Path) -> None:
    filled("new", "contacts", "no=CT1", "name=Nell Ashby", "type=Person", "salesperson_code=JO")
    made = filled("interaction", "create", "--contact", "CT1", "--template", "LETTER", "--json").record
    entry = str(made["entry_no"])
    filled("attachment", "add", entry, str(paper))
    (file,) = filled("attachment", "files", entry, "--json").records
    assert (file["name"], file["read_only"]) == ("offer.txt", True)
    assert filled("attachment", "add", entry, str(paper.parent / "no.txt"), code=1).err.count("\n") == 1
    filled("attachment", "add", "9999", str(paper), code=3)


def test_attachments_are_moved_and_checked(filled: Shell, paper: Path, tmp_path: Path) -> None:
    filled("attachment", "import", LANGUAGE, str(paper))
    folder = tmp_path / "att"
    folder.mkdir()
    filled(
        "set", "marketing-setup", "attachment_storage_type=Disk File",
        f"attachment_storage_location={folder}",
    )  # fmt: skip
    assert filled("attachment", "move", "--json").record == {"moved": 1, "stayed": 0}
    (file,) = folder.iterdir()
    assert "belongs to no" not in filled("check").out
    file.unlink()
    assert "is missing" in filled("check", code=1).out
    filled("set", "marketing-setup", "attachment_storage_type=Embedded")
    assert filled("attachment", "move", "--json", code=1).record == {"moved": 0, "stayed": 1}


def test_a_refused_import_leaves_no_language_behind(filled: Shell, paper: Path) -> None:
    pdf = paper.with_suffix(".pdf")
    pdf.write_bytes(b"%PDF")
    refused = filled("attachment", "import", "LETTER/DEU", str(pdf), "--text", code=1)
    assert "txt, md or html" in refused.err
    assert "LETTER/DEU" in filled("attachment", "files", "LETTER/DEU", code=3).err


def test_the_document_of_a_word_template_begins_as_word_and_is_replaced(filled: Shell) -> None:
    filled("new", "word-templates", "code=OFFER", "name=Offer")
    assert "begins as docx" in filled("attachment", "create", "OFFER", "--as", "md", code=2).err
    filled("attachment", "create", "OFFER")
    assert "already" in filled("attachment", "create", "OFFER", code=1).err
    filled("attachment", "create", "OFFER", "--replace")


def test_all_merge_fields_are_listed_with_an_example(shell: Shell) -> None:
    assert "contact_name\tContact Name\tNell Ashby\n" in shell("attachment", "fields").out
    first = shell("attachment", "fields", "--json").records[0]
    assert (first["name"], "salutation" in first["aliases"]) == ("formal_salutation", True)
