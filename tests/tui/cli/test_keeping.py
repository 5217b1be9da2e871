"""The verbs that keep a database: init, check, backup, restore, migrate, version."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Shell


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database is to be made."""
    return tmp_path / "new" / "touchbase.db"


@pytest.fixture
def file(path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The shell on a SQLite file that is not there yet."""
    return Shell(str(path), capsys)


def codes(shell: Shell) -> list[str]:
    return [row["code"] for row in shell("list", "salespeople", "--json").records]


def test_init_makes_the_starter_set_once(file: Shell, path: Path) -> None:
    assert str(path) in file("init").err
    assert file("list", "interaction-templates", "--json").records
    assert path.stat().st_mode & 0o077 == 0
    assert "exists already" in file("init", code=10).err
    assert "exists already" in file("init", "--empty", code=10).err


def test_init_empty_makes_no_records_and_takes_an_empty_file(file: Shell, path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert "init" in file("list", "contacts", code=10).err
    file("init", "--empty")
    assert file("list", "interaction-templates", "--json").records == []


def test_check_finds_nothing_wrong_puts_counters_right_and_tells_damage(file: Shell, path: Path) -> None:
    file("init")
    file("new", "contacts", "type=Company", "name=Harbour Mill")
    file("new", "territories", "code=N", "--user", "Zoë (night)")
    nothing = "0 contacts had wrong counters.\n0 records were not found by their words.\n"
    assert file("check").out == nothing
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE contact_statistics SET no_of_interactions = 7")
    assert file("check").out == nothing.replace("0 contacts", "1 contact")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE contact SET search_text = 'other'")
        connection.execute("UPDATE salutation SET search_text = '' WHERE code = 'COMPANY'")
    assert "\n2 records were not found by their words.\n" in file("check").out
    assert file("check").out == nothing
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO interaction_template_language (template_id, language_id) VALUES (999, 999)"
        )
    assert "refers to a record that does not exist" in file("check", code=1).out


def test_a_backup_made_while_another_program_writes_is_whole_and_comes_back(
    file: Shell, path: Path, tmp_path: Path
) -> None:
    file("init", "--empty")
    file("new", "salespeople", "code=JO")
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO salesperson (code) VALUES ('HALF')")
        file("backup", str(copy))
        other.execute("ROLLBACK")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["copy.db", "new"]
    assert copy.stat().st_mode & 0o077 == 0
    file("new", "salespeople", "code=AL")
    assert "Give --yes" in file("backup", str(copy), code=1).err
    assert "Give --yes" in file("restore", str(copy), code=1).err
    assert codes(file) == ["AL", "JO"]
    told = file("restore", str(copy), "--yes").err
    assert codes(file) == ["JO"]
    kept = path.with_name("touchbase.db.replaced")
    assert str(kept) in told
    file("restore", str(kept), "--yes")
    assert codes(file) == ["AL", "JO"]


def test_a_backup_that_cannot_be_written_keeps_what_stood_there(
    file: Shell, path: Path, tmp_path: Path
) -> None:
    file("init", "--empty")
    assert "No such file" in file("backup", str(tmp_path / "gone" / "copy.db"), code=10).err
    assert "is the database itself" in file("backup", str(path), "--yes", code=10).err
    assert codes(file) == []


def test_a_bad_copy_replaces_nothing(file: Shell, path: Path, tmp_path: Path) -> None:
    file("init", "--empty")
    file("new", "salespeople", "code=JO")
    (tmp_path / "zip.db").write_bytes(b"PK\x03\x04 no database" * 500)
    (tmp_path / "empty.db").touch()
    with closing(sqlite3.connect(tmp_path / "songs.db")) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    for name, wanted in (("zip", "damaged"), ("empty", "no copy"), ("songs", "another program")):
        assert wanted in file("restore", str(tmp_path / f"{name}.db"), "--yes", code=10).err
    assert codes(file) == ["JO"]
    assert not list(path.parent.glob("*.replaced")) + list(path.parent.glob("*.incoming*"))


def test_restoring_waits_for_nobody_who_has_the_database_open(
    file: Shell, path: Path, tmp_path: Path
) -> None:
    file("init", "--empty")
    file("backup", str(tmp_path / "copy.db"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT COUNT(*) FROM salesperson").fetchone()
        assert "close it, then try again" in file("restore", str(tmp_path / "copy.db"), "--yes", code=4).err
    file("restore", str(tmp_path / "copy.db"), "--yes")


def test_migrate_says_that_nothing_is_to_be_done_on_either_engine(shell: Shell) -> None:
    assert "up to date" in shell("migrate").err
    assert "exists already" in shell("init", code=10).err


def test_migrate_without_a_database_names_the_command_that_makes_it(file: Shell) -> None:
    assert "init creates it" in file("migrate", code=10).err


def test_version_names_the_program_and_its_tables(file: Shell) -> None:
    assert file("version").out.startswith("touchbase ")
    assert re.search(r"tables 0\d\d\d_\w+$", file("version").out.strip())


def test_a_search_index_that_is_gone_is_made_anew_by_the_next_verb(file: Shell, path: Path) -> None:
    file("init")
    file("new", "contacts", "type=Company", "name=Harbour Mill")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE contact_search")
    file("list", "contacts")
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT rowid FROM contact_search WHERE contact_search MATCH 'harb*'")
        assert found.fetchall() == [(1,)]


def test_the_search_index_is_made_anew_on_request(file: Shell, path: Path) -> None:
    file("init")
    file("new", "contacts", "type=Company", "name=Harbour Mill")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO contact_search (contact_search) VALUES ('delete-all')")
    assert "\n0 records were not found" in file("check", "--rebuild-search").out
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO contact_search (contact_search, rank) VALUES ('integrity-check', 1)")
