"""Changing the header of a segment, and which of its lines follow (design.md 3.11)."""

from __future__ import annotations

from collections.abc import Mapping

from models import dictionary
from models.pages import page
from models.rules import records
from models.rules.records import Done
from models.rules.segments.headers import UPDATE_ALL, UPDATE_CHANGED, lines_affected
from models.words import np_
from tui.cli.opening import say

_PAGE = "segments"
_AGREED = {"changed": (UPDATE_CHANGED,), "all": (UPDATE_ALL,), "none": ()}


def change(record_id: int, version: int, typed: Mapping[str, str], update_lines: str | None) -> Done:
    """Change a header; lines that still have the old value follow, or as `update_lines` says."""
    fields = dictionary.fields(page(_PAGE).model)
    concerned = lines_affected(record_id, [fields[name].name for name in typed if name in fields])
    agreed = _AGREED[update_lines or "changed"]
    done = records.change(_PAGE, record_id, version, typed, agreed=agreed)
    if concerned and update_lines is None and done.version != version:
        told = np_(
            "shell",
            "This concerns {number} line; it follows if it had the old value (see --update-lines).",
            "This concerns {number} lines; those that had the old value follow (see --update-lines).",
            concerned,
        )
        say(told.format(number=concerned))
    return done
