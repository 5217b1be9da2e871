"""Keys in the lists: time and bytes of each, in a short list and a long one, while somebody else writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice
from tempfile import TemporaryDirectory
from typing import Any

from models.pages import page
from models.queries.lists import windows
from models.queries.lists.rows import Filter, Question
from models.queries.lists.seeking import seek
from tests.bench.data import database, given, newcomer
from tests.bench.floors import bare_sql, empty_frame
from tests.bench.measuring import Amount, Line, Size, percentile
from tests.bench.writing import others_writing
from tests.terminal import Answer, Terminal, touchbase

QUIET = 0.06
"""Seconds of silence that end an answer."""
PATIENCE = 1.5
"""Seconds after which a key has no answer."""
SLOW_LINE = {"SSH_CONNECTION": "as on a slow line"}
GROWTH = 2.0
"""The most that a key may take longer in the long list than in the short one."""
_PAGE = 40


@dataclass(frozen=True, slots=True)
class List:
    """A list that is measured."""

    page: str
    records: str
    opened_by: tuple[str, ...]
    shows: str
    """Stands on the screen once it shows rows."""
    words: tuple[str, ...]
    """What is typed into the quick search, letter by letter."""
    seeks: tuple[str, ...]
    """What is typed to jump, letter by letter."""
    filter: Filter
    """What `f` is told."""
    field: int
    """How many fields stand before that one in the form."""
    other_order: str
    """The second of the orders that `o` offers."""

    def number(self, amount: Amount) -> int:
        """How many rows it has in a database of this size."""
        return amount.contacts if self.page == "contacts" else amount.entries


CONTACTS = List(
    "contacts",
    "contacts",
    ("1",),
    "> CT",
    ("night", "седых", "harbo", "oulu", "ct0004", "vera"),
    ("g", "ko", "mel", "ру", "wo", "zz"),
    Filter("salesperson_code", "AH|JO"),
    4,
    "no",
)
LOG = List(
    "log-entries",
    "entries",
    ("4",),
    "Interaction Log Entries",
    ("compl", "догов", "visit", "korho", "coffee", "pinata"),
    ("2024", "2019-03", "2016"),
    Filter("interaction_template_code", "INCOME|EMAIL"),
    2,
    "entry_no",
)

Keys = Callable[[Terminal, Size, List], list[Answer]]
Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """A way to use a list."""

    name: str
    keys: Keys
    asks: Callable[[List], Sequence[Ask]] = lambda _list: ()
    """What the database is asked for it, at least: one of these each time."""


def lists(size: Size) -> Iterator[Line]:
    """Every way to move in the contacts and in the log, on both engines."""
    frame = empty_frame(size.keys, QUIET)
    yield Line("a frame of an empty Textual application: p50", frame, "ms")
    for engine in size.engines:
        for one in (CONTACTS, LOG):
            times: dict[str, list[float]] = {}
            for amount in size.amounts:
                for line, case, middle in _one_size(size, engine, one, amount, frame):
                    times.setdefault(case, []).append(middle)
                    yield line
            yield from _growth(size, engine, one, times)


def _one_size(
    size: Size, engine: str, one: List, amount: Amount, frame: float
) -> Iterator[tuple[Line, str, float]]:
    where = database(size, engine, amount)
    floors = {case.name: bare_sql(where, partial(case.asks, one), size.keys) for case in CASES}
    with others_writing(where), opened(where, one, size) as terminal:
        for case in CASES:
            answers = [answer for answer in case.keys(terminal, size, one) if answer.data]
            if not answers:
                continue
            times = [answer.seconds * 1000 for answer in answers]
            middle = percentile(times, 50)
            sent = percentile([answer.size for answer in answers], 50)
            yield (
                Line(
                    f"{case.name}, {one.number(amount):,} {one.records}, {engine}: p50",
                    middle,
                    "ms",
                    frame + floors[case.name],
                    f"p95 {percentile(times, 95):.1f} ms, {sent:.0f} bytes, {len(times)} keys; "
                    f"floor: frame and {floors[case.name]:.2f} ms of SQL",
                ),
                case.name,
                middle,
            )


def _growth(size: Size, engine: str, one: List, times: dict[str, list[float]]) -> Iterator[Line]:
    short, *_, long = (one.number(amount) for amount in size.amounts) if len(size.amounts) > 1 else (0, 0)
    for case, middles in times.items():
        if len(middles) > 1:
            yield Line(
                f"{case}, {engine}: from {short:,} to {long:,} {one.records}",
                middles[-1],
                "ms",
                middles[0],
                "p50 in the long list against the short one",
                ratio_at_most=GROWTH,
            )


def question(one: List) -> Question:
    """What the list asks for when it is opened."""
    of = page(one.page)
    return Question(of.name, of.columns, of.order, of.descending)


@contextmanager
def opened(where: str, one: List, size: Size, columns: int = 120, lines: int = 40) -> Iterator[Terminal]:
    """The program on a list without detail, at rest."""
    command = touchbase(*given(where, newcomer()))
    with (
        TemporaryDirectory(prefix="touchbase-bench-home-") as home,
        Terminal(
            command, columns=columns, lines=lines, environment={**SLOW_LINE, "XDG_STATE_HOME": home}
        ) as terminal,
    ):
        terminal.read_until(CONTACTS.shows)
        press(terminal, *one.opened_by)
        terminal.read_until(one.shows)
        terminal.read_until_quiet(size.rest)
        _hide_detail(terminal, size.rest)
        yield terminal


def _hide_detail(terminal: Terminal, rest: float) -> None:
    for _ in range(3):
        if not any(row.startswith("-- ") or " | " in row for row in terminal.rows[2:]):
            return
        press(terminal, "v")
        terminal.read_until_quiet(rest)


def press(terminal: Terminal, *keys: str) -> Answer:
    """Press keys and wait for the whole answer."""
    answer = terminal.press(*keys, quiet=QUIET, patience=PATIENCE)
    assert terminal.process.poll() is None, f"the program has ended:\n{terminal.text}"
    return answer


def each(terminal: Terminal, keys: Sequence[str], rest: float) -> list[Answer]:
    """The answers to keys one after the other; then wait until also what takes its time is drawn."""
    answers = [press(terminal, key) for key in keys]
    terminal.read_until_quiet(rest)
    return answers


def _down(terminal: Terminal, size: Size, _one: List) -> list[Answer]:
    each(terminal, ["home"], size.rest)
    return each(terminal, ["down"] * size.keys, size.rest)


def _pages(terminal: Terminal, size: Size, _one: List) -> list[Answer]:
    """Page down again and again, from the beginning each time, for the short list has few pages."""
    answers: list[Answer] = []
    while len(answers) < size.keys:
        each(terminal, ["home"], size.rest)
        answers += each(terminal, ["pagedown"] * min(20, size.keys - len(answers)), size.rest)
    return answers


def _end(terminal: Terminal, size: Size, _one: List) -> list[Answer]:
    return each(terminal, ["end", "home"] * size.keys, size.rest)[::2]


def _letters(terminal: Terminal, size: Size, one: List) -> list[Answer]:
    return _typed(terminal, size, "/", one.words)


def _seek(terminal: Terminal, size: Size, one: List) -> list[Answer]:
    each(terminal, ["home"], size.rest)
    return _typed(terminal, size, "s", one.seeks)


def _typed(terminal: Terminal, size: Size, key: str, words: Sequence[str]) -> list[Answer]:
    """The answers to each letter of words, typed after `key` and given up again."""
    answers: list[Answer] = []
    for word in cycle(words):
        if len(answers) >= size.keys:
            return answers
        press(terminal, key)
        answers += [press(terminal, letter) for letter in word]
        each(terminal, ["escape", "escape"][: 1 if key == "s" else 2], QUIET)
    return answers


def _orders(terminal: Terminal, size: Size, _one: List) -> list[Answer]:
    """To another column and back; a column with an index."""
    each(terminal, ["home"], size.rest)
    answers = []
    for way in islice(cycle(("down", "up")), size.keys):
        press(terminal, "o")
        press(terminal, way)
        answers.append(press(terminal, "enter"))
    terminal.read_until_quiet(size.rest)
    return answers


def _filters(terminal: Terminal, size: Size, one: List) -> list[Answer]:
    """From the form of filters to the rows that meet an expression."""
    each(terminal, ["home"], size.rest)
    answers = []
    for _ in range(size.keys):
        press(terminal, "f")
        press(terminal, *["tab"] * one.field, *one.filter.expression)
        answers.append(press(terminal, "enter"))
        press(terminal, "escape")
    terminal.read_until_quiet(size.rest)
    return answers


def _ask_second_page(one: List) -> Sequence[Ask]:
    asked = question(one)
    first = windows.window(asked, None, limit=_PAGE).rows[-1]
    return (partial(windows.window, asked, first, limit=_PAGE),)


def _ask_last_page(one: List) -> Sequence[Ask]:
    return (partial(windows.window, question(one), None, before=True, limit=_PAGE),)


def _ask_search(one: List) -> Sequence[Ask]:
    beginnings = [word[:length] for word in one.words for length in range(1, len(word) + 1)]
    return [_first_page(one, search=beginning) for beginning in beginnings]


def _ask_place(one: List) -> Sequence[Ask]:
    asked = question(one)
    beginnings = [word[:length] for word in one.seeks for length in range(1, len(word) + 1)]
    found = [row for beginning in beginnings if (row := seek(asked, beginning))]
    return [partial(windows.around, asked, row, limit=_PAGE) for row in found]


def _ask_other_order(one: List) -> Sequence[Ask]:
    return (_first_page(one), _first_page(one, order=one.other_order))


def _ask_filtered(one: List) -> Sequence[Ask]:
    return (_first_page(one, filters=(one.filter,)),)


def _first_page(one: List, **change: Any) -> Ask:
    return partial(windows.window, replace(question(one), **change), None, limit=_PAGE)


CASES = (
    Case("cursor down", _down),
    Case("page down", _pages, _ask_second_page),
    Case("End", _end, _ask_last_page),
    Case("jump, a letter", _seek, _ask_place),
    Case("another order", _orders, _ask_other_order),
    Case("quick search, a letter", _letters, _ask_search),
    Case("filter by expression", _filters, _ask_filtered),
)
"""Every way to use a list that is measured."""
