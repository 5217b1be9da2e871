"""Where the program keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("touchbase", appauthor=False)


def typed(text: str) -> Path:
    """The path that somebody typed; a home directory that there is not stays as it is written."""
    return Path(os.path.expanduser(text.strip()))


def config_dir() -> Path:
    """The directory of settings.toml and keys.toml; it need not exist."""
    return Path(_DIRS.user_config_path)


def data_dir() -> Path:
    """The directory of the default database; it need not exist."""
    return Path(_DIRS.user_data_path)


def state_dir() -> Path:
    """The directory of journals and the error log, made when missing."""
    path = Path(_DIRS.user_state_path)
    path.mkdir(parents=True, exist_ok=True)
    return path


def keys_file() -> Path:
    """The user's own keys."""
    return config_dir() / "keys.toml"


def settings_file() -> Path:
    """The user's settings."""
    return config_dir() / "settings.toml"


def error_log() -> Path:
    """The file that unexpected errors are written to."""
    return state_dir() / "errors.log"
