"""Programs of the machine: what they are given, what is taken back, and what is said when they fail."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from textual.app import App

from models.errors import RuleError
from tui import outside, paths
from tui.settings import Settings

SCREEN = {"DISPLAY": ":0"}


class _App(App[None]):
    """What `edit` needs of the program; without a terminal to lend."""

    def __init__(self, editor: str) -> None:
        super().__init__()
        self.settings = Settings(editor=editor)


def python(program: str) -> str:
    """A command that runs a program over the file in `sys.argv[1]`."""
    return f'{sys.executable} -c "import pathlib, sys; file = pathlib.Path(sys.argv[1]); {program}"'


async def edited(editor: str, data: bytes = b"old", name: str = "letter.md") -> bytes | None:
    app = _App(editor)
    async with app.run_test():
        return await outside.edit(app, name, data)  # type: ignore[arg-type]


def test_the_editor_of_the_settings_comes_before_those_of_the_environment() -> None:
    known = {"VISUAL": "emacs -nw", "EDITOR": "vi"}
    assert outside.editor(Settings(editor="nano -w"), known) == "nano -w"
    assert outside.editor(Settings(), known) == "emacs -nw"
    assert outside.editor(Settings(), {"EDITOR": "vi"}) == "vi"


async def test_what_the_editor_wrote_comes_back_and_what_is_the_same_does_not() -> None:
    assert await edited(python("file.write_text('new ' + file.read_text())")) == b"new old"
    assert await edited(python("file.read_text()")) is None


async def test_the_editor_gets_a_private_file_that_goes_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    modes = "{file} {file.stat().st_mode} {file.parent.stat().st_mode}"
    await edited(python(f"pathlib.Path('{seen}').write_text(f'{modes}')"), name="../../../etc/letter.md")
    path, mode, folder = seen.read_text().split()
    assert Path(path).name == "letter.md"
    assert not Path(path).exists()
    assert (stat.S_IMODE(int(mode)), stat.S_IMODE(int(folder))) == (0o600, 0o700)


async def test_a_failing_editor_changes_nothing_and_what_it_wrote_is_kept() -> None:
    with pytest.raises(RuleError, match=r"exit code 3.*nothing was changed.*kept in"):
        await edited(python("file.write_text('half'); sys.exit(3)"))
    assert [file.read_text() for file in (paths.state_dir() / "kept").iterdir()] == ["half"]
    with pytest.raises(RuleError, match="no-such-editor cannot be run: No such file or directory"):
        await edited("no-such-editor")


async def test_what_cannot_be_stored_is_kept_in_a_file_that_the_sentence_names() -> None:
    async def refuse(_data: bytes) -> None:
        raise RuleError("letter.md was sent.", field="attachment_no")

    app = _App(python("file.write_text('my words')"))
    async with app.run_test():
        with pytest.raises(
            RuleError, match=r"letter\.md was sent\.  What you wrote is kept in .*1-letter\.md"
        ):
            await outside.edit_and_store(app, "letter.md", b"", refuse)  # type: ignore[arg-type]
    kept = paths.state_dir() / "kept" / "1-letter.md"
    assert kept.read_text() == "my words"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


async def test_the_line_end_that_editors_add_is_no_change() -> None:
    app = _App(python("file.write_text(file.read_text().rstrip() + chr(10))"))
    async with app.run_test():
        assert await outside.edit_text(app, "body.txt", "Dear Nell") is None  # type: ignore[arg-type]


async def test_a_viewer_gets_a_private_copy_as_its_last_word(tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    settings = Settings(open_command=python(f"pathlib.Path('{shown}').write_bytes(file.read_bytes())"))
    copy = await outside.open_file(settings, "price list.pdf", b"%PDF")
    assert shown.read_bytes() == b"%PDF"
    assert copy.name == "price list.pdf"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


async def test_a_program_that_fails_at_once_is_quoted_and_nothing_goes_through_a_shell(
    tmp_path: Path,
) -> None:
    with pytest.raises(RuleError, match="failed: no viewer for this"):
        await outside.start(python("sys.exit('first\\nno viewer for this')"), "x")
    heard = tmp_path / "heard"
    write = f"import pathlib, sys; pathlib.Path('{heard}').write_text(sys.argv[1])"
    await outside.start(f'{sys.executable} -c "{write}" <{{}}>', "tel:+1; touch /x $(id)")
    assert heard.read_text() == "<tel:+1; touch /x $(id)>"


async def test_without_a_screen_nothing_is_opened_and_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert outside.has_windows(SCREEN)
    assert not outside.can_open(Settings(), "offer.docx")
    with pytest.raises(RuleError, match="save the file, or show it as text"):
        await outside.open_file(Settings(), "offer.docx", b"")


@pytest.mark.parametrize("name", ["invoice.exe", "invoice.DESKTOP", "invoice.pdf.sh"])
async def test_a_file_that_may_run_as_a_program_is_never_opened(name: str) -> None:
    with pytest.raises(RuleError, match="may run as a program"):
        await outside.open_file(Settings(open_command="xdg-open"), name, b"")
