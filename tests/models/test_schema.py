"""The tables are what the models say, and a database that cannot be used says why."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import peewee as pw
import pytest

from models import pages
from models.attachment import AttachmentContent
from models.contact import ContactCard, ContactEmailAddress, ContactStatistics
from models.database import (
    close_database,
    create_database,
    database,
    open_database,
    schema,
    search_index,
    unit,
)
from models.database.engine import sqlite_path
from models.delivery import LoggedMessage
from models.errors import DatabaseError
from models.fields import hundredths
from models.interaction import Draft
from models.recorded_file import RecordedFile
from models.salesperson import Salesperson
from models.search_state import SearchState
from models.segment import SegmentLineLease
from models.view import LastArrangement, SavedView

STAMPED = ("version", "created_at", "created_by", "changed_at", "changed_by")
ROOT = Path(__file__).parent.parent.parent
MODELS: tuple[Any, ...] = (
    *dict.fromkeys(page.model for page in pages.PAGES),
    AttachmentContent,
    ContactCard,
    ContactEmailAddress,
    ContactStatistics,
    Draft,
    LastArrangement,
    LoggedMessage,
    RecordedFile,
    SavedView,
    SearchState,
    SegmentLineLease,
)


def plain(default: object) -> str:
    """A default as the model and either engine say it."""
    if default is None:
        return ""
    if isinstance(default, Decimal):
        return str(hundredths(default))
    if isinstance(default, bool):
        return str(int(default))
    if isinstance(default, dt.date):
        return default.isoformat()
    bare = re.sub(r"::[a-z ]+(\(\d+\))?$", "", str(default)).strip("'")
    return {"false": "0", "true": "1"}.get(bare.lower(), bare)


@pytest.mark.usefixtures("opened")
def test_every_table_of_the_database_has_a_model() -> None:
    tables = set(database.get_tables()) - {"schema_migration", "sqlite_sequence"}
    tables = {table for table in tables if not table.startswith(tuple(search_index.INDEXES.values()))}
    assert tables == {model._meta.table_name for model in MODELS}


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_columns_are_what_the_model_says(model: Any) -> None:
    stored = {column.name: column for column in database.get_columns(model._meta.table_name)}
    assert sorted(stored) == sorted(model._meta.columns)
    for name, field in model._meta.columns.items():
        dated = field.null or isinstance(field, pw.DateField)
        assert stored[name].null == (dated and plain(field.default) == "" and not field.primary_key), name
        if not field.primary_key and not isinstance(field, pw.ForeignKeyField) and name not in STAMPED:
            default = field.default() if callable(field.default) else field.default
            assert plain(stored[name].default) == plain(default), name


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_references_lead_to_the_tables_that_the_model_says(model: Any) -> None:
    table = model._meta.table_name
    stored = {key.column: key.dest_table for key in database.get_foreign_keys(table)}
    assert stored == {field.column_name: field.rel_model._meta.table_name for field in model._meta.refs}


@pytest.mark.usefixtures("opened")
def test_lengths_are_what_the_model_says(engine: str) -> None:
    if engine == "sqlite":
        query = "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c"
        rows = [
            (table, column, int(found[1]))
            for table, column, kind in database.execute_sql(query)
            if (found := re.search(r"\((\d+)\)", kind))
        ]
    else:
        query = (
            "SELECT table_name, column_name, character_maximum_length FROM information_schema.columns "
            "WHERE table_schema = 'public' AND character_maximum_length IS NOT NULL"
        )
        rows = list(database.execute_sql(query))
    stored = {(table, column): length for table, column, length in rows if table != "schema_migration"}
    expected = {
        (model._meta.table_name, field.column_name): field.max_length
        for model in MODELS
        for field in model._meta.sorted_fields
        if getattr(field, "max_length", 0) and not isinstance(field, pw.ForeignKeyField)
    }
    assert stored == expected


@pytest.mark.usefixtures("opened")
def test_entry_numbers_are_never_used_again() -> None:
    first = unit(lambda: Salesperson.add(code="A"))()
    unit(lambda: Salesperson.delete().execute())()
    assert unit(lambda: Salesperson.add(code="B"))() > first


def test_a_missing_file_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"gone\.db init"):
        open_database(f"sqlite:///{tmp_path}/gone.db")
    assert not (tmp_path / "gone.db").exists()


def file_of(databases: Any, tmp_path: Path) -> Path:
    """A closed database file with one salesperson."""
    path = tmp_path / "touchbase.db"
    with databases["sqlite"].fresh() as url:
        shutil.copyfile(sqlite_path(url), path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO salesperson (code) VALUES ('JO')")
    return path


def refused(path: Path) -> str:
    with pytest.raises(DatabaseError) as error:
        open_database(str(path))
    close_database()
    return str(error.value)


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "touchbase.db"
    path.write_bytes(b"PK\x03\x04 this is a zip file, not a database" * 100)
    assert "damaged" in refused(path)
    assert path.read_bytes().startswith(b"PK")


def test_flipped_pages_are_damaged(databases: Any, tmp_path: Path) -> None:
    path = file_of(databases, tmp_path)
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xaa" * 3996
    path.write_bytes(content)
    assert "damaged" in refused(path)


def test_a_newer_database_is_refused_and_left_alone(databases: Any, tmp_path: Path) -> None:
    path = file_of(databases, tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(schema_migration)")]
        rest = [name for name in columns if name not in ("id", "name")]
        copied = "".join(f", {name}" for name in rest)
        connection.execute(
            f"INSERT INTO schema_migration (name{copied}) "
            f"SELECT '9999_later'{copied} FROM schema_migration LIMIT 1"
        )
    assert "newer" in refused(path)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "touchbase.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    assert "another program" in refused(path)
    with pytest.raises(DatabaseError, match="another program"):
        create_database(str(path))
    close_database()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


LATER = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE salesperson ADD COLUMN nickname VARCHAR(10) NOT NULL DEFAULT ''")
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one more migration than the databases of this test have."""
    later = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, later, ignore=shutil.ignore_patterns("__pycache__"))
    (later / "0002_nickname.py").write_text(LATER)
    monkeypatch.setattr(schema, "MIGRATIONS", later)


@pytest.mark.usefixtures("next_version")
def test_an_older_file_is_copied_and_brought_up_to_date(databases: Any, tmp_path: Path) -> None:
    path = file_of(databases, tmp_path)
    open_database(str(path))
    assert "nickname" in {column.name for column in database.get_columns("salesperson")}
    close_database()
    with closing(sqlite3.connect(path.with_name("touchbase.db.before-0002_nickname"))) as copy:
        assert copy.execute("SELECT code FROM salesperson").fetchall() == [("JO",)]
        assert "nickname" not in {row[1] for row in copy.execute("PRAGMA table_info(salesperson)")}


@pytest.mark.usefixtures("next_version")
def test_an_older_server_is_only_migrated_by_its_verb(databases: Any) -> None:
    with databases["postgres"].fresh() as url:
        with pytest.raises(DatabaseError, match="touchbase migrate"):
            open_database(url)
        assert schema.create_schema() == ["0002_nickname"]
        close_database()
        open_database(url)
        close_database()


STARTER = """
import sys
from models.database import create_database, open_database
sys.stdin.readline()
create_database(sys.argv[1])
open_database(sys.argv[1])
print("ready")
"""


def test_first_starts_at_once_all_find_their_tables(database_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", STARTER, database_url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0].strip() for process in processes] == ["ready"] * 3
    open_database(database_url)
    assert database.execute_sql("SELECT COUNT(*) FROM marketing_setup").fetchone() == (1,)
    close_database()
