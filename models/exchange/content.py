"""Content of any kind, merged and shown: Word documents, bodies, and other files as they are.

The extension says what a file is: `docx`, or one of `bodies.EXTENSIONS`; case does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.enums import Layout
from models.errors import RuleError
from models.exchange import bodies
from models.words import p_

WORD = ("docx", "dotx")
PAGE_BREAKS = {
    Layout.TEXT: "\f",
    Layout.MARKDOWN: '\n\n<div style="page-break-after: always"></div>\n\n',
    Layout.HTML: '\n<div style="page-break-after: always"></div>\n',
}
"""What stands between the recipients in one file for all."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a rendered document, which its HTML names as `cid:<name>`."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """Content as HTML for a message, with the pictures that go along."""

    html: str
    pictures: tuple[Picture, ...] = ()


def mergeable(extension: str) -> bool:
    """Whether files with this extension can have merge fields."""
    return extension.lower() in WORD or extension.lower() in bodies.EXTENSIONS


def fields(extension: str, data: bytes) -> tuple[str, ...]:
    """The merge fields that a file uses; none of a file that cannot have any.

    Raises `UnknownFieldsError` naming those that do not exist, `RuleError` when the file is damaged.
    """
    layout = _layout(extension)
    if layout is not None:
        return bodies.fields(bodies.decode(data))
    if extension.lower() in WORD:
        from models.exchange import word

        return word.fields(data)
    return ()


def merged(extension: str, data: bytes, values: Mapping[str, str]) -> bytes:
    """A file with its fields filled for one recipient; one that cannot have fields comes back as it is.

    Raises as `fields` does, and `RuleError` when a field that is used has no value for a reason.
    """
    layout = _layout(extension)
    if layout is not None:
        return bodies.fill(bodies.decode(data), layout, values).encode()
    if extension.lower() in WORD:
        from models.exchange import word

        return word.fill(data, values)
    return data


def merged_many(extension: str, data: bytes, recipients: Sequence[Mapping[str, str]]) -> bytes:
    """One file with the filled one of every recipient, each on a page of its own. Raises as `merged`."""
    layout = _layout(extension)
    if layout is not None:
        text = bodies.decode(data)
        return PAGE_BREAKS[layout].join(bodies.fill(text, layout, each) for each in recipients).encode()
    if extension.lower() in WORD:
        from models.exchange import word

        return word.fill_many(data, recipients)
    raise _not_shown(extension)


def rendered(extension: str, data: bytes) -> Rendered:
    """A merged file as the HTML of a message; raises `RuleError` when it is of another kind."""
    layout = _layout(extension)
    if layout is not None:
        return Rendered(bodies.html(bodies.decode(data), layout))
    if extension.lower() in WORD:
        from models.exchange.word import reading

        return reading.rendered(data)
    raise _not_shown(extension)


def plain(extension: str, data: bytes) -> str:
    """A file as plain text, for the preview and readers without HTML; raises as `rendered` does."""
    layout = _layout(extension)
    if layout is not None:
        return bodies.plain(bodies.decode(data), layout)
    return bodies.plain(rendered(extension, data).html, Layout.HTML)


def _layout(extension: str) -> Layout | None:
    return bodies.EXTENSIONS.get(extension.lower())


def _not_shown(extension: str) -> RuleError:
    return RuleError(
        p_("error", "A file of the kind .{extension} cannot be shown as text; open or export it.").format(
            extension=extension
        )
    )
