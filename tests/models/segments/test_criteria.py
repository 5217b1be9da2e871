"""Filling a segment by criteria (scenarios CRI, domain.md 3.3 to 3.5)."""

from __future__ import annotations

import pytest

from models.base import tuples
from models.codes import IndustryGroup
from models.contact import Contact, ContactIndustryGroup
from models.enums import CorrespondenceType
from models.errors import NotFoundError, RuleError
from models.queries.lists.rows import Filter
from models.rules import records, undo
from models.rules.segments import reuse, steps
from models.rules.segments.criteria import Criteria
from models.rules.segments.headers import steps as number_of_steps
from models.segment import SavedSegmentCriteria, SavedSegmentCriteriaLine, SegmentLine
from tests import builders
from tests.models.segments.steps import (
    ADD,
    REDUCE,
    REFINE,
    People,
    add,
    contacts,
    line,
    numbers,
    rows,
    segment,
    shown,
)

NEWS = {"contact-mailing-groups": (Filter("mailing_group_code", "NEWS"),)}


def test_CRI_01_contacts_are_added_by_a_filter() -> None:
    made = segment()
    assert steps.would_change(made, ADD, contacts("CT1000")) == 1
    assert add(made, "CT1000") == 1
    (only,) = [shown("segment-lines", row["id"]) for row in rows(made)]
    assert only["contact_no"] == "CT1000"
    assert only["salesperson_code"] == "JO"
    assert only["correspondence_type"] == CorrespondenceType.HARD_COPY


def test_CRI_02_a_typed_line_counts_as_one_step() -> None:
    made = segment()
    assert number_of_steps(made) == 0
    line(made, "CT1000")
    assert shown("segments", made)["no_of_criteria_actions"] == 1


def test_CRI_03_a_segment_is_reduced_by_salesperson() -> None:
    made = segment()
    add(made, "CT1000|CT2000")
    mine = Criteria({"contacts": (Filter("salesperson_code", "JO"),)})
    assert steps.would_change(made, REDUCE, mine) == steps.take(made, REDUCE, mine) == 1
    assert [shown("segment-lines", row["id"])["salesperson_code"] for row in rows(made)] == ["RL"]


def test_CRI_04_reducing_by_number_removes_only_that_contact() -> None:
    made = segment()
    add(made, "CT1000|CT2000")
    steps.take(made, REDUCE, contacts("CT1000"))
    assert numbers(made) == ["CT2000"]


def test_CRI_05_refining_by_number_keeps_only_that_contact() -> None:
    made = segment()
    add(made, "CT1000|CT2000")
    steps.take(made, REFINE, contacts("CT1000"))
    assert numbers(made) == ["CT1000"]


def test_CRI_06_reducing_without_a_filter_empties_the_segment() -> None:
    made = segment()
    add(made, "CT1000|CT2000")
    assert steps.take(made, REDUCE, Criteria()) == 2
    assert shown("segments", made)["no_of_lines"] == 0


def test_CRI_07_an_emptied_segment_can_forget_its_steps() -> None:
    made = segment()
    line(made, "CT1000")
    steps.take(made, REDUCE, Criteria())
    steps.forget(made)
    assert (numbers(made), number_of_steps(made)) == ([], 0)
    with pytest.raises(RuleError):
        steps.go_back(made)


def test_CRI_08_the_steps_of_a_segment_are_saved() -> None:
    made = segment()
    with pytest.raises(RuleError, match="no criteria step"):
        reuse.save(made, "SPRING")
    add(made, "CT1000|CT2000")
    saved = reuse.save(made, "spring", "Spring mailing")
    assert shown("saved-segment-criteria", saved)["no_of_actions"] == 1
    assert SavedSegmentCriteria.one(saved).code == "SPRING"  # type: ignore[union-attr]
    for code in ("SPRING", " ", "MUCHTOOLONG"):
        with pytest.raises(RuleError) as error:
            reuse.save(made, code)
        assert error.value.field == "code"


def test_CRI_09_saved_criteria_are_reused_on_the_same_segment() -> None:
    made = segment()
    line(made, "CT1000")
    other = line(made, "CT2000")
    saved = reuse.save(made, "SPRING")
    records.delete("segment-lines", [other])
    assert reuse.reuse(made, saved) == 1
    assert numbers(made) == ["CT1000", "CT2000"]
    assert shown("segment-lines", rows(made)[-1]["id"])["salesperson_code"] == "RL"
    assert undo.undo() == "reused criteria SPRING"
    assert (numbers(made), number_of_steps(made)) == (["CT1000"], 3)


def test_saved_criteria_keep_the_options_of_each_step() -> None:
    made, other = segment(), segment("SM200")
    add(made, "CT1001", expand_companies=True)
    steps.take(made, REFINE, contacts("CT1001", entire_companies=True))
    saved = reuse.save(made, "ALL")
    assert reuse.reuse(other, saved) == 2
    assert numbers(other) == ["CT1000", "CT1001"]
    SavedSegmentCriteriaLine.delete().execute()
    with pytest.raises(NotFoundError):
        reuse.reuse(other, saved)


@pytest.mark.parametrize("related", [True, False])
@pytest.mark.parametrize("works_for_a", [True, False])
def test_CRI_10_members_of_a_mailing_group_are_added_once(
    people: People, related: bool, works_for_a: bool
) -> None:
    third = people.nell if works_for_a else builders.person("CT4001", "Cy Low")
    builders.mailing_group("NEWS", people.mill, people.ida, third)
    made = segment()
    assert steps.take(made, ADD, Criteria(NEWS, allow_related_companies=related)) == 3
    assert sorted(row["contact"] for row in rows(made)) == sorted([people.mill, people.ida, third])


def test_CRI_11_companies_of_members_can_be_added_too(people: People) -> None:
    builders.mailing_group("NEWS", people.ida, people.nell)
    made = segment()
    assert steps.take(made, ADD, Criteria(NEWS, allow_related_companies=True)) == 3
    assert numbers(made) == ["CT3001", "CT1000", "CT1001"]


def test_expanding_adds_the_company_and_all_its_people() -> None:
    made = segment()
    assert add(made, "CT1000", expand_companies=True) == 2
    assert add(made, "CT3001", expand_companies=True) == 1


def test_an_industry_group_of_the_company_is_one_of_its_people(people: People) -> None:
    farms = IndustryGroup.add(code="FARM", description="Farms", search_text="farm")
    ContactIndustryGroup.add(contact=people.mill, industry_group=farms)
    made = segment()
    farming = {"contact-industry-groups": (Filter("industry_group_code", "FARM"),)}
    assert steps.take(made, ADD, Criteria(farming)) == 2
    assert numbers(made) == ["CT1000", "CT1001"]


def test_one_match_stands_for_its_whole_company() -> None:
    made = segment()
    add(made, "CT*")
    assert steps.take(made, REDUCE, contacts("CT1001", entire_companies=True)) == 2
    assert numbers(made) == ["CT3001", "CT2000", "CT2001"]
    assert steps.take(made, REFINE, contacts("CT2000", entire_companies=True)) == 1
    assert numbers(made) == ["CT2000", "CT2001"]


def test_who_is_there_excluded_or_blocked_is_left_out(people: People) -> None:
    Contact.update(exclude_from_segment=True).where(Contact.id == people.ida).execute()
    Contact.update(privacy_blocked=True).where(Contact.id == people.optics).execute()
    made = segment()
    assert add(made, "CT*") == 2
    assert steps.skipped(contacts("CT*")) == 2
    assert add(made, "CT*") == 0
    assert add(made, "CT*", ignore_exclusion=True) == 1
    assert add(made, "CT1000", allow_existing=True) == 1
    assert numbers(made) == ["CT1000", "CT1001", "CT3001", "CT1000"]


def test_a_table_that_cannot_be_filtered_and_a_bad_expression_are_refused() -> None:
    made = segment()
    for wrong in ({"languages": (Filter("code", "X"),)}, {"contacts": (Filter("no", "(("),)}):
        with pytest.raises(RuleError):
            steps.take(made, ADD, Criteria(wrong))
    assert (numbers(made), number_of_steps(made)) == ([], 0)


def test_undo_goes_back_unless_somebody_took_another_step() -> None:
    made = segment()
    add(made, "CT1000|CT2000")
    steps.take(made, REDUCE, contacts("CT1000"))
    undo.undo()
    assert numbers(made) == ["CT1000", "CT2000"]
    steps._take(made, REDUCE, contacts("CT2000"))
    with pytest.raises(RuleError, match="another step"):
        undo.undo()


def test_undo_takes_typed_changed_and_removed_lines_back_with_their_steps() -> None:
    made = segment()
    one = line(made, "CT1000")
    before = rows(made)
    records.change("segment-lines", one, 0, {"contact_no": "CT2000"})
    assert (numbers(made), number_of_steps(made)) == (["CT2000"], 3)
    undo.undo()
    assert (numbers(made), number_of_steps(made)) == (["CT1000"], 1)
    assert _said(rows(made)) == _said(before)
    assert tuples(SegmentLine.select(SegmentLine.removed)) == [(False,)]
    records.delete("segment-lines", [one])
    assert (numbers(made), number_of_steps(made)) == ([], 2)
    assert undo.undo() == "removed 1 line"
    assert numbers(made) == ["CT1000"]
    undo.undo()
    assert (numbers(made), number_of_steps(made)) == ([], 0)


def test_going_back_gives_a_line_its_former_contact_and_number() -> None:
    made = segment()
    one = line(made, "CT1000", description="By hand")
    before = rows(made)
    records.change("segment-lines", one, 0, {"contact_no": "CT2000", "description": "Other"})
    steps.go_back(made)
    assert numbers(made) == []
    steps.go_back(made)
    assert rows(made) == before


def test_a_line_that_was_removed_meanwhile_is_not_changed() -> None:
    made = segment()
    one = line(made, "CT1000")
    steps.take(made, REDUCE, Criteria())
    with pytest.raises(RuleError, match="removed"):
        records.change("segment-lines", one, 0, {"description": "Late"})
    with pytest.raises(NotFoundError):
        records.delete("segment-lines", [one])


def _said(lines: list[dict[str, object]]) -> list[dict[str, object]]:
    stamps = ("version", "changed_at", "changed_by")
    return [{name: value for name, value in row.items() if name not in stamps} for row in lines]
