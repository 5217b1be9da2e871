"""A database from before contacts were found by each of their addresses gets them when it is opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.base import tuples
from models.contact import ContactEmailAddress
from models.database import close_database, create_database, create_schema, database, schema
from models.rules.contacts import emails as contact_emails

ALL = schema.MIGRATIONS
_MANY = 1_500


def test_addresses_of_an_older_database_are_written_as_they_are_folded_today(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for path in ALL.glob("000[1-5]*"):
        shutil.copy(path, before)
    monkeypatch.setattr(schema, "MIGRATIONS", before)
    create_database(database_url)
    rows = [("Ida@Voss.example; bo@voss.example", ""), ("Ähäm@Öl.example", "ÄHÄM@öl.example"), ("", "")]
    rows += [(f"p{number}@mail.example", "") for number in range(_MANY)]
    for place, (email, other) in enumerate(rows):
        marks = ", ".join([database.param] * 3)
        database.execute_sql(
            f"INSERT INTO contact (no, email, email_2) VALUES ({marks})", (f"C{place}", email, other)
        )
    monkeypatch.setattr(schema, "MIGRATIONS", ALL)

    assert "0006_contact_emails" in create_schema()

    stored = tuples(ContactEmailAddress.select(ContactEmailAddress.contact, ContactEmailAddress.address))
    assert len(stored) == 3 + _MANY
    assert set(stored) >= {(1, "ida@voss.example"), (1, "bo@voss.example"), (2, "aham@ol.example")}
    assert contact_emails.put_right() == 0
    close_database()
