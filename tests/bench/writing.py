"""Somebody else who works on the same database while it is measured."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.rules.interactions import drafts, interaction_form
from models.rules.interactions.finish import finish
from tests.bench.floors import working
from tests.children import child

A_SECOND = 20
"""Interactions that the other one finishes."""


@contextmanager
def others_writing(database: str) -> Iterator[None]:
    """Another process writes entries for the length of the block."""
    with child(_write, database) as other:
        assert other.says() == "writing"
        yield


def _write(pipe: Connection, database: str) -> None:
    dice = random.Random(1)
    with working(database):
        ((last,),) = tuples(Contact.select(pw.fn.MAX(Contact.id)))
        _entry(dice.randint(1, last))
        pipe.send("writing")
        started = time.perf_counter()
        written = 0
        while True:
            _entry(dice.randint(1, last))
            written += 1
            time.sleep(max(0.0, started + written / A_SECOND - time.perf_counter()))


def _entry(contact: int) -> None:
    form = interaction_form.start(contact_ids=(contact,))
    if not form.contacts:
        return  # blocked for privacy
    form = interaction_form.typed(form, "interaction_template_code", "OUTGOING")
    form = interaction_form.typed(form, "salesperson_code", "AH")
    finish(drafts.save_draft(form, None), form)
