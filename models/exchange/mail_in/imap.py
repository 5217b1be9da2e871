"""Messages in a folder of an IMAP server: headers first, the rest of a message only when it is wanted.

The folder is opened for reading only, and no message is marked as read.
"""

from __future__ import annotations

import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from imap_tools import errors
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from models.enums import MailSecurity
from models.errors import RuleError
from models.exchange import secrets
from models.exchange.mail_in import headers
from models.exchange.mail_in.files import mail_or_not
from models.exchange.mail_in.letter import LostError, Mail, Unread
from models.text import clean
from models.words import p_

TLS_PORT = 993
PLAIN_PORT = 143

_BATCH = 200
"""Headers fetched at once."""
_HEADER = 64 * 1024
"""Bytes of each of them; a longer one is fetched again by itself."""
_PATIENCE = 60
"""Seconds to wait for the server."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_TECHNICAL = re.compile(r"^(command: \S+ => )?(socket error: )?(\[Errno \d+\] )?")
"""What the library puts before the reason for which a conversation ended."""
_SHOWN = 20
"""Folders named when the one asked for is not there."""
_FAULTS = (imaplib.IMAP4.error, errors.ImapToolsError, OSError, ValueError, OverflowError, MemoryError)
"""What a server can cause by what it says, leaves unsaid, or announces and nobody could hold."""


@dataclass(frozen=True, slots=True)
class Account:
    """A folder on a server, and how to get there."""

    host: str
    login: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    port: int = 0
    """0 for the usual one."""
    security: MailSecurity = MailSecurity.TLS


@contextmanager
def from_imap(account: Account, since: dt.date | None = None) -> Iterator[Iterator[Mail | Unread]]:
    """The messages of a folder, in the order of the server, perhaps a few from before `since` too.

    They can be read within the block. Raises `RuleError` when the server cannot be reached, is not the one it
    should be, does not let us in or has no such folder, and `LostError` when it ends the conversation.
    """
    for text in (account.login, account.password, account.folder):
        if re.search(r"[\x00-\x1f\x7f]", text):
            told = p_("error", "The login, the password and the folder must not have control characters.")
            raise RuleError(told, field="imap")
    if account.security is MailSecurity.NONE and not secrets.may_go_unencrypted(account.host):
        told = p_("error", "The password would go to {host} unencrypted; use TLS or --starttls.")
        raise RuleError(told.format(host=account.host), field="imap")
    box = _open(account)
    try:
        _enter(account, box)
        yield _messages(account, box, since)
    finally:
        with suppress(*_FAULTS):
            box.logout()


def _messages(account: Account, box: BaseMailBox, since: dt.date | None) -> Iterator[Mail | Unread]:
    try:
        found = box.uids(_criteria(since), charset=None)
        for start in range(0, len(found), _BATCH):
            yield from _fetched(account, box, found[start : start + _BATCH])
    except _FAULTS as error:
        raise _lost(account, error) from error


def _open(account: Account) -> BaseMailBox:
    port = _port(account)
    try:
        if account.security is MailSecurity.TLS:
            context = ssl.create_default_context()
            return MailBox(account.host, port, timeout=_PATIENCE, ssl_context=context)
        box = MailBoxUnencrypted(account.host, port, timeout=_PATIENCE)
        if account.security is MailSecurity.STARTTLS:
            _start_tls(account, box)
        return box
    except ssl.SSLCertVerificationError as error:
        told = p_("error", "The certificate of {host} is not trusted: {reason}.")
        raise RuleError(told.format(host=account.host, reason=error.verify_message), field="imap") from error
    except ssl.SSLError as error:
        told = p_("error", "{host}:{port} does not speak TLS there ({reason}); see --port and --starttls.")
        raise RuleError(
            told.format(host=account.host, port=port, reason=error.reason or error), field="imap"
        ) from error
    except _FAULTS as error:
        told = p_("error", "{host}:{port} cannot be reached: {reason}.")
        raise RuleError(
            told.format(host=account.host, port=port, reason=_reason(error)), field="imap"
        ) from error


def _start_tls(account: Account, box: BaseMailBox) -> None:
    """Go on encrypted; whoever cannot gets neither login nor password."""
    try:
        if "STARTTLS" not in box.client.capabilities:
            told = p_("error", "{host} offers no STARTTLS, so nobody logs in there; see --port.")
            raise RuleError(told.format(host=account.host), field="imap")
        box.client.starttls(ssl.create_default_context())
    except BaseException:
        with suppress(*_FAULTS):
            box.client.shutdown()
        raise


def _enter(account: Account, box: BaseMailBox) -> None:
    try:
        if (account.login + account.password).isascii():
            box.login(account.login, account.password, initial_folder=None)
        else:
            box.login_utf8(account.login, account.password, initial_folder=None)
    except _FAULTS as error:
        told = p_("error", "{host} does not accept the login {login} with this password: {reason}.")
        raise RuleError(
            told.format(host=account.host, login=account.login, reason=_reason(error)), field="login"
        ) from error
    try:
        box.folder.set(account.folder, readonly=True)
    except errors.MailboxFolderSelectError as error:
        told = p_("error", "{host} has no folder {folder}; it has {folders}.")
        folders = ", ".join(_folders(box)) or "-"
        raise RuleError(
            told.format(host=account.host, folder=account.folder, folders=folders), field="folder"
        ) from error
    except _FAULTS as error:
        raise _lost(account, error) from error


def _folders(box: BaseMailBox) -> list[str]:
    try:
        return [clean(folder.name) for folder in box.folder.list()][:_SHOWN]
    except _FAULTS:
        return []


def _criteria(since: dt.date | None) -> str:
    """What to search for: the server goes by when it got a message, so from a day earlier."""
    if since is None or since <= dt.date(1970, 1, 2):
        return "ALL"
    day = since - dt.timedelta(days=1)
    return f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"


def _fetched(account: Account, box: BaseMailBox, uids: Sequence[str]) -> Iterator[Mail | Unread]:
    """Messages with their headers; those that were deleted meanwhile are missing."""
    wanted = f"(UID RFC822.SIZE BODY.PEEK[HEADER]<0.{_HEADER}>)"
    for told, head in _parts(box, ",".join(uids), wanted):
        uid, size = _UID.search(told), _SIZE.search(told)
        if uid is None:
            continue
        number = uid[1].decode("ascii")
        where = p_("mail", "{folder} at {host}, message {number}").format(
            folder=account.folder, host=account.host, number=number
        )
        if len(head) >= _HEADER:
            head = _long_header(box, number, head)
        found = mail_or_not(where, head, whole=False)
        if isinstance(found, Unread):
            yield found
        else:
            length = int(size[1]) if size else len(head)
            yield Mail(where, found, length, _Reader(account, box, number, where))


def _long_header(box: BaseMailBox, number: str, head: bytes) -> bytes:
    """A header as far as headers may go, of which `head` is the beginning."""
    found = [part for _, part in _parts(box, number, f"(UID BODY.PEEK[HEADER]<0.{headers.MOST + 1}>)")]
    return found[0] if found else head


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one message from the server."""

    account: Account
    box: BaseMailBox
    number: str
    where: str

    def __call__(self) -> bytes:
        try:
            parts = list(_parts(self.box, self.number, "(UID BODY.PEEK[])"))
        except _FAULTS as error:
            raise _lost(self.account, error) from error
        if not parts:
            raise RuleError(p_("error", "{where} is gone.").format(where=self.where))
        return parts[0][1]


def _parts(box: BaseMailBox, uids: str, wanted: str) -> Iterator[tuple[bytes, bytes]]:
    """What the server says about each message, and the text that it sends of it."""
    status, answer = box.client.uid("FETCH", uids, wanted)
    if status != "OK":
        raise errors.MailboxFetchError((status, answer), "OK")
    for item, after in zip(answer, [*answer[1:], b""], strict=True):
        if isinstance(item, tuple):
            yield item[0] + (after if isinstance(after, bytes) else b""), item[1]


def _port(account: Account) -> int:
    return account.port or (TLS_PORT if account.security is MailSecurity.TLS else PLAIN_PORT)


def _lost(account: Account, error: Exception) -> LostError:
    told = p_(
        "error",
        "{host} ended the conversation: {reason}. What was recorded stays; run it again for the rest.",
    )
    return LostError(told.format(host=account.host, reason=_reason(error)), field="imap")


def _reason(error: Exception) -> str:
    """The words of the server or of the system, on one line."""
    if isinstance(error, errors.UnexpectedCommandStatusError):
        data = error.command_result[1]
        said = b" ".join(part for part in data if isinstance(part, bytes)) if data else b""
        return clean(said.decode("utf-8", "replace")).rstrip(".")
    told = _TECHNICAL.sub("", clean(str(getattr(error, "strerror", None) or error))).rstrip(".")
    return p_("error", "it hung up") if told == "EOF" else told or type(error).__name__
