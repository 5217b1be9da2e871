"""Lists written to files: the same rows, order and texts as on the screen, whatever the page."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from models import values
from models.contact import Contact
from models.demo.loading import load_demo
from models.errors import TouchbaseError
from models.exchange import list_out
from models.exchange.files.whole_file import whole_file
from models.exchange.list_out import export_list, ids_in_order
from models.pages import PAGES, page
from models.queries.lists import columns, windows
from models.queries.lists.rows import Filter, Question
from tests import builders


@pytest.fixture
def demo(opened: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it fills that database
    """The demo data, and batches so small that every list takes several."""
    load_demo()
    monkeypatch.setattr(list_out, "_AT_ONCE", 7)


def written(question: Question, **how: object) -> str:
    """What is written of a list."""
    out = io.StringIO(newline="")
    export_list(out, question, **how)  # type: ignore[arg-type]
    return out.getvalue()


def table(question: Question, **how: object) -> list[list[str]]:
    """The rows of a list written as CSV."""
    return list(csv.reader(io.StringIO(written(question, **how).removeprefix("\ufeff"), newline="")))


def everything(name: str, order: str | None = None, *, descending: bool = False) -> Question:
    """All fields of all records of a page."""
    of = page(name)
    shown = dict.fromkeys((*columns.abouts(name), *of.columns))
    return Question(name, tuple(shown), of.order if order is None else order, descending)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", [of.name for of in PAGES])
def test_a_page_is_written_as_its_list_reads_it(name: str) -> None:
    question = everything(name)
    abouts = [columns.about(name, path) for path in question.columns]
    rows = windows.window(question, None, limit=10_000).rows
    texts = [[values.write(a, v) for a, v in zip(abouts, row.cells, strict=True)] for row in rows]
    header, *lines = table(question, raw=True)
    assert header == [about.name for about in abouts]
    assert lines == texts
    plain = [{a.name: values.plain(a, v) for a, v in zip(abouts, row.cells, strict=True)} for row in rows]
    assert [json.loads(line) for line in written(question, form="json").splitlines()] == plain


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("order", ["name", "city", "no_of_interactions", "salesperson_code"])
@pytest.mark.parametrize("descending", [False, True])
def test_the_order_of_the_list_is_the_order_of_the_file(order: str, descending: bool) -> None:
    question = Question("contacts", ("no",), order, descending)
    rows = windows.window(question, None, limit=10_000).rows
    assert [line[0] for line in table(question)[1:]] == [row.cells[0] for row in rows]
    assert list(ids_in_order(question)) == [row.id for row in rows]


@pytest.mark.usefixtures("demo")
def test_only_chosen_records_are_written_and_others_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question("contacts", ("no",), "name")
    ids = windows.all_ids(question)
    chosen, rest = ids[1:20:2], [each for each in ids if each not in ids[1:20:2]]
    assert list(ids_in_order(question, only=chosen)) == chosen
    assert list(ids_in_order(question, without=chosen)) == rest
    monkeypatch.setattr(list_out, "_FEW", 3)
    assert list(ids_in_order(question, only=chosen)) == chosen
    assert len(table(question, only=chosen)) == len(chosen) + 1


@pytest.mark.usefixtures("demo")
def test_a_limit_ends_in_the_middle_of_a_batch_and_progress_is_told() -> None:
    told: list[int] = []
    question = Question("contacts", ("no",), "name")
    assert len(table(question, limit=10, told=told.append)) == 11
    assert told == [7, 10]


@pytest.mark.usefixtures("demo")
def test_a_filtered_list_is_written_filtered() -> None:
    found = table(Question("contacts", ("type", "name"), "name", filters=(Filter("type", "Company"),)))[1:]
    assert found
    assert {kind for kind, _ in found} == {"Company"}


@pytest.mark.usefixtures("opened")
def test_cells_that_a_spreadsheet_would_calculate_are_guarded_but_phones_and_amounts_are_not() -> None:
    builders.company(name='=HYPERLINK("x")', phone_no="+44 1632 960101", city="-1+1")
    question = Question("contacts", ("name", "phone_no", "city", "cost"), "name")
    assert table(question)[1] == ['\'=HYPERLINK("x")', "+44 1632 960101", "'-1+1", "0.00"]
    assert table(question, raw=True)[1][0] == '=HYPERLINK("x")'


@pytest.mark.usefixtures("opened")
def test_captions_and_tabs_make_text_for_the_clipboard() -> None:
    builders.company(name="Two\twords")
    question = Question("contacts", ("no", "name"), "name")
    assert written(question, form="tsv", captions=True) == 'No.\tName\nCT1000\t"Two\twords"\n'


@pytest.mark.usefixtures("opened")
def test_what_is_written_meanwhile_is_not_in_the_file_twice() -> None:
    for number in range(5):
        builders.company(f"CT{number}", f"Mill {number}")
    ids = ids_in_order(Question("contacts", (), "no"))
    first = next(ids)
    Contact.update(no="CT9").where(Contact.id == first).execute()
    assert len({first, *ids}) == 5


def half_written(file: Path) -> None:
    """Begin to write a file, and fail."""
    with whole_file(file) as out:
        out.write("half")
        raise ZeroDivisionError


def test_a_file_that_could_not_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    file.chmod(0o640)
    with pytest.raises(ZeroDivisionError):
        half_written(file)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.csv", "mine")]
    with whole_file(file) as out:
        out.write("new")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.csv", "new")]
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    with whole_file(link) as out:
        out.write("new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_file_with_the_longest_name_is_written_and_one_with_a_longer_name_is_a_sentence(
    tmp_path: Path,
) -> None:
    longest, longer = tmp_path / ("я" * 127), tmp_path / ("x" * 300)
    with whole_file(longest) as out:
        out.write("new")
    with pytest.raises(TouchbaseError, match="cannot be written: File name too long"), whole_file(longer):
        pass
    assert list(tmp_path.iterdir()) == [longest]


@pytest.mark.parametrize(("place", "reason"), [("/dev/full", "No space left"), ("/nowhere/a.csv", "No such")])
def test_a_full_disk_and_a_missing_folder_are_sentences(place: str, reason: str) -> None:
    with (
        pytest.raises(TouchbaseError, match=f"{place} cannot be written: {reason}"),
        whole_file(Path(place)) as out,
    ):
        out.write("x")
