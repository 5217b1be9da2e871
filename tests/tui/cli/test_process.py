"""The program as a process: closed streams, readers that have enough, odd names of files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(script: str, database: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which `t` is the program on a database."""
    program = f"t() {{ '{sys.executable}' -m tui.cli --database '{database}' \"$@\"; }}; {script}"
    return subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A database with the starter set in a file whose name an address would escape."""
    path = tmp_path / "50%20?#.db"
    assert run("t init", path).returncode == 0
    assert path.exists()
    return path


def test_closed_streams_are_no_accident(ready: Path) -> None:
    assert run("t list countries >&-", ready).returncode == 0
    assert run("t list nothing 2>&-", ready).returncode == 3
    refused = run("t delete countries FI <&-", ready)
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert run("t list countries --filter code=FI --ids <&- 2>&-", ready).stdout == "FI\n"


@pytest.mark.parametrize("verb", ["list countries --csv", "list countries --json", "export countries"])
def test_a_reader_that_has_enough_is_no_failure(ready: Path, verb: str) -> None:
    # The reader is gone before the first line, so that every line meets a closed pipe.
    done = run(f"{{ read -r _ < '{ready}'; t {verb}; echo $? >&2; }} | true", ready)
    assert done.stderr == "0\n"
