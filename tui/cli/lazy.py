"""Groups of verbs, also such whose modules are imported when a verb is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from models.words import p_


class VerbGroup(click.Group):
    """Verbs; what is wrong with the name of one is told in one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options before the verb; one line, and not the whole help, says that it is missing."""
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            told = p_("shell", "Say what to do: {command} --help lists the verbs.")
            raise click.UsageError(told.format(command=ctx.command_path), ctx)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is meant; raises a usage error that names one like it."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(self._unknown(ctx, name), ctx)
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, name: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(name, self.names(ctx), 1)
        if near:
            told = p_("shell", "There is no {command} {name}; did you mean {near}?")
            return told.format(command=ctx.command_path, name=name, near=near[0])
        told = p_("shell", "There is no {command} {name}; {command} --help lists the verbs.")
        return told.format(command=ctx.command_path, name=name)

    def names(self, ctx: click.Context) -> Sequence[str]:
        """What may be meant by a name that is not known."""
        return self.list_commands(ctx)


class LazyGroup(VerbGroup):
    """Verbs whose names are known without importing them."""

    def __init__(self, *args: Any, verbs: Mapping[str, str], package: str, **kwargs: Any) -> None:
        """Make the group of `verbs`: for each a module in `package` and a name in it, `pages:show`."""
        super().__init__(*args, **kwargs)
        self._verbs = verbs
        self._package = package

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the verbs, in the order given."""
        return list(self._verbs)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, or none."""
        if cmd_name not in self._verbs:
            return None
        module, name = self._verbs[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"{self._package}.{module}"), name)
        return command
