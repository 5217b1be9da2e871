"""CSV that spreadsheets open without asking and without running anything."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from typing import TextIO

from models.exchange.contacts.data import ContactData
from models.exchange.spreadsheets.csv_in import kept_columns
from models.exchange.spreadsheets.guard import guarded
from models.exchange.spreadsheets.headers import CAPTIONS, PHONES

BOM = "\ufeff"


class RowWriter:
    """Writes rows under a header, with a byte order mark and CR LF.

    The stream must be text in UTF-8 opened with `newline=""`. Cells that a spreadsheet would calculate are
    marked with `'` (see `guarded`) unless `raw`; `phones` are the headers of columns with phone numbers.
    """

    def __init__(
        self,
        stream: TextIO,
        header: Sequence[str],
        *,
        delimiter: str = ",",
        phones: Collection[str] = (),
        raw: bool = False,
    ) -> None:
        stream.write(BOM)
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
        self._phone = [each in phones for each in header]
        self._raw = raw
        self.write(header)

    def write(self, cells: Sequence[str]) -> None:
        """Writes one row."""
        if not self._raw:
            cells = [guarded(cell, phone=phone) for cell, phone in zip(cells, self._phone, strict=True)]
        self._writer.writerow(cells)


class CsvWriter:
    """Writes contacts under our own captions, and behind them the columns kept from other programs' files."""

    def __init__(
        self, stream: TextIO, *, delimiter: str = ",", raw: bool = False, kept: Iterable[str] = ()
    ) -> None:
        """`kept` are the headers of kept columns, as `kept_headers` finds them."""
        self._kept = [header for header in kept if header not in CAPTIONS.values()]
        phones = [CAPTIONS[name] for name in PHONES]
        header = [*CAPTIONS.values(), *self._kept]
        self._rows = RowWriter(stream, header, delimiter=delimiter, phones=phones, raw=raw)

    def write(self, data: ContactData) -> None:
        """Writes one contact."""
        columns = kept_columns(data.kept)
        own = [getattr(data, name) for name in CAPTIONS]
        self._rows.write([*own, *(columns.get(header, "") for header in self._kept)])


def kept_headers(kept: Iterable[str]) -> list[str]:
    """The headers of all columns kept with these contacts, in the order they first occur."""
    return list(dict.fromkeys(header for text in kept for header in kept_columns(text)))
