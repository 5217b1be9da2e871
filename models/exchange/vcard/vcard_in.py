"""Which of a card's properties become which of our fields; the rest stays in the kept card."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from models.exchange.contacts.data import (
    LENGTHS,
    ContactData,
    Refused,
    joined_emails,
    joined_name,
    tidied,
)
from models.exchange.vcard.cards import RawCard
from models.exchange.vcard.property import Property, components, parse_line, text_of
from models.words import p_

NAME_2 = "X-TOUCHBASE-NAME-2"

_ODD_PHONES = {"fax", "pager", "bbs", "modem", "textphone", "tty-tdd", "telex", "x-telex"}
_MOBILE = {"cell", "mobile", "iphone"}
_TEL = re.compile(r"tel:([^;]*)(.*)", re.IGNORECASE | re.DOTALL)
_EXT = re.compile(r";ext=([^;]*)", re.IGNORECASE)
_VERSIONS = {"2.1", "3.0", "4.0"}


@dataclass(slots=True)
class ParsedCard:
    """The properties of a card in their order, without BEGIN, VERSION and END."""

    version: str = "3.0"
    properties: list[Property] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """The values found, by field, and the numbers of the properties they came from."""

    values: dict[str, str] = field(default_factory=dict)
    sources: dict[str, list[int]] = field(default_factory=dict)

    def take(self, name: str, value: str, source: int) -> None:
        """Notes a value and where it came from, unless it is empty."""
        if value:
            self.values[name] = value
            self.sources[name] = [source]


def is_card(kept: str) -> bool:
    """Whether the kept text is a card, and not the columns of a CSV file."""
    return kept[:11].upper() == "BEGIN:VCARD"


def parse_card(kept: str) -> ParsedCard:
    """The card a kept text holds: unfolded lines parted by line feeds."""
    lines = kept.split("\n") if is_card(kept) else []
    if lines and lines[0].strip().upper() == "BEGIN:VCARD":
        del lines[0]
    if lines and lines[-1].strip().upper() == "END:VCARD":
        del lines[-1]
    return _parsed(lines)


def contact_from(raw: RawCard) -> ContactData | Refused:
    """What a card says, or why it is no contact."""
    kept = "\n".join(["BEGIN:VCARD", *raw.lines, "END:VCARD"])
    if raw.problem:
        return Refused(raw.line, raw.problem, kept)
    card = _parsed(raw.lines)
    if any(
        p.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") and p.value.lower() == "group" for p in card.properties
    ):
        return Refused(raw.line, p_("error", "The card is a group of contacts, not a contact."), kept)
    data = data_of(card, kept)
    if not data.name:
        reason = p_("error", "The card has no name: neither FN, N, ORG nor NICKNAME.")
        return Refused(raw.line, reason, kept)
    warnings = (*raw.warnings, *data.warnings)
    return replace(data, line=raw.line, warnings=warnings)


def data_of(card: ParsedCard, kept: str) -> ContactData:
    """The values of a card in our fields, tidied; the name is empty when the card has none."""
    values = read(card).values
    return tidied(ContactData(**values, kept=kept, warnings=tuple(card.warnings)))  # type: ignore[arg-type]


def read(card: ParsedCard) -> Reading:
    """Assigns properties to fields: of each kind the one for work, then the preferred, then the first."""
    reading = Reading()
    _read_names(card, reading)
    _read_address(card, reading)
    _read_phones(card, reading)
    _read_emails(card, reading)
    for name, prop in (("TITLE", "job_title"), ("LANG", "language"), ("UID", "uid"), (NAME_2, "name_2")):
        _take_first(card, reading, name, prop)
    _take_first(card, reading, "URL", "home_page")
    notes = [(i, text) for i, p in _named(card, "NOTE") if (text := text_of(p, card.version))]
    if notes:
        reading.values["comment"] = "\n\n".join(text for _, text in notes)
        reading.sources["comment"] = [i for i, _ in notes]
    return reading


def phone_parts(prop: Property, version: str) -> tuple[str, str]:
    """The number and the extension of a TEL, written as text or as a `tel:` URI."""
    text = text_of(prop, version)
    uri = _TEL.fullmatch(text)
    number = uri.group(1) if uri else _EXT.sub("", text)
    found = _EXT.search(text)
    return number.strip(), found.group(1).strip() if found else ""


def _parsed(lines: list[str]) -> ParsedCard:
    card = ParsedCard()
    for number, line in enumerate(lines):
        prop = parse_line(line)
        if prop is None:
            _continue(card, line, number)
        elif prop.name == "VERSION":
            card.version = prop.value.strip() if prop.value.strip() in _VERSIONS else "3.0"
        else:
            card.properties.append(prop)
    return card


def _continue(card: ParsedCard, line: str, number: int) -> None:
    """A line that is no property is a line end somebody forgot to escape."""
    if not card.properties:
        card.properties.append(Property("", "NOTE", (), line))
        return
    last = card.properties[-1]
    binary = any(each.upper() in ("B", "BASE64") for each in last.param("ENCODING"))
    quoted = any(each.upper() == "QUOTED-PRINTABLE" for each in last.param("ENCODING"))
    between = "" if binary else "=0A" if quoted else "\\n"
    card.properties[-1] = Property(last.group, last.name, last.params, last.value + between + line.strip())
    if not binary:
        card.warnings.append(
            p_("warning", "Line {number} of the card is no property; it was read as part of {name}.").format(
                number=number + 2, name=last.name
            )
        )


def _named(card: ParsedCard, name: str) -> list[tuple[int, Property]]:
    return [(i, prop) for i, prop in enumerate(card.properties) if prop.name == name]


def _take_first(card: ParsedCard, reading: Reading, name: str, target: str) -> None:
    found = [(i, prop) for i, prop in _named(card, name) if prop.value.strip()]
    for i, prop in sorted(found, key=lambda each: _rank(each[1]))[:1]:
        reading.take(target, text_of(prop, card.version), i)


def _rank(prop: Property) -> tuple[bool, int]:
    return "work" not in prop.types and "main" not in prop.types, prop.preference


def _read_names(card: ParsedCard, reading: Reading) -> None:
    for i, prop in reversed(_named(card, "N")):
        parts = [*components(prop, card.version, lists=" "), "", "", "", "", ""]
        reading.sources["n"] = [i]
        for target, part in zip(
            ("surname", "first_name", "middle_name", "prefix", "suffix"), parts, strict=False
        ):
            reading.values[target] = " ".join(part.split())
    for i, prop in reversed(_named(card, "ORG")):
        parts = components(prop, card.version)
        reading.sources["org"] = [i]
        reading.values["company_name"] = " ".join(parts[0].split())
        reading.values["department"] = ", ".join(part for part in parts[1:] if part)
    _take_first(card, reading, "FN", "name")
    values = reading.values
    written = " ".join(values.get("name", "").split())
    company = values.get("company_name", "")
    own = joined_name(values.get("first_name", ""), values.get("middle_name", ""), values.get("surname", ""))
    if _is_company(card, written, own, company):
        for target in ("first_name", "middle_name", "surname", "company_name", "prefix", "suffix"):
            values.pop(target, None)
        values.update(type="company", name=written or company or own)
        return
    nick = next((text_of(prop, card.version) for _, prop in _named(card, "NICKNAME")), "")
    values["name"] = own or written or nick


def _is_company(card: ParsedCard, written: str, own: str, company: str) -> bool:
    for prop in card.properties:
        if prop.name == "KIND" and prop.value.strip().lower() in ("org", "individual"):
            return prop.value.strip().lower() == "org"
        if prop.name == "X-ABSHOWAS":
            return prop.value.strip().upper() == "COMPANY"
    return bool(company) and not own and written in ("", company)


def _read_address(card: ParsedCard, reading: Reading) -> None:
    for i, prop in sorted(_named(card, "ADR"), key=lambda each: _rank(each[1])):
        parts = components(prop, card.version, lists=", ")
        if not any(parts):
            continue
        box, extended, street, city, county, post_code, country = [*parts, *[""] * 7][:7]
        lines = [line.strip(" ,") for line in f"{street}\n{extended}\n{box}".splitlines()]
        lines = [line for line in lines if line]
        found = {
            "address": lines[0] if lines else "",
            "address_2": ", ".join(lines[1:]),
            "city": city,
            "county": county,
            "post_code": post_code,
            "country": country,
        }
        reading.values.update({name: " ".join(text.split()) for name, text in found.items()})
        reading.sources["adr"] = [i]
        return


def _read_phones(card: ParsedCard, reading: Reading) -> None:
    labelled = {prop.group for prop in card.properties if prop.name == "X-ABLABEL" and prop.group}
    phones = [(i, prop) for i, prop in _named(card, "TEL") if prop.value.strip()]

    def rank(each: tuple[int, Property]) -> tuple[bool, bool, int]:
        return (bool(each[1].group) and each[1].group in labelled, *_rank(each[1]))

    kinds: tuple[tuple[str, set[str], set[str]], ...] = (
        ("mobile_phone_no", _MOBILE, _ODD_PHONES),
        ("fax_no", {"fax"}, set()),
        ("pager", {"pager"}, set()),
        ("phone_no", set(), _MOBILE | _ODD_PHONES),
    )
    for target, wanted, unwanted in kinds:
        fitting = [
            each for each in phones if not each[1].types & unwanted and (not wanted or each[1].types & wanted)
        ]
        for i, prop in sorted(fitting, key=rank)[:1]:
            number, extension = phone_parts(prop, card.version)
            reading.take(target, number, i)
            if target == "phone_no":
                reading.values["extension_no"] = extension


def _read_emails(card: ParsedCard, reading: Reading) -> None:
    """The first address, the second, and behind the first as many of the others as fit (domain.md 1.3)."""
    found = [(i, text_of(prop, card.version), prop.preference) for i, prop in _named(card, "EMAIL")]
    mails = [(i, _address(text)) for i, text, _ in sorted(found, key=lambda each: each[2]) if text]
    fitting = [(i, text) for i, text in mails if len(text) <= LENGTHS["email"]]
    if not fitting:
        return
    joined = joined_emails([text for _, text in (fitting[:1] + fitting[2:])])
    used = joined.count(";") + 1
    reading.values["email"] = joined
    reading.values["email_2"] = fitting[1][1] if len(fitting) > 1 else ""
    reading.sources["emails"] = [i for i, _ in fitting[: used + 1]]


def _address(text: str) -> str:
    return text[7:] if text.lower().startswith("mailto:") else text
