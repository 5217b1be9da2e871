"""Words that people see, marked for translation; English is the source.

`N_` marks a text where it is declared, `translate` turns it into the language of the screen when it is
shown, and `p_` does both at once. The first argument is always the context (field, tip, error, action, ...).
"""

from __future__ import annotations

import os
from functools import cache
from gettext import NullTranslations
from pathlib import Path

DOMAIN = "touchbase"


class Marked(str):
    """A text marked for translation together with its context."""

    __slots__ = ("context",)
    context: str

    def __new__(cls, context: str, text: str) -> Marked:
        self = super().__new__(cls, text)
        self.context = context
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return self.context, str(self)


def N_(context: str, text: str) -> str:  # noqa: N802 - the name that extraction tools look for
    """Mark `text` for translation where it is declared; `translate` it when it is shown."""
    return Marked(context, text)


@cache
def _catalogue() -> NullTranslations:
    if os.environ.get("LANGUAGE", os.environ.get("LANG", ""))[:2] in ("", "C", "en"):
        return NullTranslations()
    from gettext import translation

    return translation(DOMAIN, Path(__file__).with_name("locale"), fallback=True)


def translate(text: str) -> str:
    """The marked `text` in the language of the screen; any other text as it is."""
    return _catalogue().pgettext(text.context, text) if isinstance(text, Marked) else text


def p_(context: str, text: str) -> str:
    """`text` in the language of the screen."""
    return _catalogue().pgettext(context, text)


def np_(context: str, singular: str, plural: str, number: int) -> str:
    """The form of a text that fits `number`, in the language of the screen."""
    return _catalogue().npgettext(context, singular, plural, number)
