"""Cards as a phone, an office program and a mail program write them: what becomes of each property."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
import vobject

from models.exchange.contacts.data import ContactData, data_fields
from models.exchange.contacts.reader import read_contacts
from models.exchange.vcard.property import components, text_of
from models.exchange.vcard.vcard_in import parse_card, read
from models.exchange.vcard.vcard_out import write_card
from models.exchange.vcard.versions import converted

OURS = Path(__file__).parents[2] / "samples"
THEIRS = Path(__file__).parents[4] / "shared" / "samples" / "vcard"

Seen = tuple[str, str, str]
"""Group, name and value."""

Table = dict[str, str]
"""Property and types to the slot of fields it goes to; everything else must be kept."""

TABLES: dict[str, Table] = {
    "phone.vcf": {
        "N": "n",
        "FN": "name",
        "ORG": "org",
        "TITLE": "job_title",
        "EMAIL 1": "emails",
        "EMAIL 2": "emails",
        "TEL 1": "mobile_phone_no",
        "TEL 2": "phone_no",
        "TEL 4": "fax_no",
        "ADR": "adr",
        "URL": "home_page",
        "UID": "uid",
    },
    "office.vcf": {
        "N": "n",
        "FN": "name",
        "ORG": "org",
        "TITLE": "job_title",
        "NOTE": "comment",
        "TEL 1": "phone_no",
        "TEL 2": "mobile_phone_no",
        "TEL 3": "fax_no",
        "ADR": "adr",
        "URL": "home_page",
        "EMAIL": "emails",
    },
    "mail.vcf": {
        "N": "n",
        "FN": "name",
        "ORG": "org",
        "LANG 2": "language",
        "TEL 1": "phone_no",
        "TEL 2": "mobile_phone_no",
        "EMAIL 1": "emails",
        "EMAIL 2": "emails",
        "EMAIL 3": "emails",
        "ADR": "adr",
        "NOTE": "comment",
        "URL": "home_page",
        "UID": "uid",
    },
    "John_Doe_GMAIL.vcf": {
        "N": "n",
        "FN": "name",
        "EMAIL": "emails",
        "TEL 1": "mobile_phone_no",
        "TEL 2": "phone_no",
        "ADR": "adr",
        "ORG": "org",
        "TITLE": "job_title",
        "URL": "home_page",
        "NOTE": "comment",
    },
    "John_Doe_IPHONE.vcf": {
        "N": "n",
        "FN": "name",
        "ORG": "org",
        "TITLE": "job_title",
        "EMAIL": "emails",
        "TEL 1": "mobile_phone_no",
        "TEL 3": "phone_no",
        "TEL 5": "fax_no",
        "TEL 6": "pager",
        "ADR 2": "adr",
        "URL": "home_page",
    },
    "John_Doe_MS_OUTLOOK.vcf": {
        "N": "n",
        "FN": "name",
        "ORG": "org",
        "TITLE": "job_title",
        "NOTE": "comment",
        "TEL 1": "phone_no",
        "ADR 1": "adr",
        "URL": "home_page",
        "EMAIL": "emails",
    },
    "gmail-list.vcf": {"N": "n", "FN": "name", "EMAIL": "emails"},
    "rfc6350-example.vcf": {
        "N": "n",
        "FN": "name",
        "LANG 1": "language",
        "ORG": "org",
        "ADR": "adr",
        "TEL 1": "phone_no",
        "TEL 2": "mobile_phone_no",
        "EMAIL": "emails",
        "URL": "home_page",
    },
    "thunderbird-MoreFunctionsForAddressBook-extension.vcf": {
        "N": "n",
        "FN": "name",
        "ORG": "org",
        "ADR 1": "adr",
        "TEL 1": "phone_no",
        "TEL 3": "mobile_phone_no",
        "TEL 4": "fax_no",
        "TEL 5": "pager",
        "EMAIL 1": "emails",
        "EMAIL 2": "emails",
        "EMAIL 3": "emails",
        "EMAIL 4": "emails",
        "URL 2": "home_page",
        "TITLE": "job_title",
        "NOTE": "comment",
    },
}
FILES = [path for name in TABLES for path in (OURS / name, THEIRS / name) if path.exists()]
ids = [path.name for path in FILES]


def contacts(path: Path) -> list[ContactData]:
    cards = list(read_contacts(path))
    assert cards
    assert all(isinstance(card, ContactData) for card in cards)
    return [card for card in cards if isinstance(card, ContactData)]


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_each_property_goes_to_the_field_of_the_table_or_is_kept(path: Path) -> None:
    for data in contacts(path):
        card = parse_card(data.kept)
        slots = {number: slot for slot, numbers in read(card).sources.items() for number in numbers}
        total = Counter(prop.name for prop in card.properties)
        seen: Counter[str] = Counter()
        found = {}
        for number, prop in enumerate(card.properties):
            seen[prop.name] += 1
            label = prop.name if total[prop.name] == 1 else f"{prop.name} {seen[prop.name]}"
            if number in slots:
                found[label] = slots[number]
        assert found == TABLES[path.name]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
@pytest.mark.parametrize("path", FILES, ids=ids)
def test_a_second_parser_finds_all_properties_and_values_after_export(path: Path, version: str) -> None:
    for data in contacts(path):
        second = vobject_reads(write_card(data, data.kept, version))
        card = parse_card(data.kept)
        expected: Counter[Seen] = Counter()
        for prop in card.properties:
            if prop.name in ("N", "ADR", "ORG"):
                value = ";".join(components(prop, card.version, lists=","))
            elif prop.name in ("PHOTO", "BDAY", "GEO", "TEL", "URL"):
                value = converted(prop, card.version, version).value
            else:
                value = text_of(prop, card.version)
            expected[(prop.group, prop.name, plain(value))] += 1
        assert expected - second == Counter()
        assert {name for _, name, _ in second - expected} <= {"UID"}


@pytest.mark.parametrize("version", ["4.0", "3.0"])
@pytest.mark.parametrize("path", FILES, ids=ids)
def test_importing_the_export_gives_the_same_contact(path: Path, version: str, tmp_path: Path) -> None:
    before = contacts(path)
    copy = tmp_path / "copy.vcf"
    copy.write_text("".join(write_card(data, data.kept, version) for data in before), "utf-8", newline="")
    assert max(len(line) for line in copy.read_bytes().split(b"\r\n")) <= 75
    after = contacts(copy)
    for old, new in zip(before, after, strict=True):
        for name in data_fields():
            if name != "uid" or old.uid:
                assert getattr(new, name) == getattr(old, name), name
        assert new.uid


def vobject_reads(text: str) -> Counter[Seen]:
    """What vobject finds in a card, as it stands there: it cuts texts of unknown properties at a comma."""
    found: Counter[Seen] = Counter()
    for line, _ in vobject.base.getLogicalLines(io.StringIO(text, newline="")):
        name, _, value, group = vobject.base.parseLine(line)
        if name.upper() not in ("BEGIN", "END", "VERSION"):
            found[(group or "", name.upper(), plain(value))] += 1
    return found


def plain(value: str) -> str:
    """A value without the marks of its version."""
    text = value.replace("\\n", "\n").replace("\\", "").rpartition("base64,")[2]
    return text.replace(",;", ";").strip().rstrip(";,")
