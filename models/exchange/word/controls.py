"""Content controls that stand for a field, as layouts of Business Central have them.

A control is known by the element it is bound to, by its title (`#Nav: /Integer/Formal_Salutation`) or by its
tag. It becomes a mail-merge field, so that nothing binds it to the texts the layout was made with.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import chain

from models.exchange.word.package import Element, Package, W
from models.exchange.word.spots import Spots, field_runs
from models.merge_field import find

_STEP = re.compile(r"(?:\w+:)?(\w+)(?:\[\d+\])?$")
_NAV = "#nav:"
_LAYOUT_PART = "NavWordReportXmlPart"
_RESULTS = (f"{W}r", f"{W}hyperlink", f"{W}proofErr", f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}sdt")


def settle_controls(root: Element, spots: Spots) -> None:
    """Make mail-merge fields of the controls of one part that stand for fields; others stay as they are."""
    for control in list(root.iter(f"{W}sdt")):
        properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        if properties is None or content is None:
            continue
        if content.find(f".//{W}sdt") is not None and _is_layout(properties):
            _unwrap(control, content)
        elif properties.find(f"{W}picture") is not None:
            _settle_picture(control, properties, content)
        elif (name := _name(properties, content)) is not None:
            _fill(content, field_runs(spots.of_name(name), _formatting(properties, content)))
            _unwrap(control, content)


def drop_layout_data(package: Package) -> None:
    """Take out the texts that the controls of a layout were bound to, and the prompts of empty controls."""
    for relation, name in package.related(package.main, "customXml"):
        if package.has(name) and _LAYOUT_PART in str(package.tree(name).tag):
            package.drop(relation, name)
    if all(root.find(f".//{W}placeholder") is None for root in package.texts()):
        for relation, name in package.related(package.main, "glossaryDocument"):
            package.drop(relation, name)


def _name(properties: Element, content: Element) -> str | None:
    """The field that a control stands for, known or not; none when it is a part of the author's text."""
    bound, title, tag = _bound_to(properties), _value(properties, "alias"), _value(properties, "tag")
    names = [name for name in (bound, _last_step(title), tag) if name]
    if not bound or _is_layout(properties):  # else it shows a property of the document, such as its title
        for name in names:
            if find(name):
                return name
    is_list = any(properties.find(f"{W}{kind}") is not None for kind in ("docPartObj", "docPartList"))
    if is_list or (not _is_layout(properties) and properties.find(f"{W}showingPlcHdr") is None):
        return None
    return names[0] if names else "".join(content.itertext()).strip()


def _is_layout(properties: Element) -> bool:
    binding = properties.find(f"{W}dataBinding")
    path = "" if binding is None else binding.get(f"{W}xpath") or ""
    return _LAYOUT_PART in path or _value(properties, "alias").lower().startswith(_NAV)


def _bound_to(properties: Element) -> str:
    binding = properties.find(f"{W}dataBinding")
    found = _STEP.search("" if binding is None else binding.get(f"{W}xpath") or "")
    return found[1] if found else ""


def _last_step(title: str) -> str:
    return title.rsplit("/", 1)[-1].strip() if title.lower().startswith(_NAV) else title


def _value(properties: Element, tag: str) -> str:
    element = properties.find(f"{W}{tag}")
    return "" if element is None else (element.get(f"{W}val") or "").strip()


def _formatting(properties: Element, content: Element) -> Element | None:
    """How the text of the control looks; not how its prompt does."""
    if properties.find(f"{W}showingPlcHdr") is not None:
        return properties.find(f"{W}rPr")
    run = content.find(f".//{W}r")
    return properties.find(f"{W}rPr") if run is None else run.find(f"{W}rPr")


def _fill(content: Element, runs: list[Element]) -> None:
    """The runs instead of what the control holds: in its first paragraph, or where it stands in a line."""
    paragraphs = list(content.iter(f"{W}p"))
    if not paragraphs:
        target = content
        for cell in content.iter(f"{W}tc"):
            target = cell
    else:
        target = paragraphs[0]
        for other in paragraphs[1:]:
            other.getparent().remove(other)
    for old in [each for each in target if each.tag in _RESULTS]:
        target.remove(old)
    target.extend(deepcopy(run) for run in runs)


def _settle_picture(control: Element, properties: Element, content: Element) -> None:
    """A picture that stands for one of ours goes, because we have none; the author's own stays."""
    if not _is_layout(properties):
        return
    parent = control.getparent()
    for picture in list(chain(content.iter(f"{W}drawing"), content.iter(f"{W}pict"))):
        picture.getparent().remove(picture)
    if parent.tag == f"{W}p" or parent.tag == f"{W}tc":
        _unwrap(control, content)
    else:
        parent.remove(control)


def _unwrap(control: Element, content: Element) -> None:
    for child in list(content):
        control.addprevious(child)
    control.getparent().remove(control)
