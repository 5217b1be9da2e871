"""Values as people type and read them, by kind of field: the one place that parses and formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from models.about import About, Kind, Value
from models.errors import RuleError
from models.text import clean, clean_note
from models.who import who
from models.words import p_, translate

_YES = ("1", "yes", "y", "true", "x", "on")
_NO = ("", "0", "no", "n", "false", "off")
_MOST = {Kind.INTEGER: 2**31 - 1, Kind.MONEY: 10**12, Kind.PERCENT: 100}


def read(about: About, text: str, *, shown: Value = None) -> Value:
    """What `text` means in this field; blank text is the blank value.

    `shown` is the value that stands in the field, from which `+3` counts. References are returned as the
    clean text typed. Raises `RuleError` naming the field when the text means nothing or is too long or large.
    """
    try:
        return _READERS.get(about.kind, _text)(about, text, shown)
    except RuleError as error:
        raise RuleError(str(error), field=about.name) from None


def write(about: About, value: Value) -> str:
    """A value as text that `read` understands: ISO dates, options by caption, amounts with a point."""
    if value is None:
        return ""
    if about.kind is Kind.OPTION:
        return translate(dict(about.choices).get(int(str(value)), str(value)))
    if about.kind is Kind.BOOLEAN:
        return p_("value", "Yes") if value else p_("value", "No")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if about.kind is Kind.MOMENT:
        return _moment(int(str(value)))
    return str(value)


def plain(about: About, value: Value) -> str | int | bool | None:
    """A value for JSON: dates ISO, amounts as text with a point, options in English words (design.md 4)."""
    if about.kind is Kind.OPTION:
        return str(dict(about.choices).get(int(str(value)), ""))
    if about.kind is Kind.MOMENT or isinstance(value, dt.date | dt.time):
        return write(about, value)
    return str(value) if isinstance(value, Decimal) else value


def _moment(seconds: int) -> str:
    if not seconds:
        return ""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _too_long(about: About, text: str) -> str:
    if about.length and len(text) > about.length:
        raise RuleError(
            p_("error", "{field} takes {limit} characters, not {length}.").format(
                field=translate(about.caption), limit=about.length, length=len(text)
            )
        )
    return text


def _text(about: About, text: str, _shown: Value) -> str:
    return _too_long(about, clean(text))


def _code(about: About, text: str, _shown: Value) -> str:
    return _too_long(about, clean(text).upper())


def _note(about: About, text: str, _shown: Value) -> str:
    return _too_long(about, clean_note(text))


def _reference(_about: About, text: str, _shown: Value) -> str:
    return clean(text)


def _formula(about: About, text: str, _shown: Value) -> str:
    from models.dates.formulas import DateFormula  # lists start without what only typing needs

    bare = clean(text)
    return _too_long(about, str(DateFormula.parse(bare))) if bare else ""


def _number(about: About, text: str, _shown: Value) -> Decimal:
    bare = clean(text).replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    try:
        number = Decimal(bare or "0")
    except InvalidOperation:
        number = Decimal("NaN")
    most = _MOST[about.kind]
    if not number.is_finite() or number.copy_abs() > most:
        raise RuleError(
            p_("error", "{field}: {text} is not a number up to {most}.").format(
                field=translate(about.caption), text=text.strip(), most=most
            )
        )
    return number


def _whole(about: About, text: str, shown: Value) -> int:
    number = _number(about, text, shown)
    if number != int(number):
        raise RuleError(
            p_("error", "{field}: {text} is not a whole number.").format(
                field=translate(about.caption), text=text.strip()
            )
        )
    return int(number)


def _amount(about: About, text: str, shown: Value) -> Decimal:
    number = _number(about, text, shown)
    rounded = number.quantize(Decimal("0.01"))
    if rounded != number:
        raise RuleError(
            p_("error", "{field} has at most two decimals.").format(field=translate(about.caption))
        )
    return rounded


def _date(_about: About, text: str, shown: Value) -> dt.date | None:
    if not clean(text):
        return None
    from models.dates.typed import read_date

    me = who()
    at = shown if isinstance(shown, dt.date) else None
    return read_date(clean(text), work_date=me.work_date, today=me.today, shown=at)


def _time(_about: About, text: str, _shown: Value) -> dt.time | None:
    if not clean(text):
        return None
    from models.dates.times import read_time

    return read_time(clean(text), now=who().now.time())


def _boolean(about: About, text: str, _shown: Value) -> bool:
    bare = clean(text).casefold()
    if bare in _YES or bare == p_("value", "Yes").casefold():
        return True
    if bare in _NO or bare == p_("value", "No").casefold():
        return False
    raise RuleError(
        p_("error", "{field} is yes or no, not {text}.").format(
            field=translate(about.caption), text=text.strip()
        )
    )


def _option(about: About, text: str, _shown: Value) -> int:
    """An option by its caption, the beginning of one, its English caption, or its number."""
    bare = clean(text).casefold()
    captions = {ordinal: translate(caption).casefold() for ordinal, caption in about.choices}
    english = {ordinal: str(caption).casefold() for ordinal, caption in about.choices}
    exact = [o for o in captions if bare in (captions[o], english[o], str(o))]
    if exact:
        return exact[0]
    near = [o for o in captions if bare and (captions[o].startswith(bare) or english[o].startswith(bare))]
    if len(near) == 1:
        return near[0]
    words = ", ".join(translate(caption) for _, caption in about.choices if caption)
    raise RuleError(
        p_("error", "{field} is one of {words}, not {text}.").format(
            field=translate(about.caption), words=words, text=text.strip() or p_("value", "blank")
        )
    )


_READERS: dict[Kind, Callable[[About, str, Value], Value]] = {
    Kind.CODE: _code,
    Kind.NOTE: _note,
    Kind.REFERENCE: _reference,
    Kind.FORMULA: _formula,
    Kind.INTEGER: _whole,
    Kind.MONEY: _amount,
    Kind.PERCENT: _amount,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.BOOLEAN: _boolean,
    Kind.OPTION: _option,
}
