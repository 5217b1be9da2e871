"""Further files that go with a content: an e-mail has a text and a price list."""

from __future__ import annotations

from models.attachment import Attachment
from models.base import Record
from models.fields import Reference
from models.interaction import InteractionLogEntry
from models.segment import SegmentInteractionLanguage
from models.template import InteractionTemplateLanguage
from models.words import N_


class AttachedFile(Record):
    """A file beside the content of exactly one template language, segment language or log entry."""

    attachment = Reference(Attachment, N_("field", "Attachment No."), N_("tip", "The file."), required=True)
    template_language = Reference(
        InteractionTemplateLanguage,
        N_("field", "Interaction Tmpl. Language"),
        N_("tip", "The template language it goes with."),
        on_delete="CASCADE",
    )
    segment_language = Reference(
        SegmentInteractionLanguage,
        N_("field", "Segment Interaction Language"),
        N_("tip", "The content of a segment it goes with."),
        on_delete="CASCADE",
    )
    entry = Reference(
        InteractionLogEntry,
        N_("field", "Entry No."),
        N_("tip", "The log entry it belongs to."),
        on_delete="CASCADE",
    )
