"""The places of a document that a field fills, and what its switches make of the value."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from models.exchange.word.package import Element, W
from models.merge_field import Values, find

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMPOSED = {"ADDRESSBLOCK": "contact_mail_address", "GREETINGLINE": "formal_salutation"}
"""Word's own composed fields and what stands for them."""


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _each_capital(text: str) -> str:
    return re.sub(r"(^|\s)(\S)", lambda found: found[1] + found[2].upper(), text)


_LETTERS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "firstcap": _first_capital,
    "caps": _each_capital,
}


@dataclass(frozen=True, slots=True)
class Spot:
    r"""A field with its switches: `\b` and `\f` texts around a value that is not empty, `\* Upper` ..."""

    field: str
    before: str = ""
    after: str = ""
    letters: str = ""

    def fill(self, values: Values) -> str:
        """What stands here for a recipient; raises `RuleError` when the field has no value for a reason."""
        text = _NOT_XML.sub("", values.of(self.field)).replace("\r\n", "\n").replace("\r", "\n")
        if not text:
            return ""
        return self.before + _LETTERS.get(self.letters, str)(text) + self.after


class Spots:
    """All spots of a document by the key that stands for each in the prepared document."""

    def __init__(self) -> None:
        self.by_key: dict[str, Spot] = {}
        self._keys: dict[Spot, str] = {}
        self.unknown: list[str] = []
        """The names that are no fields, as they are written."""

    def of_name(self, name: str) -> str:
        """The key for a field by any of its names."""
        return self._key(name, Spot(""))

    def of_instruction(self, tokens: list[str]) -> str:
        """The key for a field by the words of its instruction, such as MERGEFIELD, Name."""
        kind = tokens[0].upper()
        if kind in _COMPOSED:
            return self.of_name(_COMPOSED[kind])
        switches: dict[str, str] = {}
        flag = ""
        for token in tokens[2:]:
            if token.startswith("\\"):
                flag = token[:2].lower()
                if token[2:]:
                    switches.setdefault(flag, token[2:])
            elif flag == "\\*" and token.lower() not in _LETTERS:
                continue  # MERGEFORMAT and CHARFORMAT: the formatting is kept anyway
            else:
                switches.setdefault(flag, token)
        return self._key(
            tokens[1] if len(tokens) > 1 else "",
            Spot("", switches.get("\\b", ""), switches.get("\\f", ""), switches.get("\\*", "").lower()),
        )

    def _key(self, name: str, switches: Spot) -> str:
        field = find(name)
        if field is None:
            self.unknown.append(name)
            return "unknown"
        spot = Spot(field, switches.before, switches.after, switches.letters)
        key = self._keys.setdefault(spot, f"{field}_{len(self._keys)}")
        self.by_key[key] = spot
        return key


def texts(spots: Mapping[str, Spot], values: Mapping[str, str]) -> dict[str, str]:
    """The text of every spot for a recipient, by key."""
    held = values if isinstance(values, Values) else Values(values)
    return {key: spot.fill(held) for key, spot in spots.items()}


def field_runs(key: str, formatting: Element | None) -> list[Element]:
    """The runs of a mail-merge field in their plainest form."""

    def run(tag: str, **attributes: str) -> tuple[Element, Element]:
        made = etree.Element(f"{W}r")
        if formatting is not None:
            made.append(deepcopy(formatting))
        return made, etree.SubElement(made, f"{W}{tag}", {f"{W}{n}": v for n, v in attributes.items()})

    begin, _ = run("fldChar", fldCharType="begin")
    instruction, text = run("instrText")
    text.text = f" MERGEFIELD {key} "
    end, _ = run("fldChar", fldCharType="end")
    return [begin, instruction, end]


def words_of(instruction: str) -> list[str]:
    """The words of a field's instruction; what stands in quotes is one."""
    lexer = shlex.shlex(instruction.replace("“", '"').replace("”", '"'), posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.escape, lexer.quotes = True, "", "", '"'
    try:
        return list(lexer)
    except ValueError:
        return instruction.replace('"', " ").split()
