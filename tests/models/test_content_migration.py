"""A database from before interactions had content keeps what it has, and its drafts can be finished."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.company_information import CompanyInformation
from models.database import close_database, create_database, create_schema, database, schema, unit
from models.interaction import InteractionLogEntry as Entry
from models.mail_setup import MailSetup
from models.queries import attachments, deliveries
from models.rules.content.attachments import store
from models.rules.interactions import drafts
from models.rules.interactions.finish import finish, problems
from models.rules.segments.readiness import readiness
from models.starter.loading import load_starter
from models.who import acting_as
from tests.conftest import ANNA

ALL = schema.MIGRATIONS
DRAFT = {"contact_no": "C1", "interaction_template_code": "T1", "salesperson_code": "JO", "date": "15-05-25"}


def test_a_draft_and_a_segment_of_an_older_database_are_finished_by_this_program(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for path in ALL.glob("000[1-7]*"):
        shutil.copy(path, before)
    monkeypatch.setattr(schema, "MIGRATIONS", before)
    create_database(database_url)
    _fill()
    monkeypatch.setattr(schema, "MIGRATIONS", ALL)

    assert create_schema()[0] == "0008_content"

    with acting_as(ANNA):
        load_starter()
        assert (deliveries.setup().port, MailSetup.select().count()) == (587, 1)
        assert CompanyInformation.select().count() == 1
        assert attachments.read(unit(store)("a.txt", b"x")) == b"x"
        assert (readiness(1).ready, readiness(1, sending=True).ready) == (1, 0)
        state, held = drafts.resume(1)
        assert (state.text("description"), problems(state)) == ("Of old", [])
        finish(held, state)
        entry: Any = Entry.get_by_id(1)
        assert (entry.postponed, entry.description, entry.attachment) == (False, "Of old", None)
    close_database()


def _fill() -> None:
    """A draft of an e-mail, and a segment with one line, as the older program wrote them."""
    texts = json.dumps({**DRAFT, "description": "Of old"})
    set_by = json.dumps(dict.fromkeys((*DRAFT, "description"), "typed"))
    line = {
        "segment_id": 1,
        "line_no": 10000,
        "contact_id": 1,
        "template_id": 1,
        "interaction_group_id": 1,
        "description": "Of old",
        "salesperson_id": 1,
        "date": "2025-05-15",
        "correspondence_type": 2,
    }
    entry = {
        name: line[name] for name in ("contact_id", "template_id", "interaction_group_id", "description")
    }
    for table, values in (
        ("salesperson", {"code": "JO", "name": "Jo"}),
        ("contact", {"no": "C1", "name": "Ida Voss", "email": "ida@voss.example"}),
        ("interaction_group", {"code": "G1"}),
        ("interaction_template", {"code": "T1", "description": "Mail", "interaction_group_id": 1}),
        ("segment", {"no": "S1", "description": "Of old", "template_id": 1}),
        ("segment_line", line),
        ("interaction_log_entry", {**entry, "salesperson_id": 1, "postponed": True, "date": "2025-05-15"}),
        ("draft", {"entry_id": 1, "typed": texts, "set_by": set_by, "fixed": "[]", "contacts": "[1]"}),
    ):
        marks = ", ".join([database.param] * len(values))
        database.execute_sql(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
