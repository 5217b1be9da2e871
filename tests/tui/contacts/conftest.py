"""A company, its people and some history, and the program opened on them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from models.rules.interactions import interaction_form
from models.rules.interactions.finish import finish
from models.starter.loading import load_starter
from tests import builders


@dataclass(frozen=True)
class World:
    """What the tests of contacts find in the database."""

    url: str
    mill: int
    nell: int
    abe: int


@pytest.fixture
def engine() -> str:
    """The screens ask through the rules, which run on both engines in their own tests."""
    return "sqlite"


def log(contact: int, description: str) -> int:
    """A logged outgoing call with a contact."""
    state = interaction_form.start(contact_ids=(contact,))
    state = interaction_form.typed(state, "interaction_template_code", "OUTGOING")
    state = interaction_form.typed(state, "salesperson_code", "JO")
    state = interaction_form.typed(state, "description", description)
    return finish(None, state).entry_ids[0]


@pytest.fixture
def world(opened: str) -> World:
    """Harbour Mill Ltd with Nell Ashby and Abe Zorn, and one call with each."""
    load_starter()
    builders.salesperson()
    mill = builders.company("CT1000", "Harbour Mill Ltd", phone_no="+44 1632 96")
    nell = builders.person(
        "CT1001", "Nell Ashby", company=mill, company_name="Harbour Mill Ltd", surname="Ashby"
    )
    abe = builders.person("CT1002", "Abe Zorn", company=mill, company_name="Harbour Mill Ltd", surname="Zorn")
    log(nell, "Price list")
    log(abe, "Complaint")
    log(mill, "Reminder")
    return World(opened, mill, nell, abe)
