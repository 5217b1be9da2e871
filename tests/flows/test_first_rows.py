"""The first screen of a list that is longer than the screen, in a real terminal."""

from __future__ import annotations

from pathlib import Path

from models.base import tuples
from models.contact import Contact
from models.database import close_database, open_database
from tests.terminal import Terminal, touchbase
from tui import cli


def test_the_first_screen_is_full_without_a_key(tmp_path: Path) -> None:
    path = tmp_path / "large.db"
    assert cli.run(["--database", str(path), "demo", "--contacts", "1000"]) == 0
    open_database(f"sqlite:///{path}")
    ordered = tuples(Contact.select(Contact.no).order_by(Contact.sort_name, Contact.id).limit(31))
    close_database()
    with Terminal(touchbase("--database", str(path)), columns=120, lines=40) as terminal:
        terminal.read_until(ordered[30][0])
        assert ordered[0][0] in terminal.rows[3]
