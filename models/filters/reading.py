"""Reading a filter expression for one field, and writing the expression of one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import and_
from typing import Any

from models import values
from models.about import About, Kind, Value
from models.errors import RuleError
from models.filters.meaning import Meaning, OnLine, OnText
from models.filters.scales import SCALES, Scale
from models.filters.spans import LEAST, MOST, Spans
from models.filters.syntax import AllOf, AnyOf, Between, Compared, FilterError, Node, Sign, Typed, parse
from models.filters.texts import (
    LONGEST_PATTERN,
    Beside,
    Equal,
    Every,
    Matching,
    Mine,
    Not,
    Pattern,
    Some,
    TextTest,
    Within,
)
from models.text import clean, clean_note
from models.who import who
from models.words import p_, translate

_ME = ("%me", "%user")
_COMPANY = "%company"


def read(known: About, expression: str, *, mine: Callable[[], Any] | None = None) -> Meaning:
    """What an expression means in a field.

    `known` is what is typed there: for a reference, the code of the record it leads to. `mine` gives the
    query for the codes that `%me` means; without it `%me` is the user id. Raises `FilterError` with the
    place and the reason when the expression cannot be understood; the database is not asked.
    """
    try:
        tree = parse(expression)
        kind = SCALES.get(known.kind)
        if kind is not None:
            scale = kind(known)
            return OnLine(scale, _numbers(tree, scale) & scale.line)
        return OnText(_text(tree, known, mine))
    except FilterError as error:
        raise FilterError(_sentence(known, error), position=error.position, field=known.name) from None


def _sentence(known: About, error: FilterError) -> str:
    """The reason, with the place when it is not the beginning, and the field when it does not name it."""
    caption = translate(known.caption)
    reason = str(error)
    if not reason.startswith(caption):
        reason = p_("error", "{field}: {reason}").format(field=caption, reason=reason)
    if error.position <= 1:
        return reason
    told = p_("error", "Position {position}: {reason}")
    return told.format(position=error.position, reason=reason)


def _numbers(node: Node, scale: Scale) -> Spans:
    match node:
        case AnyOf(parts):
            return Spans.of(span for part in parts for span in _numbers(part, scale))
        case AllOf(parts):
            return reduce(and_, (_numbers(part, scale) for part in parts))
        case Between(low, high):
            first = _bound(scale, low).low if low else LEAST
            return Spans.of([(first, _bound(scale, high).high if high else MOST)])
        case Compared(sign, value):
            return _compared(sign, value, scale)


def _compared(sign: Sign, value: Typed, scale: Scale) -> Spans:
    if sign in (Sign.EQUAL, Sign.OTHER):
        found = _read(scale, value)
        return found if sign is Sign.EQUAL else scale.line.without(found)
    found = _bound(scale, value)
    match sign:
        case Sign.LESS:
            span = LEAST, found.low - 1
        case Sign.UP_TO:
            span = LEAST, found.high
        case Sign.MORE:
            span = found.high + 1, MOST
        case _:
            span = found.low, MOST
    return Spans.of([span])


def _read(scale: Scale, typed: Typed) -> Spans:
    try:
        return scale.read(typed)
    except RuleError as error:
        raise FilterError(str(error), position=typed.position) from None


def _bound(scale: Scale, typed: Typed) -> Spans:
    """What a value means at an end of a range, where it must be something."""
    found = _read(scale, typed)
    if not found:
        reason = p_("filter error", "{text} is none of the values.")
        raise FilterError(reason.format(text=typed.text or "''"), position=typed.position)
    return found


def _text(node: Node, known: About, mine: Callable[[], Any] | None) -> TextTest:
    match node:
        case AnyOf(parts):
            return Some(tuple(_text(part, known, mine) for part in parts))
        case AllOf(parts):
            return Every(tuple(_text(part, known, mine) for part in parts))
        case Between(low, high):
            first, last = _edge(low, known), _edge(high, known)
            if high is None:
                return Beside(Sign.FROM, first)
            return Within(first, last) if low else Beside(Sign.UP_TO, last)
        case Compared(sign, value):
            if sign not in (Sign.EQUAL, Sign.OTHER):
                return Beside(sign, _edge(value, known))
            test = _whole(value, known, mine)
            return test if sign is Sign.EQUAL else Not(test)


def _whole(typed: Typed, known: About, mine: Callable[[], Any] | None) -> TextTest:
    """The test that a whole text is a value, which may have wildcards or stand for whoever is at work."""
    if not typed.quoted and not typed.any_case and typed.text.casefold() in _ME and mine is not None:
        return Mine(mine, who().user)
    text = _cleaned(typed, known)
    pattern = Pattern.of(text, any_case=typed.any_case and known.kind is not Kind.CODE)
    if not pattern.has_wildcards and not pattern.any_case:
        return Equal(_exact(typed, text, known))
    if len(text) > LONGEST_PATTERN:
        reason = p_("filter error", "a text with * or ? has at most {limit} characters.")
        raise FilterError(reason.format(limit=LONGEST_PATTERN), position=typed.position)
    return Matching(pattern)


def _exact(typed: Typed, text: str, known: About) -> str:
    if known.kind is Kind.NOTE:
        return text
    try:
        return str(values.read(known, text))
    except RuleError as error:
        raise FilterError(str(error), position=typed.position) from None


def _edge(typed: Typed | None, known: About) -> str:
    """A text at an end of a range, where nothing stands for other characters; blank without one."""
    if typed is None:
        return ""
    text = _cleaned(typed, known)
    if typed.any_case or Pattern.of(text).has_wildcards:
        reason = p_("filter error", "*, ? and @ have no meaning in a range or after < and >.")
        raise FilterError(reason, position=typed.position)
    return text


def _cleaned(typed: Typed, known: About) -> str:
    """The text of a value as it would be stored in the field."""
    if not typed.quoted and typed.text.casefold() in _ME:
        return who().user.upper()
    if not typed.quoted and typed.text.casefold() == _COMPANY:
        reason = p_("filter error", "a database has one company, so %company means nothing.")
        raise FilterError(reason, position=typed.position)
    text = clean_note(typed.text) if known.kind is Kind.NOTE else clean(typed.text)
    return text.upper() if known.kind in (Kind.CODE, Kind.FORMULA) else text


_PLAIN_END = "@%'<>="
_SPECIAL = frozenset("&|()*?'")


def exact(known: About, value: Value) -> str:
    """The expression that this value passes, and others only where it has `*` or `?` in it."""
    if value is None or value == "":
        return "''"
    if known.kind not in SCALES:
        text = str(value).replace("*", "?")
        plain = not _SPECIAL & set(text) and ".." not in text and text[0] not in _PLAIN_END
        return text if plain else "'" + text.replace("'", "''") + "'"
    text = values.write(known, value)
    if known.kind is Kind.MONEY or known.kind is Kind.PERCENT or known.kind is Kind.INTEGER:
        return text
    plain = bool(text) and not _SPECIAL & set(text)
    return text if plain else f"'{text}'"


def renamed(known: About, key: About) -> About:
    """What is typed in a reference: the key of the record it leads to, under the reference's own name."""
    return replace(key, name=known.name, caption=known.caption, refers_to=known.refers_to)
