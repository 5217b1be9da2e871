"""Taking the content of a segment from its template once more (domain.md 3.7)."""

from __future__ import annotations

from models.base import tuples
from models.database import locked, reading, unit
from models.errors import RuleError
from models.queries.segment_contents import Source, of_segment, of_template
from models.rules import undo
from models.rules.hooks import WayBack
from models.rules.segments.content_rows import follow_header, take_from_template
from models.segment import Segment
from models.template import InteractionTemplate as Template
from models.words import p_


def refresh(segment_id: int) -> int:
    """Replace what a segment sends by copies of what its template sends now; returns in how many languages.

    Unique contents of lines stay, and the subject of the header. `undo` takes it back. Raises `RuleError` for
    a segment that is gone, has no template, or one that sends nothing.
    """
    number, way_back = _refreshed(segment_id)
    undo.remember(p_("undo", "took the content of the template"), way_back)
    return number


@reading
def missing(segment_id: int) -> str:
    """What to do when a segment has nothing that its template sends, as a sentence; blank when it has.

    So it is with segments from before they had content of their own, and when the template got its content
    later. Content in other languages only goes to lines in those: then the default is what is missing.
    """
    of = Segment
    for number, template, default in tuples(
        of.select(of.no, of.template, of.language).where(of.id == segment_id)
    ):
        filled = {language for language, source in of_segment(segment_id).items() if not source.is_blank}
        if filled and default is None and None not in filled:
            told = p_(
                "error",
                "What segment {segment} sends is in certain languages only: choose its Language Code "
                "(Default).",
            )
            return told.format(segment=number)
        if template is not None and not filled and _sent(template)[0]:
            told = p_(
                "error",
                "The template has content that the segment has not taken: touchbase segment content refresh"
                " {segment}.",
            )
            return told.format(segment=number)
    return ""


@unit
def _refreshed(segment_id: int) -> tuple[int, WayBack]:
    found: list[Segment] = list(locked(Segment.select().where(Segment.id == segment_id)))
    if not found:
        raise RuleError(p_("error", "The segment was logged or deleted meanwhile."))
    header = found[0]
    if header.template is None:
        told = p_("error", "Segment {segment} has no template to take content from.")
        raise RuleError(told.format(segment=header.no), field="interaction_template_code")
    sources, default = _sent(header.template)
    if not sources:
        ((code,),) = tuples(Template.select(Template.code).where(Template.id == header.template))
        told = p_("error", "Template {template} has no content; import some, or write a text.")
        raise RuleError(told.format(template=code), field="interaction_template_code")
    was = {"language": header.language, "word_template": header.word_template}
    language = header.language if header.language in sources else default
    word = sources[language].word_template if language in sources else None
    way_back = take_from_template(segment_id, header.template)
    Segment.change(segment_id, language=language, word_template=word)
    follow_header(segment_id)

    @unit
    def take_back() -> None:
        way_back()
        Segment.change(segment_id, **was)

    return len(sources), take_back


def _sent(template_id: int) -> tuple[dict[int | None, Source], int | None]:
    """What a template sends by language, and its default language."""
    sources, default = of_template(template_id)
    return {language: source for language, source in sources.items() if not source.is_blank}, default
