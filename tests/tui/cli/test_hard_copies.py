"""hard-copies in the shell, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.database import close_database, open_database
from models.rules.outgoing import deliveries
from models.who import acting_as
from tests.conftest import ANNA
from tests.models.sending.entries import HARD_COPY, entry, ida
from tests.tui.cli.conftest import Shell


@pytest.fixture(autouse=True)
def waiting(empty_url: str) -> None:
    """Two letters that wait to be printed."""
    open_database(empty_url)
    with acting_as(ANNA):
        contacts = (ida(), ida("CT3002"))
        deliveries.queue(
            [entry(one, subject="Hello", correspondence_type=int(HARD_COPY)) for one in contacts]
        )
    close_database()


def test_what_waits_is_written_once(shell: Shell, tmp_path: Path) -> None:
    assert shell("hard-copies", "--to", str(tmp_path)).out == f"{tmp_path}/Hello.zip\n"
    assert "No hard copies wait" in shell("hard-copies", "--to", str(tmp_path), code=1).err
    assert shell("mail", "list", "--ids").out == ""


def test_entries_are_written_as_files_and_told_as_json(shell: Shell, tmp_path: Path) -> None:
    told = shell("hard-copies", "--to", str(tmp_path), "--files", "--json", "1", "2").record
    assert told["letters"] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Ida Voss (2).txt", "Ida Voss.txt"]


def test_wrong_calls_are_told(shell: Shell, tmp_path: Path) -> None:
    assert "There is no folder" in shell("hard-copies", "--to", str(tmp_path / "none"), code=1).err
    assert "not both" in shell("hard-copies", "--to", str(tmp_path), "1", "--segment-entry", "1", code=2).err
    shell("hard-copies", "--to", str(tmp_path), "9", code=3)
