"""The members of a .docx file, opened with care: it may come from anywhere.

Nothing in it is fetched or run: no entity is resolved, macros are refused, and links that programs would
follow by themselves are refused or taken out.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from models.errors import RuleError
from models.words import p_

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that all members of a file may have together once unpacked."""
MAX_XML = 30 * 1024 * 1024
"""Bytes of one XML part."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = f"{_WORD}document.main+xml"
_TEMPLATE = f"{_WORD}template.main+xml"
_TEXT_PARTS = {_MAIN, *(f"{_WORD}{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes"))}
_SETTINGS = f"{_WORD}settings+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_HARMLESS_LINKS = ("hyperlink",)
_DROPPED_LINKS = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
_ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_SETTINGS = f'<w:settings xmlns:w="{W[1:-1]}"/>'.encode()

Element = Any
"""An element of lxml, which has no types."""


class Package:
    """The members of a .docx file by name; XML members are parsed once and written back when saved."""

    def __init__(self, data: bytes) -> None:
        """Raises `RuleError` when `data` is no Word document, damaged, encrypted, too large or has macros."""
        self._members = _unpacked(data)
        self._trees: dict[str, Element] = {}
        if _CONTENT_TYPES not in self._members:
            raise _not_word()
        self.main = self._find_main()
        if self.tree(self.main).tag != f"{W}document":
            raise RuleError(
                p_("error", "The Word document is in the Strict format; save it as Word Document (.docx).")
            )
        self._check_links()

    def tree(self, name: str) -> Element:
        """The root of an XML member."""
        if name not in self._trees:
            self._trees[name] = _parsed(self._members.get(name))
        return self._trees[name]

    def texts(self) -> list[Element]:
        """The roots of all parts with text: the document, its headers, footers and notes."""
        return [self.tree(name) for name, kind in self._parts().items() if kind in _TEXT_PARTS]

    def settings(self) -> Element:
        """The root of the settings, which are made when there are none."""
        for name, kind in self._parts().items():
            if kind == _SETTINGS:
                return self.tree(name)
        name = posixpath.join(posixpath.dirname(self.main), "settings.xml")
        self._members[name] = _EMPTY_SETTINGS
        override = etree.SubElement(self.tree(_CONTENT_TYPES), f"{CT}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", _SETTINGS)
        return self.tree(name)

    def relations(self, of: str) -> Element | None:
        """The relations of a member, or none."""
        folder, base = posixpath.split(of)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        return self.tree(name) if name in self._members else None

    def related(self, of: str, kind: str) -> list[tuple[Element, str]]:
        """The relations of a member that are of `kind`, each with the name of the member it leads to."""
        root = self.relations(of)
        found = [] if root is None else [each for each in root if each.get("Type") == f"{OFFICE}/{kind}"]
        return [(each, _target(of, each.get("Target") or "")) for each in found]

    def has(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return name in self._members

    def drop(self, relation: Element, name: str) -> None:
        """Remove the member that a relation leads to, its own relations and members, and the relation."""
        relation.getparent().remove(relation)
        folder, base = posixpath.split(name)
        own = posixpath.join(folder, "_rels", f"{base}.rels")
        gone = {name, own, *(target for _, target in self._related_below(name, folder))}
        for each in gone:
            self._members.pop(each, None)
            self._trees.pop(each, None)
        types = self.tree(_CONTENT_TYPES)
        for override in types.findall(f"{CT}Override"):
            if (override.get("PartName") or "").lstrip("/") in gone:
                types.remove(override)

    def save(self) -> bytes:
        """The file again."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in self._members.items():
                tree = self._trees.get(name)
                file.writestr(name, content if tree is None else as_bytes(tree))
        return made.getvalue()

    def _parts(self) -> dict[str, str]:
        overrides = self.tree(_CONTENT_TYPES).findall(f"{CT}Override")
        parts = {
            (each.get("PartName") or "").lstrip("/"): each.get("ContentType") or "" for each in overrides
        }
        return {name: kind for name, kind in parts.items() if name in self._members}

    def _find_main(self) -> str:
        kinds = self._parts()
        if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds.values()) or any(
            name.lower().endswith("vbaproject.bin") for name in self._members
        ):
            raise RuleError(
                p_("error", "The Word document has macros; save it without them as Word Document (.docx).")
            )
        for override in self.tree(_CONTENT_TYPES).findall(f"{CT}Override"):
            if override.get("ContentType") == _TEMPLATE:
                override.set("ContentType", _MAIN)
        for name, kind in self._parts().items():
            if kind == _MAIN:
                return name
        raise _not_word()

    def _check_links(self) -> None:
        """Links that would be followed on opening: to a template are cut, to anything else refused."""
        for name in [each for each in self._members if each.endswith(".rels")]:
            for relation in list(self.tree(name)):
                kind = posixpath.basename(relation.get("Type") or "")
                if relation.get("TargetMode") != "External" or kind in _HARMLESS_LINKS:
                    continue
                if kind not in _DROPPED_LINKS:
                    raise RuleError(
                        p_(
                            "error",
                            "The Word document links to a part in {target}; embed it instead.",
                        ).format(target=(relation.get("Target") or "")[:80])
                    )
                self.tree(name).remove(relation)
        settings = self.settings()
        for tag in ("mailMerge", "attachedTemplate"):
            for element in settings.findall(f"{W}{tag}"):
                settings.remove(element)

    def _related_below(self, name: str, folder: str) -> list[tuple[Element, str]]:
        root = self.relations(name)
        below = [] if root is None else [(each, _target(name, each.get("Target") or "")) for each in root]
        return [(each, target) for each, target in below if target.startswith(f"{folder}/")]


def as_bytes(root: Element) -> bytes:
    """An XML member as it is written to the file."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _target(of: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(of), target))


def _unpacked(data: bytes) -> dict[str, bytes]:
    if data.startswith(_ENCRYPTED_OR_OLD):
        raise RuleError(
            p_(
                "error",
                "The Word document has a password or is of an old kind; save it without password as .docx.",
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = [entry for entry in file.infolist() if not entry.is_dir()]
            if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise RuleError(p_("error", "The Word document is too large to be opened safely."))
            return {entry.filename: file.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _not_word() from None


def _parsed(content: bytes | None) -> Element:
    if content is None:
        raise _not_word()
    if len(content) > MAX_XML:
        raise RuleError(p_("error", "The Word document is too large to be opened safely."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _not_word() from None
    if root.getroottree().docinfo.doctype:
        raise RuleError(
            p_("error", "The Word document declares XML entities, as none does; it is not opened.")
        )
    return root


def _not_word() -> RuleError:
    return RuleError(
        p_(
            "error",
            "The file is not a Word document (.docx) or is damaged; open it in Word and save it again.",
        )
    )
