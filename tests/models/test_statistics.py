"""Counters and last dates of contacts (scenarios STA)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.contact import Contact
from models.contact import ContactStatistics as Statistics
from models.enums import Evaluation
from models.interaction import InteractionLogEntry as Entry
from models.queries.lists.computed import load
from models.rules import undo
from models.rules.interactions.finish import finish
from models.rules.interactions.interaction_form import start, typed
from models.rules.interactions.log import change_entry, evaluate, set_canceled
from models.rules.interactions.log_deletion import delete_entries
from models.rules.statistics import NEVER, differences, recompute
from models.template import InteractionTemplate
from models.who import acting_as, who
from tests import builders


@pytest.fixture(autouse=True)
def database(opened: str) -> str:
    """An open database where Jo is my salesperson, with the template LETTER."""
    builders.give_me(builders.salesperson())
    builders.template()
    return opened


def logged(contact: int, **texts: str) -> int:
    """A finished interaction."""
    state = typed(start(contact_ids=[contact]), "interaction_template_code", "LETTER")
    for name, text in texts.items():
        state = typed(state, name, text)
    return finish(None, state).entry_ids[0]


def shown(model: type[Contact] | type[InteractionTemplate], record: int) -> tuple[object, ...]:
    """Number, cost and minutes as the card shows them."""
    return tuple(load(model, name, [record])[record] for name in ("no_of_interactions", "cost", "duration"))


def dates(contact: int) -> tuple[dt.date | None, dt.date | None]:
    """Last date attempted and date of the last interaction."""
    found = Statistics.get(Statistics.contact == contact)
    return found.last_date_attempted, found.date_of_last_interaction


def test_STA_01_a_finished_interaction_counts_for_its_contact_and_its_company() -> None:
    company = builders.company()
    person = builders.person(company=company)
    logged(person, cost="31.40", duration="25")
    expected = (1, Decimal("31.40"), 25)
    assert (shown(Contact, company), shown(Contact, person)) == (expected, expected)


def test_STA_02_canceled_interactions_do_not_count_also_not_in_the_last_dates() -> None:
    """The dates deviate on purpose: design.md 3.6."""
    company = builders.company()
    first = logged(company, date="2025-05-02")
    record = logged(company, cost="31.40", duration="25")
    failed = logged(company, date="2025-05-16", successful="no")
    assert dates(company) == (dt.date(2025, 5, 16), dt.date(2025, 5, 15))
    set_canceled([record, failed], True)
    assert shown(Contact, company) == (1, Decimal("12.00"), 5)
    assert dates(company) == (dt.date(2025, 5, 2), dt.date(2025, 5, 2))
    set_canceled([first], True)
    assert (shown(Contact, company), dates(company)) == ((0, Decimal(0), 0), (NEVER, NEVER))


def test_STA_03_the_statistics_of_a_template_sum_its_interactions() -> None:
    company = builders.company()
    logged(company)
    logged(company, cost="20.00", duration="9")
    (letter,) = InteractionTemplate.select()
    assert shown(InteractionTemplate, letter.id) == (2, Decimal("32.00"), 14)


def test_recomputing_mends_what_is_wrong_and_says_how_many() -> None:
    company = builders.company()
    logged(company)
    Statistics.update(duration=99).execute()
    bare = Contact.add(no="CT9", name="No row")
    assert [found.contact_id for found in differences()] == [company, bare]
    assert recompute() == 2
    assert (differences(), shown(Contact, company)) == ([], (1, Decimal("12.00"), 5))
    assert recompute([company]) == 0


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("finish", "cancel", "uncancel", "change", "evaluate", "delete", "undo")),
        st.integers(0, 5),
        st.integers(1, 28),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_of_changes_leaves_what_recomputing_gives(
    steps: list[tuple[str, int, int, bool]],
) -> None:
    undo.forget()
    company = builders.company(_number(), "Company")
    people = [
        builders.person(_number(), "Person", company=company),
        company,
        builders.person(_number(), "Free"),
    ]
    entries: list[int] = []
    with acting_as(replace(who())):
        for verb, place, day, yes in steps:
            apply(verb, place, day, yes, people, entries)
            assert differences() == []


def apply(verb: str, place: int, day: int, yes: bool, people: list[int], entries: list[int]) -> None:
    if verb == "finish":
        successful, by = ("yes", "Us") if yes else ("no", "Them")
        texts = {"date": f"2025-05-{day:02}", "successful": successful, "initiated_by": by}
        entries.append(logged(people[place % 3], **texts))
    elif verb == "undo":
        if undo.last():
            undo.undo()
    elif here := [one for one in entries if Entry.one(one)]:
        one = here[place % len(here)]
        if verb in ("cancel", "uncancel"):
            set_canceled([one], verb == "cancel")
        elif verb == "change":
            change_entry(one, 0, {"cost": str(day), "duration": str(place), "successful": str(yes)})
        elif verb == "evaluate":
            evaluate([one], Evaluation.NEUTRAL)
        else:
            set_canceled([one], True)
            delete_entries([one])


def _number() -> str:
    return f"CT{Contact.select().count()}"
