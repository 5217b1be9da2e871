"""What can go wrong while mail is sent, told apart by what it means for the letter."""

from __future__ import annotations

import smtplib
import socket
import ssl

from models.errors import RuleError
from models.text import clean
from models.words import p_

LOST = OSError
"""What a connection that ends or hangs raises: also TLS, time-outs and all that smtplib raises are such."""


class ServerError(RuleError):
    """No letter can go now: the server does not answer, or does not let us in. All letters wait."""


class RefusedError(RuleError):
    """The server said no to this letter, in its own words; the letter was not sent."""


class CutOffError(RuleError):
    """The connection ended before the letter was whole; it was certainly not sent."""


class UncertainError(RuleError):
    """The connection ended after the letter was handed over; whether it was sent nobody knows."""


def words(code: int, said: bytes | str) -> str:
    """A server's answer on one line: `550 5.1.1 No such user`."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return clean(f"{code} {text}" if code > 0 else text)


def not_let_in(error: Exception, host: str, port: int, login: str) -> ServerError:
    """The sentence for a connection that could not be opened."""
    told, reason = _told(error)
    return ServerError(told.format(host=host, port=port, login=login, reason=reason))


def _told(error: Exception) -> tuple[str, str]:
    """The sentence and the reason of a connection that could not be opened."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        told = p_("error", "{host} does not accept the login {login} with this password: {reason}")
        return told, words(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):
        return p_("error", "{host} does not let us in: {reason}"), words(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return p_("error", "{host}:{port} ended the connection ({reason})."), clean(str(error))
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            p_("error", "The certificate of {host} is not trusted ({reason}); see Mail Setup."),
            error.verify_message,
        )
    if isinstance(error, ssl.SSLError):
        return (
            p_("error", "No TLS with {host}:{port} ({reason}); see Security and Port in Mail Setup."),
            (error.reason or str(error)).replace("_", " ").lower(),
        )
    if isinstance(error, socket.gaierror | UnicodeError):
        return p_("error", "There is no mail server {host} ({reason}); see Mail Setup."), _reason(error)
    return p_("error", "The mail server {host}:{port} does not answer ({reason})."), _reason(error)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return p_("error", "it was silent for too long")
    return clean(getattr(error, "strerror", None) or str(error))


def cut_off(host: str, error: Exception) -> CutOffError:
    """The sentence for a letter that certainly did not go."""
    told = p_("error", "The connection to {host} ended before the letter was handed over ({reason}).")
    return CutOffError(told.format(host=host, reason=_reason(error)))


def uncertain(host: str, error: Exception) -> UncertainError:
    """The sentence for a letter that may have gone."""
    told = p_("error", "The connection to {host} ended before it said whether it has the letter ({reason}).")
    return UncertainError(told.format(host=host, reason=_reason(error)))
