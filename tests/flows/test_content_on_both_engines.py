"""What is read and written of content by keys, on both engines: the screens write the same on each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.delivery import Delivery
from models.queries import attachments
from models.rules.content.attachments import store
from models.starter.loading import load_starter
from models.template import InteractionTemplateSetup
from tests import builders
from tests.flows.test_interaction import entries
from tests.models.attachments.test_entries import entry
from tests.pictures import picture
from tests.tui.attachments.test_attachments import type_path
from tests.tui.pages.program import program
from tui.screens.interactions.form import InteractScreen


async def test_DOC_06_an_email_is_written_from_the_list_and_recorded(
    opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.give_me(builders.salesperson())
    builders.person("CT1001", "Nell Ashby", email="nell@mill.example")
    InteractionTemplateSetup.update(emails=builders.template("EMAIL", "E-mail")).execute()
    monkeypatch.setattr("tui.screens.outgoing.sending.start_sender", lambda screen: screen.log("sending"))
    async with program(opened) as one:
        await one.press("1")
        await one.press("at")
        assert isinstance(one.app.screen, InteractScreen)
        await one.type("Your order")
        await one.press("enter")
        await one.type("It left today.")
        await one.press("f9")
        (entry,) = entries()
        assert (entry["subject"], attachments.read(entry["attachment"])) == ("Your order", b"It left today.")
        assert [delivery.sent_to for delivery in Delivery.select()] == ["nell@mill.example"]


async def test_LOG_08_show_attachment_opens_the_entrys_attachment(opened: str, tmp_path: Path) -> None:
    load_starter()
    ida = builders.person("CT3001", "Ida Voss")
    logged = entry(store("mail.txt", b"Thank you, Ida.", read_only=True), contact=ida)
    async with program(opened) as running:
        await running.open("log-entries")
        assert re.search(rf"> +@ +{logged}\b", picture(running.app))
        await running.press("V", "enter")
        assert "Thank you, Ida." in picture(running.app)
        await running.press("escape", "e")
        assert "What is attached here is for reading." in running.said
        await running.press("X")
        await type_path(running, tmp_path)
        assert (tmp_path / "mail.txt").read_text() == "Thank you, Ida."
        await running.press("escape", "enter")
        assert running.form.fields["files"].meaning == "(Ctrl+P Attachments opens them)"
        await running.press("escape")
        await running.open("contacts")
        await running.press("enter", "tab", "V", "enter")
        assert "Thank you, Ida." in picture(running.app)
