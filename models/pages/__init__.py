"""The list of pages: what can be listed, opened, filtered and looked up, on screen and in the shell.

A set-up table is its model and one entry in the file of its subject; it needs no screen of its own.
"""

from __future__ import annotations

from functools import cache

import peewee as pw

from models.errors import NotFoundError
from models.pages.codes import CODES
from models.pages.contacts import CONTACTS
from models.pages.content import CONTENT
from models.pages.definition import Page
from models.pages.interactions import INTERACTIONS
from models.pages.segments import SEGMENTS
from models.pages.setup import SETUP
from models.words import p_

__all__ = ["PAGES", "Page", "page", "page_of"]

PAGES: tuple[Page, ...] = (*CONTACTS, *INTERACTIONS, *SETUP, *CONTENT, *CODES, *SEGMENTS)
"""All pages, in the order of the menu."""

_BY_NAME = {page.name: page for page in PAGES}


def page(name: str) -> Page:
    """The page called `name`; raises `NotFoundError` that names the pages it may have meant."""
    try:
        return _BY_NAME[name]
    except KeyError:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, _BY_NAME, 3)) or p_("error", "see touchbase pages")
        raise NotFoundError(
            p_("error", "There is no page {name} ({near}).").format(name=name, near=near), field="page"
        ) from None


@cache
def page_of(model: type[pw.Model]) -> Page:
    """The first page that shows records of `model`."""
    return next(page for page in PAGES if page.model is model)
