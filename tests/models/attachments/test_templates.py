"""What templates have to send: files, texts that are merged, Word templates (domain.md 1.4)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from threading import Event

import pytest

from models.database import close_database, unit
from models.enums import Layout, WizardAction
from models.errors import RuleError
from models.queries import attachments as queries
from models.queries.attached_files import Owner, files_of
from models.queries.records import find
from models.queries.template_contents import row_content
from models.rules import records, undo
from models.rules.content import attached_files
from models.rules.content.attachments import set_read_only, store
from models.rules.templates import template_attachments as actions
from models.rules.templates import word_templates
from models.rules.templates.template_content import REMOVE_ATTACHMENT
from models.word_template import WordTemplate
from tests import builders
from tests.models.attachments.samples import (
    PAGE,
    ROWS,
    attachments,
    layout_of,
    row,
    shown,
    some,
    template,
    with_text,
    word_template,
)

pytestmark = pytest.mark.usefixtures("opened")


def set_action(code: str, action: str) -> None:
    """Choose a Wizard Action as people do."""
    records.change(PAGE, shown_id(code), 0, {"wizard_action": action})


def shown_id(code: str) -> int:
    """The template."""
    return find(PAGE, code)


def action_of(code: str) -> WizardAction:
    return WizardAction(shown(PAGE, code)["wizard_action"])


def attached(row_id: int = 0) -> queries.AttachmentRow:
    """The attachment of a template language."""
    number = row_content(row_id or row()).attachment
    assert number is not None
    return queries.about(number)


def test_TPL_03_an_empty_language_line_rules_out_merge() -> None:
    template("LETTER", "ENU")
    for action in ("", "Open", "Import"):
        set_action("LETTER", action)
    with pytest.raises(RuleError, match=r"Wizard Action cannot be Merge for template LETTER") as refused:
        set_action("LETTER", "Merge")
    assert refused.value.field == "wizard_action"
    assert action_of("LETTER") is WizardAction.IMPORT


def test_TPL_04_a_merge_body_forces_the_merge_action() -> None:
    with_text("BROCHURE", "ENU")
    assert action_of("BROCHURE") is WizardAction.BLANK
    records.change(PAGE, shown_id("BROCHURE"), 0, {"language_code": "ENU"})
    assert action_of("BROCHURE") is WizardAction.MERGE
    for action in ("", "Open", "Import"):
        with pytest.raises(RuleError, match=r"cannot be .* for template BROCHURE: it has a text"):
            set_action("BROCHURE", action)


def test_TPL_05_switching_to_a_merge_language_turns_merge_on() -> None:
    template("BROCHURE", "DEU", "ENU")
    with_text("BROCHURE", "ENU")
    assert action_of("BROCHURE") is WizardAction.BLANK
    records.change(PAGE, shown_id("BROCHURE"), 0, {"language_code": "ENU"})
    assert action_of("BROCHURE") is WizardAction.MERGE
    records.change(PAGE, shown_id("BROCHURE"), 0, {"language_code": "DEU"})
    assert action_of("BROCHURE") is WizardAction.BLANK
    undo.undo()
    assert action_of("BROCHURE") is WizardAction.MERGE


def test_TPL_06_a_document_template_excludes_import() -> None:
    template("LETTER", "ENU")
    word_template("OFFER")
    records.change(PAGE, shown_id("LETTER"), 0, {"word_template_code": "OFFER"})
    assert shown(ROWS, "LETTER/ENU")["word_template_code"] == "OFFER"
    for action in ("", "Open", "Merge"):
        set_action("LETTER", action)
    with pytest.raises(RuleError, match="Wizard Action cannot be Import for template LETTER"):
        set_action("LETTER", "Import")
    assert action_of("LETTER") is WizardAction.MERGE


def test_TPL_07_no_attachment_editing_while_a_document_template_is_set() -> None:
    template("LETTER", "ENU")
    word_template("OFFER")
    records.change(PAGE, shown_id("LETTER"), 0, {"word_template_code": "OFFER"})
    before = attachments()
    for attempt in (
        lambda: actions.create(row(), "docx"),
        lambda: actions.import_file(row(), "a.docx", b"x"),
        lambda: actions.remove(row()),
    ):
        with pytest.raises(RuleError, match="LETTER uses a Word template"):
            attempt()
    assert attachments() == before


def test_TPL_08_deleting_a_template_cleans_up_its_languages_and_attachments() -> None:
    some(7)
    template("BROCHURE", "ENU", "DEU")
    for language in ("ENU", "DEU"):
        actions.import_file(row("BROCHURE", language), f"{language}.pdf", language.encode())
    attached_files.attach(Owner.TEMPLATE_LANGUAGE, row("BROCHURE"), "prices.pdf", b"1.00")
    assert attachments() == 10
    records.delete(PAGE, [shown_id("BROCHURE")])
    assert attachments() == 7
    undo.undo()
    found = row_content(row("BROCHURE", "DEU"))
    assert found.attachment is not None
    assert queries.read(found.attachment) == b"DEU"
    assert [file.attachment.name for file in files_of(Owner.TEMPLATE_LANGUAGE, row("BROCHURE"))] == [
        "ENU.pdf",
        "prices.pdf",
    ]


def test_TPL_09_the_email_draft_template_is_kept_in_the_template_setup() -> None:
    from models.queries.records import view
    from models.starter.loading import load_starter

    load_starter()
    template("DRAFT")
    records.change("interaction-template-setup", 1, 0, {"email_draft": "DRAFT"})
    assert view("interaction-template-setup", 1).values["email_draft"] == "DRAFT"


def test_ATT_01_remove_the_attachment_of_a_template_language() -> None:
    template("LETTER", "ENU")
    made = actions.import_file(row(), "offer.docx", b"old")
    assert shown(ROWS, "LETTER/ENU")["attachment_no"] == made
    actions.remove(row())
    assert row_content(row()).attachment is None
    assert attachments() == 0
    undo.undo()
    assert queries.read(made) == b"old"
    assert row_content(row()).attachment == made


def test_ATT_04_choosing_a_merge_layout_creates_the_merge_body() -> None:
    template("LETTER", "ENU")
    records.change(ROWS, row(), 0, {"custom_layout": "HTML"})
    found = attached()
    assert (found.name, found.is_body) == ("LETTER-ENU.html", True)
    assert b"{{formal_salutation}}" in queries.read(found.id)
    assert action_of("LETTER") is WizardAction.MERGE


def test_ATT_05_clearing_the_merge_layout_removes_the_attachment() -> None:
    some(7)
    template("LETTER", "ENU")
    records.change(ROWS, row(), 0, {"custom_layout": "HTML"})
    assert attachments() == 8
    records.change(ROWS, row(), 0, {"custom_layout": ""})
    assert row_content(row()).attachment is None
    assert attachments() == 7
    assert action_of("LETTER") is WizardAction.BLANK


def test_the_text_goes_along_into_another_layout_and_comes_back_with_undo() -> None:
    found = with_text()
    number = row_content(found).attachment
    assert number is not None
    actions.change(found, number, b"<p>Dear <b>{{contact_name}}</b></p>")
    records.change(ROWS, found, 0, {"custom_layout": "Markdown"})
    assert queries.read(attached(found).id).strip() == b"Dear {{contact_name}}"
    undo.undo()
    assert row_content(found).attachment == number
    assert queries.read(number) == b"<p>Dear <b>{{contact_name}}</b></p>"
    assert (attachments(), layout_of(found)) == (1, Layout.HTML)


def test_a_text_is_not_put_over_a_file_unasked() -> None:
    template("LETTER", "ENU")
    actions.import_file(row(), "offer.docx", b"old")
    with pytest.raises(RuleError, match="remove it first"):
        records.change(ROWS, row(), 0, {"custom_layout": "Markdown"})
    records.change(ROWS, row(), 0, {"custom_layout": "Markdown"}, agreed=[REMOVE_ATTACHMENT])
    assert layout_of(row()) is Layout.MARKDOWN
    assert attachments() == 1


def test_a_word_template_takes_the_place_of_an_attachment_only_when_that_was_agreed() -> None:
    with_text("BROCHURE")
    records.change(PAGE, shown_id("BROCHURE"), 0, {"language_code": "ENU"})
    word_template("OFFER")
    before = attachments()
    with pytest.raises(RuleError, match="remove it first") as refused:
        records.change(PAGE, shown_id("BROCHURE"), 0, {"word_template_code": "OFFER"})
    assert refused.value.field == "word_template_code"
    records.change(PAGE, shown_id("BROCHURE"), 0, {"word_template_code": "OFFER"}, agreed=[REMOVE_ATTACHMENT])
    assert (attachments(), layout_of(row("BROCHURE"))) == (before - 1, Layout.BLANK)
    assert action_of("BROCHURE") is WizardAction.MERGE
    undo.undo()
    assert (attachments(), layout_of(row("BROCHURE"))) == (before, Layout.HTML)
    assert shown(ROWS, "BROCHURE/ENU")["word_template_code"] is None
    assert action_of("BROCHURE") is WizardAction.MERGE


def test_undo_gives_every_language_its_own_content_back() -> None:
    template("LETTER", "ENU", "DEU")
    actions.import_file(row("LETTER", "DEU"), "a.pdf", b"%PDF")
    word_template("OFFER")
    typed = {"language_code": "DEU", "word_template_code": "OFFER"}
    records.change(PAGE, shown_id("LETTER"), 0, typed, agreed=[REMOVE_ATTACHMENT])
    assert shown(ROWS, "LETTER/DEU")["word_template_code"] == "OFFER"
    undo.undo()
    assert shown(ROWS, "LETTER/DEU")["word_template_code"] is None
    assert [file.attachment.name for file in files_of(Owner.TEMPLATE_LANGUAGE, row("LETTER", "DEU"))] == [
        "a.pdf"
    ]


def test_a_word_template_on_the_default_row_is_that_of_the_template() -> None:
    template("LETTER", "ENU", "DEU")
    word_template("OFFER")
    set_action("LETTER", "Import")
    with pytest.raises(RuleError, match="imports a file"):
        records.change(ROWS, row(), 0, {"word_template_code": "OFFER"})
    set_action("LETTER", "")
    records.change(ROWS, row(), 0, {"word_template_code": "OFFER"})
    assert shown(PAGE, "LETTER")["word_template_code"] == "OFFER"
    records.change(ROWS, row("LETTER", "DEU"), 0, {"custom_layout": "HTML"})
    set_action("LETTER", "Merge")
    records.change(ROWS, row(), 0, {"word_template_code": ""})
    assert shown(PAGE, "LETTER")["word_template_code"] is None
    assert action_of("LETTER") is WizardAction.BLANK


def test_what_is_there_is_replaced_only_when_that_was_agreed() -> None:
    template("LETTER", "ENU", "DEU")
    actions.import_file(row("LETTER", "DEU"), "angebot.docx", b"neu")
    first = actions.import_file(row(), "offer.docx", b"old")
    attempts: list[Callable[[], object]] = [
        lambda: actions.import_file(row(), "new.docx", b"new"),
        lambda: actions.copy(row(), row("LETTER", "DEU")),
        lambda: actions.create(row(), "docx"),
    ]
    for attempt in attempts:
        with pytest.raises(RuleError, match=r"already: offer\.docx"):
            attempt()
    second = actions.copy(row(), row("LETTER", "DEU"), replace=True)
    assert (queries.read(second), attachments()) == (b"neu", 2)
    undo.undo()
    assert queries.read(first) == b"old"
    assert attachments() == 2


def test_what_was_sent_is_not_changed() -> None:
    template("LETTER", "ENU")
    made = actions.import_file(row(), "offer.docx", b"old")
    set_read_only([made])
    with pytest.raises(RuleError, match="was recorded or sent"):
        actions.change(row(), made, b"new")
    with pytest.raises(RuleError, match="was recorded or sent"):
        actions.import_file(row(), "new.docx", b"new", replace=True)


def test_undo_minds_what_somebody_did_meanwhile() -> None:
    template("LETTER", "ENU")
    actions.import_file(row(), "offer.docx", b"old")
    actions.remove(row())
    step = undo._steps.pop()
    actions.import_file(row(), "new.docx", b"new")
    with pytest.raises(RuleError, match="changed meanwhile"):
        step.take_back()
    assert attachments() == 1


def test_a_new_word_document_and_a_new_text_are_there_to_be_edited() -> None:
    from models.exchange import content

    template("LETTER", "ENU")
    word = queries.about(actions.create(row(), "docx"))
    assert (word.name, word.is_body) == ("LETTER-ENU.docx", False)
    assert content.fields("docx", queries.read(word.id)) == ()
    text = queries.about(actions.create(row(), "md", replace=True))
    assert (text.name, text.is_body) == ("LETTER-ENU.md", True)
    assert action_of("LETTER") is WizardAction.MERGE
    with pytest.raises(RuleError, match="not exe"):
        actions.create(row(), "exe", replace=True)


def test_a_text_imported_into_a_row_with_a_layout_is_its_text() -> None:
    found = with_text()
    body = queries.about(actions.import_file(found, "mail.md", b"Dear {{contact_name}}", replace=True))
    assert (body.is_body, layout_of(found)) == (True, Layout.MARKDOWN)
    file = queries.about(actions.import_file(found, "mail.pdf", b"%PDF", replace=True))
    assert (file.is_body, layout_of(found)) == (False, Layout.BLANK)


@pytest.mark.parametrize(
    ("name", "data", "is_body"),
    [
        ("mail.md", b"Dear {{contact_name}}", True),
        ("mail.html", b"<p>{{ nobody }} {{Formal_Salutation}}</p>", True),
        ("notes.md", b"Dear all", False),
        ("other.txt", b"{{somebody_elses_field}}", False),
        ("data.json", b"{{contact_name}}", False),
        ("broken.txt", b"{{contact_name}}\0", False),
    ],
)
def test_a_text_with_merge_fields_is_meant_to_be_filled_in(name: str, data: bytes, is_body: bool) -> None:
    template("PAPER", "ENU")
    made = actions.import_file(row("PAPER"), name, data)
    assert queries.about(made).is_body == is_body
    assert bool(layout_of(row("PAPER"))) == is_body


def test_templates_that_record_documents_have_no_attachment_whichever_comes_first() -> None:
    from models.starter.loading import load_starter

    load_starter()
    template("PAPER", "ENU")
    made = actions.import_file(row("PAPER"), "a.pdf", b"x")
    with pytest.raises(RuleError, match=r"Sales Invoices: template PAPER has an attachment") as refused:
        records.change("interaction-template-setup", 1, 0, {"sales_invoices": "PAPER"})
    assert refused.value.field == "sales_invoices"
    records.change("interaction-template-setup", 1, 0, {"meeting_invitation": "PAPER"})
    actions.remove(row("PAPER"))
    records.change("interaction-template-setup", 1, 0, {"sales_invoices": "PAPER"})
    with pytest.raises(RuleError, match=r"records Sales Invoices"):
        actions.import_file(row("PAPER"), "a.pdf", b"x")
    assert made
    assert attachments() == 0


def _fields_of(template_id: int) -> tuple[str, ...]:
    from models.exchange import content

    document = queries.about(word_templates.document(template_id))
    return content.fields(document.extension, queries.read(document.id))


def test_a_word_template_has_a_document_whose_fields_are_known() -> None:
    offer = word_template("OFFER")
    assert _fields_of(offer) == ("formal_salutation", "salesperson_name")
    with pytest.raises(RuleError, match=r"has the document OFFER\.docx already"):
        word_templates.set_document(offer, "a.md", b"Dear {{contact_name}}")
    assert word_templates.set_document(offer, "a.md", b"Dear {{contact_name}}", replace=True) == ()
    (note,) = word_templates.set_document(offer, "b.md", b"{{no_such}}", replace=True)
    assert "no_such" in note
    with pytest.raises(RuleError, match="Word templates are"):
        word_templates.set_document(offer, "c.pdf", b"%PDF", replace=True)
    with pytest.raises(RuleError):
        word_templates.set_document(offer, "d.docx", b"no zip", replace=True)
    undo.undo()
    assert _fields_of(offer) == ("contact_name",)
    assert attachments() == 1
    records.delete("word-templates", [offer])
    assert attachments() == 0


def give_row() -> None:
    actions.create(row(), "md")


def give_word_template() -> None:
    word_templates.new_document(find("word-templates", "OFFER"))


@pytest.mark.parametrize("give", [give_row, give_word_template])
def test_of_two_people_who_give_content_at_once_the_second_is_told_of_the_first(
    give: Callable[[], None],
) -> None:
    template("LETTER", "ENU")
    WordTemplate.add(code="OFFER", search_text="offer")
    begun = Event()

    def second() -> None:
        begun.set()
        try:
            with pytest.raises(RuleError, match="already"):
                give()
        finally:
            close_database()

    with ThreadPoolExecutor(1) as lane:

        @unit
        def first() -> Future[None]:
            give()
            late = lane.submit(copy_context().run, second)
            assert begun.wait(10)
            wait([late], timeout=0.3)  # whoever does not wait for us has read by now that there is nothing
            return late

        first().result(20)
    assert attachments() == 1


def test_a_number_typed_for_an_attachment_is_refused() -> None:
    template("LETTER", "ENU")
    made = store("a.txt", b"x")
    with pytest.raises(RuleError, match="written by the program") as refused:
        records.change(ROWS, row(), 0, {"attachment_no": str(made)})
    assert refused.value.field == "attachment_no"


def test_a_name_leads_nowhere() -> None:
    builders.template("LETTER")
    assert queries.about(store("../../etc/passwd", b"x")).name == "passwd"
