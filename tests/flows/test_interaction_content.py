"""Content in the interaction form by keys: written, previewed, attached, sent (scenarios ATT, DOC)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.delivery import Delivery
from models.enums import CorrespondenceType
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments
from models.template import InteractionTemplateSetup
from tests import builders
from tests.flows.test_interaction import entries, interact, kept, running, the
from tests.pictures import assert_picture, picture
from tui.screens.choosing.pick import PickScreen
from tui.screens.choosing.pick_path import PathScreen
from tui.screens.read_text import ReadText

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture(autouse=True)
def records(opened: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A contact with an address, a template with a text and one for e-mails; nothing is really sent."""
    builders.give_me(builders.salesperson())
    enu = builders.language("ENU")
    builders.person("CT1001", "Nell Ashby", email="nell@mill.example")
    thanks = builders.template(
        "THANKS", "Thank-you note", languages=(enu,), correspondence_type=int(CorrespondenceType.EMAIL)
    )
    builders.content(thanks, enu, "Dear {{contact_name}},\n\n**thank you** for your visit.")
    email = builders.template("EMAIL", "E-mail")
    InteractionTemplateSetup.add(emails=email)
    monkeypatch.setattr("tui.screens.outgoing.sending.start_sender", lambda screen: screen.log("sending"))
    return opened


def waiting() -> list[str]:
    return [delivery.sent_to for delivery in Delivery.select()]


async def test_the_text_of_the_template_is_changed_previewed_and_sent_with_a_file(
    opened: str, tmp_path: Path
) -> None:
    (tmp_path / "prices.pdf").write_bytes(b"%PDF")
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await one.type("thanks")
        await one.press("tab")
        one.form.focus_field("body", 0)
        await one.press("f6")
        assert isinstance(one.app.screen, PickScreen)
        await one.type("salesperson name")
        await one.press("enter")
        await one.type(" writes. ")
        await one.press("ctrl+r")
        assert isinstance(one.app.screen, ReadText)
        assert "Jo Okafor writes. Dear Nell Ashby," in picture(one.app)
        await one.press("escape", "ctrl+t")
        assert isinstance(one.app.screen, PathScreen)
        await one.type(f"{tmp_path}/pri")
        await one.press("tab", "enter")
        assert "Attached prices.pdf." in one.said
        await one.press("f9")
        assert "Being sent to nell@mill.example." in one.said
        (entry,) = entries(postponed=False)
        assert attachments.read(entry["attachment"]).startswith(b"Jo Okafor writes. Dear Nell Ashby,")
        assert waiting() == ["nell@mill.example"]


async def test_what_is_typed_in_a_text_is_a_draft_like_everything_else(opened: str) -> None:
    async with running(opened) as one:
        await one.press("1", "at")
        await one.press("enter")
        await one.type("half a wo")
        await one.press("f7")
        assert Entry.select().where(Entry.postponed).count() == 1
        await one.press("5", "r")
        assert one.form.texts()["body"] == "half a wo"
        await one.press("escape")


async def test_the_text_is_edited_in_an_editor_and_the_old_one_comes_back(
    opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho 'Dear {{nobody}}' > \"$1\"\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    async with running(opened) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await one.type("thanks")
        await one.press("tab", "ctrl+g")
        assert one.form.texts()["body"] == "Dear {{nobody}}"
        assert "Ctrl+Z brings the old one back" in one.said
        await one.press("ctrl+r")
        assert "There is no merge field “nobody”" in one.said
        await one.press("ctrl+z")
        assert one.form.texts()["body"].startswith("Dear {{contact_name}},")
        await one.press("ctrl+r", "escape")
        assert one.said.strip().startswith("field 3 of")
        await one.press("f7")
        assert Entry.get(Entry.postponed).id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_form_with_content_looks_like_this(opened: str, size: tuple[int, int]) -> None:
    async with running(opened, size) as one:
        await interact(one, contact_ids=[the("CT1001")])
        await one.type("thanks")
        await one.press("tab")
        await kept(one)
        assert_picture(one.app, f"interaction_content_{size[0]}x{size[1]}")
