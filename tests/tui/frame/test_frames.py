"""Only what changes is sent, and the terminal shows the same as if everything was."""

from __future__ import annotations

import random

import pyte
import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from tui.frames import Frames

WIDTH, HEIGHT = 30, 8
STYLES = (
    "",
    "1",
    "2",
    "7",
    "1;31",
    "31;44",
    "39;49",
    "38;2;1;2;3;48;2;4;5;6",
    "4;38;5;9",
    "48;5;200",
    "7;34",
)
WORDS = ("Anna", "Åsa", "    ", "           ", "42", "-- more --", "界隈", "e\u0301te", "☎ 12", "~", " ", "Ł")


def at(y: int, x: int, *pieces: tuple[str, str]) -> str:
    """A row of a frame as Textual writes it: every piece with its style, which then ends."""
    shown = (f"\x1b[{style}m{text}\x1b[0m" if style else text for text, style in pieces)
    return f"\x1b[{y + 1};{x + 1}H" + "".join(shown)


class Screen:
    """A terminal, and its picture as it matters to a person."""

    def __init__(self, columns: int = WIDTH, lines: int = HEIGHT) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._screen.reset_mode(pyte.modes.DECAWM)
        self._stream = pyte.Stream(self._screen)

    def feed(self, data: str) -> None:
        self._stream.feed(data)

    @property
    def picture(self) -> list[list[tuple[object, ...]]]:
        """Every cell; of a blank only what is seen of its style."""
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return [[_seen(row[x]) for x in range(self._screen.columns)] for row in rows]

    @property
    def cursor(self) -> tuple[int, int]:
        return self._screen.cursor.y, self._screen.cursor.x


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    marked = cell.reverse or cell.underscore or cell.strikethrough
    if cell.data.strip() or marked:
        return (cell.data, cell.fg, cell.bg, cell.reverse, cell.underscore, cell.bold)
    return (" ", "default", cell.bg, False, False, False)


def known(data: str, frames: Frames | None = None) -> Frames:
    """What is known after a frame."""
    frames = Frames(WIDTH, HEIGHT) if frames is None else frames
    frames.changes(data)
    return frames


def random_row(chance: random.Random, y: int) -> str:
    pieces, room = [], WIDTH
    while room > 0:
        text = chance.choice(WORDS)
        width = {"界隈": 4, "e\u0301te": 3}.get(text, len(text))
        if width > room:
            text, width = " " * room, room
        pieces.append((text, chance.choice(STYLES)))
        room -= width
    return at(y, 0, *pieces)


def random_piece(chance: random.Random) -> str:
    text = chance.choice(("Anna", "-", "   ", "12 Mar"))
    return at(
        chance.randrange(HEIGHT), chance.randrange(WIDTH - len(text) + 1), (text, chance.choice(STYLES))
    )


@pytest.mark.parametrize("seed", range(40))
def test_random_frames_show_the_same_as_sent_in_full(seed: int) -> None:
    chance = random.Random(seed)
    frames, ours, full = Frames(WIDTH, HEIGHT), Screen(), Screen()
    all_rows = "\n".join(random_row(chance, y) for y in range(HEIGHT)) + at(0, 0)
    for frame in range(12):
        rows = [random_row(chance, y) for y in sorted(chance.sample(range(HEIGHT), 3))]
        data = "\n".join(rows) + at(chance.randrange(HEIGHT), chance.randrange(WIDTH))
        data = data if frame else all_rows
        full.feed(data.replace("\n", "\r\n"))
        ours.feed(frames.changes(data))
        assert ours.picture == full.picture
        assert ours.cursor == full.cursor


@pytest.mark.parametrize("seed", range(20))
def test_pieces_of_rows_show_the_same_as_sent_in_full(seed: int) -> None:
    chance = random.Random(seed)
    frames, ours, full = Frames(WIDTH, HEIGHT), Screen(), Screen()
    for _ in range(40):
        data = random_piece(chance) + random_piece(chance) + at(1, 1)
        full.feed(data)
        ours.feed(frames.changes(data))
        assert ours.picture == full.picture


def test_a_piece_over_half_a_wide_character_leaves_a_blank_of_the_rest() -> None:
    frames, ours = Frames(WIDTH, HEIGHT), Screen()
    ours.feed(frames.changes(at(0, 0, ("a界b界c", ""))))
    ours.feed(frames.changes(at(0, 2, ("xy", ""))))
    assert "".join(str(cell[0]) for cell in ours.picture[0]).rstrip() == "a xy界 c"
    ours.feed(frames.changes(at(0, 5, ("z", ""))))
    assert "".join(str(cell[0]) for cell in ours.picture[0]).rstrip() == "a xy zc"


def test_a_frame_that_changes_nothing_sends_nothing() -> None:
    row = at(2, 0, ("Anna Hughes", "1"))
    frames = known(row)
    assert frames.changes(row) == ""


def test_one_letter_costs_a_movement_and_the_letter() -> None:
    frames = known(at(0, 0, ("Anna Hughes", "1;39;49"), ("   ", "2;39;49")) + at(0, 0))
    assert frames.changes(at(0, 0, ("Anna Hughas", "1;39;49")) + at(0, 0)) == "\x1b[9C\x1b[1ma\x1b[m\r"


def test_the_marker_of_a_list_moves_in_five_bytes() -> None:
    frames = known(at(3, 0, ("> CT1 Anna", "")) + at(4, 0, ("  CT2 Bert", "")) + at(3, 0))
    moved = at(3, 0, ("  CT1 Anna", "")) + at(4, 0, ("> CT2 Bert", "")) + at(4, 0)
    assert frames.changes(moved) == " \r\n>\r"


def test_an_emptied_row_is_erased_not_overwritten() -> None:
    frames = known(at(0, 0, ("x" * WIDTH, "31")) + at(0, 0))
    assert frames.changes(at(0, 0, (" " * WIDTH, "31")) + at(0, 0)) == "\x1b[K"


def test_a_coloured_ground_is_written_because_terminals_erase_to_their_own() -> None:
    frames = known(at(0, 0, ("x" * WIDTH, "44")))
    assert "\x1b[K" not in frames.changes(at(0, 0, (" " * WIDTH, "44")))


@pytest.mark.parametrize(
    "data", ["\x1b[?25h", "\x07", "\x1b]52;c;QQ==\x07", "\x1b[?2004h", "\x1b[>25u", "\x1b[?2026$p"]
)
def test_what_shows_nothing_is_sent_and_leaves_the_picture_known(data: str) -> None:
    row = at(0, 0, ("Anna", ""))
    frames = known(row)
    assert frames.changes(data) == data
    assert frames.changes(row) == ""


@pytest.mark.parametrize(
    "data", ["\x1b[?1049h", "\x1b[2J", "text", at(0, 0, ("\x1b[5A", "")), "\x1b[1;1H\x08"]
)
def test_after_anything_else_all_is_sent_again(data: str) -> None:
    row = at(0, 0, ("Anna", ""))
    frames = known(row)
    assert frames.changes(data) == data
    assert "Anna" in frames.changes(row)


@pytest.mark.parametrize(
    "data", [at(HEIGHT, 0, ("Anna", "")), at(0, WIDTH - 3, ("Anna", "")), at(0, 0, ("Anna", "99"))]
)
def test_a_frame_that_is_not_understood_is_sent_as_it_is(data: str) -> None:
    row = at(0, 0, ("Anna", ""))
    frames = known(row)
    assert frames.changes(data) == data
    assert "Anna" in frames.changes(row)


def test_another_size_forgets_what_was_shown() -> None:
    frames = known(at(0, 0, ("Anna", "")))
    frames.resize(WIDTH + 9, HEIGHT)
    wide = "x" * (WIDTH + 5)
    assert wide in frames.changes(at(0, 0, (wide, "")))


def test_pictures_of_textual_itself_are_understood() -> None:
    """What Textual writes for a screen goes through as changes, not as it is."""

    class Hello(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("Hello [b]World[/b] [red on blue]界[/]")

    async def drawn() -> str:
        async with Hello().run_test(size=(WIDTH, HEIGHT)) as pilot:
            update = pilot.app.screen._compositor.render_full_update()
            return update.render_segments(pilot.app.console) + at(0, 0)

    import asyncio

    data = asyncio.run(drawn())
    frames, ours, full = Frames(WIDTH, HEIGHT), Screen(), Screen()
    changes = frames.changes(data)
    full.feed(data.replace("\n", "\r\n"))
    ours.feed(changes)
    assert ours.picture == full.picture
    assert changes != data
    assert frames.changes(data) == ""
