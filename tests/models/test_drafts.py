"""Postponing, resuming and discarding interactions (scenarios PPN)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from models.contact import ContactStatistics
from models.errors import BusyError, NotFoundError, RuleError
from models.interaction import Draft
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment as Comment
from models.queries import postponed
from models.queries.lists.rows import Question
from models.queries.lists.windows import all_ids, count
from models.rules import undo
from models.rules.interactions.drafts import Held, delete_postponed, discard, postpone, resume, save_draft
from models.rules.interactions.finish import finish
from models.rules.interactions.interaction_form import FormState, at, start, typed, typing
from models.who import acting_as, who
from tests import builders


def call(number: str = "CT1000", **texts: str) -> FormState:
    """A form for a new contact with the template CALL-IN."""
    contact = builders.company(number, f"Company {number}")
    state = typed(start(contact_ids=[contact]), "interaction_template_code", "CALL-IN")
    for name, text in texts.items():
        state = typed(state, name, text)
    return state


@pytest.fixture(autouse=True)
def database(opened: str) -> str:
    """An open database with the template CALL-IN, where Jo is my salesperson."""
    builders.give_me(builders.salesperson())
    builders.template("CALL-IN", "Incoming call", unit_cost=Decimal(0))
    return opened


def listed(page: str) -> list[int]:
    return all_ids(Question(page, ("description",), "entry_no"))


def test_PPN_01_discarding_a_new_draft_leaves_nothing() -> None:
    held = save_draft(call(comment="half a word"), None)
    discard(held)
    assert (Entry.select().count(), Draft.select().count(), Comment.select().count()) == (0, 0, 0)


def test_PPN_02_a_postponed_draft_stands_in_its_list_and_counts_nowhere() -> None:
    entry = postpone(None, call())
    assert (listed("postponed-interactions"), listed("log-entries")) == ([entry], [])
    (row,) = ContactStatistics.select()
    assert (row.no_of_interactions, row.cost) == (0, Decimal(0))


def test_PPN_02_also_an_incomplete_draft_is_postponed() -> None:
    """Deviates on purpose: design.md 3.2."""
    entry = postpone(None, typing(start(), "date", "31.02."))
    state, _ = resume(entry)
    assert state.text("date") == "31.02."


def test_PPN_03_finishing_a_resumed_draft_keeps_its_entry() -> None:
    entry = postpone(None, call())
    state, held = resume(entry)
    done = finish(held, typed(typed(state, "cost", "18.75"), "duration", "22"))
    assert done.entry_ids == (entry,)
    (found,) = Entry.select()
    assert (found.cost, found.duration, found.postponed) == (Decimal("18.75"), 22, False)
    assert Draft.select().count() == 0


def test_PPN_04_a_resumed_draft_carries_the_links_of_its_entry() -> None:
    """What was fixed when the form was opened is fixed again; the rest comes back as it was typed, and
    nothing overwrites it (design.md 2)."""
    company = builders.company()
    jo = builders.salesperson("RL", "Rosa Lind")
    campaign = builders.campaign()
    person = builders.person(company=company)
    state = start(contact_ids=[person], salesperson_id=jo, only_salesperson=True, campaign_id=campaign)
    state = typed(state, "opportunity_no", "OP3")
    entry = postpone(None, state)
    Entry.update(task_no="TD7").where(Entry.id == entry).execute()
    resumed, held = resume(entry)
    assert resumed == state
    assert resumed.fixed == {"contact_no", "salesperson_code"}
    assert resumed.ids["campaign_no"] == campaign
    finish(held, typed(resumed, "interaction_template_code", "CALL-IN"))
    (found,) = Entry.select()
    assert (found.task_no, found.opportunity_no) == ("TD7", "OP3")
    assert (found.contact, found.company, found.salesperson, found.campaign) == (
        person,
        company,
        jo,
        campaign,
    )


def test_PPN_05_the_resumed_draft_is_the_selected_one() -> None:
    builders.salesperson("RL", "Rosa Lind")
    first = postpone(None, call("CT1", salesperson_code="JO"))
    postpone(None, call("CT2", salesperson_code="RL"))
    assert resume(first)[0].text("salesperson_code") == "JO"


def test_PPN_06_a_draft_without_links_is_resumed_without_restrictions() -> None:
    builders.give_me(None)
    state, _ = resume(postpone(None, typing(start(), "comment", "who was it?")))
    assert (state.contacts, state.fixed, state.ids) == ((), frozenset(), {})
    assert state.text("comment") == "who was it?"


def test_PPN_07_discarding_a_resumed_draft_puts_back_what_stood_there() -> None:
    entry = postpone(None, call(description="As before", comment="first", evaluation="Neutral"))
    state, held = resume(entry)
    held = save_draft(typed(typed(state, "description", "Other"), "comment", "second"), held)
    discard(held)
    again, _ = resume(entry)
    assert {name: again.text(name) for name in ("description", "comment", "evaluation")} == {
        "description": "As before",
        "comment": "first",
        "evaluation": "Neutral",
    }
    (found,) = Entry.select()
    assert (found.postponed, found.description) == (True, "As before")
    assert [comment.comment for comment in Comment.select()] == ["first"]


def test_every_field_comes_back_as_it_was_typed_with_the_cursor_in_its_place() -> None:
    state = call(comment="line one\nline two", successful="no", evaluation="2", duration="7")
    state = at(typing(typing(state, "time_of_interaction", "25:"), "campaign_no", "bri"), "campaign_no", 3)
    held = save_draft(state, None)
    assert save_draft(at(state, "comment", 4), held).saved.at_offset == 4
    assert resume(held.entry_id, take_over=True)[0] == at(state, "comment", 4)


def test_three_drafts_never_mix() -> None:
    held = [save_draft(call(f"CT{number}", comment=f"note {number}"), None) for number in (1, 2, 3)]
    held[1] = save_draft(typed(held[1].saved, "description", "Second"), held[1])
    for one in held:
        postpone(one, one.saved)
    resumed = [resume(one.entry_id)[0] for one in held]
    assert [state.text("description") for state in resumed] == ["Incoming call", "Second", "Incoming call"]
    assert [state.text("comment") for state in resumed] == ["note 1", "note 2", "note 3"]


def test_resuming_renews_date_and_time_only_if_nobody_typed_them() -> None:
    untouched = postpone(None, call("CT1"))
    dated = postpone(None, call("CT2", date="2025-05-02", time_of_interaction="10:00"))
    later = replace(who(), work_date=dt.date(2025, 5, 20), clock=lambda: dt.datetime(2025, 5, 20, 14, 30, 30))  # noqa: DTZ001
    with acting_as(later):
        times = [
            (state.text("date"), state.text("time_of_interaction"))
            for state in (resume(untouched)[0], resume(dated)[0])
        ]
    assert times == [("2025-05-20", "14:31"), ("2025-05-02", "10:00")]


def test_a_draft_for_several_contacts_keeps_them_all() -> None:
    contacts = [builders.company("CT1", "One"), builders.company("CT2", "Two")]
    entry = postpone(None, typed(start(contact_ids=contacts), "interaction_template_code", "CALL-IN"))
    assert postponed.several_contacts([entry]) == {entry: tuple(contacts)}
    assert [row.id for row in postponed.postponed_of(contacts[1])] == [entry]
    state, held = resume(entry)
    done = finish(held, state)
    assert done.entry_ids[0] == entry
    assert [one.contact for one in Entry.select().order_by(Entry.id)] == contacts


def test_deleting_takes_exactly_the_named_drafts_and_undo_brings_them_back() -> None:
    drafts = [postpone(None, call(f"CT{number}", comment=f"note {number}")) for number in (1, 2, 3)]
    assert delete_postponed(drafts[:2]) == 2
    assert listed("postponed-interactions") == [drafts[2]]
    assert undo.undo() == "deleted 2 drafts"
    assert listed("postponed-interactions") == drafts
    assert resume(drafts[0])[0].text("comment") == "note 1"


def test_a_draft_that_is_open_is_not_deleted_and_names_who_has_it() -> None:
    held = save_draft(call(), None)
    with pytest.raises(BusyError, match=r"ANNA has interaction \d+ open"):
        delete_postponed([held.entry_id])
    assert listed("postponed-interactions") == [held.entry_id]


def test_mine_are_those_i_wrote_or_my_salespersons_but_not_the_one_that_is_open() -> None:
    mine = postpone(None, call("CT1"))
    held = save_draft(call("CT2"), None)
    builders.salesperson("RL", "Rosa Lind")
    with acting_as(replace(who(), user="BERT")):
        for_jo = postpone(None, call("CT3", salesperson_code="JO"))
        postpone(None, call("CT4", salesperson_code="RL"))
    assert set(postponed.mine()) == {mine, held.entry_id, for_jo}
    assert postponed.my_postponed() == 2
    postpone(held, held.saved)
    assert postponed.my_postponed() == 3
    assert count(Question("postponed-interactions", ("description",), "entry_no")) == 4


def test_a_finished_or_missing_entry_is_not_resumed() -> None:
    held: Held = save_draft(call(), None)
    finish(held, held.saved)
    with pytest.raises(RuleError, match="not postponed any more"):
        resume(held.entry_id)
    with pytest.raises(NotFoundError):
        resume(held.entry_id + 99)
