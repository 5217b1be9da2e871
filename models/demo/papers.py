"""The papers of the demo database: invoices as PDF, a text that was sent, a message that came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

_PAGE = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >>"


def small_pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page with these lines of ASCII text."""
    shown = "\n".join(f"({_escaped(line)}) '" for line in lines)
    stream = f"BT /F1 12 Tf 20 TL 72 770 Td\n{shown}\nET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 5 0 R {_PAGE} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    made, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    number = len(objects) + 1
    index = f"xref\n0 {number}\n0000000000 65535 f \n{table}trailer << /Size {number} /Root 1 0 R >>\n"
    return f"{made}{index}startxref\n{len(made)}\n%%EOF\n".encode("ascii")


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def message(sender: str, recipient: str, subject: str, moment: dt.datetime, text: str) -> bytes:
    """A message as a mail program keeps it, with ASCII in its header."""
    header = {
        "From": sender,
        "To": recipient,
        "Subject": subject,
        "Date": f"{moment:%a, %d %b %Y %H:%M:%S} +0000",
        "Message-ID": f"<{moment:%Y%m%d%H%M}.{sender}>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in header.items())
    return f"{head}\r\n{text}".encode()
