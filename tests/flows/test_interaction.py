"""An interaction by keys, from the form to the log and back: keys in, database and picture out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import pytest

from models.base import tuples
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment as Comment
from models.rules.interactions import drafts, interaction_form
from models.template import InteractionTemplate
from tests import builders
from tests.pictures import picture
from tests.tui.pages.program import Program, program
from tui.screens.interactions.form import InteractScreen
from tui.screens.interactions.opening import create_interaction
from tui.screens.interactions.postponed import PostponedScreen
from tui.screens.log.list import LogScreen

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture(autouse=True)
def records(opened: str) -> str:
    """Two contacts, two templates, and Jo as my salesperson."""
    builders.give_me(builders.salesperson())
    company = builders.company("CT1000", "Harbour Mill Ltd")
    builders.person("CT1001", "Nell Ashby", company=company, company_name="Harbour Mill Ltd")
    builders.person("CT1002", "Tom Reed")
    builders.template("CALL-IN", "Incoming call", unit_duration=15)
    builders.template("CALL-OUT", "Outgoing call", unit_duration=10)
    return opened


@asynccontextmanager
async def running(url: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Program]:
    """The program at the log."""
    async with program(url, size=size, start_at="log-entries") as one:
        await one.press("4")
        yield one


async def begin(one: Program, **what: Any) -> None:
    """Ask for the form, which may be refused."""
    screen = one.app.screen
    assert isinstance(screen, InteractScreen | LogScreen)
    screen.do(create_interaction(screen, **what))
    await one.settle()


async def interact(one: Program, **what: Any) -> InteractScreen:
    """Open the form."""
    await begin(one, **what)
    assert isinstance(one.app.screen, InteractScreen)
    return one.app.screen


async def kept(one: Program) -> None:
    """What was typed is kept, which waits for a pause in the typing."""
    await one.until(lambda: "kept as a draft" in one.context)


def the(no: str) -> int:
    """The id of a contact."""
    from models.contact import Contact

    return int(Contact.get(Contact.no == no).id)


def entries(**where: Any) -> list[dict[str, Any]]:
    """All log entries and drafts, oldest first."""
    found: Any = Entry.select().filter(**where).order_by(Entry.id).dicts()
    return [dict(row) for row in found]


def comments() -> list[str]:
    return [text for (text,) in tuples(Comment.select(Comment.comment).order_by(Comment.id))]


async def call(one: Program, note: str = "") -> None:
    """Type an incoming call with a note."""
    await one.type("call-i")
    await one.press("tab")
    if note:
        await one.press("enter")
        await one.type(note)


async def test_INT_01_a_call_is_logged_by_keys_and_stored(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await call(one, "wants 40 units")
        await one.press("f9")
        assert isinstance(one.app.screen, LogScreen)
        (entry,) = entries()
        assert one.said.startswith(f"Logged {entry['id']}.")
        assert (entry["contact"], entry["description"], entry["duration"]) == (
            the("CT1001"),
            "Incoming call",
            15,
        )
        assert (entry["postponed"], comments()) == (False, ["wants 40 units"])
        await one.press("f5")
        assert [e["id"] for e in entries()] == [entry["id"]], "an ended form writes nothing more"


async def test_the_first_call_of_the_day_takes_nine_keys_besides_the_words(opened: str) -> None:
    async with running(opened) as one:
        await one.press("1")
        pressed = 0
        for step in ("slash", "=ashb", "enter", "i", "=call-o", "tab", "enter", "=note", "f9"):
            if step.startswith("="):
                await one.type(step[1:])
            else:
                await one.press(step)
                pressed += 1
        assert pressed <= 9
        (entry,) = entries()
        assert (entry["contact"], entry["description"]) == (the("CT1001"), "Outgoing call")
        assert comments() == ["note"]


async def test_INT_03_INT_04_finishing_shows_everything_that_is_missing_and_goes_to_the_first(
    opened: str,
) -> None:
    async with running(opened) as one:
        await interact(one)
        await one.press("f9")
        shown = picture(one.app)
        assert "! Contact No. must be filled in." in shown
        assert "! Interaction Template Code must be filled in." in shown
        assert one.said.startswith("! 3 things to put right: Contact No. must be filled in.")
        assert one.form.caret[0] == "contact_no"
        assert entries() == []


async def test_INT_09_a_contact_is_found_by_name_and_an_unknown_one_keeps_the_typed_text(
    opened: str,
) -> None:
    async with running(opened) as one:
        screen = await interact(one)
        await one.type("nobody")
        await one.press("tab")
        assert "there is no 'nobody'" in picture(one.app).lower() or "no contact 'nobody'" in picture(one.app)
        assert one.form.texts()["contact_no"] == "nobody"
        await one.press("shift+tab")
        await one.type("nell")
        await one.press("tab")
        assert screen.keeper.state.contacts == (the("CT1001"),)
        assert one.form.texts()["contact_no"] == "CT1001"


async def test_INT_10_the_contact_of_a_form_opened_from_it_is_fixed(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        assert one.form.caret[0] == "interaction_template_code"
        await one.press("shift+tab")
        assert one.form.caret[0] != "contact_no"


async def test_walking_past_a_default_leaves_it_to_the_template(opened: str) -> None:
    async with running(opened) as one:
        screen = await interact(one, contact_ids=[the("CT1001")])
        await call(one)
        await one.press("tab", "tab", "tab", "shift+tab")
        assert screen.keeper.state.set_by["description"] == "template"
        assert "Incoming call                 ] from template" in picture(one.app)
        await one.press("shift+tab", "shift+tab", "shift+tab")
        await one.type("call-o")
        await one.press("tab")
        assert one.form.texts()["description"] == "Outgoing call"


async def test_PPN_01_discarding_asks_and_leaves_nothing(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await call(one, "half")
        await one.press("escape", "d")
        assert "Discard what you typed?" in one.said
        await one.press("enter")
        assert isinstance(one.app.screen, InteractScreen), "Enter on a destructive question changes nothing"
        await one.press("escape", "d", "y")
        assert isinstance(one.app.screen, LogScreen)
        assert (entries(), comments()) == ([], [])


async def test_the_leave_bar_names_all_ways_in_the_place_of_the_footer(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await call(one)
        await one.press("escape")
        last = picture(one.app).splitlines()[-1]
        assert last == "Leave?  o OK, finish   p Postpone   d Discard   : Menu   Esc Keep editing"
        await one.press("escape")
        assert picture(one.app).splitlines()[-1].startswith("F9 Finish")
        await one.press("escape", "colon")
        assert "Menu" in one.context
        await one.press("escape")
        assert isinstance(one.app.screen, InteractScreen)


async def test_a_form_in_which_nothing_was_typed_is_neither_postponed_nor_kept(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await one.press("tab", "f7")
        assert one.said.startswith("Nothing was typed yet")
        await one.type("x")
        await one.press("backspace", "escape")
        await one.press("escape")
        await one.press("f5")
        assert entries() == []


async def test_PPN_03_PPN_07_every_field_comes_back_as_it_was_typed(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await one.fill("date", "31.02.")
        await one.fill("duration", "+")
        await one.fill("comment", "first line")
        await one.press("enter")
        await one.type("second")
        await one.press("left", "left", "f7")
        assert one.said.startswith("Postponed.")
        assert "5 Postponed 1" in picture(one.app)
        await one.press("5", "r")
        texts = one.form.texts()
        assert (texts["date"], texts["duration"], texts["comment"]) == ("31.02.", "+", "first line\nsecond")
        assert one.form.caret == ("comment", len("first line\nseco"))
        assert entries()[0]["postponed"]
        await one.press("escape")
        await one.press("f5")
        assert "5 Postponed 1" in picture(one.app)


async def test_PPN_05_of_three_drafts_one_is_resumed_one_deleted_and_one_untouched(opened: str) -> None:
    ids = []
    for day, text in enumerate(("first", "second", "third"), 1):
        state = interaction_form.start(contact_ids=[the("CT1001")])
        state = interaction_form.typed(state, "date", f"2025-05-{day:02}")
        ids.append(drafts.postpone(None, interaction_form.typed(state, "description", text)))
    (before,) = [row for row in entries() if row["id"] == ids[0]]
    async with running(opened) as one:
        await one.press("5", "j", "r")
        assert one.form.texts()["description"] == "second"
        await one.fill("comment", "more")
        await one.press("f7")
        assert isinstance(one.app.screen, PostponedScreen)
        await one.press("G", "d")
        await one.press("enter")
        assert len(entries()) == 3, "Enter keeps"
        await one.press("d", "y")
        assert [row["id"] for row in entries()] == ids[:2]
        assert entries()[0] == before
        assert comments() == ["more"]
        await one.press("u")
        assert [row["id"] for row in entries()] == ids


async def test_a_draft_open_elsewhere_names_who_has_it_and_can_be_taken_over(opened: str) -> None:
    entry = drafts.postpone(None, interaction_form.start(contact_ids=[the("CT1001")]))
    async with running(opened) as one:
        _, held = drafts.resume(entry)
        await one.press("5", "r")
        assert "ANNA has interaction" in one.said
        assert "Take it over?" in one.said
        await one.press("enter")
        assert isinstance(one.app.screen, PostponedScreen)
        await one.press("r", "y")
        assert isinstance(one.app.screen, InteractScreen)
        with pytest.raises(drafts.TakenOverError):
            drafts.save_draft(held.saved, held)


@pytest.mark.parametrize("way", ["typing", "f9", "f7"])
async def test_text_of_a_draft_taken_over_elsewhere_is_kept_as_a_second_draft(opened: str, way: str) -> None:
    async with running(opened) as one:
        screen = await interact(one, contact_ids=[the("CT1001")])
        await call(one, "mine")
        await one.press("tab", "shift+tab")
        assert screen.keeper.held is not None
        first = screen.keeper.held.entry_id
        drafts.resume(first, take_over=True)
        await one.press("x" if way == "typing" else way)
        await one.press("tab")
        assert "took the interaction over" in one.said
        assert isinstance(one.app.screen, InteractScreen)
        assert comments() == ["mine", "minex" if way == "typing" else "mine"]
        assert len(entries()) == 2
        await one.press("f9")
        assert [row["postponed"] for row in entries()] == [True, False]


async def test_several_contacts_give_one_entry_each_and_postponed_read_so(opened: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001"), the("CT1002")])
        assert "2 contacts" in picture(one.app)
        await call(one, "for both")
        await one.press("f7")
        await one.press("5")
        assert "2 contacts" in picture(one.app)
        await one.press("r", "f9")
        assert one.said.startswith("Logged 2 interactions.")
        assert [row["contact"] for row in entries(postponed=False)] == [the("CT1001"), the("CT1002")]
        assert comments() == ["for both", "for both"]


async def test_a_contact_that_nothing_may_be_recorded_for_is_named_and_left_out(opened: str) -> None:
    blocked = builders.person("CT1003", "Uma Dale", privacy_blocked=True)
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001"), blocked])
        assert "1 contact left out: CT1003 Uma Dale is blocked for privacy" in one.said
        await begin(one, contact_ids=[blocked])
        assert "blocked for privacy" in one.said


async def test_create_interaction_is_in_the_menu_of_every_page(opened: str) -> None:
    async with running(opened) as one:
        for page in ("3", "6"):
            await one.press(page, "colon")
            await one.type("create interaction")
            await one.press("enter")
            assert isinstance(one.app.screen, InteractScreen)
            assert one.form.caret[0] == "contact_no"
            assert one.form.texts()["salesperson_code"] == "JO"
            await one.press("escape")


async def log_one(one: Program, contact: str = "CT1001") -> int:
    """Log an incoming call; the number of its entry."""
    await interact(one, contact_ids=[the(contact)])
    await call(one, "kept note")
    await one.press("f9")
    return int(entries()[-1]["id"])


async def test_from_a_log_entry_comes_its_contact_and_by_copy_all_values(opened: str) -> None:
    async with running(opened) as one:
        await log_one(one)
        await one.press("i")
        texts = one.form.texts()
        assert (texts["contact_no"], texts["interaction_template_code"]) == ("CT1001", "")
        await one.press("escape")
        await one.press("c")
        texts = one.form.texts()
        assert (texts["contact_no"], texts["interaction_template_code"]) == ("CT1001", "CALL-IN")
        assert texts["comment"] == "kept note"
        await one.press("f9")
        assert len(entries()) == 2


async def test_f8_copies_one_field_from_my_previous_interaction(opened: str) -> None:
    async with running(opened) as one:
        await interact(one)
        await one.press("f8")
        assert one.said.startswith("There is no earlier interaction")
        await one.press("escape")
        entry = await log_one(one)
        await interact(one)
        await one.press("f8")
        assert one.form.texts()["contact_no"] == "CT1001"
        assert one.said.startswith(f"Copied from your entry {entry}.")
        await one.press("tab", "f8")
        assert one.form.texts()["description"] == "Incoming call"
        await one.press("f9")
        assert len(entries()) == 2


async def test_the_whole_list_chooses_a_contact_and_a_new_template_is_made_on_the_way(opened: str) -> None:
    async with running(opened) as one:
        screen = await interact(one)
        await one.press("f6", "f6")
        assert "Contacts" in one.context
        await one.press("enter")
        assert isinstance(one.app.screen, InteractScreen)
        assert screen.keeper.state.contacts != ()
        await one.press("tab")
        await one.type("visit")
        await one.press("f3")
        assert "Interaction Templates" in one.context


@pytest.mark.parametrize("what", ["blocked", "deleted"])
async def test_a_template_that_goes_while_the_form_is_open_is_a_sentence(opened: str, what: str) -> None:
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await call(one)
        template = InteractionTemplate.get(InteractionTemplate.code == "CALL-IN").id
        if what == "blocked":
            InteractionTemplate.update(blocked=True).where(InteractionTemplate.id == template).execute()
        else:
            Entry.update(template=None).execute()
            InteractionTemplate.delete().where(InteractionTemplate.id == template).execute()
        await one.press("f9")
        assert isinstance(one.app.screen, InteractScreen)
        assert "to put right: Interaction Template Code" in one.said
        await one.fill("interaction_template_code", "call-o")
        await one.press("tab", "f9")
        assert [row["description"] for row in entries()] == ["Incoming call"] or entries()[0]["template"]


async def test_x_cancels_and_cancels_back_without_a_question_and_marked_ones_after_one(opened: str) -> None:
    async with running(opened) as one:
        ids = [await log_one(one) for _ in range(3)]
        await one.press("g", "x")
        assert one.said.startswith("Canceled 1 entry.")
        await one.press("x")
        assert [row["canceled"] for row in entries()] == [False] * 3
        await one.press("a", "x")
        assert "Cancel 3 entries?" in one.said
        await one.press("enter")
        assert not any(row["canceled"] for row in entries())
        await one.press("x", "y")
        assert all(row["canceled"] for row in entries())
        await one.press("u")
        assert not any(row["canceled"] for row in entries())
        assert [row["id"] for row in entries()] == ids


async def test_only_canceled_entries_are_deleted_also_by_the_batch(opened: str) -> None:
    async with running(opened) as one:
        kept, gone = await log_one(one), await log_one(one)
        await one.press("g", "d")
        assert len(entries()) == 2
        await one.press("enter")
        await one.press("d", "y")
        assert "is not canceled; only canceled entries can be deleted" in one.said
        from models.rules.interactions.log import set_canceled

        set_canceled([gone], True)
        await one.open("delete-canceled")
        assert one.said.startswith("1 canceled entry.")
        await one.press("f9")
        assert "Delete 1 canceled entry?" in one.said
        await one.press("y")
        assert one.said.startswith("Deleted 1 entry.")
        assert [row["id"] for row in entries()] == [kept]


async def test_LOG_01_LOG_04_evaluation_cost_and_comments_are_changed_afterwards(opened: str) -> None:
    async with running(opened) as one:
        await log_one(one)
        await one.press("colon")
        await one.type("evaluate")
        await one.press("enter", "enter")
        assert entries()[0]["evaluation"] == 1
        await one.press("m")
        assert one.form.texts()[one.form.caret[0]] == "kept note"
        await one.press("end")
        await one.type(" and more")
        await one.fill("cost", "3.50")
        await one.press("f9")
        assert isinstance(one.app.screen, LogScreen)
        assert entries()[0]["cost"] == Decimal("3.50")
        assert comments() == ["kept note and more"]


async def test_data_that_looks_like_markup_is_shown_as_it_is(opened: str) -> None:
    name = "[bold]Bad[/] [@click=app.quit]x\u202e\u200b\x1b]0;t\x07 🎉 界"
    evil = builders.person("CT1009", name)
    async with running(opened) as one:
        await interact(one, contact_ids=[evil])
        await call(one, "note [red]x[/red]")
        shown = picture(one.app)
        assert "[bold]Bad[/] [@click=app.quit]x" in shown
        assert "\u202e" not in shown
        assert "\x1b" not in shown
        await one.press("f7")
        await one.press("5")
        assert "[bold]Bad[/]" in picture(one.app)
        assert {"\u202e", "\x1b", "\u200b"}.isdisjoint(picture(one.app))


async def test_the_log_of_a_contact_says_whose_it_is(opened: str) -> None:
    async with running(opened, size=(120, 40)) as one:
        await log_one(one)
        await log_one(one, "CT1002")
        await one.app.push_screen(LogScreen(one.lanes, context=(("contact", the("CT1001")),)))
        await one.settle()
        assert one.context.startswith("Interaction Log Entries of CT1001 Nell Ashby  1 ")
