"""New content of disk files: row and file are of one content whenever a program ends."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from models.database import open_database, unit
from models.queries import attachment_check
from models.queries import attachments as queries
from models.rules import undo
from models.rules.content import disk_files
from models.rules.content.attachments import replace, store
from models.rules.templates import template_attachments as actions
from models.who import acting_as
from tests.children import child
from tests.conftest import ANNA
from tests.models.attachments.samples import keep_in, row, template


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def _replaces(pipe: Connection, url: str, number: int, *, commits: bool) -> None:
    """Replace the content, and wait to be killed before or after it is certain."""

    def wait(_: object = None) -> None:
        pipe.send("now")
        pipe.recv()

    open_database(url)
    pytest.MonkeyPatch().setattr(disk_files, "_settle", wait)

    @unit
    def work() -> None:
        replace(number, "new.txt", b"new")
        if not commits:
            wait()

    with acting_as(ANNA):
        work()


def _is_killed(pipe: Connection, url: str, number: int) -> None:
    _replaces(pipe, url, number, commits=False)


def _is_killed_later(pipe: Connection, url: str, number: int) -> None:
    _replaces(pipe, url, number, commits=True)


@pytest.mark.parametrize(
    ("killed", "content", "strangers"), [(_is_killed, b"old", 1), (_is_killed_later, b"new", 0)]
)
def test_a_program_that_is_killed_while_it_replaces_a_disk_file_leaves_one_content(
    opened: str, folder: Path, killed: Callable[..., None], content: bytes, strangers: int
) -> None:
    keep_in(folder)
    number = store("old.txt", b"old")
    with child(killed, opened, number) as program:
        assert program.says() == "now"
        program.kill()
    open_database(opened)
    assert queries.read(number) == content
    assert len(list(attachment_check.problems())) == strangers
    replace(number, "newer.txt", b"newer")
    assert queries.read(number) == b"newer"
    assert names(folder) == [f"{number}.txt"]
    assert list(attachment_check.problems()) == []


def test_what_is_not_stored_leaves_the_disk_file_as_it_was(folder: Path) -> None:
    keep_in(folder)
    number = store("old.txt", b"old")
    (folder / f"{number}.txt").chmod(0o640)

    @unit
    def fail() -> None:
        replace(number, "new.txt", b"new")
        replace(number, "newer.txt", b"newer")
        assert queries.read(number) == b"newer"
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert names(folder) == [f"{number}.txt"]
    assert queries.read(number) == b"old"
    replace(number, "new.txt", b"new")
    assert (folder / f"{number}.txt").stat().st_mode & 0o777 == 0o640


def test_content_that_is_stored_already_survives_that_the_same_is_not_stored_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_in(folder)
    number = store("old.txt", b"old")
    with monkeypatch.context() as patched:
        patched.setattr(disk_files, "_settle", lambda _: None)
        replace(number, "new.txt", b"new")

    @unit
    def fail() -> None:
        replace(number, "new.txt", b"new")
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert queries.read(number) == b"new"
    replace(number, "new.pdf", b"pdf")
    assert names(folder) == [f"{number}.pdf"]


@pytest.mark.parametrize("gone", [False, True])
def test_undo_brings_a_disk_file_back_into_the_database(folder: Path, gone: bool) -> None:
    keep_in(folder)
    template("PAPER", "ENU")
    number = actions.import_file(row("PAPER"), "offer.txt", b"offer")
    if gone:
        (folder / f"{number}.txt").unlink()
    actions.remove(row("PAPER"))
    assert names(folder) == []
    undo.undo()
    assert (queries.read(number), names(folder)) == (b"" if gone else b"offer", [])
