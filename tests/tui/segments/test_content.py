"""What a segment sends, by keys: its text, that of a line, the preview, logging with letters."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from models.delivery import Delivery
from models.queries import attachments
from models.queries.segment_contents import of_line, of_segment
from models.rules import records, undo
from models.rules.segments import content
from models.rules.segments.content_rows import default_place
from models.segment import SegmentLine
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import program
from tests.tui.segments.conftest import Spring
from tui.screens.attachments import AttachmentsScreen
from tui.screens.segments.list import SegmentList
from tui.screens.segments.logging import LogSegmentScreen
from tui.widgets.quiet_input import QuietInput

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def letters(spring: Spring) -> Spring:
    """The segment with a text for all, and no address in the way: its lines are hard copies."""
    content.write(default_place(spring.segment), "Dear {{contact_name}},\n\ncome.\n", "txt")
    records.change("segments", spring.segment, 0, {"subject": "Invitation"}, agreed=("update_lines",))
    undo.forget()
    return spring


def text_of(line: int) -> str:
    source = of_line(line)
    assert source is not None
    assert source.attachment is not None
    return attachments.read(source.attachment).decode()


async def test_a_file_becomes_what_the_segment_sends_and_what_one_line_sends(
    spring: Spring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "offer.pdf").write_bytes(b"%PDF")
    async with program(spring.url) as running:
        await running.press("2", "enter", "tab", "V")
        assert isinstance(running.screen, AttachmentsScreen)
        await running.press("I")
        await running.type("offer.pdf")
        await running.press("enter")
        assert "Attached offer.pdf." in running.said
        await running.press("escape")
        assert "sends offer.pdf" in picture(running.app)
        await running.press("tab", "V")
        assert "Inherited" in running.context
        await running.press("I")
        await running.type("offer.pdf")
        await running.press("enter", "r")
        assert "Unique" in running.context
        await running.press("d", "y")
        assert "Inherited" in running.context
        await running.press("u")
        assert "Unique" in running.context
    (source,) = of_segment(spring.segment).values()
    assert attachments.read(source.attachment or 0) == b"%PDF"
    line = SegmentLine.select().order_by(SegmentLine.line_no).get().id
    assert of_line(line) != source


@SIZES
async def test_the_page_before_logging_says_what_is_sent(letters: Spring, size: tuple[int, int]) -> None:
    async with program(letters.url, size=size) as running:
        await running.press("2", "enter", "f9")
        assert_picture(running.app, f"segment_before_sending_{size[0]}x{size[1]}")


async def test_letters_are_previewed_logged_and_written_to_a_folder(
    letters: Spring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with program(letters.url) as running:
        await running.press("2", "enter", "f9", "j", "j", "j", "enter")
        assert "Dear Harbour Mill Ltd," in picture(running.app)
        await running.press("escape", "f9")
        assert "Log 3 interactions?  3 hard copies." in running.said
        await running.press("y")
        await running.type("letters")
        await running.press("enter", "a")
        await running.until(lambda: isinstance(running.screen, SegmentList))
        assert "3 letters are in" in running.said
    (archive,) = (tmp_path / "letters").glob("*.zip")
    assert archive.stem == "Invitation SPRING"
    with zipfile.ZipFile(archive) as files:
        assert len(files.namelist()) == 3


async def test_letters_that_cannot_be_written_once_logged_say_where_they_wait(
    letters: Spring, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    async with program(letters.url) as running:
        await running.press("2", "enter", "f9", "f9", "y", "ctrl+u")
        running.screen.query_one(QuietInput).value = str(tmp_path / "file" / "letters")
        await running.press("enter", "a")
        await running.until(lambda: isinstance(running.screen, SegmentList))
        assert "cannot be made: Not a directory." in running.said
        assert "3 hard copies wait in :deliveries" in running.said


async def test_lines_that_cannot_be_sent_are_said_until_sending_is_off(letters: Spring) -> None:
    SegmentLine.update(correspondence_type=2).where(SegmentLine.contact == letters.nell).execute()
    async with program(letters.url) as running:
        await running.press("2", "enter", "f9")
        assert isinstance(running.screen, LogSegmentScreen)
        assert "! no e-mail" in picture(running.app)
        await running.press("f9")
        assert "1 line cannot be logged" in running.said
        await running.press("j", "j", "space")
        shown = picture(running.app)
        assert "no, only log it" in shown
        assert "no e-mail" not in shown
        await running.press("f9", "y")
        assert "Logged 3 interactions" in running.said
    assert Delivery.select().count() == 0


async def test_content_that_no_line_may_send_says_why(letters: Spring) -> None:
    SegmentLine.update(correspondence_type=0).execute()
    async with program(letters.url) as running:
        await running.press("2", "enter", "f9")
        assert "Send               nothing: no line has a correspondence type" in picture(running.app)
        await running.press("j", "j", "enter", "f9", "y")
        assert "Logged 3 interactions" in running.said
    assert Delivery.select().count() == 0


async def test_a_line_without_content_says_where_that_of_all_lines_is(spring: Spring) -> None:
    async with program(spring.url) as running:
        await running.press("2", "enter", "V")
        assert "V on its header" in picture(running.app)
        await running.press("escape", "tab", "V")
        assert "Nothing is sent; n makes a text, I imports a file." in picture(running.app)
