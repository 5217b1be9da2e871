"""The set-up pages as people use them: keys in, database and picture out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Question
from models.rules import records as rules
from models.rules.templates.changes import lacks_language
from models.starter.loading import load_starter
from models.who import who
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui import paths
from tui.journal import Journal
from tui.screens.records.card import RecordCard
from tui.screens.records.list import ChooseList, RecordList

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
SIZES = [(80, 24), (120, 40)]


def made(page: str, **typed: str) -> int:
    """A record as people type it."""
    return rules.create(page, typed).id


def values(page: str, key: str) -> dict[str, object]:
    """A record as it is stored."""
    return dict(records.view(page, records.find(page, key)).values)


async def at_rest(running: Program) -> None:
    """Wait until the detail has followed the cursor."""
    await running.pilot.pause(0.3)
    await running.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_salespeople_looks_as_laid_out(size: tuple[int, int], opened: str) -> None:
    made("salespeople", code="AH", name="Anna Hughes", email="anna@example.com")
    made("salespeople", code="BD", name="Bogdan Dvořák", commission_percent="2.5")
    async with program(opened, size=size) as running:
        await running.open("salespeople")
        await running.press("down")
        await at_rest(running)
        assert_picture(running.app, f"salespeople_{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_an_error_stands_under_its_field(size: tuple[int, int], opened: str) -> None:
    made("salespeople", code="AH", name="Anna Hughes")
    async with program(opened, size=size) as running:
        await running.open("salespeople")
        await running.press("e")
        await running.fill("commission_percent", "many")
        await running.press("f9")
        assert running.form.caret[0] == "commission_percent"
        assert_picture(running.app, f"salesperson_error_{size[0]}x{size[1]}")
        assert values("salespeople", "AH")["commission_percent"] == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["setup", "marketing-setup", "interaction-templates"])
async def test_the_page_looks_as_laid_out(page: str, size: tuple[int, int], opened: str) -> None:
    load_starter()
    async with program(opened, size=size) as running:
        await running.open(page)
        await at_rest(running)
        shown = picture(running.app)
        if page == "setup":
            assert "Salutations" in shown
            assert "interaction-groups" in shown
        else:
            assert_picture(running.app, f"{page}_{size[0]}x{size[1]}")


async def test_esc_asks_what_becomes_of_a_changed_form(opened: str) -> None:
    made("salespeople", code="AH", name="Anna Hughes")
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("e")
        await running.fill("name", "Anna B")
        await running.press("escape")
        assert picture(running.app).splitlines()[-1].startswith("Leave?  o OK, save   d Discard")
        await running.press("escape")
        assert running.form.texts()["name"] == "Anna B"
        await running.press("escape", "d")
        assert isinstance(running.screen, RecordList)
        assert values("salespeople", "AH")["name"] == "Anna Hughes"
        await running.press("e")
        await running.fill("name", "Anna B")
        await running.press("escape", "o")
        assert values("salespeople", "AH")["name"] == "Anna B"
        await running.press("u")
        assert running.said.startswith("Taken back: changed")
        assert values("salespeople", "AH")["name"] == "Anna Hughes"


async def test_what_both_changed_is_chosen_field_by_field(opened: str) -> None:
    anna = made("salespeople", code="AH", name="Anna Hughes", job_title="Clerk")
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("e")
        await running.fill("name", "Mine")
        await running.fill("job_title", "My title")
        rules.change(
            "salespeople", anna, 0, {"name": "Theirs", "job_title": "Their title", "phone_no": "+44 1"}
        )
        await running.press("f9")
        assert "Name: yours Mine, now Theirs." in running.said
        await running.press("y")
        assert "Job Title: yours My title, now Their title." in running.said
        await running.press("t")
    now = values("salespeople", "AH")
    assert (now["name"], now["job_title"], now["phone_no"]) == ("Mine", "Their title", "+44 1")


async def test_a_record_deleted_elsewhere_can_be_saved_as_a_new_one(opened: str) -> None:
    anna = made("salespeople", code="AH", name="Anna Hughes")
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("e")
        await running.fill("name", "Anna B")
        rules.delete("salespeople", (anna,))
        await running.press("f9")
        assert running.said.startswith("Somebody deleted this record.")
        await running.press("enter")
        assert running.form.texts()["name"] == "Anna B"
        await running.press("f9", "s")
        assert running.said.startswith("Saved AH")
    assert values("salespeople", "AH")["name"] == "Anna B"


async def test_f3_makes_a_record_for_the_field_and_brings_its_code(opened: str) -> None:
    made("interaction-groups", code="PHONE", description="Telephone")
    made("interaction-templates", code="CALL", description="Call", interaction_group_code="PHONE")
    async with program(opened) as running:
        await running.open("interaction-templates")
        await running.press("e")
        await running.fill("interaction_group_code", "mail")
        await running.press("f3")
        assert isinstance(running.screen, RecordCard)
        assert running.form.texts()["code"] == "MAIL"
        await running.press("f9")
        assert running.form.caret[0] == "interaction_group_code"
        await running.press("f9")
    assert values("interaction-templates", "CALL")["interaction_group_code"] == "MAIL"


async def test_f6_twice_opens_the_whole_list_to_choose_from(opened: str) -> None:
    for code in ("MAIL", "PHONE"):
        made("interaction-groups", code=code, description=code.title())
    made("interaction-templates", code="CALL", interaction_group_code="MAIL")
    async with program(opened) as running:
        await running.open("interaction-templates")
        await running.press("e", "tab", "f6", "f6")
        assert isinstance(running.screen, ChooseList)
        await running.press("down", "enter")
        assert running.form.texts()["interaction_group_code"] == "PHONE"
        await running.press("f9")
    assert values("interaction-templates", "CALL")["interaction_group_code"] == "PHONE"


async def test_a_default_language_without_a_row_is_asked_about(opened: str) -> None:
    made("languages", code="FIN", name="Finnish")
    made("interaction-groups", code="MAIL")
    template = made("interaction-templates", code="LETTER", interaction_group_code="MAIL")
    async with program(opened) as running:
        await running.open("interaction-templates")
        await running.press("e")
        await running.fill("language_code", "fin")
        await running.press("f9")
        assert running.said.startswith("The template has no language row FIN.")
        await running.press("enter")
        assert lacks_language(template, "FIN")
        await running.press("f9", "y")
        assert running.said.startswith("Saved LETTER")
    assert not lacks_language(template, "FIN")
    assert values("interaction-templates", "LETTER")["language_code"] == "FIN"


async def test_tab_opens_the_lines_of_a_record_and_makes_one_there(opened: str) -> None:
    made("interaction-groups", code="MAIL")
    made("languages", code="FIN", name="Finnish")
    made("interaction-templates", code="LETTER", interaction_group_code="MAIL")
    async with program(opened) as running:
        await running.open("interaction-templates")
        assert "Tab Languages" in picture(running.app).splitlines()[-1]
        await running.press("tab")
        assert running.context.startswith("Interaction Template Languages of LETTER")
        await running.press("n")
        await running.fill("language_code", "FIN")
        await running.press("f9")
    stored = values("interaction-template-languages", "LETTER/FIN")
    assert stored["interaction_template_code"] == "LETTER"


async def test_next_and_previous_walk_through_the_cards_of_a_list(opened: str) -> None:
    for code in ("AH", "BD", "CE"):
        made("salespeople", code=code)
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("enter", "J")
        assert "> BD" in running.context
        await running.press("J", "J")
        assert "> CE" in running.context
        assert running.said.startswith("There is no further record")
        await running.press("K", "K")
        assert "> AH" in running.context


async def test_f8_copies_the_field_of_the_record_before(opened: str) -> None:
    made("salespeople", code="AH", job_title="Clerk")
    made("salespeople", code="BD")
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("down", "e", "tab", "tab", "f8")
        assert running.form.texts()["job_title"] == "Clerk"


async def test_a_copy_has_everything_but_the_key(opened: str) -> None:
    made("salespeople", code="AH", name="Anna", job_title="Clerk")
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("c")
        assert running.form.texts()["code"] == ""
        await running.fill("code", "AH2")
        await running.press("f9")
    assert values("salespeople", "AH2")["job_title"] == "Clerk"


async def test_marked_records_are_deleted_after_one_question_and_come_back(opened: str) -> None:
    for code in ("AH", "BD", "CE"):
        made("salespeople", code=code)
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("space", "space", "d")
        assert running.said.startswith("Delete 2 records?")
        await running.press("y")
        assert windows.count(Question("salespeople", (), "code")) == 1
        await running.press("u")
    assert windows.count(Question("salespeople", (), "code")) == 3


async def test_what_is_used_is_not_deleted_and_the_sentence_says_why(opened: str) -> None:
    made("interaction-groups", code="MAIL")
    made("interaction-templates", code="LETTER", interaction_group_code="MAIL")
    async with program(opened) as running:
        await running.open("interaction-groups")
        await running.press("d", "y")
        assert "used" in running.said
    assert records.find("interaction-groups", "MAIL")


async def test_a_form_of_a_killed_program_is_offered_again(opened: str) -> None:
    anna = made("salespeople", code="AH", name="Anna Hughes")
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("e")
        killed = await _typed_and_killed(running)
    assert killed()
    async with program(opened) as running:
        assert running.said.startswith("Salespeople: 1 text was not saved.")
        await running.press("y")
        assert running.form.texts()["name"] == "Never saved"
        await running.press("f9")
    assert records.view("salespeople", anna).values["name"] == "Never saved"
    assert not Journal(paths.state_dir()).leftover()


async def _typed_and_killed(running: Program) -> Callable[[], bool]:
    """Type what is never saved; what is returned makes its journal that of a program that was killed."""
    await running.fill("name", "Never saved")
    await running.screen.save_now()
    (journal,) = paths.state_dir().glob("*.journal")
    return partial(_as_if_killed, journal, journal.read_bytes())


def _as_if_killed(journal: Path, kept: bytes) -> bool:
    """The file as a program leaves it that has ended since: its number belongs to nobody."""
    import json
    import zlib

    head, *states = (line.partition(b" ")[2] for line in kept.splitlines())
    gone = json.dumps({**json.loads(head), "pid": 2**22 + 1, "started": "never"}).encode()
    journal.write_bytes(b"".join(b"%08x %s\n" % (zlib.crc32(one), one) for one in (gone, *states)))
    return bool(Journal(paths.state_dir()).leftover())


async def test_the_work_date_holds_for_the_whole_session(opened: str) -> None:
    async with program(opened) as running:
        await running.open("setup")
        await running.press("end", "up", "up", "up", "up", "enter")
        assert "Work date" in running.context
        await running.press("ctrl+u")
        await running.type("2025-06-02")
        await running.press("enter")
        assert running.said.startswith("The work date is 02 Jun 2025.")
        assert who().work_date == dt.date(2025, 6, 2)
        assert await running.lanes.write(lambda: who().work_date) == dt.date(2025, 6, 2)


async def test_the_first_run_offers_the_starter_set(opened: str) -> None:
    async with program(opened, first=True) as running:
        shown = picture(running.app)
        assert "Your database is new and empty" in shown
        await running.press("enter")
        await running.open("interaction-templates")
        assert windows.count(Question("interaction-templates", (), "code")) > 10


async def test_the_first_run_may_begin_empty(opened: str) -> None:
    async with program(opened, first=True) as running:
        await running.press("e")
        assert windows.count(Question("interaction-templates", (), "code")) == 0


async def test_what_was_not_saved_is_thrown_away_only_when_asked_twice(opened: str) -> None:
    async with program(opened) as running:
        await running.open("salespeople")
        await running.press("n")
        killed = await _typed_and_killed(running)
    assert killed()
    async with program(opened) as running:
        await running.press("d", "enter")
        assert Journal(paths.state_dir()).leftover()
    async with program(opened) as running:
        await running.press("d", "y")
        assert not Journal(paths.state_dir()).leftover()


async def test_enter_walks_through_a_set_up_page_and_discarding_takes_the_error_along(opened: str) -> None:
    async with program(opened) as running:
        await running.open("mail-setup")
        await running.press("e")
        await running.type("mail.example.com")
        await running.press("enter")
        await running.type("x")
        await running.press("f9")
        assert "SMTP Server Port: x is not a number" in running.said
        await running.press("escape", "d")
        assert not running.said.strip()


async def test_a_card_shows_what_stands_there_once_its_change_is_taken_back(opened: str) -> None:
    load_starter()
    async with program(opened) as running:
        await running.open("company-information")
        await running.press("e")
        await running.type("Fabrikam")
        await running.press("f9")
        assert "Fabrikam" in picture(running.app).splitlines()[2]
        await running.press("u")
        assert "Taken back: changed Company Information." in running.said
        assert "Fabrikam" not in picture(running.app).splitlines()[2]
