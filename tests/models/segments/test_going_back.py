"""Any sequence of steps followed by as many go backs gives exactly the lines of before (design.md 3.13)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import database
from models.enums import CriteriaAction
from models.errors import RuleError
from models.rules import records
from models.rules.segments import steps
from models.rules.segments.criteria import Criteria
from models.rules.segments.headers import steps as number_of_steps
from models.segment import SegmentLine
from tests.models.segments.steps import contacts, line, rows, segment

NUMBERS = ("CT1000", "CT1001", "CT2000", "CT2001", "CT3001")

expressions = st.one_of(
    st.just("CT*"), st.sets(st.sampled_from(NUMBERS), min_size=1).map(lambda some: "|".join(sorted(some)))
)
by_criteria = st.tuples(st.just("take"), st.sampled_from(list(CriteriaAction)), expressions, st.booleans())
by_hand = st.tuples(
    st.sampled_from(("type", "change", "delete")), st.sampled_from(NUMBERS), st.integers(0, 9)
)
programs = st.lists(st.one_of(by_criteria, by_hand), max_size=8)


def do(segment_id: int, step: tuple[Any, ...]) -> None:
    """One step; what is not possible now is not done."""
    if step[0] == "take":
        _, action, expression, option = step
        options = {"allow_existing": option} if action is CriteriaAction.ADD else {"entire_companies": option}
        steps.take(segment_id, action, contacts(expression, **options))
        return
    kind, number, place = step
    there = rows(segment_id)
    if kind == "type":
        line(segment_id, number)
    elif there and kind == "change":
        records.change("segment-lines", there[place % len(there)]["id"], 0, {"contact_no": number})
    elif there:
        records.delete("segment-lines", [there[place % len(there)]["id"]])


class _Enough(Exception):  # noqa: N818 - nothing went wrong
    """Takes what an example wrote back."""


@given(programs, programs)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_as_many_go_backs_as_steps_give_exactly_the_lines_of_before(
    before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]
) -> None:
    try:
        with database.atomic():
            made = segment()
            for step in before:
                do(made, step)
            stood, taken = rows(made), number_of_steps(made)
            for step in after:
                do(made, step)
            for _ in range(number_of_steps(made) - taken):
                steps.go_back(made)
            assert rows(made) == stood
            assert number_of_steps(made) == taken
            raise _Enough
    except _Enough:
        assert SegmentLine.select().count() == 0


def test_there_is_no_step_behind_the_first() -> None:
    made = segment()
    steps.take(made, CriteriaAction.ADD, Criteria())
    assert steps.go_back(made) == 0
    with pytest.raises(RuleError, match="no criteria step"):
        steps.go_back(made)
