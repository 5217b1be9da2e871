"""Phone calls by the command line, on both engines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Shell


@pytest.fixture
def office(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Jo's template for calls, and a contact with a phone; nothing dials."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "touchbase").mkdir()
    shell("new", "salespeople", "code=JO", "name=Jo Okafor")
    shell("new", "interaction-groups", "code=PHONE")
    kind = ("interaction_group_code=PHONE", "description=Outgoing call", "correspondence_type=")
    shell("new", "interaction-templates", "code=CALL-OUT", *kind)
    shell("set", "interaction-template-setup", "outg_calls=CALL-OUT")
    for code, first, setting in (("CONT", "CT1000", "contact_nos"), ("SEGM", "SM100", "segment_nos")):
        shell("new", "number-series", f"code={code}")
        shell("new", "number-series-lines", f"series_code={code}", f"starting_no={first}")
        shell("set", "marketing-setup", f"{setting}={code}")
    shell("new", "contacts", "name=Harbour Mill Ltd", "phone_no=555 0100", "salesperson_code=JO")
    return shell


def dialling(tmp_path: Path, code: str) -> None:
    """Have this Python code dial."""
    path = tmp_path / "touchbase" / "settings.toml"
    path.write_text(f"tel_command = '''{sys.executable} -c \"{code}\"'''\n")


def test_a_call_is_recorded_with_its_outcome(office: Shell) -> None:
    made = office("call", "--contact", "CT1000", "evaluation=neutral", "duration=7", "--json").record
    assert (made["contact_via"], made["evaluation"], made["duration"]) == ("555 0100", "Neutral", 7)
    entry = str(made["entry_no"])
    again = office("call", "--from", entry, "--number", "555 0199", "successful=no", "--json").record
    assert (again["contact_no"], again["contact_via"], again["status"]) == (
        "CT1000",
        "555 0199",
        "Attempt Failed",
    )


def test_numbers_are_listed_and_a_call_without_one_is_refused(office: Shell) -> None:
    office("set", "contacts", "CT1000", "mobile_phone_no=555 0111")
    assert office("call", "--contact", "CT1000", "--numbers").out.splitlines() == [
        "555 0100\tphone, Harbour Mill Ltd",
        "555 0111\tmobile, Harbour Mill Ltd",
    ]
    office("set", "contacts", "CT1000", "mobile_phone_no=", "phone_no=")
    assert office("call", "--contact", "CT1000", "--numbers", code=3).err.count("\n") == 1
    assert "number to call" in office("call", "--contact", "CT1000", code=1).err


def test_a_call_for_a_segment_line_takes_it_out_and_a_refused_one_leaves_it(office: Shell) -> None:
    office("new", "segments", "interaction_template_code=CALL-OUT", "salesperson_code=JO")
    office("new", "segment-lines", "segment_no=SM100", "contact_no=CT1000")
    line = str(office("list", "segment-lines", "--json").record["line_no"])
    office("call", "--line", f"SM100/{line}", "evaluation=nonsense", code=1)
    made = office("call", "--line", f"SM100/{line}", "--json").record
    assert made["segment_no"] == "SM100"
    assert not office("list", "segment-lines", "--json").out


def test_dialling_comes_first_and_when_it_fails_nothing_is_recorded(office: Shell, tmp_path: Path) -> None:
    assert "tel_command" in office("call", "--contact", "CT1000", "--dial", code=1).err
    dialling(tmp_path, "import sys; sys.exit('the line is dead')")
    assert "the line is dead" in office("call", "--contact", "CT1000", "--dial", code=1).err
    assert not office("list", "log-entries").out
    dialled = tmp_path / "dialled"
    dialling(tmp_path, f"import sys; open('{dialled}', 'w').write(sys.argv[1])")
    office("call", "--contact", "CT1000", "--dial")
    assert dialled.read_text() == "tel:5550100"


def test_the_contact_is_named_in_one_way(office: Shell) -> None:
    assert "Give one of" in office("call", code=2).err
    assert "Give one of" in office("call", "--contact", "CT1000", "--from", "1", code=2).err
