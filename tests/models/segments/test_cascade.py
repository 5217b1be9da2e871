"""The header of a segment and what flows on to its lines (domain.md 3.1, 9.2; design.md 3.11)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from models.base import tuples
from models.contact import Contact, ContactAltAddress, ContactAltAddressDateRange
from models.enums import CorrespondenceType, InformationFlow
from models.errors import RuleError
from models.rules import records, undo
from models.rules.segments.headers import UPDATE_ALL, UPDATE_CHANGED, lines_affected
from models.segment import Segment, SegmentLine
from models.template import InteractionTemplate
from tests import builders
from tests.models.segments.steps import People, add, change, line, rows, segment, shown


def said(segment_id: int, field: str) -> list[Any]:
    """A field of the lines, in their order."""
    return [row[field] for row in rows(segment_id)]


@pytest.fixture
def spring() -> int:
    """A segment of three lines, of which the second is personalised and the third has another template."""
    builders.template("CALL", "Call", unit_cost=Decimal("6.00"), unit_duration=15)
    made = segment(interaction_template_code="LETTER", description="Spring")
    add(made, "CT1000|CT2000")
    third = line(made, "CT3001")
    records.change("segment-lines", rows(made)[1]["id"], 0, {"description": "By hand", "cost": "1.00"})
    records.change("segment-lines", third, 0, {"interaction_template_code": "CALL"})
    return made


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        ((), ["Spring", "By hand", "Spring"]),
        ((UPDATE_CHANGED,), ["Summer", "By hand", "Spring"]),
        ((UPDATE_ALL,), ["Summer", "Summer", "Spring"]),
    ],
)
def test_there_are_three_answers_to_how_far_a_change_reaches(
    spring: int, agreed: tuple[str, ...], expected: list[str]
) -> None:
    assert lines_affected(spring, ("description",)) == 2
    assert lines_affected(spring, ("language",)) == 0
    change(spring, *agreed, description="Summer")
    assert said(spring, "description") == expected


def test_undo_takes_the_header_and_its_lines_back_together(spring: int) -> None:
    before = [(row["description"], row["cost"], row["duration"], row["template"]) for row in rows(spring)]
    change(spring, UPDATE_ALL, description="Summer", interaction_template_code="CALL")
    assert said(spring, "description") == ["Summer"] * 3
    undo.undo()
    after = [(row["description"], row["cost"], row["duration"], row["template"]) for row in rows(spring)]
    assert after == before
    assert Segment.one(spring).description == "Spring"  # type: ignore[union-attr]


def test_undo_leaves_lines_alone_that_somebody_changed_since(spring: int) -> None:
    change(spring, UPDATE_ALL, description="Summer")
    SegmentLine.update(description="Mine").where(SegmentLine.id == rows(spring)[0]["id"]).execute()
    undo.undo()
    assert said(spring, "description") == ["Mine", "By hand", "Spring"]


def test_a_new_template_brings_everything_to_the_lines(spring: int) -> None:
    group = builders.group("PHONE")
    campaign = builders.campaign()
    builders.template(
        "IN",
        "Call in",
        interaction_group=group,
        unit_cost=Decimal("4.00"),
        unit_duration=10,
        information_flow=int(InformationFlow.INBOUND),
        correspondence_type=int(CorrespondenceType.EMAIL),
        campaign=campaign,
        campaign_target=True,
    )
    assert lines_affected(spring, ("template",)) == 3
    change(spring, UPDATE_CHANGED, interaction_template_code="IN")
    first, personal, other = rows(spring)
    for name, value in {
        "interaction_group": group,
        "cost": Decimal("4.00"),
        "duration": 10,
        "information_flow": int(InformationFlow.INBOUND),
        "campaign": campaign,
        "campaign_target": True,
        "correspondence_type": int(CorrespondenceType.HARD_COPY),
    }.items():
        assert first[name] == value, name
    assert (personal["cost"], personal["duration"]) == (Decimal("1.00"), 10)
    assert personal["correspondence_type"] == CorrespondenceType.EMAIL
    assert other["template"] != first["template"]
    assert Segment.one(spring).campaign == campaign  # type: ignore[union-attr]


def test_a_template_can_be_cleared_and_takes_its_campaign_along() -> None:
    campaign = builders.campaign()
    InteractionTemplate.update(campaign=campaign, campaign_target=True).execute()
    made = segment(interaction_template_code="LETTER")
    add(made, "CT1000")
    assert said(made, "campaign") == [campaign]
    change(made, UPDATE_ALL, interaction_template_code="")
    header = Segment.one(made)
    assert header is not None
    assert (header.template, header.campaign, header.unit_cost) == (None, None, Decimal("0.00"))
    (only,) = rows(made)
    assert (only["template"], only["campaign"], only["campaign_target"]) == (None, None, False)
    assert only["correspondence_type"] == CorrespondenceType.HARD_COPY


def test_a_typed_campaign_stays_when_the_template_changes() -> None:
    campaign = builders.campaign()
    made = segment(campaign_no="CP100", interaction_template_code="LETTER")
    change(made, interaction_template_code="")
    assert Segment.one(made).campaign == campaign  # type: ignore[union-attr]


def test_without_a_salesperson_in_the_header_each_line_has_its_contacts_own(people: People) -> None:
    made = segment()
    add(made, "CT1000|CT2000")
    change(made, UPDATE_CHANGED, salesperson_code="RL")
    assert said(made, "salesperson") == [people.rl, people.rl]
    change(made, UPDATE_CHANGED, salesperson_code="")
    assert said(made, "salesperson") == [people.jo, people.rl]


def test_the_day_decides_which_address_is_meant(people: People) -> None:
    address = ContactAltAddress.add(contact=people.mill, code="SUMMER")
    ContactAltAddressDateRange.add(
        alt_address=address, starting_date=dt.date(2025, 7, 1), ending_date=dt.date(2025, 7, 31)
    )
    made = segment()
    add(made, "CT1000|CT2000")
    change(made, UPDATE_CHANGED, date="2025-07-10")
    assert said(made, "contact_alt_address") == ["SUMMER", ""]
    one = rows(made)[0]["id"]
    records.change("segment-lines", one, 0, {"date": "2025-08-10"})
    assert shown("segment-lines", one)["contact_alt_address_code"] == ""


def test_lines_out_of_sight_do_not_change(people: People) -> None:
    made = segment()
    records.delete("segment-lines", [line(made, "CT1000")])
    change(made, UPDATE_ALL, description="Summer")
    assert tuples(SegmentLine.select(SegmentLine.description)) == [("",)]
    assert Contact.one(people.mill) is not None


def test_a_blocked_template_or_campaign_is_refused() -> None:
    builders.campaign(blocked=True)
    InteractionTemplate.update(blocked=True).execute()
    for field, code in (("interaction_template_code", "LETTER"), ("campaign_no", "CP100")):
        with pytest.raises(RuleError) as error:
            segment(**{field: code})
        assert error.value.field == field


def test_a_template_in_use_is_not_deleted_and_a_segment_takes_its_lines_along(people: People) -> None:
    made = segment(interaction_template_code="LETTER")
    add(made, "CT1000")
    before = rows(made)
    with pytest.raises(RuleError, match="Block it instead"):
        records.delete("interaction-templates", [people.letter])
    records.delete("segments", [made])
    assert SegmentLine.select().count() == 0
    undo.undo()
    assert rows(made) == before
