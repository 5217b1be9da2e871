"""A file that is locked, read-only, damaged or on a full disk: a sentence, nothing lost, on we go."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from models.base import tuples
from models.database import close_database, database, find_damage, open_database, reading, sqlite_path, unit
from models.errors import BusyError, DatabaseError, TouchbaseError
from models.salesperson import Salesperson
from models.who import acting_as
from tests.children import become_nobody, child, result_of
from tests.conftest import ANNA
from tests.engines.databases import Databases
from tui import cli

ROOT = Path(__file__).parent.parent.parent
PAGE = 4096


@pytest.fixture
def path(databases: dict[str, Databases]) -> Iterator[Path]:
    """A closed database file with one salesperson, in a folder that anybody may enter."""
    folder = Path(tempfile.mkdtemp(prefix="touchbase-", dir="/tmp"))
    folder.chmod(0o777)
    with databases["sqlite"].fresh() as url:
        shutil.copyfile(sqlite_path(url), folder / "touchbase.db")
    (folder / "touchbase.db").chmod(0o666)
    open_database(str(folder / "touchbase.db"))
    with acting_as(ANNA):
        store("JO")
        yield folder / "touchbase.db"
    close_database()
    folder.chmod(0o777)
    shutil.rmtree(folder)


@unit
def store(*codes: str) -> None:
    """One unit of work that stores salespeople."""
    for code in codes:
        Salesperson.add(code=code, name=f"Somebody {code}")


@reading
def codes() -> list[str]:
    """The salespeople stored."""
    return [code for (code,) in tuples(Salesperson.select(Salesperson.code).order_by(Salesperson.code))]


def sentence(_pipe: Connection, path: Path, *stored: str) -> tuple[str, str, int, list[str]]:
    """What an ordinary user is told who opens the file and writes, and what is stored afterwards."""
    become_nobody()
    seen: list[str] = []
    try:
        open_database(str(path))
        seen = codes()
        store(*stored)
    except TouchbaseError as error:
        return type(error).__name__, str(error), error.exit_code, seen
    return "", "", 0, codes()


def hold_the_lock(pipe: Connection, path: Path) -> None:
    """Another program in the middle of writing, until it hears something."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        pipe.send("locked")
        pipe.recv()
        connection.execute("ROLLBACK")


def test_a_locked_file_is_read_and_a_write_says_who_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUCHBASE_LOCK_TIMEOUT", "30")
    with child(hold_the_lock, path) as other:
        assert other.says() == "locked"
        open_database(str(path))
        assert codes() == ["JO"]
        with pytest.raises(BusyError, match="try again in a moment"):
            store("AL")
        assert cli.run(["--database", str(path), "new", "salespeople", "code=AL"]) == 4
        other.hears()
        other.says()
    open_database(str(path))
    store("AL")
    assert codes() == ["AL", "JO"]


def test_a_write_waits_for_a_lock_that_ends_in_time(path: Path) -> None:
    with child(hold_the_lock, path) as other:
        assert other.says() == "locked"
        with child(lambda pipe: sentence(pipe, path, "AL")) as waiting:
            other.hears()
            assert waiting.says() == ("", "", 0, ["AL", "JO"])


def test_a_read_only_file_is_read_and_a_write_says_what_to_allow(path: Path) -> None:
    close_database()
    path.chmod(0o444)
    kind, told, code, seen = result_of(sentence, path, "AL")
    assert (kind, code, seen) == ("DatabaseError", 10, ["JO"])
    assert "can only be read: allow writing" in told


def test_a_read_only_folder_says_what_to_look_at(path: Path) -> None:
    close_database()
    path.parent.chmod(0o555)
    kind, told, code, _ = result_of(sentence, path, "AL")
    assert (kind, code) == ("DatabaseError", 10)
    assert "permissions" in told or "allow writing" in told
    path.parent.chmod(0o777)
    assert result_of(sentence, path, "AL") == ("", "", 0, ["AL", "JO"])


def test_a_file_that_may_not_be_read_says_so(path: Path) -> None:
    close_database()
    path.chmod(0)
    kind, told, code, _ = result_of(sentence, path)
    assert (kind, code) == ("DatabaseError", 10)
    assert "permissions" in told


def test_a_folder_that_may_not_be_entered_says_so(path: Path) -> None:
    close_database()
    path.parent.chmod(0)
    assert result_of(sentence, path)[0::2] == ("DatabaseError", 10)


def fill_the_disk(_pipe: Connection, path: Path) -> tuple[list[str], list[str], list[str], list[str]]:
    """Write a lot with no room left, then with room again: what was told, and what was stored when."""
    open_database(str(path))
    store("AL")
    room = max(file.stat().st_size for file in path.parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (room + PAGE, resource.RLIM_INFINITY))
    told = []
    for number in (1, 2000):
        try:
            for repeat in range(1000):
                store(*(f"N{number}-{repeat}-{n}" for n in range(number)))
        except DatabaseError as error:
            told.append(str(error))
    full = codes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store("ZOE")
    return told, full, codes(), find_damage()


def test_a_full_disk_says_so_stores_nothing_by_half_and_work_goes_on_once_there_is_room(path: Path) -> None:
    told, full, afterwards, damage = result_of(fill_the_disk, path)
    assert len(told) == 2
    assert all("disk is full" in line and "free some space" in line for line in told)
    assert {"AL", "JO"} <= set(full)
    assert not [code for code in full if code.startswith("N2000")]
    assert sorted([*full, "ZOE"]) == afterwards
    assert damage == []


def test_a_full_disk_ends_a_command_with_one_line(path: Path) -> None:
    close_database()
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--database", str(path), "new", "salespeople", "code=AL"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2 * PAGE, 2 * PAGE)),
    )
    assert (done.returncode, done.stdout) == (10, "")
    assert done.stderr.count("\n") == 1
    assert "disk is full" in done.stderr
    open_database(str(path))
    assert codes() == ["JO"]


def damaged(path: Path) -> None:
    """Overwrite the pages in the middle of the salespeople."""
    store(*(f"{n:04}" for n in range(1500)))
    close_database()
    content = bytearray(path.read_bytes())
    for word in (b"Somebody 0700", b"Somebody 0900"):
        start = content.index(word) // PAGE * PAGE
        content[start : start + PAGE] = b"\xaa" * PAGE
    path.write_bytes(content)


def test_flipped_pages_in_the_middle_are_told_while_reading(path: Path) -> None:
    damaged(path)
    open_database(str(path))
    names = reading(lambda: tuples(Salesperson.select(Salesperson.name)))
    with pytest.raises(DatabaseError, match="bring back a copy made with touchbase backup"):
        names()
    assert database.execute_sql("SELECT COUNT(*) FROM marketing_setup").fetchone() == (1,)
    assert find_damage() == ["The database file is damaged; bring back a copy made with touchbase backup."]


def test_flipped_pages_end_a_command_with_one_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged(path)
    assert cli.run(["--database", str(path), "list", "salespeople", "--fields", "code,name,email"]) == 10
    assert capsys.readouterr().err.endswith("bring back a copy made with touchbase backup.\n")


def test_a_truncated_file_is_damaged(path: Path) -> None:
    store(*(f"{n:04}" for n in range(500)))
    close_database()
    os.truncate(path, path.stat().st_size // 2)
    kind, told, code, _ = result_of(sentence, path, "AL")
    assert (kind, code) == ("DatabaseError", 10)
    assert "damaged" in told


def test_a_missing_folder_and_an_empty_file_and_a_folder_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "file").write_text("x")
    for name, wanted in (
        ("gone/touchbase.db", "init creates it"),
        ("file/touchbase.db", "init creates it"),
        ("empty.db", "bring a copy back with touchbase"),
        ("", "is a folder; name a file in it"),
    ):
        with pytest.raises(DatabaseError, match=wanted):
            open_database(str(tmp_path / name))
    assert (tmp_path / "empty.db").stat().st_size == 0
    assert not (tmp_path / "gone").exists()
