"""The verbs for e-mail: record what a mailbox holds, find addresses, send what waits."""

from __future__ import annotations

import click

from tui.cli.lazy import LazyGroup
from tui.cli.options import everywhere

_VERBS = {
    "log": "log:log",
    "query": "query:query",
    "send": "send:send",
    "list": "deliveries:list_",
    "retry": "deliveries:retry",
    "give-up": "deliveries:give_up",
}


@click.group(cls=LazyGroup, verbs=_VERBS, package="tui.cli.mail")
@everywhere
def mail() -> None:
    """Record messages, find addresses, send what waits."""
