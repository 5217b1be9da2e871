"""Cards for other programs: the kept card with what changed in our fields, everything else as it was."""

from __future__ import annotations

from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from models.errors import RuleError
from models.exchange.contacts.data import ContactData, data_fields
from models.exchange.vcard.property import Property, escaped, split_escaped
from models.exchange.vcard.vcard_in import NAME_2, ParsedCard, data_of, is_card, parse_card, phone_parts, read
from models.exchange.vcard.versions import converted, folded, written
from models.words import p_

VERSIONS = ("4.0", "3.0")

_ADDRESS = ("address", "address_2", "city", "county", "post_code", "country")
_PHONES = {
    "phone_no": ("work", "voice"),
    "mobile_phone_no": ("cell",),
    "fax_no": ("work", "fax"),
    "pager": ("pager",),
}
_TEXTS = {"job_title": "TITLE", "language": "LANG", "name_2": NAME_2, "comment": "NOTE", "home_page": "URL"}


def write_card(data: ContactData, kept: str, version: str = "4.0") -> str:
    """The card of a contact, folded, with its line ends; `kept` is the card it once came from, or empty.

    Only properties of fields that differ from what the kept card says are changed. RuleError for another
    version than 4.0 or 3.0.
    """
    if version not in VERSIONS:
        raise RuleError(
            p_("error", "Cards are written in version 4.0 or 3.0, not {version}.").format(version=version)
        )
    card = parse_card(kept) if is_card(kept) else ParsedCard(version)
    writer = _Writer(card, data, data_of(card, kept), version)
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *(written(prop) for prop in writer.result()), "END:VCARD"]
    return "".join(folded(line) for line in lines)


class _Writer:
    def __init__(self, card: ParsedCard, data: ContactData, before: ContactData, version: str) -> None:
        self._data = data
        self._before = before
        self._version = version
        self._sources = read(card).sources
        self._properties: list[Property | None] = [
            converted(prop, card.version, version) for prop in card.properties
        ]
        self._had = len(card.properties)

    def result(self) -> list[Property]:
        self._names()
        self._organization()
        if self._changed(*_ADDRESS):
            self._address()
        for name, types in _PHONES.items():
            extension = ("extension_no",) if name == "phone_no" else ()
            if self._changed(name, *extension):
                self._phone(name, types)
        if self._changed("email", "email_2"):
            self._emails()
        for name, prop in _TEXTS.items():
            if self._changed(name):
                value = getattr(self._data, name)
                value = escaped(value) if prop != "URL" or self._version == "3.0" else value.replace("\n", "")
                self._put(name, prop, value)
                for extra in self._sources.get(name, [])[1:]:
                    self._properties[extra] = None
        self._identity()
        return self._without_orphans()

    def _changed(self, *names: str) -> bool:
        return any(getattr(self._data, name) != getattr(self._before, name) for name in names)

    def _source(self, slot: str) -> Property | None:
        numbers = self._sources.get(slot)
        return self._properties[numbers[0]] if numbers else None

    def _put(self, slot: str, name: str, value: str, *types: str) -> None:
        """Changes the property a slot came from, adds one, or takes it away when the value is empty."""
        old = self._source(slot)
        if old is not None:
            self._properties[self._sources[slot][0]] = replace(old, value=value) if value else None
        elif value:
            self._properties.append(Property("", name, (("TYPE", types),) if types else (), value))

    def _names(self) -> None:
        data, fields = self._data, ("first_name", "middle_name", "surname")
        if self._source("name") is None or self._changed("name"):
            self._put("name", "FN", escaped(data.name))
        if data.type == "company":
            if self._before.type != "company" or (self._source("n") is None and self._version == "3.0"):
                self._put("n", "N", ";;;;")
        elif self._changed(*fields) or self._source("n") is None:
            old = self._source("n")
            rest = [*(split_escaped(old.value, ";")[3:] if old else []), "", ""][:2]
            own = [escaped(each) for each in (data.surname, data.first_name, data.middle_name)]
            if not any(own):
                own[1] = escaped(data.name)
            self._put("n", "N", ";".join([*own, *rest]))
        if data.type != self._before.type:
            self._drop("KIND", "X-ABSHOWAS")

    def _organization(self) -> None:
        company = self._data.type == "company"
        if self._changed("type", "name" if company else "company_name") or (company and not self._had):
            old = self._source("org")
            rest = split_escaped(old.value, ";")[1:] if old else []
            name = self._data.name if company else self._data.company_name
            self._put("org", "ORG", ";".join([escaped(name), *rest]) if name else "")

    def _address(self) -> None:
        data, old = self._data, self._source("adr")
        parts = split_escaped(old.value, ";") if old else []
        head = [*parts, "", "", ""][:3]
        if self._changed("address", "address_2"):
            head = ["", escaped(data.address_2), escaped(data.address)]
        tail = [escaped(each) for each in (data.city, data.county, data.post_code, data.country)]
        self._put("adr", "ADR", ";".join([*head, *tail]) if any(head + tail) else "", "work")

    def _phone(self, name: str, types: tuple[str, ...]) -> None:
        value = escaped(getattr(self._data, name))
        extension = self._data.extension_no if name == "phone_no" else ""
        if value and extension:
            value = f"{value};ext={escaped(extension)}"
        old = self._source(name)
        if old is not None and value and "uri" in (each.lower() for each in old.param("VALUE")):
            number, _ = phone_parts(old, self._version)
            params = tuple(each for each in old.params if each[0] != "VALUE")
            self._properties[self._sources[name][0]] = replace(old, value=value or number, params=params)
            return
        self._put(name, "TEL", value, *types)

    def _emails(self) -> None:
        wanted = [each.strip() for each in self._data.email.split(";")]
        wanted[1:1] = [self._data.email_2.strip()]
        wanted = [each for each in wanted if each]
        for place in self._sources.get("emails", []):
            old = self._properties[place]
            new = escaped(wanted.pop(0)) if wanted else ""
            self._properties[place] = replace(old, value=new) if old is not None and new else None
        for address in wanted:
            self._properties.append(Property("", "EMAIL", (("TYPE", ("work",)),), escaped(address)))

    def _identity(self) -> None:
        uid = self._data.uid or self._before.uid
        if not uid:
            uid = uuid5(NAMESPACE_URL, repr([getattr(self._data, name) for name in data_fields()])).urn
        if uid != self._before.uid:
            self._put("uid", "UID", escaped(uid))
        if self._had and self._changed(*data_fields()):
            self._drop("REV")

    def _drop(self, *names: str) -> None:
        self._properties = [p if p is None or p.name not in names else None for p in self._properties]

    def _without_orphans(self) -> list[Property]:
        """The properties left; a label whose property is gone goes too."""
        present = {p.group for p in self._properties if p is not None and not p.name.startswith("X-AB")}
        gone = {
            prop.group
            for prop in (each for each in self._properties if each is not None)
            if prop.group and prop.name == "X-ABLABEL" and prop.group not in present
        }
        others = {
            p.group for p in self._properties if p and p.name.startswith("X-AB") and p.name != "X-ABLABEL"
        }
        left = [p for p in self._properties if p is not None]
        return [p for p in left if not (p.name == "X-ABLABEL" and p.group in gone - others)]
