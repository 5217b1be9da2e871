"""export and totals in the shell, on both engines."""

from __future__ import annotations

import csv
import os
import signal
from pathlib import Path

import pytest

from models.database import close_database, open_database
from models.demo.loading import load_demo
from models.who import acting_as
from tests.conftest import ANNA
from tests.tui.cli.conftest import Shell
from tui.cli import following


@pytest.fixture
def demo(shell: Shell, empty_url: str) -> Shell:
    """The shell on the demo data."""
    open_database(empty_url)
    with acting_as(ANNA):
        load_demo()
    close_database()
    return shell


def rows(text: str) -> list[dict[str, str]]:
    """CSV as records."""
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def test_what_the_list_shows_is_exported_filtered_searched_and_ordered(demo: Shell) -> None:
    narrowed = ("--filter", "type=Person", "--order=-no", "--fields", "no,name,company_no.name")
    listed = demo("list", "contacts", *narrowed, "--json").records
    exported = rows(demo("export", "contacts", *narrowed, "--raw").out)
    assert exported == [{name: text or "" for name, text in one.items()} for one in listed]
    assert [one["no"] for one in exported] == sorted((one["no"] for one in listed), reverse=True)
    word = exported[0]["name"].split()[-1]
    found = rows(demo("export", "contacts", *narrowed, "--search", word).out)
    assert 0 < len(found) < len(exported)
    assert all(word in " ".join(one.values()) for one in found)


def test_captions_head_the_columns_when_asked_for(demo: Shell) -> None:
    head = demo("export", "log-entries", "--fields", "date,cost", "--captions").out.splitlines()[0]
    assert head == "\ufeffDate,Cost (LCY)"


def test_keys_choose_records_and_may_be_left_out(demo: Shell, tmp_path: Path) -> None:
    keys = demo("list", "contacts", "--ids").out.split()
    file = tmp_path / "keys"
    file.write_text("\n".join([*keys[3:5], "", keys[0]]))
    chosen = rows(demo("export", "contacts", "--fields", "no", "--order", "no", "--keys", str(file)).out)
    assert [one["no"] for one in chosen] == sorted((keys[0], *keys[3:5]))
    rest = rows(demo("export", "contacts", "--fields", "no", "--without", str(file)).out)
    assert len(rest) == len(keys) - 3
    cards = demo("export", "contacts", "--format", "vcard", "--keys", str(file)).out
    assert cards.count("BEGIN:VCARD") == 3
    file.write_text("")
    assert rows(demo("export", "contacts", "--fields", "no", "--keys", str(file)).out) == []
    file.write_text("NOBODY\n")
    assert "NOBODY" in demo("export", "contacts", "--keys", str(file), code=3).err


def test_progress_and_the_end_are_json_lines(
    demo: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PAUSE", 0.0)
    file = tmp_path / "all.csv"
    told = demo("export", "log-entries", "--output", str(file), "--progress", "--json").records
    number = len(rows(file.read_text("utf-8")))
    assert told[0] == {"rows": number}
    assert told[-1] == {"rows": number, "file": str(file)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_the_end_of_the_terminal_leave_no_half_file(
    demo: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def press(_progress: object, _rows: int) -> None:
        os.kill(os.getpid(), number)

    monkeypatch.setattr(following.Progress, "__call__", press)
    told = demo("export", "log-entries", "--output", str(tmp_path / "a.csv"), "--json", code=130)
    assert told.error["error"] == "Interrupted."
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_and_a_full_disk_are_one_sentence(demo: Shell, tmp_path: Path) -> None:
    for place in (str(tmp_path / "no" / "a.csv"), "/dev/full"):
        told = demo("export", "territories", "--output", place, code=1).err
        assert told.startswith(f"touchbase: {place} cannot be written: ")
        assert told.count("\n") == 1


def test_totals_add_up_to_what_is_listed(demo: Shell) -> None:
    listed = demo(
        "list", "log-entries", "--json", "--fields", "status,duration,interaction_template_code"
    ).records
    told = demo("totals", "log-entries", "--json").record
    assert told["count"] == len(listed)
    assert told["canceled"] == sum(one["status"] == "Canceled" for one in listed)
    assert told["duration"] == sum(one["duration"] for one in listed if one["status"] != "Canceled")
    templates = {one["value"]: one["count"] for one in told["by"]["interaction_template_code"]}
    assert templates == {
        code: sum(one["interaction_template_code"] == code for one in listed) for code in templates
    }
    assert sum(one["count"] for one in told["by"]["month"]) == len(listed)
    weeks = demo("totals", "log-entries", "--weeks", "--json").record["by"]["week"]
    assert sum(one["count"] for one in weeks) == len(listed)


def test_totals_are_narrowed_and_printed_for_the_eye(demo: Shell) -> None:
    told = demo("totals", "contacts", "--filter", "type=Company", "--json").record
    assert [one["value"] for one in told["by"]["type"]] == ["Company"]
    assert isinstance(told["cost"], str)
    printed = demo("totals", "contacts").out
    assert printed.startswith("count\t")
    assert "\nSalesperson Code\n" in printed
    assert "no such" not in demo("totals", "territories").out
    assert demo("totals", "log-entries", "--filter", "nothing=1", code=3).err.count("\n") == 1


def test_a_list_is_searched_as_the_quick_search_does(demo: Shell) -> None:
    everybody = demo("list", "contacts", "--json").records
    word = everybody[0]["name"].split()[0]
    found = demo("list", "contacts", "--search", word, "--json").records
    assert 0 < len(found) < len(everybody)
