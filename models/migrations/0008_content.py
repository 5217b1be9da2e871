"""Attachments, document templates, deliveries, and what elsewhere belongs to them."""

from __future__ import annotations

from typing import Any

from models.migrations.spelling import run


def up(migrator: Any, db: Any) -> None:
    """Make the tables and columns."""
    run(__file__, migrator, db)
