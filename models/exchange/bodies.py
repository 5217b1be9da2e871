"""Bodies of messages: text, Markdown or HTML with `{{fields}}` of the recipient (domain.md 2.9, 9.1)."""

from __future__ import annotations

import html as html_
import re
from collections.abc import Iterator, Mapping

from models.enums import Layout
from models.errors import RuleError
from models.merge_field import UnknownFieldsError, Values, find
from models.words import p_

EXTENSIONS = {
    "txt": Layout.TEXT,
    "md": Layout.MARKDOWN,
    "markdown": Layout.MARKDOWN,
    "html": Layout.HTML,
    "htm": Layout.HTML,
}
"""How a file of a body is written, by its extension."""

MAX_LENGTH = 5_000_000
"""Characters of a body, beyond which it is not one but a mistake."""

_FIELD = re.compile(r"\{\{\s*([^{}\n]{0,60}?)\s*\}\}")
_BREAK_AT_END = re.compile(r"(?<!\\)((?:\\\\)*)(?:\\\n[ \t]*)+(?=\n|\Z)")
"""A line break of Markdown that a blank field left at the end of a paragraph: there it is a backslash."""
_MARKUP = re.compile(r"([\\`*_\[\]<>&|~#!]|^[-+=])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
"""With the one above what means something in Markdown, in a line or at its beginning."""
_SPACES_AT_END = re.compile(r" +$", re.MULTILINE)
_LINE_ENDS = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def extension_of(layout: Layout) -> str:
    """The extension of a file with a body of this layout."""
    return next((extension for extension, each in EXTENSIONS.items() if each == layout), "txt")


def fields(text: str) -> tuple[str, ...]:
    """The merge fields that a body uses, in order; raises `UnknownFieldsError` with the lines of others."""
    known: dict[str, None] = {}
    unknown: dict[str, int] = {}
    for name, line in _named(text):
        field = find(name)
        if field is None:
            unknown.setdefault(name, line)
        else:
            known[field] = None
    if unknown:
        raise UnknownFieldsError(unknown, lines=unknown)
    if "content" in known:
        raise RuleError(
            p_("error", "{{content}} stands for this text itself; it has a place in Word documents only.")
        )
    return tuple(known)


def fill(text: str, layout: Layout, values: Mapping[str, str]) -> str:
    """The body with its fields filled, each value as text of the layout whatever characters it has.

    Raises `UnknownFieldsError`, and `RuleError` when a field that is used has no value for a reason.
    """
    fields(text)
    held = values if isinstance(values, Values) else Values(values)

    def value(found: re.Match[str]) -> str:
        return _escaped(held.of(find(found[1]) or ""), layout)

    filled = _FIELD.sub(value, text)
    return _BREAK_AT_END.sub(r"\1\n", filled) if layout == Layout.MARKDOWN else filled


def literals(text: str) -> list[str]:
    """What stands before, between and after the fields of a body."""
    return _FIELD.split(text)[::2]


def html(text: str, layout: Layout) -> str:
    """The body as HTML; scripts and pictures of an HTML body are left as their author wrote them."""
    if layout == Layout.HTML:
        return text
    if layout == Layout.MARKDOWN:
        from markdown_it import MarkdownIt

        return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    lines = html_.escape(text, quote=False).rstrip("\n").split("\n")
    return "<p>" + "<br>\n".join(lines) + "</p>\n"


def plain(text: str, layout: Layout) -> str:
    """The body as plain text: what a reader without HTML sees, and the preview; nothing in it is run."""
    if layout not in (Layout.HTML, Layout.MARKDOWN):
        return text
    from models.exchange.html_text import as_text

    try:
        read = as_text(html(text, layout))
    except (ValueError, RecursionError):
        raise RuleError(
            p_("error", "The HTML of the text is too broken to be read; mend it first.")
        ) from None
    return _SPACES_AT_END.sub("", read).strip("\n") + "\n" if read.strip() else ""


def starter(layout: Layout) -> str:
    """What a new body begins with: the salutation, room for the text, and who writes."""
    closing = p_("starter text", "Kind regards,")
    text = p_("starter text", "Write the text here.")
    if layout == Layout.HTML:
        return (
            f"<p>{{{{formal_salutation}}}}</p>\n<p>{html_.escape(text)}</p>\n"
            f"<p>{html_.escape(closing)}<br>\n{{{{salesperson_name}}}}<br>\n{{{{our_name}}}}</p>\n"
        )
    line_end = "\\\n" if layout == Layout.MARKDOWN else "\n"
    end = line_end.join([closing, "{{salesperson_name}}", "{{our_name}}"])
    return f"{{{{formal_salutation}}}}\n\n{text}\n\n{end}\n"


def decode(data: bytes) -> str:
    """The text of a file of a body, whatever encoding it has; raises `RuleError` when it is no text."""
    if len(data) > MAX_LENGTH:
        raise RuleError(p_("error", "The text is longer than 5 MB; attach it as a file instead."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _guessed(data)
    if "\0" in text:
        raise RuleError(p_("error", "The file is no text; attach it as a file instead."))
    return _LINE_ENDS.sub("\n", text)


def has_fields(extension: str, data: bytes) -> bool:
    """Whether a file is meant as the text of messages: one of text that names a merge field."""
    if extension not in EXTENSIONS:
        return False
    try:
        return any(find(name) for name, _ in _named(decode(data)))
    except RuleError:
        return False


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best is not None else data.decode("cp1252", "replace")


def _named(text: str) -> Iterator[tuple[str, int]]:
    """The names between braces, with their lines."""
    line, end = 1, 0
    for found in _FIELD.finditer(text):
        line += text.count("\n", end, found.start())
        end = found.start()
        yield found[1], line


def _escaped(value: str, layout: Layout) -> str:
    """A value of the data as text of the layout, not as its markup."""
    value = _CONTROL.sub("", _LINE_ENDS.sub("\n", value))
    if layout == Layout.HTML:
        return html_.escape(value).replace("\n", "<br>\n")
    if layout == Layout.MARKDOWN:
        lines = (_NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", each.strip())) for each in value.split("\n"))
        return "\\\n".join(lines)
    return value
