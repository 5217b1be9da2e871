"""A connection to a mail server, one step at a time, so that it is known what a fault at each step means."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from models.enums import MailSecurity
from models.exchange import secrets
from models.exchange.smtp import faults
from models.exchange.smtp.connection import Smtp, SmtpOverTls
from models.exchange.smtp.faults import LOST, RefusedError, ServerError
from models.words import p_

CONNECT_SECONDS = 30
"""How long a server may take to greet."""
ANSWER_SECONDS = 60
"""How long a server may be silent within a letter."""
VERDICT_SECONDS = 300
"""How long a server may think about a letter it was handed, before the outcome counts as uncertain."""

LEAVE_SECONDS = 5
"""How long a server may take to say goodbye."""

_PIECE = 1 << 16
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as Mail Setup names it."""

    host: str
    port: int
    security: MailSecurity
    login: str = ""
    password: str = field(default="", repr=False)


def _nothing() -> None:
    """Nobody wants to know that the work goes on."""


class Session:
    """A connection over which letters go one after the other; opened when it is needed, also again.

    A letter goes by `offer`, which can be repeated, then `hand_over`, which cannot.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None
        self._within = False
        """A letter is on its way: anything else said now would become a part of it."""

    def open(self) -> None:
        """Connect and log in, unless that is done; raises `ServerError`."""
        if self._smtp is None:
            self._smtp = self._connected()

    def close(self) -> None:
        """Take leave of the server; in the middle of a letter hang up."""
        if self._smtp is not None:
            with suppress(LOST):
                if not self._within and self._smtp.sock is not None:
                    self._smtp.sock.settimeout(LEAVE_SECONDS)
                    self._smtp.quit()
            self._drop()

    def offer(self, sender: str, recipients: Sequence[str], size: int) -> None:
        """Say from whom and to whom a letter of `size` bytes is; no part of it goes yet.

        A connection that the server has ended meanwhile is opened again. Raises `RefusedError` when the
        server does not want the letter or any of the recipients, `CutOffError` or `ServerError` when it is
        gone.
        """
        fresh = self._smtp is None
        self.open()
        try:
            try:
                self._mail(sender, size)
            except LOST:
                self._drop()
                if fresh:
                    raise
                self.open()
                self._mail(sender, size)
            for recipient in recipients:
                self._recipient(recipient)
        except LOST as error:
            self._drop()
            raise faults.cut_off(self.server.host, error) from error

    def hand_over(self, letter: bytes, still_here: Callable[[], None] = _nothing) -> str:
        """Hand over the letter that was offered, and return what the server says to it.

        `still_here` is called now and then while much is sent. Raises `RefusedError` and `CutOffError` when
        the letter certainly did not go, `UncertainError` when nobody knows.
        """
        smtp = self._smtp
        assert smtp is not None
        try:
            self._require(*smtp.docmd("DATA"), expected=3)
            self._within = True
            self._send(smtp, _dotted(letter), still_here)
            self._refuse_early(smtp)
        except LOST as error:
            self._drop()
            raise faults.cut_off(self.server.host, error) from error
        try:
            return self._verdict(smtp)
        except LOST as error:
            self._drop()
            raise faults.uncertain(self.server.host, error) from error

    def _mail(self, sender: str, size: int) -> None:
        smtp = self._smtp
        assert smtp is not None
        options = [f"size={size}"] if smtp.has_extn("size") else []
        code, said = smtp.mail(sender, options)
        if code == _CLOSING:
            raise smtplib.SMTPServerDisconnected(faults.words(code, said))
        self._require(code, said)

    def _recipient(self, recipient: str) -> None:
        assert self._smtp is not None
        code, said = self._smtp.rcpt(recipient)
        self._require(code, said, recipient)

    def _verdict(self, smtp: smtplib.SMTP) -> str:
        assert smtp.sock is not None
        smtp.sock.settimeout(VERDICT_SECONDS)
        smtp.sock.sendall(b".\r\n")
        try:
            code, said = smtp.getreply()
        except smtplib.SMTPResponseException as error:  # an answer without end
            raise smtplib.SMTPServerDisconnected(error.smtp_error) from error
        if code // 100 not in (2, 4, 5):
            raise smtplib.SMTPServerDisconnected(faults.words(code, said))
        self._within = False
        smtp.sock.settimeout(ANSWER_SECONDS)
        self._require(code, said)
        return faults.words(code, said)

    def _require(self, code: int, said: bytes, recipient: str = "", *, expected: int = 2) -> None:
        """Raise `RefusedError` with the server's words unless it agreed; the connection can be used on."""
        if code // 100 == expected:
            return
        assert self._smtp is not None
        if code // 100 not in (4, 5):
            raise smtplib.SMTPServerDisconnected(faults.words(code, said))
        if code == _CLOSING:
            self._drop()
        elif self._smtp.sock is not None:
            try:
                self._smtp.rset()
            except LOST:
                self._drop()
        told = p_("error", "{host} refuses the letter: {words}")
        if recipient:
            told = p_("error", "{host} refuses the recipient {recipient}: {words}")
        heard = faults.words(code, said)
        raise RefusedError(told.format(host=self.server.host, recipient=recipient, words=heard))

    def _send(self, smtp: smtplib.SMTP, data: bytes, still_here: Callable[[], None]) -> None:
        assert smtp.sock is not None
        view = memoryview(data)
        for start in range(0, len(view), _PIECE):
            smtp.sock.sendall(view[start : start + _PIECE])
            still_here()

    def _refuse_early(self, smtp: smtplib.SMTP) -> None:
        """Notice a server that spoke or left before the letter was whole: then it has no letter."""
        sock = smtp.sock
        assert sock is not None
        sock.settimeout(0)
        try:
            said = sock.recv(1000)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        finally:
            sock.settimeout(ANSWER_SECONDS)
        raise smtplib.SMTPServerDisconnected(faults.words(0, said) or p_("error", "it hung up"))

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
        self._within = False

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        try:
            smtp = self._greeted()
            try:
                self._secure(smtp)
                self._log_in(smtp)
                assert smtp.sock is not None
                smtp.sock.settimeout(ANSWER_SECONDS)
                # The final dot is written by itself; it must not wait for the acknowledgement of the letter.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except BaseException:
                smtp.close()
                raise
        except (LOST, UnicodeError) as error:
            raise faults.not_let_in(error, server.host, server.port, server.login) from error
        return smtp

    def _greeted(self) -> smtplib.SMTP:
        server, me = self.server, _own_name()
        if server.security is not MailSecurity.TLS:
            return Smtp(server.host, server.port, me, CONNECT_SECONDS)
        context = ssl.create_default_context()
        return SmtpOverTls(server.host, server.port, me, timeout=CONNECT_SECONDS, context=context)

    def _secure(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self.server.security is not MailSecurity.STARTTLS:
            return
        if not smtp.has_extn("starttls"):
            told = p_("error", "{host} offers no STARTTLS, so nothing is sent; see Security in Mail Setup.")
            raise ServerError(told.format(host=self.server.host))
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        server = self.server
        if not server.login:
            return
        if server.security is MailSecurity.NONE and not secrets.may_go_unencrypted(server.host):
            told = p_("error", "The password would go to {host} unencrypted; see Security in Mail Setup.")
            raise ServerError(told.format(host=server.host))
        if not smtp.has_extn("auth"):
            told = p_("error", "{host} wants no login; make Login in Mail Setup blank.")
            raise ServerError(told.format(host=server.host))
        try:
            smtp.login(server.login, server.password)
        except UnicodeError:
            told = p_("error", "{host} takes no login or password with letters like these.")
            raise ServerError(told.format(host=server.host)) from None


def _dotted(letter: bytes) -> bytes:
    """The letter with its lines ended as SMTP wants them, and no line that is only a dot."""
    lines = letter.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join(b"." + line + b"\r\n" if line.startswith(b".") else line + b"\r\n" for line in lines)


def _own_name() -> str:
    """What we call ourselves to servers, without asking any name server."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
