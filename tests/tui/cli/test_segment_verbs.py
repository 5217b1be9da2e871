"""Segments by the command line, on both engines: chosen step by step, worked through, logged, canceled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.conftest import Shell

PEOPLE = (
    ("Harbour Mill Ltd", "type=company"),
    ("Nell Ashby", "type=person", "company_no=CT1000"),
    ("Tarn Optics", "type=company"),
    ("Ida Moss", "type=person", "company_no=CT1002"),
    ("Otto Lind", "type=person", "exclude_from_segment=yes"),
)
"""CT1000 to CT1004."""


@pytest.fixture
def office(shell: Shell) -> Shell:
    """A shell on a database with five contacts, two templates and numbers for segments."""
    shell("new", "salespeople", "code=JO", "name=Jo Okafor")
    shell("new", "interaction-groups", "code=MAIL")
    letter = ("interaction_group_code=MAIL", "description=Letter", "correspondence_type=")
    shell("new", "interaction-templates", "code=LETTER", *letter, "unit_cost=6", "unit_duration=15")
    call = ("interaction_group_code=MAIL", "description=Call", "correspondence_type=")
    shell("new", "interaction-templates", "code=CALL", *call, "unit_cost=1", "unit_duration=5")
    for code, first in (("CONT", "CT1000"), ("SEGM", "SM001")):
        shell("new", "number-series", f"code={code}", "default_nos=yes")
        shell("new", "number-series-lines", f"series_code={code}", f"starting_no={first}")
    shell("set", "marketing-setup", "contact_nos=CONT", "segment_nos=SEGM")
    for name, *more in PEOPLE:
        shell("new", "contacts", f"name={name}", "salesperson_code=JO", *more)
    return shell


@pytest.fixture
def spring(office: Shell) -> Shell:
    """The same with the empty segment SM001."""
    office("new", "segments", "description=Spring letter", "interaction_template_code=LETTER")
    return office


@pytest.fixture
def filled(spring: Shell) -> Shell:
    """The same with all contacts in it that are not excluded."""
    spring("segment", "add", "SM001", "--all")
    return spring


def _numbers(shell: Shell, segment: str = "SM001") -> list[str]:
    """The contacts of a segment, in the order of its lines."""
    call = ("list", "segment-lines", "--filter", f"segment_no={segment}", "--fields", "contact_no")
    return [str(one["contact_no"]) for one in shell(*call, "--json").records]


def _line(shell: Shell, key: str) -> dict[str, Any]:
    return shell("show", "segment-lines", key, "--json").record


def test_a_segment_is_made_shown_changed_and_deleted_as_any_record(office: Shell) -> None:
    made = office(
        "new", "segments", "description=Spring", "interaction_template_code=LETTER", "--json"
    ).record
    assert (made["no"], made["unit_cost"], made["no_of_lines"]) == ("SM001", "6.00", 0)
    office("new", "segment-lines", "segment_no=SM001", "contact_no=CT1001")
    line = _line(office, "SM001/10")
    assert (line["contact_no"], line["cost"], line["line_status"]) == ("CT1001", "6.00", "ok")
    office("set", "segment-lines", "SM001/10", "salesperson_code=", "description=For Nell")
    assert _line(office, "SM001/10")["line_status"] == "no salesperson"
    assert office("list", "segments", "--json").record["no_of_lines"] == 1
    assert office("delete", "segments", "SM001", "--yes", "--json").record == {"deleted": 1}
    assert office("list", "segment-lines", "--json").records == []


def test_contacts_are_added_by_filter_after_a_dry_run_told_how_many(spring: Shell) -> None:
    call = ("segment", "add", "SM001", "--filter", "type=Person", "--json")
    would = spring(*call, "--dry-run").record
    assert (would["no_of_lines"], would["excluded"], would["dry_run"]) == (2, 1, True)
    assert _numbers(spring) == []
    done = spring(*call).record
    assert done == {**would, "dry_run": False, "filter": "Type = Person", "action": "Add Contacts"}
    assert _numbers(spring) == ["CT1001", "CT1003"]
    again = spring(*call).record
    assert (again["no_of_lines"], again["there"]) == (0, 2)


def test_the_options_of_adding_bring_more_contacts(spring: Shell) -> None:
    spring("segment", "add", "SM001", "CT1001", "--allow-related-companies")
    assert _numbers(spring) == ["CT1000", "CT1001"]
    spring("segment", "add", "SM001", "ct1003", "--expand-companies")
    assert _numbers(spring)[2:] == ["CT1002", "CT1003"]
    assert "1 is excluded" in spring("segment", "add", "SM001", "CT1004").err
    spring("segment", "add", "SM001", "CT1004", "CT1000", "--ignore-exclusion", "--allow-existing")
    assert sorted(_numbers(spring)[4:]) == ["CT1000", "CT1004"]


def test_contacts_are_added_by_the_numbers_in_a_file(spring: Shell, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(spring("list", "contacts", "--filter", "type=Company", "--ids").out)
    spring("segment", "add", "SM001", "--keys", str(keys))
    assert _numbers(spring) == ["CT1000", "CT1002"]
    keys.write_text("CT1001\nCT9\n")
    refused = spring("segment", "add", "SM001", "--keys", str(keys), "--json", code=3).error
    assert refused == {"error": "There is no contact CT9.", "field": "contact_no"}
    keys.write_text("\n")
    assert "names no contact" in spring("segment", "add", "SM001", "--keys", str(keys), code=2).err


GROUPS = (
    ("mailing-group", "CT1002", ["CT1002"]),
    ("job-responsibility", "CT1003", ["CT1003"]),
    # Groups and relations of a company are those of its people.
    ("industry-group", "CT1002", ["CT1002", "CT1003"]),
    ("business-relation", "CT1002", ["CT1002", "CT1003"]),
)
"""What can hang on a contact, on whom it hangs, and whom it chooses then."""


def test_contacts_are_chosen_by_what_hangs_on_them(spring: Shell) -> None:
    for what, owner, found in GROUPS:
        page = what.replace("responsibility", "responsibilities") if "job" in what else f"{what}s"
        spring("new", page, "code=A")
        spring("new", f"contact-{page}", f"contact_no={owner}", f"{what.replace('-', '_')}_code=A")
        spring("segment", "add", "SM001", f"--{what}", "A|B")
        assert _numbers(spring) == found
        gone = spring("segment", "refine", "SM001", f"--{what}", "<>A", "--json").record
        assert gone["no_of_lines"] == len(found)


def test_contacts_are_chosen_by_one_interaction_that_meets_all_filters(spring: Shell) -> None:
    for contact, template in (("CT1001", "CALL"), ("CT1003", "LETTER")):
        spring("interaction", "create", "--contact", contact, "--template", template)
    log = ("--log", "interaction_template_code=CALL", "--log", "date=15.05.2025")
    spring("segment", "add", "SM001", *log, "--filter", "type=Person")
    assert _numbers(spring) == ["CT1001"]


def test_reduce_and_refine_are_taken_back_step_by_step(filled: Shell) -> None:
    before = filled("list", "segment-lines", "--csv").out
    reduced = filled("segment", "reduce", "SM001", "CT1001", "--entire-companies", "--json").record
    assert (reduced["action"], reduced["no_of_lines"]) == ("Remove Contacts (Reduce)", 2)
    refined = filled("segment", "refine", "SM001", "--filter", "type=Company", "--json").record
    assert (refined["action"], refined["no_of_lines"]) == ("Remove Contacts (Refine)", 1)
    assert _numbers(filled) == ["CT1002"]
    steps = filled("segment", "steps", "SM001", "--json").records
    assert [(one["action_no"], one["filter"], one["no_of_lines"]) for one in steps] == [
        (1, "", 4),
        (2, "CT1001", 2),
        (3, "Type = Company", 1),
    ]
    assert filled("segment", "back", "SM001", "--json").record == {
        "segment_no": "SM001",
        "steps": 2,
        "no_of_lines": 2,
    }
    filled("segment", "back", "SM001")
    assert filled("list", "segment-lines", "--csv").out == before
    filled("segment", "back", "SM001")
    assert "no criteria step" in filled("segment", "back", "SM001", code=1).err


def test_a_dry_run_of_removing_removes_nothing(filled: Shell) -> None:
    for verb in ("reduce", "refine"):
        would = filled("segment", verb, "SM001", "--filter", "type=Company", "--dry-run")
        assert would.out == "Would remove 2 lines from SM001.\n"
    assert len(_numbers(filled)) == 4


@pytest.mark.parametrize("verb", ["add", "reduce", "refine"])
def test_nobody_said_is_not_everybody(filled: Shell, verb: str) -> None:
    assert "--all" in filled("segment", verb, "SM001", code=2).err
    assert len(_numbers(filled)) == 4


def test_lines_follow_their_header_as_far_as_asked(filled: Shell) -> None:
    filled("set", "segment-lines", "SM001/10", "cost=9")

    def costs() -> list[str]:
        return [_line(filled, f"SM001/{number}")["cost"] for number in (10, 20)]

    assert "4 lines" in filled("set", "segments", "SM001", "unit_cost=5").err
    assert costs() == ["9.00", "5.00"]
    filled("set", "segments", "SM001", "unit_cost=4", "--update-lines", "none")
    assert costs() == ["9.00", "5.00"]
    filled("set", "segments", "SM001", "unit_cost=3", "--update-lines", "all")
    assert costs() == ["3.00", "3.00"]
    assert filled("set", "contacts", "CT1000", "city=Leeds", "--update-lines", "all", code=2).err


def test_a_personal_line_is_put_back_to_what_the_header_says(filled: Shell) -> None:
    before = _line(filled, "SM001/20")
    filled("set", "segment-lines", "SM001/20", "interaction_template_code=CALL", "description=Own")
    assert _line(filled, "SM001/20")["cost"] == "1.00"
    back = filled("segment", "put-back", "SM001/20", "cost", "--json").record
    assert (back["cost"], back["description"]) == ("6.00", "Own")
    assert filled("segment", "put-back", "SM001/20", "--json").record == before
    assert filled("segment", "put-back", "SM001/20", "line_no", "--json", code=3).error["field"] == "line_no"


def test_criteria_are_saved_and_done_again_in_another_segment(filled: Shell) -> None:
    filled("segment", "reduce", "SM001", "--filter", "type=Company")
    saved = filled(
        "segment", "save-criteria", "SM001", "people", "--description", "Who is one", "--json"
    ).record
    assert (saved["code"], saved["description"], saved["no_of_actions"]) == ("PEOPLE", "Who is one", 2)
    assert filled("segment", "save-criteria", "SM001", "PEOPLE", "--json", code=1).error["field"] == "code"
    filled("new", "segments", "description=Again")
    again = filled("segment", "reuse-criteria", "SM002", "people", "--json").record
    assert (again["no"], again["no_of_lines"], again["no_of_criteria_actions"]) == ("SM002", 2, 2)
    assert _numbers(filled, "SM002") == ["CT1001", "CT1003"]
    assert "--yes" in filled("segment", "reuse-criteria", "SM002", "people", code=1).err
    filled("segment", "reuse-criteria", "SM002", "people", "--yes")
    assert filled("show", "segments", "SM002", "--json").record["no_of_criteria_actions"] == 4


def test_a_mailing_group_is_applied_to_all_contacts_of_a_segment(spring: Shell) -> None:
    spring("new", "mailing-groups", "code=CARD")
    spring("new", "contact-mailing-groups", "contact_no=CT1004", "mailing_group_code=CARD")
    spring("segment", "add", "SM001", "CT1000", "CT1001")
    done = spring("segment", "apply-mailing-group", "SM001", "card", "--json").record
    assert done == {"segment_no": "SM001", "mailing_group_code": "CARD", "added": 2, "removed": 0}
    assert "--yes" in spring("segment", "apply-mailing-group", "SM001", "card", "--replace", code=1).err
    told = spring("segment", "apply-mailing-group", "SM001", "card", "--replace", "--yes").out
    assert told == "0 came into the mailing group, 1 went out of it.\n"
    assert spring("show", "mailing-groups", "CARD", "--json").record["no_of_contacts"] == 2


def test_check_tells_what_log_would_do_and_log_does_it(filled: Shell) -> None:
    filled("set", "segment-lines", "SM001/20", "salesperson_code=")
    told = filled("segment", "check", "SM001", "--json", code=1).record
    assert told == {
        "segment_no": "SM001",
        "ready": 3,
        "cost": "18.00",
        "duration": 45,
        "twice": 0,
        "described": True,
        "done": False,
        "sendable": 0,
        "emails": 0,
        "hard_copies": 0,
        "troubles": [],
        "problems": [{"problem": "no salesperson", "number": 1, "first_line_no": 20}],
    }
    assert "no salesperson (CT1001)" in filled("segment", "log", "SM001", code=1).err
    assert filled("list", "log-entries", "--json").records == []
    done = filled("segment", "log", "SM001", "--ready-only", "--follow-up", "--json").record
    assert (done["segment_no"], done["entries"], done["lines_left"]) == ("SM001", 3, 1)
    assert (done["follow_up"], done["no_of_interactions"]) == ("SM002", 3)
    assert len(_numbers(filled, "SM002")) == 3
    filled("set", "segment-lines", "SM001/20", "salesperson_code=JO")
    filled("segment", "check", "SM001")
    rest = filled("segment", "log", "SM001")
    assert rest.out.startswith("Logged 1 interaction as logged segment ")
    filled("show", "segments", "SM001", code=3)


def test_logging_tells_how_far_it_is(filled: Shell) -> None:
    told = filled("segment", "log", "SM001", "--progress", "--json").records
    *on_the_way, done = told
    assert [one["done"] for one in on_the_way] == list(range(on_the_way[-1]["of"] + 1))
    assert done["entries"] == 4


def test_a_segment_without_description_or_lines_is_not_logged(office: Shell) -> None:
    office("new", "segments", "interaction_template_code=LETTER")
    assert office("segment", "check", "SM001", "--json", code=1).record["described"] is False
    refused = office("segment", "log", "SM001", "--json", code=1).error
    assert refused["field"] == "description"
    office("set", "segments", "SM001", "description=Spring")
    assert "no line" in office("segment", "log", "SM001", code=1).err


def test_logged_segments_are_canceled_with_their_entries_and_used_again(filled: Shell) -> None:
    entry = str(filled("segment", "log", "SM001", "--json").record["entry_no"])
    assert filled("segment", "cancel", entry, "--json").record["canceled"] is True
    first = filled("list", "log-entries", "--limit", "1", "--json", "--fields", "entry_no,status").record
    assert first["status"] == "Canceled"
    filled("interaction", "uncancel", str(first["entry_no"]), code=1)
    assert filled("segment", "uncancel", entry, "--json").record["canceled"] is False
    filled("segment", "delete-canceled", "--entry-no", entry, "--yes", code=1)
    filled("new", "segments", "description=Again")
    used = filled("segment", "reuse-logged", "SM002", entry, "--json").record
    assert (used["segment_no"], used["no_of_lines"]) == ("SM002", 4)
    filled("segment", "cancel", entry)
    assert "--yes" in filled("segment", "delete-canceled", "--segment-no", "sm001", code=1).err
    gone = filled("segment", "delete-canceled", "--segment-no", "sm001", "--yes", "--json").record
    assert gone == {"deleted": 1}
    assert len(filled("list", "log-entries", "--json").records) == 4


def _next(shell: Shell, *more: str) -> dict[str, Any]:
    return shell("segment", "work", "SM001", "next", *more, "--json").record


def test_a_segment_is_worked_through_line_by_line(filled: Shell) -> None:
    one, two = _next(filled), _next(filled)
    assert (one["line_no"], two["line_no"]) == (10, 20)
    assert (one["contact_no"], one["contact_name"]) == ("CT1000", "Harbour Mill Ltd")
    work = ("segment", "work", "SM001")
    done = filled(*work, "done", "evaluation=Positive", "--token", one["token"], "--json").record
    assert (done["contact_no"], done["evaluation"], done["segment_no"]) == ("CT1000", "Positive", "SM001")
    missed = filled(*work, "not-reached", "--token", two["token"], "--json").record
    assert missed["status"] == "Attempt Failed"
    back = filled(*work, "call-back", "+3", "--token", _next(filled)["token"], "--json").record
    assert (back["date"], back["status"]) == ("2025-05-18", "Postponed")
    last = _next(filled)["token"]
    assert filled(*work, "done", "--token", last).err == "0 lines left.\n"
    assert "no other line" in filled(*work, "next", "--json", code=3).error["error"]
    assert filled("segment", "check", "SM001", "--json").record["done"] is True
    closed = filled("segment", "log", "SM001", "--json").record
    assert (closed["entries"], closed["lines_left"], closed["segment_no"]) == (0, 0, "SM001")
    assert len(filled("list", "log-entries", "--filter", "segment_no=SM001", "--json").records) == 3


def test_a_line_put_back_comes_next_again(filled: Shell) -> None:
    _next(filled)
    second = _next(filled)
    assert _next(filled, "--after", "30")["line_no"] == 40
    filled("segment", "work", "SM001", "release", "--token", second["token"])
    assert _next(filled)["line_no"] == 20
    refused = ("segment", "work", "SM001", "done", "--token", second["token"], "--json")
    assert "Somebody else" in filled(*refused, code=4).error["error"]


def test_a_line_that_is_held_longer_keeps_its_token(filled: Shell) -> None:
    mine = _next(filled, "--minutes", "1")
    kept = filled("segment", "work", "SM001", "keep", "--token", mine["token"], "--minutes", "60", "--json")
    assert (kept.record["token"], kept.record["line_no"]) == (mine["token"], 10)
    assert filled("segment", "check", "SM001", "--json", code=1).record["problems"] == [
        {"problem": "being worked on", "number": 1, "first_line_no": 10}
    ]
    filled("segment", "work", "SM001", "not-reached", "--token", mine["token"])
    assert len(_numbers(filled)) == 3


WRONG: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("add", "SM9", "--all"), 3, ""),
    (("add", "SM001", "CT9"), 3, "contact_no"),
    (("add", "SM001", "--filter", "colour=red"), 3, "colour"),
    (("add", "SM001", "--log", "date=soon"), 1, "date"),
    (("add", "SM001", "--filter", "name"), 2, ""),
    (("back", "SM9"), 3, ""),
    (("save-criteria", "SM001", "A-CODE-THAT-IS-TOO-LONG"), 1, "code"),
    (("reuse-criteria", "SM001", "NONE"), 3, ""),
    (("reuse-logged", "SM001", "4711"), 3, ""),
    (("apply-mailing-group", "SM001", "NONE"), 3, ""),
    (("put-back", "SM001/4711"), 3, ""),
    (("log", "SM9"), 3, ""),
    (("work", "SM001", "done"), 2, ""),
    (("work", "SM001", "next", "--token", "x"), 2, ""),
    (("work", "SM001", "next", "cost=1"), 2, ""),
    (("work", "SM001", "done", "tomorrow", "--token", "x"), 2, ""),
    (("work", "SM001", "call-back", "--token", "x"), 2, ""),
    (("work", "SM001", "done", "--token", "x"), 4, ""),
    (("cancel", "4711"), 3, ""),
    (("delete-canceled", "--entry-no", "4711"), 3, ""),
    (("delete-canceled", "--segment-no", " "), 2, ""),
)
"""Calls with the exit code and the field they are answered with."""


def test_what_is_wrong_is_told_with_its_field_and_changes_nothing(filled: Shell) -> None:
    before = filled("list", "segment-lines", "--csv").out
    for arguments, code, field in WRONG:
        assert filled("segment", *arguments, "--json", code=code).error["field"] == field
    assert filled("list", "segment-lines", "--csv").out == before


def test_a_call_back_that_is_refused_leaves_the_line_as_it_was(filled: Shell) -> None:
    token = _next(filled)["token"]
    work = ("segment", "work", "SM001")
    refused = filled(*work, "call-back", "someday", "--token", token, "--json", code=1).error
    assert refused["field"] == "date"
    wrong = filled(*work, "done", "cost=much", "--token", token, "--json", code=1).error
    assert wrong["field"] == "cost"
    filled(*work, "call-back", "t+1D", "--token", token)


def test_the_contacts_of_a_segment_are_exported(filled: Shell) -> None:
    call = ("export", "segment-lines", "--filter", "segment_no=SM001", "--format", "json")
    told = filled(*call, "--fields", "contact_no,contact_no.name").records
    assert [one["contact_no"] for one in told] == _numbers(filled)
    assert told[0]["contact_no.name"] == "Harbour Mill Ltd"
