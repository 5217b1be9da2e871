"""Phone calls (domain.md 2.6, scenarios CAL)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.contact import Contact, ContactAltAddress, ContactAltAddressDateRange
from models.enums import CorrespondenceType, DeliveryStatus, Evaluation
from models.errors import BusyError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment
from models.queries.phones import phone_numbers
from models.rules.interactions import calls, drafts
from models.rules.interactions.finish import IncompleteError, finish
from models.rules.interactions.form_state import FormState
from models.rules.interactions.interaction_form import start, typed
from models.rules.segments import working
from models.rules.segments.working import Work
from models.segment import LoggedSegment, SegmentLine
from models.template import InteractionTemplate, InteractionTemplateSetup
from models.user import User
from models.who import Who, acting_as
from tests import builders
from tests.models.segments.steps import add, line, rows, segment

pytestmark = pytest.mark.usefixtures("opened", "setup")

DAY = dt.date(2025, 5, 15)
LATER = Who(
    user="ANNA",
    work_date=dt.date(2025, 1, 31),
    clock=lambda: dt.datetime(2025, 5, 16, 17, 30, 40),  # noqa: DTZ001
)


@pytest.fixture
def setup(opened: str) -> str:
    """Jo calls with the template CALL-OUT; CT1000 and a campaign are there."""
    jo = builders.salesperson()
    builders.give_me(jo)
    builders.company(phone_no="555 0100", salesperson=jo)
    builders.campaign()
    builders.segment_series()
    calling = builders.template(
        "CALL-OUT", "Outgoing call", correspondence_type=int(CorrespondenceType.EMAIL)
    )
    builders.template("LETTER", "Letter")
    if not InteractionTemplateSetup.update(outgoing_calls=calling).execute():
        InteractionTemplateSetup.add(outgoing_calls=calling)
    return opened


def the(no: str) -> int:
    return int(Contact.get(Contact.no == no).id)


def begun(no: str = "CT1000") -> FormState:
    return calls.start(contact_id=the(no))


def called(state: FormState) -> dict[str, Any]:
    """The only entry that finishing the call leaves."""
    (entry,) = finish(None, state).entry_ids
    found: Any = Entry.select().where(Entry.id == entry).dicts()
    return dict(found.get())


def on_line(*, template: str = "CALL-OUT", **values: Any) -> Work:
    """The line of CT1000 in segment SM100, taken."""
    made = segment(interaction_template_code=template, description="Spring", salesperson_code="JO")
    add(made, "CT1000")
    (row,) = rows(made)
    if values:
        SegmentLine.update(**values).where(SegmentLine.id == row["id"]).execute()
    return working.take_line(row["id"])


def call_from(work: Work) -> FormState:
    return calls.from_line(work.state, work.number)


def refused(state: FormState) -> IncompleteError:
    with pytest.raises(IncompleteError) as error:
        finish(None, state)
    assert not Entry.select().count()
    return error.value


def test_CAL_01_a_call_needs_a_phone_number() -> None:
    state = call_from(on_line())
    assert state.text("contact_via") == "555 0100"
    error = refused(typed(state, "contact_via", " "))
    assert error.field == "contact_via"
    assert error.sentence == "Give the number to call."


def test_what_is_wrong_with_the_number_speaks_of_the_number() -> None:
    assert "Number takes 80 characters, not 81" in refused(typed(begun(), "contact_via", "1" * 81)).sentence


def test_CAL_02_a_call_needs_a_description() -> None:
    state = typed(call_from(on_line()), "description", "")
    assert state.text("description") == ""
    error = refused(state)
    assert (error.field, error.sentence) == ("description", "Description must be filled in.")


def test_CAL_03_a_successful_call_is_logged_and_the_line_goes_out() -> None:
    work = on_line()
    done = working.record_form(work, None, typed(call_from(work), "evaluation", "neutral"))
    (entry,) = Entry.select()
    assert done.entry_ids == (entry.id,)
    assert (entry.evaluation, entry.attempt_failed) == (Evaluation.NEUTRAL, False)
    assert (entry.segment_no, entry.contact_via) == ("SM100", "555 0100")
    assert entry.logged_segment_entry_no == LoggedSegment.get().id
    assert not SegmentLine.select().count()


def test_CAL_04_a_call_is_linked_to_a_campaign_and_keeps_the_number_of_an_opportunity() -> None:
    """There are no opportunities to pick from: their number is typed."""
    work = on_line()
    state = call_from(work)
    for name, text in (("evaluation", "very positive"), ("campaign_no", "CP100"), ("opportunity_no", "OP3")):
        state = typed(state, name, text)
    working.record_form(work, None, state)
    (entry,) = Entry.select()
    assert (entry.evaluation, entry.opportunity_no) == (Evaluation.VERY_POSITIVE, "OP3")
    assert (entry.campaign_entry is not None, entry.attempt_failed) == (True, False)


def test_CAL_05_a_comment_typed_during_a_call_reaches_the_log_entry() -> None:
    entry = called(typed(begun(), "comment", "Call back in June"))
    (comment,) = InterLogEntryComment.select()
    assert (comment.entry, comment.comment) == (entry["id"], "Call back in June")


@pytest.mark.parametrize(
    ("phone", "mobile", "proposed"),
    [("111111", "222222", "111111"), ("", "222222", "222222"), ("", "", "")],
)
def test_CAL_06_the_phone_is_proposed_else_the_mobile(phone: str, mobile: str, proposed: str) -> None:
    builders.person("CT1009", "Nia Roe", phone_no=phone, mobile_phone_no=mobile)
    state = begun("CT1009")
    assert (state.text("contact_via"), state.is_call) == (proposed, True)


def test_CAL_07_another_number_of_the_contact_can_be_called() -> None:
    nell = builders.person(company=the("CT1000"), phone_no="1234", mobile_phone_no="9876")
    Contact.update(phone_no="").where(Contact.no == "CT1000").execute()
    assert [one.number for one in phone_numbers(nell, DAY)] == ["1234", "9876"]
    state = begun("CT1001")
    assert state.text("contact_via") == "1234"
    assert called(typed(state, "contact_via", "9876"))["contact_via"] == "9876"


def test_the_numbers_are_those_of_the_contact_its_company_and_its_other_addresses() -> None:
    nell = builders.person(company=the("CT1000"), phone_no="1234", mobile_phone_no="555-0100")
    for code, number in (("CABIN", "31"), ("HOME", "32")):
        ContactAltAddress.add(contact=nell, code=code, phone_no=number, mobile_phone_no="1234")
    home = ContactAltAddress.get(ContactAltAddress.code == "HOME").id
    ContactAltAddressDateRange.add(alt_address=home, starting_date=DAY, ending_date=DAY)
    assert [(one.number, one.whose) for one in phone_numbers(nell, DAY)] == [
        ("1234", "phone, Nell Ashby"),
        ("555-0100", "mobile, Nell Ashby"),
        ("32", "phone, at HOME now"),
        ("31", "phone, at CABIN"),
    ]
    tomorrow = phone_numbers(nell, DAY + dt.timedelta(days=1))
    assert [one.whose for one in tomorrow][-2:] == ["phone, at CABIN", "phone, at HOME"]


def test_a_call_is_of_today_and_now_and_sends_nothing() -> None:
    with acting_as(LATER):
        entry = called(begun())
    assert (entry["date"], entry["time"]) == (dt.date(2025, 5, 16), dt.time(17, 30))
    assert (entry["correspondence_type"], entry["delivery_status"]) == (
        CorrespondenceType.BLANK,
        DeliveryStatus.BLANK,
    )
    template = InteractionTemplate.get(InteractionTemplate.code == "CALL-OUT")
    assert (entry["template"], entry["duration"]) == (template.id, template.unit_duration)


def test_the_contact_of_a_log_entry_is_called() -> None:
    entry = called(begun())
    state = calls.start(entry_id=entry["id"])
    assert (state.contacts, state.text("contact_via")) == ((the("CT1000"),), "555 0100")
    builders.person("CT1009", "Nia Roe", mobile_phone_no="77")
    assert typed(state, "contact_no", "CT1009").text("contact_via") == "77"


def test_without_a_template_for_calls_the_sentence_names_the_setup() -> None:
    InteractionTemplateSetup.update(outgoing_calls=None).execute()
    with pytest.raises(RuleError, match=r"Outg\. Calls in Interaction Template Setup"):
        begun()


def test_a_contact_blocked_for_privacy_is_not_called() -> None:
    builders.person("CT1009", "Nia Roe", privacy_blocked=True)
    with pytest.raises(RuleError, match="blocked for privacy"):
        begun("CT1009")


def test_a_call_put_aside_is_a_call_when_it_is_resumed() -> None:
    entry = drafts.postpone(None, typed(begun(), "contact_via", ""))
    with acting_as(LATER):
        state, held = drafts.resume(entry)
        assert (state.is_call, state.text("contact_via"), state.text("date")) == (True, "", "2025-05-16")
        finish(held, typed(state, "contact_via", "555 0199"))
    assert Entry.one(entry).contact_via == "555 0199"  # type: ignore[union-attr]


def test_a_copied_call_and_any_other_interaction_need_no_number() -> None:
    entry = called(begun())
    assert not start(copy_of=entry["id"]).is_call
    assert not start(contact_ids=[the("CT1000")]).is_call


def test_a_line_meant_for_a_letter_gives_the_call_its_salesperson_and_campaign_only() -> None:
    builders.salesperson("RL", "Rhea Lind")
    work = on_line(template="LETTER")
    made = SegmentLine.get(SegmentLine.id == work.line_id).segment
    assert made is not None
    line(made, "CT1000", salesperson_code="RL", campaign_no="CP100", campaign_target="yes", duration="99")
    other = working.take_line(rows(made)[-1]["id"])
    state = call_from(other)
    assert {
        name: state.text(name)
        for name in (
            "interaction_template_code",
            "description",
            "salesperson_code",
            "campaign_no",
            "duration",
        )
    } == {
        "interaction_template_code": "CALL-OUT",
        "description": "Outgoing call",
        "salesperson_code": "RL",
        "campaign_no": "CP100",
        "duration": "5",
    }
    assert state.value("campaign_target") is True


def test_the_number_that_was_called_stays_in_the_line_until_its_outcome() -> None:
    work = on_line()
    working.note_number(work, "555 0123")
    working.release(work)
    again = working.take_line(work.line_id)
    assert call_from(again).text("contact_via") == "555 0123"


def test_a_line_that_somebody_works_on_or_that_is_gone_is_not_taken() -> None:
    work = on_line()
    User.add(user_id="BO")
    with pytest.raises(BusyError, match="ANNA works on this line"):
        working.take_line(work.line_id)
    SegmentLine.update(removed=True).where(SegmentLine.id == work.line_id).execute()
    with pytest.raises(NotFoundError):
        working.take_line(work.line_id)


def test_minutes_that_somebody_typed_stay() -> None:
    began = dt.datetime(2025, 5, 15, 9)  # noqa: DTZ001
    now = began + dt.timedelta(minutes=7)
    assert calls.with_duration(begun(), began, now).text("duration") == "7"
    assert calls.with_duration(typed(begun(), "duration", "3"), began, now).text("duration") == "3"
