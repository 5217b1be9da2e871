"""list, show, new, set, delete, pages and fields, on both engines."""

from __future__ import annotations

import csv
import io

import pytest

from models.pages import PAGES
from tests.tui.cli.conftest import Shell


def test_a_record_is_made_shown_changed_and_deleted(shell: Shell) -> None:
    made = shell("new", "salespeople", "code=jo", "name=Jo Okafor", "--json").record
    assert (made["code"], made["name"]) == ("JO", "Jo Okafor")
    assert shell("show", "salespeople", "jo", "--json").record == made
    assert shell("set", "salespeople", "JO", "name=Jo Ann", "--json").record["name"] == "Jo Ann"
    assert "Deleted 1 record." in shell("delete", "salespeople", "JO", "--yes").err
    assert shell("list", "salespeople", "--json").records == []


def test_options_go_before_or_after_the_verb(shell: Shell) -> None:
    shell("new", "salespeople", "code=JO", "--user", "bob")
    assert [user["user_id"] for user in shell("list", "users", "--json").records] == ["BOB"]


def test_a_deletion_without_a_terminal_asks_for_yes(shell: Shell) -> None:
    shell("new", "salespeople", "code=JO")
    assert "--yes" in shell("delete", "salespeople", "JO", code=1).err
    assert len(shell("list", "salespeople", "--json").records) == 1


def test_a_deletion_of_several_is_all_or_nothing(shell: Shell) -> None:
    shell("new", "salespeople", "code=JO")
    shell("new", "salespeople", "code=RL")
    shell("new", "users", "user_id=BOB", "salesperson_code=RL")
    assert "RL" in shell("delete", "salespeople", "JO", "RL", "--yes", code=1).err
    assert [one["code"] for one in shell("list", "salespeople", "--json").records] == ["JO", "RL"]


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (("new", "salespeople", "code="), 1, "code"),
        (("new", "salespeople", "code=" + "X" * 21), 1, "code"),
        (("new", "salespeople", "code=A", "colour=red"), 3, "colour"),
        (("new", "salespeople", "code=A", "no_of_interactions=3"), 1, "no_of_interactions"),
        (("new", "users", "user_id=A", "salesperson_code=NOBODY"), 1, "salesperson_code"),
        (("new", "campaigns", "no=C1", "starting_date=31.02.2025"), 1, "starting_date"),
        (("new", "interaction-templates", "code=A", "interaction_group_code=B"), 1, "interaction_group_code"),
        (("set", "salespeople", "NOBODY", "name=x"), 3, ""),
        (("show", "salespeople", "NOBODY"), 3, ""),
        (("show", "nothing"), 3, "page"),
        (("list", "salespeople", "--order", "colour"), 3, "colour"),
        (("list", "salespeople", "--filter", "colour=red"), 3, "colour"),
        (
            ("list", "log-entries", "--fields", "contact_no.salesperson_code.name"),
            3,
            "contact_no.salesperson_code.name",
        ),
        (("list", "log-entries", "--filter", "cost=1e999999999"), 1, "cost"),
        (("list", "log-entries", "--filter", "canceled=no", "--filter", "canceled=yes"), 2, ""),
        (("new", "salespeople", "code=A", "code=B"), 2, ""),
        (("show", "log-entries", "9" * 20), 3, ""),
        (("list", "salespeople", "--user", "x" * 51), 1, "user"),
        (("list", "salespeople", "--user", ""), 2, ""),
        (("list", "salespeople", "--database", " "), 2, ""),
        (("list", "salespeople", "--database", "mysql://server/name"), 10, ""),
        (("list", "salespeople", "--database", "postgresql://[server/name"), 10, ""),
        (("delete", "salespeople", "NOBODY"), 3, ""),
        (("new", "salespeople", "nonsense"), 2, ""),
        (("nonsense",), 2, ""),
    ],
)
def test_what_is_wrong_is_one_sentence_and_an_exit_code(
    shell: Shell, arguments: tuple[str, ...], code: int, field: str
) -> None:
    told = shell(*arguments, "--json", code=code).error
    assert told["field"] == field
    assert told["error"].endswith((".", ")"))
    assert "\n" not in shell(*arguments, code=code).err.rstrip("\n")


def test_lists_are_filtered_ordered_limited_and_cut_to_fields(shell: Shell) -> None:
    for code in ("B", "A", "C", "D"):
        shell("new", "territories", f"code={code}", f"name=Land {code}")
    names = shell(
        "list", "territories", "--fields", "name", "--order", "-code", "--limit", "2", "--json"
    ).records
    assert names == [{"name": "Land D"}, {"name": "Land C"}]
    assert shell("list", "territories", "--filter", "code=b..c", "--ids").out.split() == ["B", "C"]
    assert shell("list", "territories", "--filter", "name=Land A", "--ids").out.split() == ["A"]
    assert shell("list", "territories", "--filter", "name=''", "--ids").out == ""


def test_a_list_as_csv_has_a_header_and_quotes(shell: Shell) -> None:
    shell("new", "territories", "code=A", 'name=North, "upper"')
    rows = list(csv.reader(io.StringIO(shell("list", "territories", "--csv").out)))
    assert rows == [["code", "name"], ["A", 'North, "upper"']]


def test_every_page_lists_and_tells_its_fields(shell: Shell) -> None:
    named = [one["page"] for one in shell("pages", "--json").records]
    assert named == [page.name for page in PAGES]
    for name in named:
        shell("list", name, "--json")
        assert shell("fields", name, "--json").records


def test_a_set_up_page_with_one_record_needs_no_key(shell: Shell) -> None:
    shell("new", "number-series", "code=CONT")
    assert shell("set", "marketing-setup", "contact_nos=CONT", "--json").record["contact_nos"] == "CONT"
    assert shell("show", "marketing-setup", "--json").record["contact_nos"] == "CONT"


def test_terminal_sequences_in_data_are_printed_harmlessly(shell: Shell) -> None:
    shell("new", "territories", "code=A", "name=\x1b[31mred\u202e")
    printed = shell("list", "territories").out + shell("show", "territories", "A").out
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_keys_of_several_parts_are_listed_as_they_are_shown_and_may_have_slashes(shell: Shell) -> None:
    shell("new", "number-series", "code=A/B", "default_nos=yes")
    shell("new", "number-series-lines", "series_code=A/B", "starting_no=N/1")
    (key,) = shell("list", "number-series-lines", "--ids").out.split()
    assert key == "A/B/N/1"
    assert shell("show", "number-series-lines", key, "--json").record["series_code"] == "A/B"
    assert shell("delete", "number-series-lines", key, "--yes", "--json").record == {"deleted": 1}


def test_bytes_that_are_no_text_in_a_user_or_a_value_are_stored_as_harmless_text(shell: Shell) -> None:
    made = shell("new", "territories", "code=A", "name=caf\udce9", "--user", "a\udcff", "--json").record
    assert made["name"] == "caf\ufffd"
    assert [user["user_id"] for user in shell("list", "users", "--json").records] == ["A\ufffd"]
