"""Which key does which command: the defaults of the registry under the user's keys.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.words import p_, translate
from tui.commands import BY_ID, COMMANDS, Command, never

if TYPE_CHECKING:
    from textual.events import Key

_NAMES = {
    "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "delete": "Del", "question_mark": "?",
}  # fmt: skip


def pressed(event: Key) -> str:
    """The name of the key as the registry and keys.toml write it."""
    character = event.character
    if "+" in event.key or character is None or not character.isprintable() or character == " ":
        return event.key
    return character


def key_text(key: str) -> str:
    """The key as people call it: `Esc`, `F9`, `Ctrl+J`, `/`."""
    if len(key) == 1:
        return key
    return "+".join(_NAMES.get(part, part if len(part) == 1 and "+" not in key else part.capitalize())
                    for part in key.split("+"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of one run of the program."""

    lists: Mapping[str, Command]
    """Key to command while letters act."""
    fields: Mapping[str, Command]
    """Key to command while letters are typed into a field."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Command id to its keys while letters act."""
    problems: tuple[str, ...] = ()
    """What was wrong with keys.toml, a sentence each."""

    def key(self, command: Command, *, typing: bool = False) -> str:
        """The key to show for `command`, empty when it has none there."""
        keys = command.form_keys if typing or not command.keys else self.keys.get(command.id, command.keys)
        return key_text(keys[0]) if keys else ""

    def all_keys(self, command: Command) -> str:
        """Every key of `command` as help shows it."""
        own = self.keys.get(command.id, command.keys)
        keys = [*own, *(key for key in command.form_keys if key not in own)]
        shown = [key_text(key) for key in keys]
        if command.letter:
            shown.append(f"Esc {command.letter}")
        return " ".join(shown)


def _bound(command: Command, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return own.get(command.id, command.keys)


def build(own: Mapping[str, tuple[str, ...]] | None = None, problems: Sequence[str] = ()) -> Keymap:
    """The keymap with the user's `own` keys; a key claimed twice keeps its first owner and is a problem."""
    own = own or {}
    told = list(problems)
    lists: dict[str, Command] = {}
    for command in COMMANDS:
        for key in _bound(command, own):
            other = lists.setdefault(key, command)
            if other is not command:
                text = p_(
                    "error", "keys.toml: {key} is wanted by {one} and by {two}; the default keys are used."
                )
                told.append(
                    text.format(key=key_text(key), one=translate(other.label), two=translate(command.label))
                )
    if len(told) > len(problems):
        return build(problems=told)
    fields = {key: command for command in COMMANDS for key in command.form_keys}
    return Keymap(lists, fields, {command.id: _bound(command, own) for command in COMMANDS}, tuple(told))


def load(path: Path) -> Keymap:
    """The keymap of the file `path`, one `command = "key"` or `command = ["key", "key"]` a line.

    Whatever is wrong is a sentence in `problems`; the defaults stand for it.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return build()
    except (OSError, UnicodeDecodeError) as error:
        return build(problems=[_broken(path, str(error))])
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return build(problems=[_broken(path, str(error))])
    own: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, value in table.items():
        keys, problem = _checked(name, value)
        if problem:
            problems.append(problem)
        else:
            own[name] = keys
    return build(own, tuple(problems))


def _broken(path: Path, reason: str) -> str:
    return p_("error", "{path} cannot be read ({reason}); the default keys are used.").format(
        path=path, reason=reason
    )


def _checked(name: str, value: object) -> tuple[tuple[str, ...], str]:
    keys = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    texts = tuple(key for key in keys if isinstance(key, str) and key)
    if name not in BY_ID:
        return (), p_("error", "keys.toml: there is no command {name}.").format(name=name)
    if not texts or len(texts) != len(keys):
        return (), p_("error", "keys.toml: {name} needs a key or a list of keys.").format(name=name)
    for key in texts:
        if never(key):
            return (), p_("error", "keys.toml: {key} for {name} does not arrive from every terminal.").format(
                key=key_text(key), name=name
            )
    return texts, ""
