"""What a line sends when its segment is worked through: the segment's own text, only from the form."""

from __future__ import annotations

import datetime as dt

import pytest

from models.base import tuples
from models.codes import Language
from models.contact import Contact, ContactAltAddress
from models.database import unit
from models.delivery import Delivery
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments
from models.queries.attached_files import Owner, files_of
from models.rules import records
from models.rules.interactions import drafts, form_files
from models.rules.interactions.finish import finish
from models.rules.interactions.interaction_form import preview, typed
from models.rules.segments import content, logging, working
from models.rules.segments.content_rows import Place
from models.rules.segments.working import Outcome
from models.segment import Segment, SegmentLine
from tests import builders
from tests.models.segments.steps import add, segment
from tests.models.segments.test_segment_content import mailing, with_price_list


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


@pytest.mark.parametrize("by_form", [True, False])
def test_a_letter_names_the_segment_that_is_worked_through(letters: int, by_form: bool) -> None:
    content.write(Place(letters, language=english()), "{{segment_no}}: {{contact_address}}", "md")
    alder = tuples(Contact.select(Contact.id).where(Contact.no == "CT1"))[0][0]
    ContactAltAddress.add(contact=alder, code="SUMMER", address="1 Lake Road")
    line = tuples(SegmentLine.select(SegmentLine.id).where(SegmentLine.contact == alder))[0][0]
    records.change("segment-lines", line, 0, {"contact_alt_address_code": "SUMMER"})
    work = working.take_line(line)
    entry = (
        working.record_form(work, None, work.state).entry_ids[0]
        if by_form
        else working.record(work, Outcome.REACHED)
    )
    assert sent(entry) == [b"SM100: 1 Lake Road"]


def test_the_preview_of_the_form_is_for_the_address_of_the_line(letters: int) -> None:
    content.write(Place(letters, language=english()), "{{contact_address}}", "md")
    alder = tuples(Contact.select(Contact.id).where(Contact.no == "CT1"))[0][0]
    ContactAltAddress.add(contact=alder, code="SUMMER", address="1 Lake Road")
    SegmentLine.update(contact_alt_address="SUMMER").where(SegmentLine.contact == alder).execute()
    work = working.next_line(letters)
    assert work is not None
    assert preview(work.state) == "1 Lake Road\n"


def test_an_outcome_by_one_key_sends_nothing(letters: int) -> None:
    work = working.next_line(letters)
    assert work is not None
    working.record(work, Outcome.REACHED)
    assert Delivery.select().count() == 0
    assert len(tuples(SegmentLine.select(SegmentLine.id))) == 1


def english() -> int:
    ((language,),) = tuples(Language.select(Language.id).where(Language.code == "ENU"))
    return int(language)


def sent(entry: int) -> list[bytes]:
    """What an entry has to send, the text first."""
    return [attachments.read(file.attachment.id) for file in files_of(Owner.ENTRY, entry)]


def test_the_files_that_go_along_are_those_of_the_segment_as_when_it_is_logged(letters: int) -> None:
    with_price_list(Segment.get_by_id(letters).template or 0, english())
    content.attach(Place(letters, language=english()), "offer.pdf", b"%PDF offer")
    work = working.next_line(letters)
    assert work is not None
    assert [file.about.name for file in form_files.files(None, work.state)] == ["offer.pdf"]
    (worked,) = working.record_form(work, None, work.state).entry_ids
    logging.log(letters, send=True)
    ((last,),) = tuples(Entry.select(Entry.id).order_by(Entry.id.desc()).limit(1))
    assert sent(worked) == [b"Hello Alder Ltd", b"%PDF offer"]
    assert sent(last) == [b"Hello {{contact_name}}", b"%PDF offer"]  # filled in when it is sent


def test_a_file_of_the_segment_can_be_taken_off_in_the_form(letters: int) -> None:
    for name in ("one.pdf", "two.pdf"):
        content.attach(Place(letters, language=english()), name, name.encode())
    work = working.next_line(letters)
    assert work is not None
    one = form_files.files(None, work.state)[0]
    assert one.own
    state, held = form_files.detach(None, work.state, one.about.id)
    assert [file.about.name for file in form_files.files(held, state)] == ["two.pdf"]
    (worked,) = working.record_form(work, held, state).entry_ids
    assert sent(worked) == [b"Hello Alder Ltd", b"two.pdf"]


def test_a_file_of_the_segment_that_became_the_first_is_taken_off_for_good(letters: int) -> None:
    content.write(Place(letters, language=english()), " ", "txt")
    content.attach(Place(letters, language=english()), "offer.pdf", b"%PDF offer")
    work = working.next_line(letters)
    assert work is not None
    state, held = form_files.attach(None, work.state, "own.pdf", b"%PDF own")
    while files := form_files.files(held, state):
        state, held = form_files.detach(held, state, files[0].about.id)
    (worked,) = working.record_form(work, held, state).entry_ids
    assert sent(worked) == []


def test_a_call_back_keeps_what_the_line_sends_when_the_segment_is_gone(letters: int) -> None:
    content.attach(Place(letters, language=english()), "offer.pdf", b"%PDF offer")
    work = working.next_line(letters)
    assert work is not None
    entry = working.record(work, Outcome.CALL_BACK, call_back=dt.date(2025, 6, 2))
    logging.log(letters)
    state, held = drafts.resume(entry)
    finish(held, state)
    assert sent(entry) == [b"Hello Alder Ltd", b"%PDF offer"]


def test_a_call_back_with_only_a_file_has_it_once(letters: int) -> None:
    content.write(Place(letters, language=english()), " ", "txt")
    content.attach(Place(letters, language=english()), "offer.pdf", b"%PDF offer")
    work = working.next_line(letters)
    assert work is not None
    entry = working.record(work, Outcome.CALL_BACK, call_back=dt.date(2025, 6, 2))
    state, held = drafts.resume(entry)
    finish(held, state)
    assert sent(entry) == [b"%PDF offer"]


def test_what_was_removed_from_the_segment_is_not_sent_from_its_lines(letters: int) -> None:
    content.remove(Place(letters, language=english()))
    work = working.next_line(letters)
    assert work is not None
    assert work.state.text("body") == ""
    (worked,) = working.record_form(work, None, work.state).entry_ids
    assert sent(worked) == []


def test_another_template_chosen_in_the_form_brings_its_own_content(letters: int) -> None:
    mailing("OTHER", english())
    content.attach(Place(letters, language=english()), "offer.pdf", b"%PDF offer")
    work = working.next_line(letters)
    assert work is not None
    state = typed(work.state, "interaction_template_code", "OTHER")
    assert state.text("body").startswith("OTHER")
    assert form_files.files(None, state) == []


def test_subject_and_address_of_the_line_are_those_of_the_entry(letters: int) -> None:
    first, _ = SegmentLine.select().order_by(SegmentLine.line_no)
    builders.alternative(first.contact or 0, "DOCK", ("2025-01-01", None))
    builders.alternative(first.contact or 0, "HOME")
    content.describe(Place(letters, language=english()), subject="Our spring offer")
    SegmentLine.change(first.id, contact_alt_address="HOME")
    entries: list[int] = []
    for _ in range(2):
        work = working.next_line(letters)
        assert work is not None
        entries += working.record_form(work, None, work.state).entry_ids
    made = [unit(Entry.get_by_id)(entry) for entry in entries]
    assert [one.subject for one in made] == ["Our spring offer"] * 2
    assert [one.contact_alt_address for one in made] == ["HOME", ""]
