"""Contacts out of CSV files, row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.errors import RuleError
from models.exchange.contacts.data import Card, ContactData, Refused, joined_name, tidied
from models.exchange.spreadsheets.guard import MARK, unguarded
from models.exchange.spreadsheets.headers import (
    KNOWN,
    PHONES,
    REASON_COLUMN,
    Proposal,
    check_names,
    label_column,
    phone_field,
    plain,
    propose,
)
from models.exchange.vcard.cards import MAX_LINE, PhysicalLine
from models.words import p_

DELIMITERS = (",", ";", "\t", "|")

_BETWEEN = " ::: "


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter of a file that begins with `lines`: the one whose header we know best, or a comma."""

    def fitness(delimiter: str) -> tuple[int, bool, int]:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            return 0, False, 0
        known = sum(plain(cell) in KNOWN for cell in rows[0]) if rows else 0
        widths = {len(row) for row in rows[:-1] or rows}
        return known, len(widths) == 1, len(rows[0]) if rows else 0

    return max(DELIMITERS, key=fitness)


def kept_columns(kept: str) -> dict[str, str]:
    """The columns of a row that are not ours, by header; empty when a card was kept, or nothing."""
    if not kept.startswith("{"):
        return {}
    try:
        columns = json.loads(kept)
    except ValueError:
        return {}
    return {str(header): str(value) for header, value in columns.items()}


class _Lines:
    """Feeds decoded lines to the csv module and knows where it stands."""

    def __init__(self, lines: Iterable[PhysicalLine], encoding: str) -> None:
        self._lines = iter(lines)
        self._encoding = encoding
        self.number = 0
        self.position = 0
        self.too_long = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number, self.position = line.number, line.end
        self.too_long = self.too_long or line.too_long or len(line.content) > MAX_LINE
        return line.content[:MAX_LINE].decode(self._encoding, "replace") + "\n"


class RowReader:
    """Reads the rows of one file. RuleError when its header names no contact."""

    def __init__(
        self,
        lines: Iterable[PhysicalLine],
        encoding: str,
        delimiter: str,
        mapping: Mapping[str, str] | None,
    ) -> None:
        self._lines = _Lines(lines, encoding)
        self._rows = csv.reader(self._lines, delimiter=delimiter)
        self.header = self._read_header()
        self.proposal: Proposal = propose(self.header, mapping)
        check_names(self.proposal)
        self._columns = [
            (header, target, target in PHONES, label_column(header, self.header))
            for header, target in self.proposal.fields.items()
        ]
        """Header, field, whether that is a phone, and where the type of the phone stands."""

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._lines.position

    def cards(self) -> Iterator[Card]:
        """Each row as a contact or a refusal; empty rows are passed over."""
        while True:
            line = self._lines.number + 1
            self._lines.too_long = False
            try:
                row = next(self._rows)
            except StopIteration:
                return
            except csv.Error as problem:
                reason = p_("error", "Row {row} cannot be read as CSV: {problem}.")
                yield Refused(line, reason.format(row=line, problem=problem), "")
                continue
            if any(map(str.strip, row)):
                yield self._card(line, row)

    def _read_header(self) -> list[str]:
        try:
            for row in self._rows:
                if any(cell.strip() for cell in row):
                    return self._unique([cell.strip() for cell in row])
        except csv.Error as problem:
            raise RuleError(
                p_("error", "The first row cannot be read as CSV: {problem}.").format(problem=problem)
            ) from None
        raise RuleError(p_("error", "The file has no rows."))

    def _unique(self, cells: list[str]) -> list[str]:
        """Headers that occur twice, or not at all, get a number, so that no column is lost."""
        result: list[str] = []
        for number, cell in enumerate(cells, 1):
            header = cell or p_("file", "Column {number}").format(number=number)
            result.append(header if header not in result else f"{header} ({number})")
        return result

    def _card(self, line: int, row: list[str]) -> Card:
        width = len(self.header)
        if len(row) > width and not any(map(str.strip, row[width:])):
            row = row[:width]
        cells = tuple(row)
        if self._lines.too_long:
            reason = p_("error", "Row {row} has a line longer than {limit} MB.")
            return Refused(line, reason.format(row=line, limit=MAX_LINE // 1_000_000), "", ())
        if len(row) != width:
            reason = p_("error", "Row {row} has {count} columns, the header has {width}.")
            return Refused(line, reason.format(row=line, count=len(row), width=width), "", cells)
        values, kept = self._values(row)
        if not _complete(values):
            reason = p_("error", "Row {row} has no name.")
            return Refused(line, reason.format(row=line), "", cells)
        text = json.dumps(kept, ensure_ascii=False) if kept else ""
        return tidied(ContactData(**values, kept=text, cells=cells, line=line))  # type: ignore[arg-type]

    def _values(self, row: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        """The values by field, and the columns that went to none: unknown ones and second numbers."""
        values: dict[str, str] = {}
        kept: dict[str, str] = {}
        for (header, target, is_phone, label), cell in zip(self._columns, row, strict=True):
            if not cell:
                continue
            if label is None and cell[0] != MARK and target and target not in values and _BETWEEN not in cell:
                if text := cell.strip():
                    values[target] = text
                continue
            text = unguarded(cell, phone=is_phone) if cell[0] == MARK else cell
            if label is not None and target:
                target = phone_field(row[label])
            first, *others = (text,) if _BETWEEN not in text else text.split(_BETWEEN)
            first = first.strip()
            if target and first and target not in values:
                values[target] = first
                if others and target == "email":
                    values[target] = ";".join([first, *map(str.strip, others)])
                elif others:
                    kept[header] = text
            elif text.strip() and header != REASON_COLUMN and text.strip() != values.get(target):
                kept[header] = text
        return values, kept


def _complete(values: dict[str, str]) -> bool:
    """Finds the type and the name of a row; whether it has one."""
    own = joined_name(values.get("first_name", ""), values.get("middle_name", ""), values.get("surname", ""))
    company, written = values.get("company_name", ""), values.get("name", "")
    kind = values.pop("type", "").strip().casefold()
    is_company = kind in ("company", "organization", "organisation", "org")
    if not is_company and kind not in ("person", "individual"):
        is_company = bool(company) and not own and written in ("", company)
    if is_company:
        for part in ("first_name", "middle_name", "surname", "company_name"):
            values.pop(part, None)
        values.update(type="company", name=written or company or own)
    else:
        values["name"] = own or written
    return bool(values["name"])
