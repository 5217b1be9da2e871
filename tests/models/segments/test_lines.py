"""Lines of segments: what they take from header, contact and template (scenarios SEG, domain.md 3.2)."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from models.base import tuples
from models.contact import Contact, ContactMailingGroup
from models.enums import CorrespondenceType
from models.errors import NotFoundError, RuleError
from models.queries.lists.rows import Filter, Question
from models.queries.lists.windows import window
from models.rules import records, undo
from models.rules.segments import mailing
from models.rules.segments.personal import header_texts, personalised
from models.segment import Segment, SegmentLine
from tests import builders
from tests.models.segments.steps import People, add, change, line, numbers, segment, shown
from tui import cli

UPDATE = "update_lines"


def test_SEG_01_a_contact_is_added_by_hand() -> None:
    made = segment()
    line(made, "CT1000")
    assert numbers(made) == ["CT1000"]


def test_SEG_02_the_description_of_the_header_flows_to_the_lines() -> None:
    made = segment()
    one = line(made, "CT1000")
    change(made, UPDATE, description="Spring mailing")
    assert shown("segment-lines", one)["description"] == "Spring mailing"


def test_SEG_03_the_template_of_the_header_flows_to_new_lines() -> None:
    made = segment(interaction_template_code="LETTER")
    assert add(made, "CT1000|CT2000") == 2
    lines = [shown("segment-lines", one) for one in _ids(made)]
    assert {one["interaction_template_code"] for one in lines} == {"LETTER"}
    assert {one["cost"] for one in lines} == {Decimal("12.00")}


def test_SEG_04_a_new_line_takes_the_description_of_its_template() -> None:
    builders.template("GOLF", "Golf event")
    one = line(segment(), "CT3001")
    records.change("segment-lines", one, 0, {"interaction_template_code": "GOLF"})
    assert shown("segment-lines", one)["description"] == "Golf event"


def test_SEG_05_a_typed_description_is_not_overwritten_by_the_first_template() -> None:
    builders.template("GOLF", "Golf event")
    one = line(segment(), "CT3001", description="Playing golf")
    records.change("segment-lines", one, 0, {"interaction_template_code": "GOLF"})
    assert shown("segment-lines", one)["description"] == "Playing golf"


def test_another_template_brings_its_description_unless_somebody_edited_it() -> None:
    builders.template("GOLF", "Golf event")
    made = segment()
    plain = line(made, "CT3001", interaction_template_code="LETTER")
    edited = line(made, "CT1000", interaction_template_code="LETTER", description="By hand")
    for one in (plain, edited):
        records.change("segment-lines", one, 0, {"interaction_template_code": "GOLF"})
    assert shown("segment-lines", plain)["description"] == "Golf event"
    assert shown("segment-lines", edited)["description"] == "By hand"


@pytest.mark.parametrize(("header", "then", "at_last"), [("", "CP2", ""), ("CP1", "CP1", "CP1")])
def test_the_campaign_of_a_line_is_the_headers_else_that_of_its_template(
    header: str, then: str, at_last: str
) -> None:
    builders.campaign("CP1")
    builders.template("FAIR", campaign=builders.campaign("CP2"))
    made = segment(campaign_no=header)
    one = line(made, "CT3001")
    for template, campaign in (("FAIR", then), ("LETTER", at_last)):
        records.change("segment-lines", one, 0, {"interaction_template_code": template})
        assert shown("segment-lines", one)["campaign_no"] == (campaign or None)


def test_SEG_07_a_line_shows_how_to_reach_the_contact() -> None:
    made = segment()
    reached = ("contact_no.phone_no", "contact_no.mobile_phone_no", "contact_no.email")
    line(made, "CT1000")
    line(made, "CT1001")
    found = window(
        Question("segment-lines", reached, "line_no", filters=(Filter("segment_no", "SM100"),)),
        None,
        limit=10,
    )
    assert [row.cells for row in found.rows] == [
        ("1", "2", "mill@mill.example"),
        ("3", "", "nell@mill.example"),
    ]


def test_SEG_08_a_mailing_group_is_applied_to_the_contacts(people: People) -> None:
    made, news = segment(), builders.mailing_group("NEWS")
    line(made, "CT1000")
    assert mailing.apply(made, news) == mailing.Applied(1, 0)
    assert _members(news) == {people.mill}
    assert mailing.apply(made, news) == mailing.Applied(0, 0)


def test_a_mailing_group_may_be_emptied_first_and_undo_puts_it_back(people: People) -> None:
    made, news = segment(), builders.mailing_group("NEWS", people.bob, people.nell)
    add(made, "CT1000|CT1001")
    assert mailing.apply(made, news, replace=True) == mailing.Applied(1, 1)
    assert _members(news) == {people.mill, people.nell}
    assert undo.undo() == "applied mailing group NEWS"
    assert _members(news) == {people.bob, people.nell}
    with pytest.raises(NotFoundError):
        mailing.apply(made, 999)


def test_SEG_09_the_contacts_of_a_segment_are_exported(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    line(segment(), "CT1000")
    asked = ["export", "segment-lines", "--filter", "segment_no=SM100", "--fields", "contact_no"]
    code = cli.run(["--database", people.url, *asked, "--format", "json"])
    out = capsys.readouterr().out
    assert code == 0
    assert [json.loads(row)["contact_no"] for row in out.splitlines()] == ["CT1000"]


def test_a_line_takes_salesperson_and_way_of_sending_from_the_contact_unless_the_header_says() -> None:
    one = shown("segment-lines", line(segment(), "CT1000"))
    assert (one["salesperson_code"], one["correspondence_type"]) == ("JO", int(CorrespondenceType.HARD_COPY))
    other = segment(
        "SM200", salesperson_code="RL", correspondence_type="Email", ignore_contact_corres_type="yes"
    )
    one = shown("segment-lines", line(other, "CT1000"))
    assert (one["salesperson_code"], one["correspondence_type"]) == ("RL", int(CorrespondenceType.EMAIL))


def test_what_is_personal_about_a_line_shows_and_can_be_put_back() -> None:
    made = segment(interaction_template_code="LETTER")
    plain, other = line(made, "CT1000"), line(made, "CT2000")
    records.change("segment-lines", other, 0, {"cost": "3.00"})
    assert personalised([plain, other]) == {other}
    records.change("segment-lines", other, 0, {"cost": header_texts(other)["cost"]})
    assert personalised([plain, other]) == frozenset()


def test_a_blocked_contact_is_refused_and_an_excluded_one_may_be_typed(people: People) -> None:
    made = segment()
    Contact.update(privacy_blocked=True).where(Contact.id == people.mill).execute()
    Contact.update(exclude_from_segment=True).where(Contact.id == people.ida).execute()
    for refused in ("CT1000", "CT1001"):
        with pytest.raises(RuleError, match="blocked for privacy") as error:
            line(made, refused)
        assert error.value.field == "contact_no"
    line(made, "CT3001")
    line(made, "CT3001")
    assert numbers(made) == ["CT3001", "CT3001"]


def test_NUM_02_segments_are_numbered_from_their_series() -> None:
    made = Segment.one(records.create("segments", {}).id)
    assert made is not None
    assert made.no == "SM00001"
    assert shown("segments", made.id)["no_series"] == "SEGM"


def test_a_contact_that_stands_in_a_segment_is_not_deleted_nor_moved_to_another_company(
    people: People,
) -> None:
    made = segment()
    one = line(made, "CT1001")
    for deleted in (people.nell, people.mill):
        with pytest.raises(RuleError, match="SM100"):
            records.delete("contacts", [deleted])
    with pytest.raises(RuleError, match="SM100"):
        records.change("contacts", people.nell, 0, {"company_no": "CT2000"})
    records.delete("segment-lines", [one])
    records.delete("contacts", [people.mill])
    assert Contact.one(people.nell) is None
    undo.undo()
    undo.undo()
    assert numbers(made) == ["CT1001"]


def _ids(made: int) -> list[int]:
    return [one for (one,) in tuples(SegmentLine.select(SegmentLine.id).where(SegmentLine.segment == made))]


def _members(group: int) -> set[int]:
    of = ContactMailingGroup
    return {contact for (contact,) in tuples(of.select(of.contact).where(of.mailing_group == group))}
