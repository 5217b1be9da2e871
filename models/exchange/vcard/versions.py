"""A property of one version of vCard as another version writes it."""

from __future__ import annotations

import re
from dataclasses import replace

from models.exchange.vcard.property import (
    Params,
    Property,
    components,
    decoded,
    escaped,
    text_of,
    unescaped,
)

_STRUCTURED = {"N", "ADR", "ORG"}
_PROSE = {"FN", "TITLE", "ROLE", "NOTE", "LABEL"}
_TEXT = {*_PROSE, "EMAIL", "TEL", "SORT-STRING", "MAILER"}
_URI = {"URL", "IMPP", "SOURCE", "FBURL", "CALURI", "CALADRURI", "PHOTO", "LOGO", "SOUND", "KEY", "MEMBER"}
_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_DATA = re.compile(r"data:(?:([\w.+-]+/[\w.+-]+))?((?:;[^;,]*)*);base64,(.*)", re.IGNORECASE | re.DOTALL)
_LONE_BACKSLASH = re.compile(r"\\([\\,;:])|\\")
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(T.*)?")
_UNSAFE = re.compile(r"[^\w.@+ /-]")


def converted(prop: Property, source: str, target: str) -> Property:
    """The property of a `source` version (2.1, 3.0, 4.0) in the syntax of `target` (3.0 or 4.0)."""
    if any(each.upper() in ("B", "BASE64") for each in prop.param("ENCODING")):
        return _binary(prop, target)
    if target == "3.0" and prop.name in _MEDIA and (found := _DATA.fullmatch(prop.value.replace("\\", ""))):
        return _embedded(prop, found)
    result = replace(prop, value=_value(prop, source), params=_params(prop, target))
    if prop.name in _URI and target == "4.0" and source != "4.0":
        result = replace(result, value=re.sub(r"\\([:,;\\])", r"\1", result.value))
    if prop.name in _MEDIA and target == "3.0" and "://" in result.value and not prop.param("VALUE"):
        result = replace(result, params=(("VALUE", ("uri",)), *result.params))
    if prop.name == "BDAY":
        return _birthday(result, target)
    if prop.name == "GEO":
        return _geo(result, target)
    if prop.name == "TEL" and target == "3.0" and result.value.lower().startswith("tel:"):
        params = tuple(each for each in result.params if each[0] != "VALUE")
        return replace(result, value=result.value[4:], params=params)
    return result


def written(prop: Property) -> str:
    """The property as a line, unfolded."""
    group = f"{prop.group}." if prop.group else ""
    params = "".join(f";{name}={','.join(map(_param_value, values))}" for name, values in prop.params)
    return f"{group}{prop.name}{params}:{prop.value}"


def folded(line: str) -> str:
    """The line with its end, in pieces of at most 75 bytes that never part a character."""
    content = line.encode("utf-8", "replace")
    if len(content) <= 75:
        return line + "\r\n"
    pieces, start, room = [], 0, 75
    while start < len(content):
        end = min(start + room, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(content[start:end])
        start, room = end, 74
    return b"\r\n ".join(pieces).decode("utf-8") + "\r\n"


def _value(prop: Property, source: str) -> str:
    if source != "2.1":
        if prop.name in _PROSE:  # programs that forget to escape a comma are read by others as a list
            return escaped(unescaped(decoded(prop), source))
        return decoded(prop).replace("\n", "\\n")
    if prop.name in _STRUCTURED:
        return ";".join(escaped(part) for part in components(prop, source))
    if prop.name in _TEXT:
        return escaped(text_of(prop, source))
    text = _LONE_BACKSLASH.sub(lambda found: found.group(0) if found.group(1) else "\\\\", decoded(prop))
    return text.replace("\n", "\\n")


def _params(prop: Property, target: str) -> Params:
    """The parameters in the target's words: `TYPE=pref` of 3.0 is `PREF=1` of 4.0."""
    types = [word for value in prop.param("TYPE") for word in value.split(",") if word]
    preferred = any(word.lower() == "pref" for word in types)
    result: list[tuple[str, tuple[str, ...]]] = []
    typed = False
    for name, values in prop.params:
        if name in ("CHARSET", "ENCODING", "TYPE"):
            if name == "TYPE" and not typed:
                typed = True
                result.append((name, tuple(types)))
        elif not (name == "PREF" and values == ("1",) and target == "3.0"):
            result.append((name, values))
    if target == "4.0" and preferred:
        result = [(n, v if n != "TYPE" else tuple(w for w in v if w.lower() != "pref")) for n, v in result]
        if not prop.param("PREF"):
            result.append(("PREF", ("1",)))
    if target == "3.0" and "1" in prop.param("PREF") and not preferred:
        types = [*types, "pref"]
        result = [(n, v) for n, v in result if n != "TYPE"]
        result.append(("TYPE", tuple(types)))
    return tuple((name, values) for name, values in result if values)


def _binary(prop: Property, target: str) -> Property:
    content = "".join(prop.value.split())
    other = tuple(
        each for each in prop.params if each[0] not in ("ENCODING", "TYPE", "VALUE", "CHARSET", "MEDIATYPE")
    )
    kind = next((word for word in prop.param("TYPE") if word.upper() not in ("PREF", "HOME", "WORK")), "")
    if target == "3.0":
        types: Params = (("TYPE", (kind,)),) if kind else ()
        return replace(prop, value=content, params=(("ENCODING", ("b",)), *types, *other))
    main = _MEDIA.get(prop.name, "application")
    media = kind.lower() if "/" in kind else f"{main}/{kind.lower() or 'octet-stream'}"
    return replace(prop, value=f"data:{media};base64,{content}", params=other)


def _embedded(prop: Property, found: re.Match[str]) -> Property:
    media = (found.group(1) or "").rpartition("/")[2]
    types: Params = (("TYPE", (media.upper(),)),) if media and media != "octet-stream" else ()
    other = tuple(each for each in prop.params if each[0] not in ("ENCODING", "TYPE", "VALUE", "MEDIATYPE"))
    return replace(prop, value=found.group(3), params=(("ENCODING", ("b",)), *types, *other))


def _birthday(prop: Property, target: str) -> Property:
    found = _DATE.fullmatch(prop.value.strip())
    if found is None or found.group(4):
        return prop
    between = "-" if target == "3.0" else ""
    params = tuple(each for each in prop.params if each[0] != "VALUE") if target == "4.0" else prop.params
    return replace(prop, value=between.join(found.groups()[:3]), params=params)


def _geo(prop: Property, target: str) -> Property:
    place = prop.value.replace("\\", "").removeprefix("geo:").replace(";", ",")
    if place.count(",") != 1:
        return prop
    params = tuple(each for each in prop.params if each[0] != "VALUE")
    return replace(prop, value=f"geo:{place}" if target == "4.0" else place.replace(",", ";"), params=params)


def _param_value(text: str) -> str:
    text = text.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"' if _UNSAFE.search(text) else text
