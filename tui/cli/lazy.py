"""Groups of verbs whose modules are imported when a verb is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
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
