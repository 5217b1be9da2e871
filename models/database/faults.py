"""Turns what the engines complain about into sentences that say what to do."""

from __future__ import annotations

import sqlite3

import peewee as pw

from models.errors import BusyError, DatabaseError, RuleError, StoppedError, TouchbaseError
from models.words import p_

ENGINE_ERRORS = (pw.PeeweeException, sqlite3.Error)
"""What the engines raise; SQLite's own errors come through bare while rows are fetched."""

as_peewee = pw.__exception_wrapper__  # type: ignore[attr-defined]
"""Around calls of a driver that Peewee does not make: they raise what Peewee would."""

RETRIED = ("40001", "40P01")
"""Serialization failure and deadlock: the engine asks for the whole unit of work again."""


_CROWDED = ("too many connections", "too many clients", "connection slots")


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's five-letter code of an error, or an empty text."""
    return str(getattr(_origin(error), "sqlstate", None) or "")


def sqlite_name(error: BaseException) -> str:
    """SQLite's name of an error (`SQLITE_FULL`), or an empty text."""
    return str(getattr(_origin(error), "sqlite_errorname", None) or "")


def _origin(error: BaseException) -> BaseException:
    """The error of the engine; Peewee wraps it twice when it fails while a connection is made."""
    inner = getattr(error, "orig", None)
    return _origin(inner) if isinstance(inner, BaseException) else error


def first(error: BaseException) -> BaseException:
    """The error that a failing ROLLBACK hides: the commit before it failed (patterns.md 2)."""
    before = error.__context__
    while isinstance(before, ENGINE_ERRORS):
        if _origin(before) is not _origin(error):
            return first(before)
        before = before.__context__
    return error


def is_lost(error: BaseException) -> bool:
    """Whether the connection to the server is gone."""
    state = sqlstate(error)
    if state:
        return state.startswith("08") or state in ("57P01", "57P02", "57P03")
    if _refusal(error):
        return False
    text = str(error).casefold()
    return isinstance(error, pw.OperationalError | pw.InterfaceError) and any(
        sign in text for sign in ("connection", "server closed", "consuming input failed", "terminat", "eof")
    )


def _refusal(error: BaseException) -> str:
    """Why a server that answers lets nobody in; while connecting, PostgreSQL gives no code but a text."""
    text = str(error)
    if "FATAL:" not in text or any(sign in text for sign in ("starting up", "shutting down", "terminating")):
        return ""
    return text.rpartition("FATAL:")[2].strip().splitlines()[0]


def told(error: BaseException) -> TouchbaseError:
    """The error as a sentence for the person."""
    if isinstance(error, TouchbaseError):
        return error
    return _told_sqlite(error) or _told_server(error) or _told_rest(error)


def _told_sqlite(error: BaseException) -> TouchbaseError | None:
    name = sqlite_name(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BusyError(
            p_(
                "error",
                "Another program is writing to the database and did not finish; try again in a moment.",
            )
        )
    if name.startswith("SQLITE_READONLY"):
        return DatabaseError(
            p_("error", "The database can only be read: allow writing to its file and its folder.")
        )
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return DatabaseError(
            p_("error", "The disk is full or failing, nothing was stored; free some space, then try again.")
        )
    if name == "SQLITE_CORRUPT_VTAB":
        return DatabaseError(
            p_("error", "The search index is damaged; touchbase check --rebuild-search makes it anew.")
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DatabaseError(
            p_("error", "The database file is damaged; bring back a copy made with touchbase backup.")
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return DatabaseError(
            p_("error", "The database file cannot be opened; look at its place and its permissions.")
        )
    if name == "SQLITE_INTERRUPT":
        return StoppedError()
    return None


def _told_server(error: BaseException) -> TouchbaseError | None:
    state = sqlstate(error)
    if state == "55P03" or state in RETRIED:
        return BusyError(p_("error", "Somebody else is writing the same records; try again in a moment."))
    refusal = _refusal(error)
    if state.startswith("53") or any(sign in refusal for sign in _CROWDED):
        return DatabaseError(
            p_(
                "error",
                "The database server has no room left (disk, memory or connections); tell its keeper.",
            )
        )
    if state in ("25006", "42501"):
        return DatabaseError(p_("error", "The database server lets you read but not write; ask its keeper."))
    if refusal or state.startswith("28") or state == "3D000":
        return DatabaseError(
            p_("error", "The database server does not let you in: {reason}.").format(
                reason=(refusal or _first_line(error)).rstrip(".")
            )
        )
    if state == "57014":
        return StoppedError()
    if is_lost(error):
        return DatabaseError(
            p_("error", "The database server does not answer; check the connection, then try again.")
        )
    return None


def _told_rest(error: BaseException) -> TouchbaseError:
    if isinstance(error, pw.IntegrityError):
        return RuleError(
            p_("error", "Somebody else stored or deleted a record this one needs; refresh and try again.")
        )
    return DatabaseError(p_("error", "The database refused: {reason}").format(reason=_first_line(error)))


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
