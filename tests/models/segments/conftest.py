"""The sample data of the scenarios: two companies, three persons, two salespeople, a template."""

from __future__ import annotations

import pytest

from models.enums import CorrespondenceType
from models.rules import undo
from tests import builders
from tests.models.segments.steps import People


@pytest.fixture(autouse=True)
def people(opened: str) -> People:
    """The contacts of the scenarios, their salespeople, a template LETTER and a series for segments."""
    undo.forget()
    jo, rl = builders.salesperson(), builders.salesperson("RL", "Rhea Lind")
    mill = builders.company(
        salesperson=jo,
        correspondence_type=int(CorrespondenceType.HARD_COPY),
        phone_no="1",
        mobile_phone_no="2",
        email="mill@mill.example",
    )
    optics = builders.company("CT2000", "Tarn Optics", salesperson=rl)
    nell = builders.person(
        company=mill, company_name="Harbour Mill Ltd", salesperson=jo, phone_no="3", email="nell@mill.example"
    )
    bob = builders.person("CT2001", "Bob Tarn", company=optics, company_name="Tarn Optics", salesperson=rl)
    ida = builders.person("CT3001", "Ida Voss", salesperson=jo)
    builders.segment_series()
    letter = builders.template()
    return People(opened, jo, rl, mill, optics, nell, bob, ida, letter)
