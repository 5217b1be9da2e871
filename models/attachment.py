"""Attachments: files and merge bodies that belong to templates, segments and log entries (domain.md 1.5)."""

from __future__ import annotations

import peewee as pw

from models.base import Record
from models.database import database
from models.enums import ContentKind, StorageType
from models.fields import Choice, Flag, Reference, Text, Whole
from models.words import N_


class Attachment(Record):
    """One file or merge body; its number is its id.

    The content stands in `AttachmentContent`, or as `<No.>.<extension>` in a folder, so that lists of
    attachments never read it.
    """

    name = Text(250, N_("field", "Name"), N_("tip", "The name of the file, without a folder."))
    extension = Text(20, N_("field", "File Extension"), N_("tip", "The ending of the name: docx, pdf, md."))
    size = Whole(N_("field", "Size"), N_("tip", "How many bytes it has."))
    sha256 = Text(64, "")
    kind = Choice(
        ContentKind, N_("field", "Type"), N_("tip", "A file, or the text of a message with fields in it.")
    )
    storage_type = Choice(
        StorageType, N_("field", "Storage Type"), N_("tip", "In the database, or as a file in a folder.")
    )
    storage_pointer = Text(250, N_("field", "Storage Pointer"), N_("tip", "The folder of a disk file."))
    read_only = Flag(N_("field", "Read Only"), N_("tip", "It was recorded or sent and cannot be changed."))
    search_text = Text(250, "")

    searched = ("name",)


class AttachmentContent(pw.Model):
    """The bytes of an attachment that is stored in the database."""

    attachment = Reference(Attachment, "", required=True, on_delete="CASCADE", primary_key=True)
    data = pw.BlobField()

    class Meta:
        database = database
        legacy_table_names = False
