"""Filling Word documents: mail-merge fields and content controls, for one recipient or many."""

from __future__ import annotations

import io
import posixpath
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from mailmerge import MailMerge, MailMergeOptions

from models.errors import RuleError
from models.exchange.word.controls import drop_layout_data, settle_controls
from models.exchange.word.fields import settle_fields, show_again
from models.exchange.word.package import Element, Package, W
from models.exchange.word.spots import Spot, Spots, texts
from models.merge_field import UnknownFieldsError
from models.words import p_

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NEW_SECTION = "nextPage_section"
"""Between recipients: the next begins at the top of a page, with its own header and footer."""


@dataclass(frozen=True)
class Prepared:
    """A document whose fields and controls have one plain form."""

    data: bytes
    spots: Mapping[str, Spot]
    unknown: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The merge fields it uses."""
        return tuple(dict.fromkeys(spot.field for spot in self.spots.values()))


def fields(docx: bytes) -> tuple[str, ...]:
    """The merge fields that a document uses, in the order they stand in.

    Raises `UnknownFieldsError` naming the others, and `RuleError` when it is no Word document we can fill.
    """
    return _known(docx).fields


def fill(docx: bytes, values: Mapping[str, str]) -> bytes:
    """The document with its fields filled; no field or placeholder is left. Raises as `fields` does."""
    prepared = _known(docx)
    return _merged(prepared, [texts(prepared.spots, values)])


def fill_many(docx: bytes, recipients: Sequence[Mapping[str, str]]) -> bytes:
    """One document with the filled one of every recipient, each at the top of a page; raises as `fields`."""
    if not recipients:
        raise RuleError(p_("error", "There is nobody to write to."))
    prepared = _known(docx)
    return _merged(prepared, [texts(prepared.spots, values) for values in recipients])


@lru_cache(maxsize=8)
def prepare(docx: bytes) -> Prepared:
    """The document in the form that is filled; raises `RuleError` when it is not one we can fill."""
    package = Package(docx)
    spots = Spots()
    for root in package.texts():
        settle_fields(root, spots)  # first, because controls become fields in their plain form
        settle_controls(root, spots)
    drop_layout_data(package)
    for kind in ("header", "footer"):
        for relation, name in package.related(package.main, kind):
            # The library knows headers by targets that are relative.
            relation.set("Target", posixpath.relpath(name, posixpath.dirname(package.main)))
    body = package.tree(package.main).find(f"{W}body")
    if body is None:
        raise RuleError(p_("error", "The Word document is empty; open it in Word and write something."))
    if body.find(f"{W}sectPr") is None:
        etree.SubElement(body, f"{W}sectPr")
    return Prepared(package.save(), spots.by_key, tuple(dict.fromkeys(spots.unknown)))


def _known(docx: bytes) -> Prepared:
    prepared = prepare(docx)
    if prepared.unknown:
        raise UnknownFieldsError(prepared.unknown)
    return prepared


def _merged(prepared: Prepared, rows: list[dict[str, str]]) -> bytes:
    made = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with MailMerge(io.BytesIO(prepared.data), MailMergeOptions(merge_if_fields=True)) as merge:
                if len(rows) == 1:
                    merge.merge(**rows[0])
                else:
                    merge.merge_templates(rows, separator=_NEW_SECTION)
                for part in merge.docx.get_parts():
                    _tidy(part["part"].getroot())
                for part in merge.new_parts:
                    _tidy(part.content.getroot())
                merge.write(made)
    except (zipfile.BadZipFile, MemoryError, OSError):
        raise
    except Exception as problem:
        # The library answers what it cannot read with whatever error it runs into.
        raise RuleError(
            p_("error", "The Word document cannot be filled ({reason}); save it again in Word.").format(
                reason=str(problem)[:100] or type(problem).__name__
            )
        ) from problem
    return made.getvalue()


def _tidy(root: Element) -> None:
    """Line breaks and tabs as Word writes them, spaces that stay, and the fields that are not ours."""
    for line_end in list(root.iter(f"{W}cr")):
        line_end.tag = f"{W}br"
    show_again(root)
    for text in list(root.iter(f"{W}t")):
        content = text.text or ""
        if "\t" in content:
            content = _with_tabs(text, content)
        if content != content.strip():
            text.set(_SPACE, "preserve")


def _with_tabs(text: Element, content: str) -> str:
    """The text in pieces with tabs between; the content of the first piece."""
    first, *rest = content.split("\t")
    text.text = first
    last = text
    for piece in rest:
        tab, more = etree.Element(f"{W}tab"), etree.Element(f"{W}t")
        more.text = piece
        more.set(_SPACE, "preserve")
        last.addnext(tab)
        tab.addnext(more)
        last = more
    return first
