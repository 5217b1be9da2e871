"""The addresses in fields such as To: scanned once, however long, nested or broken they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|<[^<>]*>|\\.|[\s]+|[^\s",;:<>()\\]+|.', re.DOTALL)
_LONGEST = 320
"""Letters of the longest address that there can be; what compares addresses takes long over longer ones."""
_PLAIN = re.compile(r"[^\s@]+@[^\s@]+")


def addresses(values: Iterable[str]) -> list[str]:
    """The addresses in these fields, each once, in their order and as they are written.

    Only what stands in angle brackets counts where there are any: a name that looks like an address is none.
    The members of groups are found too.
    """
    return list(dict.fromkeys(found for value in values for found in _scanned(value)))


def _scanned(value: str) -> Iterator[str]:
    tokens = _TOKEN.findall(value)
    if _is_open(tokens):
        # A parenthesis that is never closed is no comment, or it would hide all that follows.
        tokens = [token for token in tokens if token not in "()"]
    depth = 0
    bare: list[str] = []
    in_angles: list[str] = []
    for token in (*tokens, ","):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth > 0 or token in "()":
            depth = max(depth, 0)
        elif token in ",;":
            yield from in_angles or _bare(bare)
            bare, in_angles = [], []
        elif token == ":":
            bare = []
        elif token[0] == "<":
            in_angles += _in_angles(token[1:].rstrip(">"))
        else:
            bare.append(token)


def _is_open(tokens: list[str]) -> bool:
    depth = 0
    for token in tokens:
        depth = max(0, depth + {"(": 1, ")": -1}.get(token, 0))
    return depth > 0


def _in_angles(text: str) -> list[str]:
    """The address between brackets, without the route that old programs put before it."""
    text = "".join(text.split())
    if text.startswith("@"):
        text = text.rpartition(":")[2]
    return _whole(text)


def _bare(tokens: list[str]) -> list[str]:
    """The address among words that no brackets stand beside; none where it could be several."""
    found = [token for token in tokens if _PLAIN.fullmatch(token)]
    if found:
        return [one for one in found if len(one) <= _LONGEST] if len(found) == 1 else []
    return _whole("".join(token for token in tokens if not token.isspace()))


def _whole(text: str) -> list[str]:
    local, at, domain = text.rpartition("@")
    if local[:1] == '"' and local[-1:] == '"' and len(local) > 2:
        local = local[1:-1]
    text = f"{local}{at}{domain.rstrip('.')}"
    return [text] if len(text) <= _LONGEST and _PLAIN.fullmatch(text) else []
