"""Files that appear when they are whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from models.errors import TouchbaseError
from models.words import p_


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A stream of text in UTF-8 that keeps line ends; `path` is made, or replaced, when the block ends well.

    Until then everything goes to a file beside it, of which nothing stays after an error. What is no plain
    file, as a pipe, is written to directly. Raises `TouchbaseError` when the file cannot be written.
    """
    target = path.resolve()
    direct = target.exists() and not target.is_file()
    partial = target if direct else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
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
            partial.unlink(missing_ok=True)


def _keep_mode(target: Path, partial: Path) -> None:
    """Let the same people read the file as before."""
    if target.exists():
        partial.chmod(target.stat().st_mode & 0o777)
