"""The file of the database that is open is never opened, and never replaced, by anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.database import database, is_own_file, is_postgres, sqlite_path
from models.errors import TouchbaseError
from models.exchange.files.one_file import read_file
from models.exchange.files.sources import sniff
from models.exchange.files.whole_file import whole_bytes
from models.salesperson import Salesperson
from tests import builders


@pytest.fixture
def own(opened: str, tmp_path: Path) -> Path:
    """The file of the database that is open, with something written to it; on a server some other file."""
    builders.salesperson("JO")
    if not is_postgres():
        return sqlite_path(opened)
    other = tmp_path / "other"
    other.write_bytes(b"anything")
    return other


def test_the_open_database_is_known_by_any_name_and_its_journal_too(own: Path, tmp_path: Path) -> None:
    """Another path to the same file is the same file."""
    link = tmp_path / "link.db"
    link.symlink_to(own)
    assert is_own_file(own) is is_own_file(link) is not is_postgres()
    assert is_own_file(Path(f"{own}-wal")) is not is_postgres()
    assert not is_own_file(tmp_path / "none")
    assert not is_own_file(Path("\0"))


def test_a_file_that_is_attached_or_imported_is_not_the_open_database(own: Path) -> None:
    """Closing the file would take SQLite's locks off it."""
    if is_postgres():
        assert read_file(own, 100) == b"anything"
        return
    for act in (lambda: read_file(own, 1_000_000_000), lambda: sniff(own)):
        with pytest.raises(TouchbaseError, match="is the database that is in use"):
            act()


def test_an_export_does_not_replace_the_open_database(own: Path) -> None:
    """Not even when the person agreed to replace the file."""
    if is_postgres():
        with whole_bytes(own) as stream:
            stream.write(b"new")
        assert own.read_bytes() == b"new"
        return
    with pytest.raises(TouchbaseError, match="choose another name"), whole_bytes(own) as stream:
        stream.write(b"gone")
    database.close()
    assert [row.code for row in Salesperson.select()] == ["JO"]
