"""Which files of a watched folder were recorded, so that none is recorded twice (domain.md 4)."""

from __future__ import annotations

import peewee as pw

from models.database import database
from models.fields import Moment, Text, Whole


class RecordedFile(pw.Model):
    """The fingerprint of a file that was recorded; it stays when the entry is deleted."""

    sha256 = Text(64, "")
    """Unique; hexadecimal."""
    name = Text(250, "")
    entry_no = Whole("")
    recorded_at = Moment()

    class Meta:
        database = database
        legacy_table_names = False
