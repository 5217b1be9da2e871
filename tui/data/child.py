"""A verb of the shell in a process of its own, which a screen follows line by line (design.md 2).

So a long import or export holds up nothing, and Ctrl+C means the same as in the shell.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Mapping

from models.errors import RuleError
from models.who import who

_LINE = 1 << 20
"""The longest line of the process, in bytes."""

Told = Mapping[str, object]
"""One line of the process: a JSON object."""


def verb(database: str, *arguments: str) -> list[str]:
    """The words of a call of the shell, for the person who works, on the database that is open."""
    me = who()
    return [
        *(sys.executable, "-m", "tui.cli", "--database", database),
        *("--user", me.user, "--work-date", me.work_date.isoformat()),
        *arguments,
    ]


class Child:
    """One verb, for the person who works, on the database that is open; `run` may be called again."""

    def __init__(self, database: str, *arguments: str) -> None:
        self._command = verb(database, *arguments)
        self._process: asyncio.subprocess.Process | None = None

    async def run(self, *more: str, take: Callable[[Told], None], typed: str = "") -> RuleError | None:
        """Run to the end with `more` arguments; `take` hears every line, `typed` goes to standard input.

        Returns what the process said in the end when it ended badly.
        """
        pipe = asyncio.subprocess.PIPE
        self._process = process = await asyncio.create_subprocess_exec(
            *self._command, *more, stdin=pipe, stdout=pipe, stderr=pipe, limit=_LINE, start_new_session=True
        )
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        wrong = asyncio.ensure_future(process.stderr.read())
        try:
            process.stdin.write(typed.encode())
            process.stdin.close()
            async for line in process.stdout:
                take(json.loads(line))
            code = await process.wait()
        finally:
            self._process = None
        said = (await wrong).decode("utf-8", "replace")
        return refusal(said) if code else None

    def stop(self) -> None:
        """End it as Ctrl+C in the shell does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)


def refusal(said: str) -> RuleError:
    """What the process wrote on standard error before it ended, as one sentence."""
    last = said.strip().splitlines()[-1] if said.strip() else ""
    try:
        told = json.loads(last)
        return RuleError(str(told["error"]), field=str(told["field"]))
    except (ValueError, KeyError, TypeError):
        return RuleError(last)
