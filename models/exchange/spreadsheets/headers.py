"""What the columns of a CSV file mean: our own captions, Google Contacts, Outlook and plain spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.errors import RuleError
from models.exchange.contacts.data import data_fields
from models.words import p_

REASON_COLUMN = "Touchbase reason"
"""The column of a file of refused rows that tells why; reading ignores it."""

CAPTIONS = {
    "type": "Type",
    "name": "Name",
    "name_2": "Name 2",
    "first_name": "First Name",
    "middle_name": "Middle Name",
    "surname": "Surname",
    "job_title": "Job Title",
    "company_name": "Company Name",
    "address": "Address",
    "address_2": "Address 2",
    "city": "City",
    "county": "County",
    "post_code": "Post Code",
    "country": "Country/Region",
    "phone_no": "Phone No.",
    "mobile_phone_no": "Mobile Phone No.",
    "fax_no": "Fax No.",
    "extension_no": "Extension No.",
    "pager": "Pager",
    "email": "E-Mail",
    "email_2": "E-Mail 2",
    "home_page": "Home Page",
    "language": "Language Code",
    "comment": "Comment",
    "uid": "UID",
    "prefix": "Name Prefix",
    "suffix": "Name Suffix",
    "department": "Department",
}
"""The headers we write; they are the same in every language, so that every Touchbase reads them."""

PHONES = frozenset({"phone_no", "mobile_phone_no", "fax_no", "extension_no", "pager"})

_SYNONYMS = {
    "type": "contact type, kind",
    "name": "full name, display name, contact, contact name, file as",
    "first_name": "given name, forename, first",
    "middle_name": "additional name, second name, middle",
    "surname": "last name, family name, last",
    "job_title": "organization title, organization 1 - title, position, role, function",
    "company_name": "company, organization, organisation, organization name, organization 1 - name,"
    " employer, firm",
    "address": "street, business street, street address, address 1, address line 1, address 1 - street,"
    " work address",
    "address_2": "business street 2, street 2, address line 2, address 1 - extended address",
    "city": "business city, town, address 1 - city",
    "county": "business state, state, region, province, address 1 - region",
    "post_code": "business postal code, postal code, zip, zip code, postcode, address 1 - postal code",
    "country": "country, region code, country/region code, business country/region, business country,"
    " address 1 - country",
    "phone_no": "phone, telephone, tel, business phone, work phone, phone number, primary phone, "
    "phone 1 - value, phone 2 - value, phone 3 - value, phone 4 - value, company main phone,"
    " business phone 2, home phone",
    "mobile_phone_no": "mobile, mobile phone, cell, cell phone, mobile number",
    "fax_no": "fax, business fax, work fax, fax number, home fax",
    "extension_no": "extension, ext",
    "pager": "pager number",
    "email": "e-mail address, mail, email address, e-mail 1 - value, primary email",
    "email_2": "e-mail 2 address, e-mail 2 - value, secondary email, other email",
    "home_page": "web page, website, url, homepage, web site, website 1 - value, business web page",
    "language": "language",
    "comment": "notes, note, comments, remark, remarks",
    "uid": "uid, id, external id",
    "prefix": "prefix",
    "suffix": "suffix, generational suffix",
    "department": "organization department, organization 1 - department",
}
_NAMES = ("name", "first_name", "surname", "company_name")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which field each header goes to."""

    fields: Mapping[str, str]
    """Field by header; an empty text for columns that are only kept."""
    unknown: tuple[str, ...]
    """The headers nobody knows."""


def plain(header: str) -> str:
    """A header without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", header.casefold())


def _known() -> dict[str, str]:
    known = {plain(word): name for name, words in _SYNONYMS.items() for word in words.split(",")}
    known.update({plain(name): name for name in data_fields()})
    known.update({plain(caption): name for name, caption in CAPTIONS.items()})
    return known


KNOWN = _known()


def propose(headers: Sequence[str], mapping: Mapping[str, str] | None = None) -> Proposal:
    """The field of each header: the one `mapping` names, else the one its words mean.

    `mapping` may name headers in any case, and fields by name or caption; an empty field keeps the column
    without reading it. RuleError for a header the file does not have or a field that does not exist.
    """
    wanted = _wanted(headers, mapping or {})
    titled = any(plain(header) == "jobtitle" for header in headers)
    result: dict[str, str] = {}
    unknown = []
    for header in headers:
        word = plain(header)
        if header in wanted:
            result[header] = wanted[header]
        elif word == "title":
            result[header] = "prefix" if titled else "job_title"
        else:
            result[header] = KNOWN.get(word, "")
            if word and word not in KNOWN and word != plain(REASON_COLUMN) and not _is_label(word):
                unknown.append(header)
    return Proposal(result, tuple(unknown))


def check_names(proposal: Proposal) -> None:
    """RuleError when no column can name a contact."""
    if not set(_NAMES) & set(proposal.fields.values()):
        raise RuleError(
            p_("error", "No column of the first row holds a name ({headers}); map one to Name.").format(
                headers=", ".join(list(proposal.fields)[:8])[:200]
            ),
            field="mapping",
        )


def label_column(header: str, headers: Sequence[str]) -> int | None:
    """The column that tells of what type the phone under `header` is, as Google Contacts writes it."""
    found = re.fullmatch(r"phone(\d+)value", plain(header))
    words = [plain(each) for each in headers]
    for ending in ("type", "label") if found else ():
        if found and f"phone{found.group(1)}{ending}" in words:
            return words.index(f"phone{found.group(1)}{ending}")
    return None


def phone_field(label: str) -> str:
    """The field a phone of this type goes to."""
    word = label.casefold()
    for part, name in (
        ("fax", "fax_no"),
        ("pager", "pager"),
        ("mobil", "mobile_phone_no"),
        ("cell", "mobile_phone_no"),
    ):
        if part in word:
            return name
    return "phone_no"


def _is_label(word: str) -> bool:
    return re.fullmatch(r"(phone|email|address|website|organization)\d+(type|label)", word) is not None


def _wanted(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    by_word = {plain(header): header for header in headers}
    result = {}
    for header, name in mapping.items():
        if plain(header) not in by_word:
            raise RuleError(
                p_("error", "The file has no column {header}.").format(header=header), field="mapping"
            )
        target = KNOWN.get(plain(name), "")
        if name.strip() and not target:
            raise RuleError(p_("error", "There is no field {name}.").format(name=name), field="mapping")
        result[by_word[plain(header)]] = target
    return result
