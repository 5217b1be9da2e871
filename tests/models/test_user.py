"""Users: made at their first write, with the role that the server knows them by."""

from __future__ import annotations

from models.database import is_postgres
from models.queries import records
from models.rules.records import create


def test_the_user_at_the_keyboard_is_made_with_the_role_on_the_server(opened: str) -> None:
    create("territories", {"code": "N"})
    anna = records.view("users", records.find("users", "anna")).values
    assert anna["user_id"] == "ANNA"
    assert bool(anna["database_role"]) == is_postgres()
    assert opened
