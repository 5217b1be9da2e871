"""`touchbase demo` with numbers: fills a new file, or an empty database on a server, and opens nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Shell
from tui import cli


def test_it_fills_an_empty_database_that_then_has_nothing_wrong(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(database_url, capsys)
    made = shell("demo", "--contacts", "45", "--entries", "200")
    assert "with 45 contacts and 200 entries." in made.err
    assert made.out == ""
    checked = shell("check")
    assert checked.out.startswith("0 contacts had wrong counters.\n0 ")
    listed = shell("list", "contacts", "--json", "--limit", "100")
    assert len(listed.records) == 45


def test_contacts_follow_from_entries(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "with 10 contacts and 100 entries." in Shell(database_url, capsys)("demo", "--entries", "100").err


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    assert cli.run(["--database", str(path), "demo", "--contacts", "9"]) == 10
    assert "exists already" in capsys.readouterr().err
    assert path.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.db"]


def test_the_persons_own_database_is_not_filled(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["demo", "--contacts", "9"]) == 1
    assert "Name the new file to fill." in capsys.readouterr().err


def test_a_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--database", str(tmp_path), "demo", "--contacts", "9"]) == 10
    assert "exists already" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert cli.run(["--database", str(blocked / "new.db"), "demo", "--contacts", "9"]) == 10
    assert "cannot be written" in capsys.readouterr().err
