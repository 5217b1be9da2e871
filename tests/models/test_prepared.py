"""Statements whose SQL is made once mean the same each time, on both engines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from models.base import tuples
from models.campaign import Campaign
from models.contact import Contact
from models.database import database
from models.database.prepared import Prepared, change, given, insert
from models.template import InteractionGroup, InteractionTemplate
from tests import builders

pytestmark = pytest.mark.usefixtures("opened")

COST = Prepared(
    lambda: InteractionTemplate.select(InteractionTemplate.code, InteractionTemplate.unit_cost).where(
        InteractionTemplate.id == given("id")
    )
)


def template(code: str, cost: str) -> int:
    group = InteractionGroup.add(code=code, description=code.title())
    return InteractionTemplate.add(
        code=code, description=code.title(), interaction_group=group, unit_cost=Decimal(cost)
    )


def test_rows_are_read_as_their_fields_read_them_each_time_for_other_values() -> None:
    first, second = template("CALL", "1.25"), template("VISIT", "30")
    assert COST.rows(id=first) == [("CALL", Decimal("1.25"))]
    assert COST.rows(id=second) == [("VISIT", Decimal("30.00"))]
    assert COST.rows(id=second + 1) == []


def test_a_row_is_inserted_with_its_defaults_and_stamps_and_changed_with_its_version() -> None:
    one = template("CALL", "1.25")
    assert InteractionTemplate.change(one, unit_cost=Decimal("2.5")) == 1
    assert InteractionTemplate.change(one, unit_cost=Decimal("3")) == 1
    found = InteractionTemplate.one(one)
    assert found is not None
    assert (found.unit_cost, found.version, found.blocked) == (Decimal("3.00"), 3, False)
    assert InteractionTemplate.change(one + 1, unit_cost=Decimal("3")) == 0


def test_an_expression_among_the_values_is_inserted_too() -> None:
    one = template("CALL", "1.25")
    theirs = InteractionTemplate.select(InteractionTemplate.unit_cost).where(InteractionTemplate.id == one)
    group = InteractionGroup.add(code="TWICE", description="Twice")
    two = insert(
        InteractionTemplate,
        {"code": "TWICE", "interaction_group": group, "unit_cost": theirs, "created_at": 0, "created_by": 0},
    )
    assert COST.rows(id=two) == [("TWICE", Decimal("1.25"))]


def test_references_and_dates_are_stored_as_by_peewee() -> None:
    day = dt.date(2025, 5, 15)
    campaign = Campaign.add(no="CP1", starting_date=day)
    rows = tuples(Campaign.select(Campaign.starting_date).where(Campaign.id == campaign))
    assert rows == [(day,)]
    company = builders.company("CT1", "Brightwater")
    person = builders.person("CT2", "Nell Ashby")
    assert change(Contact, person, {"company": company}) == 1
    assert tuples(Contact.select(Contact.company).where(Contact.id == person)) == [(company,)]


def test_the_sql_is_made_once_for_each_engine() -> None:
    made = []

    def make() -> object:
        made.append(1)
        return Campaign.select(Campaign.no).where(Campaign.no == given("no"))

    statement = Prepared(make)
    for no in ("CP1", "CP2"):
        Campaign.add(no=no)
        assert statement.rows(no=no) == [(no,)]
    before = len(made)
    assert statement.rows(no="CP3") == []
    assert len(made) == before
    assert not database.in_transaction()
