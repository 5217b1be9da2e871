"""The letters of a PDF: DejaVu Sans, which comes along, because PDF's own fonts know no Cyrillic."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILES = {"DejaVuSans": "DejaVuSans.ttf", "DejaVuSans-Bold": "DejaVuSans-Bold.ttf"}
_RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Font:
    """A font that pages are set in."""

    name: str
    _widths: Mapping[int, float]
    """Of each letter it has, in thousandths of the size."""
    _otherwise: float

    def width(self, text: str) -> float:
        """How wide a text is in size 1."""
        widths, otherwise = self._widths, self._otherwise
        return sum([widths.get(ord(letter), otherwise) for letter in text]) / 1000

    def missing(self, letters: Iterable[str]) -> list[str]:
        """Those letters that it cannot set: without a shape, or of a script that runs from right to left."""
        return sorted(
            letter
            for letter in letters
            if ord(letter) not in self._widths or unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT
        )


def regular() -> Font:
    """The font of text."""
    return _font("DejaVuSans")


def bold() -> Font:
    """The font of headings."""
    return _font("DejaVuSans-Bold")


@cache
def _font(name: str) -> Font:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    loaded = TTFont(name, str(Path(__file__).with_name("fonts") / _FILES[name]))
    registerFont(loaded)
    return Font(name, loaded.face.charWidths, loaded.face.defaultWidth)
