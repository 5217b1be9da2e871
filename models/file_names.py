"""Names of files that come from people and from data, made harmless."""

from __future__ import annotations

import re

from models.text import clean

LENGTH = 120
"""The longest name given to a file; every file system takes it, also in other alphabets."""

_SEPARATED = re.compile(r"[/\\]")
_RESERVED = re.compile(r'[<>:"|?*\n\r\t]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


def file_name(name: str, otherwise: str = "attachment") -> str:
    """A name as every file system takes it and that leads nowhere else: no folder, no hidden file.

    Of a path only its last part is left; a name of which nothing is left becomes `otherwise`.
    """
    last = [part for part in _SEPARATED.split(clean(name)) if part.strip(". ")]
    bare = _RESERVED.sub("_", last[-1] if last else "").strip(". ")
    if _DEVICE.match(bare):
        bare = f"_{bare}"
    return _cut(bare) or otherwise


def in_file_name(text: str, otherwise: str = "attachment") -> str:
    """A text as a part of a file name: what separates folders is replaced, not cut off."""
    return file_name(_SEPARATED.sub("-", text), otherwise)


def extension_of(name: str) -> str:
    """The ending of a file name in lower case without its dot; blank when there is none."""
    _, dot, ending = file_name(name, "").rpartition(".")
    return ending.lower() if dot and ending.isalnum() and len(ending) <= 20 else ""


def _cut(name: str) -> str:
    """The name cut to what file systems take, its ending kept."""
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LENGTH or not dot or len(ending) > 20:
        return name[:LENGTH]
    return f"{stem[: LENGTH - len(ending) - 1]}.{ending}"
