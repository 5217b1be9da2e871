"""A segment with three contacts, some contacts more, and the program opened on them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from models.rules import records, undo
from models.rules.segments.adding import add_contacts
from models.starter.loading import load_starter
from tests import builders


@dataclass(frozen=True)
class Spring:
    """What the tests of segments find in the database."""

    url: str
    segment: int
    mill: int
    nell: int
    abe: int
    una: int
    """She stands in no segment."""


@pytest.fixture
def engine() -> str:
    """The screens ask through the rules, which run on both engines in their own tests."""
    return "sqlite"


@pytest.fixture
def spring(opened: str) -> Spring:
    """Segment SPRING of business letters by Jo with Harbour Mill and its people; Una Cole is free."""
    undo.forget()
    load_starter()
    jo = builders.salesperson()
    builders.give_me(jo)
    mill = builders.company("CT1000", "Harbour Mill Ltd", salesperson=jo)
    firm = {"company": mill, "company_name": "Harbour Mill Ltd", "salesperson": jo}
    nell = builders.person("CT1001", "Nell Ashby", surname="Ashby", **firm)
    abe = builders.person("CT1002", "Abe Zorn", surname="Zorn", **firm)
    una = builders.person("CT1003", "Una Cole", surname="Cole", salesperson=jo)
    segment = records.create("segments", {"no": "SPRING", "description": "Spring", **_LETTER}).id
    add_contacts(segment, (mill, nell, abe))
    undo.forget()
    return Spring(opened, segment, mill, nell, abe, una)


_LETTER = {"interaction_template_code": "BUS", "salesperson_code": "JO"}
