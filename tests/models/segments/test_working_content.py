"""What a line sends when its segment is worked through: the segment's own text, only from the form."""

from __future__ import annotations

import pytest

from models.base import tuples
from models.database import unit
from models.delivery import Delivery
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments
from models.rules.segments import content, working
from models.rules.segments.content_rows import Place
from models.rules.segments.working import Outcome
from models.segment import SegmentLine
from tests import builders
from tests.models.segments.steps import add, segment
from tests.models.segments.test_segment_content import mailing


@pytest.fixture
def letters(opened: str) -> int:  # noqa: ARG001 - the database is open
    """A segment of two contacts with a text of its own."""
    enu = builders.language("ENU")
    mailing("CARD", enu)
    made = segment(interaction_template_code="CARD", description="Spring", salesperson_code="JO")
    for no, name in (("CT1", "Alder Ltd"), ("CT2", "Birch Ltd")):
        builders.company(no, name)
    add(made, "CT1|CT2")
    content.write(Place(made, language=enu), "Hello {{contact_name}}", "md")
    return made


def test_the_form_has_the_text_of_the_segment_and_sends_it(letters: int) -> None:
    work = working.next_line(letters)
    assert work is not None
    assert (work.state.text("body"), work.state.text("send")) == ("Hello {{contact_name}}", "Yes")
    (entry,) = working.record_form(work, None, work.state).entry_ids
    number = unit(Entry.get_by_id)(entry).attachment or 0
    assert (attachments.read(number), attachments.about(number).extension) == (b"Hello Alder Ltd", "md")
    assert Delivery.select().count() == 1


def test_an_outcome_by_one_key_sends_nothing(letters: int) -> None:
    work = working.next_line(letters)
    assert work is not None
    working.record(work, Outcome.REACHED)
    assert Delivery.select().count() == 0
    assert len(tuples(SegmentLine.select(SegmentLine.id))) == 1
