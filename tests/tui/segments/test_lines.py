"""Adding, personalising, removing and finding the lines of a segment by keys."""

from __future__ import annotations

from textual import events

from models.contact import Contact
from models.queries import records
from models.queries.lists.rows import Question
from models.queries.lists.windows import window
from models.rules import records as rules
from tests import builders
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tests.tui.segments.conftest import Spring
from tests.tui.segments.test_card import SIZES, lines, lines_ids, open_card
from tui.screens.segments.adding import AddContacts
from tui.screens.segments.card import SegmentCard
from tui.screens.segments.line import LineCard


def contacts(segment: int) -> list[object]:
    """The numbers of the contacts of the lines."""
    return [row[1] for row in lines(segment)]


async def paste(running: Program, text: str) -> None:
    """Paste a text, as a terminal does."""
    await running.app.on_event(events.Paste(text))
    await running.settle()


async def test_a_contact_is_added_by_part_of_its_name(spring: Spring) -> None:
    async with program(spring.url) as running:
        card = await open_card(running)
        await running.press("n")
        await running.type("una")
        await running.press("enter")
        assert running.screen is card
        assert contacts(spring.segment) == ["CT1000", "CT1002", "CT1001", "CT1003"]
        assert "Added 1 contact" in running.said
        assert card.row is not None
        assert card.row.cells[1] == "CT1003"
        await running.press("u")
        assert contacts(spring.segment) == ["CT1000", "CT1002", "CT1001"]


async def test_a_typed_contact_may_stand_twice_but_not_when_it_is_blocked(spring: Spring) -> None:
    Contact.update(privacy_blocked=True).where(Contact.id == spring.una).execute()
    async with program(spring.url) as running:
        await open_card(running)
        for number in ("CT1001", "CT1003"):
            await running.press("n")
            await running.type(number)
            await running.press("enter")
        assert "Not: 1 blocked." in running.said
        assert contacts(spring.segment) == ["CT1000", "CT1002", "CT1001", "CT1001"]


async def test_pasted_numbers_add_all_and_unknown_ones_are_named(spring: Spring) -> None:
    builders.person("CT1004", "Ida Moe")
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("n")
        await paste(running, "CT1003\nct1004, CT1001;CT9999")
        await running.press("enter")
        assert sorted(map(str, contacts(spring.segment)))[3:] == ["CT1003", "CT1004"]
        assert "Added 2 contacts." in running.said
        assert "Not: 1 there already" in running.said
        assert "CT9999" in running.said


async def test_what_no_contact_begins_with_is_said_and_the_screen_stays(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("n")
        await running.type("zzz")
        await running.press("enter")
        assert isinstance(running.screen, AddContacts)
        assert "zzz" in running.said


@SIZES
async def test_a_personal_line_looks_like_this(spring: Spring, size: tuple[int, int]) -> None:
    async with program(spring.url, size=size) as running:
        await open_card(running)
        await running.press("e")
        await running.fill("subject", "For the mill")
        assert_picture(running.app, f"segment_line_{size[0]}x{size[1]}")


async def test_a_personal_field_is_shown_and_put_back_by_one_key(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("e")
        assert isinstance(running.screen, LineCard)
        await running.fill("description", "Only for the mill")
        assert "~ header: Spring" in picture(running.app)
        await running.press("f9")
        assert [row[2] for row in lines(spring.segment)] == ["Only for the mill", "Spring", "Spring"]
        rows = [row for row in picture(running.app).splitlines() if "CT100" in row[:20]]
        assert [row[2] for row in rows] == ["~", " ", " "], rows

        await running.press("e")
        while running.form.caret[0] != "description":
            await running.press("tab")
        await running.press("ctrl+u", "f9")
        assert [row[2] for row in lines(spring.segment)] == ["Spring"] * 3
        rows = [row for row in picture(running.app).splitlines() if "CT100" in row[:20]]
        assert [row[2] for row in rows] == [" "] * 3


async def test_the_contact_of_a_line_is_not_put_back_because_it_is_no_field_of_the_header(
    spring: Spring,
) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("e")
        while running.form.caret[0] != "contact_via":
            await running.press("tab")
        await running.press("ctrl+u")
        assert "does not come from the header" in running.said


async def test_lines_are_removed_by_marks_after_a_question_and_come_back(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("space", "space", "d")
        assert "2 records" in running.said
        await running.press("y")
        assert contacts(spring.segment) == ["CT1001"]
        assert "Criteria 2" in picture(running.app)
        await running.press("u")
        assert contacts(spring.segment) == ["CT1000", "CT1002", "CT1001"]


async def test_removing_the_last_line_asks_whether_to_forget_the_steps(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("a", "d", "y")
        assert "Forget" in running.said
        await running.press("y")
        assert "Criteria 0" in picture(running.app)


async def test_the_quick_search_finds_lines_by_name_and_number(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        for typed in ("abe", "ct1002"):
            await running.press("slash")
            await running.type(typed)
            await running.press("enter")
            rows = [row for row in picture(running.app).splitlines() if "CT100" in row[:20]]
            assert len(rows) == 1
            assert "Abe Zorn" in rows[0]
            await running.press("escape")


async def test_problems_are_counted_and_gone_to_by_a_key(spring: Spring) -> None:
    second, third = lines_ids(spring.segment)[1:]
    rules.change("segment-lines", second, 0, {"salesperson_code": ""})
    rules.change("segment-lines", third, 0, {"description": ""})
    async with program(spring.url) as running:
        card = await open_card(running)
        assert "2 problems:" in picture(running.app)
        seen = []
        for _ in range(3):
            await running.press("exclamation_mark")
            assert card.row is not None
            seen.append(card.row.id)
        assert seen == [second, third, second]
        assert "no salesperson" in running.said


async def test_lines_are_filtered_to_their_problem(spring: Spring) -> None:
    rules.change("segment-lines", lines_ids(spring.segment)[1], 0, {"salesperson_code": ""})
    async with program(spring.url) as running:
        card = await open_card(running)
        await running.press("exclamation_mark", *["right"] * 6, "t")
        assert card.arrangement.filters
        rows = [row for row in picture(running.app).splitlines() if "CT100" in row[:20]]
        assert [row[12:18] for row in rows] == ["CT1002"]


async def test_marked_contacts_are_added_to_a_segment_that_is_chosen(spring: Spring) -> None:
    async with program(spring.url) as running:
        await running.press("1", "a", "plus")
        assert "Add 4 contacts to" in running.context
        await running.type("spri")
        await running.press("enter")
        assert contacts(spring.segment) == ["CT1000", "CT1002", "CT1001", "CT1003"]
        assert "Added 1 contact.  Not: 3 there already." in running.said


async def test_excluded_and_blocked_contacts_are_counted_and_left_out(spring: Spring) -> None:
    Contact.update(exclude_from_segment=True).where(Contact.id == spring.una).execute()
    ida = builders.person("CT1004", "Ida Moe")
    Contact.update(privacy_blocked=True).where(Contact.id == ida).execute()
    async with program(spring.url) as running:
        await running.press("1", "a", "plus", "down", "enter")
        assert "Added 0 contacts.  Not: 3 there already, 1 excluded, 1 blocked." in running.said
        assert len(contacts(spring.segment)) == 3


async def test_a_contact_starts_a_new_segment(spring: Spring) -> None:
    async with program(spring.url) as running:
        await running.press("1", "slash")
        await running.type("una")
        await running.press("enter", "plus", "enter")
        await running.fill("no", "ONE")
        await running.fill("description", "Only Una")
        await running.press("f9")
        assert contacts(records.find("segments", "ONE")) == ["CT1003"]
        assert "Added 1 contact." in running.said


async def test_a_line_that_somebody_else_adds_is_shown_on_refreshing(spring: Spring) -> None:
    from models.rules.segments.adding import add_contacts

    async with program(spring.url) as running:
        card = await open_card(running)
        add_contacts(spring.segment, (spring.una,))
        await running.press("f5")
        assert isinstance(card, SegmentCard)
        assert "Una Cole" in picture(running.app)


def test_only_lines_that_differ_are_personal(spring: Spring) -> None:
    from models.rules.segments.personal import header_texts, personalised

    first, second, third = lines_ids(spring.segment)
    rules.change("segment-lines", second, 0, {"cost": "99"})
    rules.change("segment-lines", third, 0, {"contact_via": "by hand"})
    assert personalised([first, second, third]) == {second}
    assert header_texts(second)["cost"] == "8.00"
    question = Question("segment-lines", ("cost",), "line_no", context=(("segment", spring.segment),))
    assert [str(row.cells[0]) for row in window(question, None, limit=9).rows] == ["8.00", "99.00", "8.00"]
