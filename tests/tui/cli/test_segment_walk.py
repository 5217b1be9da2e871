"""The way of a segment by the command line alone, with JSON, in a demo of hundreds of contacts."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter

import pytest

from tests.tui.cli.conftest import Shell

KILLED_WHILE_LOGGING = """
import os, signal, sys
from models.rules import statistics
statistics.count_logged = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from tui import cli
sys.exit(cli.run(sys.argv[1:]))
"""
"""The program, which dies when the entries are written and not yet counted."""

OUTCOMES = ("done", "not-reached", "done", "call-back", "done") * 2


@pytest.fixture
def demo(database_url: str, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell on a demo of 520 contacts."""
    shell = Shell(database_url, capsys)
    shell("demo", "--contacts", "520", "--entries", "600")
    return shell


def test_a_segment_goes_all_its_way_by_the_command_line(demo: Shell, database_url: str) -> None:
    made = demo("new", "segments", "description=Call round", "interaction_template_code=OUTGOING", "--json")
    no = str(made.record["no"])

    # Five hundred contacts by criteria, refined, and taken back.
    added = demo("segment", "add", no, "--all", "--json").record["no_of_lines"]
    removed = demo("segment", "reduce", no, "--filter", "no=>CT000500", "--json").record["no_of_lines"]
    assert (
        added - removed == 500 - demo("segment", "add", no, "--all", "--dry-run", "--json").record["excluded"]
    )
    before = demo("list", "segment-lines", "--filter", f"segment_no={no}", "--csv").out
    assert demo("segment", "refine", no, "--filter", "type=Company", "--json").record["no_of_lines"] > 0
    assert demo("segment", "back", no, "--json").record["steps"] == 2
    assert demo("list", "segment-lines", "--filter", f"segment_no={no}", "--csv").out == before

    # One line has its own values.
    lines = demo("list", "segment-lines", "--filter", f"segment_no={no}", "--ids").out.splitlines()
    key = lines[20]
    own = demo("set", "segment-lines", key, "description=Ask for the keys", "cost=12.50", "--json").record

    worked = _work_through(demo, no)
    assert Counter(worked) == {"Logged": 6, "Attempt Failed": 2, "Postponed": 2}

    _die_while_logging(database_url, no)
    told = demo("segment", "check", no, "--json").record
    assert told["ready"] == added - removed - len(OUTCOMES)
    assert demo("list", "log-entries", "--filter", f"segment_no={no}", "--ids").out.count("\n") == 8
    assert demo("show", "segment-lines", key, "--json").record == own

    done = demo("segment", "log", no, "--follow-up", "--json").record
    assert (done["entries"], done["lines_left"]) == (told["ready"], 0)
    demo("show", "segments", no, code=3)
    follow_up = demo("show", "segments", str(done["follow_up"]), "--json").record
    assert (follow_up["description"], follow_up["no_of_lines"]) == (
        f"Follow-up on segment {no}",
        told["ready"],
    )
    personal = ("--filter", f"segment_no={no}", "--filter", "description=Ask for the keys")
    assert demo("list", "log-entries", *personal, "--json").record["cost"] == "12.50"

    # The logged segment is canceled with all its entries, and un-canceled.
    entry = str(done["entry_no"])
    demo("segment", "cancel", entry)
    mine = ("--filter", f"logged_segment_entry_no={entry}", "--json", "--fields", "status")
    assert {one["status"] for one in demo("list", "log-entries", *mine).records} == {"Canceled"}
    assert demo("segment", "uncancel", entry, "--json").record["canceled"] is False
    assert {one["status"] for one in demo("list", "log-entries", *mine).records} == {"Logged"}
    assert demo("check").out.startswith("0 contacts had wrong counters.\n0 ")


def _work_through(shell: Shell, segment: str) -> list[str]:
    """Work on a line for each outcome; the status of each entry."""
    found = []
    for outcome in OUTCOMES:
        line = shell("segment", "work", segment, "next", "--json").record
        day = ("+7",) if outcome == "call-back" else ()
        call = ("segment", "work", segment, outcome, *day, "--token", line["token"], "--json")
        entry = shell(*call).record
        assert entry["contact_no"] == line["contact_no"]
        found.append(str(entry["status"]))
    return found


def _die_while_logging(url: str, segment: str) -> None:
    """Kill the program in the middle of logging."""
    call = [sys.executable, "-c", KILLED_WHILE_LOGGING, "--database", url, "segment", "log", segment]
    died = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL, died.stderr
