"""Letters on paper: the attachments of log entries as files to print (domain.md 2.9, LSG-05, LSG-06).

One letter is a file named after its subject; several are one archive with a file for each contact, one file
each, or one file for all. Word documents and texts become PDF where a converter is installed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePath

from models.enums import CorrespondenceType, Option
from models.errors import RuleError
from models.exchange import bodies, content
from models.exchange.files.whole_file import whole_bytes
from models.exchange.paper import pdf
from models.file_names import in_file_name
from models.queries import attachments
from models.queries import deliveries as queries
from models.queries.deliveries import Recipient
from models.queries.merge_fields import values_of
from models.rules.content import filling as contents
from models.rules.outgoing import sending
from models.rules.outgoing.deliveries import check_recipient
from models.words import N_, p_

_CONVERTED = (*content.WORD, "md", "markdown", "html", "htm")
"""What becomes PDF; plain text prints as it is."""
_TOGETHER = 100
"""Letters that are filled in by one unit of work."""


class Form(Option):
    """How several letters are written."""

    ARCHIVE = 1, N_("hard copy", "One archive")
    FILES = 2, N_("hard copy", "A file for each")
    ONE_FILE = 3, N_("hard copy", "One file for all")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    files: tuple[Path, ...]
    letters: int
    left_out: tuple[str, ...]
    """Sentences about the entries that were not written."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One file to print."""

    name: str
    """Without an ending."""
    extension: str
    data: bytes


Told = Callable[[int], None]


def _tell_nobody(_number: int) -> None:
    """Nobody wants to know."""


def write(
    entry_ids: Sequence[int],
    folder: Path,
    *,
    form: Form = Form.ARCHIVE,
    command: str = pdf.DEFAULT_COMMAND,
    told: Told = _tell_nobody,
) -> Written:
    """Write the letters of log entries into `folder`; what is there already is not overwritten.

    `command` is the converter to PDF; `told` hears how many are written. The hard copies of these entries
    that wait are sent once the files stand. Raises `RuleError` when nothing can be written, or not as one
    file, and `TouchbaseError` when the folder cannot be written to.
    """
    ready, left_out = _checked(entry_ids)
    if not ready:
        raise RuleError(left_out[0] if left_out else p_("error", "No hard copies wait to be written."))
    if form is Form.ONE_FILE:
        files = [_one_file(ready, folder, command)]
        told(len(ready))
    elif form is Form.ARCHIVE and len(ready) > 1:
        files = [_archive(ready, folder, command, told)]
    else:
        files = _files(ready, folder, command, told)
    where = files[0] if len(files) == 1 else folder
    sending.settle_hard_copies([one.entry for one in ready], str(where))
    return Written(tuple(files), len(ready), tuple(left_out))


def _checked(entry_ids: Sequence[int]) -> tuple[list[Recipient], list[str]]:
    """Whose letters can be written, filled in if that was not done before, and why the others cannot."""
    ready: list[Recipient] = []
    left_out: list[str] = []
    found = queries.recipients(entry_ids)
    for start in range(0, len(found), _TOGETHER):
        possible = []
        for letter in found[start : start + _TOGETHER]:
            one = replace(letter, correspondence_type=CorrespondenceType.HARD_COPY)
            try:
                _check(one)
            except RuleError as error:
                left_out.append(error.sentence)
            else:
                possible.append(one)
        ready += _filled_in(possible, left_out)
    return ready, left_out


def _filled_in(letters: list[Recipient], left_out: list[str]) -> list[Recipient]:
    """The letters that can be filled in: all at once, or one by one when one of them cannot."""
    try:
        contents.materialize_many([one.entry for one in letters])
    except RuleError as error:
        if len(letters) == 1:
            left_out.append(error.sentence)
            return []
        return [one for letter in letters for one in _filled_in([letter], left_out)]
    return letters


def _check(recipient: Recipient) -> None:
    if not recipient.has_content:
        told = p_("error", "Entry {entry} for {contact} has no attachment; there is nothing to print.")
        raise RuleError(told.format(entry=recipient.entry, contact=recipient.contact_no))
    check_recipient(recipient)


def _archive(ready: Sequence[Recipient], folder: Path, command: str, told: Told) -> Path:
    """One archive whose name ends with the number of the segment (LSG-05)."""
    first = ready[0]
    path = _free(folder, in_file_name(f"{first.subject} {first.segment_no}".strip()), "zip")
    with whole_bytes(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in _named(_sheets(ready, command, told, by_contact=True)):
            archive.writestr(f"{sheet.name}.{sheet.extension}" if sheet.extension else sheet.name, sheet.data)
    return path


def _files(ready: Sequence[Recipient], folder: Path, command: str, told: Told) -> list[Path]:
    """A file each: one letter is named after its subject, several after their contacts (LSG-06)."""
    written = []
    for sheet in _named(_sheets(ready, command, told, by_contact=len(ready) > 1)):
        path = _free(folder, sheet.name, sheet.extension)
        _put(path, sheet.data)
        written.append(path)
    return written


def _one_file(ready: Sequence[Recipient], folder: Path, command: str) -> Path:
    """All letters in one file, each on a page of its own: of one document template, or texts of one kind."""
    ids = [one.entry for one in ready]
    source = queries.shared_document(ids)
    if source is not None:
        extension = attachments.about(source).extension
        known = values_of(ids)
        data = content.merged_many(extension, attachments.read(source), [known[one] for one in ids])
    else:
        extension, data = _joined(ids)
    ((made_extension, made),) = _printable([(extension, data)], command)
    path = _free(folder, in_file_name(f"{ready[0].subject} {ready[0].segment_no}".strip()), made_extension)
    _put(path, made)
    return path


def _joined(ids: Sequence[int]) -> tuple[str, bytes]:
    numbers = [number for found in queries.attachments_of(ids).values() for number in found]
    extensions = {attachments.about(number).extension for number in numbers}
    layout = bodies.EXTENSIONS.get(next(iter(extensions)))
    if len(extensions) > 1 or layout is None:
        told = p_("error", "These letters cannot be one file: they are of several kinds. Take an archive.")
        raise RuleError(told)
    texts = [bodies.decode(attachments.read(number)) for number in numbers]
    return extensions.pop(), content.PAGE_BREAKS[layout].join(texts).encode()


def _sheets(ready: Sequence[Recipient], command: str, told: Told, *, by_contact: bool) -> Iterator[_Sheet]:
    """The files of the letters, so many at once as the converter takes."""
    for start in range(0, len(ready), pdf.AT_ONCE):
        batch = ready[start : start + pdf.AT_ONCE]
        known = queries.attachments_of([one.entry for one in batch])
        rows = attachments.abouts([number for found in known.values() for number in found])
        names, parts = [], []
        for one in batch:
            own = in_file_name(one.name if by_contact else one.subject, one.contact_no or "letter")
            for place, number in enumerate(known.get(one.entry, ())):
                row = rows[number]
                names.append(own if place == 0 else in_file_name(f"{own} - {PurePath(row.name).stem}"))
                parts.append((row.extension, attachments.read(number)))
        for name, (extension, data) in zip(names, _printable(parts, command), strict=True):
            yield _Sheet(name, extension, data)
        told(start + len(batch))


def _printable(parts: Sequence[tuple[str, bytes]], command: str) -> list[tuple[str, bytes]]:
    """The files with those that can be turned into PDF turned, if there is a converter."""
    made = list(parts)
    if not pdf.available(command):
        return made
    for extensions, extension in ((content.WORD, "docx"), (_CONVERTED[len(content.WORD) :], "html")):
        places = [place for place, part in enumerate(parts) if part[0] in extensions]
        documents = [
            parts[place][1]
            if extension == "docx"
            else content.rendered(parts[place][0], parts[place][1]).html.encode()
            for place in places
        ]
        if not documents:
            continue
        turned = pdf.convert(documents, command=command, extension=extension)
        for place, data in zip(places, turned, strict=True):
            made[place] = ("pdf", data)
    return made


def _named(sheets: Iterator[_Sheet]) -> Iterator[_Sheet]:
    """The files with names that none has twice, also where case does not count."""
    taken: set[str] = set()
    for sheet in sheets:
        name = sheet.name
        for number in count(2):
            if f"{name}.{sheet.extension}".casefold() not in taken:
                break
            name = f"{sheet.name} ({number})"
        taken.add(f"{name}.{sheet.extension}".casefold())
        yield replace(sheet, name=name)


def _free(folder: Path, name: str, extension: str) -> Path:
    """A place in the folder where nothing is yet."""
    ending = f".{extension}" if extension else ""
    path = folder / f"{name}{ending}"
    for number in count(2):
        if not path.exists():
            break
        path = folder / f"{name} ({number}){ending}"
    return path


def _put(path: Path, data: bytes) -> None:
    with whole_bytes(path) as stream:
        stream.write(data)
