"""Files appear whole, and what killed programs left beside them goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from models.exchange.files.whole_file import LEFT, whole_file


def gone_pid() -> int:
    """The number of a process that does not run any more."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_what_a_killed_program_left_goes_with_the_next_writing(tmp_path: Path) -> None:
    old, fresh = tmp_path / f".list.csv.{gone_pid()}.part", tmp_path / f".list.csv.{gone_pid()}0.part"
    mine = tmp_path / f".list.csv.{os.getppid()}.part"
    for file in (old, fresh, mine):
        file.write_text("half")
    for file in (old, mine):
        os.utime(file, (file.stat().st_mtime - LEFT - 1,) * 2)
    with whole_file(tmp_path / "list.csv") as stream:
        stream.write("all")
    assert (tmp_path / "list.csv").read_text() == "all"
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([fresh.name, mine.name, "list.csv"])
