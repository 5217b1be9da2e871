"""Contacts in the order of their companies' names, which a million of them cannot be sorted by at a key."""

from __future__ import annotations

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Make the index, with the id that breaks ties."""
    db.execute_sql("CREATE INDEX contact_company_name ON contact (company_name, id)")
