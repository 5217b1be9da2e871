"""Resending: the same entry once more, or a new one filled in anew (domain.md 2.9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from models.attached_file import AttachedFile
from models.base import tuples
from models.contact import Contact
from models.database import close_database, reading, unit
from models.enums import ContentKind, CorrespondenceType, DeliveryState, DeliveryStatus, Layout
from models.errors import RuleError
from models.exchange import word
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments as files
from models.queries import deliveries as queries
from models.rules.content import attachments, filling
from models.rules.content.filling import Content
from models.rules.outgoing import deliveries, sending
from models.rules.outgoing.resending import resend
from models.rules.outgoing.sending import Claim
from models.template import InteractionTemplate, InteractionTemplateLanguage
from models.who import acting_as
from models.word_template import WordTemplate
from tests import builders
from tests.conftest import ANNA
from tests.models.sending.entries import EMAIL, HARD_COPY, entry, ida, row, state, status

pytestmark = pytest.mark.usefixtures("opened")


def _settled(entries: list[int], after: DeliveryState = DeliveryState.SENT) -> list[int]:
    """The entries, each with a delivery in this state."""
    for _ in deliveries.queue(entries):
        claim = sending.claim()
        assert isinstance(claim, Claim)
        sending.settle(claim, after, "so said the server")
    return entries


@reading
def _entry(number: int) -> Any:
    return Entry.get_by_id(number)


@reading
def _text(number: int) -> str:
    (attachment,) = tuples(Entry.select(Entry.attachment).where(Entry.id == number))[0]
    return files.read(attachment).decode()


def test_the_same_entry_is_sent_once_more() -> None:
    (number,) = _settled([entry(ida())])
    again = resend([number])
    assert again.entries == (number,)
    assert row(again.deliveries[0]).state == DeliveryState.WAITING
    assert status(number) is DeliveryStatus.IN_PROGRESS


def test_two_who_resend_an_entry_at_once_send_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (number,) = _settled([entry(ida())])
    both_looked = Barrier(2)
    look = queries.states

    def looked(ids: Iterable[int]) -> dict[int, DeliveryState]:
        found = look(ids)
        with suppress(BrokenBarrierError):
            both_looked.wait(0.3)
        return found

    def again() -> int:
        try:
            return len(resend([number]).deliveries)
        except RuleError:
            return 0
        finally:
            close_database()

    monkeypatch.setattr(queries, "states", looked)
    with ThreadPoolExecutor(2) as people:
        sent = [people.submit(copy_context().run, again) for _ in range(2)]
        assert sorted(one.result() for one in sent) == [0, 1]


def test_it_may_go_another_way_than_it_did() -> None:
    (number,) = _settled([entry(ida())])
    again = resend([number], kind=HARD_COPY)
    assert row(again.deliveries[0]).correspondence_type == HARD_COPY
    assert _entry(number).correspondence_type == EMAIL


def test_what_failed_before_is_settled_by_it() -> None:
    (number,) = _settled([entry(ida())], DeliveryState.ERROR)
    failed = queries.of_entries([number])[number]
    resend([number])
    assert state(failed) is DeliveryState.GIVEN_UP


def test_what_has_no_attachment_waits_or_may_have_arrived_is_left_out_with_the_reason() -> None:
    contact = ida()
    (good,) = _settled([entry(contact)])
    (doubtful,) = _settled([entry(contact)], DeliveryState.UNCERTAIN)
    bare, canceled, waits = entry(contact, attachment=None), entry(contact, canceled=True), entry(contact)
    deliveries.queue([waits])
    again = resend([good, doubtful, bare, canceled, waits])
    assert again.entries == (good,)
    assert again.left_out == (
        f"Entry {doubtful} may have arrived; retry its delivery if it did not.",
        f"Entry {bare} has no attachment.",
        f"Entry {canceled} is canceled.",
        f"Entry {waits} waits to be sent already.",
    )
    with pytest.raises(RuleError, match="None of these entries can be sent again"):
        resend([bare, canceled])


def test_entries_of_several_logged_segments_are_refused() -> None:
    contact = ida()
    entries = [entry(contact, logged_segment_entry_no=number) for number in (0, 7)]
    with pytest.raises(RuleError, match="of several logged segments") as refused:
        resend(entries)
    assert refused.value.field == "logged_segment_entry_no"


@pytest.mark.parametrize("anew", [False, True])
def test_an_entry_that_says_not_how_is_refused_by_its_own_number(anew: bool) -> None:
    silent = entry(ida(), correspondence_type=int(CorrespondenceType.BLANK))
    with pytest.raises(RuleError, match=f"Entry {silent} has no Correspondence Type"):
        resend([silent], update_merge_fields=anew)


@unit
def _document_template() -> int:
    source = attachments.store("offer.docx", word.blank(["Dear {{contact_name}}"]))
    return WordTemplate.add(code="OFFER", name="Offer", attachment=source)


def test_with_merge_fields_updated_it_is_a_new_entry_of_today_and_now_filled_in_anew() -> None:
    contact, template = ida(), _document_template()
    old = entry(contact, attachment=None, word_template=template, description="x" * 95, evaluation=1, cost=10)
    filling.put({old: Content(document=files_of_template(template))})
    _settled([old])
    unit(Contact.update(name="Ida Stone").where(Contact.id == contact).execute)()
    unit(builders.alternative)(contact, "LAKE", ("2025-06-01", None))
    later = dt.datetime(2025, 6, 2, 14, 30)  # noqa: DTZ001
    with acting_as(type(ANNA)("ANNA", later.date(), lambda: later)):
        (new,) = resend([old], update_merge_fields=True).entries
    made = _entry(new)
    assert new != old
    assert (made.date, made.time, made.description) == (later.date(), later.time(), "Resend: " + "x" * 92)
    assert (made.evaluation, made.logged_segment_entry_no, made.merged) == (0, 0, True)
    assert (made.contact_alt_address, _entry(old).contact_alt_address) == ("LAKE", "")
    assert status(new) is DeliveryStatus.IN_PROGRESS
    assert status(old) is DeliveryStatus.SENT
    assert made.attachment != _entry(old).attachment
    assert _interactions(contact) == 1  # the first was not logged by a rule


@reading
def files_of_template(template: int) -> int:
    """The document of a document template."""
    (number,) = tuples(WordTemplate.select(WordTemplate.attachment).where(WordTemplate.id == template))[0]
    return int(number)


def _interactions(contact: int) -> int:
    from models.contact import ContactStatistics

    of = ContactStatistics
    return int(reading(lambda: tuples(of.select(of.no_of_interactions).where(of.contact == contact)))()[0][0])


@unit
def _body_template(text: str) -> None:
    language = builders.language()
    template = builders.template()
    body = attachments.store("body.txt", text.encode(), kind=ContentKind.BODY)
    InteractionTemplateLanguage.add(
        template=template, language=language, attachment=body, layout=int(Layout.TEXT)
    )
    InteractionTemplate.update(language=language).execute()


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Dear {{contact_name}}, thank you.", "Dear Ida Stone, thank you."),
        ("My dear Ida, thanks.", "My dear Ida, thanks."),
        ("Dear {{contact_name}}, thank you. P.S. {braces}", "Dear Ida Voss, thank you. P.S. {braces}"),
    ],
)
def test_the_text_of_the_template_is_filled_in_anew_but_one_that_somebody_wrote_goes_as_it_is(
    written: str, sent: str
) -> None:
    _body_template("Dear {{contact_name}}, thank you.")
    contact = ida()
    old = entry(contact, attachment=None)
    filling.put({old: Content(written)})
    price_list = unit(attachments.store)("prices.pdf", b"%PDF")
    unit(AttachedFile.add)(entry=old, attachment=price_list)
    _settled([old])
    unit(Contact.update(name="Ida Stone").where(Contact.id == contact).execute)()
    (new,) = resend([old], update_merge_fields=True).entries
    assert _text(new) == sent
    assert _entry(new).merged
    assert len(queries.attachments_of([new])[new]) == 2


def test_what_is_data_is_not_filled_in_as_a_field() -> None:
    contact = ida()
    old = entry(contact, "Dear {{contact_name}}", merged=True)
    _settled([old])
    (new,) = resend([old], update_merge_fields=True).entries
    assert filling.materialize(new) is not None
    assert _text(new) == "Dear {{contact_name}}"


def test_an_entry_whose_contact_is_gone_is_not_sent_again() -> None:
    gone = entry(None)
    resent = resend([gone, entry(ida())], update_merge_fields=True)
    assert resent.left_out == (f"Entry {gone} has no contact any more.",)
    assert len(resent.deliveries) == 1
