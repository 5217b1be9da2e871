"""What segment lines send: content of the segment, of their template, or of their own (domain.md 3.7).

A line with content of its own has *unique* content. Else, with the segment's template, it *inherits* the
segment's in the line's language or the default one; a line with another template has what that sends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import reading
from models.database.sets import among
from models.queries.attached_files import Owner
from models.segment import Segment, SegmentLine
from models.segment import SegmentInteractionLanguage as Content
from models.template import InteractionTemplate as Template
from models.template import InteractionTemplateLanguage as TemplateLanguage


@dataclass(frozen=True, slots=True)
class Source:
    """One content: of a segment in a language, of one line, or of a template in a language."""

    owner: Owner
    row: int
    """The record of `owner`; 0 for a template without languages."""
    language: int | None
    description: str
    subject: str
    attachment: int | None
    word_template: int | None
    files: tuple[int, ...] = ()
    """Attachments that go along as they are."""
    line: int | None = None
    """The line whose own content it is."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it to send."""
        return self.attachment is None and self.word_template is None and not self.files


Sources = Mapping[int | None, Source]
"""Contents by language."""


@reading
def of_segment(segment_id: int) -> dict[int | None, Source]:
    """The contents that all lines of a segment share, by language."""
    found = _of_segment((Content.segment == segment_id) & Content.line.is_null())
    return {source.language: source for source in found}


@reading
def of_lines(condition: Any) -> dict[int, Source]:
    """The unique contents of the lines that meet a condition on `SegmentLine`, by line."""
    lines = SegmentLine.select(SegmentLine.id).where(condition)
    return {source.line: source for source in _of_segment(Content.line.in_(lines)) if source.line is not None}


@reading
def of_template(template_id: int) -> tuple[dict[int | None, Source], int | None]:
    """What a template sends by language, and its default language."""
    rows = tuples(
        Template.select(Template.language, Template.word_template).where(Template.id == template_id)
    )
    default, word = rows[0] if rows else (None, None)
    of = TemplateLanguage
    query = of.select(of.id, of.language, of.description, of.attachment, of.word_template)
    known = tuples(query.where(of.template == template_id).order_by(of.id))
    files = _files(Owner.TEMPLATE_LANGUAGE, [row[0] for row in known])
    found: dict[int | None, Source] = {}
    for row, language, text, attachment, own in known:
        template = own or (word if language == default else None)
        found[language] = Source(
            Owner.TEMPLATE_LANGUAGE, row, language, text, "", attachment, template, files.get(row, ())
        )
    if word is not None and default is None:
        found[None] = Source(Owner.TEMPLATE_LANGUAGE, 0, None, "", "", None, word)
    return found, default


def serving(sources: Sources, default: int | None, language: int | None) -> Source | None:
    """The content in a language, else in the default one."""
    return sources.get(language) or sources.get(default)


@reading
def of_line(line_id: int) -> Source | None:
    """What a line sends, its own or inherited; none when there is nothing."""
    own = of_lines(SegmentLine.id == line_id)
    return own.get(line_id) or inherited(line_id)


@reading
def inherited(line_id: int) -> Source | None:
    """What a line would send without content of its own."""
    line, of = SegmentLine, Segment
    query = line.select(line.template, line.language, of.id, of.template, of.language)
    rows = tuples(query.join(of, on=(of.id == line.segment)).where(line.id == line_id))
    if not rows or rows[0][0] is None:
        return None
    template, language, segment, usual, default = rows[0]
    if template == usual:
        return serving(of_segment(segment), default, language)
    sources, default = of_template(template)
    return serving(sources, default, language)


@dataclass(frozen=True, slots=True)
class Served:
    """Lines with one template and some languages, and the content that serves them."""

    source: Source
    template: int
    languages: tuple[int | None, ...]

    @property
    def lines(self) -> Any:
        """The condition of these lines; those with content of their own meet it too."""
        of = SegmentLine
        told = [language for language in self.languages if language is not None]
        which: Any = of.language.in_(told) if told else None
        if None in self.languages:
            blank = of.language.is_null()
            which = blank if which is None else which | blank
        return (of.template == self.template) & which


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that some lines of a segment send, without a look at each of them."""

    served: tuple[Served, ...] = ()
    own: tuple[Source, ...] = ()
    """Unique contents; blank ones too, for such a line sends nothing."""

    def __bool__(self) -> bool:
        return bool(self.served or self.own)

    def sources(self) -> Iterator[Source]:
        """Every content once."""
        yield from {served.source.row: served.source for served in self.served}.values()
        yield from self.own

    def case(self, own: Any, value: Any, default: Any) -> Any:
        """An expression over `SegmentLine`: `own` for lines with content of their own, which `OWN` joins;
        `value(source)` for the others, `default` for those without content."""
        arms = [(OWN.id.is_null(False), own)] if self.own else []
        arms += [(served.lines, value(served.source)) for served in self.served]
        return pw.Case(None, arms, default) if arms else default


OWN: Any = Content.alias("own")
"""The unique content of a line in the statements that ask about many lines."""


@reading
def contents_of(segment_id: int, condition: Any) -> Contents:
    """What the lines of a segment that meet a condition send."""
    rows = tuples(Segment.select(Segment.template, Segment.language).where(Segment.id == segment_id))
    shared = of_segment(segment_id)
    if not rows or not (shared or _sends_anything(segment_id)):
        return Contents()
    usual, default = rows[0]
    by_template: dict[int, list[int | None]] = defaultdict(list)
    query = SegmentLine.select(SegmentLine.template, SegmentLine.language).where(condition)
    for template, language in tuples(query.where(SegmentLine.template.is_null(False)).distinct()):
        by_template[template].append(language)
    found: dict[tuple[int, int], tuple[Source, list[int | None]]] = {}
    for template, languages in sorted(by_template.items()):
        sources, fallback = (shared, default) if template == usual else of_template(template)
        for language in languages:
            source = serving(sources, fallback, language)
            if source is not None and not source.is_blank:
                found.setdefault((template, source.row), (source, []))[1].append(language)
    served = tuple(Served(source, key[0], tuple(languages)) for key, (source, languages) in found.items())
    return Contents(served, tuple(of_lines(condition).values()))


def _sends_anything(segment_id: int) -> bool:
    """Whether any line has content of its own, or any template has content at all."""
    own = Content.select(Content.id).where(Content.segment == segment_id).limit(1)
    of = TemplateLanguage
    files = AttachedFile.select(AttachedFile.id).where(AttachedFile.template_language.is_null(False)).limit(1)
    some = of.select(of.id).where(of.attachment.is_null(False) | of.word_template.is_null(False)).limit(1)
    word = Template.select(Template.id).where(Template.word_template.is_null(False)).limit(1)
    return any(tuples(query) for query in (own, some, files, word))


def has_own() -> Any:
    """Whether a line has content of its own, as an expression over `SegmentLine`."""
    return pw.fn.EXISTS(Content.select(pw.SQL("1")).where(Content.line == SegmentLine.id))


def has_content() -> Any:
    """Whether there is anything to send for a line, as an expression over `SegmentLine`."""
    line, header = SegmentLine, Segment.alias()
    template: Any = Template.alias()
    usual = header.select(header.template).where(header.id == line.segment)
    default = header.select(header.language).where(header.id == line.segment)
    shared = (Content.segment == line.segment) & Content.line.is_null()
    theirs = TemplateLanguage.template == line.template
    fallback = template.select(template.language).where(template.id == line.template)
    word = template.select(pw.Value(1)).where(
        template.id == line.template, template.word_template.is_null(False)
    )
    own = _filled(Content, Content.line == line.id)
    inherited = pw.fn.COALESCE(
        _filled(Content, shared & (Content.language == line.language)),
        _filled(Content, shared & _is(Content.language, default)),
        0,
    )
    foreign = pw.fn.COALESCE(
        _filled(TemplateLanguage, theirs & (TemplateLanguage.language == line.language)),
        _filled(TemplateLanguage, theirs & (TemplateLanguage.language == fallback)),
        word,
        0,
    )
    return pw.fn.COALESCE(own, pw.Case(None, [(line.template == usual, inherited)], foreign)) == 1


def _is(column: Any, value: Any) -> Any:
    return (column == value) | (column.is_null() & pw.Expression(value, "IS", pw.SQL("NULL")))


def _filled(model: Any, condition: Any) -> Any:
    """1 when the row that meets the condition has something to send, 0 when not, nothing without a row."""
    owner = Owner.SEGMENT_LANGUAGE if model is Content else Owner.TEMPLATE_LANGUAGE
    files = pw.fn.EXISTS(AttachedFile.select(pw.SQL("1")).where(owner.reference == model.id))
    some = model.attachment.is_null(False) | model.word_template.is_null(False) | files
    return model.select(pw.Case(None, [(some, 1)], 0)).where(condition).limit(1)


def _of_segment(condition: Any) -> list[Source]:
    of = Content
    query = of.select(
        of.id, of.language, of.description, of.subject, of.attachment, of.word_template, of.line
    )
    rows = tuples(query.where(condition).order_by(of.id))
    files = _files(Owner.SEGMENT_LANGUAGE, [row[0] for row in rows])
    return [
        Source(
            Owner.SEGMENT_LANGUAGE, row, language, text, subject, attachment, word, files.get(row, ()), line
        )
        for row, language, text, subject, attachment, word, line in rows
    ]


def _files(owner: Owner, rows: Sequence[int]) -> dict[int, tuple[int, ...]]:
    of = AttachedFile
    query = of.select(owner.reference, of.attachment).where(among(owner.reference, rows)).order_by(of.id)
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for row, attachment in tuples(query) if rows else ():
        found[row] += (attachment,)
    return found
