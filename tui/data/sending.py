"""The sender as a process of its own, which goes on when the program that started it ends."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable

from models.errors import RuleError
from tui.data.child import Told, refusal, verb

_LINE = 1 << 20
"""The longest line of the process, in bytes."""


class SenderProcess:
    """`touchbase mail send`, followed line by line."""

    def __init__(self, database: str) -> None:
        self._command = verb(database, "mail", "send", "--json")

    async def run(self, take: Callable[[Told], None]) -> RuleError | None:
        """Send what waits; `take` hears what becomes of each e-mail, and the counts at the end.

        Returns what went wrong with the whole, as a server that cannot be reached.
        """
        # Not asyncio's own processes: those are killed with the loop, in the middle of an e-mail.
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(_LINE)
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), process.stdout
        )
        said = ""
        try:
            async for line in reader:
                said = line.decode("utf-8", "replace")
                told = _told(said)
                if "error" in told or not told:
                    continue
                take(told)
        finally:
            transport.close()
        await asyncio.to_thread(process.wait)
        told = _told(said)
        return refusal(said) if "field" in told or (said and not told) else None


def _told(line: str) -> Told:
    """What a line says; nothing for one that is no JSON, as of an interpreter that cannot start."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
