"""Text at the borders: cleaned on its way in, folded for searching, keyed for ordering, harmless on screen.

The same four functions serve SQLite, PostgreSQL, the screens and the command line, so all of them give the
same answers (design.md section 2).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SORT_KEY_LENGTH = 100
"""The number of characters after which a sort key is cut."""

SAFE_TAB = 4
"""The width of the tab stops that a note's tabs become."""

# Terminal sequences go as a whole, or "[31m" would stay behind as if somebody had typed it.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor movements
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"  # titles, links
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What nobody can see or mean: controls, direction overrides, stray marks of encodings, noncharacters.
# ZWNJ and ZWJ (200C, 200D) stay for Persian and emoji; 200E, 200F, 061C stay for right-to-left scripts.
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\U000e0001"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_JOINERS = "\u200c\u200d"

_CELL_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CELL_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Terminals disagree on the width of a joined or styled emoji; taken apart it is the same everywhere.
_CELL_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
    "|(?<=[\u2190-\u2bff\U0001f000-\U0001ffff])\u200d|\u200d(?=[\u2190-\u2bff\U0001f000-\U0001ffff])"
)

# Letters that people type without their stroke although Unicode does not take them apart.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "'",
    }
)


class _Folded(dict[int, str]):
    """What each character is searched as: nothing for marks and what nobody sees.

    Characters can be folded one by one: the marks that taking letters apart would put in another order are
    dropped anyway.
    """

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        plain = unicodedata.normalize("NFKD", plain).translate(_PLAIN)
        self[code] = folded = "".join(filter(_is_searched, plain))
        return folded


FOLDED = _Folded()
"""What each character is searched as, for `str.translate`."""

# In bytes "{", "|", "}" and "~" come after "z" and before every letter that is not ASCII.
# U+052F, the last Cyrillic letter, does the same among Cyrillic ones.
_EVERYWHERE = {"й": "и\u052f"}
_FINNISH = _EVERYWHERE | {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"}
_SPANISH = _EVERYWHERE | {"ñ": "n~"}
_ALPHABETS: dict[str, dict[int, str]] = {
    language: str.maketrans(letters)
    for language, letters in {"": _EVERYWHERE, "fin": _FINNISH, "swe": _FINNISH, "esp": _SPANISH}.items()
}


def clean(text: str) -> str:
    """Single-line `text` from anywhere, fit to be stored.

    Terminal sequences, control characters, direction overrides, invisible spaces and noncharacters are gone;
    tabs and line ends are spaces; what was not valid Unicode is U+FFFD; the rest is NFC and trimmed.
    """
    if text.isprintable():
        return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
    whole = _LINE_END.sub(" ", _without_sequences(text))
    return _trimmed(_UNWANTED.sub("", whole.replace("\n", " ").replace("\t", " ")))


def clean_note(text: str) -> str:
    """`text` of several lines, cleaned like `clean`, but with its lines, which all end in "\\n"."""
    if text.isprintable():
        return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
    whole = _LINE_END.sub("\n", _without_sequences(text))
    return _trimmed(_UNWANTED.sub("", whole.expandtabs(SAFE_TAB)))


def fold(text: str) -> str:
    """`text` as it is searched: without case and accents, so `ё` finds `е`, `ä` finds `a`, `ß` `ss`.

    Folding twice changes nothing; words stand one space apart. Vowel signs that are letters of their own
    (Hindi, Thai) are kept.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return " ".join(text.translate(FOLDED).split())


@lru_cache(4096)
def sort_key(text: str, language: str = "") -> str:
    """The key by which `text` is ordered: compared bytewise, at most 100 characters, blank for blank.

    Without a `language` accented letters stand with their plain ones, except `й`, which follows `и`. In
    Finnish and Swedish ("fin", "swe") `å`, `ä`, `ö` come after `z`; in Spanish ("esp") `ñ` follows `n`.
    Any other language orders like none.
    """
    if text.isascii():
        return fold(text)[:SORT_KEY_LENGTH].rstrip()
    letters = unicodedata.normalize("NFC", text.casefold())
    alphabet = _ALPHABETS.get(language.casefold(), _ALPHABETS[""])
    return fold(letters.translate(alphabet))[:SORT_KEY_LENGTH].rstrip()


def cell_safe(text: str) -> str:
    """`text` for one line of a screen: it moves no cursor, turns no direction, shifts no column.

    Line ends and tabs become spaces, other control characters and broken Unicode U+FFFD; invisible characters
    are dropped; joined emoji are taken apart; a mark without a letter gets a dotted circle to stand on.
    """
    if text.isascii() and text.isprintable():
        return text
    line = _CELL_LINE_END.sub(" ", _whole(text)).replace("\t", " ")
    line = _CELL_INVISIBLE.sub("", _CELL_CONTROL.sub("\ufffd", line))
    if line and unicodedata.category(line[0]) in ("Mn", "Me"):
        line = "\u25cc" + line
    return line


def _whole(text: str) -> str:
    """`text` without surrogates: pairs become their character, lone ones U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_sequences(text: str) -> str:
    return _SEQUENCE.sub("", _whole(text))


def _trimmed(text: str) -> str:
    """`text` in NFC without spaces or lone joiners at its ends."""
    text = unicodedata.normalize("NFC", text)
    while (shorter := text.strip().strip(_JOINERS)) != text:
        text = shorter
    return text


def _is_searched(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Mn", "Mc"):
        return not unicodedata.combining(character) and not "\ufe00" <= character <= "\ufe0f"
    return category not in ("Me", "Cf", "Cs") and (category != "Cc" or character.isspace())
