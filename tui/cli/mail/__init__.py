"""The verbs for e-mail: record what a mailbox holds, find addresses, send what waits."""

from __future__ import annotations

from collections.abc import Sequence

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
    "resend": "resend:resend",
}


class _Group(LazyGroup):
    """The verbs, and one for each kind of document: `mail sales-invoice`."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, or the one that mails documents of the kind of this name."""
        known = super().get_command(ctx, cmd_name)
        if known is not None or cmd_name not in _kinds():
            return known
        from tui.cli.mail.document import mailing

        return mailing(cmd_name)

    def names(self, ctx: click.Context) -> Sequence[str]:
        """The verbs and the kinds of documents."""
        return [*super().names(ctx), *_kinds()]


def _kinds() -> Sequence[str]:
    from models.document_kinds import KINDS

    return [kind.name for kind in KINDS]


@click.group(cls=_Group, verbs=_VERBS, package="tui.cli.mail")
@everywhere
def mail() -> None:
    """Record messages, find addresses, send what waits.

    A kind of document is a verb too, which mails a file and records it: mail sales-invoice SI5.pdf --customer
    10000. See record --kinds.
    """
