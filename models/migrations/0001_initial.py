"""The first version: every table, its indexes, and the two set-up records."""

from __future__ import annotations

from typing import Any

from models.migrations.spelling import run


def up(migrator: Any, db: Any) -> None:
    """Make everything."""
    run(__file__, migrator, db)
