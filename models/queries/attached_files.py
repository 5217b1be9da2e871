"""The files of log entries, template languages and segments: the content first, then those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import reading
from models.interaction import InteractionLogEntry
from models.queries.attachments import AttachmentRow, abouts
from models.segment import SegmentInteractionLanguage
from models.template import InteractionTemplateLanguage

WITH_FILES = frozenset(
    (
        "interaction-template-languages",
        "interaction-templates",
        "log-entries",
        "segment-lines",
        "segments",
        "word-templates",
    )
)
"""The pages whose records have attachments that are shown and changed by themselves."""


class Owner(Enum):
    """What attached files belong to; the name of the reference in `AttachedFile`."""

    ENTRY = "entry"
    TEMPLATE_LANGUAGE = "template_language"
    SEGMENT_LANGUAGE = "segment_language"

    @property
    def reference(self) -> Any:
        """The field of `AttachedFile` that refers to it."""
        return getattr(AttachedFile, self.value)

    @property
    def model(self) -> Any:
        """Its table, of which `attachment` is the content."""
        return _MODELS[self]


_MODELS = {
    Owner.ENTRY: InteractionLogEntry,
    Owner.TEMPLATE_LANGUAGE: InteractionTemplateLanguage,
    Owner.SEGMENT_LANGUAGE: SegmentInteractionLanguage,
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of an owner."""

    attachment: AttachmentRow
    line: int
    """The number of the attached file; 0 for the content itself."""


@reading
def files_of(owner: Owner, record_id: int) -> list[FileRow]:
    """The content of a record, if it has one, and the files that go with it, oldest first."""
    model: Any = owner.model
    own = tuples(model.select(model.attachment).where(model.id == record_id, model.attachment.is_null(False)))
    of = AttachedFile
    more = tuples(of.select(of.id, of.attachment).where(owner.reference == record_id).order_by(of.id))
    lines = [*((0, number) for (number,) in own), *more]
    known = abouts([number for _, number in lines])
    return [FileRow(known[number], line) for line, number in lines if number in known]
