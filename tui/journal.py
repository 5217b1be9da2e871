"""The journal: what stands in open forms, so that a killed terminal or a lost database loses no word.

Every form has a file of its own in the state directory. Each write appends one line with its checksum, so a
line cut in the middle is known as such and the one before it counts (design.md section 2).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import secrets
import socket
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.process import is_alive, started
from models.words import p_

LIMIT = 256 * 1024
"""Bytes after which a file is begun anew with its last state."""

Caret = tuple[str, int]
"""A field and the offset in it."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What stood in a form whose program ended without closing it."""

    kind: str
    key: str
    texts: Mapping[str, str]
    caret: Caret
    written: dt.datetime
    """When the last key was written, in UTC."""
    path: Path

    def discard(self) -> None:
        """Forget it, because it was taken over or is not wanted."""
        with contextlib.suppress(OSError):
            self.path.unlink()


class Journal:
    """The journal files of one state directory, which need not exist yet."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def open(self, kind: str, key: str) -> Entry:
        """A file for one form: `kind` says which form, `key` of which record. Never fails."""
        name = f"{os.getpid()}-{secrets.token_hex(6)}.journal"
        return Entry(self._directory / name, kind, key)

    def leftover(self) -> list[Leftover]:
        """The forms of programs on this host that have ended, the oldest first."""
        try:
            paths = sorted(self._directory.glob("*.journal"))
        except OSError:
            return []
        found = (_read(path) for path in paths)
        return sorted((each for each in found if each is not None), key=lambda each: each.written)


class Entry:
    """The journal of one open form."""

    def __init__(self, path: Path, kind: str, key: str) -> None:
        self._path = path
        self._head = {
            "kind": kind,
            "key": key,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "started": started(os.getpid()),
        }
        self._size = 0

    def write(self, texts: Mapping[str, str], caret: Caret = ("", 0)) -> str:
        """Write what stands in the form down to the disk; the answer is empty, or says why that failed.

        It may take as long as the disk does; what was written before stays good whatever happens.
        """
        state = _line({"texts": dict(texts), "caret": list(caret)})
        try:
            if self._size == 0 or self._size > LIMIT:
                self._begin(state)
            else:
                self._append(state)
        except OSError as error:
            # What stands at the end of the file now is unknown: the next write begins it anew.
            self._size = 0
            told = p_("error", "What you type is not kept in case of a crash: {reason}.")
            return told.format(reason=error.strerror or str(error))
        return ""

    def close(self) -> None:
        """The form is saved, finished or discarded: nothing is left to be offered."""
        self._size = 0
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _begin(self, state: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._path.with_suffix(".new")
        try:
            _put(fresh, os.O_CREAT | os.O_TRUNC, _line(self._head) + state)
            os.replace(fresh, self._path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise
        self._size = self._path.stat().st_size

    def _append(self, state: bytes) -> None:
        _put(self._path, os.O_APPEND, state)
        self._size += len(state)


def _put(path: Path, flags: int, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | flags, 0o600)
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(content: Mapping[str, object]) -> bytes:
    # Escaped as ASCII, so that even half a surrogate pair from a broken terminal can be written.
    text = json.dumps(content).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _lines(data: bytes) -> Sequence[dict[str, object]]:
    """The lines that are whole."""
    found = []
    for line in data.split(b"\n"):
        check, _, text = line.partition(b" ")
        if check == b"%08x" % zlib.crc32(text) and text:
            found.append(json.loads(text))
    return found


def _read(path: Path) -> Leftover | None:
    """What a file holds, if its program has ended and it holds anything."""
    try:
        lines = _lines(path.read_bytes())
        written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError):
        return None
    if not lines or "pid" not in lines[0]:
        return None
    head, state = lines[0], lines[-1]
    texts, caret = state.get("texts"), state.get("caret")
    if head["host"] != socket.gethostname() or is_alive(int(str(head["pid"])), str(head["started"])):
        return None
    if not isinstance(texts, dict) or not isinstance(caret, list):
        return None
    at = (str(caret[0]), int(caret[1]))
    return Leftover(str(head["kind"]), str(head["key"]), texts, at, written, path)
