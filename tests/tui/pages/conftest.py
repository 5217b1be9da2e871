"""What several of these tests begin with."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program was started."""
    monkeypatch.chdir(home)
    return home
