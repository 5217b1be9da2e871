"""A mail server that does what a test tells it: keep letters, refuse, hang up, or end the sender."""

from __future__ import annotations

import os
import signal
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

HANG_UP = "hang up"
SILENCE = "silence"
KILL = "kill"


@dataclass(frozen=True)
class Kept:
    """A letter that the server has accepted."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.data, policy=default)


@dataclass
class PostOffice:
    """What the server does at a step, and what it has got.

    Steps are `greeting`, `EHLO`, `MAIL`, `RCPT`, `DATA`, `middle` (of the letter), `dot` (before the answer
    to the whole letter), `kept` (after it) and `QUIT`. An action is an answer to give instead, `HANG_UP`,
    `SILENCE` or `KILL`.
    """

    port: int = 0
    actions: dict[str, str] = field(default_factory=dict)
    victim: int = 0
    """The process that `KILL` ends."""
    extensions: tuple[str, ...] = ()
    kept: list[Kept] = field(default_factory=list)
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    on_kept: Callable[[], object] = bool
    """Called when a letter was accepted, before the sender hears of it."""


class _Desk(socketserver.StreamRequestHandler):
    """One connection."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.office = cast(_Server, self.server).office
        self.office.connections += 1
        self.sender, self.recipients = "", list[str]()
        try:
            self._answer("greeting", "220 test")
            while line := self.rfile.readline():
                self._obey(line.decode("utf-8", "replace").strip())
        except (_LeftError, OSError):
            pass

    def _obey(self, command: str) -> None:
        self.office.commands.append(command)
        verb = command.split()[0].upper() if command.split() else ""
        if verb == "EHLO":
            names = ["test", *self.office.extensions]
            lines = [f"250-{name}" for name in names[:-1]] + [f"250 {names[-1]}"]
            self._answer(verb, "\r\n".join(lines))
        elif verb == "MAIL":
            self.sender, self.recipients = command[10:].split(">")[0].strip("<"), []
            self._answer(verb, "250 ok")
        elif verb == "RCPT":
            if self._answer(verb, "250 ok"):
                self.recipients.append(command[8:].split(">")[0].strip("<"))
        elif verb == "DATA":
            if self._answer(verb, "354 go on"):
                self._take()
        elif verb == "QUIT":
            self._answer(verb, "221 bye")
            raise _LeftError
        else:
            self._say("235 ok" if verb == "AUTH" else "250 ok")

    def _take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _LeftError
            lines.append(line.removeprefix(b"."))
            if len(lines) == 3:
                self._act("middle")
        if "dot" in self.office.actions and self.office.actions["dot"][:1].isdigit():
            self._say(self.office.actions["dot"])
            return
        # The letter is the server's from here on, whatever becomes of the connection.
        self.office.kept.append(Kept(self.sender, tuple(self.recipients), b"".join(lines)))
        self.office.on_kept()
        self._act("dot")
        afterwards = self.office.actions.get("kept", "")  # Who heard the answer may change it.
        self._say("250 2.0.0 Ok: queued as 4711")
        self._do(afterwards)

    def _answer(self, step: str, said: str) -> bool:
        """Whether the answer is the usual one."""
        action = self._act(step)
        self._say(action or said)
        return not action

    def _act(self, step: str) -> str:
        return self._do(self.office.actions.get(step, ""))

    def _do(self, action: str) -> str:
        if action == KILL:
            os.kill(self.office.victim, signal.SIGKILL)
        if action == SILENCE:
            self.rfile.read()
        if action in (KILL, HANG_UP, SILENCE):
            raise _LeftError
        return action

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class _LeftError(Exception):
    """The connection ends."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    office: PostOffice


@contextmanager
def post_office(*extensions: str, **actions: str) -> Iterator[PostOffice]:
    """A mail server on localhost for the length of the block."""
    office = PostOffice(actions=actions, extensions=extensions)
    with _Server(("127.0.0.1", 0), _Desk) as server:
        server.office = office
        office.port = int(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
