"""Bytes on a slow line: a key, a held key, a page, a filter keypress and idle in a list, and a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from tests.bench.data import database
from tests.bench.lists import CONTACTS, LOG, PATIENCE, List, each, opened, press
from tests.bench.measuring import Line, Size, percentile
from tests.terminal import Answer, Terminal

_CURSOR, _HELD, _PAGE, _FORM = 60, 200, 1.1, 8_192
"""The most bytes of a cursor move, of a held key, of a page against its text, and of a form at 80x24."""
_FILTER, _BESIDE_TEXT = 1.1, 100
"""A filter keypress sends so many times the text that changed, and so many bytes more."""
_REPEAT = 1 / 30
"""Seconds between the keys of a keyboard that repeats."""


def line(size: Size) -> Iterator[Line]:
    """The bytes of every way to use the large contacts and the large log."""
    where = database(size, size.engines[0], size.amounts[-1])
    for one in (CONTACTS, LOG):
        with opened(where, one, size) as terminal:
            yield from _bytes(terminal, size, one)
    with opened(where, CONTACTS, size, *min(size.terminals)) as terminal:
        form = terminal.press("i", quiet=size.rest, patience=PATIENCE)
        yield Line("a form opened at 80x24: sent", form.size, "bytes", at_most=_FORM)


def _bytes(terminal: Terminal, size: Size, one: List) -> Iterator[Line]:
    down = each(terminal, ["down"] * (len(_rows(terminal)) - 2), size.rest)
    yield Line(f"cursor down, {one.records}: sent", _usually(down), "bytes", at_most=_CURSOR)
    each(terminal, ["home"], size.rest)
    before = terminal.received
    for _ in range(size.keys):
        terminal.press("down", quiet=_REPEAT)
    terminal.read_until_quiet(size.rest)
    held = (terminal.received - before) / size.keys
    yield Line(f"down held, {one.records}: a key", held, "bytes", at_most=_HELD)
    pages = [_page(terminal) for _ in range(min(10, size.keys))]
    sent, text = (sum(column) / len(pages) for column in zip(*pages, strict=True))
    yield Line(
        f"page down, {one.records}: sent", sent, "bytes", text, "the text of its rows", ratio_at_most=_PAGE
    )
    letters = [_letter(terminal, keys, size.rest) for keys in islice(cycle(_searches(one)), size.keys)]
    beyond = [max(0.0, sent - _FILTER * text) for sent, text in letters]
    yield Line(
        f"a filter keypress, {one.records}: beyond {_FILTER:g} x its text, p95",
        percentile(beyond, 95),
        "bytes",
        beside=f"p50 {percentile([sent for sent, _ in letters], 50):.0f} bytes in all",
        at_most=_BESIDE_TEXT,
    )
    each(terminal, ["escape", "escape"], size.rest)
    idle = terminal.read_until_quiet(size.idle, timeout=size.idle + 60)
    yield Line(f"idle for {size.idle:g} s, {one.records}: sent", idle.size, "bytes", at_most=0)


def _usually(answers: Sequence[Answer]) -> float:
    return percentile([answer.size for answer in answers], 50)


def _page(terminal: Terminal) -> tuple[int, int]:
    """The bytes of a page down, and those of the text of the rows that it brought."""
    answer = press(terminal, "pagedown")
    return answer.size, len("\n".join(_rows(terminal)).encode())


def _searches(one: List) -> list[tuple[str, ...]]:
    """The keys that lead to each letter of the words that are searched for: the last one is measured."""
    return [("/", *word[:length]) for word in one.words for length in range(1, len(word) + 1)]


def _letter(terminal: Terminal, keys: tuple[str, ...], rest: float) -> tuple[int, int]:
    """The bytes of the last of these keys, and those of the characters that it changed on the screen."""
    each(terminal, ["escape", "escape"], 0.1)
    each(terminal, keys[:-1], rest)
    before = terminal.rows
    answer = terminal.press(keys[-1], quiet=rest, patience=PATIENCE)
    return answer.size, _changed(before, terminal.rows)


def _changed(before: Sequence[str], after: Sequence[str]) -> int:
    changed = 0
    for old, new in zip(before, after, strict=True):
        width = max(len(old), len(new))
        pairs = zip(old.ljust(width), new.ljust(width), strict=True)
        changed += sum(len(now.encode()) for was, now in pairs if was != now)
    return changed


def _rows(terminal: Terminal) -> list[str]:
    """The rows of the list, as far as they are not blank."""
    return [row for row in terminal.rows[3:-2] if row]
