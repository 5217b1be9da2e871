"""Names of people: taken apart and put together (domain.md 5.2)."""

from __future__ import annotations

from typing import NamedTuple


class NameParts(NamedTuple):
    """What a person's name consists of; a part that is missing is empty."""

    first: str = ""
    middle: str = ""
    surname: str = ""


def split(name: str) -> NameParts:
    """The parts of `name`: the last word is the surname, the one before it the middle name.

    What is left is the first name, and so is a single word; two words are a first name and a surname.
    Initials are a field of their own and are not guessed from the name.
    """
    words = name.split()
    surname = words.pop() if len(words) > 1 else ""
    middle = words.pop() if len(words) > 1 else ""
    return NameParts(" ".join(words), middle, surname)


def join(first: str, middle: str, surname: str) -> str:
    """The name made of its parts, with one space between the words and none for a part that is missing."""
    return " ".join(f"{first} {middle} {surname}".split())
