"""Numbers such as `SM00001`: the next one, and whether it still belongs to its series (domain.md 1.7).

A number is a text whose last group of digits counts. Only the digits 0 to 9 count.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from models.errors import RuleError
from models.words import p_

NUMBER_LENGTH = 20
"""The greatest length of a number."""

_LAST_DIGITS = re.compile(r"[0-9]+(?=[^0-9]*\Z)")
_DIGITS = re.compile(r"[0-9]+")


def increment(number: str, by: int = 1) -> str:
    """The number that comes `by` after `number`: `SM00001` to `SM00002`, `A09B` to `A10B`, `X99` to `X100`.

    Zeros in front are kept as long as they are needed. Raises `RuleError` when there are no digits, when `by`
    is less than 1, and when the new number would be longer than 20 characters.
    """
    if by < 1:
        raise RuleError(p_("error", "A number series counts up by 1 or more."), field="increment_by_no")
    digits = _last_digits(number)
    counted = str(int(digits[0]) + by).zfill(len(digits[0]))
    return _short_enough(number[: digits.start()] + counted + number[digits.end() :])


def block(number: str, by: int, start: str, end: str = "", *, most: int) -> list[str]:
    """The numbers that come after `number` in its series, at most so many; fewer when little is left.

    The same as `following` again and again, for drawing many at once.
    """

    def is_beyond(steps: int) -> bool:
        return following(number, by * steps, start, end) is None

    if is_beyond(1):
        return []
    left = bisect_left(range(1, most + 1), True, key=is_beyond)
    digits = _last_digits(number)
    width, first = len(digits[0]), int(digits[0]) + by
    before, behind = number[: digits.start()], number[digits.end() :]
    return [f"{before}{str(first + by * step).zfill(width)}{behind}" for step in range(left)]


def fits(number: str, start: str, end: str = "") -> bool:
    """Whether `number` belongs to the series that runs from `start` to `end` (blank: without an end).

    It does not when it is below the start or above the end, has other characters around its digits than the
    start, or is shorter than the start or longer than the end; the series is exhausted then.
    """
    if not same_shape(number, start) or len(number) < len(start) or not reaches(number, start):
        return False
    return not end or (len(number) <= len(end) and same_shape(number, end) and reaches(end, number))


def following(number: str, by: int, start: str, end: str = "") -> str | None:
    """The number after `number` in its series, or `None` when nothing is left of the series."""
    try:
        candidate = increment(number, by)
    except RuleError:
        return None
    return candidate if fits(candidate, start, end) else None


def reaches(number: str, limit: str) -> bool:
    """Whether `number` is `limit` or comes after it; for numbers of one shape, as a warning number is."""
    return _order(number) >= _order(limit)


def same_shape(number: str, other: str) -> bool:
    """Whether two numbers differ at most in their digits, as `A09B` and `A10B`, but not `B09B`."""
    return _DIGITS.sub("0", number) == _DIGITS.sub("0", other)


def reformat(number: str, like: str) -> str:
    """`number` in the shape of `like`: what counts in it stays, padded to the same width of digits at least.

    So a change of one number of a series line is carried to its others: `SM00010` like `SEG001` is `SEG010`.
    Raises `RuleError` as `increment` does.
    """
    digits, pattern = _last_digits(number), _last_digits(like)
    counted = str(int(digits[0])).zfill(len(pattern[0]))
    return _short_enough(like[: pattern.start()] + counted + like[pattern.end() :])


def _last_digits(number: str) -> re.Match[str]:
    found = _LAST_DIGITS.search(number)
    if found is None:
        message = p_(
            "error", 'The number "{number}" has no digits to count with; write for example {number}0001.'
        )
        raise RuleError(message.format(number=number[:NUMBER_LENGTH]))
    if len(number) > NUMBER_LENGTH:
        raise _too_long()
    return found


def _short_enough(number: str) -> str:
    if len(number) > NUMBER_LENGTH:
        raise _too_long()
    return number


def _too_long() -> RuleError:
    return RuleError(p_("error", "A number has at most {limit} characters.").format(limit=NUMBER_LENGTH))


def _order(number: str) -> tuple[tuple[int, ...], str]:
    """Digits compare as numbers, so that `X100` comes after `X99`; the text parts `X1` and `X01`."""
    return tuple(int(group) for group in _DIGITS.findall(number)), number
