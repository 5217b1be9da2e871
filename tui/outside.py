"""Programs of the machine that show, edit and dial: viewers, the editor, whatever opens a `tel:` link.

What they are given are private copies in a directory of their own, so a program can neither change nor
overwrite anything of ours.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import RuleError, TouchbaseError
from models.file_names import extension_of, file_name
from models.words import p_
from tui import paths, programs, terminal
from tui.settings import Settings, over_ssh

if TYPE_CHECKING:
    from tui.app import TouchbaseApp

Store = Callable[[bytes], Awaitable[object]]
"""Stores what was edited; raises a `TouchbaseError` when it refuses."""

_RUNS = frozenset(
    (
        "app", "appimage", "bat", "cmd", "com", "command", "cpl", "desktop", "dll", "docm", "dotm", "exe",
        "hta", "jar", "js", "jse", "lnk", "msi", "pif", "pptm", "ps1", "py", "reg", "scf", "scr", "sh", "url",
        "vbe", "vbs", "wsf", "xlsm",
    )
)  # fmt: skip
"""Extensions of files that are programs, or carry some: these are saved, not opened."""


def has_windows(environ: Mapping[str, str] | None = None) -> bool:
    """Whether a program can open a window that the person sees."""
    given = os.environ if environ is None else environ
    if sys.platform in ("darwin", "win32"):
        return not over_ssh(given)
    return bool(given.get("DISPLAY") or given.get("WAYLAND_DISPLAY"))


def can_open(settings: Settings, name: str) -> bool:
    """Whether files of this name can be opened in a window; else they are saved, or shown as text."""
    return extension_of(name) not in _RUNS and bool(settings.open_command or has_windows())


def editor(settings: Settings, environ: Mapping[str, str] | None = None) -> str:
    """The command of the editor: the person's setting, $VISUAL, $EDITOR, else one that is there."""
    given = os.environ if environ is None else environ
    chosen = settings.editor or given.get("VISUAL", "") or given.get("EDITOR", "")
    if chosen:
        return chosen
    found = next((name for name in ("sensible-editor", "nano", "vi", "notepad") if shutil.which(name)), "")
    if not found:
        told = p_("error", "No editor is set; set $EDITOR, or editor in {path}.")
        raise RuleError(told.format(path=paths.settings_file()))
    return found


async def open_file(settings: Settings, name: str, data: bytes) -> Path:
    """Open a private copy of a file in the program that the machine has for it; returns the copy.

    Raises `RuleError` when there are no windows here, the file is a program, or the opener fails.
    """
    if extension_of(name) in _RUNS:
        told = p_("error", "{name} may run as a program; save it, and open it yourself if you trust it.")
        raise RuleError(told.format(name=file_name(name)))
    if not can_open(settings, name):
        told = p_("error", "There is no screen for windows here; save the file, or show it as text.")
        raise RuleError(told)
    copy = await asyncio.to_thread(_private_copy, name, data)
    await start(settings.open_command or _usual_opener(), str(copy))
    return copy


async def start(command: str, argument: str) -> None:
    """Start a program beside this one, with `argument` in place of `{}` or as its last word.

    Raises `RuleError` with the program's own words when it cannot be started, or fails at once.
    """
    await asyncio.to_thread(programs.start, command, argument)


async def edit(app: TouchbaseApp, name: str, data: bytes) -> bytes | None:
    """Have a file edited in the person's editor, which has the terminal meanwhile.

    Returns the new content, `None` when it is the same. Raises `RuleError` when the editor cannot be run or
    ends with an error; what was written then is kept in a file that the sentence names.
    """
    words = programs.in_words(editor(app.settings))
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="touchbase-"))
    try:
        copy = _write_private(folder / file_name(name), data)
        with terminal.lent(app):
            reason = await asyncio.to_thread(programs.run_to_end, [*words, str(copy)])
        written = copy.read_bytes() if copy.exists() else data
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if reason:
        told = p_("error", "{program} did not end well ({reason}); nothing was changed.")
        sentence = told.format(program=words[0], reason=reason)
        raise RuleError(_with_kept(sentence, name, written) if written != data else sentence)
    return written if written != data else None


async def edit_text(app: TouchbaseApp, name: str, text: str) -> str | None:
    """As `edit`, for a text; the line end that editors put at the end of a file is no change."""
    from models.exchange.bodies import decode

    data = await edit(app, name, (text if text.endswith("\n") or not text else text + "\n").encode())
    if data is None:
        return None
    written = decode(data)
    written = written if text.endswith("\n") else written.removesuffix("\n")
    return written if written != text else None


async def edit_and_store(app: TouchbaseApp, name: str, data: bytes, store: Store) -> bool:
    """Have a file edited and stored if it was changed; whether it was.

    When `store` refuses, what was written is kept in a file that the sentence names.
    """
    written = await edit(app, name, data)
    if written is None:
        return False
    await _store(name, written, store)
    return True


async def take_back(copy: Path, was: bytes, store: Store) -> bool:
    """Store a copy that `open_file` made if a program changed it meanwhile; whether it had.

    Raises `RuleError` when the copy is gone; when `store` refuses, what was written is kept.
    """
    try:
        written = await asyncio.to_thread(copy.read_bytes)
    except OSError as error:
        told = p_("error", "{file} cannot be read: {reason}.")
        raise RuleError(told.format(file=copy, reason=error.strerror or error)) from error
    if written == was:
        return False
    await _store(copy.name, written, store)
    return True


async def _store(name: str, written: bytes, store: Store) -> None:
    try:
        await store(written)
    except TouchbaseError as error:
        raise RuleError(_with_kept(error.sentence, name, written), field=error.field) from error


def keep(name: str, data: bytes) -> Path:
    """Keep what cannot be stored now in a new private file of the state directory."""
    folder = paths.state_dir() / "kept"
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(1, 10_000):
        try:
            return _write_private(folder / f"{number}-{file_name(name)}", data)
        except FileExistsError:
            continue
    raise RuleError(p_("error", "There are too many files in {folder}.").format(folder=folder))


def _with_kept(sentence: str, name: str, data: bytes) -> str:
    return f"{sentence}  " + p_("error", "What you wrote is kept in {file}.").format(file=keep(name, data))


def _usual_opener() -> str:
    return {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")


def _private_copy(name: str, data: bytes) -> Path:
    """A copy for a viewer, which may read it later: it stays until this program ends."""
    folder = Path(tempfile.mkdtemp(dir=_viewed()))
    return _write_private(folder / file_name(name), data)


@cache
def _viewed() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="touchbase-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _write_private(path: Path, data: bytes) -> Path:
    """Write a new file that nobody else may read; raises `RuleError` when the disk is full."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    except FileExistsError:
        raise
    except OSError as error:
        told = p_("error", "{file} cannot be written: {reason}.")
        raise RuleError(told.format(file=path, reason=error.strerror or error)) from error
    return path
