"""What may refer to attachments."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from models.attachment import Attachment


def referring() -> Sequence[Any]:
    """The fields of all tables that keep the attachment they refer to from being deleted."""
    # A model that nobody has imported yet refers to attachments all the same.
    import_module("models.pages")
    fields: Any = Attachment._meta.backrefs
    return [field for field in fields if field.on_delete == "RESTRICT"]
