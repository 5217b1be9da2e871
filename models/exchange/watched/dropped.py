"""What a file dropped into a watched folder is: said by a JSON file beside it, or by its own name.

Beside `letter.pdf` that is `letter.pdf.json` or `letter.json`, an object with the kind and the options of
`touchbase record`: `{"kind": "sales-invoice", "customer": "10000", "document_no": "SI5"}`. A name says the
same as `KIND_ACCOUNT_DOCUMENTNO_vVERSION.pdf`, as in `sales-invoice_10000_SI5_v2.pdf`; the last two parts may
be left out. The account is a customer, vendor or contact, as the kind has it.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

from models.document_kinds import find
from models.enums import LinkToTable
from models.errors import NotFoundError, RuleError
from models.exchange.files.one_file import read_file
from models.rules.documents.plans import Document
from models.words import p_

SIDECAR = ".json"
_LONGEST = 64_000
_FIELDS = tuple(field.name for field in fields(Document))
_VERSION = re.compile(r"[vV](\d{1,9})")
_ACCOUNTS = {LinkToTable.CUSTOMER: "customer", LinkToTable.VENDOR: "vendor", LinkToTable.BLANK: "contact"}


def sidecars_of(name: str) -> tuple[str, str]:
    """The names of files that may say what the file `name` is; the first goes before the second."""
    return name + SIDECAR, name.rpartition(".")[0] + SIDECAR if "." in name else name + SIDECAR


def from_sidecar(path: Path) -> Document:
    """What a JSON file says; raises `RuleError` when that is no document."""
    data = read_file(path, _LONGEST, follow=False)
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        told = p_("error", "{file} is no JSON in UTF-8: {reason}.")
        raise RuleError(told.format(file=path.name, reason=str(error).rstrip("."))) from error
    if not isinstance(said, dict):
        raise RuleError(p_("error", "{file} holds no JSON object.").format(file=path.name))
    return Document(**{"kind": "", **dict(_field(path.name, *pair) for pair in said.items())})


def _field(file: str, key: str, value: object) -> tuple[str, str]:
    name = key.strip().lower().replace("-", "_")
    if name not in _FIELDS:
        told = p_("error", "{file} has the unknown field {field}; known are {fields}.")
        raise RuleError(told.format(file=file, field=key[:40], fields=", ".join(_FIELDS)))
    if value is None:
        return name, ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        told = p_("error", "{file}: {field} must be a text or a whole number.")
        raise RuleError(told.format(file=file, field=name))
    return name, str(value)


def from_name(name: str) -> Document | None:
    """What the name of a file says, none when it is not made so; raises `RuleError` for an unknown kind."""
    stem = name.rpartition(".")[0] or name
    kind, *parts = stem.split("_")
    if not 1 <= len(parts) <= 3 or not all(parts):
        return None
    version = _VERSION.fullmatch(parts[2]) if len(parts) == 3 else None
    if len(parts) == 3 and version is None:
        return None
    try:
        account = _ACCOUNTS[find(kind).account]
    except NotFoundError as error:
        raise RuleError(error.sentence, field="kind") from None
    return Document(
        kind,
        **{account: parts[0]},
        document_no=parts[1] if len(parts) > 1 else "",
        version=version[1] if version else "",
    )
