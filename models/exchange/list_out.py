"""A list as it is shown, written as CSV, as JSON lines or as tab-separated text, whatever its length.

Values are not read into Python and formatted one by one: the driver's rows are turned into columns, and each
column is written in one go; values that come again and again are formatted once.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from json.encoder import encode_basestring
from typing import Any, TextIO

import peewee as pw

from models import values
from models.about import About, Kind, Value
from models.database.streaming import stored, stream
from models.exchange.spreadsheets.csv_out import BOM
from models.exchange.spreadsheets.guard import guarded_column
from models.pages import page
from models.queries.lists import columns, computed, windows
from models.queries.lists.orders import needs_sorting, order_of
from models.queries.lists.rows import Question
from models.words import translate

FORMATS = ("csv", "json", "tsv")
"""`tsv` is for the clipboard: cells between tabs, without a mark at the beginning of the file."""

_AT_ONCE = 2_000
_FEW = 5_000
"""Up to so many chosen records are asked for by their ids; of more, the others are passed over."""
_REMEMBERED = 20_000
"""The most different values of a column that are remembered with their text."""
_PLAIN_TEXT = (Kind.TEXT, Kind.CODE, Kind.NOTE, Kind.FORMULA, Kind.REFERENCE)

Column = Sequence[Any]
Batch = tuple[list[int], list[Column]]
"""The ids of some records, and column by column what is stored in them."""


def export_list(
    out: TextIO,
    question: Question,
    *,
    form: str = "csv",
    delimiter: str = ",",
    raw: bool = False,
    captions: bool = False,
    only: Collection[int] = (),
    without: Collection[int] = (),
    limit: int | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the rows of a list in its order, with its columns; returns how many.

    Args:
        out: Text in UTF-8, opened with `newline=""`.
        question: The list.
        form: One of `FORMATS`.
        delimiter: What stands between the cells of CSV.
        raw: Cells without the guard against what spreadsheets calculate (see `csv_guard`).
        captions: A header of captions instead of the names of the fields.
        only: Only the records with these ids, when not empty.
        without: Not the records with these ids.
        limit: At most so many rows.
        told: Hears from time to time how many rows are written.
    """
    abouts = [columns.about(question.page, name) for name in question.columns]
    heads = [translate(about.caption) if captions else about.name for about in abouts]
    write = _json(out, question) if form == "json" else _table(out, question, heads, form, delimiter, raw)
    number = 0
    for _, cells in _chosen(_batches(_narrowed(question, only)), only, without):
        if limit is not None:
            cells = [column[: limit - number] for column in cells]
        write(cells)
        number += len(cells[0])
        told(number)
        if number == limit:
            break
    return number


def ids_in_order(
    question: Question, *, only: Collection[int] = (), without: Collection[int] = ()
) -> Iterator[int]:
    """The ids of the rows of a list in its order, in little memory."""
    bare = _narrowed(replace(question, columns=()), only)
    for ids, _ in _chosen(_batches(bare), only, without):
        yield from ids


def _narrowed(question: Question, only: Collection[int]) -> Question:
    return replace(question, ids=tuple(only)) if 0 < len(only) <= _FEW else question


def _chosen(batches: Iterator[Batch], only: Collection[int], without: Collection[int]) -> Iterator[Batch]:
    """The batches without the records that are not wanted, as far as the question did not say that."""
    wanted = frozenset(only) if len(only) > _FEW else frozenset()
    unwanted = frozenset(without)
    for ids, cells in batches:
        if wanted or unwanted:
            kept = [
                n for n, each in enumerate(ids) if (not wanted or each in wanted) and each not in unwanted
            ]
            ids, cells = [ids[n] for n in kept], [[column[n] for n in kept] for column in cells]
        if ids:
            yield ids, cells


# what is stored


def _batches(question: Question) -> Iterator[Batch]:
    of = page(question.page)
    model: Any = of.model
    plan = columns.plan(of, question.columns)
    order = order_of(of, question.order)
    sorting = needs_sorting(of, question.order)
    query = windows.selected(of, order, model.id, *(() if sorting else plan.selected))
    query = query if sorting else plan.apply(query)
    query = query.where(*windows.conditions(question)).order_by(*order.parts(of, question.descending))
    for rows in stream(query, _AT_ONCE):
        found = _read(plan, [row[0] for row in rows]) if sorting else rows
        if found:
            ids, *selected = zip(*found, strict=True)
            yield list(ids), _columns(plan, ids, selected)


def _read(plan: columns.Plan, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The columns of these records, which were sorted by their keys alone."""
    model: Any = plan.page.model
    rows = stored(plan.apply(model.select(model.id, *plan.selected)).where(model.id.in_(ids)))
    found = {row[0]: row for row in rows}
    return [found[each] for each in ids if each in found]


def _columns(plan: columns.Plan, ids: Sequence[int], selected: Sequence[Column]) -> list[Column]:
    found: list[Column] = []
    for place in plan.places:
        if isinstance(place, int):
            found.append(selected[place])
        else:
            known = computed.load(plan.page.model, place, ids)
            found.append([known[each] for each in ids])
    return found


# what is written

Write = Callable[[Sequence[Column]], None]
Text = Callable[[Column], Column]
"""Makes the cells of a column from what is stored."""


class _Remembered(dict[Any, str]):
    """Texts of values, each made once; for columns of which many rows have the same value."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[value] = text = self._make(value)
        return text

    def column(self, stored_values: Column) -> Column:
        """The texts of a column."""
        return [self[value] for value in stored_values]


def _table(
    out: TextIO, question: Question, heads: Sequence[str], form: str, delimiter: str, raw: bool
) -> Write:
    """Writes CSV, or tab-separated text."""
    texts = [_cells(about, read, raw=raw) for about, read in _readers(question)]
    if form == "csv":
        out.write(BOM)
    end = "\r\n" if form == "csv" else "\n"
    writer = csv.writer(out, delimiter="\t" if form == "tsv" else delimiter, lineterminator=end)
    writer.writerow(heads if raw else guarded_column(heads))

    def write(cells: Sequence[Column]) -> None:
        writer.writerows(zip(*(text(column) for text, column in zip(texts, cells, strict=True)), strict=True))

    return write


def _cells(about: About, read: Read, *, raw: bool) -> Text:
    """How the cells of a column of CSV are made."""
    if about.kind in _PLAIN_TEXT:
        phone = about.name.endswith("phone_no") or about.name.endswith("fax_no")
        return _same if raw else partial(guarded_column, phone=phone)
    if about.kind is Kind.INTEGER:
        return _same
    made = _Remembered(lambda value: values.write(about, read(value)))
    return made.column if raw else lambda column: guarded_column(made.column(column))


def _json(out: TextIO, question: Question) -> Write:
    """Writes one object a line, with the names of the fields."""
    readers = _readers(question)
    texts = [_encoded(about, read) for about, read in readers]
    fields = ", ".join(f"{json.dumps(about.name)}: %s" for about, _ in readers)
    line = "{" + fields + "}\n"

    def write(cells: Sequence[Column]) -> None:
        made = (text(column) for text, column in zip(texts, cells, strict=True))
        out.writelines(line % row for row in zip(*made, strict=True))

    return write


def _encoded(about: About, read: Read) -> Text:
    """How the values of a column are made JSON."""
    if about.kind in _PLAIN_TEXT and about.kind is not Kind.REFERENCE:
        return lambda column: ["null" if text is None else encode_basestring(text) for text in column]
    made = _Remembered(lambda value: json.dumps(values.plain(about, read(value)), ensure_ascii=False))
    return made.column


def _same(column: Column) -> Column:
    return column


Read = Callable[[Any], Value]
"""Makes the value of a field from what is stored."""


def _readers(question: Question) -> list[tuple[About, Read]]:
    """The columns of a list, each with the way to read what is stored in it."""
    plan = columns.plan(page(question.page), question.columns)
    return [
        (
            columns.about(question.page, path),
            _read_by(plan.selected[place]) if isinstance(place, int) else _as_is,
        )
        for path, place in zip(plan.paths, plan.places, strict=True)
    ]


def _read_by(selected: Any) -> Read:
    field = getattr(selected, "field", selected)
    read: Read = field.python_value if isinstance(field, pw.Field) else _as_is
    return read


def _as_is(value: Any) -> Value:
    known: Value = value
    return known
