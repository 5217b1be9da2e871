"""Export by keys: a form, a file that appears when it is whole, the clipboard."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from models.demo.loading import load_demo
from models.queries.lists import windows
from models.queries.lists.rows import Question
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.data import exporting
from tui.screens.lists.export import ExportScreen
from tui.screens.lists.screen import ListScreen

pytestmark = [pytest.mark.parametrize("engine", ["sqlite"]), pytest.mark.usefixtures("here")]


@asynccontextmanager
async def running(
    url: str, page: str = "contacts", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Program]:
    """The program on the demo data."""
    load_demo()
    async with program(url, size=size, start_at=page) as one:
        yield one


async def until(one: Program, done: Callable[[], bool]) -> None:
    """Wait for a process of its own."""
    async with asyncio.timeout(60):
        while not done():
            await one.pilot.pause(0.02)
    await one.settle()


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_form_of_an_export(opened: str, size: tuple[int, int]) -> None:
    async with running(opened, size=size) as one:
        await one.press("space", "X")
        assert_picture(one.app, f"export_{size[0]}x{size[1]}")


async def test_what_the_list_shows_is_in_the_file_in_its_order(opened: str, here: Path) -> None:
    async with running(opened, "log-entries") as one:
        screen = one.app.screen
        assert isinstance(screen, ListScreen)
        await one.press("X", "f9")
        await until(one, lambda: one.app.screen is screen)
        (file,) = here.glob("log-entries-*.csv")
        assert f"~/{file.name}" in one.said
        found = rows(file)
        entries = windows.window(screen.question, None, limit=5_000).rows
        assert [int(one["Entry No."]) for one in found] == [row.id for row in entries]
        assert "Description" in found[0]
        assert "Status" not in found[0]


async def test_marked_rows_alone_are_written_as_json(opened: str, here: Path) -> None:
    async with running(opened) as one:
        await one.press("space", "space", "X")
        await one.type("json")
        await one.press("tab", "f9")
        await until(one, lambda: not isinstance(one.app.screen, ExportScreen))
        (file,) = here.glob("contacts-*.jsonl")
        names = [json.loads(line)["name"] for line in file.read_text("utf-8").splitlines()]
        expected = windows.window(Question("contacts", ("name",), "name"), None, limit=2).rows
        assert names == [row.cells[0] for row in expected]


async def test_all_but_a_few_are_written(opened: str, here: Path) -> None:
    async with running(opened) as one:
        await one.press("a", "space", "X", "f9")
        await until(one, lambda: not isinstance(one.app.screen, ExportScreen))
        (file,) = here.glob("contacts-*.csv")
        assert len(rows(file)) == windows.count(Question("contacts", (), "name")) - 1


async def test_the_people_of_a_company_are_exported_from_their_list(opened: str, here: Path) -> None:
    load_demo()
    company = windows.window(Question("contacts", ("no",), "no"), None, limit=1).rows[0]
    async with program(opened) as one:
        open_for = one.app.screens["log-entries"].open_for
        assert open_for is not None
        screen = open_for((("company", company.id),))
        assert isinstance(screen, ListScreen)
        await one.app.push_screen(screen)
        await one.settle()
        number = windows.count(screen.question)
        await one.press("X", "f9")
        await until(one, lambda: not isinstance(one.app.screen, ExportScreen))
        (file,) = here.glob("*.csv")
        assert len(rows(file)) == number


async def test_a_file_that_exists_is_replaced_only_after_a_question(opened: str, here: Path) -> None:
    async with running(opened) as one:
        await one.press("X")
        screen = one.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.form is not None
        file = Path(screen.form.texts()["file"]).expanduser()
        assert file.parent == here
        file.write_text("mine")
        await one.press("f9")
        assert "Replace it?" in one.said
        await one.press("enter")
        assert file.read_text() == "mine"
        await one.press("f9", "y")
        await until(one, lambda: not isinstance(one.app.screen, ExportScreen))
        assert len(rows(file)) > 10


async def test_a_file_that_cannot_be_written_is_a_sentence_and_the_form_stays(opened: str) -> None:
    async with running(opened) as one:
        await one.press("X", "tab")
        await one.type("/dev/full")
        await one.press("f9", "y")
        await until(one, lambda: "cannot be written" in picture(one.app))
        assert isinstance(one.app.screen, ExportScreen)
        await one.press("escape")
        assert isinstance(one.app.screen, ListScreen)


async def test_esc_stops_a_running_export_and_nothing_stays(
    opened: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(opened) as one:
        monkeypatch.setattr("sys.executable", str(_waiting(here)))
        await one.press("X")
        await one.pilot.press("f9")
        await until(one, lambda: "of" in one.said and "rows" in one.said and "Esc stops" in one.said)
        await one.pilot.press("j", "escape")
        await until(one, lambda: "nothing was written" in one.said)
        assert list(here.glob("contacts-*")) == []


def _waiting(folder: Path) -> Path:
    """A program that says how far it is and then waits for Ctrl+C."""
    path = folder / "waiting"
    path.write_text(
        "#!/bin/sh\ntrap 'kill $!; exit 130' INT\necho '{\"rows\": 3}'\nsleep 60 >/dev/null 2>&1 &\nwait\n"
    )
    path.chmod(0o700)
    return path


async def test_the_clipboard_takes_the_first_rows_and_says_so(
    opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "CLIPBOARD_ROWS", 3)
    async with running(opened) as one:
        await one.press("X")
        await one.type("clip")
        await one.press("tab", "f9")
        assert isinstance(one.app.screen, ListScreen)
        head, *lines = one.app.clipboard.splitlines()
        assert head.split("\t")[:2] == ["No.", "Name"]
        assert len(lines) == 3
        assert "Sent the first 3 of 211 rows to the terminal's clipboard." in one.said


@pytest.mark.usefixtures("opened")
def test_a_clipboard_that_is_full_ends_with_a_whole_row(monkeypatch: pytest.MonkeyPatch) -> None:
    load_demo()
    monkeypatch.setattr(exporting, "CLIPBOARD_BYTES", 200)
    question = Question("contacts", ("no", "name", "company_name"), "name")
    text, number = exporting.clip(exporting.Wanted(question))
    assert len(text.encode()) <= 200
    assert text.endswith("\n")
    assert 0 < number == len(text.splitlines()) - 1
