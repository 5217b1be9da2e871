"""Passwords of mail servers: from the environment or a program of the person's, and stored nowhere."""

from __future__ import annotations

import os

from models.errors import RuleError
from models.words import p_

SMTP_PASSWORD = "TOUCHBASE_SMTP_PASSWORD"
"""The variable with the password of the server that sends."""
IMAP_PASSWORD = "TOUCHBASE_IMAP_PASSWORD"
"""The variable with the password of the server with the mailbox."""

_HERE = ("localhost", "127.0.0.1", "::1")
_PATIENCE = 60
"""Seconds that a program may take; it may have to ask the person to unlock a keyring."""


def may_go_unencrypted(host: str) -> bool:
    """Whether a password reaches this server without leaving the machine."""
    return host.casefold() in _HERE


def password(variable: str, command: str) -> str:
    """The password in the environment, else the first line that `command` writes; blank without either.

    The command is run as it is, not by a shell. Raises `RuleError` when it cannot be run, fails or writes
    nothing; its output is never part of the sentence.
    """
    given = os.environ.get(variable, "")
    if given or not command.strip():
        return given
    written = _output(command)
    lines = written.decode("utf-8", "replace").splitlines()
    if not lines or not lines[0]:
        raise _refused(command, p_("error", "it writes nothing"))
    return lines[0]


def _output(command: str) -> bytes:
    import shlex
    import subprocess

    try:
        done = subprocess.run(
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, ValueError) as error:
        raise _refused(command, getattr(error, "strerror", None) or str(error)) from None
    except subprocess.TimeoutExpired:
        raise _refused(command, p_("error", "it does not end")) from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _refused(command, lines[-1] if lines else f"exit {done.returncode}")
    return done.stdout


def _refused(command: str, reason: str) -> RuleError:
    program = command.split()[0]
    told = p_("error", "The password command {program} gives no password ({reason}).")
    return RuleError(told.format(program=program, reason=reason))
