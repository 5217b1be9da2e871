"""A small IMAP4rev1 server on localhost: one person, some folders, nothing can be changed."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("models") / "sending" / "localhost.pem"
LOGIN, PASSWORD = "jo", 'se"cr\\et'

_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\([^)]*\))|(\S+)')

_PARTIAL = re.compile(r"<0\.(\d+)>")


class ImapServer(socketserver.ThreadingTCPServer):
    """Serves `folders`: by the name that the wire has, messages by UID."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, folders: dict[str, dict[int, bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.folders = folders
        self.commands: list[str] = []
        """What was asked, but for the password."""
        self.starts_tls = False
        """Whether it offers STARTTLS, and lets nobody in before."""
        self.says: dict[str, bytes] = {}
        """What it says first to a command."""
        self.drops_at: int | None = None
        """The UID at whose fetching the server hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


@contextmanager
def imap_server(folders: dict[str, dict[int, bytes]]) -> Iterator[ImapServer]:
    """A server for the length of the block."""
    with ImapServer(folders) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Session(socketserver.StreamRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        self._folder: dict[int, bytes] = {}
        self._encrypted = not self.server.starts_tls
        self._say("* OK at your service")
        while line := self.rfile.readline():
            if not line.isascii() or b" " not in line:
                return
            tag, _, rest = line.decode("ascii").strip().partition(" ")
            name, *arguments = [text or group or word for text, group, word in _ARGUMENT.findall(rest)]
            if name.upper() == "UID":
                name, *arguments = (f"UID {arguments[0]}", *arguments[1:])
            self.server.commands.append(rest if name != "LOGIN" else "LOGIN")
            if not self._do(tag, name.upper(), arguments):
                return

    def _do(self, tag: str, name: str, arguments: list[str]) -> bool:
        """Answer a command; whether the conversation goes on."""
        self.wfile.write(self.server.says.get(name, b""))
        if name == "LOGOUT":
            self._say("* BYE")
        elif name == "CAPABILITY":
            self._say(
                f"* CAPABILITY IMAP4rev1 {'AUTH=PLAIN' if self._encrypted else 'STARTTLS LOGINDISABLED'}"
            )
        elif name == "STARTTLS":
            self._say(f"{tag} OK begin")
            return self._start_tls()
        elif name == "LOGIN":
            password = re.sub(r"\\(.)", r"\1", arguments[1])
            if (arguments[0], password) != (LOGIN, PASSWORD):
                self._say(f"{tag} NO [AUTHENTICATIONFAILED] Wrong password")
                return True
        elif name == "LIST":
            for folder in self.server.folders:
                self._say(f'* LIST () "/" "{folder}"')
        elif name in ("SELECT", "EXAMINE"):
            if arguments[0] not in self.server.folders:
                self._say(f"{tag} NO no such folder")
                return True
            self._folder = self.server.folders[arguments[0]]
            self._say(f"* {len(self._folder)} EXISTS")
        elif name == "UID SEARCH":
            self._say(" ".join(["* SEARCH", *map(str, self._folder)]))
        elif name == "UID FETCH" and not self._fetch(arguments):
            return False
        self._say(f"{tag} OK done")
        return name != "LOGOUT"

    def _start_tls(self) -> bool:
        """Speak TLS from here on; false when the other side does not want our certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError:
            return False
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self._encrypted = True
        return True

    def _fetch(self, arguments: list[str]) -> bool:
        """Send messages as real servers do: in any order of the items, with news of others between."""
        whole = "BODY.PEEK[]" in arguments[1]
        self._say("* 1 FETCH (FLAGS (\\Seen))")
        for number, (uid, data) in enumerate(self._folder.items(), 1):
            if str(uid) not in arguments[0].split(","):
                continue
            if whole and uid == self.server.drops_at:
                return False
            text = data if whole else data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            most = _PARTIAL.search(arguments[1])
            item = "BODY[]" if whole else "BODY[HEADER]"
            if most:
                text, item = text[: int(most[1])], f"{item}<0>"
            self._say(f"* {number} FETCH (UID {uid} {item} {{{len(text)}}}")
            self.wfile.write(text)
            self._say(f" RFC822.SIZE {len(data)})")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode("ascii") + b"\r\n")
