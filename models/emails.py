"""E-mail addresses: what may stand in a field for them (domain.md 1.1, 1.3)."""

from __future__ import annotations

import re
import unicodedata

from models.errors import RuleError
from models.words import p_

_ADDRESS = re.compile(r"[^\s@;,<>()\[\]\\\"]+@[^\s@;,<>()\[\]\\\"]+")


def addresses(text: str) -> list[str]:
    """The addresses in a field, which semicolons separate."""
    return [part.strip() for part in text.split(";") if part.strip()]


def check_addresses(text: str, field: str) -> None:
    """Raise a `RuleError` about `field` that quotes the whole text when a part of it is no address."""
    if text and not (addresses(text) and all(_is_address(part) for part in addresses(text))):
        raise RuleError(
            p_("error", '"{text}" is not an e-mail address; several are separated by semicolons.').format(
                text=text
            ),
            field=field,
        )


def normal(address: str) -> str:
    """An address as it is compared: in one case, its domain as people write it."""
    local, at, domain = unicodedata.normalize("NFC", address.strip()).casefold().rpartition("@")
    return f"{local}{at}{_readable(domain)}"


def spellings(address: str) -> set[str]:
    """How the same address may be written: its domain as people do, and as servers do."""
    same = normal(address)
    local, at, domain = same.rpartition("@")
    return {same, f"{local}{at}{_for_servers(domain)}"}


def _is_address(text: str) -> bool:
    """Whether a text looks like `name@place`: no dot at an end, none beside another."""
    if not _ADDRESS.fullmatch(text):
        return False
    return all(".." not in part and part.strip(".") == part for part in text.split("@"))


def _readable(domain: str) -> str:
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna").casefold()
    except UnicodeError:
        return domain


def _for_servers(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return domain
