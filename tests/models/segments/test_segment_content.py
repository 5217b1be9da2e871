"""The content of segments and their lines: inherited, unique, following the template (domain.md 3.7)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.attached_file import AttachedFile
from models.attachment import Attachment
from models.base import tuples
from models.contact import Contact
from models.database import unit
from models.enums import ContentKind, CorrespondenceType, LineContent
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments
from models.queries.segment_contents import Source, inherited, of_line, of_segment
from models.rules import records, undo
from models.rules.content.attachments import store
from models.rules.segments import content, logging, steps
from models.rules.segments.content_refresh import refresh
from models.rules.segments.content_rows import Place
from models.segment import Segment, SegmentInteractionLanguage, SegmentLine
from models.template import InteractionTemplateLanguage
from models.word_template import WordTemplate
from tests import builders
from tests.models.segments.steps import People, add, change, line, rows, segment, shown

HARD_COPY = int(CorrespondenceType.HARD_COPY)


@pytest.fixture
def enu() -> int:
    return builders.language("ENU")


@pytest.fixture
def deu() -> int:
    return builders.language("DEU")


def mailing(code: str, *languages: int, **values: object) -> int:
    """A template that sends a text in these languages."""
    known = {"correspondence_type": HARD_COPY, "ignore_contact_corres_type": True, **values}
    made = builders.template(code, code.title(), languages=languages, **known)
    for language in languages:
        builders.content(made, language, f"{code} in {language}")
    return made


def text(source: Source | None) -> str:
    return attachments.read(source.attachment).decode() if source and source.attachment else ""


def state(line_id: int) -> LineContent:
    return LineContent(shown("segment-lines", line_id)["attachment"])


def files(source: Source | None) -> Sequence[str]:
    return [attachments.about(number).name for number in source.files] if source else []


def number_of_attachments() -> int:
    return int(unit(Attachment.select().count)())


def with_price_list(template: int, language: int) -> None:
    row = InteractionTemplateLanguage
    ((found,),) = tuples(row.select(row.id).where(row.template == template, row.language == language))
    number = unit(store)("prices.pdf", b"%PDF", kind=ContentKind.FILE)
    AttachedFile.add(attachment=number, template_language=found)


def test_a_template_brings_copies_of_its_own_that_change_with_it(enu: int, deu: int) -> None:
    with_price_list(mailing("SPRING", enu, deu), enu)
    mailing("AUTUMN", enu)
    before = number_of_attachments()
    made = segment(interaction_template_code="SPRING", description="Spring")
    mine = of_segment(made)
    assert {language: text(source) for language, source in mine.items()} == {
        enu: f"SPRING in {enu}",
        deu: f"SPRING in {deu}",
    }
    assert files(mine[enu]) == ["prices.pdf"]
    assert number_of_attachments() == before + 3
    change(made, interaction_template_code="AUTUMN")
    assert [text(source) for source in of_segment(made).values()] == [f"AUTUMN in {enu}"]
    assert number_of_attachments() == before + 1
    undo.undo()
    assert of_segment(made) == mine
    change(made, interaction_template_code="")
    assert (of_segment(made), number_of_attachments()) == ({}, before)
    undo.undo()
    records.delete("segments", [made])
    assert number_of_attachments() == before
    undo.undo()
    assert of_segment(made) == mine


def test_lines_inherit_in_their_language_and_another_template_sends_its_own(
    people: People, enu: int, deu: int
) -> None:
    mailing("SPRING", enu, deu, language=enu)
    mailing("AUTUMN", enu, language=enu)
    records.change("contacts", people.nell, 0, {"language_code": "DEU"})
    made = segment(interaction_template_code="SPRING", description="Spring")
    add(made, "CT1000|CT1001")
    other = line(made, "CT2000", interaction_template_code="AUTUMN")
    by_contact = {row["contact"]: row["id"] for row in rows(made)}
    assert text(of_line(by_contact[people.mill])) == f"SPRING in {enu}"
    assert text(of_line(by_contact[people.nell])) == f"SPRING in {deu}"
    assert text(of_line(other)) == f"AUTUMN in {enu}"
    assert {state(one) for one in by_contact.values()} == {LineContent.INHERITED}
    plain = line(made, "CT3001", interaction_template_code="LETTER")
    assert (of_line(plain), state(plain)) == (None, LineContent.BLANK)


def test_SEG_06_re_entering_the_same_contact_keeps_the_inherited_attachment(enu: int) -> None:
    values = {"information_flow": 1, "initiated_by": 1, "unit_duration": 3, "language": enu}
    mailing("SPRING", enu, **values)
    made = segment(interaction_template_code="SPRING", description="Spring")
    entered = line(made, "CT1000")
    records.change("segment-lines", entered, 0, {"contact_no": "CT1000"})
    header = of_segment(made)[enu]
    assert of_line(entered) == header
    done = logging.log(made, send=True)
    assert (done.entries, done.hard_copies) == (1, 1)
    ((attachment,),) = tuples(Entry.select(Entry.attachment))
    assert attachment == header.attachment
    assert attachments.about(attachment).read_only
    assert shown("logged-segments", done.entry_no)["segment_no"] == "SM100"


def test_what_is_written_on_a_line_is_unique_and_removing_it_restores_the_inherited(enu: int) -> None:
    with_price_list(mailing("SPRING", enu, language=enu), enu)
    made = segment(interaction_template_code="SPRING", description="Spring")
    add(made, "CT1000|CT2000")
    first, second = (row["id"] for row in rows(made))
    before = number_of_attachments()
    place = Place(made, first)
    content.write(place, "Dear {{contact_name}}", "md")
    assert (text(of_line(first)), files(of_line(first))) == ("Dear {{contact_name}}", ["prices.pdf"])
    assert text(of_line(second)) == f"SPRING in {enu}"
    assert (state(first), state(second)) == (LineContent.UNIQUE, LineContent.INHERITED)
    content.import_file(place, "offer.pdf", b"%PDF-1.7")
    assert (text(of_line(first)), number_of_attachments()) == ("%PDF-1.7", before + 2)
    undo.undo()
    assert text(of_line(first)) == "Dear {{contact_name}}"
    assert attachments.about(content.import_file(place, "hi.md", b"Hi {{contact_name}}")).is_body
    undo.undo()
    content.detach(place, inherited(first).files[0])  # type: ignore[union-attr]
    assert files(of_line(first)) == []
    content.remove(place)
    assert (text(of_line(first)), state(first)) == (f"SPRING in {enu}", LineContent.INHERITED)
    assert number_of_attachments() == before
    for _ in range(3):
        undo.undo()
    assert (of_line(first), number_of_attachments()) == (of_segment(made)[enu], before)
    with pytest.raises(RuleError, match="no content of its own"):
        content.remove(place)


def test_without_its_default_content_a_segment_has_another(enu: int, deu: int) -> None:
    mailing("SPRING", enu, deu, language=enu)
    made = segment(interaction_template_code="SPRING", description="Spring")
    add(made, "CT1000")
    (entered,) = (row["id"] for row in rows(made))
    content.remove(Place(made, language=enu))
    assert shown("segments", made)["language_code"] == "DEU"
    assert text(of_line(entered)) == f"SPRING in {deu}"
    with pytest.raises(RuleError) as error:
        change(made, language_code="ENU")
    assert error.value.field == "language_code"
    undo.undo()
    assert (shown("segments", made)["language_code"], text(of_line(entered))) == ("ENU", f"SPRING in {enu}")


def test_a_word_template_takes_the_place_of_attachments() -> None:
    document = unit(store)("letter.md", b"{{contact_name}}")
    WordTemplate.add(code="NOTE", name="Note", attachment=document)
    builders.language()
    made = segment(interaction_template_code="LETTER", description="Spring")
    change(made, word_template_code="NOTE")
    place = Place(made, language=tuples(Segment.select(Segment.language))[0][0])
    for refused in (
        lambda: content.import_file(place, "a.pdf", b"x"),
        lambda: content.write(place, "x", "md"),
        lambda: content.remove(place),
    ):
        with pytest.raises(RuleError, match="Word template"):
            refused()
    entered = line(made, "CT1000")
    with pytest.raises(RuleError, match="Word template"):
        content.write(Place(made, entered), "x", "md")
    change(made, word_template_code="")
    content.write(place, "x", "md")
    with pytest.raises(RuleError, match="takes the place"):
        change(made, word_template_code="NOTE")


def test_unique_content_stays_with_a_line_that_steps_remove_and_bring_back(people: People, enu: int) -> None:
    mailing("SPRING", enu, language=enu)
    made = segment(interaction_template_code="SPRING", description="Spring")
    entered = line(made, "CT1000")
    before = number_of_attachments()
    content.write(Place(made, entered), "own", "txt")
    records.change("segment-lines", entered, 0, {"contact_no": "CT2000"})
    assert text(of_line(entered)) == f"SPRING in {enu}"
    undo.undo()
    assert text(of_line(entered)) == "own"
    records.change("segment-lines", entered, 0, {"contact_no": "CT2000"})
    steps.go_back(made)
    steps.go_back(made)
    assert [row["contact"] for row in rows(made)] == [people.mill]
    assert text(of_line(rows(made)[0]["id"])) == "own"
    records.delete("segment-lines", [entered])
    undo.undo()
    assert text(of_line(entered)) == "own"
    steps.go_back(made)
    assert (number_of_attachments(), SegmentInteractionLanguage.select().count()) == (before, 1)


def test_a_deleted_segment_comes_back_with_the_unique_contents_of_its_lines(enu: int) -> None:
    mailing("SPRING", enu, language=enu)
    made = segment(interaction_template_code="SPRING", description="Spring")
    entered = line(made, "CT1000")
    content.write(Place(made, entered), "own", "txt")
    before = number_of_attachments()
    records.delete("segments", [made])
    assert (SegmentLine.select().count(), number_of_attachments()) == (0, before - 2)
    undo.undo()
    assert (text(of_line(entered)), number_of_attachments()) == ("own", before)


def test_content_that_somebody_else_changed_meanwhile_is_not_undone(enu: int) -> None:
    mailing("SPRING", enu, language=enu)
    made = segment(interaction_template_code="SPRING", description="Spring")
    place = Place(made, language=enu)
    content.write(place, "mine", "txt")
    content.write(place, "theirs", "txt")
    undo.forget()
    content.write(place, "mine", "txt")
    SegmentInteractionLanguage.update(subject="Theirs").execute()
    with pytest.raises(RuleError, match="changed meanwhile"):
        undo.undo()
    assert text(of_segment(made)[enu]) == "mine"
    with pytest.raises(RuleError, match="logged or deleted"):
        content.write(Place(999), "x", "txt")


def test_a_line_is_in_the_language_of_its_contact_if_the_segment_has_content_in_it(
    people: People, enu: int, deu: int
) -> None:
    mailing("FAIR", enu, deu, language=enu)
    fra = builders.language("FRA")
    made = segment(interaction_template_code="FAIR")
    content.write(Place(made, language=fra), "Bonjour", "md")
    content.remove(Place(made, language=deu))
    for contact, language in ((people.nell, fra), (people.mill, deu)):
        Contact.update(language=language).where(Contact.id == contact).execute()
    add(made, "CT1000|CT1001")
    typed = line(made, "CT1001")
    by_contact = {row["contact"]: row["language"] for row in rows(made)}
    assert by_contact == {people.nell: fra, people.mill: enu}
    assert text(of_line(typed)) == "Bonjour"


def test_a_file_taken_off_what_a_line_inherits_leaves_no_copy_behind(enu: int) -> None:
    with_price_list(mailing("FAIR", enu), enu)
    made = segment(interaction_template_code="FAIR")
    place = Place(made, line=line(made, "CT1000"))
    before = number_of_attachments()
    content.detach(place, files_of(place)[0])
    assert (number_of_attachments(), files_of(place)) == (before + 1, ())  # its copy of the text
    undo.undo()
    assert number_of_attachments() == before


def test_undo_does_not_take_back_what_somebody_put_in_the_place_of_the_templates_content(enu: int) -> None:
    mailing("FAIR", enu)
    made = segment(interaction_template_code="FAIR")
    refresh(made)
    step = undo._steps.pop()
    content.write(Place(made, language=enu), "By hand", "md")
    with pytest.raises(RuleError, match="content was changed meanwhile"):
        step.take_back()
    assert text(of_segment(made)[enu]) == "By hand"


def files_of(place: Place) -> Sequence[int]:
    source = content.at(place)
    return source.files if source else ()
