"""How many e-mails went in the last minute is asked before each, what was left by the dead at every start."""

from __future__ import annotations

from typing import Any

from models.migrations.spelling import run


def up(migrator: Any, db: Any) -> None:
    """Add the indexes."""
    run(__file__, migrator, db)
