"""What documents are recorded against: accounts and Interaction Template Setup."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from models.codes import BusinessRelation
from models.contact import ContactBusinessRelation
from models.enums import LinkToTable
from models.interaction import InteractionLogEntry as Entry
from models.template import InteractionTemplateSetup
from tests import builders


def link(contact: int, table: LinkToTable, no: str) -> None:
    """Make a company the contact of an account."""
    code = table.caption[:4].upper()
    found = BusinessRelation.get_or_none(BusinessRelation.code == code)
    relation = found.id if found else BusinessRelation.add(code=code, description=table.caption)
    ContactBusinessRelation.add(
        contact=contact, business_relation=relation, link_to_table=int(table), linked_no=no
    )


def set_up(setup: str, code: str, **values: Any) -> int:
    """Have a kind recorded by a new template with this code."""
    made = builders.template(code, **values)
    if not InteractionTemplateSetup.update(**{setup: made}).execute():
        InteractionTemplateSetup.add(**{setup: made})
    return made


def entries() -> list[Entry]:
    """The whole log, oldest first."""
    return list(Entry.select().order_by(Entry.id))


def no_links_between_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no link lead from one folder into another, as if they were on several disks."""
    link_within = os.link

    def linked(source: Path, target: Path, **options: Any) -> None:
        if source.parent != target.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        link_within(source, target, **options)

    monkeypatch.setattr(os, "link", linked)
