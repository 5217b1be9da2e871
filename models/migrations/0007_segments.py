"""Segments, their lines and criteria steps, saved criteria and logged segments."""

from __future__ import annotations

from typing import Any

from models.migrations.spelling import run


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run(__file__, migrator, db)
