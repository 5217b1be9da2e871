"""Files that appear when they are whole, or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

from models.database import is_own_file
from models.errors import TouchbaseError
from models.process import started
from models.words import p_

S = TypeVar("S", TextIO, BinaryIO)

_ROOM = 230
"""Bytes of a name; file systems take 255."""
LEFT = 600
"""Seconds without a change after which a partial file of a program that does not run was left by it."""


def whole_file(path: Path) -> AbstractContextManager[TextIO]:
    """A stream of text in UTF-8 that keeps line ends; `path` is made, or replaced, when the block ends well.

    Until then everything goes to a file beside it, of which nothing stays after an error. What is no plain
    file, as a pipe, is written to directly. Raises `TouchbaseError` when the file cannot be written.
    """
    return _whole(path, lambda file: file.open("w", encoding="utf-8", newline=""))


def whole_bytes(path: Path) -> AbstractContextManager[BinaryIO]:
    """A stream of bytes into a file that appears as that of `whole_file` does."""
    return _whole(path, lambda file: file.open("wb"))


@contextmanager
def _whole(path: Path, opened: Callable[[Path], S]) -> Iterator[S]:
    # Standard output may have no real name, and where a name is too long os.path says no, but Path fails.
    direct = os.path.exists(path) and not os.path.isfile(path)
    target = path if direct else path.resolve()
    if is_own_file(target):
        told = p_("error", "{file} is the database that is in use; choose another name.")
        raise TouchbaseError(told.format(file=path))
    partial = target if direct else target.with_name(f".{_shortened(target.name)}.{os.getpid()}.part")
    try:
        if not direct:
            _clear_left(target)
        with opened(partial) as stream:
            yield stream
            if not direct:
                stream.flush()
                os.fsync(stream.fileno())
        if not direct:
            _keep_mode(target, partial)
            partial.replace(target)
    except OSError as error:
        raise TouchbaseError(
            p_("error", "{file} cannot be written: {reason}.").format(
                file=path, reason=error.strerror or error
            )
        ) from error
    finally:
        if not direct:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _shortened(name: str) -> str:
    """A name that leaves room in a file name for what stands before and after it."""
    return os.fsdecode(os.fsencode(name)[:_ROOM])


def _clear_left(target: Path) -> None:
    """Remove what programs left that were killed while they wrote this file."""
    before = f".{_shortened(target.name)}."
    for left in target.parent.glob(f"{escape(before)}*.part"):
        pid = left.name.removeprefix(before).removesuffix(".part")
        # Somebody on another machine may write to a shared folder: their file was changed just now.
        if pid.isdecimal() and not started(int(pid)) and time.time() - left.stat().st_mtime > LEFT:
            left.unlink(missing_ok=True)


def _keep_mode(target: Path, partial: Path) -> None:
    """Let the same people read the file as before."""
    if target.exists():
        partial.chmod(target.stat().st_mode & 0o777)
