"""Labels and cover sheets as PDF and as text: everything is there, readable, and inside of its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from models.database import unit
from models.errors import RuleError, TouchbaseError
from models.exchange.paper.cover_sheets import CoverSheet, Sender, put_cover_sheets
from models.exchange.paper.fitting import ELLIPSIS, Fitted, fitted, flowed, packed, rows_in
from models.exchange.paper.labels import Printed, put_labels
from models.exchange.paper.pages import cells, writing
from models.exchange.paper.recipients import Skipped, numbers_of, of_entries, recipients
from models.exchange.paper.sheets import A4, SHEETS, Sheet, sheet
from models.exchange.paper.typeface import regular
from models.interaction import InteractionLogEntry as Entry
from tests import builders
from tests.conftest import ANNA

FINNISH = ("Äänekosken Paperi Oyj", "Maija Hämäläinen", "Tehtaankatu 1", "44100 Äänekoski", "FINLAND")
RUSSIAN = ("Издательство «Ёлка»", "Анна Петрова", "ул. Баумана, 7", "420111 Казань", "RUSSIA")
LONG = ("A" * 100, "Bottles " * 6, "Copper & Sons " * 7, "D" * 100, "E" * 50, "90210 " + "F" * 30, "USA")
EVERYBODY = (FINNISH, RUSSIAN, LONG)
US = Sender("Pohjola Oy", ("Kauppakatu 1", "00100 Helsinki"), ("Phone +358 9 555",))
SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)

lines_of_text = st.lists(st.text(st.characters(categories=("L", "N", "Zs")), max_size=120), max_size=8)


def printed(
    target: Path, blocks: Iterable[Sequence[str]], on: str = "3x8", form: str = "pdf", first: int = 1
) -> Printed:
    """Labels in a file; each block is called by its first line."""
    of = sheet(on)
    with writing(target, form, of.paper, title="Labels") as pages:
        return put_labels(pages, ((block[0], block) for block in blocks), of, first=first)


def texts(target: Path) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(target).pages]


def places(target: Path) -> list[tuple[float, float, str]]:
    """Where each line of the first page of a PDF begins, in millimetres from its upper left corner."""
    found: list[tuple[float, float, str]] = []
    page = PdfReader(target).pages[0]
    height = float(page.mediabox.height)

    def visit(text: str, _cm: object, matrix: list[float], _font: object, _size: float) -> None:
        found.extend(
            (matrix[4] / 72 * 25.4, (height - matrix[5]) / 72 * 25.4, text.strip()) for _ in text.split()[:1]
        )

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("on", SHEETS)
def test_every_sheet_lies_on_its_paper_and_no_label_on_another(on: str) -> None:
    of = SHEETS[on]
    boxes = [of.box(place) for place in range(of.labels)]
    assert all(box.left >= 0 and box.left + box.width <= of.paper.width + 0.05 for box in boxes)
    assert all(box.top >= 0 and box.top + box.height <= of.paper.height + 0.05 for box in boxes)
    for one, other in pairwise(boxes):
        assert other.left >= one.left + one.width - 0.05 or other.top >= one.top + one.height - 0.05
    assert on == f"{of.columns}x{of.rows}"


def test_an_unknown_sheet_is_refused_with_the_names_of_those_there_are() -> None:
    assert sheet(" 3X8 ") is SHEETS["3x8"]
    with pytest.raises(RuleError, match=r"9x9.*3x8, 3x7"):
        sheet("9x9")


@given(lines_of_text, st.floats(20, 200), st.floats(14, 100))
def test_lines_never_leave_their_place(lines: list[str], width: float, height: float) -> None:
    for found in (
        fitted(lines, width, height, regular().width, SIZES),
        flowed(lines, width, height, regular().width, SIZES),
    ):
        assert all(regular().width(line) * found.size <= width + 1e-6 for line in found.lines)
        assert len(found.lines) <= rows_in(height, found.size)
        assert found.cut or "".join("".join(found.lines).split()) == "".join("".join(lines).split())


@given(lines_of_text, st.integers(4, 40), st.integers(1, 9))
def test_letters_of_a_line_printer_never_leave_their_place(lines: list[str], width: int, rows: int) -> None:
    found = flowed(packed(lines, width, rows, cells), width, rows * 1.2, cells, (1,))
    assert all(cells(line) <= width for line in found.lines)
    assert len(found.lines) <= rows


def test_lines_shrink_before_they_are_broken_and_are_broken_before_they_are_cut() -> None:
    ten = fitted(["abcd", "x"], 40, 100, len, (10, 8, 6, 4))
    eight = fitted(["abcde", "x"], 40, 100, len, (10, 8, 6, 4))
    broken = fitted(["abc def", "x"], 40, 100, len, (10, 8, 6, 4))
    assert (ten, eight) == (Fitted(10, ("abcd", "x")), Fitted(8, ("abcde", "x")))
    assert broken == Fitted(10, ("abc", "def", "x"))
    cut = fitted(["abc def ghi", "x"], 12, 3 * 4.8, len, (10, 8, 6, 4))
    assert cut == Fitted(4, ("abc", f"de{ELLIPSIS}", "x"), cut=True)


def test_a_label_stands_where_its_sheet_has_it_and_the_first_may_be_another(tmp_path: Path) -> None:
    target = tmp_path / "labels.pdf"
    done = printed(target, [("One",), ("Two",)], first=3)
    assert done == Printed(2, 1, (), ())
    (one, two) = places(target)
    third, fourth = SHEETS["3x8"].box(2), SHEETS["3x8"].box(3)
    assert (one[2], two[2]) == ("One", "Two")
    assert third.left < one[0] < third.left + third.width
    assert third.top < one[1] < third.top + third.height
    assert fourth.left < two[0] < fourth.left + fourth.width
    assert fourth.top < two[1] < fourth.top + fourth.height
    page = PdfReader(target).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


@pytest.mark.parametrize("on", ["3x8", "3x10", "1x11"])
def test_latin_cyrillic_and_finnish_addresses_are_read_again_from_the_file(on: str, tmp_path: Path) -> None:
    target = tmp_path / "labels.pdf"
    of = SHEETS[on]
    done = printed(target, EVERYBODY * of.labels, on)
    assert (done.number, done.pages, done.cut, done.missing) == (3 * of.labels, 3, (), ())
    pages = texts(target)
    assert len(pages) == 3
    assert sum(page.count("44100 Äänekoski") for page in pages) == of.labels
    assert sum(page.count("Издательство «Ёлка»") for page in pages) == of.labels
    assert sum(page.count("A") for page in pages) >= 100 * of.labels


def test_what_does_not_fit_and_letters_that_the_font_lacks_are_told(tmp_path: Path) -> None:
    done = printed(tmp_path / "labels.pdf", [LONG, ("王小明", "שלום", "Quay 1")], "5x13")
    assert done.cut == (LONG[0],)
    assert done.missing == tuple(sorted("王小明שלום"))


def test_labels_as_text_stand_in_the_same_grid(tmp_path: Path) -> None:
    target = tmp_path / "labels.txt"
    done = printed(target, [FINNISH, RUSSIAN] * 13, form="text", first=2)
    assert (done.number, done.pages, done.cut) == (26, 2, ())
    first, second, nothing = target.read_text().split("\f")
    assert not nothing
    line = next(line for line in first.splitlines() if "44100" in line)
    assert line == " " * 29 + "44100 Äänekoski" + " " * 13 + "420111 Казань"
    assert first.count("44100 Äänekoski") == 12
    assert second.count("44100 Äänekoski") == 1
    assert len(first.splitlines()) <= 297 / 25.4 * 6


def test_on_narrow_text_labels_every_line_keeps_its_beginning(tmp_path: Path) -> None:
    target = tmp_path / "labels.txt"
    done = printed(target, [LONG], "3x8", form="text")
    assert done.cut == (LONG[0],)
    lines = [line.strip() for line in target.read_text().splitlines() if line.strip()]
    assert [line[0] for line in lines] == ["A", "B", "C", "D", "E", "9", "U"]
    assert all(len(line) <= 25 for line in lines)


def test_short_neighbours_share_a_line_of_a_label_that_is_too_low(tmp_path: Path) -> None:
    target = tmp_path / "labels.txt"
    done = printed(
        target, [("Oy Ab", "Anna", "Second floor", "Street 1", "00100 Oulu", "FINLAND")], "1x11", "text"
    )
    assert done.cut == ()
    assert "Oy Ab, Anna" in target.read_text()


@pytest.mark.parametrize("first", [0, 25])
def test_a_label_that_the_sheet_does_not_have_is_refused_and_no_file_is_made(
    first: int, tmp_path: Path
) -> None:
    with pytest.raises(RuleError, match="labels 1 to 24"):
        printed(tmp_path / "labels.pdf", [FINNISH], first=first)
    with pytest.raises(RuleError, match="nobody"):
        printed(tmp_path / "labels.pdf", [])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TouchbaseError, match="cannot be written"):
        printed(tmp_path / "nowhere" / "labels.pdf", [FINNISH])


def test_it_is_told_how_far_it_is(tmp_path: Path) -> None:
    heard: list[int] = []
    of: Sheet = SHEETS["5x13"]
    with writing(tmp_path / "labels.pdf", "pdf", of.paper, title="Labels") as pages:
        put_labels(pages, ((str(number), ("Name",)) for number in range(250)), of, told=heard.append)
    assert heard == [100, 200]


@pytest.mark.parametrize("form", ["pdf", "text"])
def test_a_cover_sheet_says_who_we_are_and_whom_it_is_for(form: str, tmp_path: Path) -> None:
    target = tmp_path / "cover"
    sheets = [
        (each[0], CoverSheet(each, "15 May 2025", "Anna Niemi", "Price list")) for each in (FINNISH, RUSSIAN)
    ]
    with writing(target, form, A4, title="Cover sheets") as pages:
        done = put_cover_sheets(pages, sheets, US, "Dear reader,\n\nплюс the new prices. " + "Word " * 80)
    assert done == Printed(2, 2, (), ())
    found = texts(target) if form == "pdf" else target.read_text().split("\f")[:-1]
    assert len(found) == 2
    for page, address in zip(found, (FINNISH, RUSSIAN), strict=True):
        assert all(line in page for line in address)
        said = ("Pohjola Oy", "Kauppakatu 1", "Phone +358 9 555", "15 May 2025", "Anna Niemi", "Price list")
        assert all(text in page for text in said)
        assert "плюс the new prices." in page
        assert page.count("Word") == 80


def test_a_text_that_is_too_long_for_a_page_is_refused_and_no_file_is_made(tmp_path: Path) -> None:
    sheet_to = CoverSheet(FINNISH, "15 May 2025")
    with (
        pytest.raises(RuleError, match="too long for one page"),
        writing(tmp_path / "cover.pdf", "pdf", A4, title="Cover sheets") as pages,
    ):
        put_cover_sheets(pages, [("CT1", sheet_to)], US, "Word " * 3000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("opened")
def test_whom_to_print_for_keeps_the_order_and_has_everybody_once() -> None:
    company = builders.company("CT1000", address="Quay 1", privacy_blocked=True)
    nell, abe = (builders.person(no, no, city="Oulu") for no in ("CT1001", "CT1002"))
    person = builders.person("CT1003", "Una", city="Oulu", company=company)
    entries = [_draft(contact) for contact in (abe, nell, abe, None)]
    assert of_entries(entries) == [abe, nell]
    assert numbers_of([abe, 0, nell]) == ["CT1002", "CT1001"]
    left_out: list[Skipped] = []
    found = list(recipients([abe, company, person, 0, nell], ANNA.work_date, skipped=left_out.append))
    assert [one.no for one in found] == ["CT1002", "CT1001"]
    assert [(one.no, one.reason) for one in left_out] == [
        ("CT1000", "blocked for privacy"),
        ("CT1003", "blocked for privacy"),
    ]


@unit
def _draft(contact: int | None) -> int:
    return Entry.add(contact=contact, postponed=True)
