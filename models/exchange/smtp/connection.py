"""Connections as the library has them, to servers whose answers are not trusted to end."""

from __future__ import annotations

import smtplib
from io import BufferedReader

from models.words import p_

_LONGEST = 1 << 16
"""Bytes that an answer may have."""


class _Answer:
    """What a server says, of which no more is kept than an answer may have."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self.left = 0
        """Bytes that it may still say."""

    def readline(self, most: int) -> bytes:
        """The next line, or what there is of it."""
        line = self._file.readline(most)
        self.left -= len(line)
        if self.left < 0:
            raise OSError(p_("error", "its answer has no end"))
        return line

    def close(self) -> None:
        """Hear no more."""
        self._file.close()


class Smtp(smtplib.SMTP):
    """A connection whose server cannot fill the memory by an answer of lines without end."""

    file: _Answer | None

    def getreply(self) -> tuple[int, bytes]:
        """The next answer."""
        if self.file is None and self.sock is not None:
            self.file = _Answer(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.left = _LONGEST
        return super().getreply()


class SmtpOverTls(Smtp, smtplib.SMTP_SSL):
    """The same, encrypted from the beginning."""
