"""Deliveries are queued, claimed, settled, tried again and given up; entries say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from models.contact import ContactAltAddress
from models.database import close_database, open_database, unit
from models.delivery import Delivery
from models.enums import CorrespondenceType, DeliveryState, DeliveryStatus
from models.errors import BusyError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.mail_setup import MailSetup
from models.queries import attachments
from models.queries import deliveries as queries
from models.rules import records, undo
from models.rules.outgoing import deliveries, sending
from models.rules.outgoing.sending import Claim, Pause
from tests import builders
from tests.children import Child, child
from tests.models.sending.entries import HARD_COPY, entry, ida, queued, row, state, status

pytestmark = pytest.mark.usefixtures("opened")

WAITING, SENDING, SENT = DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.SENT
UNCERTAIN, ERROR, GIVEN_UP = DeliveryState.UNCERTAIN, DeliveryState.ERROR, DeliveryState.GIVEN_UP


def _claimed() -> Claim:
    taken = sending.claim()
    assert isinstance(taken, Claim)
    return taken


def _settled(delivery_state: DeliveryState) -> int:
    """A delivery in that state."""
    (delivery,) = queued()
    claim = _claimed()
    assert sending.begin(claim, "<1@x>", "ida@mill.example", "Hello")
    sending.settle(claim, delivery_state, "so said the server")
    return delivery


def test_queueing_makes_a_delivery_that_waits_and_the_entry_is_being_sent() -> None:
    number = entry(ida(), subject="Thank you")
    (delivery,) = deliveries.queue([number])
    made = row(delivery)
    assert (made.entry, made.state, made.sent_to, made.subject) == (
        number,
        WAITING,
        "ida@mill.example",
        "Thank you",
    )
    assert status(number) is DeliveryStatus.IN_PROGRESS
    assert queries.waiting() == 1


def test_the_address_is_that_of_the_alternative_address_of_the_entry() -> None:
    contact = ida()
    unit(ContactAltAddress.add)(contact=contact, code="SUMMER", email="ida@sea.example")
    unit(ContactAltAddress.add)(contact=contact, code="WINTER", email="")
    entries = [entry(contact, contact_alt_address=code) for code in ("", "SUMMER", "WINTER")]
    sent_to = [row(delivery).sent_to for delivery in deliveries.queue(entries)]
    assert sent_to == ["ida@mill.example", "ida@sea.example", "ida@mill.example"]


def test_LSG_03_a_contact_without_an_address_is_refused_and_named_and_nothing_is_queued() -> None:
    fine, without = entry(ida()), entry(ida(no="CT3002", email=""))
    with pytest.raises(RuleError, match="E-Mail of contact CT3002 Ida Voss is blank") as refused:
        deliveries.queue([fine, without])
    assert refused.value.field == "email"
    assert queries.waiting() == 0
    assert status(fine) is DeliveryStatus.BLANK


def test_what_cannot_be_sent_is_refused_with_the_reason() -> None:
    contact = ida()
    with pytest.raises(RuleError, match="no attachment; there is nothing to send"):
        deliveries.queue([entry(contact, attachment=None)])
    with pytest.raises(RuleError, match="no Correspondence Type"):
        deliveries.queue([entry(contact, correspondence_type=int(CorrespondenceType.BLANK))])
    with pytest.raises(RuleError, match="blocked"):
        deliveries.queue([entry(ida(no="CT3003", privacy_blocked=True))])
    mill = builders.company(privacy_blocked=True)
    with pytest.raises(RuleError, match="or its company, is blocked"):
        deliveries.queue([entry(ida(no="CT3004", company=mill))])


def test_a_hard_copy_needs_no_address_and_waits_for_no_mail_server() -> None:
    (delivery,) = deliveries.queue([entry(ida(email=""), correspondence_type=int(HARD_COPY))])
    assert (queries.waiting(), queries.waiting(HARD_COPY)) == (0, 1)
    assert sending.claim() is None
    assert state(delivery) is WAITING


def test_deliveries_are_claimed_one_after_the_other_and_none_twice() -> None:
    first, second = queued(2)
    assert (_claimed().delivery, _claimed().delivery) == (first, second)
    assert sending.claim() is None
    assert row(first).attempts == 1


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (SENT, DeliveryStatus.SENT),
        (ERROR, DeliveryStatus.ERROR),
        (UNCERTAIN, DeliveryStatus.UNCERTAIN),
        (GIVEN_UP, DeliveryStatus.ERROR),
    ],
)
def test_the_entry_says_what_became_of_its_delivery(after: DeliveryState, told: DeliveryStatus) -> None:
    delivery = _settled(after)
    known = row(delivery)
    assert (known.state, known.response, known.message_id) == (after, "so said the server", "<1@x>")
    assert (known.holder, status(known.entry or 0)) == ("", told)


def test_a_letter_is_handed_over_only_by_who_has_it_in_hand() -> None:
    queued()
    claim = _claimed()
    assert not sending.begin(replace(claim, holder="another"), "<1@x>", "a@b", "")
    sending.put_back(claim)
    assert not sending.begin(claim, "<1@x>", "a@b", "")
    known = row(claim.delivery)
    assert (known.state, known.message_id, known.attempts) == (WAITING, "", 0)


def test_a_server_that_cannot_be_reached_is_told_on_all_that_wait() -> None:
    waiting = queued(2)
    sending.tell_waiting("x" * 600)
    assert [len(row(one).response) for one in waiting] == [500, 500]


def test_no_more_than_the_limit_go_in_a_minute_whoever_sends() -> None:
    queued(3)
    unit(lambda: MailSetup.update(messages_per_minute=2).execute())()
    _claimed()
    _claimed()
    pause = sending.claim()
    assert isinstance(pause, Pause)
    assert 55 <= pause.seconds <= 60
    unit(lambda: Delivery.update(tried_at=Delivery.tried_at - 61).execute())()
    _claimed()


def test_a_clock_that_was_set_back_does_not_hold_up_the_mail() -> None:
    queued(2)
    unit(lambda: MailSetup.update(messages_per_minute=1).execute())()
    _claimed()
    unit(lambda: Delivery.update(tried_at=Delivery.tried_at + 3_600).where(Delivery.tried_at > 0).execute())()
    _claimed()


def test_letters_on_paper_do_not_hold_up_the_mail() -> None:
    unit(lambda: MailSetup.update(messages_per_minute=2).execute())()
    printed = [entry(ida(f"CT30{place}")) for place in range(10, 13)]
    deliveries.queue(printed, kind=HARD_COPY)
    sending.settle_hard_copies(printed, "/letters.zip")
    queued(1)
    _claimed()


def test_however_many_entries_are_asked_for_at_once() -> None:
    (waiting,) = queued(1)
    (number,) = queries.entries_of([waiting])
    many = range(number, number + 70_000)
    assert queries.of_entries(many) == {number: waiting}
    assert queries.states(range(waiting, waiting + 70_000)) == {waiting: WAITING}
    assert len(attachments.abouts(range(1, 70_000))) == 1


def _sender(pipe: Child, url: str, step: str) -> None:
    """A sender that stays where it is after a step."""
    open_database(url)
    claim = _claimed()
    if step == "being sent":
        sending.begin(claim, "<1@x>", "ida@mill.example", "")
    pipe.send("there")  # type: ignore[attr-defined]
    pipe.recv()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("step", "after"), [("claimed", WAITING), ("being sent", UNCERTAIN)])
def test_what_a_dead_sender_left_waits_again_or_is_uncertain(
    opened: str, step: str, after: DeliveryState
) -> None:
    (delivery,) = queued()
    with child(_sender, opened, step) as sender:
        assert sender.says() == "there"
        open_database(opened)
        assert sending.look_after_dead() == 0
        with pytest.raises(BusyError, match="is being sent by ANNA"):
            deliveries.give_up([delivery])
        sender.kill()
        assert sending.look_after_dead() == (after is UNCERTAIN)
    assert state(delivery) is after
    taken = sending.claim()
    assert isinstance(taken, Claim) == (after is WAITING)


def test_a_sender_elsewhere_that_is_not_heard_of_is_dead_and_may_still_tell_how_it_ended() -> None:
    (delivery,) = queued()
    claim = _claimed()
    sending.begin(claim, "<1@x>", "ida@mill.example", "")
    unit(lambda: Delivery.update(host="elsewhere").execute())()
    assert sending.look_after_dead() == 0
    unit(lambda: Delivery.update(lease_until=1).execute())()
    assert sending.look_after_dead() == 1
    assert state(delivery) is UNCERTAIN
    sending.settle(claim, SENT, "250 ok")
    assert state(delivery) is SENT


def test_what_failed_waits_again_when_it_is_tried_again_and_keeps_its_message_id() -> None:
    delivery = _settled(ERROR)
    assert deliveries.retry([delivery]) == 1
    known = row(delivery)
    assert (known.state, known.response, known.message_id) == (WAITING, "", "<1@x>")
    assert status(known.entry or 0) is DeliveryStatus.IN_PROGRESS


def test_only_a_mailed_document_goes_elsewhere_than_to_its_contact() -> None:
    (delivery,) = queued()
    with pytest.raises(RuleError, match="goes to the E-Mail of contact CT3001; change that, then retry"):
        deliveries.retry([delivery], to="else@mill.example")


def test_what_may_have_arrived_is_sent_again_only_when_a_person_says_so() -> None:
    delivery = _settled(UNCERTAIN)
    with pytest.raises(RuleError, match="may have arrived"):
        deliveries.retry([delivery])
    assert state(delivery) is UNCERTAIN
    deliveries.retry([delivery], uncertain=True)
    assert state(delivery) is WAITING


def test_what_was_sent_is_neither_tried_again_nor_given_up() -> None:
    delivery = _settled(SENT)
    with pytest.raises(RuleError, match="is sent; resend makes another one"):
        deliveries.retry([delivery], uncertain=True)
    with pytest.raises(RuleError, match="is sent: nothing to give up"):
        deliveries.give_up([delivery])


def test_what_is_given_up_is_not_sent_and_may_be_tried_again() -> None:
    (delivery,) = queued()
    deliveries.give_up([delivery])
    assert sending.claim() is None
    assert status(row(delivery).entry or 0) is DeliveryStatus.ERROR
    deliveries.retry([delivery])
    assert _claimed().delivery == delivery


def test_giving_up_what_may_have_arrived_leaves_the_entry_uncertain() -> None:
    delivery = _settled(UNCERTAIN)
    deliveries.give_up([delivery])
    assert status(row(delivery).entry or 0) is DeliveryStatus.UNCERTAIN


def test_what_belongs_to_a_canceled_entry_is_not_tried_again() -> None:
    delivery = _settled(ERROR)
    unit(lambda: Entry.update(canceled=True).execute())()
    with pytest.raises(RuleError, match="is canceled, so it is not sent"):
        deliveries.retry([delivery])


def test_what_waits_for_a_deleted_person_does_not_go_to_its_company_and_waits_again_by_undo() -> None:
    mill = builders.company(email="mill@mill.example")
    person = ida(company=mill)
    letter = entry(person, company=mill)
    (delivery,) = deliveries.queue([letter])
    records.delete("contacts", [person])
    assert (state(delivery), status(letter)) == (ERROR, DeliveryStatus.ERROR)
    assert row(delivery).response == "The contact was deleted before it went."
    undo.undo()
    assert (state(delivery), status(letter)) == (WAITING, DeliveryStatus.IN_PROGRESS)


def test_one_refusal_leaves_all_as_they_were() -> None:
    failed, unknown = _settled(ERROR), 4711
    with pytest.raises(NotFoundError, match="There is no delivery 4711"):
        deliveries.retry([failed, unknown])
    assert state(failed) is ERROR


def _take_all(_pipe: Child, url: str) -> list[int]:
    open_database(url)
    taken = []
    while isinstance(one := sending.claim(), Claim):
        taken.append(one.delivery)
    return taken


def test_several_senders_at_once_take_each_delivery_once(opened: str) -> None:
    waiting = queued(30)
    unit(lambda: MailSetup.update(messages_per_minute=0).execute())()
    senders = [Child(_take_all, opened) for _ in range(3)]
    taken = [sender.says() for sender in senders]
    for sender in senders:
        sender.kill()
    close_database()
    open_database(opened)
    assert sorted(chain.from_iterable(taken)) == waiting
