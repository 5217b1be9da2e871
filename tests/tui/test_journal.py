"""The journal of open forms."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.process import is_alive, started
from tui.journal import LIMIT, Journal

CHILD = """
import os, sys
from pathlib import Path
from tui.journal import Journal
entry = Journal(Path(sys.argv[1])).open("contact", "CT000102")
assert entry.write({"name": "Bell"}, ("name", 4)) == ""
assert entry.write({"name": "Bell, M\\u00e4rcus \\ud83d"}, ("name", 9)) == ""
os.kill(os.getpid(), 9)
"""


def killed_form(directory: Path) -> None:
    """A program that is killed with a form open."""
    done = subprocess.run([sys.executable, "-c", CHILD, str(directory)], check=False)
    assert done.returncode == -9


def test_the_form_of_a_killed_program_is_offered(tmp_path: Path) -> None:
    killed_form(tmp_path)
    [left] = Journal(tmp_path).leftover()
    assert (left.kind, left.key, left.caret) == ("contact", "CT000102", ("name", 9))
    assert left.texts == {"name": "Bell, Märcus \ud83d"}
    left.discard()
    assert Journal(tmp_path).leftover() == []


def test_a_line_cut_in_the_middle_leaves_the_one_before_it(tmp_path: Path) -> None:
    killed_form(tmp_path)
    [path] = tmp_path.glob("*.journal")
    path.write_bytes(path.read_bytes()[:-10])
    [left] = Journal(tmp_path).leftover()
    assert left.texts == {"name": "Bell"}


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xff\x00\n{}\n"])
def test_a_damaged_file_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "1-a.journal").write_bytes(damage)
    assert Journal(tmp_path).leftover() == []


def test_a_form_of_a_running_program_is_not_offered(tmp_path: Path) -> None:
    Journal(tmp_path).open("contact", "1").write({"name": "x"})
    assert Journal(tmp_path).leftover() == []


def test_a_closed_form_leaves_nothing(tmp_path: Path) -> None:
    entry = Journal(tmp_path).open("contact", "1")
    entry.write({"name": "x"})
    entry.close()
    assert list(tmp_path.iterdir()) == []


def test_a_long_session_does_not_grow_its_file_without_end(tmp_path: Path) -> None:
    entry = Journal(tmp_path).open("contact", "1")
    for number in range(40):
        assert entry.write({"note": str(number) * 10_000}) == ""
    [path] = tmp_path.iterdir()
    assert path.stat().st_size < LIMIT + 30_000


def test_a_directory_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    journal = Journal(tmp_path / "state")
    told = journal.open("contact", "1").write({"name": "x"})
    assert told.startswith("What you type is not kept in case of a crash: ")
    assert journal.leftover() == []


def test_a_full_disk_is_a_sentence_and_the_next_write_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Journal(tmp_path).open("contact", "1")
    entry.write({"name": "first"})

    def full(_handle: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        assert entry.write({"name": "second"}).endswith("No space left on device.")
    assert entry.write({"name": "third"}) == ""
    [path] = tmp_path.iterdir()
    assert b"third" in path.read_bytes()


def test_a_process_is_known_by_number_and_start() -> None:
    assert is_alive(os.getpid(), started(os.getpid()))
    assert not is_alive(os.getpid(), "another start")
