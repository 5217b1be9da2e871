"""One line of a card: its group, name, parameters and value, in vCard 2.1, 3.0 and 4.0."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

Params = tuple[tuple[str, tuple[str, ...]], ...]

_LINE = re.compile(
    r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)[ \t]*((?:;[^\":;]*(?:\"[^\"]*\"[^\":;]*)*)*):(.*)", re.DOTALL
)
_BROKEN = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;[^:]*)?):(.*)", re.DOTALL)
_PARAM = re.compile(r";((?:[^\";]|\"[^\"]*\")*)")
_VALUES = re.compile(r"(?:[^\",]|\"[^\"]*\"?)+")
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPE_21 = re.compile(r"\\([\\,;:])")
_CARET = re.compile(r"\^([n^'])")


@dataclass(frozen=True, slots=True)
class Property:
    """One property; `value` is as it stands in the card, still escaped and encoded as its version does."""

    group: str
    name: str
    """In capitals."""
    params: Params
    value: str

    def param(self, name: str) -> tuple[str, ...]:
        """All values of the parameter, in the order written."""
        return tuple(value for each, values in self.params if each == name for value in values)

    @property
    def types(self) -> frozenset[str]:
        """The values of TYPE in lower case; `TYPE="work,voice"` is two (as many programs write it)."""
        return frozenset(
            word.strip().lower() for value in self.param("TYPE") for word in value.split(",") if word.strip()
        )

    @property
    def preference(self) -> int:
        """1 is preferred most; 101 when the card says nothing."""
        for value in self.param("PREF"):
            if value.isdecimal():
                return int(value[:4])
        return 1 if "pref" in self.types else 101


def parse_line(line: str) -> Property | None:
    """The property a line holds, or `None` when it is no property."""
    found = _LINE.fullmatch(line) or _BROKEN.fullmatch(line)
    if found is None:
        return None
    group, name, params, value = found.groups()
    return Property(group or "", name.upper(), _params(params), value)


def _params(text: str) -> Params:
    return tuple(_param(part) for part in _PARAM.findall(text) if part.strip()) if text else ()


def _param(text: str) -> tuple[str, tuple[str, ...]]:
    name, equals, rest = text.partition("=")
    if not equals:
        word = text.strip()
        return ("ENCODING", (word,)) if word.upper() in _ENCODINGS else ("TYPE", (word,))
    values = (_caret_decoded(each.strip().strip('"')) for each in _VALUES.findall(rest))
    return name.strip().upper(), tuple(values)


def _caret_decoded(text: str) -> str:
    return (
        _CARET.sub(lambda found: {"n": "\n", "^": "^", "'": '"'}[found.group(1)], text)
        if "^" in text
        else text
    )


def decoded(prop: Property) -> str:
    """The value with quoted-printable undone; still escaped."""
    if "QUOTED-PRINTABLE" not in (each.upper() for each in prop.param("ENCODING")):
        return prop.value
    content = binascii.a2b_qp(prop.value.encode("utf-8"))
    charset = (prop.param("CHARSET") or ("utf-8",))[0]
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except (LookupError, ValueError):
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return content.decode("iso-8859-1")


def unescaped(text: str, version: str) -> str:
    """What an escaped text means. 2.1 knows no `\\n`: a path of Windows stays whole."""
    if "\\" not in text:
        return text
    if version == "2.1":
        return _ESCAPE_21.sub(r"\1", text)
    return _ESCAPE.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), text)


def escaped(text: str) -> str:
    """A text as 3.0 and 4.0 write it in a value."""
    text = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")


def split_escaped(text: str, separator: str) -> list[str]:
    """The parts between separators that are not escaped; the parts stay escaped."""
    if "\\" not in text:
        return text.split(separator)
    return re.findall(rf"((?:\\.|[^\\{separator}]|\\$)*)(?:{separator}|$)", text, re.DOTALL)[
        : _separators(text, separator) + 1
    ]


def _separators(text: str, separator: str) -> int:
    return _ESCAPE.sub("", text).count(separator)


def text_of(prop: Property, version: str) -> str:
    """The value as one text."""
    return unescaped(decoded(prop), version).strip()


def components(prop: Property, version: str, *, lists: str = "") -> list[str]:
    """The components; several values of one, parted by `,`, are joined with `lists` (not in 2.1)."""
    parts = split_escaped(decoded(prop), ";")
    if version == "2.1" or not lists:
        return [unescaped(part, version).strip() for part in parts]
    return [
        lists.join(word for each in split_escaped(part, ",") if (word := unescaped(each, version).strip()))
        for part in parts
    ]
