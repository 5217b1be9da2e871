"""Moving files between folders so that none is lost, overwritten or mistaken for another."""

from __future__ import annotations

import errno
import fcntl
import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 240
"""Bytes of a name that leave room for a number and another ending."""
_NO_LINKS = frozenset((errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EACCES))


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was seen: another file of the name, or more in it, is not the same."""

    inode: int
    size: int
    modified: int
    """Nanoseconds since 1970."""

    @classmethod
    def of(cls, about: os.stat_result) -> Seen:
        """The file that a `stat` tells of."""
        return cls(about.st_ino, about.st_size, about.st_mtime_ns)

    @classmethod
    def at(cls, path: Path) -> Seen | None:
        """The file at a place, itself and not what it links to; none when there is none."""
        try:
            return cls.of(os.lstat(path))
        except FileNotFoundError:
            return None


def move(path: Path, folder: Path, seen: Seen, *, note: str = "") -> Path | None:
    """Move the file that was seen at `path` into a folder, under a number when its name is taken.

    A `note` is written beside it, as `<name>.txt`, before it leaves its place. Whoever is killed in the
    middle leaves it in its place; moving it again then goes on. Returns where it is now, none when it is at
    `path` no more, another one is, or somebody else moves it. Raises `OSError` when it cannot be moved; it
    stays then.
    """
    with _held(path) as is_ours:
        return _moved(path, folder, seen, note) if is_ours else None


@contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Keep others from moving a file meanwhile; false when somebody is moving it.

    Two who copy it to another disk would leave two copies. Where files cannot be locked, or this one not
    read, it is moved all the same.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        yield True
        return
    try:
        is_ours = True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            is_ours = error.errno != errno.EWOULDBLOCK
        yield is_ours
    finally:
        os.close(descriptor)


def _moved(path: Path, folder: Path, seen: Seen, note: str) -> Path | None:
    for name in _names(path.name):
        target = folder / name
        if Seen.at(path) != seen:
            return None
        if not _put(path, target, seen):
            continue
        if Seen.at(path) != seen:
            # Another watcher has taken it, or somebody writes there: that is no longer ours to move.
            return None
        if note:
            _write_note(target, note)
        path.unlink(missing_ok=True)
        return target
    raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


def _put(path: Path, target: Path, seen: Seen) -> bool:
    """Have the file at `target` too; false when another file stands there."""
    try:
        os.link(path, target, follow_symlinks=False)
    except FileExistsError:
        # Whoever linked it there was killed, or is about to take it away.
        return Seen.at(target) == seen
    except FileNotFoundError:
        if path.exists():
            raise
        return True
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _copy(path, target)
    if Seen.at(target) != seen:
        target.unlink(missing_ok=True)
    return True


def _copy(path: Path, target: Path) -> bool:
    """The same for folders that no link leads into: on another disk, or a file system without links."""
    if target.exists():
        # Whoever copied it there was killed before it was taken away here.
        return filecmp.cmp(path, target, shallow=False)
    partial = target.with_name(f".{os.getpid()}.{target.name[:_LONGEST]}.part")
    try:
        shutil.copy2(path, partial, follow_symlinks=False)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        return _appears(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def _appears(partial: Path, target: Path) -> bool:
    """Give a whole file its name; false when another one came to have it."""
    try:
        os.link(partial, target, follow_symlinks=False)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        partial.replace(target)
    return True


def _write_note(target: Path, note: str) -> None:
    path = target.with_name(f"{target.name}.txt")
    with suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
        try:
            file.write(note + "\n")
            file.flush()
        except OSError:
            path.unlink()
            raise


def _names(name: str) -> Iterator[str]:
    """The name, and with numbers: `a.pdf`, `a (2).pdf`; a very long one is cut, its ending kept."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(os.fsencode(ending)) > _LONGEST // 4:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len(os.fsencode(dot + ending))
    stem = os.fsdecode(os.fsencode(stem)[:room])
    yield f"{stem}{dot}{ending}"
    for number in range(2, 10_000):
        yield f"{stem} ({number}){dot}{ending}"
