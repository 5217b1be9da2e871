"""Peewee fields that carry the dictionary: caption, tip, length, options and what a reference looks up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.about import Kind
from models.enums import Option

if TYPE_CHECKING:
    import datetime as dt

    _Text = pw.Field[str]
    _Whole = pw.Field[int]
    _Amount = pw.Field[Decimal]
    _Flag = pw.Field[bool]
    _Date = pw.Field[dt.date | None]
    _Time = pw.Field[dt.time | None]
else:
    _Text = pw.CharField
    _Whole = pw.IntegerField
    _Amount = pw.IntegerField
    _Flag = pw.BooleanField
    _Date = pw.DateField
    _Time = pw.TimeField

_HUNDREDTH = Decimal("0.01")


def _blank(options: dict[str, Any], default: object) -> dict[str, Any]:
    options.setdefault("default", default)
    return options


class Text(_Text):
    """Text of a limited length; blank, never NULL."""

    kind = Kind.TEXT

    def __init__(
        self, length: int, caption: str, tip: str = "", *, required: bool = False, **rest: Any
    ) -> None:
        self.required = required
        super().__init__(max_length=length, verbose_name=caption, help_text=tip, **_blank(rest, ""))


class Code(Text):
    """Trimmed upper-case text, compared bytewise."""

    kind = Kind.CODE


class Formula(Text):
    """A date formula (domain.md 6.4)."""

    kind = Kind.FORMULA


class Note(_Text):
    """Text of any length; blank, never NULL."""

    kind = Kind.NOTE
    required = False
    field_type = "TEXT"

    def __init__(self, caption: str, tip: str = "", **rest: Any) -> None:
        super().__init__(max_length=0, verbose_name=caption, help_text=tip, **_blank(rest, ""))

    def get_modifiers(self) -> None:
        """No length."""


class Whole(_Whole):
    """A whole number."""

    kind = Kind.INTEGER
    required = False

    def __init__(
        self,
        caption: str,
        tip: str = "",
        *,
        least: int | None = None,
        most: int | None = None,
        **rest: Any,
    ) -> None:
        self.least = least
        self.most = most
        super().__init__(verbose_name=caption, help_text=tip, **_blank(rest, 0))


class Money(_Amount):
    """An amount in local currency, stored as whole hundredths."""

    kind = Kind.MONEY
    required = False
    field_type = "BIGINT"

    def __init__(self, caption: str, tip: str = "", *, least: int | None = None, **rest: Any) -> None:
        self.least = least
        super().__init__(verbose_name=caption, help_text=tip, **_blank(rest, Decimal("0.00")))

    def db_value(self, value: Decimal | int | None) -> int | None:
        """The amount in hundredths."""
        return None if value is None else hundredths(value)

    def python_value(self, value: int | None) -> Decimal | None:
        """The amount in local currency."""
        return None if value is None else amount(value)


class Percent(Money):
    """A percentage with two decimals, from 0 to 100."""

    kind = Kind.PERCENT


def hundredths(value: Decimal | int) -> int:
    """An amount as whole hundredths, rounded half up."""
    return int((Decimal(value) / _HUNDREDTH).quantize(Decimal(1), ROUND_HALF_UP))


def amount(value: int) -> Decimal:
    """Whole hundredths as an amount; also for sums, which Peewee leaves in hundredths."""
    return (Decimal(int(value)) * _HUNDREDTH).quantize(_HUNDREDTH)


class Choice(_Whole):
    """An option, stored as its ordinal."""

    kind = Kind.OPTION
    required = False
    field_type = "SMALLINT"

    def __init__(self, options: type[Option], caption: str, tip: str = "", **rest: Any) -> None:
        self.options = options
        rest = {"choices": options.choices(), **rest}
        super().__init__(verbose_name=caption, help_text=tip, **_blank(rest, 0))


class Flag(_Flag):
    """Yes or no."""

    kind = Kind.BOOLEAN
    required = False

    def __init__(self, caption: str, tip: str = "", **rest: Any) -> None:
        super().__init__(verbose_name=caption, help_text=tip, **_blank(rest, False))


class Date(_Date):
    """A date, or none."""

    kind = Kind.DATE

    def __init__(self, caption: str, tip: str = "", *, required: bool = False, **rest: Any) -> None:
        self.required = required
        super().__init__(verbose_name=caption, help_text=tip, null=True, **rest)


class Time(_Time):
    """A time of day, or none."""

    kind = Kind.TIME
    required = False

    def __init__(self, caption: str, tip: str = "", **rest: Any) -> None:
        super().__init__(verbose_name=caption, help_text=tip, null=True, **rest)


class Moment(_Whole):
    """A UTC moment in whole seconds since 1970, written by the program; 0 for never."""

    kind = Kind.MOMENT
    required = False
    field_type = "BIGINT"

    def __init__(self, caption: str = "", **rest: Any) -> None:
        super().__init__(verbose_name=caption, **_blank(rest, 0))


if TYPE_CHECKING:

    class Reference(pw.Field[int | None]):
        """A reference, read and written as the id of the record."""

        def __init__(
            self,
            model: Any,
            caption: str,
            tip: str = "",
            *,
            required: bool = False,
            index: bool = False,
            on_delete: str = "RESTRICT",
            **rest: Any,
        ) -> None: ...
else:

    class Reference(pw.ForeignKeyField):
        """A reference by id to the record whose code people type; never loads that record by itself."""

        kind = Kind.REFERENCE

        def __init__(
            self, model, caption, tip="", *, required=False, index=False, on_delete="RESTRICT", **rest
        ):
            self.required = required
            rest.setdefault("null", not required)
            super().__init__(
                model,
                verbose_name=caption,
                help_text=tip,
                index=index,
                on_delete=on_delete,
                lazy_load=False,
                backref="+",
                **rest,
            )
