"""A folder into which other programs drop documents to be recorded (domain.md 4).

Each file becomes one log entry: the fingerprint of its content is stored with the entry, unique, and the file
is moved afterwards. Whoever is killed between the two finds it known the next time. Several may watch one
folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from models.database.durability import outlast_power_failure
from models.errors import NotFoundError, RuleError
from models.exchange.files.moving import Seen, move
from models.exchange.files.one_file import read_file, size_limit
from models.exchange.watched.dropped import SIDECAR, from_name, from_sidecar, sidecars_of
from models.queries.documents import recorded_file
from models.rules.documents.recording import Document, File, Outcome, Recorded, record
from models.text import clean
from models.words import p_

_UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".filepart", "~")
"""Endings of files that another program is still writing."""
_PATIENCE = 5
"""So many times as long as a file must stand still, one without a name or sidecar waits for its sidecar."""
_FAILED = (Outcome.NO_CONTACT, Outcome.BLOCKED, Outcome.OTHER)


class Fate(Enum):
    """What became of a file."""

    RECORDED = "recorded"
    KNOWN = "known"
    NOT_WANTED = "not wanted"
    """No template is set up for its kind."""
    FAILED = "failed"
    WAITS = "waits"
    """It stays where it is: for its sidecar, or because it cannot be moved."""


_FATES = {
    Outcome.RECORDED: Fate.RECORDED,
    Outcome.KNOWN: Fate.KNOWN,
    Outcome.NO_TEMPLATE: Fate.NOT_WANTED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file, with a sentence for people."""

    name: str
    fate: Fate
    sentence: str
    entry_no: int | None = None
    is_stuck: bool = False
    """It should have been moved, and cannot be."""


@dataclass(frozen=True, slots=True)
class _Drop:
    """A file that stands still, and what may say what it is."""

    path: Path
    seen: Seen
    sidecar: Path | None
    old: bool
    """It came so long ago that its sidecar would be there."""


class Watcher:
    """Records what is dropped into one folder."""

    def __init__(self, folder: Path, *, done: Path, failed: Path, settle: float = 2.0) -> None:
        """Prepare to watch.

        Args:
            folder: Where files are dropped.
            done: Where they go once they are recorded, known or not wanted; made if it is missing.
            failed: Where they go when they cannot be recorded, with a text file that says why.
            settle: So many seconds a file must not have changed before it is taken.

        Raises `RuleError` when the folder is missing, or files cannot be moved out of it.
        """
        self.folder = folder
        self.settle = settle
        self.unsettled = False
        """Whether the last look saw a file that somebody may be writing."""
        self._done = done
        self._failed = failed
        self._first_seen: dict[str, tuple[Seen, float]] = {}
        self._users: dict[str, list[str]] = {}
        """The files that a sidecar is about, by its name."""
        self._told: dict[str, str] = {}
        """What was said of files that stay, so that it is not said at every look."""
        _make_ready(folder, done, failed)
        outlast_power_failure()

    def look(self) -> Iterator[Told]:
        """Record what lies in the folder and stands still, file by file.

        Raises `TouchbaseError` when the folder cannot be read, or the database or the folder of attachments
        cannot take it: the files stay for the next look.
        """
        self.unsettled = False
        files = self._files()
        self._forget(files)
        if not files:
            return
        partners = {name: _sidecar(name, files) for name in files if not _is_sidecar(name)}
        self._users = defaultdict(list)
        for name, partner in partners.items():
            self._users[partner].append(name)
        limit = size_limit()
        for name in sorted(files):
            if name in self._users:
                continue
            told = self._take(name, files, partners[name], limit) if name in partners else _lone(name)
            if told is not None and not (told.fate is Fate.WAITS and self._told.get(name) == told.sentence):
                self._told[name] = told.sentence
                yield told

    def _files(self) -> dict[str, os.stat_result]:
        """The plain files of the folder that are whole as far as their names tell."""
        found = {}
        try:
            entries = list(os.scandir(self.folder))
        except OSError as error:
            raise _not_watched(self.folder, error) from error
        for entry in entries:
            hidden = entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED)
            if not hidden and entry.is_file(follow_symlinks=False):
                try:
                    found[entry.name] = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # Another watcher took it.
        return found

    def _forget(self, files: dict[str, os.stat_result]) -> None:
        for known in (self._first_seen, self._told):
            for name in set(known) - set(files):
                del known[name]

    def _take(self, name: str, files: dict[str, os.stat_result], sidecar: str, limit: int) -> Told | None:
        """Record one file and move it; none when it is not its turn yet, or another watcher had it."""
        parts = [name, sidecar] if sidecar else [name]
        still = [self._stands_still(part, files[part], self.settle) for part in parts]
        if not all(still):
            self.unsettled = True
            return None
        old = self._stands_still(name, files[name], self.settle * _PATIENCE)
        beside = self.folder / sidecar if sidecar else None
        drop = _Drop(self.folder / name, Seen.of(files[name]), beside, old)
        try:
            done = _recorded(drop, limit)
        except (RuleError, NotFoundError) as error:
            if error.field == "attachment_storage_location":
                raise
            if Seen.at(drop.path) != drop.seen:
                return None
            # It quotes names of files and kinds, which may have bytes that are no letters.
            return self._put_away(drop, Told(clean(name), Fate.FAILED, clean(error.sentence)))
        if done is None:
            return Told(clean(name), Fate.WAITS, _unsaid())
        fate = _FATES.get(done.outcome, Fate.FAILED)
        return self._put_away(drop, Told(clean(name), fate, done.sentence, done.entry_no))

    def _stands_still(self, name: str, about: os.stat_result, seconds: float) -> bool:
        """Whether a file has not changed for so long, by its own times or, should those be wrong, by ours."""
        now, seen = time.monotonic(), Seen.of(about)
        first, since = self._first_seen.get(name, (None, now))
        if first != seen:
            since = now
        self._first_seen[name] = seen, since
        age = time.time() - max(about.st_mtime, about.st_ctime)
        return age >= seconds or now - since >= seconds

    def _put_away(self, drop: _Drop, told: Told) -> Told | None:
        """Move a file where it belongs; none when another watcher has it, or it changed meanwhile."""
        try:
            if told.fate is Fate.FAILED:
                moved = move(drop.path, self._failed, drop.seen, note=told.sentence)
                self._put_sidecar_away(drop, self._failed)
            else:
                # The sidecar goes first: a file that stays alone is known by its content.
                self._put_sidecar_away(drop, self._done)
                moved = move(drop.path, self._done, drop.seen)
        except OSError as error:
            stays = p_("watch", "{told} It stays, for it cannot be moved: {reason}.")
            sentence = stays.format(told=told.sentence, reason=error.strerror or error)
            return Told(told.name, Fate.WAITS, sentence, told.entry_no, is_stuck=True)
        return None if moved is None and told.fate is not Fate.RECORDED else told

    def _put_sidecar_away(self, drop: _Drop, folder: Path) -> None:
        """Move what said what the file is, unless it says so of another file too."""
        if drop.sidecar is None:
            return
        others = [name for name in self._users[drop.sidecar.name] if name != drop.path.name]
        seen = Seen.at(drop.sidecar)
        if seen is not None and not any((self.folder / name).exists() for name in others):
            move(drop.sidecar, folder, seen)


def _recorded(drop: _Drop, limit: int) -> Recorded | None:
    """Record a file as what it is said to be; none when nothing says so yet."""
    data = read_file(drop.path, limit, follow=False)
    if Seen.at(drop.path) != drop.seen:
        raise RuleError(p_("watch", "It changed while it was read."), field="file")
    document = _document(drop, data)
    if not isinstance(document, Document):
        return document
    return record(document, file=File(drop.path.name, data), once_file=True)


def _document(drop: _Drop, data: bytes) -> Document | Recorded | None:
    """What is said of a file; how it is known when nothing is said any more, none when it may yet be."""
    if drop.sidecar is not None:
        return from_sidecar(drop.sidecar)
    document = from_name(drop.path.name)
    if document is not None:
        return document
    twin = recorded_file(hashlib.sha256(data).hexdigest())
    if twin is not None:
        told = p_("watch", "It was recorded already, as entry {entry}.").format(entry=twin.entry_no)
        return Recorded(Outcome.KNOWN, told, twin.entry_no)
    if drop.old:
        raise RuleError(_unsaid())
    return None


def _unsaid() -> str:
    return p_(
        "watch",
        "Nothing says what it is: name it KIND_ACCOUNT_DOCUMENTNO.pdf, or put a .json file beside it.",
    )


def _is_sidecar(name: str) -> bool:
    return name.lower().endswith(SIDECAR)


def _sidecar(name: str, files: dict[str, os.stat_result]) -> str:
    """The file that says what `name` is, if it came."""
    return next((one for one in sidecars_of(name) if one in files), "")


def _lone(name: str) -> Told:
    return Told(clean(name), Fate.WAITS, p_("watch", "It waits for the file that it is about."))


def _make_ready(folder: Path, *others: Path) -> None:
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise NotADirectoryError(20, os.strerror(20), str(folder))
    except OSError as error:
        raise _not_watched(folder, error) from error
    for other in others:
        try:
            other.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = p_("error", "{folder}, where files are moved, cannot be made: {reason}.")
            raise _refused(told, other, error) from error
    for one in (folder, *others):
        if not os.access(one, os.W_OK | os.X_OK):
            raise RuleError(
                p_("error", "Files cannot be moved in {folder}: no permission.").format(folder=one)
            )


def _not_watched(folder: Path, error: OSError) -> RuleError:
    return _refused(p_("error", "{folder} cannot be watched: {reason}."), folder, error)


def _refused(told: str, folder: Path, error: OSError) -> RuleError:
    return RuleError(told.format(folder=folder, reason=error.strerror or error))
