"""Three salespeople with their contacts and what was said to them, and the program opened on that."""

from __future__ import annotations

import pytest

from models.rules import undo
from models.starter.loading import load_starter
from tests import builders
from tests.tui.contacts.conftest import log


@pytest.fixture
def engine() -> str:
    """The screens ask through the rules, which run on both engines in their own tests."""
    return "sqlite"


@pytest.fixture
def filled(opened: str) -> str:
    """Harbour Mill and its people: two are Jo's, who is Anna's salesperson, and one is Eve's; the URL."""
    undo.forget()
    load_starter()
    jo = builders.salesperson()
    eve = builders.salesperson("EV", "Eve Lund")
    builders.give_me(jo)
    mill = builders.company("CT1000", "Harbour Mill Ltd", salesperson=jo, city="Leith")
    nell = builders.person("CT1001", "Nell Ashby", company=mill, surname="Ashby", salesperson=jo)
    abe = builders.person("CT1002", "Abe Zorn", surname="Zorn", salesperson=eve)
    log(nell, "Price list")
    log(abe, "Complaint")
    return opened
