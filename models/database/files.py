"""SQLite's files: where they lie, copying them, replacing them, and being alone while tables are made."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from models.database import faults
from models.errors import BusyError, DatabaseError
from models.words import p_

_BESIDE = ("-wal", "-shm", "-journal")
_PRIVATE = 0o600


def require_file(path: Path) -> None:
    """Raise a `DatabaseError` that says what to do unless a file that may be a database lies at `path`."""
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise DatabaseError(
            p_(
                "error", "There is no database at {path}; touchbase --database {path} init creates it."
            ).format(path=path)
        ) from None
    except OSError as error:
        raise DatabaseError(
            p_("error", "{path} cannot be opened: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    _refuse_folder(path)
    if not size:
        raise DatabaseError(
            p_(
                "error",
                "{path} is empty: bring a copy back with touchbase --database {path} restore COPY, "
                "or begin anew with touchbase --database {path} init.",
            ).format(path=path)
        )


def make_file(path: Path) -> None:
    """Make an empty file that only its owner reads; an existing file stays as it is."""
    try:
        path.touch(mode=_PRIVATE, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            p_("error", "{path} cannot be created: {reason}.").format(path=path, reason=error.strerror)
        ) from error


def is_empty(path: Path) -> bool:
    """Whether no database lies at `path`: nothing at all, or what a first start left that was killed."""
    try:
        return not path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other programs from making or replacing the tables of the file; waits for one that does."""
    _refuse_folder(path)
    lock = path.with_name(path.name + ".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, _PRIVATE)
    except OSError as error:
        raise DatabaseError(
            p_("error", "{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite database, also while others use it, with SQLite's own backup.

    The copy is one plain file that only its owner reads; it takes its place when it is whole, and until
    then what stood there stays. Raises `DatabaseError` when the place cannot be written.
    """
    partial = target.with_name(target.name + ".part")
    if target.exists() and target.samefile(source):
        raise DatabaseError(p_("error", "{path} is the database itself.").format(path=target))
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE))
        read_only = f"file:{quote(str(source.absolute()))}?mode=ro"
        with (
            closing(sqlite3.connect(read_only, uri=True)) as reader,
            closing(sqlite3.connect(partial)) as writer,
        ):
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode = delete")
        partial.replace(target)
    except sqlite3.Error as error:
        raise faults.told(error) from error
    except OSError as error:
        raise DatabaseError(
            p_("error", "{path} cannot be written: {reason}.").format(path=target, reason=error.strerror)
        ) from error
    finally:
        remove_file(partial)


@contextmanager
def made_beside(target: Path) -> Iterator[Path]:
    """A place for making a database that moves to `target` when the block ends well, and is gone otherwise.

    The block leaves no connection to it. Raises `DatabaseError` when the place cannot be written.
    """
    partial = target.with_name(target.name + ".part")
    _refuse_folder(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_file(partial)
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE))
        yield partial
        partial.replace(target)
    except OSError as error:
        raise DatabaseError(
            p_("error", "{path} cannot be written: {reason}.").format(path=target, reason=error.strerror)
        ) from error
    finally:
        with suppress(OSError):  # Where nothing can be written, nothing lies.
            remove_file(partial)
            partial.with_name(partial.name + ".lock").unlink(missing_ok=True)


def replace_file(new: Path, target: Path) -> Path | None:
    """Put the file `new` in the place of a database; returns where the old one lies now, if there was one.

    Raises `BusyError` while another program has the old one open: what it wrote next would be lost.
    """
    kept = None
    with alone(target):
        try:
            if target.exists():
                _settle(target)
                kept = _free_name(target)
                for suffix in ("", *_BESIDE):
                    old = target.with_name(target.name + suffix)
                    if old.exists():
                        old.replace(kept.with_name(kept.name + suffix))
            new.replace(target)
        except OSError as error:
            raise DatabaseError(
                p_("error", "{path} cannot be written: {reason}.").format(path=target, reason=error.strerror)
            ) from error
    return kept


def _settle(path: Path) -> None:
    """Bring everything written into the one file; only possible for who is alone in the database."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = delete")
    except sqlite3.OperationalError as error:
        if isinstance(faults.told(error), BusyError):
            raise BusyError(
                p_("error", "Another program has {path} open; close it, then try again.").format(path=path)
            ) from error
    except sqlite3.DatabaseError:
        return  # Damaged: its files are kept as they are.


def _free_name(target: Path) -> Path:
    """A name for the old database that no other file has."""
    number = 1
    kept = target.with_name(target.name + ".replaced")
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.name}.replaced-{number}")
    return kept


def remove_file(path: Path) -> None:
    """Remove a database that is not wanted any more, with the files beside it."""
    for suffix in ("", *_BESIDE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise DatabaseError(
            p_("error", "{path} is a folder; name a file in it, such as {example}.").format(
                path=path, example=path / "touchbase.db"
            )
        )
