"""Commands on what records have attached."""

from __future__ import annotations

from models.words import N_
from tui.commands.command import Command, Scope

_HERE = Scope.RECORD

ATTACHMENTS: tuple[Command, ...] = (
    Command(
        "attachments",
        ("V",),
        N_("action", "Attachments"),
        N_("help", "Show the texts and files of a log entry, a template, one of its languages."),
        _HERE,
        words="file document content letter view paper",
    ),
    Command(
        "import_file",
        ("I",),
        N_("action", "Import"),
        N_("help", "In attachments: attach a file of this computer, or replace what is there by it."),
        _HERE,
        words="attach upload file document",
    ),
    Command(
        "show_text",
        ("N",),
        N_("action", "As text"),
        N_("help", "In attachments: read a document, text or message here, as text."),
        _HERE,
        words="view read preview plain",
    ),
    Command(
        "copy_content",
        (),
        N_("action", "Copy from"),
        N_("help", "In the attachments of a template's language: copy what another language has."),
        _HERE,
        words="attachment template language same",
    ),
    Command(
        "merge_fields",
        ("Z",),
        N_("action", "Merge fields"),
        N_("help", "In attachments: list the merge fields there are, those in use first."),
        _HERE,
        words="placeholder salutation name letter document",
    ),
)
