"""Times as people type them (domain.md 6.2, ux.md 5.5)."""

from __future__ import annotations

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.times import read_time, say_time
from models.errors import RuleError

NOW = time(14, 7, 33, 250)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5", time(5)),
        ("5p", time(17)),
        ("12a", time(0)),
        ("12p", time(12)),
        ("0530", time(5, 30)),
        ("053005", time(5, 30, 5)),
        ("t", time(14, 7, 33)),
        ("n", time(14, 7, 33)),
        ("Now", time(14, 7, 33)),
        ("9", time(9)),
        ("0930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("93005", time(9, 30, 5)),
        ("9.30", time(9, 30)),
        ("9 30", time(9, 30)),
        (" 17:05:09 ", time(17, 5, 9)),
        ("5:30 pm", time(17, 30)),
        ("5 P.M.", time(17)),
        ("530p", time(17, 30)),
        ("00", time(0)),
    ],
)
def test_shorthand_is_read(typed: str, expected: time) -> None:
    assert read_time(typed, now=NOW) == expected


@pytest.mark.parametrize(
    "typed", ["", "24", "2400", "960", "9:60", "13p", "0a", "x", "-9", "1234567", "9:3:2:1", "9:300"]
)
def test_what_is_no_time_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(RuleError, match="is not a time"):
        read_time(typed, now=NOW)


@given(st.one_of(st.text(), st.text("0123456789:. apmtn", max_size=9)))
def test_any_text_is_a_time_or_refused(typed: str) -> None:
    moment = time()
    with suppress(RuleError):
        moment = read_time(typed, now=NOW)
    assert moment.microsecond == 0


@given(st.times().map(lambda moment: moment.replace(microsecond=0)))
def test_what_we_say_we_read(moment: time) -> None:
    assert read_time(say_time(moment, seconds=True), now=NOW) == moment
    assert read_time(say_time(moment), now=NOW) == moment.replace(second=0)
