"""What is sent, and what became of it."""

from __future__ import annotations

from models.attached_file import AttachedFile
from models.attachment import Attachment
from models.delivery import Delivery
from models.pages.definition import Page
from models.word_template import WordTemplate
from models.words import N_

CONTENT = (
    Page(
        "word-templates",
        N_("page", "Word Templates"),
        WordTemplate,
        ("code", "name", "attachment_no.name"),
    ),
    Page(
        "attachments",
        N_("page", "Attachments"),
        Attachment,
        ("attachment_no", "name", "type", "size", "storage_type", "read_only"),
        key=("attachment_no",),
        order="attachment_no",
        descending=True,
        read_only=True,
    ),
    Page(
        "attached-files",
        N_("page", "Attached Files"),
        AttachedFile,
        ("attachment_no", "attachment_no.name", "attachment_no.size"),
        key=("line_no",),
        order="line_no",
        parent="entry_no",
        listed=False,
        read_only=True,
    ),
    Page(
        "deliveries",
        N_("page", "Deliveries"),
        Delivery,
        (
            "delivery_no",
            "state",
            "entry_no.contact_no",
            "sent_to",
            "subject",
            "correspondence_type",
            "tried_at",
            "response",
        ),
        key=("delivery_no",),
        order="delivery_no",
        descending=True,
        hand_made=True,
        read_only=True,
    ),
)
