"""What records have attached, as the screen of attachments shows and changes it; called in the lanes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from models.errors import RuleError
from models.exchange.attachment_text import left_unfilled
from models.queries.attached_files import FileRow, Owner, files_of
from models.queries.attachments import about
from models.queries.documents import document_of
from models.queries.template_contents import default_of
from models.rules.content import attached_files
from models.rules.templates import template_attachments, word_templates
from models.rules.uses import describe
from models.words import N_, p_

How = Literal["new", "replace", "beside"]
"""Where an imported file goes: there is nothing yet, in place of the content, or beside it."""

WORD, TEXT = ("docx", N_("kind", "Word document")), ("txt", N_("kind", "Plain text, merged"))
MARKDOWN, HTML = ("md", N_("kind", "Markdown, merged")), ("html", N_("kind", "HTML, merged"))


class Holder(ABC):
    """A record that has attachments."""

    page: ClassVar[str]
    offers: ClassVar[frozenset[str]] = frozenset()
    """The commands beside those that every record with attachments has."""
    kinds: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What can be made new: extension and name."""
    one_content: ClassVar[bool] = True
    """Whether one of the files is the content, which another may replace."""
    beside: ClassVar[bool] = True
    """Whether files can go along."""

    def __init__(self, record_id: int) -> None:
        self.id = record_id

    def title(self) -> str:
        """What people call the record."""
        return describe(self.page, self.id)

    def nothing(self) -> str:
        """What is said instead of files when there are none."""
        return p_("list", "Nothing is attached.")

    @abstractmethod
    def files(self) -> list[FileRow]:
        """The content first, then what goes along."""

    @abstractmethod
    def add(self, name: str, data: bytes, how: How) -> tuple[str, ...]:
        """Attach a file; returns notes for the person."""

    def create(self, extension: str) -> None:
        """Make something new to be edited."""
        raise NotImplementedError

    def change(self, file: FileRow, data: bytes) -> None:
        """Store what was edited."""
        raise NotImplementedError

    def remove(self, file: FileRow) -> None:
        """Take a file off."""
        raise NotImplementedError


class EntryFiles(Holder):
    """A log entry: files are added, none is changed or taken away."""

    page = "log-entries"
    offers = frozenset(("import_file",))
    one_content = False

    def nothing(self) -> str:
        """Which document the entry records (domain.md 2.7)."""
        try:
            return document_of(self.id)
        except RuleError as error:
            return error.sentence

    def files(self) -> list[FileRow]:
        """What was sent and received, and the papers added to it."""
        return files_of(Owner.ENTRY, self.id)

    def add(self, name: str, data: bytes, how: How) -> tuple[str, ...]:  # noqa: ARG002 - there is one way
        """Add a file, which is read-only from then on."""
        attached_files.attach(Owner.ENTRY, self.id, name, data)
        return ()


class LanguageFiles(Holder):
    """A template in one language."""

    page = "interaction-template-languages"
    offers = frozenset(("import_file", "new", "edit", "delete", "copy_content", "merge_fields"))
    kinds = (TEXT, MARKDOWN, HTML, WORD)

    def nothing(self) -> str:
        """How it gets content."""
        return p_("list", "Nothing is attached; n makes a text, I imports a file.")

    def files(self) -> list[FileRow]:
        """What is sent in this language."""
        return files_of(Owner.TEMPLATE_LANGUAGE, self.id)

    def add(self, name: str, data: bytes, how: How) -> tuple[str, ...]:
        """Attach a file as the content, or to go along."""
        if how == "beside":
            attached_files.attach(Owner.TEMPLATE_LANGUAGE, self.id, name, data)
        else:
            made = template_attachments.import_file(self.id, name, data, replace=how == "replace")
            return left_unfilled(made)
        return ()

    def create(self, extension: str) -> None:
        """Make a text or a Word document."""
        template_attachments.create(self.id, extension)

    def change(self, file: FileRow, data: bytes) -> None:
        """Store the text or document that was edited."""
        if file.line:
            raise RuleError(p_("error", "What goes along is not edited here; import the changed file."))
        template_attachments.change(self.id, file.attachment.id, data)

    def remove(self, file: FileRow) -> None:
        """Take a file off and delete it."""
        if file.line:
            attached_files.detach(file.line)
        else:
            template_attachments.remove(self.id)


class WordFiles(Holder):
    """A Word template with its document."""

    page = "word-templates"
    offers = frozenset(("import_file", "new", "edit", "merge_fields"))
    kinds = (WORD,)
    beside = False

    def nothing(self) -> str:
        """How it gets a document."""
        return p_("list", "Nothing is attached; n makes a document, I imports one.")

    def files(self) -> list[FileRow]:
        """The document."""
        number = word_templates.attachment_of(self.id)
        return [] if number is None else [FileRow(about(number), 0)]

    def add(self, name: str, data: bytes, how: How) -> tuple[str, ...]:
        """Give the Word template its document."""
        return word_templates.set_document(self.id, name, data, replace=how == "replace")

    def create(self, extension: str) -> None:  # noqa: ARG002 - it is always one of Word
        """Make an empty document."""
        word_templates.new_document(self.id)

    def change(self, file: FileRow, data: bytes) -> None:
        """Store the document that was edited."""
        word_templates.set_document(self.id, file.attachment.name, data, replace=True)


_HOLDERS: dict[str, type[Holder]] = {each.page: each for each in (EntryFiles, LanguageFiles, WordFiles)}


def holder_of(page_name: str, record_id: int) -> Holder:
    """What has the attachments of a record; of a template that is its default language (domain.md 1.4).

    Raises `RuleError` for a template without one.
    """
    if page_name in ("segments", "segment-lines"):
        from tui.data.segment_content import LineFiles, SegmentFiles

        return (SegmentFiles if page_name == "segments" else LineFiles)(record_id)
    if page_name != "interaction-templates":
        return _HOLDERS[page_name](record_id)
    content = default_of(record_id)
    if content is None:
        raise RuleError(
            p_(
                "error",
                "The template has no Language Code (Default): Tab to its languages, V on one of them.",
            )
        )
    return LanguageFiles(content.row)
