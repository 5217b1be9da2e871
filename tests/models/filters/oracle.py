"""What filters should find, worked out in Python from the parsed expression and the values that lists show.

It shares the grammar's tree with the program and nothing else: values are compared as Python compares them.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from models.about import About, Kind, Value
from models.filters.syntax import AllOf, AnyOf, Between, Compared, Node, Sign, Typed
from models.words import translate

TEXTS = (Kind.TEXT, Kind.NOTE, Kind.CODE, Kind.REFERENCE, Kind.FORMULA)


def passes(known: About, value: Value, node: Node) -> bool:
    """Whether a value that a list shows in the field `known` passes a filter."""
    match node:
        case AnyOf(parts):
            return any(passes(known, value, part) for part in parts)
        case AllOf(parts):
            return all(passes(known, value, part) for part in parts)
        case Between(low, high):
            mine = key(known, value)
            above = low is None or key(known, typed(known, low)) <= mine
            return above and (high is None or mine <= key(known, typed(known, high)))
        case Compared(sign, wanted):
            return _compared(known, value, sign, wanted)


def _compared(known: About, value: Value, sign: Sign, wanted: Typed) -> bool:
    if sign in (Sign.EQUAL, Sign.OTHER):
        return _equal(known, value, wanted) is (sign is Sign.EQUAL)
    mine, other = key(known, value), key(known, typed(known, wanted))
    results = {
        Sign.LESS: mine < other,
        Sign.MORE: mine > other,
        Sign.UP_TO: mine <= other,
        Sign.FROM: mine >= other,
    }
    return bool(results[sign])


def _equal(known: About, value: Value, wanted: Typed) -> bool:
    if known.kind is Kind.BOOLEAN and not wanted.text:
        return not value
    if known.kind not in TEXTS:
        return bool(key(known, value) == key(known, typed(known, wanted)))
    text = _upper(known, wanted.text)
    pattern = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in text)
    case = re.IGNORECASE if wanted.any_case else re.NOFLAG
    return re.fullmatch(pattern, str(value or ""), re.DOTALL | case) is not None


def _upper(known: About, text: str) -> str:
    return text.upper() if known.kind in (Kind.CODE, Kind.REFERENCE, Kind.FORMULA) else text


def typed(known: About, wanted: Typed) -> Value:
    """A typed value without wildcards, words or formulas."""
    text = wanted.text
    match known.kind:
        case Kind.OPTION:
            return next((ordinal for ordinal, caption in known.choices if translate(caption) == text), None)
        case Kind.BOOLEAN:
            return text == "Yes"
        case Kind.INTEGER:
            return int(text or 0)
        case Kind.MONEY | Kind.PERCENT:
            return Decimal(text or 0)
        case Kind.DATE:
            return dt.date.fromisoformat(text) if text else None
        case Kind.TIME:
            return dt.time.fromisoformat(text) if text else None
        case Kind.MOMENT:
            return int(dt.datetime.fromisoformat(text).timestamp()) if text else 0
        case _:
            return _upper(known, text)


def key(known: About, value: Value) -> Any:
    """What values are compared by: a blank before everything else, texts as bytes."""
    if known.kind in TEXTS:
        return str("" if value is None else value).encode()
    if known.kind in (Kind.DATE, Kind.TIME):
        return (value is not None, value)
    if known.kind is Kind.BOOLEAN or (known.choices and all(caption for _, caption in known.choices)):
        return -1 if value is None else value
    return value or 0
