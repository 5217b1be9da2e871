"""HTML as plain text that people read and write in mails: `*` before items, `[text](address)` for links."""

from __future__ import annotations

from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter

WIDTH = 76
"""Columns after which lines are wrapped, as mail programs do."""


def as_text(html: str) -> str:
    """What a reader without HTML sees; scripts, styles, titles and pictures are left out.

    Raises `ValueError` for HTML that is too broken to be read.
    """
    reader = _Reader(
        heading_style="atx",
        bullets="*",
        wrap=True,
        wrap_width=WIDTH,
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
    )
    try:
        return str(reader.convert(html))
    except (ParserRejectedMarkup, RecursionError) as error:
        raise ValueError(str(error)) from error


class _Reader(MarkdownConverter):
    """Markdown without what only says how letters look."""

    def _nothing(self, *_: object, **_known: object) -> str:
        return ""

    def _same(self, _element: object, text: str, **_known: object) -> str:
        return text

    convert_img = convert_script = convert_style = convert_title = _nothing
    convert_b = convert_strong = convert_i = convert_em = convert_del = convert_s = _same
