"""Keys on the screens: the time from the key sent to the last byte of the answer, and the bytes sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from tests.bench.generate import contacts_file
from tests.bench.measuring import Line, Size, percentile
from tests.bench.processes import FIRST_CONTACT
from tests.terminal import Answer, Terminal, touchbase

_FRAME = 0.06
"""Seconds of silence that end an answer."""
_PATIENCE = 1.0
"""Seconds after which a key has no answer."""
_REPEAT = 1 / 30
"""Seconds between the keys of a keyboard that repeats."""
_WORDS = ("nell", "fin", "mats", "ca", "harden", "br", "to", "kel")


def contacts_list(size: Size) -> Iterator[Line]:
    """Every way to move in the contacts, in a short list and in a long one."""
    for number in size.contacts:
        with _opened(size, number) as terminal:
            for name, answers in _moves(terminal, size):
                yield from _lines(f"{name}, {number:,} contacts", answers)
            yield _held_down(terminal, size, number)
            yield _page_text(terminal, size, number)
            idle = terminal.read_until_quiet(size.idle)
            yield Line(f"idle for {size.idle:g} s, {number:,} contacts", idle.size, "bytes")


def interaction_form(size: Size) -> Iterator[Line]:
    """Opening the form of a new interaction, and a letter typed into it."""
    with _opened(size, size.contacts[0]) as terminal:
        opened = _press(terminal, "i")
        yield Line("open the interaction form", opened.size, "bytes", len(terminal.text.encode()), "its text")
        terminal.read_until_quiet(size.rest)
        keys = ["e", "backspace"] * max(1, size.keys // 2)
        yield from _lines("a letter in the form", [_press(terminal, key) for key in keys])


def _opened(size: Size, number: int) -> Terminal:
    path = contacts_file(size.folder, number)
    command = touchbase("--database", str(path))
    terminal = Terminal(command, columns=120, lines=40, environment={"SSH_CONNECTION": "as on a slow line"})
    terminal.read_until(FIRST_CONTACT)
    terminal.read_until_quiet(size.rest)
    return terminal


def _press(terminal: Terminal, *keys: str) -> Answer:
    answer = terminal.press(*keys, quiet=_FRAME, patience=_PATIENCE)
    assert terminal.process.poll() is None, f"the program has ended:\n{terminal.text}"
    return answer


def _moves(terminal: Terminal, size: Size) -> Iterator[tuple[str, list[Answer]]]:
    yield "down", _each(terminal, ["down"] * size.keys, size.rest)
    yield "pagedown", _pages(terminal, size)
    pairs = _each(terminal, ["end", "home"] * size.keys, size.rest)
    yield "end", pairs[::2]
    yield "home", pairs[1::2]
    yield "/ a letter", _letters(terminal, size)
    yield "another order", _orders(terminal, size)


def _each(terminal: Terminal, keys: Sequence[str], rest: float) -> list[Answer]:
    answers = [_press(terminal, key) for key in keys]
    terminal.read_until_quiet(rest)
    return answers


def _pages(terminal: Terminal, size: Size) -> list[Answer]:
    """Page down again and again, from the beginning each time, for the short list has few pages."""
    answers: list[Answer] = []
    while len(answers) < size.keys:
        _each(terminal, ["home"], size.rest)
        answers += _each(terminal, ["pagedown"] * min(20, size.keys - len(answers)), size.rest)
    return answers


def _letters(terminal: Terminal, size: Size) -> list[Answer]:
    answers: list[Answer] = []
    words = cycle(_WORDS)
    while len(answers) < size.keys:
        _press(terminal, "/")
        answers += [_press(terminal, letter) for letter in next(words)]
        _press(terminal, "escape")
    terminal.read_until_quiet(size.rest)
    return answers


def _orders(terminal: Terminal, size: Size) -> list[Answer]:
    answers = []
    for _ in range(size.keys):
        _press(terminal, "o")
        answers.append(_press(terminal, "enter"))
    terminal.read_until_quiet(size.rest)
    return answers


def _held_down(terminal: Terminal, size: Size, number: int) -> Line:
    _each(terminal, ["home"], size.rest)
    before = terminal.received
    for _ in range(size.keys):
        terminal.press("down", quiet=_REPEAT)
    sent = (terminal.received - before) / size.keys
    terminal.read_until_quiet(size.rest)
    return Line(f"down held, a key, {number:,} contacts", sent, "bytes")


def _page_text(terminal: Terminal, size: Size, number: int) -> Line:
    _each(terminal, ["home"], size.rest)
    (answer,) = _each(terminal, ["pagedown"], size.rest)
    text = len("\n".join(row.partition("|")[0].rstrip() for row in terminal.rows[3:-2]).encode())
    return Line(f"a page, {number:,} contacts", answer.size, "bytes", text, "the text of its rows")


def _lines(name: str, answers: Sequence[Answer]) -> Iterator[Line]:
    times = [answer.seconds * 1000 for answer in answers if answer.data]
    unanswered = len(answers) - len(times)
    if times:
        beside = f"p50 of {len(times)} keys" + (f", {unanswered} without an answer" if unanswered else "")
        yield Line(f"{name}: time, p95", percentile(times, 95), "ms", percentile(times, 50), beside)
    yield Line(f"{name}: sent", percentile([answer.size for answer in answers], 50), "bytes")
