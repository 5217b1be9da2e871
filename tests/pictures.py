"""The screen as lines of text, and comparing it with the pictures kept in `tests/pictures`.

Set UPDATE_PICTURES=1 to write the pictures instead of comparing them, and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.app import App

FOLDER = Path(__file__).with_name("pictures")


def picture(app: App[Any]) -> str:
    """The rows of the screen, trailing blanks dropped; Textual has no public way to them."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def assert_picture(app: App[Any], name: str) -> None:
    """Compare the screen with `tests/pictures/<name>.txt`."""
    path = FOLDER / f"{name}.txt"
    now = picture(app)
    if os.environ.get("UPDATE_PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(now, "utf-8")
    assert now == path.read_text("utf-8"), f"{name} looks different:\n{now}"
