"""What the verbs about documents have in common: what is said about one, its file, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from models.rules.documents.recording import Document, File, Outcome, Recorded
from models.words import N_, translate
from tui.cli.opening import say

F = TypeVar("F", bound=Callable[..., Any])

_SAID = {
    "contact": ("NO", N_("shell", "The contact it goes to; goes before customer and vendor.")),
    "customer": ("NO", N_("shell", "The customer: the contact with this business relation.")),
    "vendor": ("NO", N_("shell", "The vendor: the contact with this business relation.")),
    "document_no": ("NO", N_("shell", "The number of the document.")),
    "version": ("N", N_("shell", "Its version.")),
    "occurrence": ("N", N_("shell", "Its occurrence, when the number was used before.")),
    "salesperson": ("CODE", N_("shell", "Who of us it is from; otherwise that of --contact.")),
    "campaign": ("NO", N_("shell", "The campaign; otherwise the template's.")),
    "opportunity": ("NO", N_("shell", "The opportunity it belongs to.")),
    "description": ("TEXT", N_("shell", "What the entry says; otherwise the template's description.")),
}
"""The options by the field of a document, which is called alike in the files that watched folders take."""


def about_a_document(function: F) -> F:
    """Give a verb the options that say what a document is, which `said` reads."""
    for name, (metavar, tip) in reversed(_SAID.items()):
        option = click.option(f"--{name.replace('_', '-')}", name, default="", metavar=metavar, help=tip)
        function = option(function)
    return function


def said(kind: str, options: Mapping[str, str]) -> Document:
    """The document that the options describe."""
    return Document(kind, **{name: options[name] for name in _SAID})


def file_at(path: Path) -> File:
    """A document's file; raises `RuleError` when it cannot be kept."""
    from models.exchange.files.one_file import read_file, size_limit

    return File(path.name, read_file(path, size_limit()))


def tell(done: Recorded, *, to_json: bool, **more: object) -> None:
    """Print what came of recording a document: the entry on standard output, else why there is none."""
    if to_json:
        from tui.cli import output

        new = done.outcome is Outcome.RECORDED and done.entry_no
        known = output.plain("log-entries", done.entry_no) if new and done.entry_no else {}
        told = {"outcome": done.outcome.value, "message": done.sentence}
        output.json_line({**known, "entry_no": done.entry_no, **told, **more})
    elif done.outcome is Outcome.RECORDED:
        click.echo(done.sentence)
    else:
        say(done.sentence)


def list_kinds(*, to_json: bool) -> None:
    """Print every kind with whom it goes to and the template that records it."""
    from models.queries.documents import kinds
    from tui.cli import output

    for one in kinds():
        if to_json:
            output.json_line(
                {
                    "kind": one.kind.name,
                    "document_type": one.kind.document_type.caption,
                    "account": one.kind.account.caption or "Contact",
                    "setup_field": one.kind.setup_field.name,
                    "interaction_template_code": one.template_code,
                }
            )
            continue
        account = f"--{translate(one.kind.account.caption).lower() or 'contact'}"
        click.echo(
            f"{one.kind.name:<36}{account:<12}{one.template_code or '-':<12}{translate(one.kind.caption)}"
        )
