"""Word templates: documents with named fields that are merged for each contact (domain.md 1.4, 9.1)."""

from __future__ import annotations

from models.attachment import Attachment
from models.base import Record
from models.fields import Code, Reference, Text
from models.words import N_


class WordTemplate(Record):
    """A document with named fields: .docx, or a text, Markdown or HTML file."""

    code = Code(30, N_("field", "Code"), N_("tip", "The short code of the document template."), required=True)
    name = Text(100, N_("field", "Name"), N_("tip", "What the document is."))
    attachment = Reference(
        Attachment, N_("field", "Attachment No."), N_("tip", "The document with the fields.")
    )
    search_text = Text(250, "")

    searched = ("code", "name")
