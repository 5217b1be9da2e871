"""Number series: what comes next, when, and what is refused (domain.md 1.7)."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from models.errors import RuleError
from models.queries.numbers import next_numbers
from models.queries.records import find, view
from models.rules import records
from models.rules.numbers.series import next_number, number_for, typed_number_allowed

pytestmark = pytest.mark.usefixtures("opened")

ROOT = Path(__file__).parent.parent.parent
DAY = dt.date(2025, 5, 15)


def series(code: str = "CAMP", lines: list[dict[str, str]] | None = None, **flags: str) -> int:
    made = records.create("number-series", {"code": code, **flags})
    for line in lines if lines is not None else [{"starting_no": "CP0001"}]:
        records.create("number-series-lines", line, parent=made.id)
    return made.id


def line(key: str) -> Mapping[str, object]:
    return view("number-series-lines", find("number-series-lines", key)).values


def change_line(key: str, **typed: str) -> None:
    records.change("number-series-lines", find("number-series-lines", key), 0, typed)


def campaign(**typed: str) -> records.Done:
    return records.create("campaigns", {"description": "Spring", **typed})


def numbered_campaigns(code: str = "CAMP") -> None:
    records.change("marketing-setup", 1, 0, {"campaign_nos": code})


def test_numbers_follow_each_other_and_the_line_remembers() -> None:
    cont = series()
    assert [next_number(cont).number for _ in range(3)] == ["CP0001", "CP0002", "CP0003"]
    found = line("CAMP/CP0001")
    assert (found["last_no_used"], found["last_date_used"], found["open"]) == ("CP0003", DAY, True)


def test_a_step_is_counted_from_the_first_number() -> None:
    cont = series(lines=[{"starting_no": "C10", "increment_by_no": "5"}])
    assert [next_number(cont).number for _ in range(2)] == ["C10", "C15"]


def test_the_line_that_starts_latest_gives_the_number() -> None:
    cont = series(
        lines=[
            {"starting_no": "A1"},
            {"starting_no": "B1", "starting_date": "2025-01-01"},
            {"starting_no": "C1", "starting_date": "2025-06-01"},
        ]
    )
    assert next_number(cont).number == "B1"
    assert next_number(cont, dt.date(2024, 12, 31)).number == "A1"
    assert next_number(cont, dt.date(2025, 6, 1)).number == "C1"
    assert next_numbers([cont], DAY) == {cont: "B2"}


def test_an_older_line_never_steps_in_for_a_closed_one() -> None:
    cont = series(
        lines=[
            {"starting_no": "A1"},
            {"starting_no": "B1", "ending_no": "B1", "starting_date": "2025-01-01"},
        ]
    )
    assert next_number(cont).number == "B1"
    assert line("CAMP/B1")["open"] is False
    with pytest.raises(RuleError, match="no open line for 2025-05-15"):
        next_number(cont)
    assert next_numbers([cont], DAY) == {cont: ""}


def test_of_two_lines_of_one_day_the_first_open_one_gives_the_number() -> None:
    cont = series(lines=[{"starting_no": "A1", "ending_no": "A1"}, {"starting_no": "B1"}])
    assert [next_number(cont).number for _ in range(3)] == ["A1", "B1", "B2"]


def test_a_series_without_lines_gives_nothing() -> None:
    with pytest.raises(RuleError, match="no open line"):
        next_number(series(lines=[]))


def test_date_order_refuses_an_earlier_day() -> None:
    cont = series(date_order="yes")
    next_number(cont)
    with pytest.raises(RuleError, match="order of dates; the last was on 2025-05-15"):
        next_number(cont, dt.date(2025, 5, 14))
    assert next_number(cont).number == "CP0002"


def test_from_the_warning_number_on_a_message_comes_with_the_number() -> None:
    cont = series(lines=[{"starting_no": "C1", "warning_no": "C2", "ending_no": "C3"}])
    drawn = [next_number(cont) for _ in range(3)]
    assert [one.number for one in drawn] == ["C1", "C2", "C3"]
    assert [bool(one.warning) for one in drawn] == [False, True, True]
    assert "CAMP" in drawn[1].warning
    assert "C3" in drawn[1].warning


def test_a_series_that_was_opened_again_at_its_end_is_exhausted() -> None:
    cont = series(lines=[{"starting_no": "C8", "ending_no": "C9"}])
    next_number(cont)
    next_number(cont)
    change_line("CAMP/C8", open="yes")
    with pytest.raises(RuleError, match="exhausted"):
        next_number(cont)


def test_a_later_end_opens_the_line_again() -> None:
    cont = series(lines=[{"starting_no": "C8", "ending_no": "C9"}])
    next_number(cont)
    next_number(cont)
    change_line("CAMP/C8", ending_no="C99")
    assert next_number(cont).number == "C10"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starting_no": "ABC"}, "starting_no"),
        ({"starting_no": "C" * 20 + "1"}, "starting_no"),
        ({"starting_no": ""}, "starting_no"),
        ({"starting_no": "C1", "increment_by_no": "0"}, "increment_by_no"),
        ({"starting_no": "C1", "ending_no": "X9"}, "ending_no"),
        ({"starting_no": "C5", "ending_no": "C3"}, "ending_no"),
        ({"starting_no": "C1", "warning_no": "C3"}, "ending_no"),
    ],
)
def test_a_line_that_cannot_count_is_refused(typed: dict[str, str], field: str) -> None:
    made = records.create("number-series", {"code": "CAMP"})
    with pytest.raises(RuleError) as refused:
        records.create("number-series-lines", typed, parent=made.id)
    assert refused.value.field == field


def test_one_number_entered_gives_the_others_of_the_line_its_form() -> None:
    series(lines=[{"starting_no": "SM0001", "ending_no": "SM9999", "warning_no": "SM9000"}])
    change_line("CAMP/SM0001", starting_no="SEG00001")
    found = line("CAMP/SEG00001")
    assert (found["ending_no"], found["warning_no"]) == ("SEG09999", "SEG09000")


def test_a_new_form_that_would_change_the_last_number_used_is_refused() -> None:
    cont = series(lines=[{"starting_no": "SM0001"}])
    next_number(cont)
    with pytest.raises(RuleError, match=r"Last No\. Used") as refused:
        change_line("CAMP/SM0001", starting_no="SEG0001")
    assert refused.value.field == "starting_no"


@pytest.mark.parametrize(("off", "on"), [("default_nos", "manual_nos"), ("manual_nos", "default_nos")])
def test_switching_one_flag_off_switches_the_other_on(off: str, on: str) -> None:
    cont = series(default_nos="no" if on == "default_nos" else "yes", manual_nos="yes")
    records.change("number-series", cont, 0, {off: "yes", on: "no"})
    records.change("number-series", cont, 0, {off: "no"})
    found = view("number-series", cont).values
    assert (found[off], found[on]) == (False, True)


def test_a_series_does_not_replace_itself() -> None:
    series()
    with pytest.raises(RuleError, match="itself"):
        records.create("number-series-relationships", {"code": "CAMP", "series_code": "CAMP"})


def test_a_deleted_series_takes_its_lines() -> None:
    cont = series()
    records.delete("number-series", [cont])
    assert next_numbers([cont], DAY) == {cont: ""}


def test_NUM_01_a_record_without_a_number_gets_the_next_one_and_remembers_its_series() -> None:
    series()
    numbered_campaigns()
    found = view("campaigns", campaign().id).values
    assert (found["no"], found["no_series"]) == ("CP0001", "CAMP")


def test_NUM_03_without_a_series_nothing_is_numbered_and_the_field_of_the_setup_is_named() -> None:
    with pytest.raises(RuleError, match=r"Contact Nos\. in Marketing Setup"):
        number_for("contact_nos", "", taken=lambda _: False)


def test_NUM_04_without_a_series_no_campaign_is_stored() -> None:
    with pytest.raises(RuleError, match=r"Campaign Nos\. in Marketing Setup"):
        campaign()
    assert view("marketing-setup", 1).values["campaign_nos"] in ("", None)


def test_numbers_that_are_taken_are_skipped() -> None:
    cont = series(manual_nos="yes")
    numbered_campaigns()
    campaign(no="CP0001")
    assert view("campaigns", campaign().id).values["no"] == "CP0002"
    assert next_number(cont).number == "CP0003"


def test_a_typed_number_is_fine_without_a_series_or_with_manual_numbers_only() -> None:
    assert typed_number_allowed("campaign_nos")
    assert view("campaigns", campaign(no="own").id).values["no"] == "OWN"
    cont = series()
    numbered_campaigns()
    assert not typed_number_allowed("campaign_nos")
    with pytest.raises(RuleError, match="does not allow typed numbers") as refused:
        campaign(no="MINE")
    assert refused.value.field == "no"
    records.change("number-series", cont, 0, {"manual_nos": "yes"})
    assert view("campaigns", campaign(no="MINE").id).values["no"] == "MINE"


def test_a_series_without_default_numbers_wants_the_number_typed() -> None:
    series(default_nos="no")
    numbered_campaigns()
    with pytest.raises(RuleError, match="type the number") as refused:
        campaign()
    assert refused.value.field == "no"


def test_a_related_series_can_be_chosen_and_no_other() -> None:
    series()
    series("VIP", [{"starting_no": "V1"}])
    series("ODD", [{"starting_no": "O1"}])
    numbered_campaigns()
    records.create("number-series-relationships", {"code": "CAMP", "series_code": "VIP"})
    assert view("campaigns", campaign(no_series="VIP").id).values["no"] == "V1"
    with pytest.raises(RuleError, match="ODD cannot be used instead of CAMP"):
        campaign(no_series="ODD")


def test_a_warning_reaches_the_person_as_a_note() -> None:
    series(lines=[{"starting_no": "C1", "warning_no": "C1", "ending_no": "C3"}])
    numbered_campaigns()
    assert ["runs low" in note for note in campaign().notes] == [True]


def test_a_number_that_was_drawn_in_vain_is_given_again() -> None:
    series()
    numbered_campaigns()
    with pytest.raises(RuleError, match="before the starting date"):
        campaign(starting_date="2025-05-02", ending_date="2025-05-01")
    assert view("campaigns", campaign().id).values["no"] == "CP0001"


DRAWER = """
import datetime, sys
from models.database import open_database
from models.rules.numbers.series import next_number
from models.who import Who, act_as
open_database(sys.argv[1])
act_as(Who("BOB", datetime.date(2025, 5, 15)))
sys.stdin.readline()
print(*(next_number(int(sys.argv[2])).number for _ in range(40)))
"""


def test_people_who_draw_at_once_never_get_one_number(opened: str) -> None:
    cont = series()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", DRAWER, opened, str(cont)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    drawn = [number for process in processes for number in process.communicate()[0].split()]
    assert sorted(drawn) == [f"CP{number:04}" for number in range(1, 121)]
