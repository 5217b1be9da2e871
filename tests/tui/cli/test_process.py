"""The program as a process: closed streams, readers that have enough, odd names of files."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", b"\xc3\xbc\xe2\x82\xac"), ("latin-1", b"\xfc?")])
def test_names_of_files_and_letters_that_a_stream_has_not_are_printed(
    ready: Path, tmp_path: Path, encoding: str, shown: bytes
) -> None:
    paper = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(paper)).write_bytes(b"paper")
    assert run("t new contacts no=CT1 name=ü€", ready).returncode == 0
    assert run("t record sales-quote --contact CT1", ready).returncode == 0
    program = [sys.executable, "-m", "tui.cli", "--database", str(ready)]
    strict = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}

    def printed(*words: str | bytes) -> bytes:
        return subprocess.run([*program, *words], env=strict, capture_output=True, check=True).stdout

    assert printed("attachment", "add", "1", paper) == b"\xff.txt\n"
    assert b"," + shown + b"," in printed("list", "contacts", "--csv")
