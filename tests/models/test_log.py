"""What may be done to logged interactions (scenarios LOG)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from models.campaign import CampaignEntry
from models.database import unit
from models.delivery import LoggedMessage
from models.enums import Evaluation, InformationFlow, Status
from models.errors import ChangedElsewhereError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries.lists.rows import Filter, Question
from models.queries.log import comments, titles, totals
from models.queries.mail_addresses import recorded
from models.queries.timeline import timeline
from models.rules import undo
from models.rules.interactions.comments import add_comment, change_comment, delete_comments
from models.rules.interactions.drafts import postpone
from models.rules.interactions.finish import finish
from models.rules.interactions.interaction_form import start, typed
from models.rules.interactions.log import change_entry, evaluate, set_canceled, toggled
from models.rules.interactions.log_deletion import canceled_ids, delete_canceled, delete_entries
from tests import builders

LOG = Question("log-entries", ("description",), "date", descending=True)


@pytest.fixture(autouse=True)
def database(opened: str) -> str:
    """An open database where Jo is my salesperson, with three templates."""
    undo.forget()
    builders.give_me(builders.salesperson())
    builders.template("LETTER", "Letter")
    builders.template("CALL-IN", "Incoming call", information_flow=int(InformationFlow.INBOUND))
    builders.template("NOTE", "Note", information_flow=int(InformationFlow.BLANK))
    return opened


def logged(contact: int, template: str = "LETTER", **texts: str) -> int:
    """A finished interaction."""
    state = typed(start(contact_ids=[contact]), "interaction_template_code", template)
    for name, text in texts.items():
        state = typed(state, name, text)
    return finish(None, state).entry_ids[0]


def entry(record: int) -> Any:
    return Entry.one(record)


def test_LOG_01_an_entry_is_evaluated_afterwards_and_undo_takes_it_back() -> None:
    one, two = logged(builders.person()), logged(builders.company())
    assert evaluate([one, two], Evaluation.POSITIVE) == 2
    assert entry(one).evaluation == Evaluation.POSITIVE
    assert undo.undo() == "evaluated 2 entries"
    assert entry(two).evaluation == Evaluation.BLANK
    with pytest.raises(RuleError):
        evaluate([one], Evaluation.BLANK)


def test_LOG_04_the_comments_of_an_entry_are_read_changed_and_deleted() -> None:
    record = logged(builders.person(), comment="Wants 40 units")
    second = add_comment(record, "Call back\non Friday", code="todo")
    rows = comments(record)
    assert [(row.date, row.code, row.text) for row in rows] == [
        (dt.date(2025, 5, 15), "", "Wants 40 units"),
        (dt.date(2025, 5, 15), "TODO", "Call back\non Friday"),
    ]
    change_comment(second, 1, "Call back on Monday")
    with pytest.raises(ChangedElsewhereError):
        change_comment(second, 1, "Never")
    delete_comments([second])
    assert len(comments(record)) == 1
    undo.undo()
    assert comments(record)[1].text == "Call back on Monday"


@pytest.mark.parametrize(
    ("template", "title"),
    [
        ("CALL-IN", "Incoming call - from Harbour Mill Ltd"),
        ("LETTER", "Letter - by Jo Okafor"),
        ("NOTE", "Note"),
    ],
)
def test_LOG_05_06_07_the_title_says_whom_it_is_from_or_by(template: str, title: str) -> None:
    record = logged(builders.company(), template)
    assert titles([record]) == {record: title}


def test_canceling_is_taken_back_unless_somebody_did_so_already() -> None:
    record = logged(builders.person())
    assert (toggled([record]), set_canceled([record], True)) == (True, 1)
    assert entry(record).canceled
    assert undo.undo() == "canceled 1 entry"
    assert not entry(record).canceled
    set_canceled([record], True)
    Entry.update(evaluation=1).where(Entry.id == record).execute()
    undo.undo()
    assert (entry(record).canceled, entry(record).evaluation) == (False, 1)
    set_canceled([record], True)
    Entry.update(canceled=False).where(Entry.id == record).execute()
    with pytest.raises(RuleError, match="Not undone"):
        undo.undo()


def test_an_entry_does_not_count_again_while_its_campaign_entry_is_canceled() -> None:
    builders.campaign()
    record = logged(builders.person(), campaign_no="CP100")
    set_canceled([record], True)
    CampaignEntry.update(canceled=True).execute()
    with pytest.raises(RuleError, match="campaign entry"):
        set_canceled([record], False)
    assert entry(record).canceled


def test_a_postponed_entry_is_neither_canceled_nor_evaluated() -> None:
    draft = postpone(None, start(contact_ids=[builders.person()]))
    with pytest.raises(RuleError, match="postponed"):
        set_canceled([draft], True)
    with pytest.raises(RuleError, match="postponed"):
        evaluate([draft], Evaluation.NEUTRAL)


def test_only_canceled_entries_are_deleted_and_undo_restores_them_with_their_numbers() -> None:
    person = builders.person()
    one, two = logged(person, comment="kept"), logged(person)
    set_canceled([one], True)
    with pytest.raises(RuleError, match="not canceled"):
        delete_entries([one, two])
    assert delete_entries([one]) == 1
    assert entry(one) is None
    assert undo.undo() == "deleted 1 log entry"
    assert [row.text for row in comments(one)] == ["kept"]


def test_undo_tells_a_logged_message_again_which_entry_it_made() -> None:
    person = builders.person()
    made = logged(person)
    set_canceled([made], True)
    unit(LoggedMessage.insert(message_key="k", contact=person, entry=made).execute)()
    delete_entries([made])
    assert recorded(["k"]) == {("k", person): None}
    undo.undo()
    assert recorded(["k"]) == {("k", person): made}


@pytest.mark.parametrize("change", [partial(evaluate, evaluation=Evaluation.NEUTRAL), delete_entries])
def test_more_entries_than_a_statement_takes_values_are_looked_for(
    change: Callable[[list[int]], int],
) -> None:
    with pytest.raises(NotFoundError, match="no entry 1 "):
        change(list(range(1, 70_000)))


def test_delete_canceled_takes_those_that_pass_the_filters() -> None:
    first, second = builders.person("CT1", "One"), builders.person("CT2", "Two")
    builders.campaign()
    entries = [
        logged(first),
        logged(second, date="2025-05-02"),
        logged(second, "NOTE", campaign_no="CP100"),
        logged(first),
    ]
    set_canceled(entries[:3], True)
    for field, expression, expected in (
        ("entry_no", f"{entries[1]}..", entries[1:3]),
        ("contact_no", "CT2", entries[1:3]),
        ("date", "..2025-05-10", [entries[1]]),
        ("campaign_no", "CP100", [entries[2]]),
        ("interaction_group_code", "MAIL", entries[:3]),
        ("interaction_template_code", "NOTE", [entries[2]]),
        ("salesperson_code", "RL", []),
    ):
        assert canceled_ids([Filter(field, expression)]) == expected, field
    with pytest.raises(RuleError, match="cannot be narrowed"):
        delete_canceled([Filter("description", "x")])
    assert delete_canceled([Filter("contact_no", "CT2"), Filter("date", "2025-05-02")]) == 1
    assert delete_canceled() == 2
    assert [row.id for row in Entry.select()] == [entries[3]]


def test_after_finish_success_cost_and_minutes_may_be_changed_and_nothing_else() -> None:
    record = logged(builders.person())
    version = change_entry(record, 1, {"successful": "no", "cost": "3.50", "duration": "8"})
    found = entry(record)
    assert (found.attempt_failed, found.cost, found.duration) == (True, Decimal("3.50"), 8)
    with pytest.raises(ChangedElsewhereError):
        change_entry(record, version - 1, {"cost": "1"})
    with pytest.raises(RuleError, match="cancel it and copy it"):
        change_entry(record, version, {"description": "Other"})
    with pytest.raises(RuleError, match="negative"):
        change_entry(record, version, {"cost": "-1"})
    undo.undo()
    assert (entry(record).attempt_failed, entry(record).cost) == (False, Decimal("12.00"))


def test_the_totals_are_those_of_what_is_shown() -> None:
    one, two = builders.person("CT1", "One"), builders.person("CT2", "Two")
    entries = [logged(one), logged(one, cost="1.25"), logged(two)]
    set_canceled([entries[0]], True)
    found = totals(LOG)
    assert (found.count, found.canceled, found.cost, found.duration) == (3, 1, Decimal("13.25"), 10)
    of_one = totals(Question("log-entries", (), "date", filters=(Filter("contact_no", "CT1"),)))
    assert (of_one.count, of_one.cost) == (2, Decimal("1.25"))
    assert totals(Question("log-entries", (), "date", filters=(Filter("contact_no", "CT9"),))).count == 0


def test_the_timeline_of_a_company_holds_its_peoples_entries_newest_first() -> None:
    company = builders.company()
    person = builders.person(company=company)
    days = [logged(person if day % 2 else company, date=f"2025-05-0{day}") for day in range(1, 8)]
    set_canceled([days[6]], True)
    postpone(None, start(contact_ids=[company]))
    first = timeline(company, limit=4)
    second = timeline(company, after=first.rows[-1], limit=4)
    assert [row.id for row in (*first.rows, *second.rows)] == days[::-1]
    assert (first.at_end, second.at_end) == (False, True)
    assert (first.rows[0].status, first.rows[1].status) == (Status.CANCELED, Status.LOGGED)
    assert [row.id for row in timeline(company, own=True).rows] == days[1::2][::-1]
    assert {row.contact_name for row in timeline(person).rows} == {"Nell Ashby"}
