"""A file of cards as unfolded lines, card by card.

vobject is not used for reading. Tried on six files of phones, mail and office programs it refused two (line
ends doubled to CR CR LF; quoted-printable with soft line breaks in a 2.1 card), it wants a whole file in
memory as text, so that a character folded between its bytes is lost, and it ends at the first bad card. The
line structure is simple enough to be told here in one page; the tests keep vobject as a second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from models.words import p_

MAX_LINE = 5_000_000
"""Bytes of one line with its folded continuations; a photo of 3.7 MB fits."""
MAX_CARD = 20_000_000
"""Bytes of one card."""
REASON = "X-TOUCHBASE-REASON"
"""The property that tells why a card was refused; reading ignores it."""

_EDGE = re.compile(rb"(BEGIN|END)[ \t]*:[ \t]*(VCARD|VADDRESSBOOK)[ \t]*$", re.IGNORECASE)
_QUOTED = re.compile(rb"[^:]*QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)
_BASE64 = re.compile(rb"[^:]*;(ENCODING=)?(BASE64|B)[;:]", re.IGNORECASE)
_BASE64_BODY = re.compile(rb"[A-Za-z0-9+/]{4,}={0,2}$")
_AGENT = re.compile(rb"([\w-]+\.)?AGENT[^:]*:[ \t]*$", re.IGNORECASE)
_CHARSET = re.compile(rb"[^:]*;CHARSET=\"?([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """A line as it stands in the file, without its end."""

    content: bytes
    number: int
    end: int
    """Bytes read from the file up to and with this line."""
    too_long: bool = False


@dataclass(slots=True)
class RawCard:
    """The unfolded lines of one card without BEGIN and END, or of text that belongs to no card."""

    line: int
    end: int = 0
    lines: list[str] = field(default_factory=list)
    problem: str = ""
    warnings: list[str] = field(default_factory=list)


def physical_lines(pieces: Iterable[bytes]) -> Iterator[PhysicalLine]:
    """The lines of a file that ends them with LF, CR LF, CR or CR CR LF.

    No more than `MAX_LINE` bytes of a line are held; a longer one comes shortened and marked.
    """
    rest, number, position, too_long, after_return = b"", 0, 0, False, False
    for piece in pieces:
        parts = (rest + piece).splitlines(keepends=True)
        rest = parts.pop() if parts and not parts[-1].endswith(b"\n") else b""
        for part in parts:
            position += len(part)
            if after_return and part in (b"\r\n", b"\n"):
                after_return = False
                continue
            number += 1
            after_return = part.endswith(b"\r")
            yield PhysicalLine(part.rstrip(b"\r\n"), number, position, too_long or len(part) > MAX_LINE)
            too_long = False
        if len(rest) > MAX_LINE:
            position, rest, too_long = position + len(rest) - 1024, rest[:1024], True
    if rest:
        yield PhysicalLine(rest.rstrip(b"\r\n"), number + 1, position + len(rest), too_long)


class CardSplitter:
    """Cuts physical lines into cards and puts folded lines together again."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._card: RawCard | None = None
        self._outside: RawCard | None = None
        self._parts: list[bytes] = []
        self._length = 0
        self._size = 0
        self._nested: list[str] = []
        self._wrapped = False
        self._soft = False

    def cards(self, lines: Iterable[PhysicalLine]) -> Iterator[RawCard]:
        """Each card as it ends; text outside of cards comes as a card with a problem."""
        end = 0
        for line in lines:
            end = line.end
            edge = _EDGE.match(line.content.strip()) if len(line.content) < 64 else None
            if edge is None:
                self._take(line)
                continue
            begins, book = edge.group(1).upper() == b"BEGIN", edge.group(2).upper() != b"VCARD"
            yield from self._at_edge(line, begins, book)
        yield from self._ended(end, whole=False)

    def _at_edge(self, line: PhysicalLine, begins: bool, book: bool) -> Iterator[RawCard]:
        if book:
            yield from self._ended(line.end, whole=False)
            self._wrapped = begins
        elif begins and self._card is not None and self._opens_agent():
            self._nested.append("")
        elif begins:
            yield from self._ended(line.end, whole=False)
            self._card, self._size = RawCard(line.number), 0
        elif self._nested:
            self._close_agent()
        elif self._card is not None:
            yield from self._ended(line.end, whole=True)

    def _ended(self, end: int, *, whole: bool) -> Iterator[RawCard]:
        self._flush()
        card, self._card, self._nested = self._card, None, []
        if self._outside is not None:
            self._outside.end = end
            yield self._outside
            self._outside = None
        if card is not None:
            card.end = end
            if not whole:
                card.warnings.append(p_("warning", "The card has no END:VCARD."))
            yield card

    def _take(self, line: PhysicalLine) -> None:
        content = line.content
        if self._card is None:
            if content.strip() and not self._wrapped:
                self._stray(line)
        elif line.too_long:
            self._join(content[1:] if content[:1] in (b" ", b"\t") else content, folded=content[:1] == b" ")
            self._length = MAX_LINE + 1
        elif self._soft:
            self._join(content, folded=True)
        elif content[:1] in (b" ", b"\t") and self._parts:
            self._join(content[1:], folded=True)
        elif self._parts and _BASE64_BODY.match(content) and _BASE64.match(self._parts[0][:200]):
            self._join(content, folded=True)
        elif content.strip():
            self._join(content, folded=False)

    def _join(self, content: bytes, *, folded: bool) -> None:
        if not folded:
            self._flush()
        if not self._parts:
            self._quoted = _QUOTED.match(content[:1000]) is not None
        self._soft = self._quoted and content.endswith(b"=")
        if self._soft:
            content = content[:-1]
        self._length += len(content)
        if self._length <= MAX_LINE and self._size <= MAX_CARD:
            self._parts.append(content)
        elif self._size > MAX_CARD and not self._parts:
            self._parts.append(content[:100])

    def _flush(self) -> None:
        card, parts, self._parts, self._soft = self._card, self._parts, [], False
        length, self._length = self._length, 0
        if card is None or not parts:
            return
        self._size += length
        text = self._decoded(b"".join(parts))
        if length > MAX_LINE:
            card.problem = p_(
                "error", "The line {name} is longer than {limit} MB; here is the card without it."
            ).format(name=re.split("[:;]", text[:60])[0], limit=MAX_LINE // 1_000_000)
        elif self._size > MAX_CARD:
            card.problem = p_("error", "The card is longer than {limit} MB; here is its beginning.").format(
                limit=MAX_CARD // 1_000_000
            )
        elif self._nested:
            self._nested[-1] += text + "\n"
        elif not text[:20].upper().startswith(REASON):
            card.lines.append(text)

    def _decoded(self, content: bytes) -> str:
        """UTF-8 when it is, else the CHARSET the line names, else the encoding of the file."""
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            named = _CHARSET.match(content[:200])
            encoding = named.group(1).decode("ascii", "replace") if named else self._encoding
        try:
            return content.decode(encoding)
        except (LookupError, ValueError):
            return content.decode("cp1252" if self._encoding.startswith("utf") else self._encoding, "replace")

    def _opens_agent(self) -> bool:
        return bool(self._parts) and _AGENT.match(b"".join(self._parts[:4])[:200]) is not None

    def _close_agent(self) -> None:
        """Puts a card within the card behind its AGENT line, as 3.0 writes it."""
        self._flush()
        inner = f"BEGIN:VCARD\n{self._nested.pop()}END:VCARD"
        assert self._card is not None
        escaped = inner.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
        self._card.lines.append("AGENT:" + escaped)

    def _stray(self, line: PhysicalLine) -> None:
        if self._outside is None:
            problem = p_("error", "This text stands outside of a card.")
            self._outside = RawCard(line.number, problem=problem)
        if len(self._outside.lines) < 1000:
            self._outside.lines.append(self._decoded(line.content[:10_000]))
