"""The first screen of a list that is longer than the screen, in a real terminal."""

from __future__ import annotations

from pathlib import Path

from tests.bench.generate import contacts, contacts_file
from tests.terminal import Terminal, touchbase


def test_the_first_screen_is_full_without_a_key(tmp_path: Path) -> None:
    path = contacts_file(tmp_path, 1_000)
    ordered = sorted(contacts(1_000), key=lambda row: (row["sort_name"], row["id"]))
    with Terminal(touchbase("--database", str(path)), columns=120, lines=40) as terminal:
        terminal.read_until(ordered[30]["name"])
        assert ordered[0]["name"] in terminal.rows[3]
