"""Working through a segment, line by line (design.md 2 and 6)."""

from __future__ import annotations

import datetime as dt

import pytest

from models.enums import CriteriaAction, Status
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules import records, search_rebuild, statistics
from models.rules.interactions.leases import TakenOverError
from models.rules.segments import logged, logging, steps, working
from models.rules.segments.criteria import Criteria
from models.rules.segments.working import Outcome
from models.segment import LoggedSegment, Segment
from models.who import Who, acting_as
from tests.models.segments.steps import People, add, numbers, rows, segment, shown

BO = Who(user="BO", work_date=dt.date(2025, 5, 15), clock=lambda: dt.datetime(2025, 5, 15, 9))  # noqa: DTZ001


@pytest.fixture
def calls() -> int:
    """A segment of three contacts."""
    made = segment(interaction_template_code="LETTER", description="Calls", salesperson_code="JO")
    add(made, "CT1000|CT2000|CT3001")
    return made


def taken(segment_id: int, **after: int) -> working.Work:
    work = working.next_line(segment_id, **after)
    assert work is not None
    return work


def test_each_outcome_is_an_entry_of_the_segment_and_takes_its_line_out(calls: int) -> None:
    done = [working.record(taken(calls), Outcome.REACHED), working.record(taken(calls), Outcome.NOT_REACHED)]
    done.append(working.record(taken(calls), Outcome.CALL_BACK, call_back=dt.date(2025, 6, 1)))
    known = [shown("log-entries", entry) for entry in done[:2]]
    assert [one["status"] for one in known] == [Status.LOGGED, Status.ATTEMPT_FAILED]
    assert {one["segment_no"] for one in known} == {"SM100"}
    call_back = Entry.one(done[2])
    assert call_back is not None
    assert (call_back.postponed, call_back.date) == (True, dt.date(2025, 6, 1))
    assert (working.open_lines(calls), working.next_line(calls)) == (0, None)
    assert LoggedSegment.select().count() == 1
    assert not statistics.differences()
    assert not search_rebuild.put_right()


def test_a_segment_that_was_worked_through_is_closed_by_logging(calls: int) -> None:
    for _ in range(3):
        working.record(taken(calls), Outcome.REACHED)
    done = logging.log(calls, follow_up=True)
    assert (done.entries, done.left, Segment.one(calls)) == (0, 0, None)
    assert numbers(Segment.get(Segment.no == done.follow_up).id) == ["CT3001", "CT1000", "CT2000"]


def test_canceling_leaves_what_was_put_off_alone(calls: int) -> None:
    work = taken(calls)
    put_off = working.record(work, Outcome.CALL_BACK, call_back=dt.date(2025, 6, 1))
    working.record(taken(calls), Outcome.REACHED)
    (run,) = [one.id for one in LoggedSegment.select()]
    assert logged.set_canceled([run], True) == 1
    assert not Entry.one(put_off).canceled  # type: ignore[union-attr]


def test_a_call_back_needs_a_day(calls: int) -> None:
    work = taken(calls)
    with pytest.raises(RuleError) as error:
        working.record(work, Outcome.CALL_BACK)
    assert error.value.field == "date"
    assert working.open_lines(calls) == 3


def test_two_people_never_meet_on_a_line(calls: int) -> None:
    mine = taken(calls)
    with acting_as(BO):
        theirs = taken(calls)
        last = taken(calls)
        assert working.next_line(calls) is None
    assert len({mine.line_id, theirs.line_id, last.line_id}) == 3


def test_it_goes_on_where_somebody_stopped_and_begins_again_behind_the_last_line(calls: int) -> None:
    first, second, third = [row["id"] for row in rows(calls)]
    other = segment("SM200")
    add(other, "CT1000|CT1001")
    elsewhere = taken(other, after=10)
    working.release(elsewhere)
    working.release(taken(calls, after=10))
    again = taken(calls)
    assert again.line_id == second
    working.release(again)
    with acting_as(BO):
        assert taken(calls).line_id == first
    assert taken(other).line_id == elsewhere.line_id
    assert taken(calls, after=20).line_id == third
    assert taken(calls, after=30).line_id == second


def test_a_line_that_is_worked_on_stays_when_the_rest_is_logged(calls: int) -> None:
    work = taken(calls)
    assert logging.log(calls, ready_only=True).left == 1
    working.record(work, Outcome.REACHED)
    assert Entry.select().count() == 3


def test_who_lost_the_line_is_told(calls: int, people: People) -> None:
    work = taken(calls)
    records.change("segment-lines", work.line_id, 0, {"contact_no": "CT1001"})
    for verb in (lambda: working.record(work, Outcome.REACHED), lambda: working.renew(work)):
        with pytest.raises(TakenOverError):
            verb()
    assert Entry.select().where(Entry.contact == people.mill).count() == 0
    work = taken(calls)
    logging_of_all_others(calls)
    with pytest.raises(TakenOverError):
        working.record(work, Outcome.REACHED)


def logging_of_all_others(segment_id: int) -> None:
    """The segment is deleted while somebody works on a line."""
    steps.take(segment_id, CriteriaAction.REDUCE, Criteria())
    records.delete("segments", [segment_id])
