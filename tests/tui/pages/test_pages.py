"""Every set-up page by keys and by the shell: create, look up, edit, copy and delete (design.md 2).

A new table is tested here by its entry in the list of pages alone.
"""

from __future__ import annotations

import json

import pytest

from models.about import About
from models.pages import PAGES, Page, page
from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Question
from models.starter.loading import load_starter
from tests.tui.pages.program import Program, program
from tests.tui.pages.samples import (
    CHANGED,
    REFERENCES,
    SINGLE,
    WRITABLE,
    code_of,
    free_text,
    make_owner,
    owner_page,
    texts,
)
from tui.cli import run
from tui.data.lists import parent_attribute
from tui.screens.lists.screen import ListScreen
from tui.screens.records.card import RecordCard
from tui.widgets.form.lookup import LookupField

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def names(pages: tuple[Page, ...]) -> list[str]:
    """The ids of the tests."""
    return [one.name for one in pages]


def ids_of(of: Page, owner: int) -> list[int]:
    """The records that a list of the page shows."""
    context = ((parent_attribute(of), owner),) if owner else ()
    return windows.all_ids(Question(of.name, (), of.order, context=context))


async def open_list(running: Program, of: Page, owner: int) -> None:
    """Open the list, for its owner if it has one."""
    if not owner:
        await running.open(of.name)
        return
    open_for = running.app.screens[of.name].open_for
    assert open_for is not None
    await running.app.push_screen(open_for(((parent_attribute(of), owner),)))
    await running.settle()


@pytest.mark.parametrize("of", WRITABLE, ids=names(WRITABLE))
async def test_a_record_of_any_page_is_made_edited_and_deleted_by_keys(of: Page, opened: str) -> None:
    load_starter()
    owner = make_owner(of)
    typed = texts(of)
    before = set(ids_of(of, owner))
    async with program(opened) as running:
        await open_list(running, of, owner)
        await running.press("n")
        for name, text in typed.items():
            await running.fill(name, text)
        await running.press("f9")
        assert isinstance(running.screen, ListScreen), running.said
        assert running.said.startswith("Saved"), running.said
        (made,) = set(ids_of(of, owner)) - before

        card = RecordCard(of.name, running.lanes, made, owner=owner)
        await running.app.push_screen(card)
        await running.settle()
        if free := free_text(of):
            await running.press("e")
            await running.fill(free, CHANGED)
            assert "1 change, not saved" in running.context
            await running.press("ctrl+j")
            assert records.view(of.name, made).values[free] == CHANGED
            assert running.said.startswith("Saved"), running.said
        await running.press("d", "enter")
        assert made in ids_of(of, owner)
        await running.press("d", "y")
        assert made not in ids_of(of, owner)
        await running.press("u")
        assert made in ids_of(of, owner)


@pytest.mark.parametrize(("of", "abouts"), REFERENCES, ids=[of.name for of, _ in REFERENCES])
async def test_every_field_that_refers_to_a_page_finds_its_records(
    of: Page, abouts: tuple[About, ...], opened: str
) -> None:
    load_starter()
    codes = {about.refers_to: code_of(about.refers_to) for about in abouts}
    owner = make_owner(of)
    async with program(opened) as running:
        card = RecordCard(of.name, running.lanes, int(of.single), editing=True, owner=owner)
        await running.app.push_screen(card)
        await running.settle()
        for about in abouts:
            code = codes[about.refers_to]
            await running.fill(about.name, code)
            await running.press("tab")
            field = running.form.fields[about.name]
            assert isinstance(field, LookupField)
            assert field.taken is not None, about.name
            assert field.taken.code == field.text == code, about.name
            assert not field.error, about.name


@pytest.mark.parametrize("of", SINGLE, ids=names(SINGLE))
async def test_a_page_of_one_record_opens_its_card(of: Page, opened: str) -> None:
    load_starter()
    async with program(opened) as running:
        await running.open(of.name)
        assert isinstance(running.screen, RecordCard)
        await running.press("n")
        assert running.said.startswith("There is always one")
        await running.press("e")
        assert running.screen.FORM


@pytest.mark.parametrize("of", WRITABLE, ids=names(WRITABLE))
def test_a_record_of_any_page_is_made_edited_and_deleted_in_the_shell(
    of: Page, opened: str, capsys: pytest.CaptureFixture[str]
) -> None:
    load_starter()
    owner = make_owner(of)
    typed = texts(of)
    above = owner_page(of)
    if above is not None:
        view = records.view(above.name, owner)
        typed[of.parent] = view.text(above.name, above.key[-1])
    before = set(ids_of(of, 0))
    shell = ["--database", opened, "--user", "ANNA", "--work-date", "2025-05-15", "--yes"]
    given = [f"{name}={text}" for name, text in typed.items()]
    assert run([*shell, "new", of.name, *given, "--json"]) == 0, capsys.readouterr().err
    printed = json.loads(capsys.readouterr().out)
    (made,) = set(ids_of(of, 0)) - before
    key = "/".join(records.view(of.name, made).text(of.name, name) for name in of.key)
    assert set(typed) <= set(printed)
    if free := free_text(of):
        assert run([*shell, "set", of.name, key, f"{free}={CHANGED}"]) == 0, capsys.readouterr().err
        assert records.view(of.name, made).values[free] == CHANGED
    assert run([*shell, "delete", of.name, key]) == 0, capsys.readouterr().err
    assert made not in ids_of(of, 0)


async def test_every_page_is_in_the_menu_by_its_official_name(opened: str) -> None:
    async with program(opened, size=(120, 40)) as running:
        entries = {entry.name: entry for entry in running.app.screens}
        for of in PAGES:
            assert entries[of.name].title == of.caption
            assert entries[of.name].menu is of.listed
        await running.press("colon")
        await running.type("mailing")
        await running.press("enter")
        assert running.context.startswith(page("mailing-groups").caption)
