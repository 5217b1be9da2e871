"""How the screens of interactions look at 80x24 and 120x40."""

from __future__ import annotations

import pytest

from tests.flows.test_interaction import call, interact, kept, log_one, running, the
from tests.flows.test_interaction import records as records
from tests.pictures import assert_picture
from tests.tui.pages.program import Program
from tui.screens.lists.screen import ListScreen

pytestmark = [
    pytest.mark.parametrize("engine", ["sqlite"]),
    pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"]),
]


async def beside(one: Program) -> None:
    """The detail is there, which waits for the cursor to rest."""
    screen = one.app.screen
    assert isinstance(screen, ListScreen)
    screen.say_about_row()
    await one.settle()


async def test_the_form_from_empty_to_leaving(opened: str, size: tuple[int, int]) -> None:
    end = f"{size[0]}x{size[1]}"
    async with running(opened, size) as one:
        await log_one(one)
        await interact(one)
        assert_picture(one.app, f"interaction_empty_{end}")
        await one.press("f9")
        assert_picture(one.app, f"interaction_errors_{end}")
        await one.press("escape")
        await interact(one)
        await one.fill("contact_no", "nell")
        await one.press("tab")
        await one.type("call")
        await kept(one)
        assert_picture(one.app, f"interaction_look_up_{end}")
        await one.type("-i")
        await one.press("tab", "enter")
        await one.type("wants 40 units")
        await one.press("tab", "shift+tab")
        await kept(one)
        assert_picture(one.app, f"interaction_filled_{end}")
        await one.press("escape")
        assert_picture(one.app, f"interaction_leave_{end}")


async def test_the_log_and_what_is_done_from_it(opened: str, size: tuple[int, int]) -> None:
    end = f"{size[0]}x{size[1]}"
    async with running(opened, size) as one:
        await log_one(one)
        await log_one(one, "CT1002")
        await one.press("g", "x")
        await beside(one)
        assert_picture(one.app, f"log_{end}")
        await one.press("enter")
        assert_picture(one.app, f"entry_card_{end}")
        await one.press("escape")
        await one.open("delete-canceled")
        assert_picture(one.app, f"delete_canceled_{end}")


async def test_the_postponed_interactions(opened: str, size: tuple[int, int]) -> None:
    end = f"{size[0]}x{size[1]}"
    async with running(opened, size) as one:
        await interact(one, contact_ids=[the("CT1001"), the("CT1002")])
        await call(one, "for both")
        await one.press("f7")
        await interact(one, contact_ids=[the("CT1001")])
        await one.fill("comment", "ask for the buyer")
        await one.press("f7")
        await one.press("5")
        await beside(one)
        assert_picture(one.app, f"postponed_{end}")
