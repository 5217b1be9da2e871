"""Activated campaigns, and accounts found by their number."""

from __future__ import annotations

from typing import Any

from models.migrations.spelling import run


def up(migrator: Any, db: Any) -> None:
    """Add the column and the index."""
    run(__file__, migrator, db)
