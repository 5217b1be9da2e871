"""Reads files of contacts, whatever program wrote them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TextIO

from models.errors import RuleError
from models.exchange.contacts.data import Card, Refused
from models.exchange.files.sources import Source, chunks, sniff, wide
from models.exchange.spreadsheets.csv_in import RowReader, delimiter_of
from models.exchange.spreadsheets.headers import REASON_COLUMN, Proposal
from models.exchange.vcard.cards import REASON, CardSplitter, PhysicalLine, physical_lines
from models.exchange.vcard.vcard_in import contact_from
from models.words import p_


class Reader:
    """The contacts of one file; each iteration begins anew and holds one contact at a time."""

    def __init__(self, source: Source, mapping: Mapping[str, str] | None = None) -> None:
        self._source = source
        self._mapping = mapping
        self.kind = source.kind
        self.size = source.size
        self.encoding = source.encoding
        self.guessed = source.guessed
        self.position = 0
        """Bytes read so far, for the progress line."""
        self.delimiter = ","
        self.header: list[str] = []
        self.proposal = Proposal({}, ())
        """How the columns of a CSV file are read."""
        if self.kind == "csv":
            self._prepare()

    def __iter__(self) -> Iterator[Card]:
        try:
            with self._source.path.open("rb") as file:
                yield from self._cards(file)
        except OSError as problem:
            raise RuleError(
                p_("error", "{path} cannot be read: {reason}.").format(
                    path=self._source.path, reason=problem.strerror
                )
            ) from None

    def _prepare(self) -> None:
        with self._source.path.open("rb") as file:
            head = [each.content.decode(self._text, "replace") for each in islice(self._lines(file), 20)]
            self.delimiter = delimiter_of([line + "\n" for line in head])
        with self._source.path.open("rb") as file:
            rows = RowReader(self._lines(file), self._text, self.delimiter, self._mapping)
            self.header, self.proposal = rows.header, rows.proposal

    @property
    def _text(self) -> str:
        return "utf-8" if wide(self.encoding) or self.encoding == "utf-8-sig" else self.encoding

    def _lines(self, file: BinaryIO) -> Iterator[PhysicalLine]:
        return physical_lines(chunks(file, self.encoding))

    def _cards(self, file: BinaryIO) -> Iterator[Card]:
        turned = wide(self.encoding)
        if self.kind == "vcard":
            for raw in CardSplitter(self._text).cards(self._lines(file)):
                self.position = min(file.tell() if turned else raw.end, self.size)
                yield contact_from(raw)
        else:
            rows = RowReader(self._lines(file), self._text, self.delimiter, self._mapping)
            for card in rows.cards():
                self.position = min(file.tell() if turned else rows.position, self.size)
                yield card
        self.position = self.size


def read_contacts(
    path: Path | str, *, mapping: Mapping[str, str] | None = None, encoding: str | None = None
) -> Reader:
    """Opens a vCard or CSV file for reading; `mapping` gives fields to headers (see `propose`).

    RuleError when the file is no file of contacts, is not in the `encoding` named, or names nobody.
    """
    return Reader(sniff(path, encoding=encoding), mapping)


def headers_of(path: Path | str, *, encoding: str | None = None) -> list[str]:
    """The first row of a CSV file, also when none of its columns is known; nothing for cards."""
    source = sniff(path, encoding=encoding)
    if source.kind != "csv":
        return []
    text = "utf-8" if wide(source.encoding) or source.encoding == "utf-8-sig" else source.encoding
    with source.path.open("rb") as file:
        lines = physical_lines(chunks(file, source.encoding))
        head = [each.content.decode(text, "replace") + "\n" for each in islice(lines, 20)]
    return next(csv.reader(head, delimiter=delimiter_of(head)), [])


class RefusedFile:
    """What was refused, in the form of the file it came from, with the reasons; imports once mended."""

    def __init__(self, path: Path | str, reader: Reader) -> None:
        self._path = Path(path)
        self._reader = reader
        self._file: TextIO | None = None
        self.count = 0

    def __enter__(self) -> RefusedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, card: Card, reason: str = "") -> None:
        """Writes a card or row; `reason` is needed for one that could be read but not be stored."""
        why = reason or (card.reason if isinstance(card, Refused) else "")
        if self._reader.kind == "csv":
            self._add_row(card.cells, why)
        else:
            self._add_card(card.original if isinstance(card, Refused) else card.kept, why)
        self.count += 1

    def _open(self, encoding: str) -> TextIO:
        if self._file is None:
            self._file = self._path.open("w", encoding=encoding, errors="replace", newline="")
        return self._file

    def _add_card(self, text: str, reason: str) -> None:
        first, _, rest = text.partition("\n")
        told = f"{REASON}:" + " ".join(reason.split())
        self._open("utf-8").write("\r\n".join([first, told, *rest.split("\n")]) + "\r\n")

    def _add_row(self, cells: tuple[str, ...], reason: str) -> None:
        fresh = self._file is None
        rows = csv.writer(self._open("utf-8-sig"), delimiter=self._reader.delimiter, lineterminator="\r\n")
        header = [each for each in self._reader.header if each != REASON_COLUMN]
        if fresh:
            rows.writerow([REASON_COLUMN, *header])
        old = self._reader.header.index(REASON_COLUMN) if REASON_COLUMN in self._reader.header else None
        rows.writerow([reason, *(cell for place, cell in enumerate(cells) if place != old)])
