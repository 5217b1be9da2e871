"""The content of interactions in the form and in the log (scenarios INT, ATT, DOC)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from models.attached_file import AttachedFile
from models.attachment import Attachment
from models.contact import ContactAltAddress, ContactAltAddressDateRange
from models.database import reading, unit
from models.delivery import Delivery
from models.enums import ContentKind, CorrespondenceType, DeliveryState, DeliveryStatus, WizardAction
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments as queries
from models.queries.interaction_form import languages
from models.queries.merge_fields import Recipient
from models.rules.content import filling
from models.rules.content.attachments import store
from models.rules.interactions import form_files, interaction_form, send_email
from models.rules.interactions.drafts import Held, discard, postpone, resume, save_draft
from models.rules.interactions.finish import Finished, IncompleteError, finish, problems
from models.rules.interactions.form_content import shown
from models.rules.interactions.form_state import FormState
from models.rules.interactions.interaction_form import start, typed
from models.rules.templates.template_attachments import import_file
from models.template import InteractionTemplate, InteractionTemplateLanguage, InteractionTemplateSetup
from models.word_template import WordTemplate
from tests import builders

EMAIL = int(CorrespondenceType.EMAIL)
THANKS = "Hello {{contact_name}},\n\n**thank you** for {{description}}.\n"


@pytest.fixture(autouse=True)
def database(opened: str) -> str:
    """An open database with the languages ENU and DEU, where Jo is my salesperson."""
    builders.give_me(builders.salesperson())
    return opened


@pytest.fixture
def enu() -> int:
    return builders.language("ENU")


def ida(no: str = "CT3001", name: str = "Ida Voss", **values: Any) -> int:
    return builders.person(no, name, **{"email": "ida@mill.example", **values})


def brochure(*rows: int, text: str = THANKS, **values: Any) -> int:
    """A template that sends a Markdown text by e-mail in these languages."""
    known = {"correspondence_type": EMAIL, "ignore_contact_corres_type": True, **values}
    made = builders.template("BROCHURE", "your visit", languages=rows, **known)
    for row in rows:
        builders.content(made, row, text)
    return made


def form(contact: int, template: str = "BROCHURE", /, **texts: str) -> FormState:
    state = typed(start(contact_ids=[contact]), "interaction_template_code", template)
    for name, text in texts.items():
        state = typed(state, name, text)
    return state


def entry_of(done: Finished, number: int = 0) -> Any:
    return unit(Entry.get_by_id)(done.entry_ids[number])


def text_of(entry: Any) -> str:
    return queries.read(entry.attachment).decode()


def sentences(state: FormState) -> Mapping[str, str]:
    return {problem.field: problem.sentence for problem in problems(state)}


# what the form shows


def test_the_text_of_the_template_comes_in_the_language_of_the_contact(enu: int) -> None:
    deu = builders.language("DEU")
    template = brochure(enu, deu)
    builders.content(template, deu, "Guten Tag {{contact_name}}")
    state = form(ida(language=deu))
    assert (state.text("body"), state.set_by["body"], state.text("send")) == (
        "Guten Tag {{contact_name}}",
        "template",
        "Yes",
    )
    assert typed(state, "language_code", "ENU").text("body") == THANKS


def test_a_typed_text_stays_whatever_is_chosen_later(enu: int) -> None:
    brochure(enu)
    builders.template("PLAIN")
    state = typed(form(ida(), body="My own"), "interaction_template_code", "PLAIN")
    assert state.text("body") == "My own"


def test_a_template_without_content_takes_the_text_of_another_away(enu: int) -> None:
    brochure(enu)
    builders.template("PLAIN")
    state = typed(form(ida()), "interaction_template_code", "PLAIN")
    assert (state.text("body"), state.text("send"), shown(state)) == ("", "No", frozenset())


def test_INT_17_the_language_list_shows_the_templates_languages_only(enu: int) -> None:
    builders.language("FRA")
    builders.language("DEU")
    template = builders.template("LETTER", languages=(enu,))
    state = form(ida(), "LETTER")
    assert [row.code for row in languages(template)] == ["ENU"]
    assert state.text("language_code") == "ENU"


def test_ATT_06_preview_is_offered_for_merge_bodies_only(enu: int) -> None:
    brochure(enu)
    builders.template("LETTER")
    contact = ida()
    ordinary, _ = form_files.attach(None, form(contact, "LETTER"), "prices.pdf", b"%PDF")
    kinds = [interaction_form.content_of(each) for each in (form(contact, "LETTER"), ordinary, form(contact))]
    assert [kind.is_merge for kind in kinds] == [False, False, True]
    assert "Hello Ida Voss" in filling.preview(kinds[2], Recipient(contact))


def test_ATT_07_a_long_text_is_read_replaced_and_read_again_unchanged(enu: int) -> None:
    old, new = "a {{contact_no}} b\n" * 150, "Zeile mit Ümläuten\n" * 140
    brochure(enu, text=old)
    state = form(ida())
    assert state.text("body") == old
    held = save_draft(typed(state, "body", new), None)
    postpone(held, typed(state, "body", new))
    again, _ = resume(held.entry_id)
    assert again.text("body") == new
    seen = filling.preview(interaction_form.content_of(again), Recipient(again.contacts[0]))
    assert seen.split() == new.split()


def test_ATT_08_the_text_and_its_preview_are_there_with_a_merge_body_only(enu: int) -> None:
    brochure(enu)
    builders.template("LETTER")
    contact = ida(correspondence_type=EMAIL)
    assert shown(form(contact)) == {"body", "send"}
    assert shown(form(contact, "LETTER")) == frozenset()
    assert shown(form(contact, "LETTER", correspondence_type="Email")) == {
        "word_template_code",
        "attachment_no",
        "body",
        "send",
    }


# finishing


def test_INT_16_email_needs_something_to_send() -> None:
    builders.template("CALL-IN")
    state = form(ida(), "CALL-IN", correspondence_type="Email")
    with pytest.raises(IncompleteError, match="needs an attachment or a document template"):
        finish(None, state)
    assert Entry.select().count() == 0


def test_a_finished_email_waits_to_be_sent_with_its_text_filled_in(enu: int) -> None:
    brochure(enu)
    done = finish(None, form(ida()))
    entry = entry_of(done)
    assert text_of(entry) == "Hello Ida Voss,\n\n**thank you** for your visit.\n"
    assert (entry.merged, entry.delivery_status) == (True, DeliveryStatus.IN_PROGRESS)
    kept = queries.about(entry.attachment)
    assert (kept.read_only, kept.kind, kept.extension) == (True, ContentKind.BODY, "md")
    (delivery,) = Delivery.select()
    assert (delivery.state, delivery.sent_to) == (DeliveryState.WAITING, "ida@mill.example")
    assert done.emails == {entry.id: "ida@mill.example"}


def test_several_contacts_get_a_text_each_in_their_languages(enu: int) -> None:
    deu = builders.language("DEU")
    builders.content(brochure(enu, deu), deu, "Guten Tag {{contact_name}}")
    contacts = [
        ida("CT1", "Ida Voss", language=deu),
        ida("CT2", "Kai Brandt", language=deu),
        ida("CT3", "Nell Ashby", language=enu),
    ]
    state = typed(start(contact_ids=contacts), "interaction_template_code", "BROCHURE")
    done = finish(None, state)
    texts = [text_of(entry_of(done, number)).split(",")[0] for number in range(3)]
    assert texts == ["Guten Tag Ida Voss", "Guten Tag Kai Brandt", "Hello Nell Ashby"]
    assert Delivery.select().count() == 3


def test_identical_content_of_several_contacts_is_stored_once(enu: int) -> None:
    brochure(enu, text="The same for all")
    contacts = [ida("CT1", "Ida Voss"), ida("CT2", "Kai Brandt")]
    state = typed(start(contact_ids=contacts), "interaction_template_code", "BROCHURE")
    done = finish(None, state)
    assert entry_of(done, 0).attachment == entry_of(done, 1).attachment


def test_unknown_merge_fields_are_named_and_nothing_is_logged(enu: int) -> None:
    brochure(enu)
    state = form(ida(), body="Dear {{contact_nme}}")
    assert "contact_nme" in sentences(state)["body"]
    with pytest.raises(IncompleteError, match="contact_nme"):
        finish(None, state)
    assert Entry.select().count() == 0


def test_a_document_template_is_filled_in_and_kept_with_the_entry(enu: int) -> None:
    from models.exchange.content import rendered

    template = builders.template("LETTER", languages=(enu,), correspondence_type=EMAIL)
    document = unit(store)("thanks.docx", _letter())
    made = WordTemplate.add(code="THANKS", name="Thank-you note", attachment=document)
    row = InteractionTemplateLanguage
    row.update(word_template=made).where(row.template == template).execute()
    held = save_draft(form(ida(), "LETTER"), None)
    state, held = resume(postpone(held, held.saved))
    assert state.text("word_template_code") == "THANKS"
    entry = entry_of(finish(held, state))
    assert (entry.word_template, entry.merged) == (made, True)
    assert "Ida Voss" in rendered("docx", queries.read(entry.attachment)).html


def _letter() -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    from models.exchange import word

    field = (
        '<w:p><w:fldSimple w:instr=" MERGEFIELD Contact_Name "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )
    old, new = ZipFile(BytesIO(word.blank())), BytesIO()
    with ZipFile(new, "w") as zipped:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + field.encode())
            zipped.writestr(name, data)
    return new.getvalue()


def test_the_word_template_of_a_template_without_languages_serves_everybody(enu: int) -> None:
    letter = WordTemplate.add(code="LETTER", name="Letter", attachment=unit(store)("letter.docx", _letter()))
    builders.template("MAIL-OUT", word_template=letter)
    for contact in (ida(), ida("CT3002", "Uma Roth", language=enu)):
        assert form(contact, "MAIL-OUT").text("word_template_code") == "LETTER"


def test_a_word_template_without_a_document_is_refused() -> None:
    WordTemplate.add(code="EMPTY", name="Nothing yet")
    builders.template("LETTER")
    with pytest.raises(RuleError, match="EMPTY has no document"):
        finish(None, form(ida(), "LETTER", word_template_code="EMPTY", correspondence_type="Email"))


def test_without_sending_the_content_is_kept_and_nothing_waits(enu: int) -> None:
    brochure(enu)
    done = finish(None, form(ida(), send="no"))
    assert (entry_of(done).delivery_status, Delivery.select().count()) == (DeliveryStatus.BLANK, 0)
    assert text_of(entry_of(done)).startswith("Hello Ida Voss")


def test_a_derived_email_without_address_becomes_blank_and_says_so(enu: int) -> None:
    brochure(enu)
    done = finish(None, form(ida(email="")))
    assert entry_of(done).correspondence_type == CorrespondenceType.BLANK
    assert "no e-mail address" in done.sentences[0]
    assert Delivery.select().count() == 0


@pytest.mark.parametrize("asked", [{"send": "yes"}, {"correspondence_type": "Email"}])
def test_whoever_asks_to_send_needs_an_address(enu: int, asked: dict[str, str]) -> None:
    brochure(enu)
    with pytest.raises(IncompleteError, match="CT3001 Ida Voss has no e-mail address"):
        finish(None, form(ida(email=""), **asked))


def at_the_lake(contact: int) -> None:
    """Have the contact's address be another one in May."""
    summer = ContactAltAddress.add(contact=contact, code="SUMMER", email="lake@mill.example")
    ContactAltAddressDateRange.add(
        alt_address=summer,
        starting_date=dt.date(2025, 5, 1),
        ending_date=dt.date(2025, 5, 31),
    )


def test_a_draft_has_the_alternative_address_of_its_day(enu: int) -> None:
    brochure(enu)
    contact = ida(email="")
    at_the_lake(contact)
    held = save_draft(form(contact), None)
    assert unit(Entry.get_by_id)(held.entry_id).contact_alt_address == "SUMMER"
    postpone(held, typed(held.saved, "date", "2025-06-02"))
    assert unit(Entry.get_by_id)(held.entry_id).contact_alt_address == ""


def test_the_email_goes_to_the_alternative_address_of_the_day(enu: int) -> None:
    brochure(enu)
    contact = ida(email="")
    at_the_lake(contact)
    done = finish(None, form(contact))
    assert list(done.emails.values()) == ["lake@mill.example"]
    assert entry_of(done).contact_alt_address == "SUMMER"
    (delivery,) = Delivery.select()
    assert delivery.sent_to == "lake@mill.example"


def test_hard_copies_wait_to_be_written(enu: int) -> None:
    brochure(enu)
    done = finish(None, form(ida(), correspondence_type="Hard Copy"))
    assert done.hard_copies == done.entry_ids
    (delivery,) = Delivery.select()
    assert delivery.correspondence_type == CorrespondenceType.HARD_COPY


def test_a_template_that_opens_its_content_needs_some() -> None:
    builders.template("REPORT", wizard_action=int(WizardAction.OPEN))
    assert "REPORT needs content" in sentences(form(ida(), "REPORT"))["attachment_no"]


def test_to_send_needs_a_type_and_something(enu: int) -> None:
    brochure(enu)
    builders.template("PLAIN")
    contact = ida()
    blank = form(contact, correspondence_type="", send="yes")
    assert "choose Email or Hard Copy" in sentences(blank)["correspondence_type"]
    assert "nothing to send" in sentences(form(contact, "PLAIN", send="yes"))["send"]


# files


def test_a_text_goes_with_the_files_that_were_attached(enu: int) -> None:
    brochure(enu)
    state, held = form_files.attach(None, form(ida()), "prices.pdf", b"%PDF 1")
    state, held = form_files.attach(held, state, "../terms.pdf", b"%PDF 2")
    assert [file.about.name for file in form_files.files(held, state)] == ["prices.pdf", "terms.pdf"]
    done = finish(held, state)
    entry = entry_of(done)
    assert queries.about(entry.attachment).is_body
    assert attached(entry.id) == ["prices.pdf", "terms.pdf"]


def attached(entry: int) -> list[str]:
    of = AttachedFile
    numbers = [row.attachment for row in unit(list)(of.select().where(of.entry == entry).order_by(of.id))]
    return [queries.about(number or 0).name for number in numbers]


def test_every_contact_gets_the_files_of_the_draft() -> None:
    builders.template("PLAIN")
    contacts = [ida("CT1", "Ida Voss"), ida("CT2", "Kai Brandt")]
    state = typed(start(contact_ids=contacts), "interaction_template_code", "PLAIN")
    state, held = form_files.attach(None, state, "one.pdf", b"1")
    state, held = form_files.attach(held, state, "two.pdf", b"2")
    done = finish(held, state)
    assert [queries.about(entry_of(done, n).attachment).name for n in (0, 1)] == ["one.pdf", "one.pdf"]
    assert [attached(entry) for entry in done.entry_ids] == [["two.pdf"], ["two.pdf"]]
    assert Attachment.select().count() == 2


def test_a_file_that_is_taken_off_is_gone_and_the_next_takes_its_place() -> None:
    builders.template("PLAIN")
    state, held = form_files.attach(None, form(ida(), "PLAIN"), "one.pdf", b"1")
    state, held = form_files.attach(held, state, "two.pdf", b"2")
    state, held = form_files.detach(held, state, state.ids["attachment_no"])
    assert [file.about.name for file in form_files.files(held, state)] == ["two.pdf"]
    assert [row.name for row in Attachment.select()] == ["two.pdf"]


@pytest.mark.parametrize("end", [postpone, finish])
@pytest.mark.parametrize("instead", ["", "taken off"])
def test_a_file_that_a_draft_does_not_have_any_more_is_gone_when_it_is_put_aside_or_finished(
    end: Callable[[Held, FormState], object], instead: str
) -> None:
    builders.template("PLAIN")
    other = unit(store)("other.pdf", b"2", read_only=True)
    state, held = form_files.attach(None, form(ida(), "PLAIN"), "one.pdf", b"1")
    state, held = resume(postpone(held, state))
    if instead:
        state, held = form_files.detach(held, state, state.ids["attachment_no"])
    else:
        state = typed(state, "attachment_no", str(other))
        held = save_draft(state, held)
    assert Attachment.select().count() == 2  # discarding would put it back
    end(held, state)
    assert [row.name for row in Attachment.select()] == ["other.pdf"]


@pytest.mark.parametrize("end", [postpone, finish])
def test_a_file_that_a_template_had_goes_with_the_last_draft_that_has_it(
    enu: int, end: Callable[[Held, FormState], object]
) -> None:
    made = builders.template("PRICES", languages=(enu,))
    builders.content(made, enu, "old", "old.pdf")
    row = InteractionTemplateLanguage.get(InteractionTemplateLanguage.template == made).id
    Attachment.update(kind=int(ContentKind.FILE)).execute()
    number = postpone(None, form(ida(), "PRICES"))
    import_file(row, "new.pdf", b"new", replace=True)
    assert sorted(row.name for row in Attachment.select()) == ["new.pdf", "old.pdf"]
    state, held = resume(number)
    end(held, typed(state, "evaluation", "Positive"))
    assert {row.name for row in Attachment.select()} == {"new.pdf"}


def test_discarding_a_resumed_draft_does_without_a_file_that_is_gone(enu: int) -> None:
    made = builders.template("PRICES", languages=(enu,))
    row = InteractionTemplateLanguage.get(InteractionTemplateLanguage.template == made).id
    import_file(row, "old.pdf", b"old")
    number = postpone(None, form(ida(), "PRICES"))
    state, held = resume(number)
    held = save_draft(typed(state, "attachment_no", ""), held)
    import_file(row, "new.pdf", b"new", replace=True)
    discard(held)
    state, held = resume(number)
    assert typed(state, "evaluation", "Positive").ids["attachment_no"] == Attachment.get().id


def test_discarding_a_resumed_draft_puts_its_file_back() -> None:
    builders.template("PLAIN")
    state, held = form_files.attach(None, form(ida(), "PLAIN"), "one.pdf", b"1")
    number = postpone(held, state)
    state, held = resume(number)
    state, held = form_files.detach(held, state, state.ids["attachment_no"])
    discard(held)
    again, held = resume(number)
    assert [file.about.name for file in form_files.files(held, again)] == ["one.pdf"]


def test_discarding_a_resumed_draft_puts_further_files_back_and_drops_new_ones() -> None:
    builders.template("PLAIN")
    state, held = form_files.attach(None, form(ida(), "PLAIN"), "one.pdf", b"1")
    state, held = form_files.attach(held, state, "two.pdf", b"2")
    number = postpone(held, state)
    state, held = resume(number)
    state, held = form_files.detach(held, state, form_files.files(held, state)[1].about.id)
    for name in ("new.pdf", "newer.pdf"):
        state, held = form_files.attach(held, state, name, name.encode())
    state, held = form_files.detach(held, state, form_files.files(held, state)[2].about.id)
    assert [file.about.name for file in form_files.files(held, state)] == ["one.pdf", "new.pdf"]
    discard(held)
    again, held = resume(number)
    assert [file.about.name for file in form_files.files(held, again)] == ["one.pdf", "two.pdf"]
    assert sorted(row.name for row in Attachment.select()) == ["one.pdf", "two.pdf"]


def test_a_file_of_the_template_is_copied_so_that_it_can_change_later(enu: int) -> None:
    template = builders.template("PRICES", languages=(enu,))
    file = unit(store)("prices.pdf", b"%PDF")
    row = InteractionTemplateLanguage
    row.update(attachment=file).where(row.template == template).execute()
    state = form(ida(), "PRICES")
    assert state.text("attachment_no") == str(file)
    entry = entry_of(finish(None, state))
    assert entry.attachment != file
    assert queries.about(entry.attachment).read_only
    assert not queries.about(file).read_only


def test_a_copy_of_an_entry_is_filled_in_anew_for_its_contact(enu: int) -> None:
    brochure(enu)
    builders.template("EMAIL", correspondence_type=EMAIL)
    contact = ida()
    merged = finish(None, form(contact)).entry_ids[0]
    assert start(copy_of=merged).text("body") == THANKS
    own = finish(None, form(contact, "EMAIL", correspondence_type="Email", body="Just a word")).entry_ids[0]
    assert start(copy_of=own).text("body") == "Just a word"


# content that was logged unfilled


def test_shared_content_is_filled_in_for_each_entry_when_it_is_due(enu: int) -> None:
    brochure(enu)
    first, second = ida("CT1", "Ida Voss"), ida("CT2", "Kai Brandt")
    shared = unit(store)("text.md", b"Hello {{contact_name}}", kind=ContentKind.BODY, read_only=True)
    plain = [finish(None, form(contact, send="no")).entry_ids[0] for contact in (first, second)]
    unit(_share)(plain, shared)
    texts = [queries.read(filling.materialize(entry) or 0) for entry in plain]
    assert texts == [b"Hello Ida Voss", b"Hello Kai Brandt"]
    assert [filling.materialize(entry) for entry in plain] == [
        reading(Entry.get_by_id)(entry).attachment for entry in plain
    ]
    assert Attachment.get_or_none(Attachment.id == shared) is None


def _share(entries: list[int], attachment: int) -> None:
    Entry.update(attachment=attachment, merged=False).where(Entry.id.in_(entries)).execute()


# e-mails to contacts


def test_DOC_05_sending_an_email_to_a_contact_is_recorded() -> None:
    builders.template("EMAIL", "E-mail")
    unit(_setup_emails)("EMAIL")
    state = send_email.start([ida()])
    assert shown(state) >= {"body", "send"}
    for name, text in (("description", "Your order"), ("body", "It left today, {{contact_name}}.")):
        state = typed(state, name, text)
    entry = entry_of(finish(None, state))
    (delivery,) = Delivery.select()
    assert (delivery.sent_to, delivery.subject) == ("ida@mill.example", "Your order")
    assert text_of(entry) == "It left today, Ida Voss."


def _setup_emails(code: str) -> None:
    template = InteractionTemplate.get(InteractionTemplate.code == code).id
    InteractionTemplateSetup.update(emails=template).execute()


def test_an_email_needs_a_template_in_the_setup_and_an_address() -> None:
    with pytest.raises(RuleError, match="in Interaction Template Setup, E-Mails"):
        send_email.start([ida()])
    builders.template("EMAIL", "E-mail")
    unit(_setup_emails)("EMAIL")
    with pytest.raises(RuleError, match="CT9 Tom Reed has no e-mail address"):
        send_email.start([ida("CT9", "Tom Reed", email="")])


def test_a_discarded_draft_takes_its_files_with_it() -> None:
    builders.template("PLAIN")
    state, held = form_files.attach(None, form(ida(), "PLAIN"), "one.pdf", b"1")
    _, held = form_files.attach(held, state, "two.pdf", b"2")
    discard(held)
    assert Attachment.select().count() == 0
