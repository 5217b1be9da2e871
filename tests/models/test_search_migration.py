"""A database from before quick search gets its search texts from whoever opens it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models import search_state
from models.contact import Contact
from models.database import close_database, create_database, create_schema, database, schema
from models.queries.lists import search
from models.rules import search_rebuild

ALL = schema.MIGRATIONS


def test_texts_of_an_older_database_are_written_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    for path in ALL.glob("0001*"):
        shutil.copy(path, first)
    monkeypatch.setattr(schema, "MIGRATIONS", first)
    create_database(database_url)
    database.execute_sql("INSERT INTO contact (no, name) VALUES ('CT1', 'Harbour Mill')")
    monkeypatch.setattr(schema, "MIGRATIONS", ALL)

    assert "0002_search" in create_schema()

    assert not search_state.is_current()
    search_rebuild.rebuild()
    assert search_state.is_current()
    assert search.ids(Contact, "mill ct1") == [1]
    close_database()
