"""What may refer to attachments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from importlib import import_module
from operator import and_
from typing import Any

import peewee as pw

from models.attachment import Attachment


def referring() -> Sequence[Any]:
    """The fields of all tables that keep the attachment they refer to from being deleted."""
    # A model that nobody has imported yet refers to attachments all the same.
    import_module("models.pages")
    fields: Any = Attachment._meta.backrefs
    return [field for field in fields if field.on_delete == "RESTRICT"]


def is_unused() -> Any:
    """Whether nothing refers to an attachment, as an expression over `Attachment`; however many could."""
    conditions = [
        ~pw.fn.EXISTS(field.model.select(pw.SQL("1")).where(field == Attachment.id)) for field in referring()
    ]
    return reduce(and_, conditions)
