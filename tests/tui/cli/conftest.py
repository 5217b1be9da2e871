"""A shell for the tests: one call in this process, and what it printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from models.database import close_database
from tui import cli


@dataclass(frozen=True)
class Answer:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, Any]:
        """The one JSON object printed."""
        (only,) = self.records
        return only

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON objects printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> dict[str, str]:
        """The JSON object on standard error."""
        told: dict[str, str] = json.loads(self.err)
        return told


class Shell:
    """Calls the program on one database."""

    def __init__(self, url: str, capture: pytest.CaptureFixture[str]) -> None:
        self._url = url
        self._capture = capture

    def __call__(self, *arguments: str, code: int = 0) -> Answer:
        """Call `touchbase` and expect an exit code."""
        self._capture.readouterr()
        got = cli.run(["--database", self._url, "--user", "anna", "--work-date", "2025-05-15", *arguments])
        close_database()
        out, err = self._capture.readouterr()
        assert got == code, f"{arguments} gave {got}: {out}{err}"
        return Answer(got, out, err)


@pytest.fixture
def shell(empty_url: str, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The program's shell on a fresh database of either engine."""
    return Shell(empty_url, capsys)
