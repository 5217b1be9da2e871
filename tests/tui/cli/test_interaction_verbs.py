"""Interactions by the command line, on both engines: from creating to deleting."""

from __future__ import annotations

import pytest

from tests.tui.cli.conftest import Shell


@pytest.fixture
def office(shell: Shell) -> Shell:
    """A shell on a database with a salesperson, a contact and two templates."""
    shell("new", "salespeople", "code=JO", "name=Jo Okafor")
    shell("new", "interaction-groups", "code=PHONE")
    call = ("interaction_group_code=PHONE", "description=Outgoing call", "correspondence_type=")
    shell("new", "interaction-templates", "code=CALL-OUT", *call, "unit_cost=6", "unit_duration=15")
    shell("new", "number-series", "code=CONT")
    shell("new", "number-series-lines", "series_code=CONT", "starting_no=CT1000")
    shell("set", "marketing-setup", "contact_nos=CONT")
    shell("new", "contacts", "name=Harbour Mill Ltd", "salesperson_code=JO")
    return shell


def _create(shell: Shell, *more: str) -> dict[str, object]:
    call = ("interaction", "create", "--contact", "CT1000", "--template", "CALL-OUT")
    return shell(*call, *more, "--json").record


def test_an_interaction_is_created_canceled_and_deleted(office: Shell) -> None:
    made = _create(office, "comment=Wants 40 units")
    assert made["interaction_template_code"] == "CALL-OUT"
    assert (made["cost"], made["duration"], made["status"]) == ("6.00", 15, "Logged")
    assert made["date"] == "2025-05-15"
    entry = str(made["entry_no"])
    assert office("interaction", "comment", entry, "--json").record["comment"] == "Wants 40 units"
    assert "delete" in office("delete", "log-entries", entry, "--yes", code=1).err.casefold()
    assert office("interaction", "cancel", entry, "--json").record["status"] == "Canceled"
    assert office("interaction", "uncancel", entry, "--json").record["status"] == "Logged"
    office("interaction", "cancel", entry)
    assert "Deleted 1 entry." in office("interaction", "delete-canceled", "--yes").out
    assert office("list", "log-entries", "--json").records == []


def test_an_interaction_is_postponed_resumed_and_finished_under_its_number(office: Shell) -> None:
    made = _create(office, "--postpone", "date=31.02.")
    assert office("list", "log-entries", "--json").records == []
    entry = str(made["entry_no"])
    refused = office("interaction", "finish", entry, "--json", code=1).error
    assert refused["field"] == "date"
    resumed = office("interaction", "resume", entry, "date=t", "cost=18.75", "--finish", "--json").record
    assert (resumed["entry_no"], resumed["cost"]) == (made["entry_no"], "18.75")
    assert office("list", "postponed-interactions", "--json").records == []


def test_a_postponed_interaction_is_discarded_by_its_number_only(office: Shell) -> None:
    entries = [str(_create(office, "--postpone")["entry_no"]) for _ in range(3)]
    office("interaction", "discard", entries[1], "--yes")
    left = [str(one["entry_no"]) for one in office("list", "postponed-interactions", "--json").records]
    assert sorted(left) == sorted((entries[0], entries[2]))


def test_several_contacts_get_an_entry_each(office: Shell) -> None:
    office("new", "contacts", "name=Tarn Optics", "salesperson_code=JO")
    call = ("interaction", "create", "--contact", "CT1000", "--contact", "CT1001", "--template", "CALL-OUT")
    made = office(*call, "--json").records
    assert sorted(str(one["contact_no"]) for one in made) == ["CT1000", "CT1001"]


def test_what_may_change_afterwards_is_changed_and_nothing_else(office: Shell) -> None:
    entry = str(_create(office)["entry_no"])
    changed = office("interaction", "set", entry, "cost=1", "successful=no", "--json").record
    assert (changed["cost"], changed["status"]) == ("1.00", "Attempt Failed")
    assert (
        office("interaction", "evaluate", "very-positive", entry, "--json").record["evaluation"]
        == "Very Positive"
    )
    assert "cancel it" in office("interaction", "set", entry, "description=Other", code=1).err


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (("create", "--contact", "CT1000"), 1, "interaction_template_code"),
        (("create", "--template", "CALL-OUT"), 1, "contact_no"),
        (("create", "--contact", "NOBODY"), 3, ""),
        (("create", "--contact", "CT1000", "--template", "CALL-OUT", "colour=red"), 3, "colour"),
        (("cancel", "4711"), 3, ""),
        (("resume", "4711"), 3, ""),
        (("evaluate", "lovely", "4711"), 1, "evaluation"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(
    office: Shell, arguments: tuple[str, ...], code: int, field: str
) -> None:
    assert office("interaction", *arguments, "--json", code=code).error["field"] == field
    assert office("list", "log-entries", "--json").records == []


def test_CAL_05_a_comment_has_the_date_that_was_given(office: Shell) -> None:
    entry = str(_create(office)["entry_no"])
    verb = ("interaction", "comment", entry)
    office(*verb, "Call back in June", "--date", "20.5.25")
    assert office(*verb, "--json").record == {
        "date": "2025-05-20",
        "code": "",
        "comment": "Call back in June",
    }
    assert "no day 31" in office(*verb, "x", "--date", "31.2.25", code=1).err
    assert "goes with" in office(*verb, "--date", "20.5.25", code=2).err
    assert "no interaction 99, logged or postponed" in office("interaction", "comment", "99", code=3).err
