"""What segments and their lines send, as the screen of attachments shows and changes it, in the lanes."""

from __future__ import annotations

from models.enums import LineContent
from models.errors import RuleError
from models.exchange.attachment_text import left_unfilled
from models.queries import records, segment_contents
from models.queries.attached_files import FileRow
from models.queries.attachments import about
from models.queries.line_problems import standing
from models.queries.segment_contents import Source
from models.rules.segments import content, content_rows, preview
from models.rules.segments.content_rows import Place
from models.words import p_, translate
from tui.data.attachments import HTML, MARKDOWN, TEXT, WORD, Holder, How
from tui.data.segment_steps import LINES, PAGE, name_of
from tui.widgets.pick_list import PickItem

__all__ = ["LineFiles", "SegmentFiles", "first_preview", "languages"]


class _Files(Holder):
    """The content at one place."""

    offers = frozenset(("import_file", "new", "edit", "delete", "merge_fields"))
    kinds = (TEXT, MARKDOWN, HTML, WORD)

    @property
    def place(self) -> Place:
        """Whose content it is."""
        raise NotImplementedError

    def files(self) -> list[FileRow]:
        """What is sent, then what goes along."""
        return _rows(content.at(self.place))

    def nothing(self) -> str:
        """Which Word template is merged, if any."""
        source = content.at(self.place)
        if source is None or source.word_template is None:
            return p_("list", "Nothing is sent; n makes a text, I imports a file.")
        code = records.view("word-templates", source.word_template).values["code"]
        return p_("list", "Word template {code} is merged with each contact.").format(code=code)

    def add(self, name: str, data: bytes, how: How) -> tuple[str, ...]:
        """Make a file the content, or let it go along."""
        if how == "beside":
            content.attach(self.place, name, data)
        else:
            return left_unfilled(content.import_file(self.place, name, data))
        return ()

    def create(self, extension: str) -> None:
        """Make a text or a Word document."""
        content.create(self.place, extension)

    def change(self, file: FileRow, data: bytes) -> None:
        """Store the text or document that was edited; that of a line is its own then."""
        if file.line:
            raise RuleError(p_("error", "What goes along is not edited here; import the changed file."))
        content.replace(self.place, data)

    def remove(self, file: FileRow) -> None:
        """Take a file off; a line without content of its own inherits again."""
        if file.line:
            content.detach(self.place, file.attachment.id)
        else:
            content.remove(self.place)


class SegmentFiles(_Files):
    """What a segment sends in a language, without one in its default language."""

    page = PAGE

    def __init__(self, record_id: int, place: Place | None = None) -> None:
        super().__init__(record_id)
        self._place = place

    @property
    def place(self) -> Place:
        """The segment in the language."""
        return self._place or content_rows.default_place(self.id)

    def title(self) -> str:
        """The number of the segment, and the language."""
        language = _language(self.place.language)
        return f"{name_of(self.id)} {language}".rstrip()


class LineFiles(_Files):
    """What one line sends."""

    page = LINES

    def nothing(self) -> str:
        """Where the content of all lines is, when there is none."""
        told = super().nothing() if content.at(self.place) is not None else ""
        return told or p_("list", "Nothing is sent.  For all lines: Tab to the segment, V on its header.")

    @property
    def place(self) -> Place:
        """The line."""
        return content_rows.place_of_line(self.id)

    def title(self) -> str:
        """The line, and whether the content is its own."""
        whose = LineContent(int(str(records.view(LINES, self.id).values["attachment"] or 0)))
        return "  ".join(part for part in (super().title(), translate(whose.caption)) if part)


def languages(segment_id: int) -> list[tuple[Place, PickItem]]:
    """The contents of a segment by language, the default one first."""
    default = content_rows.default_place(segment_id)
    shared = segment_contents.of_segment(segment_id)
    places = sorted(shared, key=lambda language: (language != default.language, language or 0))
    return [
        (Place(segment_id, language=language), PickItem(str(at), *_told(shared[language])))
        for at, language in enumerate(places)
    ]


def content_line(segment_id: int) -> str:
    """What a segment sends, in one row: languages and names of files; blank when it sends nothing."""
    told = [
        item.note if place.language is None else f"{item.text} {item.note}"
        for place, item in languages(segment_id)
        if item.note
    ]
    return ", ".join(told)


def first_preview(segment_id: int) -> str:
    """What the contact of the first line that is sent gets; raises `RuleError` when nothing is sent."""
    found = preview.first_sent(standing(segment_id))
    if found is None:
        raise RuleError(p_("error", "No line has anything to send."))
    return preview.preview(found)


def _told(source: Source) -> tuple[str, str]:
    names = [about(number).name for number in (source.attachment, *source.files) if number is not None]
    if source.word_template is not None:
        names.insert(0, str(records.view("word-templates", source.word_template).values["code"]))
    return _language(source.language) or p_("segment", "no language"), ", ".join(names)


def _language(language: int | None) -> str:
    return "" if language is None else str(records.view("languages", language).values["code"])


def _rows(source: Source | None) -> list[FileRow]:
    if source is None:
        return []
    first = [] if source.attachment is None else [FileRow(about(source.attachment), 0)]
    return [*first, *(FileRow(about(number), at) for at, number in enumerate(source.files, start=1))]
