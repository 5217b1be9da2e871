"""Files as bytes and as text: what they are, their encoding, and reading them piece by piece."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.errors import RuleError
from models.exchange.files.one_file import not_the_database
from models.words import N_, p_, translate

HEAD = 64 * 1024
CHUNK = 256 * 1024
SAMPLE = 512 * 1024
GUESSES = ["cp1252", "cp1251", "iso-8859-1", "iso-8859-15"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = (
    (b"PK\x03\x04", N_("file", "a zip file (or a workbook); unpack it, or save it as CSV")),
    (b"PK\x05\x06", N_("file", "an empty zip file")),
    (b"\x1f\x8b", N_("file", "a compressed file; unpack it first")),
    (b"\xd0\xcf\x11\xe0", N_("file", "an old workbook; save it as CSV")),
    (b"%PDF", N_("file", "a PDF file")),
    (b"SQLite format 3", N_("file", "a database; open it with --database")),
)
_BEGIN = re.compile(r"\s*BEGIN[ \t]*:[ \t]*(VCARD|VADDRESSBOOK)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read as contacts."""

    path: Path
    kind: str
    """`vcard` or `csv`."""
    encoding: str
    guessed: bool
    """Whether the encoding is a guess a person should look at."""
    size: int
    """Bytes."""


def sniff(path: Path | str, *, encoding: str | None = None) -> Source:
    """What the file is. RuleError when it is no file of contacts, or not in the `encoding` named."""
    path = Path(path)
    try:
        if path.is_dir():
            raise RuleError(p_("error", "{path} is a directory; name a file in it.").format(path=path))
        not_the_database(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
            size = path.stat().st_size
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise RuleError(
            p_("error", "{path} cannot be read: {reason}.").format(path=path, reason=reason)
        ) from None
    if not head.strip():
        raise RuleError(p_("error", "{path} is empty.").format(path=path))
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise RuleError(p_("error", "{path} is {what}.").format(path=path, what=translate(what)))
    name, guessed = (_checked(path, encoding), False) if encoding else _detected(path, head)
    text = codecs.getincrementaldecoder(name)("replace").decode(head).lstrip("\ufeff")
    return Source(path, _kind(path, text), name, guessed, size)


def chunks(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    """The rest of the file in pieces; encodings that are not supersets of ASCII are turned into UTF-8."""
    if not wide(encoding):
        if encoding == "utf-8-sig":
            file.seek(3)
        while piece := file.read(CHUNK):
            yield piece
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while piece := file.read(CHUNK):
        yield decoder.decode(piece).lstrip("\ufeff").encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def wide(encoding: str) -> bool:
    """Whether line ends and colons are not the bytes they are in ASCII."""
    return codecs.lookup(encoding).name.startswith(("utf-16", "utf-32", "utf-7", "hz", "iso2022"))


def _kind(path: Path, text: str) -> str:
    card_name = path.suffix.lower() in (".vcf", ".vcard")
    if _BEGIN.match(text) or (card_name and _BEGIN.search(text)):
        return "vcard"
    if _CONTROL.search(text):
        raise RuleError(p_("error", "{path} is not a text file.").format(path=path))
    if card_name:
        raise RuleError(p_("error", "{path} holds no contact card (no BEGIN:VCARD).").format(path=path))
    return "csv"


def _detected(path: Path, head: bytes) -> tuple[str, bool]:
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, False
    if wide_name := _wide_without_mark(head):
        return wide_name, True
    place = _first_fault(path, "utf-8")
    if place is None:
        return "utf-8", False
    with path.open("rb") as file:
        file.seek(max(0, place - SAMPLE // 2))
        sample = file.read(SAMPLE)
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=GUESSES, threshold=0.6).best()
    return (best.encoding if best else "cp1252"), True


def _wide_without_mark(head: bytes) -> str:
    sample = head[:400]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.1 else ""


def _checked(path: Path, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        b"".decode(name)
    except (LookupError, ValueError):
        raise RuleError(
            p_("error", "The encoding {name} is not known; utf-8, cp1252 and utf-16 are.").format(
                name=encoding
            ),
            field="encoding",
        ) from None
    place = _first_fault(path, name)
    if place is not None:
        raise RuleError(
            p_(
                "error", "{path} is not written in {name}: byte {place} does not fit; leave the encoding out."
            ).format(path=path, name=encoding, place=place),
            field="encoding",
        )
    with path.open("rb") as file:
        marked = file.read(3) == codecs.BOM_UTF8
    return "utf-8-sig" if name == "utf-8" and marked else name


def _first_fault(path: Path, encoding: str) -> int | None:
    """About where the file stops being valid in `encoding`; `None` when it is valid to its end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    position = 0
    with path.open("rb") as file:
        while True:
            piece = file.read(CHUNK)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeError as fault:
                return position + int(getattr(fault, "start", 0))
            if not piece:
                return None
            position += len(piece)
