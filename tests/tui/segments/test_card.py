"""The list of segments and their cards by keys: what is in the database, and what is on the screen."""

from __future__ import annotations

import pytest

from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Question
from models.queries.records import View
from models.rules import records as rules
from tests import builders
from tests.pictures import assert_picture, picture
from tests.tui.contacts.conftest import log
from tests.tui.pages.program import Program, program
from tests.tui.segments.conftest import Spring
from tui.screens.log.list import LogScreen
from tui.screens.segments.card import SegmentCard
from tui.screens.segments.header import SegmentHeader
from tui.screens.segments.list import SegmentList

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
LINES = ("line_no", "contact_no", "description", "salesperson_code", "interaction_template_code")


def lines(segment: int) -> list[tuple[object, ...]]:
    """The lines of a segment."""
    question = Question("segment-lines", LINES, "line_no", context=(("segment", segment),))
    return [row.cells for row in windows.window(question, None, limit=50).rows]


def segment(no: str) -> View:
    """A segment by its number."""
    return records.view("segments", records.find("segments", no))


async def open_card(running: Program) -> SegmentCard:
    """Open the card of the only segment by keys, the cursor on its first line."""
    await running.press("2")
    await running.press("enter")
    assert isinstance(running.screen, SegmentCard)
    return running.screen


async def change_header(running: Program, field: str, text: str) -> None:
    """Type into a field of the header, and save."""
    await running.press("tab", "e")
    assert isinstance(running.screen, SegmentHeader)
    await running.fill(field, text)
    await running.press("f9")


@SIZES
async def test_the_card_looks_like_this(spring: Spring, size: tuple[int, int]) -> None:
    line = lines_ids(spring.segment)[1]
    rules.change("segment-lines", line, 0, {"salesperson_code": "", "subject": "For Nell"})
    async with program(spring.url, size=size) as running:
        card = await open_card(running)
        card.body.describe()
        await running.press("down", "up")
        card.body.describe()
        await running.settle()
        assert_picture(running.app, f"segment_{size[0]}x{size[1]}")


def lines_ids(segment_id: int) -> list[int]:
    """The ids of the lines of a segment."""
    return list(windows.all_ids(Question("segment-lines", (), "line_no", context=(("segment", segment_id),))))


@SIZES
async def test_the_list_looks_like_this(spring: Spring, size: tuple[int, int]) -> None:
    async with program(spring.url, size=size) as running:
        await running.press("2")
        assert isinstance(running.screen, SegmentList)
        running.screen.say_about_row()
        await running.settle()
        assert_picture(running.app, f"segments_{size[0]}x{size[1]}")


async def test_a_new_segment_gets_a_number_and_the_block_of_its_template_and_its_card_opens(
    spring: Spring,
) -> None:
    async with program(spring.url) as running:
        await running.press("2", "n")
        await running.fill("description", "Calls")
        await running.fill("interaction_template_code", "OUTGOING")
        await running.press("f9")
        card = running.screen
        assert isinstance(card, SegmentCard), running.said
        made = records.view("segments", card.segment_id)
        assert made.values["no"]
        assert made.values["salesperson_code"] == "JO"
        assert made.values["information_flow"] == 1
        assert "No lines yet" in picture(running.app)


async def test_a_logged_number_cannot_be_typed_again(spring: Spring) -> None:
    from models.rules.segments import logging

    logging.log(spring.segment)
    async with program(spring.url) as running:
        await running.press("2", "n")
        await running.fill("no", "SPRING")
        await running.press("f9")
        assert isinstance(running.screen, SegmentHeader)
        assert "logged already" in picture(running.app)


@pytest.mark.parametrize(
    ("key", "descriptions"),
    [
        ("y", ["Fresh", "Own", "Fresh"]),
        ("a", ["Fresh", "Fresh", "Fresh"]),
        ("o", ["Spring", "Own", "Spring"]),
    ],
)
async def test_which_lines_follow_a_changed_header_is_asked(
    spring: Spring, key: str, descriptions: list[str]
) -> None:
    rules.change("segment-lines", lines_ids(spring.segment)[1], 0, {"description": "Own"})
    async with program(spring.url) as running:
        await open_card(running)
        await change_header(running, "description", "Fresh")
        assert "3 lines" in running.said
        await running.press(key)
        assert isinstance(running.screen, SegmentCard)
        assert segment("SPRING").values["description"] == "Fresh"
        assert [row[2] for row in lines(spring.segment)] == descriptions


async def test_enter_on_the_question_goes_back_to_the_form_and_changes_nothing(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await change_header(running, "description", "Fresh")
        await running.press("enter")
        assert isinstance(running.screen, SegmentHeader)
        assert segment("SPRING").values["description"] == "Spring"


async def test_undo_takes_header_and_lines_back_together(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await change_header(running, "description", "Fresh")
        await running.press("a", "u")
        assert segment("SPRING").values["description"] == "Spring"
        assert [row[2] for row in lines(spring.segment)] == ["Spring"] * 3


async def test_a_template_can_be_cleared(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("tab", "e")
        while running.form.caret[0] != "interaction_template_code":
            await running.press("tab")
        await running.press("delete", "f9", "a")
        assert segment("SPRING").values["interaction_template_code"] is None
        assert "3 problems: 3 no template" in picture(running.app)


async def test_history_shows_the_entries_with_the_number(spring: Spring) -> None:
    from models.interaction import InteractionLogEntry as Entry

    entry = log(spring.nell, "Our letter")
    Entry.update(segment_no="SPRING").where(Entry.id == entry).execute()
    log(spring.nell, "Another")
    async with program(spring.url) as running:
        await running.press("2")
        await running.press("h")
        assert isinstance(running.screen, LogScreen)
        assert "Our letter" in picture(running.app)
        assert "Another" not in picture(running.app)
        await running.press("q", "enter", "h")
        assert isinstance(running.screen, LogScreen)


async def test_deleting_a_segment_names_its_lines_and_can_be_undone(spring: Spring) -> None:
    before = lines(spring.segment)
    async with program(spring.url) as running:
        await running.press("2")
        await running.press("d")
        assert "3 lines" in running.said
        await running.press("y")
        assert "Deleted" in running.said
        assert windows.count(Question("segments", (), "no")) == 0
        await running.press("u")
        assert lines(spring.segment) == before


async def test_the_keys_for_the_next_record_go_to_the_next_segment(spring: Spring) -> None:
    rules.create("segments", {"no": "AUTUMN", "description": "Autumn"})
    async with program(spring.url) as running:
        await open_card(running)
        assert "SPRING" in running.context
        await running.press("J")
        assert "AUTUMN" in running.context
        assert "No lines yet" in picture(running.app)
        await running.press("J")
        assert "no further" in running.said
        await running.press("K")
        assert "SPRING" in running.context


async def test_campaigns_open_their_entries(spring: Spring) -> None:
    builders.person("CT1009", "Ida Moe")
    rules.create("campaigns", {"no": "FAIR", "description": "Fair"})
    async with program(spring.url) as running:
        await running.open("campaigns")
        await running.press("tab")
        assert "Campaign Entries of FAIR" in running.context
