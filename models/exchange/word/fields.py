"""Mail-merge fields of Word, brought into one plain form whatever program wrote them.

Word splits a field over runs, keeps old results, nests fields and has a short form of them; afterwards each
mail-merge field is three runs that stand together. Fields that would fetch or run something when the
document is opened keep only what they show.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from models.errors import RuleError
from models.exchange.word.package import Element, W
from models.exchange.word.spots import Spots, field_runs, words_of
from models.words import p_

MAX_MARKS = 10_000
"""Begins, middles and ends of fields in one part, beyond which it was made to keep us busy."""
MAX_DEPTH = 20
"""Fields within fields."""

_FILLED = ("MERGEFIELD", "ADDRESSBLOCK", "GREETINGLINE")
_NEXT = ("NEXT", "NEXTIF", "SKIPIF")
_FLATTENED = (
    *("ASK", "AUTOTEXT", "AUTOTEXTLIST", "DATABASE", "DDE", "DDEAUTO", "FILLIN", "GLOSSARY", "IMPORT"),
    *("INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "MERGEREC", "MERGESEQ", "RD"),
)
_CONDITION = "IF"
_CHAR, _INSTRUCTION, _TEXT = f"{W}fldChar", f"{W}instrText", f"{W}t"
_ASIDE = f"{W}fldCharAside"
"""The marks of fields that are none of ours, such as page numbers and tables of contents, while we fill."""


@dataclass(slots=True)
class _Field:
    begin: Element
    """The run."""
    instruction: list[Element] = field(default_factory=list)
    separator: Element | None = None
    end: Element | None = None
    runs: list[Element] = field(default_factory=list)
    """All runs of it in order, those of fields within it too."""

    @property
    def words(self) -> list[str]:
        return words_of("".join(each.text or "" for each in self.instruction))


def settle_fields(root: Element, spots: Spots) -> None:
    """Bring the fields of one part into their plain form and note what they ask for in `spots`.

    Raises `RuleError` when a field is not closed or asks for the next record.
    """
    for simple in list(root.iter(f"{W}fldSimple")):
        _expand(simple)
    marks = list(root.iter(_CHAR))
    if len(marks) > MAX_MARKS:
        raise RuleError(p_("error", "The Word document has more fields than a letter can have."))
    for char in marks:
        _alone(char)
    for each in _fields(root):
        kind = (each.words or [""])[0].upper()
        if kind in _FILLED:
            _replace(each, field_runs(spots.of_instruction(each.words), _formatting(each)))
        elif kind in _NEXT:
            raise RuleError(
                p_(
                    "error",
                    "The Word document has the field {name}, for several records on a page; remove it, "
                    "for each contact gets a document of its own.",
                ).format(name=kind)
            )
        elif kind in _FLATTENED:
            _flatten(each)
        elif kind != _CONDITION:
            _set_aside(each)


def show_again(root: Element) -> None:
    """Bring back the fields that were set aside; a value within one is what it is told, or what it shows."""
    for char in list(root.iter(_ASIDE)):
        char.tag = _CHAR
    shows: list[bool] = []
    for element in list(root.iter(_CHAR, _INSTRUCTION, _TEXT)):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            shows.append(False)
        elif kind == "separate" and shows:
            shows[-1] = True
        elif kind == "end" and shows:
            shows.pop()
        elif kind is None:
            element.tag = _TEXT if not shows or shows[-1] else _INSTRUCTION


def _fields(root: Element) -> list[_Field]:
    """The fields in the order of their ends, so that those within another come before it."""
    open_ones: list[_Field] = []
    found: list[_Field] = []
    for run in root.iter(f"{W}r"):
        char = run.find(_CHAR)
        kind = "" if char is None else char.get(f"{W}fldCharType")
        if kind == "begin":
            open_ones.append(_Field(run))
            if len(open_ones) > MAX_DEPTH:
                raise _broken()
        if not open_ones:
            if kind:
                raise _broken()
            continue
        for each in open_ones:
            each.runs.append(run)
        if kind == "separate":
            open_ones[-1].separator = run
        elif kind == "end":
            open_ones[-1].end = run
            found.append(open_ones.pop())
        elif open_ones[-1].separator is None:
            open_ones[-1].instruction.extend(run.findall(_INSTRUCTION))
    if open_ones:
        raise _broken()
    return found


def _replace(old: _Field, runs: list[Element]) -> None:
    """The new runs instead of the field; paragraphs that held nothing but a part of it go with it."""
    first = old.begin.getparent()
    for run in runs:
        old.begin.addprevious(run)
    for run in old.runs:
        parent = run.getparent()
        if parent is None:
            continue
        parent.remove(run)
        emptied = parent is not first and parent.tag == f"{W}p" and parent.find(f".//{W}r") is None
        if emptied and parent.find(f".//{W}sectPr") is None and parent.getparent() is first.getparent():
            parent.getparent().remove(parent)


def _flatten(old: _Field) -> None:
    """What the field shows stays, the field goes."""
    shown = old.runs[old.runs.index(old.separator) + 1 : -1] if old.separator is not None else []
    for run in old.runs:
        if run not in shown and run.getparent() is not None:
            run.getparent().remove(run)


def _set_aside(each: _Field) -> None:
    """Fields that stay are none of the library's business, which expects them to be simple."""
    for run in (each.begin, each.separator, each.end):
        char = None if run is None else run.find(_CHAR)
        if char is not None:
            char.tag = _ASIDE


def _formatting(old: _Field) -> Element | None:
    for run in old.runs[1:]:
        found = run.find(f"{W}rPr")
        if found is not None:
            return found
    return None


def _expand(simple: Element) -> None:
    """The short form of a field becomes the long one."""
    instruction = etree.Element(f"{W}r")
    formatting = simple.find(f".//{W}rPr")
    if formatting is not None:
        instruction.append(deepcopy(formatting))
    text = etree.SubElement(instruction, _INSTRUCTION)
    text.text = simple.get(f"{W}instr")
    for run in (_marker("begin"), instruction, _marker("separate"), *simple.findall(f"{W}r"), _marker("end")):
        simple.addprevious(run)
    simple.getparent().remove(simple)


def _marker(kind: str) -> Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, _CHAR).set(f"{W}fldCharType", kind)
    return run


def _alone(char: Element) -> None:
    """A mark of a field that shares its run with something else gets a run of its own."""
    run = char.getparent()
    if run.tag != f"{W}r":
        raise _broken()
    formatting = run.find(f"{W}rPr")
    content = [each for each in run if each is not formatting]
    if len(content) == 1:
        return
    place = content.index(char)
    for group in (content[:place], [char]):
        if group:
            made = etree.Element(f"{W}r")
            if formatting is not None:
                made.append(deepcopy(formatting))
            made.extend(group)
            run.addprevious(made)
    if not content[place + 1 :]:
        run.getparent().remove(run)


def _broken() -> RuleError:
    return RuleError(
        p_(
            "error",
            "A field of the Word document has no beginning or end; open it in Word and save it again.",
        )
    )
