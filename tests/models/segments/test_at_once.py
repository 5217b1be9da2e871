"""Several people on one segment, in processes of their own (points 6 and 9 of what segments promise)."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from multiprocessing.connection import Connection
from typing import Any

import pytest

from models.base import tuples
from models.contact import Contact
from models.database import open_database
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules import statistics
from models.rules.segments import logging, steps, working
from models.rules.segments.working import Outcome
from models.segment import LoggedSegment, Segment, SegmentLine
from models.who import acting_as
from tests.children import Child, child
from tests.conftest import ANNA
from tests.models.segments.steps import ADD, People, add, contacts, rows, segment

ADDERS = 8
ROUNDS = int(os.environ.get("TOUCHBASE_ROUNDS", "3"))
"""How often people add while one logs; a hundred when somebody has the time."""


@pytest.fixture
def crowd(people: People) -> People:
    """Five hundred more people."""
    Contact.add_many(
        [
            {"no": f"P{number:04}", "name": f"Person {number}", "type": 1, "salesperson": people.jo}
            for number in range(500)
        ]
    )
    statistics.recompute()
    return people


def _adds(pipe: Connection, url: str, segment_id: int, mine: int) -> int:
    """Add contacts one by one until the segment is gone; how many were added."""
    open_database(url)
    added = 0
    with acting_as(ANNA):
        pipe.send("ready")
        pipe.recv()
        for number in range(mine, 500, ADDERS):
            try:
                added += steps.take(segment_id, ADD, contacts(f"P{number:04}"))
            except RuleError:
                break
    return added


def _logs(pipe: Connection, url: str, segment_id: int) -> str:
    open_database(url)
    with acting_as(ANNA):
        pipe.send("ready")
        pipe.recv()
        try:
            return str(logging.log(segment_id, ready_only=True).entries)
        except RuleError as error:
            return error.sentence


def _works(pipe: Connection, url: str, segment_id: int) -> int:
    open_database(url)
    done = 0
    with acting_as(ANNA):
        pipe.send("ready")
        pipe.recv()
        while (work := working.next_line(segment_id)) is not None:
            working.record(work, Outcome.REACHED)
            done += 1
    return done


def _all(stack: ExitStack, *work: tuple[Any, ...]) -> list[Child]:
    """Processes that all begin now."""
    begun = [stack.enter_context(child(*one)) for one in work]
    for one in begun:
        assert one.says() == "ready"
    for one in begun:
        one.hears()
    return begun


def test_lines_added_while_somebody_logs_are_taken_or_left_and_never_lost(crowd: People) -> None:
    for turn in range(ROUNDS):
        made = segment(f"SM{turn}", interaction_template_code="LETTER", description="Crowd")
        add(made, "CT*")
        with ExitStack() as stack:
            adders = [(_adds, crowd.url, made, mine) for mine in range(ADDERS)]
            *adding, logs = _all(stack, *adders, (_logs, crowd.url, made))
            entries = int(logs.says())
            added = sum(one.says() for one in adding)
        open_database(crowd.url)
        of = Entry.segment_no == f"SM{turn}"
        assert Entry.select().where(of).count() == entries
        assert entries + len(rows(made)) == added + 5
        assert not statistics.differences()


def test_logging_twice_at_once_logs_once_and_tells_the_second(crowd: People) -> None:
    made = segment(interaction_template_code="LETTER", description="Crowd")
    add(made, "P*")
    with ExitStack() as stack:
        both = _all(stack, *[(_logs, crowd.url, made)] * 2)
        told = sorted(one.says() for one in both)
    open_database(crowd.url)
    assert told == ["500", "The segment was logged or deleted meanwhile."]
    assert (Entry.select().count(), LoggedSegment.select().count()) == (500, 1)


def _dies(pipe: Connection, url: str, segment_id: int, at: int) -> None:
    open_database(url)

    def stop(done: int, _of: int) -> None:
        if done == at:
            pipe.send("there")
            pipe.recv()

    with acting_as(ANNA):
        logging.log(segment_id, follow_up=True, progress=stop)


def test_a_kill_while_logging_leaves_the_segment_as_it_was(crowd: People) -> None:
    made = segment(interaction_template_code="LETTER", description="Crowd")
    add(made, "P*")
    before = rows(made)
    for at in range(1, 6):
        with child(_dies, crowd.url, made, at) as logs:
            assert logs.says() == "there"
            logs.kill()
        open_database(crowd.url)
        assert rows(made) == before
        assert (Entry.select().count(), LoggedSegment.select().count()) == (0, 0)
        assert Segment.select().count() == 1
    assert not statistics.differences()
    assert logging.log(made).entries == 500


def test_four_people_work_through_500_lines_and_each_is_done_once(crowd: People) -> None:
    made = segment(interaction_template_code="LETTER", description="Crowd")
    add(made, "P*")
    with ExitStack() as stack:
        working_now = _all(stack, *[(_works, crowd.url, made)] * 4)
        done = [one.says() for one in working_now]
    open_database(crowd.url)
    assert sum(done) == 500
    assert SegmentLine.select().where(SegmentLine.segment == made).count() == 0
    assert set(Counter(contact for (contact,) in tuples(Entry.select(Entry.contact))).values()) == {1}
    assert LoggedSegment.select().count() == 1
    assert not statistics.differences()
