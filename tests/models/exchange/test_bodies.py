"""Bodies of messages: fields are filled as text, whatever the layout and whatever the values."""

from __future__ import annotations

import html
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from models.enums import Layout
from models.errors import RuleError
from models.exchange import bodies, content
from models.merge_field import UnknownFieldsError, Values

LAYOUTS = [Layout.TEXT, Layout.MARKDOWN, Layout.HTML]
ODD = "Mill & Söhne <b>*x*</b> [a](b)\n1. Дувр"


def test_a_value_is_text_in_every_layout() -> None:
    values = {"contact_name": ODD}
    assert bodies.fill("{{Contact Name}}!", Layout.TEXT, values) == f"{ODD}!"
    assert bodies.fill("{{ name }}!", Layout.HTML, values) == (
        "Mill &amp; Söhne &lt;b&gt;*x*&lt;/b&gt; [a](b)<br>\n1. Дувр!"
    )
    filled = bodies.fill("{{contact_name}}!", Layout.MARKDOWN, values)
    assert bodies.html(filled, Layout.MARKDOWN) == (
        "<p>Mill &amp; Söhne &lt;b&gt;*x*&lt;/b&gt; [a](b)<br />\n1. Дувр!</p>\n"
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
@example("123.")
@example("1)x")
@example("+")
def test_markdown_shows_any_value_as_it_is(value: str) -> None:
    filled = bodies.fill("{{name}}", Layout.MARKDOWN, {"contact_name": value})
    assert html.unescape(MarkdownIt("commonmark").render(filled)) == f"<p>{value}</p>\n"


@given(st.text(), st.sampled_from(LAYOUTS))
def test_a_value_is_never_read_as_a_field(value: str, layout: Layout) -> None:
    filled = bodies.fill("a {{city}} b", layout, {"contact_city": "{{name}}" + value, "contact_name": "NELL"})
    assert "NELL" not in filled
    assert filled.startswith("a ")
    assert filled.endswith(" b")


def test_unknown_fields_are_named_with_their_line_and_those_that_look_like_them() -> None:
    with pytest.raises(UnknownFieldsError) as raised:
        bodies.fields("{{name}}\n{{ nmae }}\n\n{{formal_salutaton}} {{}}")
    assert raised.value.names == ("nmae", "formal_salutaton", "")
    assert "“formal_salutaton” (line 4, did you mean formal_salutation" in raised.value.sentence
    assert "“nmae” (line 2" in raised.value.sentence


def test_fields_are_told_in_order_by_our_names() -> None:
    assert bodies.fields("{{City}} {{CALC_Formal_Salutation}} {{city}} {not}") == (
        "contact_city",
        "formal_salutation",
    )


def test_a_field_without_a_value_hinders_only_texts_that_use_it() -> None:
    values = Values({"contact_name": "Nell"}, {"formal_salutation": "No formula."})
    assert bodies.fill("{{name}}", Layout.TEXT, values) == "Nell"
    with pytest.raises(RuleError, match="No formula"):
        bodies.fill("{{formal_salutation}}", Layout.TEXT, values)


def test_a_text_cannot_stand_in_itself() -> None:
    with pytest.raises(RuleError, match="stands for this text itself"):
        bodies.fill("{{content}}", Layout.TEXT, {"content": "x"})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_new_text_greets_and_says_who_writes(layout: Layout) -> None:
    text = bodies.starter(layout)
    assert set(bodies.fields(text)) == {"formal_salutation", "salesperson_name", "our_name"}
    values = {
        "formal_salutation": "Dear Ms. Ashby,",
        "salesperson_name": "Jo Okafor",
        "our_name": "Northwind",
    }
    shown = bodies.plain(bodies.fill(text, layout, values), layout)
    assert shown == "Dear Ms. Ashby,\n\nWrite the text here.\n\nKind regards,\nJo Okafor\nNorthwind\n"


def test_html_stays_as_its_author_wrote_it_and_previews_as_text() -> None:
    text = (
        '<script>x()</script><p>Hi <a href="https://a.example">here</a><img src="http://b.example/c.png"></p>'
    )
    assert bodies.html(text, Layout.HTML) == text
    assert bodies.plain(text, Layout.HTML) == "Hi [here](https://a.example)\n"
    assert bodies.plain(r"<p>1. a<br>- b <i>+</i> - c *d* \* C:\x</p>", Layout.HTML) == (
        "1. a\n- b + - c *d* \\* C:\\x\n"
    )


@given(st.text("<>/&;!-[]ab\"'= ", max_size=40))
def test_broken_html_previews_or_is_told(text: str) -> None:
    with suppress(RuleError):
        assert isinstance(bodies.plain(text, Layout.HTML), str)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_file_is_read_in_whatever_encoding_it_has(encoding: str) -> None:
    text = "Уважаемые дамы и господа, мы рады пригласить вас на выставку.\r\nДо встречи!"
    assert bodies.decode(text.encode(encoding)) == text.replace("\r\n", "\n")


@pytest.mark.parametrize(("data", "sentence"), [(b"\x89PNG\0\0", "no text"), (b"x" * 5_000_001, "5 MB")])
def test_what_is_no_text_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(RuleError, match=sentence):
        bodies.decode(data)


def test_each_kind_of_content_is_merged_by_its_extension() -> None:
    values = {"contact_name": "A & B"}
    assert content.merged("TXT", b"{{name}}", values) == b"A & B"
    assert content.merged("html", b"{{name}}", values) == b"A &amp; B"
    assert content.merged("pdf", b"{{name}}", values) == b"{{name}}"
    assert content.merged_many("txt", b"{{name}}", [values, {"contact_name": "C"}]) == b"A & B\fC"
    assert content.fields("md", b"{{name}}") == ("contact_name",)
    assert content.fields("pdf", b"{{no such field}}") == ()
    assert [content.mergeable(each) for each in ("docx", "MD", "pdf", "")] == [True, True, False, False]
    assert content.rendered("txt", b"a < b\nc").html == "<p>a &lt; b<br>\nc</p>\n"
    assert content.plain("txt", b"a < b\nc") == "a < b\nc"
    with pytest.raises(RuleError, match=r"\.pdf cannot be shown"):
        content.rendered("pdf", b"")
    with pytest.raises(RuleError, match=r"\.pdf cannot be shown"):
        content.merged_many("pdf", b"", [])


def test_the_layout_of_a_file_is_told_by_its_extension() -> None:
    for layout in LAYOUTS:
        assert bodies.EXTENSIONS[bodies.extension_of(layout)] == layout
    assert Path(f"x.{bodies.extension_of(Layout.HTML)}").suffix == ".html"


def test_a_blank_field_at_the_end_of_a_paragraph_leaves_no_backslash() -> None:
    values = {"formal_salutation": "Dear Ms. Voss,", "salesperson_name": "Anna", "our_name": ""}
    filled = bodies.fill(bodies.starter(Layout.MARKDOWN), Layout.MARKDOWN, values)
    assert bodies.plain(filled, Layout.MARKDOWN).endswith("Kind regards,\nAnna\n")
    nobody = bodies.fill(bodies.starter(Layout.MARKDOWN), Layout.MARKDOWN, {**values, "salesperson_name": ""})
    assert bodies.plain(nobody, Layout.MARKDOWN).endswith("Kind regards,\n")
    written = bodies.fill("{{our_name}}\n\nEnd", Layout.MARKDOWN, {"our_name": "C:\\"})
    assert bodies.plain(written, Layout.MARKDOWN) == "C:\\\n\nEnd\n"
