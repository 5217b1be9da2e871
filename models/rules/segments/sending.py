"""Logging with content: what the entries of a segment send, queued by the same statements (domain.md 3.9).

Everything is said once for all lines that share a content, however many they are; merging with each contact
waits until the entry is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import peewee as pw

from models.attached_file import AttachedFile
from models.base import stamps, tuples
from models.contact import Contact, ContactAltAddress
from models.database.mapping import mapped
from models.delivery import Delivery
from models.enums import CorrespondenceType, DeliveryState, DeliveryStatus
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries import attachments as queries
from models.queries.attached_files import Owner
from models.queries.segment_contents import OWN, Contents, Served, Source, contents_of
from models.rules.content.attachments import duplicate, set_read_only
from models.rules.segments.logged import made_by
from models.rules.templates.word_templates import document
from models.searching import words_of
from models.segment import Segment, SegmentLine

_NONE = pw.SQL("CAST(NULL AS INTEGER)")


def troubles(contents: Contents) -> Iterator[str]:
    """Why contents cannot be filled in, as sentences: merge fields that do not exist, damaged documents.

    Each content is looked at once, not once for each of its lines.
    """
    seen: set[int] = set()
    for source in contents.sources():
        try:
            wanted = set(_documents(source)) - seen
        except RuleError as error:
            yield error.sentence
            continue
        seen |= wanted
        for number in sorted(wanted):
            trouble = _trouble(number)
            if trouble:
                yield f"{queries.about(number).name}: {trouble}"


def _documents(source: Source) -> Iterator[int]:
    """The attachments of a content that are merged."""
    if source.word_template is not None:
        yield document(source.word_template)
    if source.attachment is not None and queries.about(source.attachment).is_body:
        yield source.attachment


def _trouble(attachment_id: int) -> str:
    from models.exchange import content

    row = queries.about(attachment_id)
    try:
        content.fields(row.extension, queries.read(attachment_id))
    except RuleError as error:
        return error.sentence
    return ""


def frozen(segment_id: int, condition: Any) -> Contents:
    """The contents of the lines that are logged, with attachments that cannot change any more.

    Those of the segment are kept as they are; of those of other templates copies are made.
    """
    found = contents_of(segment_id, condition)
    copies: dict[int, Source] = {}
    served = []
    for one in found.served:
        source = one.source
        if source.owner is Owner.TEMPLATE_LANGUAGE:
            source = copies.get(source.row) or _copied(source)
            copies[source.row] = source
        served.append(replace(one, source=source))
    set_read_only(
        number
        for source in (*(one.source for one in served), *found.own)
        for number in (source.attachment, *source.files)
        if number is not None
    )
    return Contents(tuple(served), found.own)


def _copied(source: Source) -> Source:
    def kept(number: int) -> int:
        return number if queries.about(number).read_only else duplicate(number, read_only=True)

    attachment = None if source.attachment is None else kept(source.attachment)
    return replace(source, attachment=attachment, files=tuple(kept(number) for number in source.files))


def values(contents: Contents, header: Segment, *, send: bool) -> Mapping[str, Any]:
    """What the entries of the lines have besides, by attribute, as expressions over `SegmentLine`."""
    if not contents:
        return {}
    is_typed = SegmentLine.correspondence_type != CorrespondenceType.BLANK
    in_progress = pw.Case(None, [(is_typed, int(DeliveryStatus.IN_PROGRESS))], 0)
    return {
        "attachment": contents.case(OWN.attachment, lambda source: _number(source.attachment), _NONE),
        "word_template": contents.case(
            OWN.word_template, lambda source: _number(source.word_template), _NONE
        ),
        "subject": _subject(contents, header),
        "send_word_doc_as_attachment": pw.Value(header.send_word_docs_as_attachment),
        **({"delivery_status": in_progress} if send else {}),
    }


def _subject(contents: Contents, header: Segment) -> Any:
    """The subject of the content in the line's language, unless the line has one of its own."""
    usual, line = header.subject, SegmentLine.subject
    own = pw.Case(None, [((OWN.subject != "") & (line == usual), OWN.subject)], line)

    def told(source: Source) -> Any:
        return pw.Case(None, [(line == usual, source.subject)], line) if source.subject else line

    return contents.case(own, told, line)


def _number(record: int | None) -> Any:
    return _NONE if record is None else pw.Value(record).cast("INTEGER")


def joined(query: Any, contents: Contents) -> Any:
    """A query of lines with the unique content of each."""
    return query.join(OWN, pw.JOIN.LEFT_OUTER, on=(OWN.line == SegmentLine.id)) if contents.own else query


def add_files(contents: Contents, condition: Any, logged: int) -> None:
    """Let the files of the contents go along with the entries of the lines that meet a condition.

    Entries and lines are told apart by their order, which is the same.
    """
    shared = [one for one in contents.served if one.source.files]
    for one in shared:
        for number in one.source.files:
            _attach(condition, logged, pw.Value(number).cast("INTEGER"), _without_own(one, contents))
    if any(source.files for source in contents.own):
        _attach(condition, logged, None, None)


def _without_own(one: Served, contents: Contents) -> Any:
    own = [source.line for source in contents.own]
    return one.lines & SegmentLine.id.not_in(own) if own else one.lines


def _attach(condition: Any, logged: int, attachment: Any, which: Any) -> None:
    """One file for the entries of some lines; without one, the files of unique contents."""
    place = pw.fn.ROW_NUMBER().over(order_by=[SegmentLine.line_no, SegmentLine.id])
    is_wanted = pw.Case(None, [(which, 1)], 0) if which is not None else pw.Value(1)
    lines = (
        SegmentLine.select(SegmentLine.id.alias("line"), place.alias("place"), is_wanted.alias("wanted"))
        .where(condition)
        .alias("lines")
    )
    number = pw.fn.ROW_NUMBER().over(order_by=[Entry.id])
    entries = (
        Entry.select(Entry.id.alias("entry"), number.alias("place"))
        .where(made_by(logged, Entry))
        .alias("entries")
    )
    file: Any = AttachedFile.alias("file")
    content: Any = OWN
    told = file.attachment if attachment is None else attachment
    query = entries.select_from(told, entries.c.entry, *stamps().values())
    query = query.join(lines, on=(lines.c.place == entries.c.place))
    if attachment is None:
        query = query.join(content, on=(content.line == lines.c.line))
        query = query.join(file, on=(file.segment_language == content.id))
    fields = AttachedFile._meta.fields
    columns = [fields[name] for name in ("attachment", "entry", *stamps())]
    query = query.where(lines.c.wanted == 1).order_by(entries.c.entry, *([] if attachment else [file.id]))
    AttachedFile.insert_from(query, columns).execute()


def queue(logged: int, contents: Contents) -> tuple[int, int]:
    """Have the entries of a logged segment sent, one delivery each; how many e-mails and hard copies.

    Entries without a correspondence type or without content are not sent.
    """
    if not contents:
        return 0, 0
    kind, waits = Entry.correspondence_type, int(DeliveryState.WAITING)
    place = (ContactAltAddress.contact == Entry.contact) & (
        ContactAltAddress.code == Entry.contact_alt_address
    )
    other = pw.fn.COALESCE(ContactAltAddress.email, "")
    address = pw.Case(None, [(other != "", other)], pw.fn.COALESCE(Contact.email, ""))
    sent_to = pw.Case(None, [(kind == CorrespondenceType.EMAIL, address)], "")
    mine = made_by(logged, Entry) & (Entry.delivery_status == DeliveryStatus.IN_PROGRESS)
    subject = pw.Case(None, [(Entry.subject != "", Entry.subject)], Entry.description)
    values: dict[str, Any] = {
        "entry": Entry.id,
        "correspondence_type": kind,
        "state": pw.Value(waits),
        "sent_to": sent_to,
        "subject": subject,
        **stamps(),
    }
    with mapped((Entry.subject, Entry.description), _folded(mine)) as words:
        values["search_text"] = pw.fn.TRIM(pw.NodeList((_words(sent_to), pw.SQL("|| ' ' ||"), words)))
        query = Entry.select(*values.values()).where(mine).order_by(Entry.id)
        query = query.join(Contact, pw.JOIN.LEFT_OUTER, on=(Contact.id == Entry.contact)).switch(Entry)
        query = query.join(ContactAltAddress, pw.JOIN.LEFT_OUTER, on=place)
        fields = Delivery._meta.fields
        Delivery.insert_from(query, [fields[name] for name in values]).execute()
    counted = tuples(Entry.select(kind, pw.fn.COUNT(Entry.id)).where(mine).group_by(kind))
    numbers = {CorrespondenceType(found): int(number) for found, number in counted}
    return numbers.get(CorrespondenceType.EMAIL, 0), numbers.get(CorrespondenceType.HARD_COPY, 0)


_SIGNS = ("@", ".", "-", "_", "+", ";", ",")


def _words(address: Any) -> Any:
    """An address as it is searched: its parts as words."""
    told = pw.fn.LOWER(pw.fn.SUBSTR(address, 1, 120))
    for sign in _SIGNS:
        told = pw.fn.REPLACE(told, sign, " ")
    return told


def _folded(entries: Any) -> dict[tuple[str, ...], str]:
    """The words of subjects and descriptions, folded here once for each that there is."""
    query = Entry.select(Entry.subject, Entry.description).where(entries).distinct()
    return {(one, other): words_of(one or other, 120) for one, other in tuples(query)}
