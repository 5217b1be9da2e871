"""The screen of attachments by keys: a template's text in the editor, a log entry's papers read and saved."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.queries import attachments as queries
from models.queries.attached_files import Owner, files_of
from models.rules import records
from models.rules.content import attached_files
from models.rules.content.attachments import store
from models.rules.templates import template_attachments as actions
from models.starter.loading import load_starter
from tests.models.attachments.samples import ROWS, row, template, word_template
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui import paths
from tui.commands import BY_ID

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
SIZES = [(80, 24), (120, 40)]


def set_editor(program_text: str) -> None:
    """Let the editor be a program over the file in `file`."""
    code = f"import pathlib, sys; file = pathlib.Path(sys.argv[1]); {program_text}"
    paths.config_dir().mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(f"editor = '''{sys.executable} -c \"{code}\"'''\n")


@pytest.fixture(autouse=True)
def no_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal without windows, as over SSH."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


async def choose(running: Program, words: str) -> None:
    """Type into a list of choices and take the first."""
    await running.type(words)
    await running.press("enter")


async def type_path(running: Program, path: Path) -> None:
    """Put a path into the field for it, and press Enter."""
    from tui.widgets.quiet_input import QuietInput

    running.app.screen.query_one(QuietInput).value = str(path)
    await running.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_the_attachments_of_a_language_look_as_laid_out(size: tuple[int, int], opened: str) -> None:
    load_starter()
    template("PAPER", "ENU")
    records.change(ROWS, row("PAPER"), 0, {"custom_layout": "Markdown"})
    attached_files.attach(Owner.TEMPLATE_LANGUAGE, row("PAPER"), "price list.pdf", b"x" * 123_456)
    async with program(opened, size=size) as running:
        await running.open(ROWS)
        await running.press("V")
        assert_picture(running.app, f"attachments_{size[0]}x{size[1]}")


async def test_a_text_is_made_and_edited_in_the_editor_and_undone(opened: str) -> None:
    load_starter()
    template("PAPER", "ENU")
    set_editor("file.write_text('Dear {{contact_name}}')")
    async with program(opened) as running:
        await running.open(ROWS)
        await running.press("V")
        assert "Nothing is attached; n makes a text, I imports a file." in picture(running.app)
        await running.press("n")
        await choose(running, "markdown")
        assert "Stored PAPER-ENU.md." in running.said
        (file,) = files_of(Owner.TEMPLATE_LANGUAGE, row("PAPER"))
        assert queries.read(file.attachment.id) == b"Dear {{contact_name}}"
        await running.press("enter")
        assert "Dear {{contact_name}}" in picture(running.app)
        await running.press("escape", "Z")
        assert "{{contact_name}}" in picture(running.app).splitlines()[3]
        await running.press("escape", "u")
        assert b"{{formal_salutation}}" in queries.read(file.attachment.id)
        await running.press("d", "y")
        assert files_of(Owner.TEMPLATE_LANGUAGE, row("PAPER")) == []
        await running.press("u")
        assert len(files_of(Owner.TEMPLATE_LANGUAGE, row("PAPER"))) == 1


async def test_what_another_language_has_is_copied_in_place_of_the_content_only(opened: str) -> None:
    load_starter()
    template("PAPER", "ENU", "DEU")
    for language in ("ENU", "DEU"):
        actions.import_file(row("PAPER", language), "offer.txt", b"old")
    async with program(opened) as running:
        await running.open(ROWS)
        await running.press("V")
        running.screen.run_command(BY_ID["copy_content"])
        await running.settle()
        await running.press("enter")
        assert "is there already.  r replace it   n keep" in running.said
        await running.press("r")
        assert "Copied from PAPER/DEU.  u undoes this." in running.said


async def test_a_merge_field_that_does_not_exist_is_named_once_the_text_is_stored(
    opened: str, tmp_path: Path
) -> None:
    load_starter()
    template("PAPER", "ENU")
    set_editor("file.write_text('Dear {{contact_nmae}}')")
    (tmp_path / "offer.txt").write_text("Dear {{contact_nmae}}, {{date}}")
    async with program(opened) as running:
        await running.open(ROWS)
        await running.press("V", "n")
        await choose(running, "plain")
        assert "! Stored PAPER-ENU.txt.  There is no merge field “contact_nmae”" in running.said
        await running.press("I")
        await type_path(running, tmp_path / "offer.txt")
        await running.press("r")
        assert "! Attached offer.txt.  u undoes this.  There is no merge field" in running.said


async def test_an_imported_file_replaces_what_is_there_or_goes_along(opened: str, tmp_path: Path) -> None:
    load_starter()
    template("PAPER", "ENU")
    actions.import_file(row("PAPER"), "offer.txt", b"old")
    (tmp_path / "new.txt").write_text("new")
    async with program(opened) as running:
        await running.open("interaction-templates")
        await running.type("sPAPER")
        await running.press("enter", "V")
        for answer, names in (("n", ["offer.txt"]), ("b", ["offer.txt", "new.txt"]), ("r", ["new.txt"] * 2)):
            await running.press("I")
            await type_path(running, tmp_path / "new.txt")
            assert "offer.txt is there already." in picture(running.app)
            await running.press(answer)
            assert [file.attachment.name for file in files_of(Owner.TEMPLATE_LANGUAGE, row("PAPER"))] == names


async def test_TPL_07_on_the_screen_a_word_template_keeps_the_attachment_from_being_edited(
    opened: str,
) -> None:
    load_starter()
    template("PAPER", "ENU")
    word_template("OFFER")
    records.change(ROWS, row("PAPER"), 0, {"word_template_code": "OFFER"})
    async with program(opened) as running:
        await running.open(ROWS)
        await running.press("V", "n")
        await choose(running, "markdown")
        assert "PAPER uses a Word template" in running.said


async def test_attachments_are_moved_when_marketing_setup_says_so(opened: str, tmp_path: Path) -> None:
    load_starter()
    made = store("a.txt", b"x")
    async with program(opened) as running:
        await running.open("marketing-setup")
        await running.press("e")
        await running.fill("attachment_storage_location", str(tmp_path))
        await running.press("shift+tab")
        await running.type("Disk File")
        await running.press("f9")
        assert "1 attachment is kept elsewhere" in picture(running.app)
        await running.press("y")
        assert (tmp_path / f"{made}.txt").read_bytes() == b"x"
