"""Word documents for tests, made of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from models.exchange import word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def members(docx: bytes) -> dict[str, bytes]:
    """What a document consists of."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(content: Mapping[str, bytes | str]) -> bytes:
    """A document of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(name, data)
    return made.getvalue()


def docx(body: str, *, header: str = "", **other: bytes | str) -> bytes:
    """A document with this XML in its body, and a header with this XML if any."""
    parts: dict[str, bytes | str] = {**members(word.blank()), **other}
    reference = ""
    if header:
        parts["word/header1.xml"] = f"<w:hdr {W}>{header}</w:hdr>"
        reference = '<w:headerReference w:type="default" r:id="rId9"/>'
        _add_part(parts, "word/header1.xml", f"{_WORD}.header+xml", "header", "rId9")
    section = f"<w:sectPr>{reference}</w:sectPr>"
    parts["word/document.xml"] = (
        f'<w:document {W} xmlns:r="{_OFFICE}"><w:body>{body}{section}</w:body></w:document>'
    )
    return packed(parts)


def layout(body: str) -> bytes:
    """A document as Business Central makes layouts: bound to an XML part and with prompts kept aside."""
    parts: dict[str, bytes | str] = dict(members(docx(body)))
    parts["customXml/item1.xml"] = (
        '<?xml version="1.0" encoding="utf-16"?><NavWordReportXmlPart xmlns="urn:x"><Integer>'
        "<Formal_Salutation>Formal_Salutation</Formal_Salutation></Integer></NavWordReportXmlPart>"
    ).encode("utf-16")
    parts["word/glossary/document.xml"] = f"<w:glossaryDocument {W}>Formal_Salutation</w:glossaryDocument>"
    _add_part(parts, "customXml/item1.xml", "application/xml", "customXml", "rId7")
    _add_part(
        parts, "word/glossary/document.xml", f"{_WORD}.document.glossary+xml", "glossaryDocument", "rId8"
    )
    return packed(parts)


def bound(name: str) -> str:
    """What binds a control of a layout to its element."""
    path = f"/ns0:NavWordReportXmlPart[1]/ns0:Integer[1]/ns0:{name}[1]"
    return f'<w:showingPlcHdr/><w:dataBinding w:xpath="{path}" w:storeItemID="{{1}}"/>'


def _add_part(parts: dict[str, bytes | str], name: str, content_type: str, kind: str, key: str) -> None:
    """Tell the document of a part that it has."""
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
    relation = f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="/{name}"/>'
    for where, before, piece in (
        ("[Content_Types].xml", "</Types>", override),
        ("word/_rels/document.xml.rels", "</Relationships>", relation),
    ):
        whole = parts[where]
        text = whole if isinstance(whole, str) else whole.decode()
        parts[where] = text.replace(before, piece + before)


def run(text: str = "", formatting: str = "", xml: str = "") -> str:
    """A run with a text or with other XML."""
    inside = xml or f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r>{f'<w:rPr>{formatting}</w:rPr>' if formatting else ''}{inside}</w:r>"


def char(kind: str) -> str:
    """The begin, separate or end of a field."""
    return run(xml=f'<w:fldChar w:fldCharType="{kind}"/>')


def instruction(text: str, formatting: str = "") -> str:
    """A part of what a field is told."""
    return run(formatting=formatting, xml=f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def field(told: str, shown: str = "«old»") -> str:
    """A field in the long form, as Word writes it."""
    return char("begin") + instruction(told) + char("separate") + run(shown) + char("end")


def paragraph(*inside: str) -> str:
    """A paragraph."""
    return f"<w:p>{''.join(inside)}</w:p>"


def control(inside: str, *, alias: str = "", tag: str = "", more: str = "") -> str:
    """A content control."""
    named = (f'<w:alias w:val="{alias}"/>' if alias else "") + (f'<w:tag w:val="{tag}"/>' if tag else "")
    return f"<w:sdt><w:sdtPr>{named}{more}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def xml_of(document: bytes, name: str = "word/document.xml") -> str:
    """The XML of a part."""
    return members(document)[name].decode()


def all_xml(document: bytes) -> str:
    """The XML of all parts, to look for what must not be left."""
    texts = [data for name, data in members(document).items() if name.endswith((".xml", ".rels"))]
    return "".join(data.decode("utf-8", "replace").replace("\0", "") for data in texts)


def _letter() -> bytes:
    """A mail-merge letter with the fields of Business Central."""
    names = ("CALC_Formal_Salutation", "Company_Information_Phone_No", "Name", "CountryRegion_Code")
    return docx("".join(paragraph(run(name[:2]), field(f" MERGEFIELD {name} ")) for name in names))


def _layout() -> bytes:
    """A layout of Business Central, with content controls."""
    names = ("Formal_Salutation", "Company_Information_Address_2", "Document_Date", "Content")
    controls = [control(run(name), alias=f"#Nav: /Integer/{name}", more=bound(name)) for name in names]
    picture = control(paragraph(run(xml="<w:drawing/>")), alias="#Nav: /A/Picture", more="<w:picture/>")
    return layout(picture + paragraph(*controls, field("AUTOTEXTLIST", "Sincerely,")))


_SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "docx"
DOCUMENTS = {
    "letter": _letter(),
    "layout": _layout(),
    **{path.stem: path.read_bytes() for path in sorted(_SAMPLES.glob("*.docx"))},
}
"""Documents as Business Central has them, and its own where they are at hand."""
