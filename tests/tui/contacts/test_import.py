"""Import from the menu: checked first, then stored, by keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

from models.contact import Contact
from models.starter.loading import load_starter
from tests.pictures import picture
from tests.tui.pages.program import Program, program
from tui.data.importing import completions


async def until(running: Program, text: str) -> None:
    """Wait until the screen shows a text."""
    async with asyncio.timeout(60):
        while text not in picture(running.app):
            await running.pilot.pause(0.05)


async def stored(running: Program) -> None:
    """Wait until the message line says what was stored."""
    async with asyncio.timeout(60):
        while not running.said.startswith("1 row:"):
            await running.pilot.pause(0.05)


def spreadsheet(tmp_path: Path, text: str) -> Path:
    """A CSV file."""
    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8")
    return path


async def enter_path(running: Program, path: Path) -> None:
    """Open the import and enter a path, as pasting does."""
    from tui.widgets.quiet_input import QuietInput

    await running.open("import-contacts")
    running.app.screen.query_one(QuietInput).value = str(path)
    await running.pilot.press("enter")


async def test_a_file_is_checked_before_it_is_stored(opened: str, tmp_path: Path) -> None:
    load_starter()
    path = spreadsheet(tmp_path, "Name,E-Mail\nNell Ashby,nell@mill.example\n,nobody@mill.example\n")
    async with program(opened) as running:
        await enter_path(running, path)
        await until(running, "1 new, 0 changed, 1 refused. Import?")
        assert "Line 3" in picture(running.app)
        assert Contact.select().count() == 0
        await running.pilot.press("y")
        await until(running, "Refused rows:")
        assert [row.name for row in Contact.select()] == ["Nell Ashby"]


async def test_enter_on_the_question_stores_nothing(opened: str, tmp_path: Path) -> None:
    load_starter()
    path = spreadsheet(tmp_path, "Name\nNell Ashby\n")
    async with program(opened) as running:
        await enter_path(running, path)
        await until(running, "Import?")
        await running.press("enter")
        assert Contact.select().count() == 0


async def test_unknown_columns_are_mapped_on_the_screen(opened: str, tmp_path: Path) -> None:
    load_starter()
    path = spreadsheet(tmp_path, "Nom complet,Pointure\nNell Ashby,38\n")
    async with program(opened) as running:
        await enter_path(running, path)
        await until(running, "Nom complet")
        await running.pilot.press("enter")
        await until(running, "Company Name")
        await running.pilot.press(*"name", "enter")
        await until(running, "1 new, 0 changed, 0 refused. Import?")
        await running.pilot.press("y")
        await stored(running)
        assert [row.name for row in Contact.select()] == ["Nell Ashby"]


async def test_a_file_that_is_not_there_is_a_sentence(opened: str, tmp_path: Path) -> None:
    async with program(opened) as running:
        await enter_path(running, tmp_path / "nothing.vcf")
        await until(running, "! ")
        await running.press("escape")
        assert Contact.select().count() == 0


def test_paths_are_completed_folders_with_a_slash_and_hidden_ones_when_asked(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "Cards.vcf").write_text("")
    (tmp_path / ".hidden").write_text("")
    assert completions(f"{tmp_path}/ca") == [f"{tmp_path}/cards/", f"{tmp_path}/Cards.vcf"]
    assert f"{tmp_path}/.hidden" not in completions(f"{tmp_path}/")
    assert completions(f"{tmp_path}/.h") == [f"{tmp_path}/.hidden"]
    assert completions("/nowhere/at/all") == []
