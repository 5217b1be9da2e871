"""Number series: the next number, typed numbers, and the rules of series and their lines (domain.md 1.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models import dictionary
from models.base import tuples
from models.database import locked, unit
from models.errors import RuleError
from models.increment import following, reaches, reformat, same_shape
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine, NumberSeriesRelationship
from models.queries.numbers import Line, line_for, next_of
from models.rules import hooks
from models.rules.hooks import Change
from models.who import who
from models.words import p_, translate

_NUMBERS = ("starting_no", "ending_no", "warning_no", "last_no_used")


@dataclass(frozen=True, slots=True)
class Next:
    """A number that was drawn and will not be given again."""

    number: str
    warning: str = ""
    """A sentence when the series runs low."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a new record."""

    number: str
    series: int | None
    """The series it was drawn from; none for a typed number."""
    warning: str = ""


@unit
def next_number(series_id: int, date: dt.date | None = None) -> Next:
    """Draw the next number of a series for a date, by default the work date.

    The series stays locked until the unit of work ends, so nobody else gets the number. Raises `RuleError`
    when the series has no line for the date, is exhausted, or gives numbers in the order of dates only.
    """
    on = date or who().work_date
    code, line = open_line(series_id, on)
    number = next_of(line)
    if number is None:
        raise exhausted(code)
    use(line, number, on)
    return Next(number, _warning(code, line, number))


def open_line(series_id: int, on: dt.date) -> tuple[str, Line]:
    """The code of a series and the line that gives its numbers on a day, locked until the unit of work ends.

    Raises `RuleError` as `next_number` does.
    """
    code, in_order = _locked_series(series_id)
    line = line_for(series_id, on)
    if line is None:
        raise RuleError(
            p_("error", "Number series {series} has no open line for {date}; add one on its lines.").format(
                series=code, date=on.isoformat()
            )
        )
    if in_order and line.last_date_used is not None and on < line.last_date_used:
        raise RuleError(
            p_(
                "error",
                "Number series {series} gives numbers in the order of dates; the last was on {date}.",
            ).format(series=code, date=line.last_date_used.isoformat())
        )
    return code, line


def exhausted(code: str) -> RuleError:
    """What is said of a series that has no numbers left."""
    return RuleError(
        p_("error", "Number series {series} is exhausted; give it a new line or a later end.").format(
            series=code
        )
    )


def use(line: Line, number: str, on: dt.date) -> None:
    """Note on its line that a number was given on a day; the line closes with its last one."""
    used = replace(line, last_no_used=number)
    NumberSeriesLine.update(last_no_used=number, last_date_used=on, open=next_of(used) is not None).where(
        NumberSeriesLine.id == line.id
    ).execute()


def leave(line: Line) -> None:
    """Note that no number was given of a line after all: it is as it was when it was found open."""
    NumberSeriesLine.update(
        last_no_used=line.last_no_used, last_date_used=line.last_date_used, open=True
    ).where(NumberSeriesLine.id == line.id).execute()


def typed_number_allowed(setup_field: str) -> bool:
    """Whether people may type the number of a new record that this field of Marketing Setup numbers."""
    series = _series_of(setup_field)
    return series is None or _flag(series, NumberSeries.manual_nos)


@unit
def number_for(
    setup_field: str,
    typed: str,
    *,
    taken: Callable[[str], bool],
    series: int | None = None,
    date: dt.date | None = None,
) -> Numbered:
    """The number of a new record: the typed one if allowed, else the next free one of its series.

    `setup_field` is the field of Marketing Setup that names the series, such as `contact_nos`; `series` an
    alternative one that was chosen. Raises `RuleError` naming the field of Marketing Setup or of the number.
    """
    if typed:
        refuse_typed(setup_field)
        return Numbered(typed, None)
    chosen = giving_series(setup_field, series)
    drawn = next_number(chosen, date)
    while taken(drawn.number):
        drawn = next_number(chosen, date)
    return Numbered(drawn.number, chosen, drawn.warning)


def giving_series(setup_field: str, series: int | None = None) -> int:
    """The series that numbers new records by itself; the arguments and errors are those of `number_for`."""
    chosen = _chosen(setup_field, series)
    if not _flag(chosen, NumberSeries.default_nos):
        raise RuleError(
            p_("error", "Number series {series} gives no numbers by itself; type the number.").format(
                series=_code(chosen)
            ),
            field="no",
        )
    return chosen


def refuse_typed(setup_field: str) -> None:
    """Raise a `RuleError` when numbers of this kind may not be typed or changed."""
    if not typed_number_allowed(setup_field):
        raise RuleError(
            p_("error", "Number series {series} does not allow typed numbers; leave it blank.").format(
                series=_code(_series_of(setup_field))
            ),
            field="no",
        )


def _locked_series(series_id: int) -> tuple[str, bool]:
    query = NumberSeries.select(NumberSeries.code, NumberSeries.date_order)
    code, in_order = tuples(locked(query.where(NumberSeries.id == series_id)))[0]
    return str(code), bool(in_order)


def _warning(code: str, line: Line, number: str) -> str:
    if not (line.warning_no and line.ending_no and reaches(number, line.warning_no)):
        return ""
    return p_("note", "Number series {series} runs low: {number} of {last} was given.").format(
        series=code, number=number, last=line.ending_no
    )


def _series_of(setup_field: str) -> int | None:
    found = tuples(MarketingSetup.select(getattr(MarketingSetup, setup_field)))
    return found[0][0] if found else None


def _chosen(setup_field: str, series: int | None) -> int:
    usual = _series_of(setup_field)
    if usual is None:
        field: Any = getattr(MarketingSetup, setup_field)
        raise RuleError(
            p_("error", "{field} in Marketing Setup names no number series; fill it in first.").format(
                field=translate(dictionary.about(field).caption)
            ),
            field="no",
        )
    if series in (None, usual):
        return usual
    related = NumberSeriesRelationship.select(NumberSeriesRelationship.id).where(
        NumberSeriesRelationship.series == usual, NumberSeriesRelationship.related_series == series
    )
    if not tuples(related):
        raise RuleError(
            p_("error", "Number series {series} cannot be used instead of {usual}.").format(
                series=_code(series), usual=_code(usual)
            ),
            field="no_series",
        )
    return series or usual


def _flag(series: int, flag: Any) -> bool:
    return bool(tuples(NumberSeries.select(flag).where(NumberSeries.id == series))[0][0])


def _code(series: int | None) -> str:
    return str(tuples(NumberSeries.select(NumberSeries.code).where(NumberSeries.id == series))[0][0])


@hooks.before(NumberSeries)
def _keep_one_way_to_number(change: Change) -> None:
    """Switching one flag off switches the other on."""
    if change.new["default_nos"] or change.new["manual_nos"]:
        return
    manual_went = bool(change.old) and change.changed("manual_nos") and not change.changed("default_nos")
    change.new["default_nos" if manual_went else "manual_nos"] = True


@hooks.before(NumberSeriesRelationship)
def _relate_two(change: Change) -> None:
    if change.new["series"] == change.new["related_series"]:
        raise RuleError(p_("error", "A number series does not replace itself."), field="series_code")


@hooks.before(NumberSeriesLine)
def _check_line(change: Change) -> None:
    new = change.new
    entered = [name for name in _NUMBERS if name in change.typed and change.changed(name) and new[name] != ""]
    for name in entered:
        _countable(name, new[name])
    if entered and new["starting_no"]:
        _carry_format(change, entered)
    _check_shapes(new)
    watched = ("starting_no", "ending_no", "increment_by_no", "last_no_used")
    if change.changed(*watched) and not ("open" in change.typed and change.changed("open")):
        left = following(new["last_no_used"], new["increment_by_no"], new["starting_no"], new["ending_no"])
        new["open"] = not new["last_no_used"] or left is not None


def _countable(name: str, number: str) -> None:
    try:
        reformat(number, number)
    except RuleError as error:
        raise RuleError(str(error), field=_known_as(name)) from None


def _carry_format(change: Change, entered: list[str]) -> None:
    """The other numbers of the line take the form of the one that was entered."""
    new, like = change.new, change.new[entered[0]]
    for name in _NUMBERS:
        if name in entered or not new[name]:
            continue
        if entered[0] != "starting_no" and same_shape(new[name], like):
            continue  # C9 to C99 is one series
        shaped = reformat(new[name], like)
        if name == "last_no_used" and shaped != new[name]:
            raise RuleError(
                p_("error", "{number} would change Last No. Used from {old} to {new}.").format(
                    number=like, old=new[name], new=shaped
                ),
                field=_known_as(entered[0]),
            )
        new[name] = shaped


def _check_shapes(new: dict[str, Any]) -> None:
    start = new["starting_no"]
    for name in _NUMBERS[1:]:
        if start and new[name] and not same_shape(new[name], start):
            raise RuleError(
                p_("error", "{number} does not have the form of the starting number {start}.").format(
                    number=new[name], start=start
                ),
                field=_known_as(name),
            )
    if start and new["ending_no"] and not reaches(new["ending_no"], start):
        raise RuleError(
            p_("error", "The ending number {number} comes before the starting number {start}.").format(
                number=new["ending_no"], start=start
            ),
            field="ending_no",
        )
    if new["warning_no"] and not new["ending_no"]:
        raise RuleError(p_("error", "A warning number needs an ending number."), field="ending_no")


def _known_as(name: str) -> str:
    field: Any = getattr(NumberSeriesLine, name)
    return dictionary.name_of(field)
