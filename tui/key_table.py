"""The key table of the README, made from the registry."""

from __future__ import annotations

from models.words import translate
from tui.commands import COMMANDS, SCOPE_CAPTIONS, Scope
from tui.keymap import build


def key_table() -> str:
    """Every command with its default keys, as Markdown; ends with a line break."""
    keymap = build()
    lines: list[str] = []
    for scope in Scope:
        lines += [
            f"### {translate(SCOPE_CAPTIONS[scope])}",
            "",
            "| Key | Command | What it does | In keys.toml |",
        ]
        lines.append("|---|---|---|---|")
        for command in COMMANDS:
            if command.scope is scope:
                keys = " ".join(
                    f"`{key}`" for key in keymap.all_keys(command).replace("Esc ", "Esc-").split()
                )
                keys = keys.replace("Esc-", "Esc ") or "`:`"
                lines.append(
                    f"| {keys} | {translate(command.label)} | {translate(command.help)} | `{command.id}` |"
                )
        lines.append("")
    return "\n".join(lines)
