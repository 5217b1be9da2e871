"""Logging segments with what they send: entries, deliveries, what stands in the way (scenarios LSG, SEG)."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest

from models.attached_file import AttachedFile
from models.base import tuples
from models.campaign import CampaignEntry
from models.contact import Contact, ContactAltAddress, ContactAltAddressDateRange
from models.database import database, is_postgres, unit
from models.delivery import Delivery
from models.enums import ContentKind, CorrespondenceType, DeliveryState, DeliveryStatus, LineProblem
from models.errors import RuleError
from models.exchange.paper import hard_copy
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments, deliveries
from models.queries.segment_contents import of_segment
from models.rules import search_rebuild, undo
from models.rules.content import filling as contents
from models.rules.content.attachments import store
from models.rules.segments import content, logging, working
from models.rules.segments.content_refresh import missing, refresh
from models.rules.segments.content_rows import Place
from models.rules.segments.preview import preview
from models.rules.segments.readiness import readiness
from models.segment import Segment, SegmentInteractionLanguage, SegmentLine
from models.template import InteractionTemplate
from models.word_template import WordTemplate
from tests import builders
from tests.models.segments.steps import People, add, change, line, rows, segment

EMAIL, HARD_COPY = int(CorrespondenceType.EMAIL), int(CorrespondenceType.HARD_COPY)


@pytest.fixture(autouse=True)
def enu(people: People) -> int:  # noqa: ARG001 - the contacts are there first
    return builders.language("ENU")


def mailing(enu: int, kind: int = EMAIL, text: str = "Dear {{contact_name}}", code: str = "SPRING") -> int:
    """A template that sends a text in English."""
    known = {"correspondence_type": kind, "ignore_contact_corres_type": True, "language": enu}
    made = builders.template(code, code.title(), languages=(enu,), **known)
    builders.content(made, enu, text)
    return made


def invitation(expression: str = "CT1000|CT1001", **typed: str) -> int:
    known = {"interaction_template_code": "SPRING", "description": "Spring", "subject": "Invitation"}
    made = segment(**{**known, **typed})
    add(made, expression)
    return made


def entries() -> list[dict[str, Any]]:
    query: Any = Entry.select().order_by(Entry.id)
    return [dict(row) for row in query.dicts()]


def queued() -> list[dict[str, Any]]:
    query: Any = Delivery.select().order_by(Delivery.id)
    return [dict(row) for row in query.dicts()]


def test_LSG_03_an_email_to_a_contact_without_an_address_stops_the_logging(people: People, enu: int) -> None:
    mailing(enu)
    made = invitation("CT3001")
    now = readiness(made, sending=True)
    assert [(found, number) for found, number, _ in now.problems] == [(LineProblem.NO_EMAIL, 1)]
    with pytest.raises(RuleError, match=r"1 line cannot be logged: no e-mail \(CT3001\)"):
        logging.log(made, send=True)
    assert (entries(), queued(), len(rows(made))) == ([], [], 1)
    place = ContactAltAddress.add(contact=people.ida, code="SUMMER", email="ida@sea.example")
    ContactAltAddressDateRange.add(alt_address=place, starting_date=dt.date(2025, 1, 1))
    SegmentLine.update(contact_alt_address="SUMMER").execute()
    assert logging.log(made, send=True).emails == 1
    assert [one["sent_to"] for one in queued()] == ["ida@sea.example"]


def test_LSG_04_a_delivered_email_segment_writes_one_entry_per_line(people: People, enu: int) -> None:
    template = builders.template(
        "SPRING", "Spring", languages=(enu,), correspondence_type=EMAIL, ignore_contact_corres_type=True
    )
    assert template
    made = invitation("CT1000")
    content.import_file(Place(made, language=enu), "offer.docx", b"PK")
    done = logging.log(made, send=True)
    assert (done.entries, done.emails, done.hard_copies) == (1, 1, 0)
    (entry,), (delivery,) = entries(), queued()
    assert attachments.about(entry["attachment"]).name == "offer.docx"
    assert entry["delivery_status"] == DeliveryStatus.IN_PROGRESS
    known = {"entry": entry["id"], "state": DeliveryState.WAITING, "sent_to": "mill@mill.example"}
    assert {name: delivery[name] for name in known} == known
    assert (delivery["subject"], delivery["search_text"]) == ("Invitation", "mill mill example invitation")
    assert people.mill == entry["contact"]


def test_content_in_a_language_that_no_line_has_says_that_the_default_is_missing(enu: int) -> None:
    mailing(enu)
    InteractionTemplate.update(language=None).execute()
    made = invitation("CT1000")
    with pytest.raises(
        RuleError, match=r"nothing to send \(CT1000\)\. .* choose its Language Code \(Default\)"
    ):
        logging.log(made, send=True)
    change(made, language_code="ENU")
    assert logging.log(made, send=True).emails == 1


def test_however_many_texts_there_are_each_delivery_is_found_by_its_own(enu: int) -> None:
    mailing(enu)
    made = invitation()
    for number in range(60):
        subject = f"Vain {number}" if number % 2 else ""
        line(made, "CT1000", description=f"Täysin oma {number}", subject=subject)
    assert logging.log(made, send=True).emails == 62
    found = {entry["description"]: entry["id"] for entry in entries()}
    texts = {one["entry"]: one["search_text"] for one in queued()}
    assert texts[found["Täysin oma 8"]] == "mill mill example taysin oma 8"
    assert texts[found["Täysin oma 9"]] == "mill mill example vain 9"


def test_content_is_shared_until_it_is_merged_for_each_contact(enu: int) -> None:
    mailing(enu)
    made = invitation()
    (source,) = of_segment(made).values()
    add(made, "CT2000|CT2001")
    Contact.update(email="x@tarn.example").execute()
    SegmentLine.update(correspondence_type=0).where(SegmentLine.line_no == 10).execute()
    assert (readiness(made).sendable, readiness(made, sending=True).emails) == (3, 3)
    search_rebuild.put_right()
    done = logging.log(made, send=True)
    assert (done.entries, done.emails, done.left) == (4, 3, 0)
    logged = entries()
    assert {entry["attachment"] for entry in logged} == {source.attachment}
    assert [entry["delivery_status"] for entry in logged] == [0, 1, 1, 1]
    for entry in logged:
        contents.materialize(entry["id"])
    texts = [attachments.read(entry["attachment"]).decode() for entry in entries()]
    assert sorted(texts) == [
        "Dear Bob Tarn",
        "Dear Harbour Mill Ltd",
        "Dear Nell Ashby",
        "Dear Tarn Optics",
    ]
    assert search_rebuild.put_right() == 0


def test_unique_contents_files_and_other_templates_go_with_their_entries(people: People, enu: int) -> None:
    mailing(enu)
    mailing(enu, code="AUTUMN", text="Autumn")
    made = invitation("CT1000|CT1001")
    other = line(made, "CT2000", interaction_template_code="AUTUMN", correspondence_type="Hard Copy")
    first, second = (row["id"] for row in rows(made) if row["id"] != other)
    content.attach(Place(made, language=enu), "prices.pdf", b"%PDF")
    content.write(Place(made, second), "Only for you", "txt")
    content.attach(Place(made, second), "plan.pdf", b"%PDF-2")
    done = logging.log(made, send=True)
    assert (done.entries, done.emails, done.hard_copies) == (3, 2, 1)
    by_contact = {entry["contact"]: entry for entry in entries()}
    texts = {contact: attachments.read(one["attachment"]) for contact, one in by_contact.items()}
    assert texts == {
        people.mill: b"Dear {{contact_name}}",
        people.nell: b"Only for you",
        people.optics: b"Autumn",
    }
    beside = tuples(
        AttachedFile.select(AttachedFile.entry, AttachedFile.attachment).order_by(AttachedFile.id)
    )
    named = [(entry, attachments.about(number).name) for entry, number in beside if entry is not None]
    assert sorted(named) == sorted(
        [
            (by_contact[people.mill]["id"], "prices.pdf"),
            (by_contact[people.nell]["id"], "prices.pdf"),
            (by_contact[people.nell]["id"], "plan.pdf"),
        ]
    )
    assert all(attachments.about(number).read_only for entry, number in beside if entry is not None)
    assert SegmentInteractionLanguage.select().count() == 0
    assert first


def test_each_language_has_its_own_subject(people: People, enu: int) -> None:
    deu = builders.language("DEU")
    known = {"correspondence_type": EMAIL, "ignore_contact_corres_type": True, "language": enu}
    made_template = builders.template("SPRING", "Spring", languages=(enu, deu), **known)
    for language in (enu, deu):
        builders.content(made_template, language, "Text")
    Contact.update(language=deu).where(Contact.id == people.nell).execute()
    made = invitation("CT1000|CT1001|CT2001")
    Contact.update(email="x@tarn.example").execute()
    content.describe(Place(made, language=deu), subject="Einladung")
    SegmentLine.update(subject="Bob!").where(SegmentLine.contact == people.bob).execute()
    search_rebuild.put_right()
    logging.log(made, send=True)
    subjects = {entry["contact"]: entry["subject"] for entry in entries()}
    assert subjects == {people.mill: "Invitation", people.nell: "Einladung", people.bob: "Bob!"}
    assert {one["subject"] for one in queued()} == set(subjects.values())
    assert search_rebuild.put_right() == 0


def test_what_cannot_be_filled_in_or_sent_is_named_before_anything_is_logged(enu: int) -> None:
    mailing(enu, text="Dear {{nobody_knows}}")
    made = invitation()
    (trouble,) = readiness(made, sending=True).troubles
    assert "nobody_knows" in trouble
    for ready_only in (False, True):
        with pytest.raises(RuleError, match="nobody_knows"):
            logging.log(made, send=True, ready_only=ready_only)
    assert (entries(), readiness(made).troubles) == ([], ())
    content.remove(Place(made, language=enu))
    now = readiness(made, sending=True)
    assert [(found, number) for found, number, _ in now.problems] == [(LineProblem.NOTHING_TO_SEND, 2)]
    assert now.sendable == 0
    undo.undo()
    WordTemplate.add(code="EMPTY", name="Empty")
    change(made, interaction_template_code="LETTER")
    change(made, word_template_code="EMPTY")
    SegmentLine.update(template=Segment.select(Segment.template)).execute()
    with pytest.raises(RuleError, match="EMPTY has no document"):
        logging.log(made, send=True)
    assert len(rows(made)) == 2


def test_without_sending_entries_carry_their_content_and_nothing_is_queued(enu: int) -> None:
    mailing(enu)
    made = invitation("CT1000|CT3001")
    done = logging.log(made)
    assert (done.entries, done.emails, queued()) == (2, 0, [])
    assert [(entry["delivery_status"], entry["attachment"] is not None) for entry in entries()] == [
        (0, True),
        (0, True),
    ]


def test_lines_that_stay_keep_their_segment_and_its_content(enu: int) -> None:
    mailing(enu)
    made = invitation("CT1000|CT3001")
    done = logging.log(made, send=True, ready_only=True)
    assert (done.entries, done.emails, done.left) == (1, 1, 1)
    (source,) = of_segment(made).values()
    assert source.attachment == entries()[0]["attachment"]
    content.write(Place(made, language=enu), "Dear all", "md")
    assert attachments.read(entries()[0]["attachment"]) == b"Dear {{contact_name}}"


def paper(enu: int, expression: str) -> int:
    mailing(enu, HARD_COPY)
    return logging.log(invitation(expression), send=True).entry_no


def test_LSG_05_hard_copies_for_several_contacts_come_as_one_archive(tmp_path: Path, enu: int) -> None:
    done = paper(enu, "CT1000|CT2000")
    waiting = deliveries.hard_copies(segment_entry=done)
    written = hard_copy.write(waiting, tmp_path, command="none-installed")
    (archive,) = written.files
    assert archive.stem.endswith("SM100")
    with zipfile.ZipFile(archive) as letters:
        assert sorted(letters.namelist()) == ["Harbour Mill Ltd.md", "Tarn Optics.md"]
    assert {entry["delivery_status"] for entry in entries()} == {int(DeliveryStatus.SENT)}


def test_LSG_06_a_single_hard_copy_is_named_after_the_subject(tmp_path: Path, enu: int) -> None:
    done = paper(enu, "CT1000")
    written = hard_copy.write(deliveries.hard_copies(segment_entry=done), tmp_path, command="none-installed")
    assert [file.name for file in written.files] == ["Invitation.md"]


def test_a_word_template_is_merged_when_it_is_sent(tmp_path: Path, people: People) -> None:
    document = unit(store)("letter.txt", b"To {{contact_name}}", kind=ContentKind.FILE)
    WordTemplate.add(code="NOTE", name="Note", attachment=document)
    Contact.update(correspondence_type=HARD_COPY).execute()
    made = segment(interaction_template_code="LETTER", description="Spring", word_template_code="NOTE")
    add(made, "CT2000")
    SegmentLine.update(correspondence_type=HARD_COPY).execute()
    done = logging.log(made, send=True)
    assert (done.hard_copies, entries()[0]["contact"]) == (1, people.optics)
    waiting = deliveries.hard_copies(segment_entry=done.entry_no)
    (file,) = hard_copy.write(waiting, tmp_path, command="none-installed").files
    assert file.read_text() == "To Tarn Optics"


def test_a_line_that_is_worked_through_keeps_what_the_line_says_and_sends_nothing_unseen(
    people: People, enu: int
) -> None:
    mailing(enu)
    campaign = builders.campaign()
    made = invitation("CT1000|CT1001", campaign_no="CP100")
    first = rows(made)[0]["id"]
    content.write(Place(made, first), "Hello {{contact_name}}", "txt")
    for _ in range(2):
        work = working.next_line(made)
        assert work is not None
        working.record(work, working.Outcome.REACHED)
    texts = {one["contact"]: attachments.read(one["attachment"]) for one in entries()}
    assert texts == {people.mill: b"Hello Harbour Mill Ltd", people.nell: b"Dear Nell Ashby"}
    assert queued() == []
    (logged,) = {one["logged_segment_entry_no"] for one in entries()}
    (mine,) = list(CampaignEntry.select())
    assert (mine.campaign, mine.register_no, mine.segment_no) == (campaign, logged, "SM100")
    assert {one["campaign_entry"] for one in entries()} == {mine.id}


def test_the_preview_of_a_line_is_what_its_contact_gets(people: People, enu: int) -> None:
    mailing(enu)
    made = invitation("CT1000")
    (mill,) = (row["id"] for row in rows(made))
    content.attach(Place(made, language=enu), "prices.pdf", b"%PDF")
    assert preview(mill) == "Dear Harbour Mill Ltd\n\nGoes along: prices.pdf\n"
    content.import_file(Place(made, mill), "own.md", b"For {{contact_name}}")
    assert preview(mill).startswith("For Harbour Mill Ltd")
    plain = line(made, "CT3001", interaction_template_code="LETTER")
    with pytest.raises(RuleError, match="no content"):
        preview(plain)
    assert people.ida


def test_queueing_reads_the_entries_of_the_segment_not_the_whole_log(
    enu: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing(enu)
    made = invitation()
    content.attach(Place(made, language=enu), "prices.pdf", b"%PDF")
    run = database.obj.execute_sql
    asked: list[tuple[str, Any]] = []

    def listen(sql: str, params: Any = None, *rest: Any) -> Any:
        asked.append((sql, params))
        return run(sql, params, *rest)

    monkeypatch.setattr(database.obj, "execute_sql", listen)
    done = logging.log(made, send=True)
    deliveries.hard_copies(segment_entry=done.entry_no)
    monkeypatch.undo()
    of_segment_only = [one for one in asked if '"logged_segment_entry_no" = ' in one[0]]
    if is_postgres():
        run("SET enable_seqscan = off")  # as if the log were long
    explain = "EXPLAIN" if is_postgres() else "EXPLAIN QUERY PLAN"
    plans = [str(list(run(f"{explain} {sql}", params))) for sql, params in of_segment_only]
    assert len(plans) > 3
    assert [plan for plan in plans if "log_entry_logged_segment" not in plan] == []


def test_a_segment_without_the_content_of_its_template_says_so_and_takes_it(enu: int) -> None:
    template = mailing(enu, HARD_COPY)
    made = invitation()
    # As it is after an upgrade: the segment was made before segments had content of their own.
    SegmentInteractionLanguage.delete().execute()
    told = f"touchbase segment content refresh {unit(Segment.get_by_id)(made).no}"
    assert told in "".join(readiness(made, sending=True).troubles)
    assert readiness(made).troubles == ()
    with pytest.raises(RuleError, match=r"nothing to send .*content refresh"):
        logging.log(made, send=True)
    assert refresh(made) == 1
    assert missing(made) == ""
    assert of_segment(made)[enu].subject == "Invitation"
    assert preview(rows(made)[0]["id"]).startswith("Dear ")
    undo.undo()
    assert of_segment(made) == {}
    refresh(made)
    assert logging.log(made, send=True).hard_copies == 2
    assert template


def test_refreshing_replaces_what_is_there_but_for_the_content_of_lines(enu: int) -> None:
    template = mailing(enu, HARD_COPY)
    made = invitation()
    first, second = (row["id"] for row in rows(made))
    content.write(Place(made, language=enu), "Mine", "txt")
    content.write(Place(made, line=second), "Only here", "txt")
    refresh(made)
    assert (preview(first)[:5], preview(second)) == ("Dear ", "Only here\n")
    undo.undo()
    assert preview(first) == "Mine\n"
    assert template


def test_there_must_be_something_to_take_from_the_template(people: People) -> None:
    builders.template("EMPTY")
    made = segment(description="x")
    with pytest.raises(RuleError, match="no template"):
        refresh(made)
    change(made, interaction_template_code="EMPTY")
    with pytest.raises(RuleError, match="EMPTY has no content"):
        refresh(made)
    with pytest.raises(RuleError, match="logged or deleted"):
        refresh(made + 1)
    assert missing(made) == ""
    assert people
