"""The user's choices for the screens: settings.toml over the defaults."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from models.words import p_


@dataclass(frozen=True, slots=True)
class Settings:
    """What settings.toml may say; every name here is a name there."""

    theme: str = ""
    """`terminal`, `dark`, `light`, `high-contrast` or `mono`; empty: terminal over SSH, else dark."""
    motion: bool = False
    """Scrolling and fades; off is best over SSH."""
    mouse: bool = True
    """Off gives the terminal its own selection back."""
    show_cursor: bool = False
    """Shows the terminal's cursor on the selected row, for screen readers and Braille displays."""
    detail: str = "auto"
    """What stands beside a list: `auto`, `strip`, `pane` or `none`."""
    open_command: str = ""
    """Opens a file in a window; empty: what the system has for it (`xdg-open`, `open`)."""
    editor: str = ""
    """Edits texts in the terminal; empty: $VISUAL or $EDITOR."""
    tel_command: str = ""
    """Dials the `tel:` link that is its last word; empty: numbers are shown and copied."""
    print_command: str = "lp"
    """Prints the file that is its last word."""
    convert_command: str = "soffice"
    """LibreOffice, which turns Word documents into PDF."""
    smtp_password_command: str = ""
    """Writes the password of the mail server that sends; empty: the environment has it."""
    imap_password_command: str = ""
    """Writes the password of the mail server with the mailbox; empty: the environment has it."""
    problems: tuple[str, ...] = field(default=(), compare=False)
    """What was wrong with the file, a sentence each."""


def load(path: Path) -> Settings:
    """The settings of the file `path`; what is wrong there keeps its default and is told in `problems`."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        sentence = p_("error", "{path} cannot be read ({reason}); the default settings are used.")
        return Settings(problems=(sentence.format(path=path, reason=error),))
    return _over_defaults(table)


def _over_defaults(table: Mapping[str, object]) -> Settings:
    settings = Settings()
    known = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name != "problems"}
    problems: list[str] = []
    for name, value in table.items():
        if name not in known:
            problems.append(p_("error", "settings.toml: there is no setting {name}.").format(name=name))
        elif type(value) is not type(known[name]):
            problems.append(
                p_("error", "settings.toml: {name} has a value of the wrong kind.").format(name=name)
            )
        else:
            known[name] = value
    return replace(settings, **known, problems=tuple(problems))


def over_ssh(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the program runs at the other end of a line."""
    given = os.environ if environ is None else environ
    return any(given.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
