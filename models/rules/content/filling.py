"""The content of interactions: filled in for each contact and stored as what went out (domain.md 2.4, 2.9).

Until then a content is a text with merge fields, a document that is merged, and files that go along as they
are. What is stored is read-only: it says for good what the contact got.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from models.attached_file import AttachedFile
from models.base import tuples
from models.database import locked, reading, unit
from models.database.sets import among
from models.enums import ContentKind
from models.errors import NotFoundError
from models.file_names import extension_of
from models.interaction import InteractionLogEntry as Entry
from models.merge_field import Values
from models.queries import attachments as queries
from models.queries.merge_fields import Recipient, of_nobody, values, values_of
from models.rules.content.attachments import duplicate, release, store
from models.word_template import WordTemplate
from models.words import p_

PLAIN = "txt"
"""The extension of a text that no template says the layout of."""


@dataclass(frozen=True, slots=True)
class Content:
    """What goes out with an interaction, before anything is filled in."""

    body: str = ""
    """The text of the message, with `{{fields}}`."""
    extension: str = PLAIN
    """How the text is written: `txt`, `md` or `html`."""
    document: int | None = None
    """The attachment of the document template."""
    files: tuple[int, ...] = ()
    """Attachments that go along as they are."""

    def __bool__(self) -> bool:
        return bool(self.body.strip() or self.document or self.files)

    @property
    def is_merge(self) -> bool:
        """Whether it is filled in for each contact: only such content has a preview (ATT-06)."""
        return bool(self.body.strip() or self.document)


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    data: bytes
    kind: ContentKind = ContentKind.FILE

    @property
    def extension(self) -> str:
        return extension_of(self.name)


@dataclass(slots=True)
class _Store:
    """Reads every source once and stores identical results once."""

    sources: dict[int, _Part] = field(default_factory=dict)
    stored: dict[tuple[str, ContentKind, bytes], int] = field(default_factory=dict)
    """By name, kind and fingerprint: thousands of letters are not kept in memory."""
    frozen: dict[int, int] = field(default_factory=dict)

    def source(self, attachment_id: int) -> _Part:
        if attachment_id not in self.sources:
            row = queries.about(attachment_id)
            self.sources[attachment_id] = _Part(row.name, queries.read(attachment_id), row.kind)
        return self.sources[attachment_id]

    def keep(self, part: _Part) -> int:
        key = part.name, part.kind, hashlib.sha256(part.data).digest()
        if key not in self.stored:
            self.stored[key] = store(part.name, part.data, kind=part.kind, read_only=True)
        return self.stored[key]

    def freeze(self, attachment_id: int) -> int:
        """The file itself when it cannot change any more, else a copy of it that cannot."""
        if attachment_id not in self.frozen:
            read_only = queries.about(attachment_id).read_only
            kept = attachment_id if read_only else duplicate(attachment_id, read_only=True)
            self.frozen[attachment_id] = kept
        return self.frozen[attachment_id]


@unit
def put(contents: Mapping[int, Content]) -> None:
    """Fill in and store the contents of log entries, by their numbers; part of logging them.

    The text is an entry's attachment and everything else goes with it as files; without a text the document
    is, or else the first file. Raises `UnknownFieldsError`, and `RuleError` when a field that is used has no
    value for a reason, such as a salutation without a formula.
    """
    _put(contents, _Store())


def _put(contents: Mapping[int, Content], kept: _Store) -> dict[int, int | None]:
    """Fill in and store contents; the attachments of the entries."""
    known = values_of([entry for entry, content in contents.items() if content.is_merge])
    made: dict[int, int | None] = {}
    for entry, content in contents.items():
        parts = _parts(content, known.get(entry) or of_nobody(), kept)
        numbers = [*map(kept.keep, parts), *map(kept.freeze, content.files)]
        made[entry] = numbers[0] if numbers else None
        Entry.change(entry, attachment=made[entry], merged=content.is_merge)
        _set_files(entry, numbers[1:], set(content.files))
    return made


def materialize(entry_id: int) -> int | None:
    """As `materialize_many` for one entry: the number of its attachment.

    Raises as `put` does, and `NotFoundError` when the entry is gone.
    """
    made = materialize_many((entry_id,))
    if entry_id not in made:
        raise NotFoundError(p_("error", "There is no entry {entry} any more.").format(entry=entry_id))
    return made[entry_id]


@unit
def materialize_many(entry_ids: Collection[int]) -> dict[int, int | None]:
    """Fill in the contents of logged entries that were not filled in yet, and store them under new numbers.

    For entries that were logged with content that many share; all or none. Returns the attachments by entry,
    without entries that are gone. Raises as `put` does.
    """
    rows, kept = _rows(entry_ids), _Store()
    unfilled = {entry: _of(row, kept) for entry, row in rows.items() if not row.merged}
    made = _put({entry: content for entry, content in unfilled.items() if content.is_merge}, kept)
    release({rows[entry].attachment for entry in made if rows[entry].is_body})
    return {entry: row.attachment for entry, row in rows.items()} | made


@reading
def preview(content: Content, recipient: Recipient) -> str:
    """What a content says to a recipient, as plain text; what goes along as files is named below.

    Raises as `put` does.
    """
    from models.exchange import content as files

    known = values(recipient)
    parts = _parts(content, known, _Store())
    texts = [files.plain(part.extension, part.data).rstrip("\n") for part in parts]
    names = [queries.about(number).name for number in content.files]
    if names:
        texts.append(p_("preview", "Goes along: {names}").format(names=", ".join(names)))
    return "\n\n".join(texts) + "\n" if texts else ""


def _parts(content: Content, known: Values, kept: _Store) -> list[_Part]:
    """The text and the document, filled in; a document with a place for the text takes it up."""
    from models.exchange import content as files

    body: _Part | None = None
    if content.body.strip():
        name = f"{p_('file name', 'text')}.{content.extension}"
        text = files.merged(content.extension, content.body.encode(), known)
        body = _Part(name, text, ContentKind.BODY)
    if content.document is None:
        return [body] if body else []
    source = kept.source(content.document)
    takes_text = "content" in files.fields(source.extension, source.data)
    if takes_text and body:
        said = files.plain(body.extension, body.data).rstrip("\n")
        known = Values({**known, "content": said}, known.problems)
    document = _Part(source.name, files.merged(source.extension, source.data, known))
    return [document] if takes_text or body is None else [body, document]


def _set_files(entry_id: int, attachment_ids: Sequence[int], copied: Set[int]) -> None:
    """Let these files go with an entry, before those that do already and were not copied for it."""
    of = AttachedFile
    query = of.select(of.attachment).where(of.entry == entry_id).order_by(of.id)
    have = [number for (number,) in tuples(query)] if attachment_ids or copied else []
    stay = [number for number in have if number not in copied]
    wanted = list(dict.fromkeys((*attachment_ids, *stay)))
    if wanted != have:
        of.delete().where(of.entry == entry_id).execute()
        of.add_many([{"attachment": number, "entry": entry_id} for number in wanted])
        release(set(have) - set(wanted))


@dataclass(frozen=True, slots=True)
class _Row:
    attachment: int | None
    is_body: bool
    extension: str
    document: int | None
    merged: bool


def _rows(entry_ids: Collection[int]) -> dict[int, _Row]:
    """What is stored of the contents of entries, held back from others."""
    of = Entry
    query = of.select(of.id, of.attachment, of.word_template, of.merged).where(among(of.id, set(entry_ids)))
    entries = tuples(locked(query.order_by(of.id)))
    known = queries.abouts(list({attachment for _, attachment, _, _ in entries if attachment is not None}))
    templates = {template for _, _, template, _ in entries if template is not None}
    written = WordTemplate.select(WordTemplate.id, WordTemplate.attachment)
    documents = dict(tuples(written.where(among(WordTemplate.id, templates)))) if templates else {}
    return {
        entry: _Row(
            attachment,
            attachment in known and known[attachment].is_body,
            known[attachment].extension if attachment in known else "",
            documents.get(template),
            bool(merged),
        )
        for entry, attachment, template, merged in entries
    }


def _of(row: _Row, kept: _Store) -> Content:
    if row.attachment is None or not row.is_body:
        return Content(document=row.document, files=(row.attachment,) if row.attachment is not None else ())
    from models.exchange.bodies import decode

    return Content(decode(kept.source(row.attachment).data), row.extension, row.document)
