"""Contacts from the database into files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TextIO
from uuid import NAMESPACE_URL, uuid5

import peewee as pw

from models.base import tuples
from models.codes import Country, Language
from models.contact import Contact, ContactCard
from models.database import reading
from models.enums import ContactType
from models.errors import RuleError
from models.exchange.contacts.data import LENGTHS, ContactData
from models.exchange.contacts.known import BETWEEN_COMMENTS, Kept, comments_of
from models.exchange.contacts.values import Codes, wanted
from models.exchange.list_out import export_list, ids_in_order
from models.exchange.spreadsheets.csv_out import CsvWriter, kept_headers
from models.exchange.vcard.vcard_in import data_of, parse_card
from models.exchange.vcard.vcard_out import VERSIONS, write_card
from models.queries.lists import columns
from models.queries.lists.rows import Filter, Question
from models.text import clean_note
from models.words import p_

FORMATS = ("vcard", "csv", "json")

_BATCH = 200
_EVERYBODY = Question("contacts", (), "name")


def export_contacts(
    out: TextIO,
    *,
    format: str = "vcard",  # noqa: A002 - the name of the option in the shell
    version: str = "4.0",
    question: Question = _EVERYBODY,
    filters: Sequence[Filter] = (),
    delimiter: str = ",",
    raw: bool = False,
    only: Collection[int] = (),
    without: Collection[int] = (),
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the contacts of a list to `out`, in its order; returns how many.

    `format` is one of `FORMATS`; `json` is one object per line with all fields of the page. Cards and
    columns that came from other programs' files go out again with what changed in our fields. CSV has
    `delimiter` between its cells, and with `raw` no guard against what spreadsheets calculate. The stream
    must be text in UTF-8 opened with `newline=""`. Only the records with the ids of `only` are written when
    there are any, and none of `without`; `told` hears from time to time how many are. Raises `RuleError` for
    another format or version.
    """
    if format not in FORMATS:
        raise RuleError(
            p_("error", "Contacts are exported as {formats}, not as {format}.").format(
                formats=", ".join(FORMATS), format=format
            ),
            field="format",
        )
    if version not in VERSIONS:
        raise RuleError(
            p_("error", "Cards are written in version 4.0 or 3.0, not {version}.").format(version=version),
            field="version",
        )
    asked = replace(question, filters=(*question.filters, *filters))
    if format == "json":
        everything = replace(asked, columns=tuple(columns.abouts("contacts")))
        return export_list(out, everything, form="json", only=only, without=without, told=told)
    write = _cards(out, version)
    if format == "csv":
        kept = kept_headers(_kept_columns(ids_in_order(asked, only=only, without=without)))
        write = _rows(CsvWriter(out, delimiter=delimiter, raw=raw, kept=kept))
    number = 0
    for data, card in contacts_of(ids_in_order(asked, only=only, without=without)):
        write(data, card)
        number += 1
        if number % _BATCH == 0:
            told(number)
    return number


def _cards(out: TextIO, version: str) -> Callable[[ContactData, Kept], object]:
    return lambda data, kept: out.write(write_card(data, kept.text if kept.kind == "vcard" else "", version))


def _rows(writer: CsvWriter) -> Callable[[ContactData, Kept], object]:
    return lambda data, kept: writer.write(replace(data, kept=kept.text if kept.kind == "csv" else ""))


def contacts_of(ids: Iterable[int]) -> Iterator[tuple[ContactData, Kept]]:
    """These contacts as a file tells them, with the card kept beside each, batch by batch."""
    codes, names = _codes()
    for batch in pw.chunked(ids, _BATCH):
        rows, cards, comments = _batch(batch)
        for contact in batch:
            if contact in rows:
                kept = cards.get(contact, Kept())
                comment = BETWEEN_COMMENTS.join(comments.get(contact, ()))
                yield _as_kept(_data(rows[contact], kept, comment, names), kept, codes), kept


def _data(row: dict[str, Any], kept: Kept, comment: str, names: dict[str, dict[int, str]]) -> ContactData:
    company = row["type"] == ContactType.COMPANY
    texts = {name: str(row[name]) for name in LENGTHS if not (company and name == "company_name")}
    return ContactData(
        **texts,  # type: ignore[arg-type]
        type="company" if company else "person",
        country=names["country"].get(row["country"], ""),
        language=names["language"].get(row["language"], ""),
        comment=comment,
        uid=kept.uid or uuid5(NAMESPACE_URL, f"touchbase/{row['no']}/{row['created_at']}").urn,
    )


def _as_kept(data: ContactData, kept: Kept, codes: Codes) -> ContactData:
    """The contact in the words of its kept card wherever they mean the same, so that they stay."""
    if kept.kind != "vcard":
        return data
    before = data_of(parse_card(kept.text), kept.text)
    try:
        meant = wanted(before, codes)
    except RuleError:
        return data
    values = meant.values
    same = {
        name: getattr(before, name)
        for name in LENGTHS
        if name != "company_name" and getattr(data, name) == values.get(name, "")
    }
    if data.company_name == meant.company:
        same["company_name"] = before.company_name
    if codes.countries.get(data.country.casefold()) == values.get("country"):
        same["country"] = before.country
    if codes.language(data.language) == values.get("language"):
        same["language"] = before.language
    if data.comment == clean_note(before.comment):
        same["comment"] = before.comment
    return replace(data, **same)


@reading
def _codes() -> tuple[Codes, dict[str, dict[int, str]]]:
    countries = tuples(Country.select(Country.id, Country.name, Country.code))
    languages = tuples(Language.select(Language.id, Language.iso_code, Language.code))
    names = {
        "country": {record: name or code for record, name, code in countries},
        "language": {record: tag or code for record, tag, code in languages},
    }
    return Codes(), names


@reading
def _batch(
    ids: Iterable[int],
) -> tuple[dict[int, dict[str, Any]], dict[int, Kept], dict[int, list[str]]]:
    chosen = list(ids)
    found: Any = Contact.select().where(Contact.id.in_(chosen)).dicts()
    of = ContactCard
    cards = tuples(of.select(of.contact, of.uid, of.kind, of.kept).where(of.contact.in_(chosen)))
    return (
        {row["id"]: dict(row) for row in found},
        {contact: Kept(*rest) for contact, *rest in cards},
        comments_of(chosen),
    )


@reading
def _kept_columns(ids: Iterable[int]) -> list[str]:
    found: dict[str, None] = {}
    of = ContactCard
    for batch in pw.chunked(ids, _BATCH):
        query = of.select(of.kept).where(of.contact.in_(list(batch)), of.kind == "csv")
        found.update((kept, None) for (kept,) in tuples(query.order_by(of.contact)))
    return list(found)
