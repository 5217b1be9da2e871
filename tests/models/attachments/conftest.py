"""What the tests of attachments have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.starter.loading import load_starter


@pytest.fixture
def folder(opened: str, tmp_path: Path) -> Path:
    """A folder for attachments, and Marketing Setup."""
    assert opened
    load_starter()
    made = tmp_path / "att"
    made.mkdir()
    return made
